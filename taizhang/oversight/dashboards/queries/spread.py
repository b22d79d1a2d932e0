"""How uneven progress is among units that can be compared: spreads with quantiles, never an order (R1-22).

A tier is all units of one kind. Of a large tier a sample evenly spread over the codes is taken, and the page says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Enrolment, Phase, Programme, Requirement, UnitPhase
from taizhang.metrics import reading as kept
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import Share
from taizhang.oversight.dashboards.queries.finding import Course

_ENROLLED = CATALOGUE["units_enrolled"]
SAMPLE = 400
LEAST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Band:
    """Where eight in ten, half and the middle of some values lie, and the values outside."""

    low: Fraction
    quarter: Fraction
    median: Fraction
    three_quarters: Fraction
    high: Fraction
    outside: tuple[Fraction, ...]
    units: int

    def says(self, value: Fraction) -> str:
        """Where one value lies: below, lower, middle, upper or above the band."""
        if value < self.low:
            return "below"
        if value < self.quarter:
            return "lower"
        if value <= self.three_quarters:
            return "middle"
        return "upper" if value <= self.high else "above"


@dataclass(frozen=True, slots=True)
class Tier:
    """All units of one kind under a unit, each at the day on which the plan would be where the unit is."""

    kind: UnitKind
    units: int
    sampled: int
    low: date
    quarter: date
    median: date
    three_quarters: date
    high: date
    outside: tuple[date, ...]


def band_of(values: Sequence[Fraction]) -> Band:
    """The quantiles of at least one value, by the nearest of them."""
    ordered = sorted(values)

    def at(tenths: int) -> Fraction:
        return ordered[min(len(ordered) - 1, (len(ordered) - 1) * tenths // 20)]

    low, high = at(2), at(18)
    return Band(
        low, at(5), at(10), at(15), high, tuple(one for one in ordered if one < low or one > high), len(ordered)
    )


def compared_with(unit: Unit) -> list[Unit]:
    """Units like this one: of its kind, under the nearest unit above that has at least four of them beside it."""
    found: list[Unit] = []
    for path in reversed(unit.ancestor_paths[:-1]):
        above = Unit(tree=unit.tree, path=path)
        found = list(
            Unit.objects.filter(
                tree=unit.tree, path__gte=path, path__lt=above.path_end, kind=unit.kind, closed_on__isnull=True
            ).order_by("path")[:SAMPLE]
        )
        if len(found) > LEAST_COMPARED:
            break
    return found


def shares_among(units: Sequence[Unit], requirements: Sequence[Requirement]) -> dict[int, dict[int, Share]]:
    """requirement → unit → how many of those who owe it meet it; units in which nobody owes it are left out."""
    found: dict[int, dict[int, Share]] = {one.pk: {} for one in requirements}
    shares = kept.standings([unit.pk for unit in units], list(found))
    for (unit, requirement), share in shares.items():
        if share.due:
            found[requirement][unit] = share
    return found


def tiers(unit: Unit, course: Course) -> list[Tier]:
    """Each kind of unit that takes part below a unit, with where its units are in the plan."""
    planned = [one for one in course.phases if one.starts_on and one.ends_on]
    if not planned:
        return []
    found = []
    for kind in UnitKind:
        units = _sample(unit, course.programme, kind)
        if units:
            days = sorted(_days_in_plan(units, course, planned).values())
            if days:
                found.append(_tier(kind, _how_many(unit, course.programme, kind, len(units)), days))
    return found


def _sample(unit: Unit, programme: Programme, kind: UnitKind) -> list[int]:
    """At most 400 units of a kind, spread evenly over the tree."""
    below = Enrolment.objects.filter(
        programme=programme,
        to_on__isnull=True,
        unit__tree=unit.tree,
        unit__path__gte=unit.path,
        unit__path__lt=unit.path_end,
        unit__kind=kind,
    ).order_by("unit__path")
    pks = list(below.values_list("unit", flat=True))
    step = -(-len(pks) // SAMPLE) or 1
    return pks[::step]


def _how_many(unit: Unit, programme: Programme, kind: UnitKind, at_least: int) -> int:
    return max(kept.totals_by_code(_ENROLLED, unit.pk, programme=programme.pk).get(kind.value, 0), at_least)


def _days_in_plan(units: Sequence[int], course: Course, planned: Sequence[Phase]) -> dict[int, date]:
    """unit → the reference day of its place: through its phase by the share of what the phase requires that is met."""
    at = {one.pk: one for one in planned}
    requirements = Requirement.objects.filter(programme=course.programme, superseded_by__isnull=True)
    by_phase: dict[int | None, list[int]] = {}
    for requirement, phase in requirements.values_list("pk", "phase"):
        by_phase.setdefault(phase, []).append(requirement)
    shares = kept.standings(units, [pk for some in by_phase.values() for pk in some])
    days = {}
    stays = UnitPhase.objects.filter(programme=course.programme, unit__in=units, closed_on__isnull=True)
    for unit, phase in stays.values_list("unit", "phase"):
        if phase not in at:
            days[unit] = planned[-1].ends_on or planned[-1].starts_on
            continue
        asked = [*by_phase.get(phase, []), *by_phase.get(None, [])]
        held = [share for pk in asked if (share := shares.get((unit, pk))) and share.due]
        part = sum((Fraction(share.met, share.due) for share in held), Fraction(0)) / len(held) if held else Fraction(0)
        days[unit] = _day_at(at[phase], part)
    return {unit: day for unit, day in days.items() if day}


def _day_at(phase: Phase, part: Fraction) -> date | None:
    if not phase.starts_on or not phase.ends_on:
        return None
    return phase.starts_on + timedelta(days=int((phase.ends_on - phase.starts_on).days * part))


def _tier(kind: UnitKind, units: int, days: Sequence[date]) -> Tier:
    band = band_of([Fraction(day.toordinal()) for day in days])

    def day(value: Fraction) -> date:
        return date.fromordinal(int(value))

    return Tier(
        kind,
        units,
        len(days),
        day(band.low),
        day(band.quarter),
        day(band.median),
        day(band.three_quarters),
        day(band.high),
        tuple(day(one) for one in band.outside[:30]),
    )
