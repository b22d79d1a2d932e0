"""What units received: the inbox, the panel on their landing pages, one click for a receipt or for a task done."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.ground.duties.resting import resting
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui import parts
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import refuse, say
from taizhang.work.documents import actions, queries, rules


@signed_in
@require_safe
def inbox(request: Asked, unit: int) -> HttpResponseBase:
    """All papers that a unit received, the newest first."""
    found = queries.inbox_of(request.viewer, unit)
    page = _page(request, found) | {"page": parts.page_of(request, found.papers)}
    return render(request, "documents/inbox.html", page)


@signed_in
@require_safe
def panel(request: Asked, unit: int) -> HttpResponse:
    """For the landing page of a unit: what is to be confirmed, done, and what is eased these days."""
    found = queries.inbox_of(request.viewer, unit)
    return render(request, "documents/panel.html", _page(request, found))


@signed_in
@require_POST
def confirm(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """Confirm a receipt with one click; the panel comes back without the paper."""
    held = get_object_or_404(Unit, pk=unit)
    paper = get_object_or_404(Record, pk=record)
    rules.may_take_in(request.viewer, held).demand()

    actions.confirm_receipt(record=paper, unit=held, by=request.viewer.person, key=sent_key(request))
    say(request, _("Receipt of %(title)s is confirmed and booked") % {"title": paper.title})
    return _after(request, held)


@signed_in
@require_POST
def done(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """Report a task of a document done, or (with ``?undo=``) take the report back."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_take_in(request.viewer, held).demand()
    task = queries.task_of_record(request.viewer, record)
    if "undo" in request.GET:
        actions.take_back_done(task=task, unit=held, by=request.viewer.person, key=sent_key(request))
        say(request, _("The report is taken back; the unit owes the task again"))
        return _after(request, held)
    try:
        actions.report_done(task=task, unit=held, by=request.viewer.person, key=sent_key(request))
    except Refusal as refusal:
        if not request.htmx or refusal.code != "not_owed":
            raise
        refuse(request, str(refusal.reason))
    else:
        back = reverse("documents:done", args=[unit, record]) + "?undo=1"
        say(request, _("%(what)s is reported done and booked") % {"what": task.what}, undo_url=back)
    return _after(request, held)


def _after(request: Asked, unit: Unit) -> HttpResponseBase:
    """The panel anew to htmx, else the page that the unit's papers stand on."""
    if not request.htmx:
        return redirect("documents:inbox", unit.pk)
    page = _page(request, queries.read_inbox(unit)) | {"oob": True}
    return render(request, "documents/panel.html", page)


def _page(request: Asked, found: queries.Inbox) -> dict[str, object]:
    duties = [duty for _paper, _task, duty in found.owed if duty]
    return {
        "inbox": found,
        "resting": resting(duties),
        "unit": found.unit,
        "today": clock.today(),
        "may_take_in": bool(rules.may_take_in(request.viewer, found.unit)),
    }
