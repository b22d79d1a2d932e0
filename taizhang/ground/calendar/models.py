"""Tables of the calendar. Who plans a dated thing writes its row through `actions` and takes it away again."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record

DAYS_APART = 2
WORKING_DAYS = (0, 1, 2, 3, 4)
OPENS_AT, CLOSES_AT = time(9), time(17, 30)


class Occasion(models.Model):
    """One row is one dated thing of a unit, as its record says it now: whole days, or one day from an hour to an hour."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=OccasionKind.choices)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    # A peak of work: while it lasts members read what is required in hours they choose (R0-11).
    is_peak = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_occasion_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["unit", "starts_on"], name="occasions_of_a_unit")]

    def __str__(self) -> str:
        return self.title


class Away(models.Model):
    """One row is one member away on duty from a day to a day, both included (R0-12). Where they are is never asked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="who_is_away_comes_back_after_leaving")
        ]
        indexes = [models.Index(fields=["person", "to_on"], name="who_is_away")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}–{self.to_on}"


class LeaveDays(models.Model):
    """One row is the days on which one person has leave from whatever their unit holds, by an approved record (R1-107).

    Both days are included; where they are is never asked.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="leave_ends_after_it_begins")]
        indexes = [models.Index(fields=["person", "to_on"], name="who_has_leave")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}–{self.to_on}"


class WorkingTime(models.Model):
    """One row is what a unit says of its own time: working days and hours, and how far sessions keep from its business.

    It holds for the units beneath too, until one says its own. ``days`` are weekdays, Monday is 0.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    days = models.JSONField(default=list)
    opens_at = models.TimeField(default=OPENS_AT)
    closes_at = models.TimeField(default=CLOSES_AT)
    days_apart = models.PositiveSmallIntegerField(default=DAYS_APART)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_working_day_has_hours")]

    def __str__(self) -> str:
        return f"{self.unit} {self.opens_at}–{self.closes_at}"


class Feed(models.Model):
    """One row is one secret address at which a person or a unit reads its calendar; only its digest is kept."""

    person = models.OneToOneField(Person, models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
                name="a_feed_is_of_a_person_or_of_a_unit",
            )
        ]

    def __str__(self) -> str:
        return self.digest[:8]
