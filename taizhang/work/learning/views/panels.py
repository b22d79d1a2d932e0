"""Panels that other pages take in by their address."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.work.learning import queries
from taizhang.work.learning.agreeing import invitations
from taizhang.work.learning.home_lessons import lessons_in, own_lesson
from taizhang.work.learning.keeping_up import own_keeping_up, who_falls_behind
from taizhang.work.learning.kinds import LeaveState, LessonState, Verdict
from taizhang.work.learning.peaks import own_peak
from taizhang.work.learning.starting import has_begun


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponse:
    """For the member's page: the next session with its leave, and what was handed in. What is owed stands there already."""
    mine = queries.mine(request.viewer)
    asked = invitations(request.viewer)
    not_expected = {one.session.pk for one in asked if one.answer is not True}
    coming = mine.next_session
    context = {
        "mine": mine,
        "invitations": asked,
        "lesson": own_lesson(request.viewer),
        "lesson_states": LessonState,
        "peak": own_peak(request.viewer),
        "up": own_keeping_up(request.viewer),
        "me": request.viewer.person.pk,
        "may_ask": coming and coming.pk not in not_expected and mine.leave is None and not has_begun(coming),
        "leave_states": LeaveState,
        "verdicts": Verdict,
    }
    return render(request, "learning/my_panel.html", context)


@signed_in
@require_safe
def branch_panel(request: Asked, unit: int) -> HttpResponse:
    """For the secretary's page: what is to be closed, decided, reviewed, made up."""
    held = get_object_or_404(Unit, pk=unit)
    return render(
        request,
        "learning/branch_panel.html",
        {
            "unit": held,
            "waiting": queries.waiting_in(request.viewer, held),
            "wishes": lessons_in(request.viewer, held).filter(state=LessonState.ASKED),
            "lessons": lessons_in(request.viewer, held).filter(state=LessonState.PLANNED, on__lte=clock.today()),
            "behind": [one for one in who_falls_behind(request.viewer, held) if one.lacks and not one.sent],
        },
    )


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponse:
    """For the page of a unit's head: leave and essays that go one level up."""
    held = get_object_or_404(Unit, pk=unit)
    leaves, essays = queries.waiting_from_below(request.viewer, held)
    return render(request, "learning/unit_panel.html", {"leaves": leaves, "essays": essays})
