"""The plans of one unit: what it has, what it should have, the button that begins."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.lib.numbers import number_in
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.plans import actions, queries
from taizhang.work.plans.kinds import PlanState
from taizhang.work.plans.rules import may_keep_plan


@signed_in
@require_safe
def unit_plans(request: Asked, unit: int) -> HttpResponse:
    """What a unit plans in each programme it takes part in."""
    held = get_object_or_404(Unit, pk=unit)
    plans = queries.plans_of(request.viewer, held)
    return render(
        request,
        "plans/unit.html",
        {
            "unit": held,
            "plans": plans,
            "waiting": [own for own in plans if own.is_waiting],
            "may_keep": may_keep_plan(request.viewer, held),
            "states": PlanState,
        },
    )


@signed_in
@require_POST
def begin(request: Asked, unit: int) -> HttpResponseBase:
    """Begin a plan, filled from the programme, and go on to it."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_plan(request.viewer, held).demand()
    number = request.POST.get("programme", "")
    programme = get_object_or_404(Programme, pk=number_in(number) or 0)
    kind = request.POST.get("kind", "")
    version = actions.begin_plan(
        unit=held, programme=programme, kind=kind, by=request.viewer.person, key=sent_key(request)
    )
    say(request, _("The plan is begun, filled from the programme. Look it over, then hand it in."))
    return redirect("plans:plan", version.plan.record_id)
