"""A document on paper as GB/T 9704-2012 sets it: which paragraph is a heading of which level, dates, lines of the foot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.ground.records.models import File
from taizhang.work.documents.models import Document

_LEVELS = (
    ("first", re.compile(r"[一二三四五六七八九十百]+、")),
    ("second", re.compile(r"[（(][一二三四五六七八九十百]+[）)]")),
    ("third", re.compile(r"\d{1,3}[.．]")),
    ("fourth", re.compile(r"[（(]\d{1,3}[）)]")),
)
# A heading that runs into its paragraph ends with its first full stop; a longer one is no heading.
_LONGEST_HEADING = 60
_SIZES = ((7, "short"), (10, "middle"), (16, "long"), (24, "longer"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its level (none for plain text), the words set as a heading, and those that run on after it."""

    level: str
    heading: str
    rest: str


def paragraphs_of(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text, a line each; empty lines fall away."""
    for line in text.splitlines():
        words = line.strip("　 \t")
        if words:
            yield _paragraph(words)


def _paragraph(words: str) -> Paragraph:
    level = next((name for name, begins in _LEVELS if begins.match(words)), "")
    if level not in ("first", "second"):
        return Paragraph(level, "", words)
    end = words.find("。")
    if end < 0 or end == len(words) - 1:
        return Paragraph(level, words, "") if len(words) <= _LONGEST_HEADING else Paragraph(level, "", words)
    return Paragraph(level, words[: end + 1], words[end + 1 :]) if end < _LONGEST_HEADING else Paragraph("", "", words)


def chinese_day(day: date | None) -> str:
    """A day as the standard writes it: Arabic numerals, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def annex_lines(annexes: list[File]) -> list[str]:
    """The note of the annexes: names without endings, numbered when there are several."""
    names = [re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file.name) for file in annexes]
    return [f"{number}.{name}" for number, name in enumerate(names, start=1)] if len(names) > 1 else names


def size_of_mark(document: Document) -> str:
    """How large the red head is set, so that it stays on one line."""
    length = len(document.series.mark)
    return next((size for longest, size in _SIZES if length <= longest), "longest")


def founded_on(document: Document) -> str:
    """What the document stands on, as its sentence says it."""
    return "、".join(basis.citation for basis in document.bases.all())
