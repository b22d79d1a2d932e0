"""Handing in, deciding, beginning the next version."""

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.plans import actions, queries
from taizhang.work.plans.forms import DecisionForm
from taizhang.work.plans.kinds import PlanState
from taizhang.work.plans.rules import may_decide_plan, may_keep_plan
from taizhang.work.plans.views.plans import find


@signed_in
@require_POST
def hand_in(request: Asked, record: int) -> HttpResponseBase:
    """Hand the draft in; what is lacking is named."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    actions.hand_in_plan(version=queries.version_of(plan), by=request.viewer.person, key=sent_key(request))
    say(request, _("The plan is handed in; the unit above decides."))
    return redirect("plans:plan", record)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Asked, record: int) -> HttpResponseBase:
    """Read the plan with its checks, approve it or send it back."""
    plan = find(request, record)
    version = queries.version_of(plan)
    may_decide_plan(request.viewer, version).demand()
    if version.state != PlanState.HANDED_IN:
        return redirect("plans:plan", record)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.send_back_plan if "send_back" in request.POST else actions.approve_plan
        try:
            decided = act(version=version, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = (
                _("The plan of %(unit)s is approved and booked.")
                if decided.state == PlanState.APPROVED
                else _("The plan of %(unit)s is sent back with your comment.")
            )
            say(request, said % {"unit": plan.unit.name})
            return redirect("plans:plan", record)
    return render(
        request,
        "plans/decide.html",
        {
            "form": form,
            "plan": plan,
            "version": version,
            "unit": plan.unit,
            "shown": queries.shown(request.viewer, version),
            "is_themed": plan.kind == "themed",
        },
    )


@signed_in
@require_POST
def revise(request: Asked, record: int) -> HttpResponseBase:
    """Begin the next version, filled from the one that holds."""
    plan = find(request, record)
    may_keep_plan(request.viewer, plan.unit).demand()
    version = actions.begin_version(plan=plan, by=request.viewer.person, key=sent_key(request))
    say(request, _("Version %(number)s is begun, filled from the last one.") % {"number": version.number})
    return redirect("plans:plan", record)
