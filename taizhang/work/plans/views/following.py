"""Sheets beside an approved plan: looks at self-study, ties to business tasks."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.forms import KeyedForm
from taizhang.ui.toasts import say
from taizhang.work.plans import actions, queries
from taizhang.work.plans.forms import CheckForm, RestateCheckForm, TieForm
from taizhang.work.plans.kinds import PlanState
from taizhang.work.plans.models import Item, SelfStudyCheck
from taizhang.work.plans.rules import may_keep_plan
from taizhang.work.plans.views.plans import find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Note one look at the self-study of an item."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    rows = Item.objects.filter(version__plan=plan, version__state=PlanState.APPROVED)
    item = get_object_or_404(rows, number=number)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_self_study(item=item, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The check of self-study is booked."))
            return redirect("plans:plan", record)
    return _sheet(request, form, record, _("Check self-study: %(content)s") % {"content": item.content})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Asked, record: int, check: int) -> HttpResponseBase:
    """State a look anew."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    held = get_object_or_404(SelfStudyCheck.objects.select_related("item"), item__version__plan=plan, pk=check)
    form = RestateCheckForm(request.POST or None, initial={"result": held.result})
    if request.method == "POST" and form.is_valid():
        try:
            actions.restate_check(check=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The check is stated anew; both statements stay visible."))
            return redirect("plans:plan", record)
    return _sheet(request, form, record, _("Correct the check: %(content)s") % {"content": held.item.content})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: Asked, record: int) -> HttpResponseBase:
    """Tie a task of the campaign to one of the business."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    first = queries.version_of(plan).items.exclude(content="").first()
    form = TieForm(request.POST or None, initial={"task": first.content[:120] if first else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.tie_task(plan=plan, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The two tasks go together from now on."))
            return redirect("plans:plan", record)
    return _sheet(request, form, record, _("Tie to a task of the business"))


@signed_in
@require_POST
def untie(request: Asked, record: int, number: int) -> HttpResponseBase:
    """Take a tie back."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    link = get_object_or_404(plan.links, number=number)
    actions.untie_task(link=link, by=request.viewer.person, key=sent_key(request))
    say(request, _("The tie is taken back."))
    return redirect("plans:plan", record)


def _sheet(request: Asked, form: KeyedForm, record: int, title: str) -> HttpResponseBase:
    context = {"form": form, "title": title, "action": _("Save"), "cancel_url": reverse("plans:plan", args=[record])}
    return render(request, "ui/form.html", context)
