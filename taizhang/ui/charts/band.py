"""A quantile band: where comparable units lie between nothing and all, and where this one lies. Never an order."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from taizhang.ui.charts.svg import Number, element, per_cent, picture


def band(
    *,
    low: Number,
    quarter: Number,
    median: Number,
    three_quarters: Number,
    high: Number,
    own: Number,
    title: str,
    outside: Sequence[Number] = (),
) -> SafeString:
    """``low`` to ``high`` holds eight in ten units, ``quarter`` to ``three_quarters`` half of them; all from 0 to 1.

    ``outside`` are the units beyond
    the band, unlabelled; the mark of the reader's own unit is a line through it. ``title`` says all of it in words.
    """
    thin = 0.006
    return picture(
        element("line", class_="grid", x1="0", x2="100%", y1=12, y2=12),
        element("rect", class_="band1", x=per_cent(low), width=per_cent(max(high - low, thin)), y=4, height=16),
        element(
            "rect",
            class_="band2",
            x=per_cent(quarter),
            width=per_cent(max(three_quarters - quarter, thin)),
            y=4,
            height=16,
        ),
        element("rect", class_="band3", x=per_cent(min(median, 0.99)), width=2.5, y=2, height=20),
        *(element("circle", class_="outlier", cx=per_cent(one), cy=12, r=3) for one in outside),
        element("line", class_="today", x1=per_cent(own), x2=per_cent(own), y1=0, y2=24),
        title=title,
        class_="chart",
        height=24,
    )
