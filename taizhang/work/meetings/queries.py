"""What pages of meetings show. Each asks for the viewer first; what was said in a criticism session stays in the branch."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from taizhang.ground.duties.resting import resting_about, units_at_rest
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import ancestors_of, children_of, open_on, subtree_of
from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.people.models import Person, PostHolding, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import members_of, standing_on
from taizhang.ground.programmes.models import Programme, UnitPhase
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ground.records.models import Text
from taizhang.lib import clock
from taizhang.work.meetings.duties import TASK
from taizhang.work.meetings.kinds import CARRIED_DOWN, MeetingKind, MeetingState, SpeechState, TaskState
from taizhang.work.meetings.models import Cycle, Meeting, SelfLook, Speech, Spoken, Task
from taizhang.work.meetings.rules import (
    may_keep_meetings,
    may_list_meetings,
    may_read_minutes,
    may_read_self_look,
    may_read_speech,
    may_see_board,
    may_see_leads,
    may_see_meeting,
    may_see_task,
)


def find_meeting(viewer: Viewer, record: int) -> Meeting:
    """The meeting of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    meeting = Meeting.objects.select_related("record", "unit", "chair", "speaker", "follows__unit", "concludes").get(
        record=record
    )
    may_see_meeting(viewer, meeting).demand()
    return meeting


def find_task(viewer: Viewer, record: int) -> Task:
    """The task of a record, if the viewer may see it."""
    task = Task.objects.select_related("record", "unit", "person", "meeting__unit", "meeting__record").get(
        record=record
    )
    may_see_task(viewer, task).demand()
    return task


def find_speech(viewer: Viewer, record: int) -> Speech:
    """The speech of a record, if the viewer may read it."""
    speech = Speech.objects.select_related("record", "unit", "meeting__unit", "meeting__record").get(record=record)
    may_read_speech(viewer, speech).demand()
    return speech


def find_self_look(viewer: Viewer, record: int) -> SelfLook:
    """What one person found in themself before a session, if the viewer may read it."""
    look = SelfLook.objects.select_related("record", "person", "meeting__unit", "meeting__record").get(record=record)
    may_read_self_look(viewer, look).demand()
    return look


def self_looks_of(viewer: Viewer, meeting: Meeting) -> list[SelfLook]:
    """Who has named problems before a session, in roster order: all for who keeps the books, else one's own."""
    rows = meeting.self_looks.filter(problems__gt=0).select_related("record", "person", "meeting__unit")
    return [look for look in rows.order_by("person__code") if may_read_self_look(viewer, look)]


def counted_for(unit: Unit) -> list[Programme]:
    """The programmes that a meeting of a unit can count for: those it takes part in, and those it runs itself."""
    own = Programme.objects.filter(unit=unit).order_by("-starts_on", "pk")
    return list(dict.fromkeys([*programmes_of(unit), *own]))


def could_count_for(meeting: Meeting) -> list[Programme]:
    """The programmes that a meeting could count for beside those it does."""
    linked = set(meeting.programmes.values_list("pk", flat=True))
    return [one for one in counted_for(meeting.unit) if one.pk not in linked]


def meetings_of(viewer: Viewer, unit: Unit) -> QuerySet[Meeting]:
    """The meetings of a unit, the newest first."""
    may_list_meetings(viewer, unit).demand()
    return Meeting.objects.filter(unit=unit).select_related("record", "chair").order_by("-on", "-pk")


def tasks_of(viewer: Viewer, unit: Unit) -> QuerySet[Task]:
    """The tasks that meetings gave a unit and its people, by the day they are due."""
    may_list_meetings(viewer, unit).demand()
    rows = Task.objects.filter(unit=unit).exclude(state=TaskState.WITHDRAWN)
    return rows.select_related("record", "person", "meeting__record", "meeting__unit").order_by("due_on", "pk")


def at_rest(tasks: Iterable[Task]) -> dict[int, date]:
    """Record → the last day without reminders, of those tasks whose reminders rest today (R1-14)."""
    return resting_about([task.record_id for task in tasks], kind=TASK)


def people_for(viewer: Viewer, unit: Unit) -> QuerySet[Person]:
    """Who may chair or speak at a meeting of a unit, by roster number: who holds a role or post on it or above it.

    Its plain members too, for readers who may see their names.
    """
    standing, above = standing_on(clock.today()), [unit.pk, *(upper.pk for upper in ancestors_of(unit))]
    with_role = Role.objects.filter(standing, unit__in=above).values("person")
    in_post = PostHolding.objects.filter(standing, post__unit__in=above).values("person")
    wanted = Q(pk__in=with_role) | Q(pk__in=in_post)
    if viewer.may_see_names(unit):
        wanted |= Q(pk__in=members_of(unit, on=clock.today()).values("person"))
    return Person.objects.filter(wanted).order_by("code")


def members_for(viewer: Viewer, unit: Unit, *, on: date) -> list[Person]:
    """The members of a unit on a day in roster order, for readers who may see their names; for others nobody."""
    if not viewer.may_see_names(unit):
        return []
    return [row.person for row in members_of(unit, on=on).filter(kind__in=COUNTED)]


def can_be_carried_down(unit: Unit) -> QuerySet[Meeting]:
    """Held meetings of the units above that units beneath carry down, the newest first (R1-146)."""
    rows = Meeting.objects.filter(unit__in=ancestors_of(unit), kind__in=CARRIED_DOWN, state=MeetingState.HELD)
    return rows.select_related("unit", "record").order_by("-on", "-pk")


def not_carried_down(unit: Unit, *, on: date) -> list[Meeting]:
    """Meetings of the superior itself that this unit has not followed with one of its own yet."""
    if not unit.parent_id:
        return []
    rows = Meeting.objects.filter(unit=unit.parent_id, kind__in=CARRIED_DOWN, state=MeetingState.HELD, on__lte=on)
    own = Meeting.objects.filter(unit=unit, follows__isnull=False).exclude(state=MeetingState.WITHDRAWN)
    return list(rows.exclude(pk__in=own.values("follows")).select_related("unit", "record").order_by("-on", "-pk"))


@dataclass(frozen=True, slots=True)
class Following:
    """One unit beneath: its meeting that carries the superior's down, and after how many days."""

    unit: Unit
    meeting: Meeting | None
    days: int


def following(meeting: Meeting) -> list[Following]:
    """How the units directly beneath carry a meeting down, in code order; those that have not, with the days since."""
    if meeting.kind not in CARRIED_DOWN or meeting.state != MeetingState.HELD:
        return []
    today = clock.today()
    own = {row.unit_id: row for row in meeting.followed_by.filter(state=MeetingState.HELD).select_related("record")}
    return [
        Following(unit, own.get(unit.pk), ((own[unit.pk].on if unit.pk in own else today) - meeting.on).days)
        for unit in children_of(meeting.unit, on=today)
    ]


def words_of(viewer: Viewer, meeting: Meeting) -> dict[str, list[Text]]:
    """Minutes and conclusion as last worded and before, the newest first; nothing for readers outside the branch."""
    if not may_read_minutes(viewer, meeting):
        return {}
    found: dict[str, list[Text]] = {}
    for text in meeting.record.texts.filter(purpose__in=("minutes", "conclusion")).order_by("-pk"):
        found.setdefault(text.purpose, []).append(text)
    return found


def spoken_at(meeting: Meeting) -> list[Spoken]:
    """Who spoke at a criticism session as it stands, in order, for those who have asked the rule already."""
    return list(meeting.spoken.filter(withdrawn_on__isnull=True).select_related("person"))


def spoken_before(meeting: Meeting) -> list[Spoken]:
    """What was noted of it and withdrawn since, the newest first, for those who have asked the rule already."""
    rows = meeting.spoken.filter(withdrawn_on__isnull=False).select_related("person", "withdrawn_by")
    return list(rows.order_by("-withdrawn_on", "-pk"))


def led_in_criticism(viewer: Viewer, person: Person) -> QuerySet[Meeting]:
    """The criticism sessions at which a person spoke, the newest first: the third lead of a leader (R1-102).

    It is no figure: the person reads it, and who may read what was said in that branch; for all others it is empty.
    """
    spoken = Meeting.objects.filter(
        kind=MeetingKind.CRITICISM,
        state=MeetingState.HELD,
        spoken__person=person,
        spoken__withdrawn_on__isnull=True,
    )
    units = Unit.objects.filter(pk__in=spoken.values("unit"))
    near = [unit.pk for unit in units if person == viewer.person or viewer.may_see_names(unit)]
    return spoken.filter(unit__in=near).select_related("record", "unit").order_by("-on", "-pk")


def leads_of(viewer: Viewer, person: Person) -> tuple[list[SelfLook], list[Meeting], list[Task]]:
    """What the records say of three leads of a person: problems named, sessions spoken at, own tasks (R1-102)."""
    may_see_leads(viewer, person).demand()
    looks = SelfLook.objects.filter(person=person, problems__gt=0).exclude(meeting__state=MeetingState.WITHDRAWN)
    near = looks.select_related("record", "meeting__unit", "meeting__record").order_by("-meeting__on", "-pk")
    tasks = Task.objects.filter(person=person).exclude(state=TaskState.WITHDRAWN).order_by("-due_on", "-pk")
    return (
        [look for look in near if may_read_self_look(viewer, look)],
        list(led_in_criticism(viewer, person)),
        list(tasks.select_related("record")),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a unit has to do about meetings."""

    is_keeper: bool
    to_note: list[Meeting]
    coming: list[Meeting]
    tasks: list[Task]
    speeches: list[Speech]
    to_follow: list[Meeting]
    late: list["Lateness"]

    @property
    def things(self) -> int:
        """How many things wait."""
        return len(self.to_note) + len(self.tasks) + len(self.speeches) + len(self.to_follow) + len(self.late)


def waiting_in(viewer: Viewer, unit: Unit) -> Waiting:
    """What waits in a unit: all of it for who keeps its meetings, tasks and coming meetings for who only looks on."""
    may_list_meetings(viewer, unit).demand()
    today = clock.today()
    is_keeper = bool(may_keep_meetings(viewer, unit))
    planned = Meeting.objects.filter(unit=unit, state=MeetingState.PLANNED).select_related("record")
    speeches = Speech.objects.filter(unit=unit, state=SpeechState.ASKED, meeting__state=MeetingState.PLANNED)
    return Waiting(
        is_keeper=is_keeper,
        to_note=list(planned.filter(on__lte=today).order_by("on")) if is_keeper else [],
        coming=list(planned.filter(on__gt=today).order_by("on")[:3]),
        tasks=list(tasks_of(viewer, unit).filter(state=TaskState.OPEN)),
        speeches=list(speeches.select_related("record", "meeting__unit").order_by("meeting__on")) if is_keeper else [],
        to_follow=not_carried_down(unit, on=today) if is_keeper else [],
        late=lateness_of(unit),
    )


def next_branch_meeting(viewer: Viewer) -> tuple[Meeting | None, list[Meeting]]:
    """For a member: the next meeting of the home branch with its agenda, and the last ones with decisions (R3-35)."""
    if viewer.home is None:
        return None, []
    own = Meeting.objects.filter(unit=viewer.home).select_related("record").prefetch_related("agenda")
    coming = own.filter(state=MeetingState.PLANNED, on__gte=clock.today()).order_by("on", "pk").first()
    held = own.filter(state=MeetingState.HELD, agenda__decision__gt="").distinct().order_by("-on", "-pk")[:2]
    return coming, list(held)


# --- cycles: who meets too seldom (R4-13) ---


@dataclass(frozen=True, slots=True)
class Lateness:
    """One unit that should have met: the cycle, its last meeting, and how many days over the cycle it is."""

    unit: Unit
    cycle: Cycle
    last: date | None
    days: int

    @property
    def kind_words(self) -> str:
        """The kind of meeting, in words."""
        return str(MeetingKind(self.cycle.kind).label)


def lateness_of(unit: Unit) -> list[Lateness]:
    """The cycles in which one unit is late today."""
    programmes = UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).values("programme")
    cycles = Cycle.objects.filter(programme__in=programmes, to_on__isnull=True)
    return [late for cycle in cycles for late in late_units(cycle, [unit], on=clock.today())]


def late_units(cycle: Cycle, units: Iterable[Unit], *, on: date) -> list[Lateness]:
    """Which of some units are late: more than the cycle and its grace since the last meeting, or since it began.

    Where reminders rest on that day nobody is late (R1-14)."""
    units = list(units)
    rows = Meeting.objects.filter(
        unit__in=units, kind=cycle.kind, state=MeetingState.HELD, on__gte=cycle.from_on, on__lte=on
    )
    last: dict[int, date] = dict(rows.values_list("unit").annotate(last=Max("on")))
    rest = units_at_rest(
        kind="meetings.meeting", units=[unit.pk for unit in units], programme=cycle.programme_id, on=on
    )
    found = []
    for unit in units:
        if unit.pk in rest:
            continue
        begun = max(filter(None, [last.get(unit.pk), cycle.from_on]))
        over = on - begun - timedelta(days=cycle.every_days)
        if over.days > cycle.grace_days:
            found.append(Lateness(unit, cycle, last.get(unit.pk), over.days))
    return found


# --- the board of a programme ---


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the organisation: how many of its units have held a mobilisation meeting, and which have not."""

    kind: UnitKind
    held: int
    missing: list[Unit]

    @property
    def due(self) -> int:
        """How many units there are at this level."""
        return self.held + len(self.missing)


@dataclass(frozen=True, slots=True)
class Board:
    """Which units of a programme have met and which have not, each list in code order."""

    programme: Programme
    levels: list[Level]
    cycles: list[tuple[Cycle, list[Lateness]]]
    passed_on: list[tuple[Meeting, list[Following]]]

    @property
    def missing(self) -> int:
        """How many units have not held a mobilisation meeting."""
        return sum(len(level.missing) for level in self.levels)


def board_of(viewer: Viewer, programme: Programme) -> Board:
    """Mobilisation level by level (R0-03), meetings in cycles (R4-13), what the top meetings became beneath (R1-146).

    Asked are the units that take part and those between them and the unit that runs the programme; a batch that covers
    other kinds leaves a unit out (R1-172).
    """
    may_see_board(viewer, programme).demand()
    today = clock.today()
    units = units_asked(programme)
    held = set(
        Meeting.objects.filter(
            programmes=programme, kind=MeetingKind.MOBILISATION, state=MeetingState.HELD, unit__in=units
        ).values_list("unit", flat=True)
    )
    levels = []
    for kind in UnitKind:
        of_kind = [unit for unit in units if unit.kind == kind]
        if of_kind:
            done = sum(unit.pk in held for unit in of_kind)
            levels.append(Level(kind, done, [unit for unit in of_kind if unit.pk not in held]))
    begun = _taking_part(programme)
    taking = [unit for unit in units if unit.pk in begun]
    cycles = Cycle.objects.filter(programme=programme, to_on__isnull=True).order_by("kind")
    top = Meeting.objects.filter(
        unit=programme.unit, programmes=programme, kind__in=CARRIED_DOWN, state=MeetingState.HELD
    ).select_related("unit", "record")
    return Board(
        programme=programme,
        levels=levels,
        cycles=[(cycle, late_units(cycle, taking, on=today)) for cycle in cycles],
        passed_on=[(meeting, following(meeting)) for meeting in top.order_by("-on", "-pk")],
    )


def units_asked(programme: Programme) -> list[Unit]:
    """The units of a programme in code order: those taking part, and those above them up to the one that runs it."""
    beneath = subtree_of(programme.unit).filter(open_on(clock.today()))
    taking = _taking_part(programme)
    paths = set(beneath.filter(pk__in=taking).values_list("path", flat=True))
    width = len(programme.unit.path)
    wanted = {path[:end] for path in paths for end in range(width, len(path) + 1, 5)} | {programme.unit.path}
    return [unit for unit in beneath.order_by("code") if unit.path in wanted]


def _taking_part(programme: Programme) -> Collection[int]:
    return set(UnitPhase.objects.filter(programme=programme, closed_on__isnull=True).values_list("unit", flat=True))
