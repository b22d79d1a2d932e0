"""Tables of leaders' travel."""

from django.db import models
from django.db.models import F, Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.work.travel.kinds import TripKind, TripReason, TripState


class Restriction(models.Model):
    """One row is the kinds of travel that a programme restricts for leaders from a day on (R1-104).

    A programme without a row restricts the three kinds of the source.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(to_on__isnull=True), name="one_restriction_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.kinds}"


class Trip(models.Model):
    """One row is one leader asking to travel while a programme runs, from the request to what was made up.

    ``consent_on`` is the day on the office's written consent, ``approved_on`` the day of approval. Opinions are texts of
    the record.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TripKind.choices)
    reason = models.CharField(max_length=12, choices=TripReason.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(max_length=12, choices=TripState.choices, default=TripState.ASKED)
    asked_on = models.DateField()
    consent_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="a_trip_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(consent_on__isnull=False), name="no_approval_without_consent"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="trips_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}"

    @property
    def is_consent_late(self) -> bool:
        """Whether the written consent is dated after departure, which is shown to all who see the request (R1-106)."""
        return self.consent_on is not None and self.consent_on > self.from_on
