"""Take markup, entities and pinyin glosses out of a text, keeping the way back to every original character.

`clean` gives a text that can be read and the pieces it is made of: each piece says which original characters it
stands for. Nothing is lost: what was taken out is listed with its reason. Time and memory are linear.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

from taizhang.work.notices.reading.model import Span
from taizhang.work.notices.reading.words.chrome import BLOCK_TAGS, HIDDEN_ELEMENTS

_MARK = re.compile(
    r"(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9:]{0,20})(?:[\s/][^<>]{0,2000})?>|<!--[^<>]{0,2000}-->|"
    r"<![A-Za-z][^<>]{0,300}>)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});)"
    r"|(?P<gloss>(?<=[\u4e00-\u9fff])[(（][a-zA-Z\u00e0-\u024f\u1e00-\u1eff\u0261]{1,7}[)）])"
    r"|(?P<blank>[\ufeff\u200b\u200c\u200d\u2060\u00ad\x00-\x08\x0b\x0c\x0e-\x1f])"
)
_TONED = re.compile(r"[\u00e0-\u01dc\u1e3f\u0144\u0148]")
_ENOUGH_GLOSSES = 3


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


def clean(text: str) -> Cleaned:
    """Read `text` without markup, entities, pinyin glosses and invisible characters."""
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
    for found in _MARK.finditer(text):
        if found.start() < at:
            continue
        start, end = found.span()
        if found["gloss"] and not glossed:
            continue
        copy(start)
        at = end
        if found["tag"]:
            name = (found["name"] or "").lower()
            if name in HIDDEN_ELEMENTS and name not in unclosed and not found["tag"].startswith("</"):
                close = re.compile(f"</{name}", re.IGNORECASE).search(text, end)
                if close:
                    at = end = close.start()
                else:
                    unclosed.add(name)
            if name in BLOCK_TAGS:
                put("\n", start, end)
            dropped.append(Span(start, end, "markup"))
        elif found["entity"]:
            meant = html.unescape(found["entity"])
            put(meant if len(meant) == 1 else " ", start, end)
        else:
            dropped.append(Span(start, end, "gloss" if found["gloss"] else "invisible"))
    copy(len(text))
    if not pieces:
        return Cleaned("", (0,), (0,), (0,), tuple(dropped))
    return Cleaned("".join(pieces), tuple(here), tuple(there), tuple(length), tuple(dropped))


def _has_glosses(text: str) -> bool:
    """True when several brackets after characters hold toned pinyin: one alone may be meant by the writer."""
    count = 0
    for found in _MARK.finditer(text):
        if found["gloss"] and _TONED.search(found["gloss"]):
            count += 1
            if count >= _ENOUGH_GLOSSES:
                return True
    return False
