"""Panels that other pages take in by their address."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.lib import clock
from taizhang.work.meetings import queries


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of a branch or unit: meetings to note, tasks, speeches, what the superior's meeting asks."""
    held = get_object_or_404(Unit, pk=unit)
    waiting = queries.waiting_in(request.viewer, held)
    context = {"unit": held, "waiting": waiting, "today": clock.today(), "resting": queries.at_rest(waiting.tasks)}
    return render(request, "meetings/unit_panel.html", context)


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponseBase:
    """For the member's page: the agenda of the next branch meeting, and what the last ones decided (R3-35)."""
    coming, held = queries.next_branch_meeting(request.viewer)
    return render(request, "meetings/my_panel.html", {"coming": coming, "held": held})


@signed_in
@require_safe
def leads_panel(request: Asked, person: int) -> HttpResponseBase:
    """For the checklist of a leader: the leads of finding problems, of criticism and of carrying out corrections (R1-102)."""
    held = get_object_or_404(Person, pk=person)
    looks, spoke, tasks = queries.leads_of(request.viewer, held)
    done = sum(task.done_on is not None for task in tasks)
    return render(request, "meetings/leads_panel.html", {"looks": looks, "spoke": spoke, "tasks": tasks, "done": done})
