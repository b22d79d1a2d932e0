"""A notice as it is read on the left of a review: its text cut where items begin and end, tied to them by number.

Nothing of the text is left out: what the reading set aside is shown grey with its reason, and only markup of a saved
page is hidden, as a browser would hide it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice, Part

# kind → how its sentence is underlined
UNDERLINES = {
    ItemKind.PHASE: "double",
    ItemKind.STEP: "double",
    ItemKind.REQUIREMENT: "solid",
    ItemKind.RESPONSIBILITY: "dashed",
    ItemKind.DEADLINE: "dotted",
    ItemKind.CONDITION: "solid",
    ItemKind.NAMED_LIST: "dashed",
    ItemKind.FIGURE: "dotted",
}
# what a browser would not show either
MARKUP = ("markup", "invisible")
_ASIDE: dict[str, str | Promise] = {
    "page": _("web page"),
    "teaser": _("other matter"),
    "annex_list": _("annexes"),
    "gloss": _("pinyin"),
    "navigation": pgettext_lazy("set aside", "menu"),
    "links": pgettext_lazy("set aside", "links"),
    "header": pgettext_lazy("set aside", "head of the page"),
    "footer": pgettext_lazy("set aside", "foot of the page"),
    "page_number": pgettext_lazy("set aside", "page number"),
    "deleted": pgettext_lazy("set aside", "deleted"),
    "hidden": pgettext_lazy("set aside", "hidden"),
}
# the same at length, for whoever rests on it or hears it
_ASIDE_WHY: dict[str, str | Promise] = {
    "page": _("Set aside: it belongs to the web page, not to the notice"),
    "teaser": _("Set aside: other matter after the end of the notice"),
    "annex_list": _("Set aside: the list of annexes asks for nothing"),
    "gloss": _("Set aside: pinyin beside a character"),
    "navigation": _("Set aside: the menu of the web page"),
    "links": _("Set aside: links to other pages"),
    "header": _("Set aside: it stands at the head of the pages"),
    "footer": _("Set aside: it stands at the foot of the pages"),
    "page_number": _("Set aside: the number of a page"),
    "deleted": _("Set aside: a tracked change in the file deleted it"),
    "hidden": _("Set aside: the file keeps it hidden"),
}
_HEADING_LENGTH = 46


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same items cover. ``id`` is set where it is part of an item; ``ends`` are the numbers
    of the items that end here; ``aside`` says in a word why it was left out of the reading, ``why`` in a sentence."""

    text: str
    items: tuple[int, ...] = ()
    underline: str = ""
    is_struck: bool = False
    ends: tuple[int, ...] = ()
    aside: str | Promise = ""
    why: str | Promise = ""
    id: str = ""


@dataclass(slots=True)
class Paragraph:
    """One line of the notice: ``role`` is title, number, heading, address, row (of a table) or body.

    ``opens`` is the annex that begins with it.
    """

    role: str
    opens: Part | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs, and for each item the ids of its pieces."""

    paragraphs: list[Paragraph]
    places: dict[int, list[str]]
    aside: int

    def pieces_of(self, number: int) -> list[Piece]:
        """The pieces that one item covers."""
        return [piece for part in self.paragraphs for piece in part.pieces if number in piece.items and piece.id]


def lay_out(notice: Notice, items: Sequence[DraftItem]) -> Document:
    """Cut the text of a notice at its lines, its items and what was set aside; linear in text and cuts."""
    text = notice.text
    dropped = [(start, end, reason) for start, end, reason in notice.dropped]
    cuts = sorted({0, len(text), *_edges(text, items, dropped)})
    by_start: dict[int, list[DraftItem]] = {}
    for item in items:
        if not item.quote:
            continue
        by_start.setdefault(item.start, []).append(item)
    set_aside = {start: (end, reason) for start, end, reason in dropped if end > start}
    roles = _roles(notice)
    document = Document([], {item.number: [] for item in items}, sum(r not in MARKUP for _s, _e, r in dropped))
    annexes = [part for part in notice.parts.all() if part.number]
    covering: list[DraftItem] = []
    aside_until, aside = 0, ""
    paragraph: Paragraph | None = None
    for start, end in pairwise(cuts):
        covering = [item for item in covering if item.end > start] + by_start.get(start, [])
        if start in set_aside and set_aside[start][0] > aside_until:
            aside_until, aside = set_aside[start]
        reason = aside if start < aside_until else ""
        words = text[start:end]
        if words == "\n":
            paragraph = None
            continue
        if reason in MARKUP:
            words = ""
        if not words.strip() and not any(item.end == end for item in covering):
            continue
        if paragraph is None:
            opens = annexes.pop(0) if annexes and annexes[0].start <= start else None
            paragraph = Paragraph(_role(notice, start, roles), opens)
            document.paragraphs.append(paragraph)
        paragraph.pieces.append(_piece(words, start, end, covering, reason, document.places))
    return document


def plain_quote(notice: Notice, item: DraftItem) -> str:
    """The sentence of an item without the markup of a saved page."""
    inside = [
        (max(start, item.start), min(end, item.end))
        for start, end, reason in notice.dropped
        if reason in MARKUP and start < item.end and end > item.start
    ]
    if not inside:
        return item.quote
    kept, place = "", item.start
    for start, end in inside:
        kept += notice.text[place:start]
        place = max(place, end)
    return kept + notice.text[place : item.end]


def _edges(text: str, items: Iterable[DraftItem], dropped: Iterable[tuple[int, int, str]]) -> Iterable[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        yield place + 1
        place = text.find("\n", place + 1)
    for item in items:
        if not item.quote:
            continue
        yield item.start
        yield item.end
    for start, end, _reason in dropped:
        yield start
        yield end


def _piece(
    words: str, start: int, end: int, covering: Sequence[DraftItem], reason: str, places: dict[int, list[str]]
) -> Piece:
    numbers = tuple(item.number for item in covering)
    name = f"s{start}" if covering and words.strip() else ""
    if name:
        for number in numbers:
            places[number].append(name)
    first = covering[0] if covering else None
    is_aside = bool(reason) and reason not in MARKUP
    return Piece(
        text=words,
        items=numbers,
        underline=UNDERLINES[ItemKind(first.kind)] if first else "",
        is_struck=bool(covering) and all(item.state == ItemState.STRUCK for item in covering),
        ends=tuple(item.number for item in covering if item.end == end),
        aside=_ASIDE.get(reason, _ASIDE["page"]) if is_aside else "",
        why=_ASIDE_WHY.get(reason, _ASIDE_WHY["page"]) if is_aside else "",
        id=name,
    )


def _roles(notice: Notice) -> dict[int, str]:
    """Start of a heading → that it is one; title and number are known by their words."""
    roles: dict[int, str] = {}
    waiting = list(notice.outline)
    while waiting:
        heading = waiting.pop()
        waiting += heading["children"]
        if heading["end"] - heading["start"] <= _HEADING_LENGTH:
            roles[heading["start"]] = "heading"
    return roles


def _role(notice: Notice, start: int, roles: dict[int, str]) -> str:
    text = notice.text
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].strip()
    if "\t" in line:
        return "row"
    if line == notice.title:
        return "title"
    if line == notice.number:
        return "number"
    if start in roles and len(line) <= _HEADING_LENGTH and not line.endswith("。"):
        return "heading"
    if line.endswith(("：", ":")) and len(line) <= 60:
        return "address"
    return "body"
