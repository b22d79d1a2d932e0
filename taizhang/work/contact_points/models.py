"""Tables of leaders' contact points."""

from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record


class ContactPoint(models.Model):
    """One row is a lower unit that a leader is assigned to in a programme, from a day to a day (R1-15)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "leader", "unit"], condition=Q(to_on__isnull=True), name="one_point_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.unit}"


class Visit(models.Model):
    """One row is one visit of the leader to the contact point; what was seen is a text of the record."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="visits")
    on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.point} {self.on}"


class Problem(models.Model):
    """One row is one problem found on a visit, in one sentence, open until it is settled or turns out to be none."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="problems")
    text = models.CharField(max_length=200)
    settled_on = models.DateField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.settled_on is None and not self.is_withdrawn
