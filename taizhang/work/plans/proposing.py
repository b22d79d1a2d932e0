"""What a new plan starts with: enough hours in the days that are left, one item a topic, nothing typed that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from taizhang.work.plans.checks import AT_LEAST, Frame
from taizhang.work.plans.kinds import Method, Mode

MOST_ITEMS = 12
HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class Proposed:
    """One item to start with."""

    from_on: date | None = None
    to_on: date | None = None
    content: str = ""
    minutes: int = 0
    method: str = Method.MEETING.value
    mode: str = Mode.GROUP.value
    list_item: int = 0


def asked(frame: Frame, metric: str) -> Fraction:
    """The threshold of a metric that has to be reached, nothing where it is not asked."""
    for demand in frame.demands:
        if demand.metric == metric and demand.operator == AT_LEAST and not demand.code:
            return Fraction(demand.numerator, demand.denominator)
    return Fraction(0)


def propose_study(frame: Frame, topics: Sequence[str], today: date, *, to_read: str = "") -> list[Proposed]:
    """Group study in equal parts over the days that are left, and self-study for the rest of what is asked.

    ``to_read`` is what everybody reads alone. Minutes are rounded up to half hours. Without a requirement on hours they
    stay a blank, as nobody asked.
    """
    start = max(frame.starts_on, today)
    end = frame.ends_on or start + timedelta(days=89)
    if end < start:
        start = frame.starts_on
    days = (end - start).days + 1
    weeks = max(1, min(MOST_ITEMS, days // 7))
    methods = _methods(frame)
    sessions = ceil(max(asked(frame, "sessions_held"), asked(frame, "sessions_attended"), Fraction(len(methods))))
    count = min(max(min(len(topics), MOST_ITEMS) or weeks, sessions), days)
    whole = asked(frame, "study_minutes")
    share = asked(frame, "group_share") or Fraction(1)
    group = max(whole * share, asked(frame, "group_minutes"))
    each = _half_hours(group / count)
    spans = spread(start, end, count)
    items = [
        Proposed(
            first,
            last,
            topics[place % len(topics)] if topics else "",
            each,
            methods[place] if place < len(methods) else Method.MEETING.value,
        )
        for place, (first, last) in enumerate(spans)
    ]
    rest = max(whole - each * count, asked(frame, "self_minutes"))
    if rest > 0:
        alone = _half_hours(rest)
        items.append(
            Proposed(start, end, to_read or (topics[0] if topics else ""), alone, Method.READING.value, Mode.SELF.value)
        )
    return items


def _methods(frame: Frame) -> list[str]:
    """Which ways of meeting are asked for by number: mobilisations and lectures first, then those named by their code."""
    methods: list[str] = []
    for metric, method in (("mobilisations_held", Method.MOBILISATION), ("lectures_held", Method.LECTURE)):
        methods += [method.value] * ceil(asked(frame, metric))
    for demand in frame.demands:
        is_of_method = demand.metric in ("sessions_held", "sessions_attended") and demand.code in Method.values
        if is_of_method and demand.operator == AT_LEAST:
            methods += [demand.code] * ceil(Fraction(demand.numerator, demand.denominator))
    return methods


def propose_themed(frame: Frame) -> list[Proposed]:
    """One action for each item of the list, to be filled, due by the end of the phase."""
    return [Proposed(frame.ends_on, frame.ends_on, "", list_item=number) for number, _text in frame.list_items]


def spread(start: date, end: date, count: int) -> list[tuple[date, date]]:
    """``count`` spans that follow each other and fill the days from ``start`` to ``end``."""
    days = (end - start).days + 1
    edges = [start + timedelta(days=days * place // count) for place in range(count + 1)]
    return [(edges[place], edges[place + 1] - timedelta(days=1)) for place in range(count)]


def _half_hours(minutes: Fraction) -> int:
    return ceil(minutes / HALF_HOUR) * HALF_HOUR
