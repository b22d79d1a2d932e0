"""The desk of the campaign office: phases, heat map of sibling units, help list; all from kept figures, few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Phase, Programme
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import AsOf, Share
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.queries import spread
from taizhang.oversight.dashboards.queries.finding import Course, course_of, find_unit, programmes_of
from taizhang.oversight.dashboards.queries.gaps import BRANCH_KINDS, Help, help_list
from taizhang.oversight.dashboards.queries.inbox import Waiting, waiting_for_office

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One unit under one requirement."""

    met: int
    due: int
    url: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit with its cells in the order of the columns; ``is_branch``: its people have a page of their own."""

    unit: Unit
    cells: tuple[HeatCell, ...]
    is_branch: bool
    needs_help: bool


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One requirement over the whole subtree."""

    label: str
    condition: str
    share: Share
    url: str
    quote: str


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """One phase: how many units have entered it, closed it, and are in it."""

    phase: Phase
    entered: int
    closed: int
    url: str

    @property
    def inside(self) -> int:
        """How many units are in it."""
        return self.entered - self.closed


@dataclass(slots=True)
class Cockpit:
    """Everything on the cockpit of one unit, one page of its children at a time."""

    unit: Unit
    above: Unit | None
    programmes: list[Programme]
    course: Course | None
    as_of: AsOf
    kinds: list[tuple[UnitKind, int]] = field(default_factory=list)
    columns: list[HeatColumn] = field(default_factory=list)
    rows: list[HeatRow] = field(default_factory=list)
    phases: list[PhaseCount] = field(default_factory=list)
    helped: list[Help] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    own: Share | None = None
    children: int = 0
    before: str = ""
    after: str = ""


def cockpit(
    viewer: Viewer,
    pk: int | None,
    *,
    programme: str = "",
    phase: str = "",
    kind: str = "",
    after: str = "",
    only_help: bool = False,
) -> Cockpit:
    """The cockpit of one unit. Children stand in code order, a hundred on a page, from the code ``after`` on."""
    unit = find_unit(viewer, pk, rules.may_open_cockpit, RoleKind.OFFICE)
    programmes = programmes_of(unit)
    above = unit.parent if unit.parent and rules.may_open_cockpit(viewer, unit.parent) else None
    chosen = next((one for one in programmes if str(one.pk) == programme), programmes[0] if programmes else None)
    stages = kept.units_in_phases(unit.pk, chosen.pk) if chosen else {}
    busiest = max(stages, key=lambda one: (stages[one][0] - stages[one][1], -one), default=0)
    course = course_of([chosen], "", phase, open_phase=busiest) if chosen else None
    page = Cockpit(unit, above, programmes, course, kept.as_of(), waiting=waiting_for_office(viewer))
    if course is None:
        return page
    page.phases = [
        PhaseCount(
            one,
            *stages.get(one.pk, (0, 0)),
            addresses.Address("phases_opened", unit=unit.pk, programme=course.programme.pk, phase=one.pk).url,
        )
        for one in course.phases
    ]
    children = Unit.objects.filter(parent=unit, closed_on__isnull=True).order_by("code")
    page.kinds = _kinds(children.values_list("kind", flat=True))
    page.children = sum(count for _kind, count in page.kinds)
    if kind in UnitKind.values:
        children = children.filter(kind=kind)
    if after:
        children = children.filter(code__gt=after)
    units = list(children[: ON_A_PAGE + 1])
    page.after = units[ON_A_PAGE - 1].code if len(units) > ON_A_PAGE else ""
    page.before = after
    _fill(page, course, units[:ON_A_PAGE], only_help=only_help)
    return page


def _fill(page: Cockpit, course: Course, units: Sequence[Unit], *, only_help: bool) -> None:
    ids = [one.pk for one in course.requirements]
    shares = kept.standings([page.unit.pk, *(unit.pk for unit in units)], ids)
    none = Share(0, 0)
    page.columns = [
        HeatColumn(
            str(CATALOGUE[one.metric].words),
            amounts.condition(one, course.per_hour),
            shares.get((page.unit.pk, one.pk), none),
            addresses.of_requirement(one, unit=page.unit.pk).url,
            one.quote,
        )
        for one in course.requirements
    ]
    page.helped = help_list(units, course, shares, page.unit.pk)
    helped = {one.unit.pk for one in page.helped}
    for unit in units:
        if only_help and unit.pk not in helped:
            continue
        cells = tuple(
            HeatCell(
                (share := shares.get((unit.pk, one.pk), none)).met,
                share.due,
                addresses.of_requirement(one, unit=unit.pk).url,
            )
            for one in course.requirements
        )
        page.rows.append(HeatRow(unit, cells, unit.kind in BRANCH_KINDS, unit.pk in helped))


def _kinds(found: Iterable[str]) -> list[tuple[UnitKind, int]]:
    listed = list(found)
    return [(kind, listed.count(kind.value)) for kind in UnitKind if kind.value in listed]


def phase_spread(viewer: Viewer, pk: int, *, programme: str = "") -> tuple[Course, list[spread.Tier]] | None:
    """Where the units of each tier are in the plan: a panel of its own, as it reads more than the cockpit may."""
    unit = find_unit(viewer, pk, rules.may_open_cockpit, RoleKind.OFFICE)
    course = course_of(programmes_of(unit), programme)
    return (course, spread.tiers(unit, course)) if course else None
