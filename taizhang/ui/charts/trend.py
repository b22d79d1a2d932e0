"""How a metric went, and the pace it would need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.ui.charts.svg import element, joined, per_cent, picture, trim
from taizhang.ui.formats import day, number

Point = tuple[date, int]

_TOP, _DEEP, _FOOT = 16, 132, 20


def trend(
    points: Sequence[Point],
    *,
    title: str,
    pace: Sequence[Point] = (),
    shown: Callable[[int], str] = number,
) -> SafeString:
    """A line over days from a zero base; ``pace`` is drawn dashed beside it. ``shown`` writes an amount in words."""
    every = [*points, *pace]
    first, last = min(on for on, _value in every), max(on for on, _value in every)
    top = max(max(value for _on, value in every), 1)
    length = max((last - first).days, 1)

    def across(on: date) -> float:
        return (on - first).days / length

    def down(value: int) -> float:
        return _TOP + _DEEP * (1 - value / top)

    def path(series: Sequence[Point], look: str) -> SafeString:
        places = " ".join(f"{trim(1000 * across(on))},{trim(down(value))}" for on, value in series)
        return element("polyline", class_=look, points=places)

    # the lines live in a nested svg that stretches sideways only; their strokes and all text keep their size
    lines = element(
        "svg",
        path(pace, "pace") if pace else "",
        path(points, "line"),
        viewBox=f"0 0 1000 {_TOP + _DEEP}",
        preserveAspectRatio="none",
        width="100%",
        height=_TOP + _DEEP,
        overflow="visible",
    )
    grid = [
        joined(
            element("line", class_="grid" if step else "axis", x1=0, x2="100%", y1=down(value), y2=down(value)),
            element("text", shown(value), class_="faint", x=0, y=down(value) - 4) if step else "",
        )
        for step, value in ((0, 0), (1, top // 2), (2, top))
    ]
    end_on, end_value = points[-1]
    near_right = across(end_on) > 0.8
    ends = [
        element("circle", class_="point", cx=per_cent(across(end_on)), cy=down(end_value), r=3.5),
        element(
            "text",
            shown(end_value),
            class_="strong-text",
            x=per_cent(across(end_on)),
            dx=-8 if near_right else 8,
            y=down(end_value) - 8,
            text_anchor="end" if near_right else "start",
        ),
    ]
    foot = _TOP + _DEEP + _FOOT - 4
    dates = [
        element("text", day(first), class_="faint", x=0, y=foot),
        element("text", day(last), class_="faint", x="100%", y=foot, text_anchor="end"),
    ]
    return picture(
        *grid,
        lines,
        *ends,
        *dates,
        title=title,
        desc=_described(points, pace, shown),
        class_="chart",
        height=_TOP + _DEEP + _FOOT,
    )


def _described(points: Sequence[Point], pace: Sequence[Point], shown: Callable[[int], str]) -> str:
    (first_on, first_value), (last_on, last_value) = points[0], points[-1]
    words = _("%(first)s on %(first_day)s, %(last)s on %(last_day)s") % {
        "first": shown(first_value),
        "first_day": day(first_on),
        "last": shown(last_value),
        "last_day": day(last_on),
    }
    if not pace:
        return words
    goal_on, goal = pace[-1]
    needed = _("required: %(goal)s by %(day)s") % {"goal": shown(goal), "day": day(goal_on)}
    return f"{words}; {needed}"


@dataclass(frozen=True)
class Pair:
    """One row of paired bars: what it is, last year's amount, this year's."""

    label: str
    before: int
    now: int


def paired(pairs: Sequence[Pair], *, title: str, shown: Callable[[int], str] = number) -> SafeString:
    """Year on year: for each row an outlined bar for last year over a filled one for this year, from a zero base."""
    top = max([1, *(max(pair.before, pair.now) for pair in pairs)])
    pieces: list[SafeString] = []
    for place, pair in enumerate(pairs):
        y = 52 * place
        pieces.append(element("text", pair.label, class_="label", x=0, y=y + 13))
        for look, value, offset in (("before", pair.before, 19), ("band2", pair.now, 33)):
            width = value / top * 0.8
            pieces.append(element("rect", class_=look, x=0, y=y + offset, width=per_cent(width), height=11))
            pieces.append(
                element(
                    "text",
                    shown(value),
                    class_="faint" if look == "before" else "strong-text",
                    x=per_cent(width),
                    dx=6,
                    y=y + offset + 10,
                )
            )
    words = _("; ").join(
        _("%(label)s: last year %(before)s, this year %(now)s")
        % {"label": pair.label, "before": shown(pair.before), "now": shown(pair.now)}
        for pair in pairs
    )
    return picture(*pieces, title=title, desc=words, class_="chart", height=52 * len(pairs))
