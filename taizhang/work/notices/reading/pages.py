"""Saved web pages: their words with the way back to each character of the page, and the page's own furniture aside.

A page is read as its tags say, without a tree of objects: no parser of Python tells where in the page a word stood. What
belongs to the page and not to the notice is told by the element it stands in (nav, footer, class="breadcrumb") or by
being mostly links; it stays in the text, set aside with its reason. Time is linear in the page.
"""

import html
import re
from dataclasses import dataclass, field

from taizhang.lib.chinese.script import is_han
from taizhang.work.notices.reading.extracting import Row, SourceText, Writer
from taizhang.work.notices.reading.model import Span
from taizhang.work.notices.reading.words.chrome import BLOCK_TAGS

_TOKEN = re.compile(
    r"<!--|<(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>"
    r"|<[!?][^<>]*>|(?P<entity>&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});?)|(?P<blank>[ \t\r\n\f\v]+)"
)
# elements that hold nothing
_VOID = frozenset(("area", "base", "br", "col", "embed", "frame", "hr", "img",
    "input", "link", "meta", "param", "source", "track", "wbr"))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "title", "xml", "object", "math"))
_CELLS = frozenset(("td", "th"))
_ALIKE = frozenset(("p", "li", "td", "th", "tr", "option", "dt", "dd"))
_FURNITURE = {"nav": "navigation", "footer": "page", "aside": "page", "select": "page", "button": "page"}
_NAMED = re.compile(
    r"(?:^|[\s\"'_-])(?:(?P<nav>nav|navbar|menu|breadcrumbs?|crumbs?|position|weizhi|dqwz|mbx)|"
    r"(?P<links>related?|relates|recommend|recommends|xgyd|xgwz|hot|friendlinks?|yqlj|links?|sidebar|pagination)|"
    r"(?P<page>footer|foot|copyright|share|bdshare|bdsharebuttonbox|toolbar|tools?|print|fontsize|qrcode|ewm|search|login|"
    r"hits|views|clicks|comments?|pl|ads?|advert))(?=$|[\s\"'_-]|\d)",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"(?:^|\s)(?:class|id|role)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOXES = frozenset(("div", "ul", "ol", "dl", "table", "td", "section", "tr", "p", "li"))
# the end of a line in the file: a space between Latin words, nothing between Chinese characters
_WRAP = "\r"
_DEEPEST = 400
_MOST_ASIDE = 0.5
_FARM_LINKS = 4
_FARM_SHARE = 0.7
_LINK_WORDS = 45


@dataclass(slots=True)
class Element:
    """One open or closed element: where its words stand, how many they are, and how many of them are links."""

    name: str
    reason: str = ""
    start: int = 0
    end: int = 0
    words: int = 0
    linked: int = 0
    links: int = 0
    inside: "Element | None" = None
    row: Row | None = None
    cell_from: int = 0


@dataclass
class _Page:
    source: str
    writer: Writer = field(default_factory=Writer)
    stack: list[Element] = field(default_factory=list)
    closed: list[Element] = field(default_factory=list)
    # the open tables, rows and cells alone: a page may stand hundreds of boxes deep
    tables: list[Element] = field(default_factory=list)
    pending: str = ""
    links: int = 0
    preformatted: int = 0


def read_page(source: str, encoding: str) -> SourceText:
    """The text of a page as a browser shows it."""
    page = _Page(source)
    page.stack.append(Element("page"))
    at = 0
    ends = _Ends(source)
    length = len(source)
    while at < length:
        found = _TOKEN.search(source, at)
        start = found.start() if found else length
        if start > at:
            _write(page, source[at:start], at)
        if not found:
            break
        at = found.end()
        name = (found["name"] or "").lower()
        if found["entity"]:
            _entity(page, found["entity"], start)
        elif found["blank"]:
            _blank(page, found["blank"], start)
        elif name and found["close"]:
            _close(page, name)
        elif name:
            if name in _UNSEEN and not found["rest"].endswith("/"):
                at = ends.after(name, at)
            else:
                _open(page, name, found["rest"])
        elif found.group() == "<!--":
            at = ends.after("--", at)
    while len(page.stack) > 1:
        _pop(page)
    root = page.stack[0]
    root.end = page.writer.size
    _judge(page, root)
    return page.writer.source("html", encoding)


class _Ends:
    """Where an element that is not shown ends; what never ends is searched for once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.missing: set[str] = set()

    def after(self, name: str, at: int) -> int:
        """The place behind the end, or `at` when there is none."""
        if name in self.missing:
            return at
        pattern = r"-->" if name == "--" else rf"</{name}[^<>]*>"
        found = re.compile(pattern, re.IGNORECASE).search(self.source, at)
        if found is None:
            self.missing.add(name)
        return found.end() if found else at


def _write(page: _Page, words: str, at: int) -> None:
    writer = page.writer
    if page.pending:
        if not writer.at_line_start:
            last = writer.pieces[-1][-1:]
            if page.pending == "\n":
                row = _row(page)
                if row is None:
                    writer.sign("\n")
                elif last != "\t":
                    row.breaks.append(writer.sign("\n"))
            elif last not in (" ", "\t") and not (page.pending == _WRAP and _is_wide(last) and _is_wide(words[0])):
                writer.sign(" ")
        page.pending = ""
    writer.put(words, "char", str(at))
    here = page.stack[-1]
    here.words += len(words)
    if page.links:
        here.linked += len(words)


def _is_wide(sign: str) -> bool:
    return bool(sign) and (is_han(sign) or sign in "，。；：、？！（）《》“”‘’【】〔〕—…　")


def _blank(page: _Page, blank: str, at: int) -> None:
    if page.preformatted and "\n" in blank:
        page.pending = "\n"
    elif not page.pending:
        page.pending = _WRAP if "\n" in blank else " "


def _entity(page: _Page, entity: str, at: int) -> None:
    meant = html.unescape(entity)
    if meant == entity:
        _write(page, entity, at)
    elif meant.isspace() and meant != "\u3000":
        page.pending = page.pending or " "
    elif meant.isprintable():
        # longer in the page than here, so each stands at a place of its own
        _write(page, meant, at)


def _row(page: _Page) -> Row | None:
    """The row of the innermost open cell."""
    inner = page.tables[-1] if page.tables else None
    return inner.row if inner and inner.name in _CELLS else None


def _open(page: _Page, name: str, rest: str) -> None:
    stack = page.stack
    if name in _ALIKE:
        _close_alike(page, name)
    if name in _VOID or len(stack) > _DEEPEST:
        if name in BLOCK_TAGS:
            page.pending = "\n"
        return
    if name == "a":
        page.links += 1
        stack[-1].links += 1
    if name == "pre":
        page.preformatted += 1
    element = Element(name, _reason(name, rest), start=page.writer.size, inside=stack[-1])
    if name in BLOCK_TAGS:
        page.pending = "\n"
    if name == "tr":
        outer, place = _row(page), page.writer.line()
        if outer and place is not None:
            outer.breaks.append(place)
        page.pending = ""
        element.row = Row()
    elif name in _CELLS:
        _open_cell(page, element)
    if name in _CELLS or name in ("tr", "table"):
        page.tables.append(element)
    stack.append(element)


def _open_cell(page: _Page, cell: Element) -> None:
    inner = page.tables[-1] if page.tables else None
    row = inner.row if inner and inner.name == "tr" else None
    if row is None:
        return
    cell.row = row
    writer = page.writer
    if row.lengths:
        row.tabs.append(writer.sign("\t"))
        page.pending = ""
    cell.cell_from = writer.size


def _close_alike(page: _Page, name: str) -> None:
    """A new row, cell, item or paragraph ends the one before it, as browsers have it."""
    for place in range(len(page.stack) - 1, max(0, len(page.stack) - 12), -1):
        here = page.stack[place].name
        if here == name or (name in _CELLS and here in _CELLS):
            while len(page.stack) > place:
                _pop(page)
            return
        if here in ("table", "ul", "ol", "dl", "div", "select") or (name in _CELLS and here == "tr"):
            return


def _close(page: _Page, name: str) -> None:
    if name in ("p", "br"):
        page.pending = "\n"
    for place in range(len(page.stack) - 1, max(0, len(page.stack) - 40), -1):
        if page.stack[place].name == name:
            while len(page.stack) > place:
                _pop(page)
            return
        if page.stack[place].name == "table" and name not in ("body", "html"):
            return


def _pop(page: _Page) -> None:
    element = page.stack.pop()
    element.end = page.writer.size
    if element.name == "a":
        page.links -= 1
    if element.name == "pre":
        page.preformatted -= 1
    if page.tables and page.tables[-1] is element:
        page.tables.pop()
    if element.name in _CELLS and element.row:
        element.row.lengths.append(page.writer.size - element.cell_from)
    elif element.name == "tr" and element.row:
        page.writer.end_row(element.row)
    if element.name in BLOCK_TAGS:
        page.pending = "\n"
    outer = page.stack[-1]
    outer.words += element.words
    outer.linked += element.linked
    outer.links += element.links
    if element.reason or (element.name in _BOXES and element.links >= _FARM_LINKS):
        page.closed.append(element)


def _reason(name: str, rest: str) -> str:
    if name in _FURNITURE:
        return _FURNITURE[name]
    if not rest or name in ("body", "html", "form", "article", "main"):
        return ""
    if _HIDDEN.search(rest):
        return "hidden"
    for said in _ATTRIBUTES.finditer(rest):
        named = _NAMED.search(said[1])
        if named:
            return "navigation" if named["nav"] else "links" if named["links"] else "page"
    return ""


def _judge(page: _Page, root: Element) -> None:
    """Set aside furniture and link farms, the outermost of each; what holds half of the page's own words stays."""
    own = max(1, root.words - root.linked)
    chosen: list[tuple[int, int, str]] = []
    for element in page.closed:
        plain = element.words - element.linked
        is_farm = (
            element.links >= _FARM_LINKS
            and element.linked >= _FARM_SHARE * element.words
            and element.words <= _LINK_WORDS * element.links
        )
        if plain <= _MOST_ASIDE * own and (element.reason or is_farm) and element.end > element.start:
            chosen.append((element.start, element.end, element.reason or "links"))
    upto = 0
    for start, end, reason in sorted(chosen, key=lambda one: (one[0], -one[1])):
        if start >= upto:
            upto = end
            page.writer.aside.append(Span(start, end, reason))
