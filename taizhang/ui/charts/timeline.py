"""Phase timeline: where the units of each tier are, drawn as a spread and never as an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.ui.charts.svg import clamp, element, joined, per_cent, picture
from taizhang.ui.formats import day

_Place = Callable[[date], float]


@dataclass(frozen=True)
class Stretch:
    """A step of a phase, with its planned dates."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class Phase:
    """A phase with its planned dates and its steps; its end is a date of reference, not a condition."""

    name: str
    start: date
    end: date
    steps: Sequence[Stretch] = ()


@dataclass(frozen=True)
class Spread:
    """Where the units of one tier are, each at the day on which the plan would be where the unit is.

    ``low`` to ``high`` holds 80 % of the units, ``quarter`` to ``three_quarters`` half of them; ``outside`` are the
    rest. ``note`` is a few words on the right; ``url`` opens the help list in code order.
    """

    tier: str
    count: str
    low: date
    quarter: date
    median: date
    three_quarters: date
    high: date
    outside: Sequence[date] = field(default_factory=tuple)
    note: str = ""
    url: str = ""


def timeline(phases: Sequence[Phase], spreads: Sequence[Spread], *, today: date, title: str) -> SafeString:
    """Phases and steps on top, one row per tier below, the line of today through all of them."""
    first, last = phases[0].start, phases[-1].end
    length = max((last - first).days, 1)

    def place(on: date) -> float:
        return float(clamp((on - first).days / length))

    rows = [_row(_heading(phases, place, today, title), "")]
    rows += [_row(_spread(spread, phases, place, today), _label(spread)) for spread in spreads]
    rows.append(_row(_today(place(today), today), ""))
    return element("div", *rows, class_="timeline")


def _row(drawn: SafeString, label: str) -> SafeString:
    return format_html('<div class="timeline-row"><div class="label">{}</div>{}</div>', label, drawn)


def _label(spread: Spread) -> SafeString:
    name = format_html('<a class="n" href="{}">{}</a>', spread.url, spread.tier) if spread.url else spread.tier
    return format_html("<span>{}</span><small>{}</small>", name, spread.count)


def _heading(phases: Sequence[Phase], place: _Place, today: date, title: str) -> SafeString:
    pieces: list[SafeString] = []
    for phase in phases:
        left, right = place(phase.start), place(phase.end)
        pieces.append(element("line", class_="axis", x1=per_cent(left), x2=per_cent(left), y1=0, y2=44))
        pieces.append(element("text", phase.name, class_="title", x=per_cent(left), dx=6, y=12))
        reference = _("reference %(day)s") % {"day": day(phase.end)}
        pieces.append(
            element("text", reference, class_="faint wide-only", x=per_cent(right), dx=-6, y=12, text_anchor="end")
        )
        for step in phase.steps:
            start, end = place(step.start), place(step.end)
            cell = joined(
                element("rect", class_="ground", x=1, width="100%", height=18),
                element("text", step.name, class_="wide-only", x="50%", y=13, text_anchor="middle"),
                element("title", step.name),
            )
            # a nested svg clips a step's name to the step
            pieces.append(element("svg", cell, x=per_cent(start), y=22, width=per_cent(end - start), height=18))
    names = _(", ").join(phase.name for phase in phases)
    now = place(today)
    pieces.append(element("line", class_="today", x1=per_cent(now), x2=per_cent(now), y1=40, y2=44))
    return picture(*pieces, title=title, desc=names, class_="chart", height=44)


def _spread(spread: Spread, phases: Sequence[Phase], place: _Place, today: date) -> SafeString:
    pieces = [
        element("line", class_="axis", x1=per_cent(place(phase.start)), x2=per_cent(place(phase.start)), y1=0, y2=31)
        for phase in phases
    ]
    pieces.append(element("line", class_="grid", x1=0, x2="100%", y1=30.5, y2=30.5))
    for look, start, end in (
        ("band1", spread.low, spread.high),
        ("band2", spread.quarter, spread.three_quarters),
    ):
        left = place(start)
        pieces.append(element("rect", class_=look, x=per_cent(left), width=per_cent(place(end) - left), y=7, height=16))
    now, middle = per_cent(place(today)), per_cent(place(spread.median))
    pieces.append(element("line", class_="today", x1=now, x2=now, y1=0, y2=31))
    pieces.append(element("rect", class_="band3", x=middle, width=2.5, y=4, height=22))
    pieces += [element("circle", class_="outlier", cx=per_cent(place(on)), cy=15, r=3) for on in spread.outside]
    if spread.note:
        right = max([place(spread.high), *(place(on) for on in spread.outside)])
        pieces.append(element("text", spread.note, class_="wide-only", x=per_cent(right), dx=16, y=19))
    words = _(
        "%(tier)s, %(count)s: eight in ten units from %(low)s to %(high)s of the plan, median %(median)s, "
        "%(outside)s outside"
    ) % {
        "tier": spread.tier,
        "count": spread.count,
        "low": day(spread.low),
        "high": day(spread.high),
        "median": day(spread.median),
        "outside": len(spread.outside),
    }
    return picture(*pieces, title=words, class_="chart", height=31)


def _today(now: float, today: date) -> SafeString:
    words = _("today %(day)s") % {"day": day(today)}
    anchor = "start" if now < 0.1 else "end" if now > 0.9 else "middle"
    return picture(
        element("line", class_="today", x1=per_cent(now), x2=per_cent(now), y1=0, y2=4),
        element("text", words, class_="now", x=per_cent(now), y=17, text_anchor=anchor),
        title=words,
        class_="chart",
        height=20,
    )
