"""What is shown, as xlsx: title, scope, the moment it is true for, the head of the newest seal, then the same rows."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from taizhang.ledger import seals
from taizhang.lib import clock
from taizhang.lib.xlsx import Sheet, Value, write_sheet
from taizhang.ui.formats import moment_full

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(
    *,
    title: str,
    scope: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    total: Sequence[Value] = (),
    at: datetime | None = None,
    widths: Sequence[int] = (),
) -> HttpResponse:
    """One table as a file to keep. ``at`` is the moment the figures are true for, now when none is given."""
    sheet = Sheet(title=title, heads=heads, rows=rows, notes=notes(scope, at), total=total, widths=widths)
    response = HttpResponse(write_sheet(sheet), content_type=XLSX)
    name = f"{title} {clock.today().isoformat()}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def notes(scope: str, at: datetime | None) -> list[str]:
    """The lines above a table that leaves the house."""
    newest = seals.newest_seal()
    said = [scope, _("As of %(moment)s") % {"moment": moment_full(at or clock.now())}]
    if newest is not None:
        said.append(_("Head of the newest seal: %(head)s") % {"head": seals.head_of(newest)})
    return [line for line in said if line]
