"""The units a supervision group watches, in code order, each with the reasons why it may need a visit."""

from dataclasses import dataclass, field

from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.lib import clock
from taizhang.metrics import reading as kept
from taizhang.metrics.reading import AsOf, Share
from taizhang.oversight.dashboards import addresses, rules
from taizhang.oversight.dashboards.queries.finding import course_of_unit
from taizhang.oversight.dashboards.queries.gaps import help_list

MOST = 300


@dataclass(slots=True)
class WatchedUnit:
    """One unit: what of its requirements is met, and every reason for a visit; none is a reason to stay away."""

    unit: Unit
    share: Share
    url: str
    overdue: int
    reasons: list[str] = field(default_factory=list)
    phase: str = ""


@dataclass(slots=True)
class Watched:
    """The units of one member of a supervision group."""

    as_of: AsOf
    units: list[WatchedUnit] = field(default_factory=list)

    @property
    def needing(self) -> list[WatchedUnit]:
        """The units with a reason."""
        return [one for one in self.units if one.reasons or one.overdue]


def watched(viewer: Viewer) -> Watched:
    """All units assigned to the reader's group in code order."""
    rules.may_open_watched(viewer).demand()
    ids = {grant.unit for grant in viewer.grants if grant.role == RoleKind.SUPERVISOR}
    assigned = list(Unit.objects.filter(pk__in=ids).order_by("code")[:MOST])
    page = Watched(kept.as_of())
    late = _overdue(viewer)
    courses = {}
    for unit in assigned:
        course = course_of_unit(unit)
        if course is None:
            page.units.append(WatchedUnit(unit, Share(0, 0), "", late.get(unit.pk, 0)))
            continue
        courses[unit.pk] = course
        shares = kept.standings([unit.pk], [one.pk for one in course.requirements])
        reasons = [reason for one in help_list([unit], course, shares) for reason in one.reasons]
        met = sum(share.met for share in shares.values())
        due = sum(share.due for share in shares.values())
        url = addresses.of_requirement(course.requirements[0], unit=unit.pk).url if course.requirements else ""
        page.units.append(
            WatchedUnit(
                unit,
                Share(met, due),
                url,
                late.get(unit.pk, 0),
                reasons,
                course.phase.name if course.phase else "",
            )
        )
    return page


def _overdue(viewer: Viewer) -> dict[int, int]:
    """assigned unit → how many duties in its subtree are past their day."""
    grants = [grant for grant in viewer.grants if grant.role == RoleKind.SUPERVISOR]
    reach = Unit.objects.filter(viewer.reach(RoleKind.SUPERVISOR))
    paths = Duty.objects.filter(unit__in=reach, settled_on__isnull=True, due_on__lt=clock.today()).values_list(
        "unit__path", flat=True
    )
    found: dict[int, int] = {}
    for path in paths:
        for grant in grants:
            if path.startswith(grant.path):
                found[grant.unit] = found.get(grant.unit, 0) + 1
    return found
