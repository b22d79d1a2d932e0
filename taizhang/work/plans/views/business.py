"""The busy times of a unit, what clashes with them, and its working time."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.calendar.queries import hours_of, nearness_in, sessions_near
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.plans import actions, queries
from taizhang.work.plans.forms import EventForm, WorkingTimeForm
from taizhang.work.plans.models import BusinessEvent
from taizhang.work.plans.rules import may_keep_plan, may_see_plans


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def events(request: Asked, unit: int) -> HttpResponseBase:
    """The busy times of a unit to come, sessions and plan items that lie too near them, and a sheet for one more."""
    held = get_object_or_404(Unit, pk=unit)
    may_see_plans(request.viewer, held).demand()
    may_keep = may_keep_plan(request.viewer, held)
    if request.method == "POST":
        may_keep.demand()
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.note_event(unit=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _tell(request, event)
            return redirect("plans:events", unit)
    return render(
        request,
        "plans/events.html",
        {
            "unit": held,
            "form": form,
            "may_keep": may_keep,
            "events": queries.business_of(request.viewer, held),
            "near": nearness_in(held),
            "items": queries.items_near(held),
            "hours": hours_of(held),
            "today": clock.today(),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: Asked, record: int) -> HttpResponseBase:
    """One busy time: what lies near it, and the sheet that moves it."""
    held = get_object_or_404(BusinessEvent.objects.select_related("unit", "record"), record=record)
    may_see_plans(request.viewer, held.unit).demand()
    may_keep = may_keep_plan(request.viewer, held.unit)
    if request.method == "POST":
        may_keep.demand()
    initial = {
        "title": held.title,
        "kind": held.kind,
        "starts_on": held.starts_on,
        "ends_on": held.ends_on if held.ends_on != held.starts_on else None,
    }
    form = EventForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.change_event(event=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _tell(request, moved)
            return redirect("plans:event", record)
    context = {"unit": held.unit, "event": held, "form": form, "may_keep": may_keep and not held.is_withdrawn}
    return render(request, "plans/event.html", context)


@signed_in
@require_POST
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take a busy time back."""
    held = get_object_or_404(BusinessEvent.objects.select_related("unit"), record=record)
    may_keep_plan(request.viewer, held.unit).demand()
    actions.withdraw_event(event=held, by=request.viewer.person, key=sent_key(request))
    say(request, _("“%(title)s” is taken back; nothing keeps away from it any more.") % {"title": held.title})
    return redirect("plans:events", held.unit_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def working_time(request: Asked, unit: int) -> HttpResponseBase:
    """When the unit works; it holds for the units beneath until one says its own."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_plan(request.viewer, held).demand()
    now = hours_of(held)
    initial = {
        "days": list(now.days),
        "opens_at": now.opens_at,
        "closes_at": now.closes_at,
        "days_apart": now.days_apart,
    }
    form = WorkingTimeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_working_time(unit=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The working time is kept; it holds for the units beneath too, until one says its own."))
            return redirect("plans:events", unit)
    return render(
        request,
        "ui/form.html",
        {
            "form": form,
            "title": _("Working time"),
            "lead": _("It holds for the units beneath too, until one says its own. Free days are offered inside it."),
            "action": _("Save"),
            "cancel_url": reverse("plans:events", args=[unit]),
        },
    )


def _tell(request: Asked, held: BusinessEvent) -> None:
    """Say what was noted, and how many sessions lie too near it now."""
    occasion = queries.occasion_of(held)
    number = len(sessions_near(occasion)) if occasion else 0
    said = _("“%(title)s” stands in the calendar.") % {"title": held.title}
    if number:
        said += " " + _("Sessions that lie too near it: %(number)s.") % {"number": number}
    say(request, said)
