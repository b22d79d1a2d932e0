"""One plan: its page with the checks beside it, and the sheets that change a draft."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.queries import listed_things, programmes_of
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.plans import actions, queries
from taizhang.work.plans.actions.drafting import said_by
from taizhang.work.plans.checks import AT_MOST, Draft, planned_value
from taizhang.work.plans.forms import ActionForm, FrameForm, ItemForm
from taizhang.work.plans.frames import frame_of
from taizhang.work.plans.kinds import WRITABLE, PlanKind, PlanState
from taizhang.work.plans.models import Item, Plan, Version
from taizhang.work.plans.rules import may_decide_plan, may_keep_plan


def find(request: Asked, record: int) -> Plan:
    """The plan of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Plan, record=record)
    return queries.find_plan(request.viewer, record)


def writing(request: Asked, record: int) -> Version:
    """The version that is being written, for who may write it."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    version = queries.version_of(plan)
    if version.state not in WRITABLE:
        raise Refusal("not_open", _("Only a draft can be changed. Begin a new version."))
    return version


@signed_in
@require_safe
def plan(request: Asked, record: int) -> HttpResponse:
    """A plan as it stands: the version being written or the one that holds, or the one that ``?version=`` names."""
    held = find(request, record)
    asked = request.GET.get("version", "")
    try:
        version = queries.version_of(held, int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
    except Version.DoesNotExist as error:
        raise Http404 from error
    may_keep = may_keep_plan(request.viewer, held.unit)
    may_decide = may_decide_plan(request.viewer, version)
    context: dict[str, Any] = {
        "shown": queries.shown(request.viewer, version),
        "plan": held,
        "version": version,
        "unit": held.unit,
        "programme": held.programme,
        "is_themed": held.kind == PlanKind.THEMED,
        "may_keep": may_keep,
        "may_write": may_keep and version.state in WRITABLE,
        "may_decide": may_decide and version.state == PlanState.HANDED_IN,
        "may_not_decide": may_decide,
        "may_revise": may_keep and version.state == PlanState.APPROVED and not is_written(held),
        "states": PlanState,
    }
    return render(request, "plans/plan.html", context)


def is_written(held: Plan) -> bool:
    """Whether a newer version is under way."""
    return queries.version_of(held).state != PlanState.APPROVED


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: Asked, record: int) -> HttpResponseBase:
    """What the plan is for and what it asks of each member."""
    version = writing(request, record)
    initial = {"task": version.task, "asks": version.asks, "notes": version.notes, "essays": version.essays}
    form = FrameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_frame(version=version, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Saved. The checks beside the plan are done anew."))
            return redirect("plans:plan", record)
    return render(
        request,
        "ui/form.html",
        {
            "form": form,
            "title": _("Task and what is asked"),
            "lead": _("Filled from the programme; change what is different here."),
            "action": _("Save"),
            "cancel_url": reverse("plans:plan", args=[record]),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: Asked, record: int) -> HttpResponseBase:
    """One more item."""
    return _item_sheet(request, writing(request, record), None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Change an item."""
    version = writing(request, record)
    return _item_sheet(request, version, get_object_or_404(version.items, number=number))


@signed_in
@require_POST
def remove(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Take an item out of the draft."""
    version = writing(request, record)
    actions.remove_item(version=version, number=number, by=request.viewer.person, key=sent_key(request))
    say(request, _("Item %(number)s is out of the plan.") % {"number": number})
    return redirect("plans:plan", record)


def _item_sheet(request: Asked, version: Version, held: Item | None) -> HttpResponseBase:
    record = version.plan.record_id
    form = _form(request, version, held)
    if request.method == "POST" and form.is_valid():
        try:
            put = actions.put_item(
                version=version,
                new=form.said(),
                number=held.number if held else 0,
                by=request.viewer.person,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Item %(number)s is saved; the checks are done anew.") % {"number": put.number})
            return redirect("plans:new_item" if "more" in request.POST else "plans:plan", record)
    title = _("Item %(number)s") % {"number": held.number} if held else _("New item")
    context = {"form": form, "title": title, "plan": version.plan, "item": held}
    return render(request, "plans/item.html", context)


def _form(request: Asked, version: Version, held: Item | None) -> ItemForm | ActionForm:
    plan, data = version.plan, request.POST or None
    said = said_by(held) if held else None
    if plan.kind == PlanKind.THEMED:
        items = listed_things([plan.programme], version.list_name)
        people = [member.person for member in members_of(plan.unit, on=clock.today())]
        initial: dict[str, Any] = {"to_on": frame_of(version).ends_on}
        if said:
            initial = {"list_item": said.list_item, "content": said.content, "owner": said.owner, "to_on": said.to_on}
        return ActionForm(data, items=items, people=people, initial=initial)
    held_against = frame_of(version)
    bare = Draft("", "", None, None, ())
    unplaced = [
        demand
        for demand in held_against.demands
        if demand.operator != AT_MOST and planned_value(demand, bare, held_against) is None
    ]
    others = [programme for programme in programmes_of(plan.unit) if programme.pk != plan.programme_id]
    initial = {"from_on": max(held_against.starts_on, clock.today()), "minutes": 120}
    if said:
        initial = {
            "from_on": said.from_on,
            "to_on": said.to_on if said.to_on != said.from_on else None,
            "content": said.content,
            "minutes": said.minutes or None,
            "mode": said.mode,
            "method": said.method,
            "audience": said.audience,
            "serves": said.serves,
            "programmes": said.programmes,
            **{f"way_{audience}": method for audience, method in said.methods.items()},
        }
    return ItemForm(data, demands=unplaced, others=others, initial=initial)
