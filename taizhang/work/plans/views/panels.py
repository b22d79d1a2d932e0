"""Panels that other pages take in by their address."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from taizhang.ground.calendar.queries import nearness_in
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.work.plans import queries
from taizhang.work.plans.rules import may_keep_plan


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponse:
    """For the page of a branch or unit: its plans, with the button that begins one."""
    held = get_object_or_404(Unit, pk=unit)
    context = {
        "unit": held,
        "plans": queries.plans_of(request.viewer, held),
        "near": nearness_in(held),
        "may_keep": may_keep_plan(request.viewer, held),
    }
    return render(request, "plans/unit_panel.html", context)


@signed_in
@require_safe
def waiting_panel(request: Asked) -> HttpResponse:
    """For who decides: plans that are handed in."""
    return render(request, "plans/waiting_panel.html", {"waiting": queries.waiting_for(request.viewer)})
