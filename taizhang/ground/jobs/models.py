"""Jobs: what a long task shows while it runs and leaves when it has ended."""

from django.db import models

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Job(models.Model):
    """One row is one long task asked for by one person, its progress and its result, left and found again."""

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    steps_done = models.BigIntegerField(default=0)
    steps_all = models.BigIntegerField(default=0)
    input = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
