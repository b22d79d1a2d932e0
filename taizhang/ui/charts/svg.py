"""The few SVG pieces every chart is made of. Attribute values are escaped; colours come from css classes only."""

from __future__ import annotations

from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = int | float | Fraction


def trim(value: Number) -> str:
    """A length with at most two decimals: 12, 12.5, 33.33."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def per_cent(part: Number) -> str:
    """A place or width as a share of the chart: charts are as wide as their column, their text keeps its size."""
    return f"{trim(100 * part)}%"


def element(name: str, *children: str, **attributes: str | Number | None) -> SafeString:
    """``element("rect", class_="band1", x="0")``; an underscore in a name is a hyphen, ``None`` drops the attribute."""
    written = format_html_join(
        "",
        ' {}="{}"',
        (
            (key.rstrip("_").replace("_", "-"), value if isinstance(value, str) else trim(value))
            for key, value in attributes.items()
            if value is not None
        ),
    )
    return format_html("<{}{}>{}</{}>", name, written, joined(*children), name)


def joined(*pieces: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def picture(
    *pieces: str, title: str, desc: str = "", links: bool = False, **attributes: str | Number | None
) -> SafeString:
    """An svg with its text alternative. With links inside it is a group, else the links would be hidden with it."""
    return element(
        "svg",
        element("title", title),
        element("desc", desc) if desc else "",
        *pieces,
        role="group" if links else "img",
        **attributes,
    )


def clamp(part: Number) -> Number:
    """Between nothing and all."""
    return min(max(part, 0), 1)


def gap_class(share: Fraction) -> str:
    """How deep the shade of a share is: all met none, then from 85 %, from 65 %, below."""
    if share >= 1:
        return ""
    if share >= Fraction(85, 100):
        return "gap1"
    return "gap2" if share >= Fraction(65, 100) else "gap3"


def glyph_use(shape: str) -> SafeString:
    """A shape from the sprite of the page (``ui/partials/shapes.html``)."""
    return format_html('<svg class="glyph {}" aria-hidden="true"><use href="#g-{}"/></svg>', shape, shape)
