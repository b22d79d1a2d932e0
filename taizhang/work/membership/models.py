"""Tables of keeping in touch and of taking in."""

from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.work.membership.kinds import Cycle, Method, ReportState, RoutineKind, StepKind


class Noted(models.Model):
    """What a branch noted on a day; taken back it stays as a row that counts no more."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit_id} {self.on}"


class Attempt(Noted):
    """One row is one attempt to reach one member; ``is_reached`` is its result (R1-62)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    method = models.CharField(max_length=8, choices=Method.choices)
    is_reached = models.BooleanField()


class Step(Noted):
    """One row is one step of one candidate, dated; its files are those of the record (R4-26)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    step = models.CharField(max_length=12, choices=StepKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "step"], condition=Q(is_taken_back=False), name="each_step_is_passed_once"
            )
        ]


class Routine(models.Model):
    """One row is one piece of work that a unit does again and again, first on ``first_on``; stopped it ends (R1-148)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RoutineKind.choices)
    cycle = models.CharField(max_length=12, choices=Cycle.choices)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    first_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=Q(to_on__isnull=True), name="one_routine_of_a_kind_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"


class Done(Noted):
    """One row is a routine done once, on a day."""

    routine = models.ForeignKey(Routine, models.PROTECT, related_name="+")


class Report(models.Model):
    """One row is somebody out of contact who reported in (R1-63).

    ``unit`` is the organisation it was sent to, then the branch it was passed to. The words are erased when it is handled.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.NEW)
    received_on = models.DateField()
    name = models.CharField(max_length=60, blank=True)
    branch = models.CharField(max_length=120, blank=True)
    reach = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="reports_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.received_on} {self.state}"
