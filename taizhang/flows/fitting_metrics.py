"""Which declared figures fit what a demand counts in, so that a person finds each of them by its name."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.measures import Measure
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.work.notices.kinds import SHARES, Bound

_HOURS = {"学时", "學時", "课时", "課時", "小时", "小時", "个小时", "個小時"}
_FEN = {"元": 100, "万元": 1_000_000, "萬元": 1_000_000, "亿元": 10_000_000_000, "億元": 10_000_000_000}
# units of what is counted, by what a metric counts; other words of counting fit any of them
_COUNTS: dict[Measure, set[str]] = {
    Measure.PERSONS: {"人", "名", "位", "人次", "人员", "人員"},
    Measure.UNITS: {"家", "户", "戶", "个单位", "個單位", "个支部", "個支部", "所"},
    Measure.TIMES: {"次", "场", "場", "堂", "期", "届", "屆", "轮", "輪", "回", "场次", "場次"},
    Measure.PIECES: {"篇", "份", "件", "条", "條", "本", "册", "冊", "部", "封", "张", "張", "项", "項"},
}
Choices = list[tuple[str, Any]]


def choices_for(fields: Mapping[str, Any]) -> Choices:
    """(name, words) of the figures in which a demand can be counted: those of its very unit first, then other counts."""
    fitting = [metric for metric in CATALOGUE.values() if _fits(metric, fields)]
    near = [metric for metric in fitting if _is_near(metric, fields)]
    far = [metric for metric in fitting if metric not in near]
    groups = ((_("Counted in this unit"), near), (_("Other counts"), far))
    return [(words, [(one.name, str(one.words)) for one in some]) for words, some in groups if some]


def smallest_units(metric: Metric, fields: Mapping[str, Any], minutes_per_hour: int) -> Fraction:
    """How many of a metric's smallest unit make one of what a demand counts in: minutes to a study hour, fen to a yuan."""
    unit = str(fields.get("unit") or "")
    if metric.is_share:
        return Fraction(1)
    if metric.measure is Measure.MINUTES:
        return Fraction(1 if unit.endswith(("分钟", "分鐘")) else minutes_per_hour)
    return Fraction(_FEN.get(unit, 100)) if metric.measure is Measure.FEN else Fraction(1)


def _fits(metric: Metric, fields: Mapping[str, Any]) -> bool:
    """What is better when it is less (what is still to be made up) is never asked for at least."""
    if metric.asks_at_most and fields.get("op") != Bound.AT_MOST:
        return False
    unit = str(fields.get("unit") or "")
    if fields.get("measure") in SHARES or unit == "%":
        return metric.is_share
    if metric.is_share:
        return False
    if unit in _HOURS or unit.endswith(("分钟", "分鐘")):
        return metric.measure is Measure.MINUTES
    if unit in _FEN:
        return metric.measure is Measure.FEN
    return metric.measure in _COUNTS


def _is_near(metric: Metric, fields: Mapping[str, Any]) -> bool:
    unit = str(fields.get("unit") or "")
    return metric.measure not in _COUNTS or metric.is_share or unit in _COUNTS[metric.measure]
