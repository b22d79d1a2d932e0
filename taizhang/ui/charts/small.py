"""Charts that stand beside a figure: ring, bar, unit squares, stacked bar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString

from taizhang.ui.charts.svg import Number, clamp, element, joined, per_cent, picture, trim

SQUARES_AT_MOST = 40


def ring(
    part: Number, *, title: str, figure: str, against: str = "", notch: Number | None = None, state: str = "due"
) -> SafeString:
    """A ring of 96 px, filled by ``part`` of the whole (0 to 1). ``notch`` marks a threshold when it is a share.

    ``figure`` stands in the middle, ``against`` (/ 40) below it; ``title`` says all of it in words.
    """
    radius, middle = 38.9, 48
    around = 2 * math.pi * radius
    notch_line = ""
    if notch is not None:
        angle = 2 * math.pi * float(clamp(notch)) - math.pi / 2
        inner, outer = radius - 8, radius + 8
        notch_line = element(
            "line",
            class_="notch",
            x1=middle + inner * math.cos(angle),
            y1=middle + inner * math.sin(angle),
            x2=middle + outer * math.cos(angle),
            y2=middle + outer * math.sin(angle),
        )
    return picture(
        element("circle", class_="track", cx=middle, cy=middle, r=radius, stroke_width=8),
        element(
            "circle",
            class_="value",
            cx=middle,
            cy=middle,
            r=radius,
            stroke_width=8,
            stroke_dasharray=f"{trim(around * float(clamp(part)))} {trim(around)}",
            transform=f"rotate(-90 {middle} {middle})",
        ),
        notch_line,
        element("text", figure, class_="figure", x=middle, y=51 if against else 55, text_anchor="middle"),
        element("text", against, class_="faint", x=middle, y=67, text_anchor="middle") if against else "",
        title=title,
        class_=f"ring {state}",
        width=96,
        height=96,
        viewBox="0 0 96 96",
    )


def bar(part: Number, *, title: str, state: str = "idle") -> SafeString:
    """A thin bar as wide as its place, filled by ``part`` of the whole (0 to 1)."""
    return picture(
        element("rect", class_="track", width="100%", height="100%"),
        element("rect", class_="value", width=per_cent(clamp(part)), height="100%"),
        title=title,
        class_=f"bar {state}",
    )


def squares(met: int, total: int, *, title: str, late: int = 0) -> SafeString:
    """One square per person, topic or problem; above forty of them a bar. ``late`` of the unmet ones are overdue."""
    if total > SQUARES_AT_MOST:
        return bar(Fraction(met, total), title=title, state="over" if late else "due" if met < total else "done")

    def square(place: int) -> SafeString:
        if place < met:
            return element("rect", class_="met", x=8 * place, y=0, width=6, height=13)
        if place >= total - late:
            return element("rect", class_="late", x=8 * place, y=0, width=6, height=13)
        return element("rect", class_="lacks", x=8 * place + 0.75, y=0.75, width=4.5, height=11.5)

    return picture(
        *(square(place) for place in range(total)),
        title=title,
        class_="squares",
        width=max(8 * total - 2, 6),
        height=13,
    )


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar: ``look`` is good, fair, poor (hatched) or out (a dashed box, drawn outside)."""

    label: str
    count: int
    look: str


def stacked(parts: Sequence[Part], *, title: str, mark: Fraction | None = None, mark_label: str = "") -> SafeString:
    """Parts of one whole with their counts; ``mark`` is a share of what counts (all but the parts that are out)."""
    counted = sum(part.count for part in parts if part.look != "out")
    outside = sum(part.count for part in parts if part.look == "out")
    if not counted:
        return SafeString("")
    scale = Fraction(96, 100) / (counted + outside)
    pieces: list[SafeString] = []
    at = Fraction(0)
    for part in parts:
        if not part.count:
            continue
        start = at + (Fraction(4, 100) if part.look == "out" else 0)
        width = part.count * scale
        pieces.append(
            element("rect", class_=f"part-{part.look}", x=per_cent(start), y=20.5, width=per_cent(width), height=21)
        )
        below, right = part.look == "out", start + width > Fraction(85, 100)
        pieces.append(
            element(
                "text",
                f"{part.label} {part.count}",
                class_="faint" if below else None,
                x=per_cent(start + width if right else start),
                y=58 if below else 13,
                text_anchor="end" if right else None,
            )
        )
        at += width
    if mark is not None:
        place = per_cent(counted * mark * scale)
        pieces.append(element("line", class_="threshold", x1=place, x2=place, y1=16, y2=47))
        pieces.append(element("text", mark_label, class_="faint", x=place, y=60, text_anchor="middle"))
    return picture(joined(*pieces), title=title, class_="chart", height=64)
