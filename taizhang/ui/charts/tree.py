"""Icicle of an organisation and funnel of a ledger: parts of a whole, in code order or in order of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.ui.charts.svg import element, gap_class, glyph_use, joined, per_cent, picture
from taizhang.ui.formats import number, share

_ROW = 44


@dataclass(frozen=True)
class Cell:
    """A unit in the icicle: area is ``size`` (members), shade the share ``met``; children in code order."""

    name: str
    size: int
    met: int
    url: str = ""
    children: Sequence[Cell] = ()


def icicle(root: Cell, *, title: str) -> SafeString:
    """The organisation from the top down; each unit is as wide as its members are many."""
    pieces: list[SafeString] = []
    deepest = _draw(root, 0, Fraction(0), Fraction(1), pieces)
    words = _("; ").join(_said(cell) for cell in (root.children or [root]))
    return picture(
        *pieces,
        title=title,
        desc=words,
        links=_has_links(root),
        class_="chart icicle",
        height=_ROW * (deepest + 1),
    )


def _draw(cell: Cell, depth: int, left: Fraction, width: Fraction, pieces: list[SafeString]) -> int:
    met = Fraction(cell.met, cell.size) if cell.size else Fraction(1)
    # a name needs room: none below a fortieth of the width, and below an eighth only on a desk
    look = None if width < Fraction(1, 40) else "wide-only" if width < Fraction(1, 8) else ""
    inside = joined(
        element("title", _said(cell)),
        element("rect", class_=gap_class(met) or "cell-fill", width="100%", height=_ROW),
        element("text", cell.name, class_=look, x=6, y=17) if look is not None else "",
        element("text", share(met), class_=f"faint {look}", x=6, y=34) if look is not None else "",
    )
    if cell.url:
        inside = element("a", inside, href=cell.url, aria_label=_said(cell))
    # a nested svg clips the name to the cell
    pieces.append(element("svg", inside, x=per_cent(left), y=_ROW * depth, width=per_cent(width), height=_ROW))
    deepest, at = depth, left
    for child in cell.children:
        part = width * Fraction(child.size, cell.size) if cell.size else Fraction(0)
        deepest = max(deepest, _draw(child, depth + 1, at, part, pieces))
        at += part
    return deepest


def _said(cell: Cell) -> str:
    return _("%(name)s: %(met)s of %(size)s members") % {
        "name": cell.name,
        "met": number(cell.met),
        "size": number(cell.size),
    }


def _has_links(cell: Cell) -> bool:
    return bool(cell.url) or any(_has_links(child) for child in cell.children)


@dataclass(frozen=True)
class Stage:
    """A stage of a funnel: how many reached it, what waits there (in words), how old the oldest is (in words).

    ``late`` says how many of the waiting are overdue; ``url`` opens those that reached the stage.
    """

    name: str
    count: int
    waits: str = ""
    age: str = ""
    late: str = ""
    url: str = ""


def funnel(stages: Sequence[Stage], *, title: str) -> SafeString:
    """A table with a bar per stage, so that a reader of the page and a listener get the same figures."""
    top = max([1, *(stage.count for stage in stages)])
    return format_html(
        '<table class="funnel"><caption class="sr">{}</caption><thead class="sr"><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
        title,
        pgettext("funnel", "Stage"),
        pgettext("funnel", "Reached"),
        pgettext("funnel", "Waiting here"),
        pgettext("funnel", "Longest"),
        format_html_join("", "{}", ((_stage(stage, top),) for stage in stages)),
    )


def _stage(stage: Stage, top: int) -> SafeString:
    # the longest bar leaves room for its figure
    width = per_cent(Fraction(stage.count, top) * Fraction(3, 4))
    figure = element("text", number(stage.count), class_="strong-text", x=width, dx=6, y=13)
    if stage.url:
        label = f"{stage.name} {number(stage.count)}"
        figure = element("a", figure, href=stage.url, aria_label=label)
    drawn = picture(
        element("rect", class_="band2", width=width, height=16),
        figure,
        title=f"{stage.name} {number(stage.count)}",
        links=bool(stage.url),
    )
    late = (
        format_html('<span class="status over">{}{}</span>', glyph_use("over"), stage.late) if stage.late else stage.age
    )
    return format_html(
        '<tr><th scope="row">{}</th><td class="draw">{}</td><td class="waits">{}</td><td class="age">{}</td></tr>',
        stage.name,
        drawn,
        stage.waits,
        late,
    )
