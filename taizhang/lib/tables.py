"""Tables that people hand in: rows out of xlsx and csv, whoever wrote them, one at a time.

A row is a tuple of trimmed texts; dates come as ISO text, whole numbers without a point. Empty rows are left out, their
numbers stay as in the file, so that an error leads to the right line.
"""

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from charset_normalizer import from_bytes
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS = 1_000_000
# a packed sheet that swells beyond this is not a table that a person wrote
MOST_BYTES = 1024 * 1024 * 1024
# a million names, numbers and categories are some 100 MB
MOST_TEXTS = 256 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "gb18030", "big5")
_SAMPLE = 200_000

Row = tuple[int, tuple[str, ...]]


class BadTable(Exception):
    """A file that is no readable table; ``code`` says why: empty_file, not_a_table, unknown_encoding, too_large,
    too_many_rows."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_rows(path: Path) -> Iterator[Row]:
    """(row number from 1, cells) of the first sheet of an xlsx or of a csv file, without loading it whole.

    Raises `BadTable`.
    """
    if not path.exists() or path.stat().st_size == 0:
        raise BadTable("empty_file")
    rows = _xlsx_rows(path) if zipfile.is_zipfile(path) else _csv_rows(path)
    for number, cells in rows:
        if number > MOST_ROWS:
            raise BadTable("too_many_rows")
        if any(cells):
            yield number, cells


def _xlsx_rows(path: Path) -> Iterator[Row]:
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        # what is said of a part here is all that is ever unpacked of it; the texts are held at once, the rows are not
        texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
        if sum(part.file_size for part in parts) > MOST_BYTES or texts > MOST_TEXTS:
            raise BadTable("too_large")
    try:
        # opened here, as a name without .xlsx would be refused
        with path.open("rb") as held:
            book = load_workbook(held, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # sizes that other programs write into a file are often wrong
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield number, tuple(_text(cell) for cell in row)
    except (InvalidFileException, KeyError, IndexError, ValueError, ParseError, zipfile.BadZipFile) as error:
        raise BadTable("not_a_table") from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _csv_rows(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as lines:
        head = lines.readline()
        lines.seek(0)
        separator = max(",\t;，", key=head.count) if head else ","
        try:
            for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
                yield number, tuple(cell.strip() for cell in row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadTable("not_a_table") from error


def encoding_of(path: Path) -> str:
    """The encoding of a text file: UTF-8 and the Chinese ones are tried first, then it is guessed from a sample."""
    with path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample:
        raise BadTable("not_a_table")
    whole_lines = sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample
    for encoding in _ENCODINGS:
        try:
            whole_lines.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    guess = from_bytes(whole_lines).best()
    if guess is None:
        raise BadTable("unknown_encoding")
    return guess.encoding
