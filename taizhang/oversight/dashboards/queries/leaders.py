"""Leaders first: what the leaders of a unit read, noted and reflected on themselves, apart from what all members did (R0-05).

Whether they were first is read from the days on the lines: all leaders were through when half of the others were. It says
so of the leaders together, never of one against another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import VOLUNTARY, Category, RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ledger import reading
from taizhang.ledger.reading import Scope
from taizhang.lib.refusals import Refusal
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.metrics.recount import recount_units
from taizhang.oversight.dashboards import rules
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries.finding import Course, course_of_unit, find_unit, is_wide, subtree_of

# Own reading, own notes, own reflections.
ITEMS = ("materials_read", "notes_written", "essays_reviewed")
WIDE = 400
# So many people are named in one statement.
MOST = 500
# Over so many units at most a figure is opened in two.
FEW = 40


class Order(Enum):
    """Whether the leaders together were through before half of the others."""

    FIRST = "first"
    AFTER = "after"
    OPEN = "open"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Side:
    """Leaders, or all other members who owe: how many there are, how many are through, and what they did in all."""

    people: int
    done: int
    total: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """One of the three: leaders and members each by themselves, and which came first."""

    metric: Metric
    asked: int
    leaders: Side
    others: Side
    url: str

    @property
    def order(self) -> Order:
        """Did the leaders finish before their members?"""
        if not self.leaders.people:
            return Order.NOBODY
        mine, theirs = self.leaders.on, self.others.on
        if mine and (theirs is None or mine <= theirs):
            return Order.FIRST
        return Order.AFTER if theirs else Order.OPEN


@dataclass(frozen=True, slots=True)
class Done:
    """What one leader did of one item: how often, and the last day."""

    amount: int
    on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader by name, for who may see names."""

    person: Person
    done: list[Done]


@dataclass(slots=True)
class Leaders:
    """The leaders of a unit and those beneath it. ``leaders`` are named only where the reader keeps their unit's books."""

    unit: Unit
    course: Course | None
    items: list[Item] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many leaders there are."""
        return self.items[0].leaders.people if self.items else 0

    @property
    def behind(self) -> int:
        """In how many of the three the members were through before their leaders."""
        return sum(item.order is Order.AFTER for item in self.items)


def leaders(viewer: Viewer, pk: int | None, *, programme: str = "") -> Leaders:
    """The page of a unit. Raises `Refusal` ``too_wide`` for more units than may be counted while somebody waits."""
    unit = find_unit(viewer, pk, rules.may_open_unit, RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL)
    course = course_of_unit(unit, programme)
    page = Leaders(unit, course)
    if course is None:
        return page
    lead, others, named = people_beneath(unit, viewer)
    together = Address(ITEMS[0], unit=unit.pk, programme=course.programme.pk)
    lines = {name: _days(CATALOGUE[name], course, unit, lead | others) for name in ITEMS}
    for name in ITEMS:
        asked = _asked(course, name)
        first, rest = _side(lead, lines[name], asked, whole=True), _side(others, lines[name], asked, whole=False)
        page.items.append(Item(CATALOGUE[name], asked, first, rest, together.but(metric=name).url))
    persons = Person.objects.in_bulk(named)
    page.leaders = [
        Leader(
            persons[member],
            [
                _done(lines[name].get(member, {}), together.but(metric=name, member=member, unit=0).url)
                for name in ITEMS
            ],
        )
        for member in sorted(persons, key=lambda member: persons[member].code)
    ]
    return page


def people_beneath(unit: Unit, viewer: Viewer, *, own: bool = False) -> tuple[set[int], set[int], list[int]]:
    """(leaders, all others who owe, the leaders whom the reader may see by name) of a unit and those beneath it."""
    units = [unit] if own else subtree_of(unit)
    if not own and is_wide(unit, WIDE):
        raise Refusal(
            "too_wide",
            _("Counting so many units anew takes too long. Open a unit further down and look from there."),
        )
    lead: set[int] = set()
    others: set[int] = set()
    named = []
    counts = recount_units(units, [])
    for one in units:
        sees_names = viewer.may_see_names(one)
        for member, held in counts[one.pk].members.items():
            if not held.is_counted:
                continue
            if Category.LEADER.value in held.categories:
                lead.add(member)
                if sees_names or member == viewer.person.pk:
                    named.append(member)
            elif not held.categories & set(VOLUNTARY):
                others.add(member)
    return lead, others - lead, named


@dataclass(frozen=True, slots=True)
class Split:
    """A figure of persons in two: what the leaders did themselves, first, and all others."""

    people: int
    leaders: int
    others: int


def split(viewer: Viewer, unit: Unit, scope: Scope, total: int, *, own: bool) -> Split | None:
    """The leaders' own part of a figure, apart from the members' (R0-05); none where it would say what one person did to
    who may not see names, and none over many units."""
    if not own and is_wide(unit, FEW):
        return None
    lead, _others, _named = people_beneath(unit, viewer, own=own)
    sums = reading.totals_by_member(scope)
    rest = {member for member, amount in sums.items() if amount and member not in lead}
    if not lead or (not rules.may_see_members(viewer, unit) and min(len(lead), len(rest)) < rules.LEAST):
        return None
    mine = sum(sums.get(member, 0) for member in lead)
    return Split(len(lead), mine, total - mine)


def _asked(course: Course, metric: str) -> int:
    """How much is asked of each; once, where the programme asks nothing."""
    for one in course.requirements:
        if one.metric == metric:
            return max(-(-one.numerator // one.denominator), 1)
    return 1


def _days(metric: Metric, course: Course, unit: Unit, people: Collection[int]) -> dict[int, dict[date, int]]:
    """member → day → what was booked on it, net; of more people than one statement names, what was booked beneath the unit."""
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    main, programme = metric.main, course.programme.pk
    if len(people) > MOST:
        scope = Scope(main.kinds, main.codes, programme=programme, unit=unit)
    else:
        scope = Scope(main.kinds, main.codes, programme=programme, members=tuple(people))
    for line in reading.lines(scope):
        if line.member in people:
            found[line.member][line.occurred_on] += line.amount
    return found


def _through_on(days: dict[date, int], asked: int) -> date | None:
    """The day from which a person had what is asked, to this day."""
    held, since = 0, None
    for on in sorted(days):
        held += days[on]
        if held < asked:
            since = None
        elif since is None:
            since = on
    return since


def _side(people: Iterable[int], days: dict[int, dict[date, int]], asked: int, *, whole: bool) -> Side:
    """``whole``: through when all are, else when half of them are."""
    through = sorted(on for person in people if (on := _through_on(days.get(person, {}), asked)))
    number = len(set(people))
    needed = number if whole else -(-number // 2)
    total = sum(sum(days.get(person, {}).values()) for person in people)
    return Side(number, len(through), total, through[needed - 1] if needed and len(through) >= needed else None)


def _done(days: dict[date, int], url: str) -> Done:
    amount = sum(days.values())
    return Done(amount, max((on for on, booked in days.items() if booked > 0), default=None) if amount else None, url)
