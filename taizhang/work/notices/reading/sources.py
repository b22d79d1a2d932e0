"""From the bytes of a file to the text of a notice: plain text and saved web pages in the encodings still met.

The text is kept as it is, markup included: `draft` reads around the markup, so every quote is an exact stretch of it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from taizhang.lib.chinese.script import is_han

MAX_BYTES = 5 * 1024 * 1024
SourceKind = Literal["text", "html", "docx", "pdf", "xlsx"]

_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM\x00",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"OggS",
    b"RIFF",
    b"\x00\x00\x01\x00",
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p)[\s>]", re.IGNORECASE)
# The commonest characters of official texts, simplified and traditional: wrong decodings hold few of them.
_COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几区強為個國時來們對會發動產麼後經進現實這點開從業應關員與數題黨學體總長議機務辦議導"
)
_CANDIDATES = ("gb18030", "big5")
_SAMPLE = 60_000


class UnreadableNotice(Exception):
    """A file no text can be had from; `code` says why, `details` what a message needs (sizes, names)."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class SourceText:
    """The text of a file, the encoding it was written in ("" where the format settles it), and the kind of file."""

    text: str
    encoding: str
    kind: SourceKind


def read_source(data: bytes, *, filename: str = "") -> SourceText:
    """The text of an uploaded file.

    Raises `UnreadableNotice` with one of the codes empty, too_large, binary, unknown_encoding.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableNotice("too_large", size=len(data), limit=MAX_BYTES)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableNotice("empty")
    if data.startswith(_MAGIC) or data.startswith((b"PK\x03\x04", _OLD_OFFICE, b"%PDF-")):
        raise UnreadableNotice("binary", filename=filename)
    text, encoding = _decode(data)
    if not text.strip():
        raise UnreadableNotice("empty")
    is_page = bool(_HTML.search(text[:20_000])) or filename.lower().endswith((".html", ".htm"))
    return SourceText(text, encoding, "html" if is_page else "text")


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig")
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _wide(data, sample)
    text = _lenient(data, "utf-8")
    if text is None:
        return _legacy(data)
    if _has_controls(text):
        raise UnreadableNotice("binary")
    return text, "utf-8"


def _lenient(data: bytes, encoding: str) -> str | None:
    """The text with a few broken characters shown as such; None when more is broken than a damaged file has."""
    text = data.decode(encoding, errors="replace")
    return text if text.count("\ufffd") <= max(2, len(text) // 200) else None


def _strict(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableNotice("unknown_encoding", tried=[encoding]) from None
    if _has_controls(text):
        raise UnreadableNotice("binary")
    return text, encoding


def _wide(data: bytes, sample: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: half of its bytes are telling; anything else with zero bytes is no text."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    order = "utf-16-be" if even > odd else "utf-16-le"
    try:
        text = data.decode(order)
    except UnicodeDecodeError:
        raise UnreadableNotice("binary") from None
    if _has_controls(text) or _likeness(text) < 0.2:
        raise UnreadableNotice("binary")
    return text, order


def _legacy(data: bytes) -> tuple[str, str]:
    """GB 18030 or Big5: the one whose decoding reads more like Chinese, the named charset first where it is equal."""
    named = _CHARSET.search(data[:4000])
    wanted = named[1].decode("ascii").lower() if named else ""
    order = sorted(
        _CANDIDATES, key=lambda name: not (wanted.startswith(name[:3]) or (wanted == "gbk" and name == "gb18030"))
    )
    best: tuple[float, str, str] | None = None
    for encoding in order:
        text = _lenient(data, encoding)
        if text is None:
            continue
        score = _likeness(text)
        if not _has_controls(text) and (best is None or score > best[0] + 0.02):
            best = (score, text, encoding)
    if best is None or best[0] < 0.12:
        raise UnreadableNotice("unknown_encoding", tried=["utf-8", *_CANDIDATES])
    return best[1], best[2]


def _likeness(text: str) -> float:
    """Share of the commonest characters among the characters beyond ASCII; 1 for a text of ASCII alone."""
    beyond = [c for c in text[:_SAMPLE] if ord(c) > 127 and not c.isspace()]
    if not beyond:
        return 1.0
    han = sum(map(is_han, beyond))
    return sum(c in _COMMON for c in beyond) / len(beyond) if han else 0.0


def _has_controls(text: str) -> bool:
    sample = text[:_SAMPLE]
    return sum(ord(c) < 32 and c not in "\n\r\t\f\v" for c in sample) > max(2, len(sample) // 200)
