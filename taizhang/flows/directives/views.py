"""The page of a directive, what a unit has of them, and what the pages of notice, programme and unit take in (R3-07)."""

from functools import partial
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.flows.directives import chain
from taizhang.flows.directives.forms import GiveForm, LinkForm
from taizhang.flows.supplement.concerned import units_taking_part
from taizhang.ground.duties.resting import resting
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Tag
from taizhang.ground.records.models import Record, Sight
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui import parts
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.documents.rules import may_read_inbox, may_write_documents
from taizhang.work.notices import queries, rules
from taizhang.work.notices.handing import actions as handing
from taizhang.work.notices.handing.queries import given_to, owed_by
from taizhang.work.notices.lines import line_of
from taizhang.work.notices.tags import actions as tags
from taizhang.work.notices.tags.queries import directives_of
from taizhang.work.notices.tags.rules import KEEPING, may_tag

# What a unit does that can carry a directive out, by record type.
CARRIES = ("meetings.task", "meetings.meeting", "plans.plan", "learning.session", "documents.document")
MOST_OFFERED = 40
# How many gaps stand open on the page, and how many units a press shows.
SHOWN, MOST_LISTED = 8, 400


@signed_in
@require_safe
def directive(request: Asked, record: int) -> HttpResponseBase:
    """A directive with what follows from it: gaps first, then unit by unit how far each task is."""
    found = chain.directive_for(request.viewer, record)
    offered = offered_for(request.viewer, found.record)
    is_office = bool(found.programme and rules.may_change_programme(request.viewer, found.programme))
    lines = parts.page_of(request, found.lines)
    page = {
        "directive": found,
        "page": lines,
        "rows": [(line, chain.name_of_task(line)) for line in lines],
        "gaps": [
            (found.without_task[:SHOWN], found.without_task[SHOWN:MOST_LISTED]),
            (found.bare[:SHOWN], found.bare[SHOWN:]),
        ],
        "sees_all": request.viewer.holds(found.record.unit),
        "form": LinkForm(records=offered) if offered else None,
        "may_give": is_office,
        "may_write": bool(may_write_documents(request.viewer, found.record.unit)),
    }
    return render(request, "flows/directive.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Give one sentence of an adopted notice to the units that have no task of it yet."""
    item = queries.item_for(request.viewer, record, number)
    programme = item.notice.programme or item.notice.supplements
    if programme is None or not item.is_kept:
        raise Http404
    rules.may_change_programme(request.viewer, programme).demand()
    known = set(given_to(item.record).values_list("unit", flat=True)) if item.record else set()
    units = [unit for unit in [*units_taking_part(programme)] if unit.pk not in known]
    form = GiveForm(request.POST if request.method == "POST" else None, units=units, due_on=chain.day_of(item))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = handing.give_item(
                item=item, units=form.chosen(), due_on=said["due_on"], by=request.viewer.person, key=said["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Given and booked; it stands on the landing pages of the units now"))
            return redirect("flows:directive", made.pk)
    page = {
        "form": form,
        "title": _("Give it to units as a task"),
        "lead": line_of(item),
        "action": _("Give it to these units"),
        "cancel_url": reverse("flows:directive", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_POST
def link(request: Asked, record: int) -> HttpResponseBase:
    """Say that something a unit does already carries the directive out."""
    found = chain.directive_for(request.viewer, record)
    form = LinkForm(request.POST, records=offered_for(request.viewer, found.record))
    if not form.is_valid():
        raise Refusal("unknown_task", _("Choose a task or record of a unit whose books you keep."))
    said = form.cleaned_data
    tags.tag_record(record=said["task"], target=f"directive-{record}", by=request.viewer.person, key=said["key"])
    say(request, _("What this serves is noted and booked"))
    return redirect("flows:directive", record)


@signed_in
@require_POST
def report(request: Asked, unit: int, record: int) -> HttpResponseBase:
    """Report a task done for a unit, or take the report back."""
    held, task = get_object_or_404(Unit, pk=unit), get_object_or_404(Record, pk=record)
    rules.may_report_task(request.viewer, held).demand()
    asked: dict[str, Any] = {"record": task, "unit": held, "by": request.viewer.person}
    if "undo" in request.GET or request.POST.get("off"):
        said = _("The report is taken back; the unit owes it again")
        press(request, partial(handing.take_back_report, **asked), done=said)
    else:
        back = reverse("flows:report_task", args=[unit, record]) + "?undo=1"
        press(request, partial(handing.report_task, **asked), done=_("Reported done and booked"), undo_url=back)
    if request.htmx:
        return render(request, "flows/directives_panel.html", _panel(request, held, oob=True))
    return redirect("flows:unit_directives", unit)


@signed_in
@require_safe
def of_unit(request: Asked, unit: int) -> HttpResponseBase:
    """All that directs a unit and how far it is with each task of it."""
    held = get_object_or_404(Unit, pk=unit)
    may_read_inbox(request.viewer, held).demand()
    found = chain.directives_of_unit(request.viewer, held)
    page = _panel(request, held) | {
        "directives": [(one, [(line, chain.name_of_task(line)) for line in one.lines]) for one in found],
        "open": sum(len(one.lines) - one.done for one in found),
        "overdue": sum(one.overdue for one in found),
    }
    return render(request, "flows/unit_directives.html", page)


@signed_in
@require_safe
def panel(request: Asked, unit: int) -> HttpResponseBase:
    """For a unit's landing page: the tasks given to it from above that are open, with one press to report each."""
    held = get_object_or_404(Unit, pk=unit)
    may_read_inbox(request.viewer, held).demand()
    return render(request, "flows/directives_panel.html", _panel(request, held))


@signed_in
@require_safe
def of_programme(request: Asked, record: int) -> HttpResponseBase:
    """For a programme's page: what directs it, and how much of each is carried out."""
    programme = queries.programme_for(request.viewer, record)
    found = chain.directives_of_programme(request.viewer, programme)
    return render(request, "flows/programme_directives.html", {"directives": found})


@signed_in
@require_safe
def way(request: Asked, record: int) -> HttpResponseBase:
    """For the page of a notice or document: the way to what is carried out of it, with how much is."""
    return render(request, "flows/directive_way.html", {"directive": chain.directive_for(request.viewer, record)})


def offered_for(viewer: Viewer, directive: Record) -> list[Record]:
    """Records of the units whose books the viewer keeps that a directive reaches, which do not say so yet; newest first."""
    own = Unit.objects.filter(pk__in=[grant.unit for grant in viewer.grants if grant.role in KEEPING])
    reached = [unit.pk for unit in own if any(one.pk == directive.pk for one in directives_of(unit))]
    rows = Record.objects.filter(unit__in=reached, type__in=CARRIES, sight=Sight.OPEN).select_related("unit")
    rows = rows.exclude(pk__in=Tag.objects.filter(directive=directive).values("record")).exclude(pk=directive.pk)
    return [row for row in rows.order_by("-on", "-pk")[:MOST_OFFERED] if may_tag(viewer, row)]


def _panel(request: Asked, unit: Unit, *, oob: bool = False) -> dict[str, Any]:
    duties = list(owed_by(unit))
    return {
        "unit": unit,
        "duties": duties,
        "resting": resting(duties),
        "may_report": bool(rules.may_report_task(request.viewer, unit)),
        "today": clock.today(),
        "oob": oob,
    }
