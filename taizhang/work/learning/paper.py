"""The sheet as a file: written in the layout of the grid, filled in elsewhere, read back as marks and as what is wrong."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.lib.tables import BadTable, read_rows
from taizhang.lib.xlsx import Sheet, Value, write_sheet
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.queries import Row

# What people draw into a box on paper, and therefore type.
DRAWN = {"√": Mark.PRESENT, "✓": Mark.PRESENT, "○": Mark.LEAVE, "△": Mark.DUTY, "×": Mark.ABSENT, "x": Mark.ABSENT}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be read: row of the file (0 when it is about none), field, and why."""

    row: int
    field: str
    why: str


def heads() -> list[str]:
    """The columns, in the reader's language."""
    return [_("No."), _("Roster number"), pgettext("of a person", "Name"), pgettext("of a roll-call", "Mark")]


def sheet_file(rows: Iterable[Row], title: str) -> bytes:
    """The sheet as xlsx, everybody marked as the grid proposes."""
    numbered: list[list[Value]] = [
        [place, row.code, row.name, str(row.mark.label)] for place, row in enumerate(rows, start=1)
    ]
    return write_sheet(Sheet(title=title, heads=heads(), rows=numbered, notes=[title], widths=[6, 16, 14, 12]))


def words_of_marks() -> dict[str, Mark]:
    """Every way to write a mark: its code, its word in each language of the product, what is drawn on paper."""
    found = dict(DRAWN)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(mark.label).casefold(): mark for mark in Mark}
    return found | {mark.value: mark for mark in Mark}


def read_sheet(upload: File[Any], rows: Sequence[Row]) -> tuple[dict[int, str], list[Wrong]]:
    """The marks in a file for the persons of a sheet, and what is wrong with it by row and field; nothing is written."""
    try:
        cells = _cells(upload)
    except BadTable:
        cells = []
    if not cells:
        return {}, [Wrong(0, _("File"), _("This file is no table that can be read. Fill in the sheet offered here."))]
    marks: dict[int, str] = {}
    wrong: list[Wrong] = []
    by_code = {row.code: row for row in rows}
    known = words_of_marks()
    for number, (_place, code, name, said, *_rest) in cells:
        told = _told(code, name, said, by_code, known)
        if isinstance(told, Mark):
            person = by_code[code].person
            if person in marks:
                wrong.append(Wrong(number, _("Roster number"), _("%(code)s stands here twice.") % {"code": code}))
            marks[person] = told.value
        else:
            wrong.append(Wrong(number, *told))
    left = [row.name for row in rows if row.person not in marks and row.of != "guest"]
    if left and not wrong:
        words = _("Not in the file, left as proposed: %(names)s.") % {"names": "、".join(left[:20])}
        wrong.append(Wrong(0, pgettext("of a person", "Name"), words))
    return marks, wrong


def _told(
    code: str, name: str, said: str, by_code: Mapping[str, Row], known: Mapping[str, Mark]
) -> Mark | tuple[str, str]:
    """The mark of one line, or which field is wrong and why."""
    row = by_code.get(code)
    if row is None:
        return _("Roster number"), _("%(code)s is not on this sheet.") % {"code": code or "—"}
    if name and name != row.name:
        words = {"code": code, "name": row.name}
        return pgettext("of a person", "Name"), _("%(code)s is %(name)s on this sheet.") % words
    mark = known.get(said.casefold()) if said else row.marks[0]
    if mark is None or mark not in row.marks:
        offered = "、".join(str(one.label) for one in row.marks)
        return pgettext("of a roll-call", "Mark"), _("Write one of: %(marks)s.") % {"marks": offered}
    return mark


def _cells(upload: File[Any]) -> list[tuple[int, list[str]]]:
    """(row number, cells) of the lines that begin with a number; titles and heads are passed over."""
    with tempfile.NamedTemporaryFile() as kept:
        for part in upload.chunks():
            kept.write(part)
        kept.flush()
        lines = [(number, [str(cell).strip() for cell in cells]) for number, cells in read_rows(Path(kept.name))]
    return [(number, [*cells, "", "", ""]) for number, cells in lines if cells and cells[0].isdecimal()]
