"""Tables of curriculum as xlsx, exactly as shown."""

from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpResponse

from taizhang.lib import clock
from taizhang.lib.xlsx import Sheet, Value, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(*, title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> HttpResponse:
    """One table as a file to keep."""
    content = write_sheet(Sheet(title=title, heads=heads, rows=rows))
    response = HttpResponse(content, content_type=XLSX)
    name = quote(f"{title} {clock.today().isoformat()}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
