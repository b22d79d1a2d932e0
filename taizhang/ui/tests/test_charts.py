"""Charts are valid XML, carry their figures in words, and never scale their text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation

from taizhang.ui import charts

PHASES = [
    charts.Phase(
        "Study & talk",
        date(2026, 2, 24),
        date(2026, 4, 10),
        [charts.Stretch("<talk>", date(2026, 3, 1), date(2026, 3, 20))],
    ),
    charts.Phase("Review", date(2026, 4, 10), date(2026, 5, 25)),
]
SPREAD = charts.Spread(
    "Branches",
    "48",
    date(2026, 3, 10),
    date(2026, 3, 16),
    date(2026, 3, 20),
    date(2026, 3, 24),
    date(2026, 3, 30),
    (date(2026, 3, 1),),
    "3 behind",
    "/help/?a=1&b=2",
)
TREE = charts.Cell("Committee", 40, 30, "/u/1/", [charts.Cell("North", 25, 25, "/u/2/"), charts.Cell("South", 15, 5)])

EVERY: dict[str, Callable[[], str]] = {
    "ring": lambda: charts.ring(Fraction(61, 100), title="61 %", figure="61%", against="/ 66.7%", notch=Fraction(2, 3)),
    "bar": lambda: charts.bar(Fraction(28, 40), title="28 / 40"),
    "squares": lambda: charts.squares(19, 22, title="19 / 22", late=1),
    "squares of many": lambda: charts.squares(40, 60, title="40 / 60"),
    "stacked": lambda: charts.stacked(
        [charts.Part("good", 9, "good"), charts.Part("out", 2, "out")],
        title="ballots",
        mark=Fraction(1, 2),
        mark_label="half",
    ),
    "timeline": lambda: charts.timeline(PHASES, [SPREAD], today=date(2026, 4, 2), title="where units are"),
    "trend": lambda: charts.trend(
        [(date(2026, 3, 1), 10), (date(2026, 4, 1), 70)],
        title="hours",
        pace=[(date(2026, 3, 1), 0), (date(2026, 4, 9), 90)],
    ),
    "paired": lambda: charts.paired([charts.Pair("visits", 126, 181)], title="visits"),
    "icicle": lambda: charts.icicle(TREE, title="members"),
    "funnel": lambda: charts.funnel([charts.Stage("found", 318, "27 wait", late="12", url="/f/")], title="funnel"),
}


def parsed(name: str) -> ElementTree.Element:
    with translation.override("en"):
        return ElementTree.fromstring(f"<div>{EVERY[name]()}</div>")


def pictures(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The drawings that a listener meets: neither nested ones nor shapes hidden because their word stands beside."""
    nested = {id(inner) for outer in root.iter("svg") for inner in outer.iter("svg") if inner is not outer}
    return [svg for svg in root.iter("svg") if id(svg) not in nested and svg.get("aria-hidden") != "true"]


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_is_valid_xml_with_a_text_alternative(name: str) -> None:
    drawn = pictures(parsed(name))
    assert drawn
    for svg in drawn:
        assert svg.get("role") == ("group" if list(svg.iter("a")) else "img")
        title = svg.find("title")
        assert title is not None
        assert title.text


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_has_no_style_of_its_own_and_text_that_is_never_scaled(name: str) -> None:
    root = parsed(name)
    assert not [element.tag for element in root.iter() if "style" in element.attrib]
    for svg in root.iter("svg"):
        if svg.find("text") is not None and svg.get("viewBox"):
            _x, _y, width, height = (svg.get("viewBox") or "").split()
            assert (width, height) == (svg.get("width"), svg.get("height"))


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_takes_its_colours_from_classes(name: str) -> None:
    for element in parsed(name).iter():
        assert not re.search(r"#[0-9a-fA-F]{3,6}|rgb", element.get("fill", "") + element.get("stroke", ""))


def test_words_given_by_people_are_escaped() -> None:
    assert "<talk>" not in EVERY["timeline"]()
    assert "&lt;talk&gt;" in EVERY["timeline"]()


def test_a_ring_is_filled_by_its_part_and_never_beyond_the_whole() -> None:
    def filled(part: Fraction) -> float:
        root = ElementTree.fromstring(charts.ring(part, title="t", figure="f"))
        value = next(circle for circle in root.iter("circle") if circle.get("class") == "value")
        drawn, around = (float(length) for length in (value.get("stroke-dasharray") or "").split())
        return drawn / around

    assert filled(Fraction(1, 4)) == pytest.approx(0.25, abs=0.001)
    assert filled(Fraction(5, 4)) == pytest.approx(1)


def test_squares_show_who_meets_who_lacks_and_who_is_late() -> None:
    classes = [rect.get("class") for rect in parsed("squares").iter("rect")]
    assert classes == ["met"] * 19 + ["lacks"] * 2 + ["late"]


def test_a_timeline_says_the_spread_in_words() -> None:
    said = " ".join(title.text or "" for title in parsed("timeline").iter("title"))
    assert "10 Mar" in said
    assert "1 outside" in said


def test_an_icicle_gives_each_unit_the_width_of_its_members() -> None:
    widths = [svg.get("width") for svg in parsed("icicle").iter("svg") if svg.get("x") is not None]
    assert widths == ["100%", "62.5%", "37.5%"]
    shades = [rect.get("class") for rect in parsed("icicle").iter("rect")]
    assert shades == ["gap2", "cell-fill", "gap3"]


@pytest.mark.parametrize(
    ("share", "shade"),
    [
        (Fraction(1), ""),
        (Fraction(99, 100), "gap1"),
        (Fraction(85, 100), "gap1"),
        (Fraction(84, 100), "gap2"),
        (Fraction(64, 100), "gap3"),
    ],
)
def test_the_shade_deepens_with_what_is_lacking(share: Fraction, shade: str) -> None:
    assert charts.gap_class(share) == shade


def test_too_few_ballots_draw_nothing() -> None:
    assert charts.stacked([charts.Part("out", 3, "out")], title="ballots") == ""
