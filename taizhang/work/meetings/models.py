"""Tables of meetings. The rows are the records behind the acts; every figure is counted from the ledger, never here."""

from django.db import models
from django.db.models import Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Phase, Programme
from taizhang.ground.records.models import Record
from taizhang.work.meetings.kinds import Attendance, MeetingKind, MeetingState, SpeechState, TaskState


class Meeting(models.Model):
    """One row is one meeting of one unit, planned, held, or withdrawn.

    ``follows`` is the superior's meeting that it carries down (R1-146). ``concludes`` is the phase whose agreed
    conclusion was worded here. Minutes and conclusion are texts of the record.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+")
    kind = models.CharField(max_length=16, choices=MeetingKind.choices)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    concludes = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)

    class Meta:
        indexes = [models.Index(fields=["unit", "on"], name="meetings_of_a_unit")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One row is one item of an agenda, open to the members before the meeting, and what was decided on it (R3-35).

    The votes are totals as counted in the meeting; all are empty where nothing was voted on.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    decision = models.CharField(max_length=400, blank=True)
    due = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_items_are_numbered")]
        ordering = ["meeting", "number"]

    def __str__(self) -> str:
        return self.text


class Attending(models.Model):
    """One row is how many of one category were at a meeting, as last stated (R2-01)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attending")
    category = models.CharField(max_length=8, choices=Attendance.choices)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "category"], name="attendance_stands_once")]

    def __str__(self) -> str:
        return f"{self.category} {self.people}"


class Spoken(models.Model):
    """One row is one person who spoke at a criticism session, in which place; only the branch reads it (R1-167).

    As nothing of it is posted, the rows are its history: a session stated anew keeps those that are still right and marks the
    others as withdrawn, each with who noted and withdrew it on which day (docs/decisions/0020).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="spoken")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    noted_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=models.Q(withdrawn_on__isnull=True), name="spoke_once_in_order"
            )
        ]
        ordering = ["meeting", "place"]

    def __str__(self) -> str:
        return f"{self.place} {self.person_id}"


class SelfLook(models.Model):
    """One row is how many problems one person named in themself before a criticism session (R1-102).

    Which they are is a text of the record, read by the person and who keeps the branch's books.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="self_looks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    problems = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="looked_at_themself_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"


class Speech(models.Model):
    """One row is the exchange speech that one chosen unit gives at a meeting; its text is a text of the record (R3-02)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="speeches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=SpeechState.choices, default=SpeechState.ASKED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="one_speech_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.meeting}"


class Task(models.Model):
    """One row is one task that a meeting gave to a unit, or to one person in it, by a day (R3-32)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="tasks_of_a_unit")]

    def __str__(self) -> str:
        return self.text


class Progress(models.Model):
    """One row is what the minutes of one meeting say of one open task since the last (R4-13)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="progress")
    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    said = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "task"], name="progress_once_in_a_meeting")]

    def __str__(self) -> str:
        return self.said


class Cycle(models.Model):
    """One row is how often the units of a programme meet for one purpose, from a day on: every so many days, with grace.

    The figures are data of the programme; half a month is what the source asks (R4-13).
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=MeetingKind.choices)
    every_days = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"], condition=Q(to_on__isnull=True), name="one_cycle_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.every_days}"
