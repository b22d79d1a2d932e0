"""The kept copy of figures, folded from the ledger in the order of positions.

Sums are folded; standings are recounted for each touched home unit as a whole and replaced, and ancestors get new minus
old (settled question 21). The fold and its mark commit together, the mark by compare-and-set, so a second worker loses and
tries again (question 29). `rebuild` drops everything here and derives it again: the same numbers.

A moved unit takes its history along: kept subtree sums follow today's tree, so a move lets all subtree sums be summed anew
from the units' own (0.9 s at 100,000 units, measured in `make bench`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Requirement
from taizhang.ledger import positions
from taizhang.metrics.judging import Yardstick, kinds_of
from taizhang.metrics.models import Home, MemberTotal, Standing, UnitTotal
from taizhang.metrics.recount import MemberCount, UnitCount, judge_member, judge_unit, recount_units

DERIVE = "derive"
LEVELS = " UNION ALL ".join(f"SELECT {width} AS width" for width in range(5, 105, 5))
_KEY = "kind, code, programme, phase, is_late"
_OF_D = "d.kind, d.code, d.programme, d.phase, d.is_late"
_BATCH = (
    "SELECT p.position, f.unit, f.member, f.kind, f.code, f.programme, f.phase, (f.phase <> f.booked_phase) AS is_late, "
    "f.copy, f.amount FROM ledger_position p JOIN ledger_fact f ON f.entry_id = p.entry_id "
    "WHERE p.position > %s AND p.position <= %s"
)


def derive(*, most: int = 200, lines: int | None = None) -> int:
    """Fold at most ``most`` entries after the mark, and of these no more than hold ``lines`` lines (but one at least).

    Returns how many were folded (0: nothing to do, or another worker was faster).
    """
    seen = positions.mark_of(DERIVE)
    upto = min(positions.last_position(), seen + most)
    if lines is not None:
        upto = _within(lines, seen, upto)
    if upto <= seen:
        return 0
    with transaction.atomic():
        if not positions.move_mark(DERIVE, seen=seen, to=upto):
            return 0
        _fold_sums(seen, upto)
        touched = _touched(seen, upto)
        if _holds(seen, upto, "notices.requirement_changed"):
            touched |= _taking_part()
        if _holds(seen, upto, "rolls.unit_moved"):
            _sum_subtrees_anew()
            touched |= set(Standing.objects.values_list("unit", flat=True))
            Standing.objects.all().update(met=0, due=0, own_met=0, own_due=0)
        _replace_standings(touched)
    return upto - seen


def _within(lines: int, seen: int, upto: int) -> int:
    """The last position up to which the entries hold at most so many lines; at least the first one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT b.position, COUNT(*) FROM ({_BATCH}) b GROUP BY b.position ORDER BY 1", [seen, upto])
        for position, count in cursor.fetchall():
            lines -= count
            if lines < 0:
                return max(seen + 1, int(position) - 1)
    return upto


def derive_all() -> int:
    """Fold everything that has a position; return how many entries were folded."""
    folded = 0
    while step := derive(most=2_000):
        folded += step
    return folded


def rebuild() -> int:
    """Drop all kept figures and derive them again from the first position; return how many entries were folded.

    The mark is taken first, so that no worker folds meanwhile what is dropped here.
    """
    with transaction.atomic():
        seen = positions.hold_mark(DERIVE)
        for model in (UnitTotal, MemberTotal, Home, Standing):
            model._default_manager.all().delete()
        upto = positions.last_position()
        positions.move_mark(DERIVE, seen=seen, to=upto)
        for start in range(0, upto, 10_000):
            _fold_sums(start, min(start + 10_000, upto))
        _replace_standings(_taking_part())
    return upto


def _fold_sums(seen: int, upto: int) -> None:
    """Add the lines between two positions to the totals of members, homes, units and all their ancestors."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO metrics_membertotal (member, {_KEY}, amount) "
            f"SELECT member, {_KEY}, SUM(amount) FROM ({_BATCH} AND f.member <> 0) b GROUP BY member, {_KEY} "
            f"ON CONFLICT (member, {_KEY}) DO UPDATE SET amount = metrics_membertotal.amount + excluded.amount",
            [seen, upto],
        )
        cursor.execute(
            "INSERT INTO metrics_home (member, unit, code, amount) SELECT member, unit, code, SUM(amount) "
            f"FROM ({_BATCH} AND f.kind IN ('rolls.member_joined', 'rolls.member_left')) b "
            "GROUP BY member, unit, code "
            "ON CONFLICT (member, unit, code) DO UPDATE SET amount = metrics_home.amount + excluded.amount",
            [seen, upto],
        )
        # An opening line counts for its own unit and in no sum above (question 24).
        cursor.execute(
            f"INSERT INTO metrics_unittotal (unit, {_KEY}, copy, own, subtree) "
            f"SELECT a.id, {_OF_D}, d.copy, SUM(CASE WHEN a.id = d.unit THEN d.amount ELSE 0 END), "
            "SUM(CASE WHEN d.copy = 'opening' AND a.id <> d.unit THEN 0 ELSE d.amount END) "
            f"FROM (SELECT unit, {_KEY}, copy, SUM(amount) AS amount FROM ({_BATCH}) b GROUP BY unit, {_KEY}, copy) d "
            f"JOIN organisations_unit u ON u.id = d.unit JOIN ({LEVELS}) l ON l.width <= length(u.path) "
            "JOIN organisations_unit a ON a.tree = u.tree AND a.path = substr(u.path, 1, l.width) "
            f"GROUP BY a.id, {_OF_D}, d.copy "
            f"ON CONFLICT (unit, {_KEY}, copy) DO UPDATE SET own = metrics_unittotal.own + excluded.own, "
            "subtree = metrics_unittotal.subtree + excluded.subtree",
            [seen, upto],
        )


def _sum_subtrees_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE metrics_unittotal SET subtree = 0")
        cursor.execute(
            f"INSERT INTO metrics_unittotal (unit, {_KEY}, copy, own, subtree) "
            f"SELECT a.id, {_OF_D}, d.copy, 0, "
            "SUM(CASE WHEN d.copy = 'opening' AND a.id <> d.unit THEN 0 ELSE d.own END) "
            "FROM metrics_unittotal d JOIN organisations_unit u ON u.id = d.unit "
            f"JOIN ({LEVELS}) l ON l.width <= length(u.path) "
            "JOIN organisations_unit a ON a.tree = u.tree AND a.path = substr(u.path, 1, l.width) "
            f"GROUP BY a.id, {_OF_D}, d.copy "
            f"ON CONFLICT (unit, {_KEY}, copy) DO UPDATE SET subtree = excluded.subtree"
        )


def _touched(seen: int, upto: int) -> set[int]:
    """Units whose standings a batch may have changed: those on its lines, and the homes of the members on them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT unit FROM ({_BATCH}) b", [seen, upto])
        units = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            f"SELECT DISTINCT h.unit FROM ({_BATCH} AND f.member <> 0) b "
            "JOIN metrics_home h ON h.member = b.member WHERE h.amount > 0",
            [seen, upto],
        )
        return units | {row[0] for row in cursor.fetchall()}


def _holds(seen: int, upto: int, kind: str) -> bool:
    """Whether a batch holds a line of a kind."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM ({_BATCH} AND f.kind = %s) b LIMIT 1", [seen, upto, kind])
        return cursor.fetchone() is not None


def _taking_part() -> set[int]:
    """All units that have entered a phase."""
    rows = UnitTotal.objects.filter(kind="rolls.phase_opened", own__gt=0).order_by()
    return set(rows.values_list("unit", flat=True).distinct())


def _replace_standings(units: Iterable[int]) -> None:
    """Recount the own people of each unit from the folded totals, replace its rows, give ancestors new minus old."""
    wanted = sorted(units)
    for start in range(0, len(wanted), 800):
        _replace_some_standings(wanted[start : start + 800])


def _replace_some_standings(ids: Sequence[int]) -> None:
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids)}
    phases = _phases_of(ids)
    programmes = {programme for held in phases.values() for programme, _phase in held}
    requirements = list(Requirement.objects.filter(programme__in=programmes, superseded_by__isnull=True))
    if not requirements:
        return
    counts = _count(units, phases, requirements)
    old = {(row.unit, row.requirement): (row.own_met, row.own_due) for row in Standing.objects.filter(unit__in=ids)}
    changes: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    paths = {path for unit in units.values() for path in unit.ancestor_paths}
    at_path = {(unit.tree, unit.path): unit.pk for unit in Unit.objects.filter(path__in=paths)}
    for unit, count in counts.items():
        for requirement in requirements:
            if (requirement.phase_id or 0) and requirement.phase_id not in count.phases:
                continue
            met, due = count.standing(requirement)
            was_met, was_due = old.get((unit, requirement.pk), (0, 0))
            if (met, due) == (was_met, was_due):
                continue
            own = changes[unit, requirement.pk]
            own[0] += met - was_met
            own[1] += due - was_due
            for path in units[unit].ancestor_paths:
                above = changes[at_path[units[unit].tree, path], requirement.pk]
                above[2] += met - was_met
                above[3] += due - was_due
    rows = [(unit, requirement, *change) for (unit, requirement), change in sorted(changes.items())]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO metrics_standing (unit, requirement, own_met, own_due, met, due) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (unit, requirement) DO UPDATE SET "
            "own_met = metrics_standing.own_met + excluded.own_met, "
            "own_due = metrics_standing.own_due + excluded.own_due, "
            "met = metrics_standing.met + excluded.met, due = metrics_standing.due + excluded.due",
            rows,
        )


def _phases_of(units: Iterable[int]) -> dict[int, dict[tuple[int, int], bool]]:
    """unit → (programme, phase) → whether it is still open, from the folded totals."""
    found: dict[int, dict[tuple[int, int], bool]] = defaultdict(dict)
    rows = UnitTotal.objects.filter(
        unit__in=list(units), kind__in=("rolls.phase_opened", "rolls.phase_closed"), own__gt=0
    ).values_list("unit", "kind", "programme", "phase")
    for unit, kind, programme, phase in rows:
        if kind == "rolls.phase_closed":
            found[unit][programme, phase] = False
        else:
            found[unit].setdefault((programme, phase), True)
    return found


def _count(
    units: dict[int, Unit], phases: dict[int, dict[tuple[int, int], bool]], requirements: Sequence[Requirement]
) -> dict[int, UnitCount]:
    """Count the own people of units from the folded totals; units with a closed phase are recounted from the ledger."""
    closed = [units[unit] for unit, held in phases.items() if not all(held.values())]
    counts = recount_units(closed, requirements, position=positions.mark_of(DERIVE)) if closed else {}
    rest = [unit for unit in phases if unit not in counts]
    yardstick = Yardstick(requirements)
    kinds = kinds_of(requirements)
    homes: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for unit, member, code in Home.objects.filter(unit__in=rest, amount__gt=0).values_list("unit", "member", "code"):
        homes[unit][member] = (*homes[unit].get(member, ()), code)
    members = sorted({member for people in homes.values() for member in people})
    categories: dict[int, set[str]] = defaultdict(set)
    sums: dict[int, dict[tuple[str, str, int, int], int]] = defaultdict(dict)
    for start in range(0, len(members), 900):
        for member, kind, code, programme, phase, amount in _member_rows(members[start : start + 900], kinds):
            if kind == "rolls.category_changed":
                if amount > 0:
                    categories[member].add(code)
            else:
                sums[member][kind, code, programme, phase] = amount
    unit_sums = _unit_sums(rest, kinds)
    for unit in rest:
        count = UnitCount(unit, phases={phase: is_open for (_p, phase), is_open in phases[unit].items()})
        for member, codes in homes[unit].items():
            person = MemberCount(member, tuple(sorted(codes)), frozenset(categories[member]))
            judge_member(person, requirements, yardstick, count.phases, sums[member])
            count.members[member] = person
        judge_unit(count, units[unit].kind, requirements, yardstick, unit_sums[unit])
        counts[unit] = count
    return counts


def _member_rows(members: Sequence[int], kinds: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    return MemberTotal.objects.filter(
        member__in=members, kind__in=[*kinds, "rolls.category_changed"], is_late=False
    ).values_list("member", "kind", "code", "programme", "phase", "amount")


def _unit_sums(units: Sequence[int], kinds: Iterable[str]) -> dict[int, dict[tuple[str, str, int, int], int]]:
    sums: dict[int, dict[tuple[str, str, int, int], int]] = defaultdict(dict)
    rows = UnitTotal.objects.filter(unit__in=units, kind__in=list(kinds), is_late=False).exclude(own=0)
    for unit, kind, code, programme, phase, own in rows.values_list(
        "unit", "kind", "code", "programme", "phase", "own"
    ):
        sums[unit][kind, code, programme, phase] = sums[unit].get((kind, code, programme, phase), 0) + own
    return sums
