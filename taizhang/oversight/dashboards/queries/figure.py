"""Any figure opened: the units below it, its vouchers, its people as far as the reader may go (N-02, settled question 31).

A unit without units below and a person are counted from the ledger at this moment; a roll-up reads the kept sums and
says as of when. With a position everything is counted from the ledger as it stood then.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Requirement
from taizhang.ground.records.models import Sight
from taizhang.ledger import reading as ledger
from taizhang.ledger.reading import Scope
from taizhang.lib.refusals import Refusal
from taizhang.metrics import reading as kept
from taizhang.metrics import yearly
from taizhang.metrics.catalogue import CATALOGUE, Grain, Metric, Quota, Ratio
from taizhang.metrics.judging import Judged, Value, is_per_member
from taizhang.metrics.recount import recount_units, scope_of
from taizhang.metrics.versions import Version, all_asked_at, versions_of
from taizhang.oversight.dashboards import addresses, amounts, rules
from taizhang.oversight.dashboards.addresses import Address, Asked
from taizhang.oversight.dashboards.queries.book import Book, keep_book
from taizhang.oversight.dashboards.queries.finding import children_of, home_of, is_wide, subtree_of
from taizhang.oversight.dashboards.queries.leaders import Split, split

WIDE = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part of a figure; ``amount`` is None where it is withheld. ``is_own``: the unit's own lines."""

    unit: Unit
    amount: int | None
    url: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One person's part of a figure, in roster order."""

    person: Person
    amount: int
    url: str


@dataclass(slots=True)
class Figure:
    """A figure and what is behind it. ``total`` is what the parts, the rows and the people each come to."""

    asked: Asked
    total: int
    metric: Metric
    parts: list[Part] = field(default_factory=list)
    book: Book | None = None
    late: Book | None = None
    people: list[PersonPart] = field(default_factory=list)
    judged: Judged | None = None
    above: Part | None = None
    users: list[Requirement] = field(default_factory=list)
    is_kept: bool = False
    may_list: bool = False
    who_may: str | Promise = ""
    split: Split | None = None

    @property
    def shown(self) -> str:
        """The figure in words of its measure."""
        return amounts.amount(self.metric, self.total, self.asked.per_hour)


_NAMED = gettext_lazy("Lines by name are open to each person and to the secretary and the keeper of the branch.")
_SEALED = gettext_lazy("This kind is kept as a tally only; nobody sees lines by name.")


def figure(viewer: Viewer, asked: Asked) -> Figure:
    """Open a figure for one reader. Raises `NotAllowed` as the rules say, `Refusal` ``too_wide`` for a wide look back."""
    sight = rules.sight_of_metric(asked.metric)
    if asked.member is not None:
        return _of_member(viewer, asked, asked.member, sight)
    unit = asked.whole
    rules.may_open_unit(viewer, unit).demand()
    children = [] if asked.address.own else children_of(unit)
    page = Figure(asked, 0, asked.metric, who_may=_SEALED if sight == Sight.SEALED else _NAMED)
    page.users = _users(asked)
    if children and not asked.address.vouchers:
        _by_units(page, unit, children, sight)
        page.may_list = not is_wide(unit, WIDE)
        page.split = _split(viewer, page, sight)
        return page
    if asked.address.vouchers:
        _refuse_wide(unit)
    scope = scope_for(asked)
    page.total = ledger.total(scope)
    sees_names = bool(rules.may_see_members(viewer, unit))
    page.book = keep_book(ledger.vouchers(scope), with_names=sees_names)
    page.late = _late(asked, scope, with_names=sees_names)
    if sight != Sight.SEALED and sees_names and not children:
        page.people = _people(asked, scope)
    if sight == Sight.OPEN or page.people:
        page.who_may = ""
    page.split = _split(viewer, page, sight)
    return page


def _split(viewer: Viewer, page: Figure, sight: Sight) -> Split | None:
    """The leaders' part of a figure of persons, which stands first (R0-05)."""
    if sight == Sight.SEALED or page.metric.grain is not Grain.MEMBER or not page.total:
        return None
    asked = page.asked
    return split(viewer, asked.whole, scope_for(asked), page.total, own=asked.address.own)


def scope_for(asked: Asked) -> Scope:
    """The lines behind a figure. In a phase only those booked in it count; late lines stand in an account of their own."""
    address = asked.address
    scope = scope_of(
        asked.metric,
        unit=asked.unit,
        programme=address.programme or None,
        phase=address.phase or None,
        code=address.code,
        subtree=not address.own,
        member=address.member or None,
        late=False if address.phase else None,
        position=asked.position,
    )
    if address.year:
        first, last = yearly.days_of(address.year)
        scope = replace(scope, from_on=first, to_on=last)
    return scope


@dataclass(frozen=True, slots=True)
class YearPart:
    """One year's part of a figure; None where it is withheld."""

    year: int
    value: Value | None
    url: str


def years_of(page: Figure) -> list[YearPart]:
    """The years of a figure whose programme touches more than one, counted at the moment the figure is true for (R2-06).

    Empty for a figure of one year. A sealed tally withholds years below five, so that the whole gives none away.
    """
    asked = page.asked
    whole = replace(asked, address=asked.address.but(year=0))
    touched = yearly.touched_by(asked.programme) if asked.programme else []
    if len(touched) < 2 and not asked.address.year:
        return []
    scope = scope_for(whole)
    if page.is_kept:
        scope = replace(scope, position=kept.as_of().position)
    found = yearly.years_of(asked.metric, scope)
    values: dict[int, Value | None] = {year: found.get(year, Value(0)) for year in sorted({*touched, *found})}
    if rules.sight_of_metric(asked.metric) == Sight.SEALED:
        shown = rules.withhold({year: value.numerator for year, value in found.items()})
        values = {
            year: value if year not in shown or shown[year] is not None else None for year, value in values.items()
        }
    return [YearPart(year, value, asked.address.but(year=year).url) for year, value in values.items()]


def _of_member(viewer: Viewer, asked: Asked, member: Person, sight: Sight) -> Figure:
    home = home_of(member.pk)
    rules.may_open_member(viewer, member, home).demand()
    scope = scope_for(asked)
    is_own = viewer.person.pk == member.pk
    page = Figure(asked, ledger.total(scope), asked.metric, who_may=_SEALED if sight == Sight.SEALED else "")
    page.users = _users(asked)
    if sight == Sight.SEALED and not is_own:
        return page
    open_unit = 0 if is_own or home is None else home.pk
    page.book = keep_book(ledger.vouchers(scope), with_names=True, open_unit=open_unit)
    page.late = _late(asked, scope, with_names=True, open_unit=open_unit)
    if asked.requirement is not None and home is not None:
        page.judged = _judged(asked, asked.requirement, member, home)
    return page


def _judged(asked: Asked, requirement: Requirement, member: Person, home: Unit) -> Judged | None:
    """How a member stands against a requirement; the quota a share is counted against comes from the same phase."""
    together = [requirement, *_quota_of(requirement, asked.position)]
    count = recount_units([home], together, position=asked.position)[home.pk]
    people = count.frozen.get(requirement.phase_id or 0) or count.members
    held = people.get(member.pk) or count.members.get(member.pk)
    return held.judged.get(requirement.pk) if held else None


def _quota_of(requirement: Requirement, position: int | None) -> list[Requirement]:
    """The requirement whose threshold is the quota of a share, as it stood at a position."""
    formula = CATALOGUE[requirement.metric].formula
    if not isinstance(formula, Ratio) or not isinstance(formula.denominator, Quota):
        return []
    quota, rows = formula.denominator.metric, requirement.programme.requirements
    if position is not None:
        asked = all_asked_at(requirement.programme, position)
        return [one for one in asked if (one.metric, one.phase_id) == (quota, requirement.phase_id)]
    return list(rows.filter(phase=requirement.phase_id, metric=quota, superseded_by__isnull=True))


def _by_units(page: Figure, unit: Unit, children: list[Unit], sight: Sight) -> None:
    """The figure as the sum of its units, in code order, the unit's own lines first."""
    asked = page.asked
    if asked.position is None and not asked.address.year:
        sums, own = _kept_sums(asked, unit, children)
        page.is_kept = True
    else:
        _refuse_wide(unit)
        sums, own = _sums_then(asked, unit, children)
    page.total = own + sum(sums.values())
    amounts_shown: Mapping[int, int | None] = {unit.pk: own, **sums}
    if sight == Sight.SEALED:
        amounts_shown = rules.withhold({unit.pk: own, **sums})
    if own:
        page.parts.append(Part(unit, amounts_shown[unit.pk], asked.address.but(own=True).url, is_own=True))
    for child in children:
        if child.closed_on and not sums.get(child.pk):
            continue
        page.parts.append(Part(child, amounts_shown[child.pk], asked.address.but(unit=child.pk).url))


def _kept_sums(asked: Asked, unit: Unit, children: list[Unit]) -> tuple[dict[int, int], int]:
    address = asked.address
    ids = [child.pk for child in children]
    programme, phase = address.programme or None, address.phase or None
    found = kept.totals(asked.metric, ids, programme=programme, phase=phase, code=address.code)
    own = kept.totals(asked.metric, [unit.pk], programme=programme, phase=phase, code=address.code, own=True)
    return {pk: found.get(pk, 0) for pk in ids}, own.get(unit.pk, 0)


def _sums_then(asked: Asked, unit: Unit, children: list[Unit]) -> tuple[dict[int, int], int]:
    """The sums as they stood at a position, from the ledger, given to the child each unit stands under today."""
    by_unit = ledger.totals_by_unit(scope_for(asked))
    under = _child_of(unit, children)
    sums = {child.pk: 0 for child in children}
    own = 0
    for pk, net in by_unit.items():
        child = under.get(pk)
        if child is None:
            own += net
        else:
            sums[child] += net
    return sums, own


def _child_of(unit: Unit, children: list[Unit]) -> dict[int, int]:
    """unit below → the child it stands under."""
    at = {child.path: child.pk for child in children}
    width = len(unit.path) + 5
    return {one.pk: at[one.path[:width]] for one in subtree_of(unit) if one.path[:width] in at}


def _refuse_wide(unit: Unit) -> None:
    if is_wide(unit, WIDE):
        raise Refusal(
            "too_wide",
            _("Counting so many units anew takes too long. Open a unit further down and look from there."),
        )


def _late(asked: Asked, scope: Scope, *, with_names: bool, open_unit: int = 0) -> Book | None:
    """Lines of a closed phase that were booked in an open one: an account of its own, in no requirement (question 7)."""
    if not asked.address.phase:
        return None
    late = replace(scope, phase=None, late=None, late_in=asked.address.phase)
    vouchers = ledger.vouchers(late)
    return keep_book(vouchers, with_names=with_names, open_unit=open_unit) if vouchers else None


def _people(asked: Asked, scope: Scope) -> list[PersonPart]:
    """The figure as the sum of its people, in roster order."""
    sums = ledger.totals_by_member(scope)
    persons = Person.objects.in_bulk([pk for pk in sums if pk])
    return [
        PersonPart(persons[pk], sums[pk], asked.address.but(member=pk, unit=0).url)
        for pk in sorted(persons, key=lambda pk: persons[pk].code)
    ]


def _users(asked: Asked) -> list[Requirement]:
    """Which standing requirements are counted from this figure."""
    if not asked.programme:
        return []
    rows = Requirement.objects.filter(programme=asked.programme, superseded_by__isnull=True).select_related("phase")
    standing = list(rows.order_by("number"))
    if asked.position is not None:
        standing = all_asked_at(asked.programme, asked.position)
    return [
        one
        for one in standing
        if one.metric in CATALOGUE
        and set(CATALOGUE[one.metric].main.kinds) & set(asked.metric.main.kinds)
        and (not asked.address.phase or one.phase_id in (None, asked.address.phase))
    ]


@dataclass(frozen=True, slots=True)
class StandingPart:
    """One unit's, or the unit's own people's, part of a standing."""

    unit: Unit
    met: int
    due: int
    url: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """One member held against the requirement, in roster order."""

    person: Person
    shown: str
    judged: Judged
    url: str


@dataclass(slots=True)
class Standing:
    """A requirement of a unit opened: units, then members for those who may see names."""

    asked: Asked
    requirement: Requirement
    met: int = 0
    due: int = 0
    parts: list[StandingPart] = field(default_factory=list)
    people: list[MemberStanding] = field(default_factory=list)
    is_kept: bool = False
    who_may: str | Promise = ""
    volume_url: str = ""
    versions: list[Version] = field(default_factory=list)


def standing(viewer: Viewer, asked: Asked, requirement: Requirement) -> Standing:
    """Open how many meet a requirement of how many owe it."""
    unit = asked.whole
    rules.may_open_unit(viewer, unit).demand()
    children = [] if asked.address.own else children_of(unit)
    page = Standing(asked, requirement)
    page.volume_url = asked.address.but(requirement=0).url
    known = versions_of(requirement)
    if asked.position is not None:
        known = [one for one in known if one.since is None or 0 < one.since.position <= asked.position]
    page.versions = known
    if children:
        _standing_by_units(page, unit, children)
        return page
    together = [requirement, *_quota_of(requirement, asked.position)]
    count = recount_units([unit], together, position=asked.position)[unit.pk]
    page.met, page.due = count.standing(requirement)
    if not is_per_member(requirement):
        return page
    if not rules.may_see_members(viewer, unit):
        page.who_may = _NAMED
        return page
    held = count.frozen.get(requirement.phase_id or 0) or count.members
    due = {pk: one.judged[requirement.pk] for pk, one in held.items() if requirement.pk in one.judged}
    persons = Person.objects.in_bulk([pk for pk, judged in due.items() if judged.is_due])
    page.people = [
        MemberStanding(
            persons[pk],
            amounts.value(requirement, due[pk].value, asked.per_hour),
            due[pk],
            addresses.of_requirement(requirement, member=pk).but(position=asked.address.position).url,
        )
        for pk in sorted(persons, key=lambda pk: persons[pk].code)
    ]
    return page


def _standing_by_units(page: Standing, unit: Unit, children: list[Unit]) -> None:
    asked, requirement = page.asked, page.requirement
    if asked.position is None:
        ids = [child.pk for child in children]
        shares = {pk: (s.met, s.due) for (pk, _r), s in kept.standings(ids, [requirement.pk]).items()}
        own = kept.standings([unit.pk], [requirement.pk], own=True).get((unit.pk, requirement.pk))
        mine = (own.met, own.due) if own else (0, 0)
        page.is_kept = True
    else:
        _refuse_wide(unit)
        shares, mine = _standings_then(asked, requirement, unit, children)
    if mine[1]:
        page.parts.append(StandingPart(unit, *mine, asked.address.but(own=True).url, is_own=True))
    for child in children:
        met, due = shares.get(child.pk, (0, 0))
        if child.closed_on and not due:
            continue
        page.parts.append(StandingPart(child, met, due, asked.address.but(unit=child.pk).url))
    page.met = sum(part.met for part in page.parts)
    page.due = sum(part.due for part in page.parts)


def _standings_then(
    asked: Asked, requirement: Requirement, unit: Unit, children: list[Unit]
) -> tuple[dict[int, tuple[int, int]], tuple[int, int]]:
    under = _child_of(unit, children)
    together = [requirement, *_quota_of(requirement, asked.position)]
    counts = recount_units(subtree_of(unit), together, position=asked.position)
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    mine = (0, 0)
    for pk, count in counts.items():
        met, due = count.standing(requirement)
        child = under.get(pk)
        if child is None:
            mine = (mine[0] + met, mine[1] + due)
        else:
            sums[child] = (sums[child][0] + met, sums[child][1] + due)
    return dict(sums), mine


def name_above(asked: Asked) -> str:
    """The name of the unit whose figure this one is a part of."""
    if asked.unit is None or asked.address.own:
        return asked.unit.name if asked.unit else ""
    return asked.unit.parent.name if asked.unit.parent else ""


def path_above(asked: Asked) -> Address | None:
    """The figure this one is a part of: the unit's above, or the branch's for a person."""
    if asked.unit is not None and asked.unit.parent_id and not asked.address.own:
        return asked.address.but(unit=asked.unit.parent_id, vouchers=False)
    if asked.unit is not None and asked.address.own:
        return asked.address.but(own=False)
    return None
