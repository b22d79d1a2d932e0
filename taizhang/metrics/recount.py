"""The truth: figures counted from the ledger itself, at any position (settled questions 26 and 27).

`recount_units` serves the pages of one branch or person and every decision; the kept totals of `derive` are its copy.
Homes, categories and phases are read from the facts of rolls, so the answer is right at any position, through moves,
merges and category changes. A closed phase is judged as things stood when it closed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Max, QuerySet, Sum

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.programmes.models import Requirement
from taizhang.ledger.models import Fact
from taizhang.ledger.reading import Scope, total
from taizhang.metrics.catalogue import Metric
from taizhang.metrics.catalogue import Sum as SumOf
from taizhang.metrics.judging import Judged, Sums, Yardstick, is_per_member, kinds_of, owes, unit_owes

_JOINS = ("rolls.member_joined", "rolls.member_left")
_COUNTED = tuple(kind.value for kind in COUNTED)


@dataclass(slots=True)
class MemberCount:
    """One member of a unit: how they belong, their categories, and each requirement of their unit judged."""

    member: int
    codes: tuple[str, ...]
    categories: frozenset[str]
    judged: dict[int, Judged] = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Whether this person is counted as a member."""
        return any(code in _COUNTED for code in self.codes)


@dataclass(slots=True)
class UnitCount:
    """One unit's own people and the unit itself, held against the requirements of its phases.

    ``phases`` maps each phase the unit has entered to whether it is still open.
    """

    unit: int
    members: dict[int, MemberCount] = field(default_factory=dict)
    judged: dict[int, Judged] = field(default_factory=dict)
    phases: dict[int, bool] = field(default_factory=dict)
    frozen: dict[int, dict[int, MemberCount]] = field(default_factory=dict)

    def standing(self, requirement: Requirement) -> tuple[int, int]:
        """(how many meet, how many owe) a requirement among the unit's own people, or of the unit itself."""
        if not is_per_member(requirement):
            judged = self.judged.get(requirement.pk)
            return (int(judged.is_met), 1) if judged and judged.is_due else (0, 0)
        people = self.frozen.get(requirement.phase_id or 0, self.members)
        due = [m.judged[requirement.pk] for m in people.values() if requirement.pk in m.judged]
        due = [judged for judged in due if judged.is_due]
        return sum(judged.is_met for judged in due), len(due)


def recount(metric: Metric, unit: Unit, *, programme: int | None = None, position: int | None = None) -> int:
    """The sum behind a metric over a unit's subtree, from the ledger, up to a position (None: all committed)."""
    return total(scope_of(metric, unit=unit, programme=programme, position=position))


def scope_of(
    metric: Metric,
    *,
    unit: Unit | None = None,
    programme: int | None = None,
    phase: int | None = None,
    code: str = "",
    subtree: bool = True,
    member: int | None = None,
    late: bool | None = None,
    position: int | None = None,
) -> Scope:
    """Which lines stand behind a figure: the one scope for its total, vouchers, lines and export."""
    main = metric.main
    copies: tuple[str, ...] = () if programme else ("programme",)
    return Scope(
        kinds=main.kinds,
        codes=(code,) if code else main.codes,
        programme=programme,
        phase=phase,
        unit=unit,
        subtree=subtree,
        member=member,
        late=late,
        copies=copies,
        position=position,
    )


def recount_units(
    units: Sequence[Unit], requirements: Sequence[Requirement], *, position: int | None = None
) -> dict[int, UnitCount]:
    """Recount the own people of each unit against the requirements, as the ledger stood at a position.

    Returns one `UnitCount` per unit. A handful of queries whatever the number of units.
    """
    ids = [unit.pk for unit in units]
    yardstick = Yardstick(requirements)
    counts = {unit: UnitCount(unit) for unit in ids}
    closed_at = _phases(counts, position)
    homes = _homes(ids, position)
    members = {member for _unit, member in homes}
    categories = _categories(members, position)
    kinds = kinds_of(requirements)
    sums = _member_sums(members, kinds, position)
    for (unit, member), codes in homes.items():
        person = MemberCount(member, codes, categories.get(member, frozenset()))
        judge_member(person, requirements, yardstick, counts[unit].phases, sums.get(member, {}))
        counts[unit].members[member] = person
    unit_sums = _unit_sums(ids, kinds, position)
    for host in units:
        judge_unit(counts[host.pk], host.kind, requirements, yardstick, unit_sums.get(host.pk, {}))
    for (unit_id, phase), closing in closed_at.items():
        held = [r for r in requirements if r.phase_id == phase and is_per_member(r)]
        if held:
            counts[unit_id].frozen[phase] = _frozen(unit_id, phase, held, yardstick, closing, kinds)
    return counts


def judge_member(
    person: MemberCount,
    requirements: Iterable[Requirement],
    yardstick: Yardstick,
    phases: Mapping[int, bool],
    sums: Sums,
) -> None:
    """Hold one member against every requirement of the phases the unit has entered."""
    for requirement in requirements:
        if not is_per_member(requirement) or not _is_running(requirement, phases):
            continue
        due = person.is_counted and owes(requirement, person.categories)
        person.judged[requirement.pk] = yardstick.judge(requirement, sums, is_due=due)


def judge_unit(
    count: UnitCount, kind: str, requirements: Iterable[Requirement], yardstick: Yardstick, sums: Sums
) -> None:
    """Hold the unit itself against the requirements counted per unit."""
    for requirement in requirements:
        if is_per_member(requirement) or not _is_running(requirement, count.phases):
            continue
        count.judged[requirement.pk] = yardstick.judge(requirement, sums, is_due=unit_owes(requirement, kind))


def _is_running(requirement: Requirement, phases: Mapping[int, bool]) -> bool:
    """Whether a unit has entered the phase of a requirement; one of the whole programme runs with any phase."""
    return requirement.phase_id in phases if requirement.phase_id else bool(phases)


def _facts(position: int | None) -> QuerySet[Fact]:
    return Fact.objects.all() if position is None else Fact.objects.filter(entry__place__position__lte=position)


def _homes(units: Iterable[int], position: int | None) -> dict[tuple[int, int], tuple[str, ...]]:
    """(unit, member) → the codes of memberships that stand."""
    rows = (
        _facts(position)
        .filter(kind__in=_JOINS, unit__in=list(units))
        .values_list("unit", "member", "code")
        .annotate(net=Sum("amount"))
        .filter(net__gt=0)
        .order_by("unit", "member", "code")
    )
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for unit, member, code, _net in rows:
        found[unit, member] = (*found.get((unit, member), ()), code)
    return found


def _categories(members: Iterable[int], position: int | None) -> dict[int, frozenset[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for batch in _batches(members):
        rows = (
            _facts(position)
            .filter(kind="rolls.category_changed", member__in=batch)
            .values_list("member", "code")
            .annotate(net=Sum("amount"))
            .filter(net__gt=0)
        )
        for member, code, _net in rows:
            held[member].add(code)
    return {member: frozenset(codes) for member, codes in held.items()}


def _member_sums(
    members: Iterable[int], kinds: Iterable[str], position: int | None
) -> dict[int, dict[tuple[str, str, int, int], int]]:
    sums: dict[int, dict[tuple[str, str, int, int], int]] = defaultdict(dict)
    for batch in _batches(members):
        rows = (
            _facts(position)
            .filter(member__in=batch, kind__in=list(kinds), phase=F("booked_phase"))
            .values_list("member", "kind", "code", "programme", "phase")
            .annotate(net=Sum("amount"))
        )
        for member, kind, code, programme, phase, net in rows:
            sums[member][kind, code, programme, phase] = net
    return sums


def _unit_sums(
    units: Iterable[int], kinds: Iterable[str], position: int | None
) -> dict[int, dict[tuple[str, str, int, int], int]]:
    sums: dict[int, dict[tuple[str, str, int, int], int]] = defaultdict(dict)
    rows = (
        _facts(position)
        .filter(unit__in=list(units), kind__in=list(kinds), phase=F("booked_phase"), member=0)
        .values_list("unit", "kind", "code", "programme", "phase")
        .annotate(net=Sum("amount"))
    )
    for unit, kind, code, programme, phase, net in rows:
        sums[unit][kind, code, programme, phase] = net
    return sums


def _phases(counts: dict[int, UnitCount], position: int | None) -> dict[tuple[int, int], int]:
    """Fill in the phases each unit has entered; return (unit, phase) → the position of its closing."""
    rows = (
        _facts(position)
        .filter(kind__in=("rolls.phase_opened", "rolls.phase_closed"), unit__in=list(counts))
        .values_list("unit", "kind", "phase")
        .annotate(net=Sum("amount"), at=Max("entry__place__position"))
    )
    closed_at: dict[tuple[int, int], int] = {}
    for unit, kind, phase, net, at in rows:
        if net <= 0:
            continue
        if kind == "rolls.phase_opened":
            counts[unit].phases.setdefault(phase, True)
        else:
            counts[unit].phases[phase] = False
            if at is not None:
                closed_at[unit, phase] = at
    return closed_at


def _frozen(
    unit: int,
    phase: int,
    requirements: Sequence[Requirement],
    yardstick: Yardstick,
    closing: int,
    kinds: Iterable[str],
) -> dict[int, MemberCount]:
    """A closed phase's people as they stood when it closed: a later member or category moves no closed figure."""
    homes = _homes([unit], closing)
    members = [member for _unit, member in homes]
    categories = _categories(members, closing)
    sums = _member_sums(members, kinds, closing)
    people: dict[int, MemberCount] = {}
    for (_unit, member), codes in homes.items():
        person = MemberCount(member, codes, categories.get(member, frozenset()))
        judge_member(person, requirements, yardstick, {phase: False}, sums.get(member, {}))
        people[member] = person
    return people


def _batches(members: Iterable[int], size: int = 900) -> Iterable[list[int]]:
    """Members in lists short enough for one statement on SQLite."""
    ordered = sorted(members)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


def formula_text(metric: Metric) -> tuple[SumOf, SumOf | None, str]:
    """The parts of a formula for display: the sum, what it is divided by, or the metric whose threshold is the quota."""
    formula = metric.formula
    if isinstance(formula, SumOf):
        return formula, None, ""
    if isinstance(formula.denominator, SumOf):
        return formula.numerator, formula.denominator, ""
    return formula.numerator, None, formula.denominator.metric
