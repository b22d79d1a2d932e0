"""Workbooks and tables as text: each row a line, its cells parted by tabs, every cell with its place (时间表!B3)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from taizhang.work.notices.reading.containers import Package, told_damage
from taizhang.work.notices.reading.extracting import SourceKind, SourceText, Writer

# beyond this it is a list of people or goods, not an annex that sets steps
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5000, 60, 30
_SEPARATORS = ",\t;，"


def read_xlsx(data: bytes) -> SourceText:
    """The text of all sheets of an xlsx file that are not hidden."""
    Package(data)
    writer = Writer()
    with told_damage():
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state != "visible":
                continue
            # sizes that other programs write into a file are often wrong
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            _write_rows(writer, sheet.title, rows)
    return writer.source("xlsx")


def read_xls(data: bytes) -> SourceText:
    """The text of all sheets of an old workbook. Native code reads it: see `apart`."""
    writer = Writer()
    with told_damage():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names[:MOST_SHEETS]:
            _write_rows(writer, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS))
    return writer.source("xls")


def read_csv(text: str, encoding: str) -> SourceText:
    """The text of a table whose cells are parted by commas, semicolons or tabs."""
    head = text.lstrip("\ufeff\r\n")[:4000].split("\n", 1)[0]
    writer = Writer()
    with told_damage():
        rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=max(_SEPARATORS, key=head.count))
        _write_rows(writer, "", rows)
    kind: SourceKind = "csv"
    return writer.source(kind, encoding)


def _write_rows(writer: Writer, sheet: str, rows: Iterable[Sequence[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            break
        cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        last = max((place for place, words in enumerate(cells, start=1) if words), default=0)
        if not last:
            continue
        writer.line()
        for place, words in enumerate(cells[:last]):
            if place:
                writer.sign("\t")
            cell = f"{get_column_letter(place + 1)}{number}"
            writer.put(words, "cell", f"{sheet}!{cell}" if sheet else cell)
    writer.line()


def _text(cell: Any) -> str:
    """A cell as a person reads it: days as Chinese days, whole numbers without a point, one line."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return " ".join(str(cell).split())
