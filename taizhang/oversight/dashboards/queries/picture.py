"""The organisation as a picture: area is members who owe a requirement, shade is the share that meets it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.judging import is_per_member
from taizhang.metrics.reading import AsOf, Share
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, find_unit, programmes_of
from taizhang.oversight.dashboards.queries.gaps import BRANCH_KINDS, Help, help_list

CELLS = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit of the picture with the units below it, in code order."""

    unit: Unit
    share: Share
    is_branch: bool
    children: tuple["Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """One requirement over the whole subtree."""

    requirement: Requirement
    label: str
    condition: str
    share: Share
    url: str


@dataclass(slots=True)
class Picture:
    """Everything on the page: the whole, the picture of one requirement, units to help."""

    unit: Unit
    programmes: list[Programme]
    course: Course | None
    as_of: AsOf
    wholes: list[Whole] = field(default_factory=list)
    chosen: Requirement | None = None
    root: Piece | None = None
    helped: list[Help] = field(default_factory=list)
    members: int = 0
    members_url: str = ""
    units: int = 0
    units_url: str = ""


def picture(viewer: Viewer, pk: int | None, *, programme: str = "", requirement: str = "") -> Picture:
    """The picture of one unit: the unit, its children and theirs as far as they stay readable."""
    unit = find_unit(viewer, pk, rules.may_open_picture, *rules.PICTURE_ROLES)
    course = course_of_unit(unit, programme)
    page = Picture(unit, programmes_of(unit), course, kept.as_of())
    members, units = CATALOGUE["members"], CATALOGUE["units"]
    page.members = kept.totals(members, [unit.pk]).get(unit.pk, 0)
    page.members_url = addresses.Address("members", unit=unit.pk).url
    page.units = kept.totals(units, [unit.pk]).get(unit.pk, 0)
    page.units_url = addresses.Address("units", unit=unit.pk).url
    if course is None:
        return page
    mine = [one for one in course.requirements if is_per_member(one)]
    page.chosen = next((one for one in mine if str(one.pk) == requirement), mine[0] if mine else None)
    below = _below(unit)
    shares = kept.standings([one.pk for one in below], [one.pk for one in course.requirements])
    none = Share(0, 0)
    page.wholes = [
        Whole(
            one,
            str(CATALOGUE[one.metric].words),
            amounts.condition(one, course.per_hour),
            shares.get((unit.pk, one.pk), none),
            addresses.of_requirement(one, unit=unit.pk).url,
        )
        for one in course.requirements
    ]
    if page.chosen:
        chosen = page.chosen.pk
        page.root = _piece(unit, below, {one.pk: shares.get((one.pk, chosen), none) for one in below})
    children = [one for one in below if one.parent_id == unit.pk]
    page.helped = help_list(sorted(children, key=lambda one: one.code), course, shares, unit.pk)
    return page


def _below(unit: Unit) -> list[Unit]:
    """A unit with two levels below it, or one when two would be too many to read."""
    rows = Unit.objects.filter(
        tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end, closed_on__isnull=True
    ).order_by("code")
    children = list(rows.filter(parent=unit)[:CELLS])
    deeper = list(rows.filter(parent__in=children)[: CELLS + 1])
    return [unit, *children, *(deeper if len(deeper) <= CELLS else [])]


def _piece(unit: Unit, below: Sequence[Unit], shares: dict[int, Share]) -> Piece:
    children = tuple(_piece(one, below, shares) for one in below if one.parent_id == unit.pk)
    return Piece(unit, shares[unit.pk], unit.kind in BRANCH_KINDS, children)
