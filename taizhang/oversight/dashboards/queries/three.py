"""Three things per member: covered, hours met, effect assessed, counted from the ledger at this moment (R1-30).

Effect is assessed by a person who read or listened: a review of a reflection, an answer by word of mouth, a look at notes.
It is never a score; who assessed and when stands beside it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import VOLUNTARY, RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ledger import reading
from taizhang.ledger.kinds import KINDS
from taizhang.ledger.reading import Scope
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import MemberCount, recount_units
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, find_unit, programmes_of

COVERING = ("study_minutes", "materials_read")
HOURS = "study_minutes"
EFFECT = "effect_assessed"


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of one member: what was read or heard, on which day, by whom, and its voucher."""

    entry: int
    on: date
    what: str
    by: str


@dataclass(slots=True)
class Row:
    """One member with the three things; each opens. Hours that nobody asks for are neither met nor lacking."""

    person: Person
    is_voluntary: bool
    covered: int
    covered_url: str
    hours: str
    hours_met: bool | None
    hours_url: str
    effect: int
    effect_url: str
    assessed: list[Assessed] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        """How many of the three are lacking; who comes voluntarily lacks nothing."""
        if self.is_voluntary:
            return 0
        return (not self.covered) + (self.hours_met is False) + (not self.effect)

    @property
    def is_lacking(self) -> bool:
        """Whether any of the three is; how many says nothing about the order."""
        return self.gaps > 0


@dataclass(slots=True)
class Three:
    """The page of one branch, or of one member: rows with gaps first, each part in roster order."""

    unit: Unit
    course: Course | None
    sees_names: bool
    asked: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def due(self) -> list[Row]:
        """Who owes the three."""
        return [row for row in self.rows if not row.is_voluntary]

    @property
    def covered(self) -> int:
        """How many were reached."""
        return sum(bool(row.covered) for row in self.due)

    @property
    def met(self) -> int:
        """How many have their hours."""
        return sum(row.hours_met is True for row in self.due)

    @property
    def assessed(self) -> int:
        """Of how many the effect was assessed."""
        return sum(bool(row.effect) for row in self.due)

    @property
    def lacking(self) -> int:
        """How many lack one of the three."""
        return sum(row.is_lacking for row in self.due)


def three(viewer: Viewer, pk: int | None, *, programme: str = "") -> Three:
    """The three columns of a branch; names only for who may see them."""
    unit = find_unit(viewer, pk, rules.may_open_branch, RoleKind.SECRETARY, RoleKind.KEEPER)
    page = _page(unit, programme)
    page.sees_names = bool(rules.may_see_members(viewer, unit))
    return page


def my_three(viewer: Viewer, *, programme: str = "") -> Three:
    """The own line of the signed-in person; nobody else's can be asked for."""
    if viewer.home is None:
        raise Http404
    page = _page(viewer.home, programme, only=viewer.person.pk)
    page.sees_names = True
    return page


def _page(unit: Unit, programme: str, *, only: int = 0) -> Three:
    course = course_of_unit(unit, programme)
    page = Three(unit, course, sees_names=False)
    if course is None or not programmes_of(unit):
        return page
    count = recount_units([unit], course.requirements)[unit.pk]
    people = {pk: one for pk, one in count.members.items() if one.is_counted and only in (0, pk)}
    rows = _rows(course, people)
    asked = next((one for one in course.requirements if one.metric == HOURS), None)
    page.asked = amounts.condition(asked, course.per_hour) if asked else ""
    page.rows = sorted(rows, key=lambda row: (row.is_voluntary, not row.is_lacking, row.person.code))
    return page


def _rows(course: Course, people: dict[int, MemberCount]) -> list[Row]:
    programme = course.programme.pk
    kinds = tuple(kind for name in COVERING for kind in CATALOGUE[name].main.kinds)
    covered = reading.totals_by_member(Scope(kinds, programme=programme, members=tuple(people)))
    hours = next((one for one in course.requirements if one.metric == HOURS), None)
    minutes = reading.totals_by_member(Scope(CATALOGUE[HOURS].main.kinds, programme=programme, members=tuple(people)))
    effect = _assessments(programme, people)
    rows = []
    for pk, person in Person.objects.in_bulk(list(people)).items():
        held = people[pk].judged.get(hours.pk) if hours else None
        of_hours = Address(HOURS, programme=programme, member=pk)
        if hours:
            of_hours = addresses.of_requirement(hours, member=pk)
        rows.append(
            Row(
                person=person,
                is_voluntary=bool(people[pk].categories & set(VOLUNTARY)),
                covered=max(covered.get(pk, 0), 0),
                covered_url=Address(COVERING[0], programme=programme, member=pk).url,
                hours=amounts.value(held.requirement, held.value, course.per_hour)
                if held
                else amounts.hours(minutes.get(pk, 0), course.per_hour),
                hours_met=held.is_met if held and held.is_due else None,
                hours_url=of_hours.url,
                effect=len(effect[pk]),
                effect_url=Address(EFFECT, programme=programme, member=pk).url,
                assessed=effect[pk],
            )
        )
    return rows


def _assessments(programme: int, people: Collection[int]) -> dict[int, list[Assessed]]:
    """member → what stands booked as an assessment, the newest first; what was taken back is left out."""
    scope = Scope(CATALOGUE[EFFECT].main.kinds, programme=programme, members=tuple(people))
    entries = {one.entry: one for one in reading.vouchers(scope)}
    standing: dict[tuple[int, int, str, date], list[reading.BookedLine]] = defaultdict(list)
    for line in reading.lines(scope):
        standing[line.member, entries[line.entry].source.pk, line.kind, line.occurred_on].append(line)
    names = Person.objects.in_bulk({one.posted_by for one in entries.values()} - {0})
    found: dict[int, list[Assessed]] = defaultdict(list)
    for (member, _source, kind, on), lines in standing.items():
        if sum(line.amount for line in lines) > 0:
            entry = max(line.entry for line in lines if line.amount > 0)
            by = names.get(entries[entry].posted_by)
            found[member].append(Assessed(entry, on, str(KINDS[kind].words), by.name if by else ""))
    for listed in found.values():
        listed.sort(key=lambda one: (one.on, one.entry), reverse=True)
    return found
