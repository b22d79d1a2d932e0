"""The journal of the ledger, its seals, and the head to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import export
from taizhang.oversight.dashboards.queries import journal as queries
from taizhang.ui import parts


@signed_in
@require_safe
def ledger(request: Asked) -> HttpResponse:
    """Entries by position, the newest first, as far as the reader's roles reach."""
    raw = request.GET.get("before", "")
    before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
    page = queries.journal(request.viewer, before=before, check=request.GET.get("check") == "newest")
    if request.GET.get("export") == "xlsx":
        rows: list[list[Value]] = [
            [one.position, one.posted_at, one.source.on, one.source.unit.name, one.source.title, queries.say_kinds(one)]
            for one in page.entries
        ]
        return export.answer(
            title=_("Journal"),
            scope="",
            heads=[
                _("Position"),
                _("Booked at"),
                pgettext("account", "Day"),
                _("Unit"),
                pgettext("account", "What"),
                _("Lines"),
            ],
            rows=rows,
            widths=[10, 18, 12, 20, 36, 36],
        )
    return render(
        request,
        "dashboards/ledger.html",
        {
            "page": page,
            "rows": [(one, queries.say_kinds(one)) for one in page.entries],
            "older_url": parts.query_with(request.GET, before=page.older, check=None) if page.older else "",
            "newest_url": parts.query_with(request.GET, before=None) if before else "",
            "check_url": parts.query_with(request.GET, check="newest"),
        },
    )
