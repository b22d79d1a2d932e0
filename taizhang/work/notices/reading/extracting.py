"""What a reader of a format gives: a text, where each stretch of it stands in the original, and what belongs aside.

`Writer` collects both as a reader walks through a file. Offsets count characters of the text that comes out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from taizhang.work.notices.reading.model import Span

SourceKind = Literal["text", "html", "docx", "doc", "pdf", "xlsx", "xls", "csv"]
PlaceKind = Literal["char", "paragraph", "footnote", "page", "cell"]

# a row whose cells are longer than this is no table for people but a page laid out in boxes
MOST_IN_CELL = 160


class UnreadableNotice(Exception):
    """A file no text can be had from; `code` says why, `details` what a message needs (sizes, names)."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Place:
    """From character `start` of the text on, up to the next place, the text comes from here in the original.

    `name` is the number of a paragraph, footnote or page, a cell such as 时间表!B3, or, for "char", the number of the
    original character that `start` is; from there both count on together.
    """

    start: int
    kind: PlaceKind
    name: str

    def as_json(self) -> list[object]:
        """The kept shape: start, kind, name."""
        return [self.start, self.kind, self.name]


@dataclass(frozen=True)
class SourceText:
    """The text of a file, the encoding it was written in ("" where the format settles it), and the kind of file.

    Without `places` the text is the original, character for character. `aside` is what stands in the text and is not to
    be read as part of the notice: heads of pages, menus, what a change took out.
    """

    text: str
    encoding: str
    kind: SourceKind
    places: tuple[Place, ...] = ()
    aside: tuple[Span, ...] = ()

    def place_of(self, offset: int) -> Place:
        """Where the character at `offset` comes from."""
        return place_in(self.places, offset)


def place_in(places: Sequence[Place], offset: int) -> Place:
    """The place that holds `offset`; without places the original is the text itself."""
    if not places:
        return Place(offset, "char", str(offset))
    place = places[max(0, bisect_right(places, offset, key=lambda place: place.start) - 1)]
    if place.kind == "char":
        return Place(offset, "char", str(int(place.name) + max(0, offset - place.start)))
    return place


@dataclass
class Row:
    """One row of a table while it is read: where its breaks stand, and how long each cell has grown."""

    breaks: list[int] = field(default_factory=list)
    tabs: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass
class Writer:
    """Collects the text of a file with its places; breaks are made only between words that were written."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0
    places: list[Place] = field(default_factory=list)
    aside: list[Span] = field(default_factory=list)

    def put(self, words: str, kind: PlaceKind, name: str) -> None:
        """Write `words`, which stand at one place of the original."""
        if not words:
            return
        last = self.places[-1] if self.places else None
        if kind == "char":
            goes_on = last is not None and last.kind == "char" and int(name) - int(last.name) == self.size - last.start
        else:
            goes_on = last is not None and (last.kind, last.name) == (kind, name)
        if not goes_on:
            self.places.append(Place(self.size, kind, name))
        self.pieces.append(words)
        self.size += len(words)

    def sign(self, sign: str) -> int:
        """Write one character that parts words (line, tab, space) and return its place among the pieces."""
        self.pieces.append(sign)
        self.size += 1
        return len(self.pieces) - 1

    @property
    def at_line_start(self) -> bool:
        """Whether the next word begins a line."""
        return not self.pieces or self.pieces[-1].endswith("\n")

    def line(self) -> int | None:
        """End the line unless it is empty; the place of the break among the pieces."""
        return None if self.at_line_start else self.sign("\n")

    def set_aside(self, start: int, reason: str) -> None:
        """Everything from `start` to here is no part of the notice."""
        if self.size > start:
            self.aside.append(Span(start, self.size, reason))

    def end_row(self, row: Row) -> None:
        """Make one line of a row of short cells, and lines of cells that hold a page."""
        if len(row.lengths) > 1 and max(row.lengths) <= MOST_IN_CELL:
            for place in row.breaks:
                self.pieces[place] = " "
        else:
            for place in row.tabs:
                self.pieces[place] = "\n"

    def source(self, kind: SourceKind, encoding: str = "") -> SourceText:
        """What was written."""
        text = "".join(self.pieces).rstrip("\n")
        if not text.strip():
            raise UnreadableNotice("empty")
        aside = (_trimmed(text, span) for span in self.aside)
        return SourceText(
            text, encoding, kind, tuple(self.places), tuple(span for span in aside if span.end > span.start)
        )


def _trimmed(text: str, span: Span) -> Span:
    """The stretch without blanks at its ends, so that lines stay lines."""
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, span.reason)
