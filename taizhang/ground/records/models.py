"""Tables of records: what the ledger, search, samples and dossiers point to without importing work."""

from django.db import models

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person


class Sight(models.TextChoices):
    """How far lines may be seen: everybody who reaches the unit; by name only near the person; tallies only."""

    OPEN = "open"
    NAMED = "named"
    SEALED = "sealed"


class Record(models.Model):
    """One row is one thing with a page. ``type`` ``learning.session`` resolves to the URL ``learning:session``."""

    type = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    on = models.DateField()
    sight = models.CharField(max_length=8, choices=Sight.choices, default=Sight.OPEN)

    class Meta:
        indexes = [models.Index(fields=["unit", "type", "on"], name="records_of_a_unit")]

    def __str__(self) -> str:
        return self.title


class Text(models.Model):
    """One row is one text written by a person about a record; the ledger holds only its salted digest."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="texts")
    purpose = models.CharField(max_length=24)
    body = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} of {self.record}"


class File(models.Model):
    """One row is one file of a record, stored once under its digest."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    bytes_size = models.BigIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
