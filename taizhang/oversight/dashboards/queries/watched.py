"""The units a supervision group watches, in code order, each with the reasons why it may need a visit."""

from collections import Counter
from dataclasses import dataclass, field

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import overdue
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import UnitPhase
from taizhang.metrics import reading as kept
from taizhang.metrics.reading import AsOf
from taizhang.oversight.dashboards import rules
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit
from taizhang.oversight.dashboards.queries.gaps import BRANCH_KINDS, help_list

MOST = 300


@dataclass(slots=True)
class WatchedUnit:
    """One unit with every reason for a visit; none is a reason to stay away. ``phase`` is the one it is in."""

    unit: Unit
    is_branch: bool
    overdue: int = 0
    reasons: list[str] = field(default_factory=list)
    phase: str = ""

    @property
    def may_need_visit(self) -> bool:
        """Whether anything speaks for a visit."""
        return bool(self.reasons or self.overdue)


@dataclass(slots=True)
class Watched:
    """The units of one member of a supervision group; ``has_more`` when they are more than are listed."""

    as_of: AsOf
    units: list[WatchedUnit] = field(default_factory=list)
    has_more: bool = False

    @property
    def needing(self) -> list[WatchedUnit]:
        """The units with a reason."""
        return [one for one in self.units if one.may_need_visit]


def watched(viewer: Viewer) -> Watched:
    """All units assigned to the reader's group with the branches below them, in code order."""
    rules.may_open_watched(viewer).demand()
    page = Watched(kept.as_of())
    assigned = {grant.unit for grant in viewer.grants if grant.role == RoleKind.SUPERVISOR}
    reached = Unit.objects.filter(viewer.reach(RoleKind.SUPERVISOR), closed_on__isnull=True).order_by("code")
    wanted = [one for one in reached[: MOST * 3] if one.pk in assigned or one.kind in BRANCH_KINDS]
    page.has_more = len(wanted) > MOST
    units = wanted[:MOST]
    late = _overdue(units)
    reasons: dict[int, list[str]] = {}
    phases: dict[int, str] = {}
    for course, some in _by_course(units).items():
        whole = course.programme.unit_id
        shares = kept.standings([whole, *(one.pk for one in some)], [one.pk for one in course.requirements])
        reasons |= {one.unit.pk: one.reasons for one in help_list(some, course, shares, whole)}
        stays = UnitPhase.objects.filter(programme=course.programme, unit__in=some, closed_on__isnull=True)
        phases |= dict(stays.values_list("unit", "phase__name"))
    page.units = [
        WatchedUnit(one, one.kind in BRANCH_KINDS, late[one.pk], reasons.get(one.pk, []), phases.get(one.pk, ""))
        for one in units
    ]
    return page


def _by_course(units: list[Unit]) -> dict[Course, list[Unit]]:
    """The programme and phase at hand of the topmost unit of each tree, with the units held against it."""
    found: dict[Course, list[Unit]] = {}
    for tree in {one.tree for one in units}:
        some = [one for one in units if one.tree == tree]
        course = course_of_unit(min(some, key=lambda one: (len(one.path), one.path)))
        if course is not None:
            found[course] = some
    return found


def _overdue(units: list[Unit]) -> Counter[int]:
    """unit → how many duties of its own people are past their day and not at rest."""
    return Counter(overdue(Duty.objects.filter(unit__in=units)).values_list("unit", flat=True))
