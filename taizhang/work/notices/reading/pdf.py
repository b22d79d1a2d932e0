"""Pdf files with a text layer: lines joined to paragraphs, tables to rows; heads, feet and page numbers set aside.

Each character has its box; what stands on one height is a line, a wide gap in it is the border of a cell, and a full
line that is followed by one without indent goes on. Places are pages. Native code reads the file: see `apart`.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from taizhang.work.notices.reading.containers import told_damage
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice, Writer

MOST_PAGES = 400
MOST_SIGNS = 1_500_000
_NUMBER = re.compile(
    r"[-—–－―\s·]*\d{1,4}[-—–－―\s·]*|第\s*[\d一二三四五六七八九十百]{1,5}\s*[页頁](?:[\s，,/]*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*/\s*\d{1,4}"
)
_STOPS = ("。", "；", "：", ":", "！", "？")
_LABEL = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]|"
    r"第[一二三四五六七八九十]{1,3}[章节条]|附\s?件"
)
_FEWEST = 8
_LONG, _ENOUGH = 12, 3
_MOST_STRANGE = 0.3


@dataclass(slots=True)
class Line:
    """One line of a page, its edges and the height of its signs; `why` says that it is no part of the notice."""

    text: str
    left: float
    right: float
    middle: float
    height: float
    why: str = ""


@dataclass(slots=True)
class _Sign:
    sign: str
    left: float
    right: float
    middle: float
    height: float


def read_pdf(data: bytes) -> SourceText:
    """The text of a pdf. Raises `UnreadableNotice`: scanned_pdf, garbled_pdf, encrypted, broken, too_large."""
    pages: list[list[Line]] = []
    signs = strange = 0
    with told_damage():
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise UnreadableNotice("encrypted" if "assword" in str(error) else "broken") from error
        if len(document) > MOST_PAGES:
            raise UnreadableNotice("too_large", pages=len(document))
        for number in range(len(document)):
            found = list(_signs(document[number]))
            signs += len(found)
            strange += sum(_is_strange(one.sign) for one in found)
            if signs > MOST_SIGNS:
                raise UnreadableNotice("too_large")
            pages.append(_lines(found))
    if signs < _FEWEST * max(1, len(pages)):
        raise UnreadableNotice("scanned_pdf", pages=len(pages))
    if strange > _MOST_STRANGE * signs:
        raise UnreadableNotice("garbled_pdf")
    _mark_furniture(pages)
    return _write(pages).source("pdf")


def _is_strange(sign: str) -> bool:
    """A sign no reader would know: a font without a table of what its shapes mean."""
    return "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" or not sign.isprintable()


def _signs(page: pdfium.PdfPage) -> Iterator[_Sign]:
    words = page.get_textpage()
    handle = words.raw
    left, right, bottom, top = (ctypes.c_double() for _edge in range(4))
    for place in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, place)
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if raw.FPDFText_IsGenerated(handle, place) == 1:
            continue
        if not raw.FPDFText_GetCharBox(handle, place, left, right, bottom, top):
            continue
        height = raw.FPDFText_GetFontSize(handle, place)
        # a comma is low and a dash is high: the line is told by the origin of its signs
        across, up = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(handle, place, across, up)
        tall = height if 1 < height < 200 else max(1.0, top.value - bottom.value)
        yield _Sign(chr(code), min(left.value, across.value), right.value, up.value, tall)


def _lines(signs: list[_Sign]) -> list[Line]:
    """Signs on one height from left to right, from the top of the page down."""
    rows: list[list[_Sign]] = []
    for one in signs:
        row = next(
            (r for r in rows[-1:] if abs(r[-1].middle - one.middle) < 0.45 * max(one.height, r[-1].height)), None
        )
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    rows.sort(key=lambda row: -row[0].middle)
    merged: list[list[_Sign]] = []
    for row in rows:
        if merged and abs(merged[-1][0].middle - row[0].middle) < 0.35 * row[0].height:
            merged[-1] += row
        else:
            merged.append(row)
    return [line for row in merged if (line := _line(sorted(row, key=lambda one: one.left))).text.strip()]


def _line(row: list[_Sign]) -> Line:
    text = ""
    last: _Sign | None = None
    for one in row:
        if last is not None and text.strip():
            gap = one.left - last.right
            if gap > 1.6 * one.height:
                text = text.rstrip() + "\t"
            elif gap > _gap_of_words(last.sign, one.sign) * one.height and not text.endswith((" ", "\t")):
                text += " "
        if not (one.sign.isspace() and text.endswith((" ", "\t"))):
            text += " " if one.sign.isspace() and one.sign != "\u3000" else one.sign
        if not one.sign.isspace():
            last = one
    solid = [one for one in row if not one.sign.isspace()] or row
    height = sorted(one.height for one in solid)[len(solid) // 2]
    return Line(text.strip(), solid[0].left, max(one.right for one in solid), solid[0].middle, height)


def _gap_of_words(last: str, sign: str) -> float:
    """From which gap on, in heights, two signs are parted by a space: never in Chinese, rarely within a number."""
    if not (last + sign).isascii():
        return 9.0
    return 0.9 if last.isdigit() or sign.isdigit() else 0.25


def _mark_furniture(pages: list[list[Line]]) -> None:
    """Page numbers, and what stands at the head or foot of half of the pages with the same words."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_alike(line.text) for line in (*page[:2], *page[-2:])})
    for page in pages:
        for place, line in enumerate(page):
            edge = "header" if place < 2 else "footer" if place >= len(page) - 2 else ""
            if place in (0, len(page) - 1) and len(page) > 1 and _NUMBER.fullmatch(line.text):
                line.why = "page_number"
            elif edge and len(pages) > 1 and seen[_alike(line.text)] >= max(2, (len(pages) + 1) // 2):
                line.why = edge


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", text))


def _write(pages: list[list[Line]]) -> Writer:
    """Paragraphs in order; furniture waits until a paragraph is whole, so that no sentence holds it."""
    writer = Writer()
    waiting: list[tuple[Line, int]] = []
    common = _edges([line for page in pages for line in page])
    last: Line | None = None
    last_right = 0.0
    for number, page in enumerate(pages, start=1):
        own = [line for line in page if not line.why and len(line.text) >= _LONG]
        left, right = _edges(own) if len(own) >= _ENOUGH else common
        above: Line | None = None
        for line in page:
            if line.why:
                waiting.append((line, number))
                continue
            if last is not None and not _goes_on(last, line, above, left, last_right):
                writer.line()
                _write_waiting(writer, waiting)
            if last is not None and not writer.at_line_start and (last.text[-1:] + line.text[:1]).isascii():
                writer.sign(" ")
            writer.put(line.text, "page", str(number))
            last, last_right, above = line, right, line
    writer.line()
    _write_waiting(writer, waiting)
    return writer


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Left and right edge of the text, told by its long lines."""
    long = [line for line in lines if not line.why and len(line.text) >= _LONG]
    return min((line.left for line in long), default=0.0), max((line.right for line in long), default=1e9)


def _write_waiting(writer: Writer, waiting: list[tuple[Line, int]]) -> None:
    for line, number in waiting:
        start = writer.size
        writer.put(line.text, "page", str(number))
        writer.set_aside(start, line.why)
        writer.line()
    waiting.clear()


def _goes_on(last: Line, line: Line, above: Line | None, left: float, right: float) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    if "\t" in last.text or "\t" in line.text or abs(last.height - line.height) > 0.2 * line.height:
        return False
    if last.text.endswith(_STOPS) and _LABEL.match(line.text):
        return False
    is_full = last.right > right - 1.9 * last.height
    is_flush = line.left < left + 1.2 * line.height
    is_near = above is None or above.middle - line.middle < 2.6 * line.height
    return is_full and is_flush and is_near
