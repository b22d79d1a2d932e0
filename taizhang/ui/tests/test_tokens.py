"""Every pair of text and ground keeps a contrast of 4.5, read from the css itself, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static" / "ui"
GROUNDS = ("paper", "sheet", "wash", "sel")
TEXTS = ("ink", "ink-2", "ink-3", "zhu", "done", "due", "idle", "over")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *(
        ("ink", ground)
        for ground in ("gap1", "gap2", "gap3", "band1", "due-wash", "over-wash", "done-wash", "idle-wash", "zhu-wash")
    ),
    ("ink-2", "gap1"),
    ("ink-2", "gap2"),
    ("ink-2", "gap3"),
    ("on-zhu", "zhu-fill"),
    ("paper", "ink"),
    ("zhu", "zhu-wash"),
    ("done", "done-wash"),
    ("due", "due-wash"),
    ("idle", "idle-wash"),
    ("over", "over-wash"),
]


def colours(name: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", (CSS / name).read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["tokens.css", "tokens-dark.css"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    known = colours(theme)
    assert contrast(known[text], known[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["tokens.css", "tokens-dark.css"])
def test_the_lines_of_controls_stand_out_by_three_to_one(theme: str) -> None:
    known = colours(theme)
    assert contrast(known["edge-ui"], known["paper"]) >= 3
    assert contrast(known["edge-ui"], known["sheet"]) >= 3


def test_the_dark_set_chooses_every_colour_of_the_light_one() -> None:
    assert colours("tokens.css").keys() == colours("tokens-dark.css").keys()


def test_a_colour_lives_in_the_tokens_only() -> None:
    sheets = [path for path in CSS.glob("*.css") if not path.name.startswith("tokens") and path.name != "print.css"]
    found = [path.name for path in sheets if re.search(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text())]
    assert not found


def test_no_text_is_smaller_than_twelve_pixels() -> None:
    sizes = [
        int(size)
        for path in CSS.glob("*.css")
        for size in re.findall(r"(?:font-size:\s*|font:[^;}]*?\s|--t[\w-]+:\s*)(\d+)px", path.read_text())
    ]
    assert sizes
    assert min(sizes) >= 12
