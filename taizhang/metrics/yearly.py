"""Figures cut off by calendar year, for programmes that span years (R2-06).

A line belongs to the year of the day it occurred on, so the years of a sum add up to the whole. A ratio is not a sum: each
year's is counted anew from that year's lines. A share of a quota has no years, as the quota is asked for the whole phase;
its years are those of the amount above the line.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.reading import Scope, totals_by_year
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE, Metric, Ratio, Sum
from taizhang.metrics.judging import Value

# year → its value: a sum over 1, a ratio over that year's own sum
Years = dict[int, Value]


def touched_by(programme: Programme) -> list[int]:
    """The calendar years that a programme has touched so far."""
    last = max(programme.starts_on, min(programme.ends_on or clock.today(), clock.today()))
    return list(range(programme.starts_on.year, last.year + 1))


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def years_of(metric: Metric, scope: Scope) -> Years:
    """The years of a metric over the lines of ``scope``, which is that of its main sum."""
    top = _by_year(totals_by_year(scope), metric.main, scope.codes)
    bottom = _divisor(metric)
    if bottom is None:
        return {year: Value(net) for year, net in sorted(top.items())}
    below = _by_year(totals_by_year(replace(scope, kinds=bottom.kinds, codes=bottom.codes)), bottom, bottom.codes)
    return {year: Value(top.get(year, 0), below.get(year, 0)) for year in sorted({*top, *below})}


def table_of(unit: Unit, programme: Programme, *, position: int | None = None) -> dict[str, Years]:
    """metric → its years over a unit's subtree in a programme, where it has lines; shares of a quota are left out."""
    kinds = {kind for metric in CATALOGUE.values() for kind in (*metric.main.kinds, *_kinds(_divisor(metric)))}
    nets = totals_by_year(Scope(kinds=tuple(sorted(kinds)), programme=programme.pk, unit=unit, position=position))
    found: dict[str, Years] = {}
    for name, metric in CATALOGUE.items():
        top, bottom = _by_year(nets, metric.main, metric.main.codes), _divisor(metric)
        if not top or (isinstance(metric.formula, Ratio) and bottom is None):
            continue
        below = _by_year(nets, bottom, bottom.codes) if bottom else {}
        found[name] = {year: Value(net, below.get(year, 0) if bottom else 1) for year, net in sorted(top.items())}
    return found


def whole_of(metric: Metric, years: Years) -> Value:
    """All years together: sums added; a ratio of the added parts, never of the ratios."""
    below = sum(value.denominator for value in years.values()) if is_ratio(metric) else 1
    return Value(sum(value.numerator for value in years.values()), below)


def is_ratio(metric: Metric) -> bool:
    """Whether a metric's years are ratios, each counted anew."""
    return _divisor(metric) is not None


def _divisor(metric: Metric) -> Sum | None:
    formula = metric.formula
    return formula.denominator if isinstance(formula, Ratio) and isinstance(formula.denominator, Sum) else None


def _kinds(one: Sum | None) -> Iterable[str]:
    return one.kinds if one else ()


def _by_year(nets: dict[tuple[str, str, int], int], counted: Sum, codes: Iterable[str]) -> dict[int, int]:
    wanted = set(codes)
    found: dict[int, int] = defaultdict(int)
    for (kind, code, year), net in nets.items():
        if kind in counted.kinds and (not wanted or code in wanted):
            found[year] += net
    return dict(found)
