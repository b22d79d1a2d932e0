"""From the bytes of a file to the text of a notice, whatever the file is.

Plain text is kept as it is, markup included: `draft` reads around the markup. Saved web pages, Word and pdf files,
workbooks and tables come out as plain text with the way back to the original; what cannot be read is refused by name.
"""

import re
from collections.abc import Callable

from taizhang.lib.chinese.script import is_han
from taizhang.work.notices.reading.apart import read_apart
from taizhang.work.notices.reading.containers import Package
from taizhang.work.notices.reading.docx import MAIN, read_docx
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice
from taizhang.work.notices.reading.office import read_doc
from taizhang.work.notices.reading.pages import read_page
from taizhang.work.notices.reading.sheets import read_csv, read_xlsx

__all__ = ["MAX_BYTES", "MAX_FILE", "SourceText", "UnreadableNotice", "read_source"]

MAX_BYTES = 5 * 1024 * 1024
# files that hold pictures beside their words
MAX_FILE = 20 * 1024 * 1024

_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"OggS",
    b"ID3",
)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"\x00\x00\x01\x00", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_PAGE_NAMES = (".html", ".htm", ".shtml", ".xhtml")
# The commonest characters of official texts, simplified and traditional: wrong decodings hold few of them.
_COMMON = frozenset(
    "的一是在不了有和人中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几区強為個國時來們對會發動產麼後經進現實這點開從業應關員與數題黨學體總長議機務辦議導"
)
_CANDIDATES = ("gb18030", "big5")
_SAMPLE = 60_000


def read_source(data: bytes, *, filename: str = "") -> SourceText:
    """The text of an uploaded file.

    Raises `UnreadableNotice` with one of the codes empty, too_large, binary, unknown_encoding, scanned_pdf, garbled_pdf,
    encrypted, broken, swollen, too_slow, no_converter, wps, rtf, ofd, image, archive, slides, odf.
    """
    if len(data) > MAX_FILE:
        raise UnreadableNotice("too_large", size=len(data), limit=MAX_FILE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableNotice("empty")
    name = filename.lower()
    if reader := _reader_of(data, name):
        return reader(data)
    if len(data) > MAX_BYTES:
        raise UnreadableNotice("too_large", size=len(data), limit=MAX_BYTES)
    text, encoding = _decode(data)
    if not text.strip():
        raise UnreadableNotice("empty")
    if name.endswith(_PAGE_NAMES) or _PAGE.search(text[:4000]):
        return read_page(text, encoding)
    if name.endswith(".csv"):
        return read_csv(text, encoding)
    return SourceText(text, encoding, "text")


def _reader_of(data: bytes, name: str) -> Callable[[bytes], SourceText] | None:
    """The reader of a file that is no plain text. Raises `UnreadableNotice` for what has none."""
    if b"%PDF-" in data[:1024]:
        return lambda content: read_apart("pdf", content)
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, name)
    for starts, code in ((_IMAGES, "image"), (_ARCHIVES, "archive"), ((b"{\\rtf",), "rtf"), (_MAGIC, "binary")):
        if data.startswith(starts):
            raise UnreadableNotice(code)
    return None


def _packed(data: bytes) -> Callable[[bytes], SourceText]:
    names = Package(data).names
    if MAIN in names:
        return read_docx
    if "xl/workbook.xml" in names:
        return read_xlsx
    known = (("OFD.xml", "ofd"), ("ppt/presentation.xml", "slides"), ("content.xml", "odf"))
    raise UnreadableNotice(next((code for part, code in known if part in names), "archive"))


def _old_office(data: bytes, name: str) -> Callable[[bytes], SourceText]:
    """Old files all look alike from outside; the names of their parts stand in them in UTF-16."""

    def holds(part: str) -> bool:
        return part.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableNotice("encrypted")
    if name.endswith((".wps", ".et", ".dps")):
        raise UnreadableNotice("wps")
    if holds("Workbook") or holds("Book\0"):
        return lambda content: read_apart("xls", content)
    if holds("WordDocument"):
        return read_doc
    if holds("PowerPoint Document"):
        raise UnreadableNotice("slides")
    raise UnreadableNotice("broken" if name.endswith((".doc", ".xls", ".dot", ".xlt")) else "binary")


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig")
    sample = data[:_SAMPLE]
    if sample.count(0) > max(2, len(sample) // 2000):
        return _wide(data, sample)
    data = data.replace(b"\x00", b"")  # a stray one is damage, and no database keeps it
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
