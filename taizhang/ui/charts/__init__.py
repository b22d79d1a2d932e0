"""Charts drawn on the server as inline SVG, each with a text alternative.

They take whole numbers, fractions and days and return markup for a template. Places are per cents of the column, so
a chart is as wide as its place while its text keeps its size (never below 12 px). Colours are css classes.
"""

from taizhang.ui.charts.band import band
from taizhang.ui.charts.small import Part, bar, ring, squares, stacked
from taizhang.ui.charts.svg import gap_class, glyph_use
from taizhang.ui.charts.timeline import Phase, Spread, Stretch, timeline
from taizhang.ui.charts.tree import Cell, Stage, funnel, icicle
from taizhang.ui.charts.trend import Pair, paired, trend

__all__ = [
    "Cell",
    "Pair",
    "Part",
    "Phase",
    "Spread",
    "Stage",
    "Stretch",
    "band",
    "bar",
    "funnel",
    "gap_class",
    "glyph_use",
    "icicle",
    "paired",
    "ring",
    "squares",
    "stacked",
    "timeline",
    "trend",
]
