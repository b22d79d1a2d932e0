"""Tables of supervision. Samples point to records; nothing here knows what a record's owner keeps about it."""

from django.db import models

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.oversight.supervision.kinds import Help, Of, Quality, SampleState


class Sample(models.Model):
    """One row is one sample of one unit's papers: candidates and seed published first, then drawn (R1-44, settled question 39).

    ``candidates`` are numbers of records in ascending order, ``digest`` is the SHA-256 of them. ``seed`` is what the group
    gave, ``drawn_with`` that and the seal over the publication, which nobody could know before: with the list it says what is
    drawn, so that anyone draws the same again. ``number`` counts the samples of a unit, also those withdrawn. ``size`` 0
    takes all.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    of = models.CharField(max_length=12, choices=Of.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    size = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=120, blank=True)
    drawn_with = models.CharField(max_length=240, blank=True)
    candidates = models.JSONField()
    digest = models.CharField(max_length=64)
    published_on = models.DateField()
    drawn_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=SampleState.choices, default=SampleState.PUBLISHED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="samples_of_a_unit_are_numbered")]
        indexes = [models.Index(fields=["unit", "published_on"], name="samples_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.of} {self.published_on}"


class Drawn(models.Model):
    """One row is one paper of a sample, in the place in which it was drawn."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="drawn")
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "record"], name="drawn_once_in_a_sample")]
        ordering = ["sample", "place"]

    def __str__(self) -> str:
        return f"{self.place} {self.record_id}"


class Finding(models.Model):
    """One row is what a reviewer found of the quality of one drawn paper, or of the sample as a whole (R1-25).

    The sentence and the branch's answer are texts of its record. It stays between the group and the branch.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="findings")
    drawn = models.ForeignKey(Drawn, models.PROTECT, null=True, blank=True, related_name="+")
    quality = models.CharField(max_length=12, choices=Quality.choices)
    help = models.CharField(max_length=12, choices=Help.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.sample_id} {self.quality}"
