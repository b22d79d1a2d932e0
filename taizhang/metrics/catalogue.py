"""Every metric, on one list. A metric is declared once, in the file of its context in `declared`; pages, requirements,
gates and reports name it and nothing else. What a formula may be stands in `formulas`.
"""

from taizhang.ledger.kinds import KINDS
from taizhang.metrics.declared import (
    changes,
    contact_points,
    contests,
    curriculum,
    documents,
    learning,
    meetings,
    membership,
    notices,
    plans,
    rolls,
    supervision,
    travel,
)
from taizhang.metrics.formulas import Grain, Metric, Quota, Ratio, Sum

__all__ = ["CATALOGUE", "Grain", "Metric", "Quota", "Ratio", "Sum", "kinds_read"]

_ALL: tuple[Metric, ...] = (
    *learning.METRICS,
    *curriculum.METRICS,
    *meetings.METRICS,
    *rolls.METRICS,
    *notices.METRICS,
    *changes.METRICS,
    *documents.METRICS,
    *plans.METRICS,
    *travel.METRICS,
    *contact_points.METRICS,
    *membership.METRICS,
    *contests.METRICS,
    *supervision.METRICS,
)
CATALOGUE: dict[str, Metric] = {metric.name: metric for metric in _ALL}


def kinds_read() -> set[str]:
    """All kinds that some metric reads."""
    read: set[str] = set()
    for metric in _ALL:
        read.update(metric.main.kinds)
        if isinstance(metric.formula, Ratio) and isinstance(metric.formula.denominator, Sum):
            read.update(metric.formula.denominator.kinds)
    return read & KINDS.keys()
