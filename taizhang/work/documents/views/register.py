"""The register of what was issued, one document, and its sheet on paper."""

import io
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from taizhang.ground.duties.resting import units_at_rest
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.records.actions import file_content
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.xlsx import Sheet, Value, write_sheet
from taizhang.ui import formats, parts
from taizhang.work.documents import layout, queries, rules
from taizhang.work.documents.duties import RECEIPT
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.models import Dispatch, Document
from taizhang.work.documents.views import papers

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def documents(request: Asked) -> HttpResponseBase:
    """What was issued, the newest first; who only receives finds the inbox of the unit."""
    is_office = request.viewer.holds_anywhere(RoleKind.OFFICE)
    inboxes = queries.inboxes_of(request.viewer)
    rows = list(queries.documents_for(request.viewer))
    if not is_office and not rows and len(inboxes) == 1:
        return papers.inbox(request, inboxes[0].pk)
    states = [("", _("All"), None), *((state.value, str(state.label), None) for state in DocumentState)]
    chosen = request.GET.get("state", "")
    shown = [row for row in rows if row.state == chosen] if chosen in DocumentState.values else rows
    receipts = queries.receipts_among(shown)
    if request.GET.get("export") == "xlsx":
        return _export(shown, receipts)
    page = parts.page_of(request, shown)
    context = {
        "page": page,
        "rows": [(row, receipts.get(row.record_id)) for row in page],
        "choices": parts.choices(request, "state", states),
        "is_filtered": bool(chosen),
        "is_office": is_office,
        "has_series": is_office and queries.series_for(request.viewer).exists(),
        "inboxes": inboxes,
        "waiting": sum(sent - received for received, sent in receipts.values()),
    }
    return render(request, "documents/documents.html", context)


@signed_in
@require_safe
def document(request: Asked, record: int) -> HttpResponseBase:
    """One document: its words, what it stands on, and who has it."""
    found = queries.document_for(request.viewer, record)
    receipts = queries.receipts_of(request.viewer, found)
    sees_all = request.viewer.holds(found.unit)
    own = [one for one in receipts if rules.may_take_in(request.viewer, one.unit)]
    context = {
        "document": found,
        "paragraphs": list(layout.paragraphs_of(found.text)),
        "annexes": queries.annexes_of(found),
        "bases": [(basis, address_of(basis.record)) for basis in found.bases.select_related("record")],
        "tasks": queries.tasks_of(request.viewer, found),
        "receipts": receipts,
        "confirmed": [one for one in receipts if one.received_on],
        "missing": [one for one in receipts if not one.received_on],
        "to_confirm": [one for one in own if not one.received_on],
        "sees_all": sees_all,
        "today": clock.today(),
        "resting": units_at_rest(kind=RECEIPT, units=[one.unit_id for one in receipts], on=clock.today()),
        "may_change": rules.may_change_draft(request.viewer, found),
        "may_send": rules.may_send(request.viewer, found),
        "is_office": bool(rules.may_write_documents(request.viewer, found.unit)),
        "why_revoked": queries.why_revoked(found) if found.state == DocumentState.REVOKED else "",
    }
    if request.GET.get("export") == "xlsx" and sees_all:
        return _export_receipts(found, receipts)
    return render(request, "documents/document.html", context)


@signed_in
@require_safe
def sheet(request: Asked, record: int) -> HttpResponseBase:
    """The document on paper in official layout (R4-38): A4, red head, number, title, foot."""
    found = queries.document_for(request.viewer, record)
    context = {
        "document": found,
        "paragraphs": list(layout.paragraphs_of(found.text)),
        "annex_lines": layout.annex_lines(queries.annexes_of(found)),
        "mark_size": layout.size_of_mark(found),
        "day": layout.chinese_day(found.dated_on),
    }
    return render(request, "documents/sheet.html", context)


@signed_in
@require_safe
def annex(request: Asked, record: int, number: int) -> HttpResponseBase:
    """One annex, always as a download."""
    file = queries.annex_of(request.viewer, record, number)
    content = io.BytesIO(file_content(file))
    return FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")


@signed_in
@require_safe
def task(request: Asked, record: int) -> HttpResponseBase:
    """The place of one task in its document, for whoever comes from a duty."""
    found = queries.task_of_record(request.viewer, record)
    return redirect(reverse("documents:document", args=[found.document.record_id]) + f"#task-{found.number}")


def address_of(record: Record | None) -> str:
    """The page of a record: type ``notices.notice`` has the address ``notices:notice``; nothing when there is none."""
    if record is None:
        return ""
    try:
        return reverse(record.type.replace(".", ":", 1), args=[record.pk])
    except NoReverseMatch:
        return ""


def _export(rows: Sequence[Document], receipts: Mapping[int, tuple[int, int]]) -> HttpResponse:
    heads = (
        pgettext("of a document", "Number"),
        _("Title"),
        pgettext("of a document", "Kind"),
        _("Date of the document"),
        _("Confirmed"),
        _("Sent to"),
    )
    table = [
        (row.number, row.title, row.get_kind_display(), row.dated_on, *receipts.get(row.record_id, (0, 0)))
        for row in rows
    ]
    return answer(_("Documents issued"), heads, table)


def _export_receipts(found: Document, receipts: Sequence[Dispatch]) -> HttpResponse:
    heads = (_("Code"), _("Unit"), _("Sent on"), _("Confirmed on"), _("Confirmed by"))
    table = [
        (
            one.unit.code,
            one.unit.name,
            one.sent_on,
            one.received_on,
            one.received_by.name if one.received_by else "",
        )
        for one in receipts
    ]
    return answer(_("Receipts of %(number)s") % {"number": found.number}, heads, table)


def answer(title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> HttpResponse:
    """One table as a file to keep, with the day it is true for."""
    notes = [_("As of %(day)s") % {"day": formats.day_full(clock.today())}]
    response = HttpResponse(write_sheet(Sheet(title, heads, rows, notes=notes)), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response
