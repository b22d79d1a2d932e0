"""Duties: who owes what by when. No metric sums this table (settled question 44)."""

from django.db import models

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.records.models import Record


class Duty(models.Model):
    """One row is one thing that a person or a unit owes, until it is settled or withdrawn."""

    kind = models.CharField(max_length=40)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "person"],
                condition=models.Q(settled_on__isnull=True),
                name="owed_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["person", "settled_on"], name="what_a_person_owes")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Standing(models.Model):
    """One row is a duty of every unit of a programme by a day, also of those that begin to take part later (R1-28)."""

    kind = models.CharField(max_length=40)
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="a_duty_stands_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Pause(models.Model):
    """One row is a range of days in which nobody is reminded of what a unit and its people owe, by a paper (R1-14).

    What is owed stays owed, and its day stays. ``programme`` narrows it to one campaign, ``requirement`` to the work that
    counts towards that. ``spares`` names the app whose duties stay due: a paper asks nothing that it pauses.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="+")
    spares = models.CharField(max_length=20, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "unit"], name="a_paper_pauses_a_unit_once")]
        indexes = [models.Index(fields=["to_on", "unit"], name="pauses_that_hold")]

    def __str__(self) -> str:
        return f"{self.unit} {self.from_on} – {self.to_on}"


class Handover(models.Model):
    """One row is an open duty passed on to routine work under a named owner; the newest of a duty holds (R4-06).

    Who owes it does not change, only who sees to it.
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_on = models.DateField()
    handed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.duty} → {self.owner}"
