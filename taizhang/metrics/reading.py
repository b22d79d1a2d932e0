"""How pages read figures that are kept: sums and standings of a whole subtree, with the moment they are true for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Sum

from taizhang.ledger import positions
from taizhang.metrics.catalogue import Metric
from taizhang.metrics.derive import DERIVE
from taizhang.metrics.models import Standing, UnitTotal


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

    Across programmes, copies of one act are counted once.
    """
    main = metric.main
    rows = UnitTotal.objects.filter(unit__in=list(units), kind__in=main.kinds)
    if codes := ((code,) if code else main.codes):
        rows = rows.filter(code__in=codes)
    rows = rows.exclude(copy="programme") if programme is None else rows.filter(programme=programme)
    if phase is not None:
        rows = rows.filter(phase=phase)
    return dict(rows.values_list("unit").annotate(net=Sum(F("own") if own else F("subtree"))))


def standings(units: Iterable[int], requirements: Iterable[int], *, own: bool = False) -> dict[tuple[int, int], Share]:
    """(unit, requirement) → how many of its subtree (or its ``own`` people) meet and how many owe."""
    rows = Standing.objects.filter(unit__in=list(units), requirement__in=list(requirements))
    fields = ("own_met", "own_due") if own else ("met", "due")
    return {
        (unit, requirement): Share(met, due)
        for unit, requirement, met, due in rows.values_list("unit", "requirement", *fields)
    }
