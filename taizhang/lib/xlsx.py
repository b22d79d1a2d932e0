"""Writing one table as an xlsx file: what it is, for whom, as of when, then heads, rows and a sum.

Every value is written as what it is: a text that begins with ``=`` stays a text and is never run as a formula.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Value = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``notes`` stand above it, one a row: scope, as-of, head of the newest seal."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()
    total: Sequence[Value] = ()
    widths: Sequence[int] = field(default_factory=tuple)


def write_sheet(sheet: Sheet) -> bytes:
    """The xlsx file that holds ``sheet``."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title=_name(sheet.title))
    for place in range(len(sheet.heads)):
        page.column_dimensions[get_column_letter(place + 1)].width = (
            sheet.widths[place] if place < len(sheet.widths) else 16
        )
    page.freeze_panes = f"A{len(sheet.notes) + 3}"
    bold = Font(bold=True)

    def cells(values: Sequence[Value], font: Font | None = None) -> list[Cell]:
        made: list[Cell] = []
        for value in values:
            cell: Cell = WriteOnlyCell(page)
            cell.value = _written(value)
            if isinstance(value, str):
                cell.data_type = "s"
            if font:
                cell.font = font
            made.append(cell)
        return made

    page.append(cells([sheet.title], Font(bold=True, size=14)))
    for note in sheet.notes:
        page.append(cells([note]))
    page.append(cells(sheet.heads, bold))
    for row in sheet.rows:
        page.append(cells(row))
    if sheet.total:
        page.append(cells(sheet.total, bold))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _name(title: str) -> str:
    """A title as the name of a page: without what such names may not hold."""
    return "".join(c for c in ILLEGAL_CHARACTERS_RE.sub("", title) if c not in r"[]:*?/\\")[:31] or "1"


def _written(value: Value) -> Value:
    """Moments in local time; texts without the control characters that XML cannot hold."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
