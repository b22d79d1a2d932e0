"""Word documents: paragraphs with their numbers, tables as rows, text boxes and footnotes; places are paragraphs.

What a tracked change took out and what is hidden stands behind its paragraph, set aside, so that no quote holds it.
Heads and feet of pages lie in parts of their own and are not opened.
"""

from dataclasses import dataclass, field

from taizhang.lib.chinese.numerals import write_han
from taizhang.work.notices.reading.containers import Package, walk_xml
from taizhang.work.notices.reading.extracting import PlaceKind, Row, SourceText, UnreadableNotice, Writer

MAIN = "word/document.xml"
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
# what is skipped whole: a second telling of a text box, readings above characters, codes of fields, earlier formats
_SKIPPED = frozenset(
    ("Fallback", "rt", "instrText", "pPrChange", "rPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange")
)
_GONE = frozenset(("del", "moveFrom"))
_OFF = ("0", "false", "off")
_HAN_FORMATS = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)


def read_docx(data: bytes) -> SourceText:
    """The text of a docx file."""
    package = Package(data)
    if MAIN not in package.names:
        raise UnreadableNotice("broken")
    numbers = _read_numbering(package)
    writer = Writer()
    parts: tuple[tuple[str, PlaceKind], ...] = ((MAIN, "paragraph"), ("word/footnotes.xml", "footnote"))
    for name, kind in parts:
        if name in package.names:
            reader = _Reader(numbers, kind, writer)
            walk_xml(package.read(name), reader.start, reader.end, reader.words)
            reader.finish()
    return writer.source("docx")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the pattern of its label (%1、), how it counts, and with which number it begins."""

    pattern: str
    format: str
    first: int


@dataclass
class Numbering:
    """Which list stands behind a number, which level a style takes, and how far each list has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list at a level."""
        kind = self.lists.get(number, "")
        here = self.levels.get((kind, level))
        if here is None or here.format in ("none", "bullet"):
            return "● " if here and here.format == "bullet" else ""
        counts = self.counts.setdefault(kind, {})
        counts[level] = counts.get(level, here.first - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        label = here.pattern
        for place in range(level + 1):
            of = self.levels.get((kind, place))
            if of:
                label = label.replace(f"%{place + 1}", _numeral(counts.get(place, of.first), of.format))
        return label


def _numeral(number: int, format: str) -> str:
    if format in _HAN_FORMATS and 0 < number < 1000:
        return write_han(number)
    if format.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if format in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if format == "upperLetter" else 97) + number - 1)
    return str(number)


def _read_numbering(package: Package) -> Numbering:
    found = Numbering()
    if "word/numbering.xml" in package.names:
        walk = _NumberingWalk(found)
        walk_xml(package.read("word/numbering.xml"), walk.start, walk.end, lambda _words: None)
    if "word/styles.xml" in package.names:
        styles = _StyleWalk(found)
        walk_xml(package.read("word/styles.xml"), styles.start, styles.end, lambda _words: None)
    return found


def _plain(name: str) -> str:
    return name.rpartition(" ")[2]


def _value(attributes: dict[str, str], name: str = "val") -> str:
    for space in _SPACES:
        if space + name in attributes:
            return attributes[space + name]
    return ""


def _whole(words: str, otherwise: int = 0) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else otherwise


class _NumberingWalk:
    def __init__(self, found: Numbering) -> None:
        self.found = found
        self.kind = self.number = ""
        self.level = 0
        self.said: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _plain(name):
            case "abstractNum":
                self.kind = _value(attributes, "abstractNumId")
            case "num":
                self.number = _value(attributes, "numId")
            case "lvl":
                self.level, self.said = _whole(_value(attributes, "ilvl")), {}
            case "abstractNumId":
                self.found.lists[self.number] = _value(attributes)
            case "lvlText" | "numFmt" | "start" as said:
                self.said[said] = _value(attributes)

    def end(self, name: str) -> None:
        if _plain(name) == "lvl" and (self.kind, self.level) not in self.found.levels:
            said = self.said
            made = Level(said.get("lvlText", "")[:20], said.get("numFmt", "decimal"), _whole(said.get("start", ""), 1))
            self.found.levels[self.kind, self.level] = made


class _StyleWalk:
    def __init__(self, found: Numbering) -> None:
        self.found = found
        self.style = self.number = ""
        self.level = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _plain(name):
            case "style":
                self.style, self.number, self.level = _value(attributes, "styleId"), "", 0
            case "numId":
                self.number = _value(attributes)
            case "ilvl":
                self.level = _whole(_value(attributes))

    def end(self, name: str) -> None:
        if _plain(name) == "style" and self.number:
            self.found.styles[self.style] = (self.number, self.level)


class _Reader:
    """Walks through a part, writing paragraph by paragraph."""

    def __init__(self, numbers: Numbering, kind: PlaceKind, writer: Writer) -> None:
        self.numbers, self.kind, self.writer = numbers, kind, writer
        self.paragraphs = 0
        # a text box stands inside a paragraph
        self.open: list[int] = []
        self.skipping = self.gone = 0
        self.removed: list[tuple[str, str]] = []
        self.hidden = self.in_text = self.in_run = False
        self.rows: list[Row] = []
        self.cell_from: list[int] = []
        # deleted rows and cells say so in their properties, and not around their words
        self.row_gone: list[bool] = []
        self.cell_gone: list[bool] = []
        self.in_row_properties = False
        self.numbered: tuple[str, int] | None = None
        self.style = ""
        self.fresh = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _plain(name)
        if self.skipping or tag in _SKIPPED:
            self.skipping += 1
            return
        match tag:
            case "p":
                self._break()
                self._write_removed()
                self.paragraphs += 1
                self.open.append(self.paragraphs)
                self.numbered, self.style, self.fresh = None, "", True
            case "pStyle":
                self.style = _value(attributes)
            case "numId":
                level = self.numbered[1] if self.numbered else 0
                self.numbered = (_value(attributes), level)
            case "ilvl":
                self.numbered = (self.numbered[0] if self.numbered else "", _whole(_value(attributes)))
            case "r":
                self.in_run, self.hidden = True, False
            case "vanish" if self.in_run:
                self.hidden = _value(attributes) not in _OFF
            case "t" | "delText":
                self.in_text = True
            case "tab" if self.in_run:
                self._words(" ")
            case "br" | "cr" if self.in_run:
                self._break()
            case "noBreakHyphen":
                self._words("-")
            case "tr":
                self._break()
                self.rows.append(Row())
                self.row_gone.append(False)
            case "trPr":
                self.in_row_properties = True
            case "del" if self.in_row_properties and self.rows:
                self.gone += not self.row_gone[-1]
                self.row_gone[-1] = True
            case "tc" if self.rows:
                self._open_cell()
                self.cell_gone.append(False)
            case "cellDel" if self.cell_gone and not self.cell_gone[-1]:
                self.cell_gone[-1] = True
                self.gone += 1
            case "gridSpan" if self.rows:
                for _more in range(min(_whole(_value(attributes), 1), 30) - 1):
                    self.rows[-1].tabs.append(self.writer.sign("\t"))
                self.cell_from[-1] = self.writer.size
            case _ if tag in _GONE:
                self.gone += 1

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        match _plain(name):
            case "t" | "delText":
                self.in_text = False
            case "r":
                self.in_run = self.hidden = False
            case "p" if self.open:
                self.open.pop()
            case "txbxContent":
                self._break()
            case "trPr":
                self.in_row_properties = False
            case "del" if self.in_row_properties:
                pass
            case "tc" if self.rows and self.cell_from:
                self.gone -= self.cell_gone.pop()
                self.rows[-1].lengths.append(self.writer.size - self.cell_from.pop())
            case "tr" if self.rows:
                self.gone -= self.row_gone.pop()
                self.writer.end_row(self.rows.pop())
                self._break()
            case tag if tag in _GONE and self.gone:
                self.gone -= 1

    def words(self, words: str) -> None:
        if self.in_text and not self.skipping:
            self._words(words)

    def finish(self) -> None:
        """What was still open at the end of the part."""
        self.rows.clear()
        self.cell_from.clear()
        self.writer.line()
        self._write_removed()

    def _words(self, words: str) -> None:
        words = words.replace("\n", " ").replace("\t", " ")
        if self.gone or self.hidden:
            self.removed.append(("deleted" if self.gone else "hidden", words))
            return
        here = str(self.open[-1] if self.open else self.paragraphs)
        if self.fresh:
            self.fresh = False
            number, level = self.numbered or self.numbers.styles.get(self.style, ("", 0))
            self.writer.put(
                self.numbers.label(number or self.numbers.styles.get(self.style, ("", 0))[0], level), self.kind, here
            )
        self.writer.put(words, self.kind, here)

    def _write_removed(self) -> None:
        """What is gone from the last paragraph, on lines of its own; inside a table it waits for the end of the row."""
        if self.rows or not self.removed:
            return
        self.writer.line()
        for reason in ("deleted", "hidden"):
            start = self.writer.size
            self.writer.put(
                "".join(words for why, words in self.removed if why == reason), self.kind, str(self.paragraphs)
            )
            self.writer.set_aside(start, reason)
            self.writer.line()
        self.removed.clear()

    def _break(self) -> None:
        """End the line; inside a row remember the break, as short cells are joined again."""
        writer = self.writer
        if self.cell_from and writer.size == self.cell_from[-1]:
            return
        place = writer.line()
        if place is not None and self.rows and self.cell_from:
            self.rows[-1].breaks.append(place)

    def _open_cell(self) -> None:
        row, writer = self.rows[-1], self.writer
        if row.lengths:
            if writer.pieces and writer.pieces[-1] == "\n" and row.breaks and row.breaks[-1] == len(writer.pieces) - 1:
                # the break that ended the last cell becomes the border
                row.breaks.pop()
                writer.pieces[-1] = "\t"
                row.tabs.append(len(writer.pieces) - 1)
            else:
                row.tabs.append(writer.sign("\t"))
        self.cell_from.append(writer.size)
