"""Sheets of the office: a series, a draft, its annexes and tasks, issue and revoking."""

import uuid
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Denied, Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.documents import actions, queries, rules
from taizhang.work.documents.actions.issuing import next_serial
from taizhang.work.documents.forms import (
    DocumentForm,
    IssueForm,
    RevokeForm,
    SeriesForm,
    TaskForm,
    document_initial,
    uploads,
)
from taizhang.work.documents.models import Document


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: Asked) -> HttpResponseBase:
    """Open a series of numbers."""
    _demand_office(request)
    form = SeriesForm(request.POST or None, viewer=request.viewer, initial=_series_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_series(by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The series is open. The first document in it gets number 1."))
            return redirect("documents:new")
    page = {
        "form": form,
        "title": _("Open a series of numbers"),
        "lead": _("Each series numbers its documents from 1 each year, without gaps."),
        "action": _("Open the series"),
        "cancel_url": reverse("documents:documents"),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """Begin a document; ``?cites=`` and ``?citation=`` name what it is founded on, ``?programme=`` what it is about."""
    _demand_office(request)
    if not queries.series_for(request.viewer).exists():
        return redirect("documents:new_series")
    return _sheet(request, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int) -> HttpResponseBase:
    """State a draft anew."""
    held = queries.document_for(request.viewer, record)
    rules.may_change_draft(request.viewer, held).demand()
    return _sheet(request, held)


@signed_in
@require_POST
def remove_annex(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Take an annex off a draft."""
    held = queries.document_for(request.viewer, record)
    file = queries.annex_of(request.viewer, record, number)
    actions.remove_annex(document=held, file=file.pk, by=request.viewer.person, key=sent_key(request))
    say(request, _("The annex %(name)s is taken off") % {"name": file.name})
    return redirect("documents:document", record)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: Asked, record: int) -> HttpResponseBase:
    """Let a draft add, ease or pause something for its units."""
    held = queries.document_for(request.viewer, record)
    rules.may_change_draft(request.viewer, held).demand()
    form = TaskForm(request.POST or None, document=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_task(document=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("It stands in the draft; units see it once the document is sent"))
            return redirect("documents:document", record)
    page = {
        "form": form,
        "title": _("What the document adds or eases"),
        "lead": _("Easing and pausing hold for the days of the document. They move reminders and no figure."),
        "action": _("Put it into the draft"),
        "cancel_url": reverse("documents:document", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove_task(request: Asked, record: int) -> HttpResponseBase:
    """Take a task off a draft."""
    task = queries.task_of_record(request.viewer, record)
    actions.remove_task(task=task, by=request.viewer.person, key=sent_key(request))
    say(request, _("It is taken out of the draft"))
    return redirect("documents:document", task.document.record_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Asked, record: int) -> HttpResponseBase:
    """Give a draft its number and issue it."""
    held = queries.document_for(request.viewer, record)
    rules.may_change_draft(request.viewer, held).demand()
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.issue_document(document=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            number = Document.objects.select_related("series").get(pk=made.pk).number
            say(request, _("Issued as %(number)s and booked. Now send it.") % {"number": number})
            return redirect("documents:send", record)
    today = clock.today()
    words = {"code": held.series.code, "year": today.year, "serial": next_serial(held.series, today)}
    page = {
        "form": form,
        "title": _("Issue %(title)s") % {"title": held.title},
        "lead": _("It gets the next number, today %(code)s〔%(year)s〕%(serial)s号, and is not changed any more.")
        % words,
        "action": _("Issue under the next number"),
        "cancel_url": reverse("documents:document", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: Asked, record: int) -> HttpResponseBase:
    """Revoke an issued document with the reason."""
    held = queries.document_for(request.viewer, record)
    rules.may_send(request.viewer, held).demand()
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_document(document=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The document is revoked and booked back; its number stays used"))
            return redirect("documents:document", record)
    page = {
        "form": form,
        "title": _("Revoke %(number)s") % {"number": held.number},
        "lead": _(
            "Units see it struck with the reason and owe nothing for it any more. The number is not given again."
        ),
        "action": _("Revoke the document"),
        "cancel_url": reverse("documents:document", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


def _sheet(request: Asked, held: Document | None) -> HttpResponseBase:
    initial = document_initial(held) if held else _from_address(request)
    form = DocumentForm(
        request.POST or None, request.FILES or None, viewer=request.viewer, document=held, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _keep(request, form, held)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The draft is kept. Read it through, then issue it."))
            return redirect("documents:document", made.record_id)
    page = {
        "form": form,
        "upload": True,
        "title": _("Change the draft") if held else _("Write a document"),
        "action": _("Keep the draft"),
        "cancel_url": reverse("documents:document", args=[held.record_id]) if held else reverse("documents:documents"),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


def _keep(request: Asked, form: DocumentForm, held: Document | None) -> Document:
    """The draft and its new annexes; each file has a key of its own made from that of the sheet."""
    person, key = request.viewer.person, form.cleaned_data["key"]
    new_document = form.new_document()
    if held is None:
        made = actions.draft_document(new=new_document, by=person, key=key)
    else:
        made = actions.change_draft(document=held, new=new_document, by=person, key=key)
    for number, file in enumerate(uploads(form), start=1):
        part = uuid.uuid5(key, f"annex {number}")
        actions.add_annex(document=made, name=file.name or "", content=file.read(), by=person, key=part)
    return made


def _from_address(request: Asked) -> dict[str, Any]:
    return {
        "cites": request.GET.getlist("cites"),
        "citations": request.GET.get("citation", "")[:200],
        "programme": number_in(request.GET.get("programme", "")),
    }


def _demand_office(request: Asked) -> None:
    if not request.viewer.holds_anywhere(RoleKind.OFFICE):
        Denied(_("Only a campaign office writes documents."), code="not_office").demand()


def _series_initial(request: Asked) -> dict[str, Any]:
    """The names that the unit's own leading group office has, when the roll knows one."""
    own = [grant.unit for grant in request.viewer.grants if grant.role == RoleKind.OFFICE]
    unit = get_object_or_404(Unit, pk=own[0])
    body = Body.objects.filter(unit=unit, kind=BodyKind.OFFICE, dissolved_on__isnull=True).order_by("pk").first()
    issuer = body.name if body else unit.name
    return {"issuer": issuer[:80], "mark": f"{issuer}文件"[:40]}
