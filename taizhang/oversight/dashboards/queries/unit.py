"""A unit for its first person responsible: where it lies among comparable units, what is overdue, what carries the name."""

from dataclasses import dataclass, field
from fractions import Fraction

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import overdue
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Responsibility
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import AsOf, Share
from taizhang.metrics.recount import recount_units
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.queries import spread
from taizhang.oversight.dashboards.queries.finding import (
    Course,
    children_of,
    course_of_unit,
    find_unit,
    programmes_of,
)
from taizhang.oversight.dashboards.queries.gaps import BRANCH_KINDS

OVERDUE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Placed:
    """One requirement: this unit's share, and the spread of comparable units when there are enough of them."""

    requirement: Requirement
    label: str
    condition: str
    share: Share
    url: str
    band: spread.Band | None

    @property
    def value(self) -> Fraction:
        """The share as a fraction."""
        return Fraction(self.share.met, self.share.due) if self.share.due else Fraction(1)

    @property
    def place(self) -> str:
        """Where in the band the unit lies: below, lower, middle, upper, above; empty without a band."""
        return self.band.says(self.value) if self.band else ""


@dataclass(slots=True)
class UnitPage:
    """Everything on the page of a unit."""

    unit: Unit
    programmes: list[Programme]
    course: Course | None
    as_of: AsOf
    children: list[Unit]
    placed: list[Placed] = field(default_factory=list)
    child_shares: dict[tuple[int, int], Share] = field(default_factory=dict)
    overdue: list[Duty] = field(default_factory=list)
    has_more_overdue: bool = False
    carried: list[Responsibility] = field(default_factory=list)
    compared: int = 0
    is_live: bool = False
    sees_names: bool = False

    @property
    def is_branch(self) -> bool:
        """Whether the unit has a branch page with its members."""
        return self.unit.kind in BRANCH_KINDS

    @property
    def lacking(self) -> list[Placed]:
        """The requirements that not all who owe them meet."""
        return [one for one in self.placed if not one.share.is_full]


def unit_page(viewer: Viewer, pk: int | None, *, programme: str = "", phase: str = "") -> UnitPage:
    """The page of a unit for one reader; a unit without units below is counted from the ledger at this moment."""
    unit = find_unit(viewer, pk, rules.may_open_unit, RoleKind.PRINCIPAL)
    course = course_of_unit(unit, programme, phase)
    children = [child for child in children_of(unit) if child.closed_on is None]
    page = UnitPage(unit, programmes_of(unit), course, kept.as_of(), children)
    page.sees_names = bool(rules.may_see_members(viewer, unit))
    page.overdue, page.has_more_overdue = overdue_of(unit)
    page.carried = list(
        Responsibility.objects.filter(person=viewer.person, unit=unit, ended_on__isnull=True).order_by("matter")
    )
    if course is None:
        return page
    compared = spread.compared_with(unit)
    page.compared = len(compared)
    among = spread.shares_among(compared, course.requirements)
    mine = _own_shares(unit, course, is_leaf=not children)
    page.is_live = not children
    for requirement in course.requirements:
        share = mine.get(requirement.pk)
        if share is None or not share.due:
            continue
        others = list(among[requirement.pk].values())
        values = [Fraction(one.met, one.due) for one in others]
        page.placed.append(
            Placed(
                requirement,
                str(CATALOGUE[requirement.metric].words),
                amounts.condition(requirement, course.per_hour),
                share,
                addresses.of_requirement(requirement, unit=unit.pk).url,
                spread.band_of(values) if len(values) > spread.LEAST_COMPARED else None,
            )
        )
    if children:
        page.child_shares = kept.standings(
            [child.pk for child in children], [requirement.pk for requirement in course.requirements]
        )
    return page


def _own_shares(unit: Unit, course: Course, *, is_leaf: bool) -> dict[int, Share]:
    if not is_leaf:
        shares = kept.standings([unit.pk], [one.pk for one in course.requirements])
        return {requirement: share for (_unit, requirement), share in shares.items()}
    count = recount_units([unit], course.requirements)[unit.pk]
    return {one.pk: Share(*count.standing(one)) for one in course.requirements}


def overdue_of(unit: Unit) -> tuple[list[Duty], bool]:
    """What is owed in a unit's subtree past its day and not at rest, the oldest day first; and whether there is more."""
    rows = Duty.objects.filter(unit__tree=unit.tree, unit__path__gte=unit.path, unit__path__lt=unit.path_end)
    found = list(
        overdue(rows).select_related("unit", "record").order_by("due_on", "unit__code", "pk")[: OVERDUE_SHOWN + 1]
    )
    return found[:OVERDUE_SHOWN], len(found) > OVERDUE_SHOWN
