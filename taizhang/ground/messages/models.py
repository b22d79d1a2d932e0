"""Messages: what people say to us, and our answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record


class BurdenNote(models.Model):
    """One row is one "this adds to my burden", said from a page; the office reads and answers it in aggregate.

    It keeps the page and the unit, not the person: who complained is nobody's business.
    """

    page = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    said_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.page} {self.said_on}"


class MessageKind(models.TextChoices):
    """What is sent; its words are those of the page that shows it, in the reader's language."""

    STUDY_LIST = "study_list", _("List of topic and materials")


class Message(models.Model):
    """One row is one thing that a unit sent to one of its people, about a record; sent again, the day moves.

    Nothing notes whether it was read.
    """

    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MessageKind.choices)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "kind", "record"], name="one_message_about_a_thing")]

    def __str__(self) -> str:
        return f"{self.to_id} {self.kind}"


class Objection(models.Model):
    """One row is one objection to a figure or a voucher, with its dated answer; both show beside what they concern.

    ``entry`` is the key of a ledger entry, ``figure`` the address of the page that shows the figure; one of them is set.
    """

    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.UUIDField(null=True, blank=True, db_index=True)
    figure = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    said_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "entry"],
                condition=Q(answered_on__isnull=True, entry__isnull=False),
                name="one_open_objection_to_an_entry",
            ),
            models.UniqueConstraint(
                fields=["by", "unit", "figure"],
                condition=Q(answered_on__isnull=True, entry__isnull=True),
                name="one_open_objection_to_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, figure="") | (Q(entry__isnull=True) & ~Q(figure="")),
                name="an_objection_names_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.said_on}"
