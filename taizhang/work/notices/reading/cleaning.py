"""Take markup, entities and pinyin glosses out of a text, keeping the way back to every original character.

`clean` gives a text that can be read and the pieces it is made of: each piece says which original characters it
stands for. Nothing is lost: what was taken out is listed with its reason. Time and memory are linear.
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.work.notices.reading.model import Span
from taizhang.work.notices.reading.readings import is_reading
from taizhang.work.notices.reading.words.chrome import BLOCK_TAGS, HIDDEN_ELEMENTS

_MARK = re.compile(
    r"(?P<comment><!--)|(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9:]{0,20})(?:[\s/][^<>]{0,2000})?>|"
    r"<![^<>]{0,300}>|<\?[^<>]{0,300}>)"
    r"|(?P<escaped>&lt;(?P<slash>/?)(?P<name2>[A-Za-z][A-Za-z0-9:]{0,20})(?:\s(?:[^&<>]|&(?!gt;)){0,300})?/?&gt;)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});)"
    r"|(?P<code>\[/?(?:b|i|u|p|td|tr|table|font|size|color|align|url|img|center)(?:=[^\]\n]{0,60})?\])"
    r"|(?P<stroke>\\(?:r\\n|[nrt](?![A-Za-z])|(?=[\"'/])))"
    r"|(?P<gloss>(?<=[\u3400-\u9fff])[(（](?P<syllable>[a-zA-Z\u00e0-\u024f\u0251\u0261\u0300-\u030f\u1e00-\u1eff]{1,8})[)）])"
    r"|(?P<blank>[\ufeff\u200b\u200c\u200d\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f])"
    r"|(?P<line>\r?\n)"
)
_TONED = re.compile(r"[\u00e0-\u01dc\u01f9\u0300-\u030f\u1e3f\u0144\u0148]")
_ENOUGH_GLOSSES = 3
_MARKED_UP = 4
_ENOUGH_FULL = 5
_BLOCKS = re.compile(r"</p>|<br\s?/?>|</div>|</td>|</li>", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff，、\d])\r?\n(?=\s{0,40}[\u4e00-\u9fff\d])")
_LINE = re.compile(r"(?P<words>[^\r\n]*)(?P<end>\r?\n|$)")
_RUNS_ON = re.compile(
    r"[\u4e00-\u9fff、，]\r?\n(?![一二三四五六七八九十]{1,3}[、.]|（|\(|\d{1,2}[.、．]|\s)[\u4e00-\u9fff\d]"
)


@dataclass(frozen=True)
class Cleaned:
    """A readable `text`; piece i begins at `here[i]` of it and at `there[i]` of the original.

    `length[i]` is the number of original characters behind a piece of one character (an entity, a line break made of
    a tag), 0 for a run copied one to one.
    """

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]
    length: tuple[int, ...]
    dropped: tuple[Span, ...]

    def original_start(self, offset: int) -> int:
        """Where the character at `offset` of the clean text begins in the original."""
        i = bisect_right(self.here, offset) - 1
        return self.there[i] if self.length[i] else self.there[i] + offset - self.here[i]

    def original_end(self, offset: int) -> int:
        """Where the character before `offset` of the clean text ends in the original."""
        if offset <= 0:
            return 0
        i = bisect_right(self.here, offset - 1) - 1
        if self.length[i]:
            return self.there[i] + self.length[i]
        return self.there[i] + offset - self.here[i]


def clean(text: str, aside: Sequence[Span] = ()) -> Cleaned:
    """Read `text` without markup, entities, pinyin glosses, invisible characters and what its reader set `aside`."""
    cleaned = _without_markup(text)
    return _without(cleaned, aside) if aside else cleaned


def _without(cleaned: Cleaned, aside: Sequence[Span]) -> Cleaned:
    """The same without these stretches of the original, in one walk through the pieces."""
    spans = sorted(aside, key=lambda span: span.start)
    pieces: list[str] = []
    here, there, length = [0], [0], [0]
    size = place = 0
    stops = [*cleaned.here[1:], len(cleaned.text)]
    for start, stop, origin, width in zip(cleaned.here, stops, cleaned.there, cleaned.length, strict=True):
        at, end = origin, origin + (width or stop - start)
        while at < end:
            while place < len(spans) and spans[place].end <= at:
                place += 1
            gap = spans[place] if place < len(spans) and spans[place].start < end else None
            upto = end if gap is None else max(at, gap.start)
            if upto > at:
                kept = cleaned.text[start:stop] if width else cleaned.text[start + at - origin : start + upto - origin]
                pieces.append(kept)
                if here[-1] == size:
                    there[-1], length[-1] = at, width
                else:
                    here.append(size)
                    there.append(at)
                    length.append(width)
                size += len(kept)
            at = end if gap is None or width else max(upto, gap.end)
    dropped = tuple(sorted((*cleaned.dropped, *spans), key=lambda span: span.start))
    return Cleaned("".join(pieces), tuple(here), tuple(there), tuple(length), dropped)


def _without_markup(text: str) -> Cleaned:
    glossed = _has_glosses(text)
    pieces: list[str] = []
    here, there, length = [0], [0], [0]
    dropped: list[Span] = []
    size = at = 0

    def copy(until: int) -> None:
        nonlocal size
        if until > at:
            pieces.append(text[at:until])
            if here[-1] == size:
                there[-1], length[-1] = at, 0
            else:
                here.append(size)
                there.append(at)
                length.append(0)
            size += until - at

    def put(character: str, start: int, end: int) -> None:
        nonlocal size
        pieces.append(character)
        if here[-1] == size:
            there[-1], length[-1] = start, end - start
        else:
            here.append(size)
            there.append(start)
            length.append(end - start)
        size += 1

    unclosed: set[str] = set()
    wrapped = _soft_breaks(text)
    for found in _MARK.finditer(text):
        start, end = found.span()
        if start < at or (found["line"] and start not in wrapped):
            continue
        if found["gloss"] and not (glossed and is_reading(found["syllable"], text[start - 1])):
            continue
        copy(start)
        at = end
        if found["comment"]:
            close = text.find("-->", end) if "--" not in unclosed else -1
            if close >= 0:
                at = end = close + 3
            else:
                unclosed.add("--")
            dropped.append(Span(start, end, "markup"))
        elif found["tag"] or found["escaped"]:
            name = (found["name"] or found["name2"] or "").lower()
            closes = text.startswith("</", start) or bool(found["slash"])
            if name in HIDDEN_ELEMENTS and name not in unclosed and not closes:
                close_tag = re.compile(f"</{name}", re.IGNORECASE).search(text, end)
                if close_tag:
                    at = end = close_tag.start()
                else:
                    unclosed.add(name)
            if name in BLOCK_TAGS:
                put("\n", start, end)
            dropped.append(Span(start, end, "markup"))
        elif found["entity"]:
            meant = html.unescape(found["entity"])
            put(meant if len(meant) == 1 else " ", start, end)
        elif found["stroke"]:
            if found["stroke"] != "\\":
                put("\n", start, end)
            dropped.append(Span(start, end, "markup"))
        else:
            reason = (
                "gloss"
                if found["gloss"]
                else "markup"
                if found["code"]
                else "line_break"
                if found["line"]
                else "invisible"
            )
            dropped.append(Span(start, end, reason))
    copy(len(text))
    if not pieces:
        return Cleaned("", (0,), (0,), (0,), tuple(dropped))
    return Cleaned("".join(pieces), tuple(here), tuple(there), tuple(length), tuple(dropped))


def _has_glosses(text: str) -> bool:
    """True when several brackets hold toned readings of the characters before them: one may be meant by the writer."""
    count = 0
    for found in _MARK.finditer(text):
        syllable = found["syllable"]
        if syllable and _TONED.search(syllable) and is_reading(syllable, text[found.start() - 1]):
            count += 1
            if count >= _ENOUGH_GLOSSES:
                return True
    return False


def _is_inside_markup(text: str, start: int, end: int) -> bool:
    """True when a line beside the break holds markup: lines of words alone stand for themselves."""
    before = text[max(text.rfind("\n", 0, start) + 1, start - 2000) : start]
    stop = text.find("\n", end, end + 2000)
    return "<" in before or "<" in text[end : stop if stop >= 0 else end + 2000]


def _soft_breaks(text: str) -> frozenset[int]:
    """Line ends that only wrap: in marked-up text all that stand between characters, in plain text those of full lines.

    A plain line is full when it is about as long as many others and ends in a character, not in a stop.
    """
    if len(_BLOCKS.findall(text[:200_000])) >= _MARKED_UP:
        return frozenset(m.start() for m in _BETWEEN.finditer(text) if _is_inside_markup(text, m.start(), m.end()))
    lines = list(_LINE.finditer(text))
    widths = Counter(m.end() - m.start() for m in lines if m.end() - m.start() >= 24)
    if not widths:
        return frozenset()
    width = max(widths, key=lambda w: sum(widths[w + d] for d in (-2, -1, 0, 1, 2)))
    alike = sum(widths[width + d] for d in (-2, -1, 0, 1, 2))
    filled = sum(widths[width + d] * (width + d) for d in (-2, -1, 0, 1, 2))
    longer = sum(count for length, count in widths.items() if length > width + 2)
    if alike < _ENOUGH_FULL or filled < len(text) * 0.4 or longer > alike * 0.1:
        return frozenset()
    return frozenset(
        m.start("end")
        for m in lines
        if width - 2 <= len(m.group("words")) <= width + 2
        and _RUNS_ON.match(text, max(m.start("end") - 1, 0)) is not None
    )
