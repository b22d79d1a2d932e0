"""Messages: what people say to us, and our answer."""

from django.db import models

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


class Objection(models.Model):
    """One row is one objection to a figure or a voucher, with its dated answer; both show beside what they concern."""

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

    def __str__(self) -> str:
        return f"{self.by} {self.said_on}"
