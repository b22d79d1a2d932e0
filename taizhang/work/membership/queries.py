"""What pages of keeping in touch and of taking in show. Each asks for the viewer first."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.lib import clock
from taizhang.work.membership.actions import SOUGHT_AFTER
from taizhang.work.membership.kinds import STEPS, Cycle, ReportState, StepKind
from taizhang.work.membership.models import Attempt, Done, Report, Routine, Step
from taizhang.work.membership.rules import may_keep, may_open_inbox, may_read_routines


@dataclass(frozen=True, slots=True)
class Sought:
    """A member who is floating or out of contact, and the attempts made, the newest first."""

    person: Person
    labels: list[str]
    attempts: list[Attempt]

    @property
    def last(self) -> Attempt | None:
        """The newest attempt."""
        return self.attempts[0] if self.attempts else None


def sought_in(viewer: Viewer, unit: Unit) -> list[Sought]:
    """The floating and out-of-contact members of a branch with every attempt, in roster order (R1-62)."""
    may_keep(viewer, unit).demand()
    people = [row.person for row in members_of(unit, on=clock.today())]
    known = categories_on([person.pk for person in people], on=clock.today())
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    rows = Attempt.objects.filter(unit=unit, is_taken_back=False).prefetch_related("record__texts")
    for attempt in rows.order_by("-on", "-pk"):
        attempts[attempt.person_id].append(attempt)
    found = []
    for person in people:
        held = SOUGHT_AFTER & known.get(person.pk, set())
        if held:
            labels = [str(Category(one).label) for one in sorted(held)]
            found.append(Sought(person, labels, attempts[person.pk]))
    return found


def passed_to(viewer: Viewer, unit: Unit) -> list[Report]:
    """Reports from outside that wait for this branch."""
    may_keep(viewer, unit).demand()
    return list(Report.objects.filter(unit=unit, state=ReportState.PASSED).order_by("received_on", "pk"))


def new_reports(viewer: Viewer) -> list[Report]:
    """Reports from outside that wait for the viewer's office."""
    may_open_inbox(viewer).demand()
    units = Unit.objects.filter(viewer.reach(RoleKind.OFFICE))
    rows = Report.objects.filter(state=ReportState.NEW, unit__in=units)
    return list(rows.select_related("unit").order_by("received_on", "pk"))


def roots() -> list[Unit]:
    """The organisations that people report in to: the roots of the party tree."""
    rows = Unit.objects.filter(tree=Tree.PARTY, parent__isnull=True, closed_on__isnull=True)
    return list(rows.order_by("code"))


@dataclass(frozen=True, slots=True)
class Round:
    """A routine with the day it was last done and the day it is due next."""

    routine: Routine
    last: Done | None
    due_on: date

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed."""
        return self.due_on < clock.today()


def rounds_of(viewer: Viewer, unit: Unit) -> list[Round]:
    """The routines of a unit, those due first on top (R1-148)."""
    may_read_routines(viewer, unit).demand()
    done: dict[int, Done] = {}
    for one in Done.objects.filter(unit=unit, is_taken_back=False).select_related("record").order_by("on", "pk"):
        done[one.routine_id] = one
    rows = Routine.objects.filter(unit=unit, to_on__isnull=True).select_related("owner")
    found = [Round(row, done.get(row.pk), due_next(row, done.get(row.pk))) for row in rows]
    return sorted(found, key=lambda one: (one.due_on, one.routine.pk))


def due_next(routine: Routine, last: Done | None) -> date:
    """The day a routine is due next: its first day, then one cycle after it was last done."""
    if last is None or last.on < routine.first_on - timedelta(days=6):
        return routine.first_on
    if routine.cycle == Cycle.WEEKLY:
        return last.on + timedelta(days=7)
    return months_on(last.on, 1 if routine.cycle == Cycle.MONTHLY else 3)


def months_on(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the way in: what was passed and what comes next."""

    person: Person
    steps: list[tuple[StepKind, Step | None]]
    next: StepKind | None


def candidates_of(viewer: Viewer, unit: Unit) -> list[Candidate]:
    """Activists and probationary members of a branch, and all who passed a step there, in roster order (R4-26)."""
    may_keep(viewer, unit).demand()
    passed: dict[int, dict[str, Step]] = defaultdict(dict)
    rows = members_of(unit, on=clock.today())
    steps = Step.objects.filter(person__in=[row.person_id for row in rows], is_taken_back=False)
    for step in steps.select_related("record"):
        passed[step.person_id][step.step] = step
    found = []
    for row in rows:
        own = passed.get(row.person_id, {})
        if own or row.kind in (MembershipKind.ACTIVIST, MembershipKind.PROBATIONARY):
            dated = [(kind, own.get(kind)) for kind in STEPS]
            found.append(Candidate(row.person, dated, next((kind for kind, step in dated if step is None), None)))
    return found
