"""How pages read figures that are kept: sums and standings of a whole subtree, with the moment they are true for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Sum

from taizhang.ledger import positions
from taizhang.metrics.catalogue import Metric
from taizhang.metrics.derive import DERIVE
from taizhang.metrics.models import MemberTotal, Standing, UnitTotal


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment kept figures are true for: a position and when it was given (None before the first)."""

    position: int
    at: datetime | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many meet a requirement and how many owe it; ``percent`` is rounded down, so 100 means all."""

    met: int
    due: int

    @property
    def percent(self) -> int:
        """Whole percent of those who owe that meet; 100 when nobody owes."""
        return self.met * 100 // self.due if self.due else 100

    @property
    def is_full(self) -> bool:
        """Whether all who owe meet."""
        return self.met == self.due


def as_of() -> AsOf:
    """What kept figures are true for, and how many entries wait behind them."""
    position = positions.mark_of(DERIVE)
    return AsOf(position, positions.given_at(position), positions.last_position() - position)


def totals(
    metric: Metric,
    units: Iterable[int],
    *,
    programme: int | None = None,
    phase: int | None = None,
    code: str = "",
    own: bool = False,
) -> dict[int, int]:
    """unit → the kept sum behind a metric over its subtree (or ``own`` lines); units without lines are left out.

    Across programmes, copies of one act are counted once. In a phase late lines do not count: its sums never move.
    """
    main = metric.main
    rows = UnitTotal.objects.filter(unit__in=list(units), kind__in=main.kinds)
    if codes := ((code,) if code else main.codes):
        rows = rows.filter(code__in=codes)
    rows = rows.exclude(copy="programme") if programme is None else rows.filter(programme=programme)
    if phase is not None:
        rows = rows.filter(phase=phase, is_late=False)
    return dict(rows.values_list("unit").annotate(net=Sum(F("own") if own else F("subtree"))))


def standings(units: Iterable[int], requirements: Iterable[int], *, own: bool = False) -> dict[tuple[int, int], Share]:
    """(unit, requirement) → how many of its subtree (or its ``own`` people) meet and how many owe."""
    rows = Standing.objects.filter(unit__in=list(units), requirement__in=list(requirements))
    fields = ("own_met", "own_due") if own else ("met", "due")
    return {
        (unit, requirement): Share(met, due)
        for unit, requirement, met, due in rows.values_list("unit", "requirement", *fields)
    }


def totals_by_code(metric: Metric, unit: int, *, programme: int | None = None) -> dict[str, int]:
    """code → the kept sum behind a metric over one unit's subtree."""
    rows = UnitTotal.objects.filter(unit=unit, kind__in=metric.main.kinds)
    rows = rows.exclude(copy="programme") if programme is None else rows.filter(programme=programme)
    return dict(rows.values_list("code").annotate(net=Sum("subtree")).order_by())


def units_in_phases(unit: int, programme: int) -> dict[int, tuple[int, int]]:
    """phase → (how many units of the subtree have entered it, how many have closed it)."""
    rows = (
        UnitTotal.objects.filter(unit=unit, programme=programme, kind__in=("rolls.phase_opened", "rolls.phase_closed"))
        .values_list("phase", "kind")
        .annotate(net=Sum("subtree"))
        .order_by()
    )
    found: dict[int, tuple[int, int]] = {}
    for phase, kind, net in rows:
        opened, closed = found.get(phase, (0, 0))
        found[phase] = (opened + net, closed) if kind == "rolls.phase_opened" else (opened, closed + net)
    return found


def totals_of_members(metric: Metric, members: Iterable[int], *, programme: int, phase: int | None) -> dict[int, int]:
    """member → the kept sum behind a metric in one programme (and phase); late lines left out."""
    main = metric.main
    rows = MemberTotal.objects.filter(member__in=list(members), kind__in=main.kinds, programme=programme, is_late=False)
    if main.codes:
        rows = rows.filter(code__in=main.codes)
    if phase is not None:
        rows = rows.filter(phase=phase)
    return dict(rows.values_list("member").annotate(net=Sum("amount")).order_by())
