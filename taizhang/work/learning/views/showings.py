"""Films shown, and the one standard of hours with the ways it is reached."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ui.parts import page_of
from taizhang.work.learning.modes import modes_of
from taizhang.work.learning.rules import may_keep_sessions, may_list_sessions
from taizhang.work.learning.showings import showings_of


@signed_in
@require_safe
def showings(request: Asked, unit: int) -> HttpResponse:
    """What was shown in a unit and beneath it, how often and to how many people; each count opens its sessions."""
    held = get_object_or_404(Unit, pk=unit)
    shown = showings_of(request.viewer, held)
    context = {
        "unit": held,
        "shown": shown,
        "page": page_of(request, shown.sessions, size=30),
        "may_plan": may_keep_sessions(request.viewer, held),
    }
    return render(request, "learning/showings.html", context)


@signed_in
@require_safe
def modes(request: Asked, unit: int) -> HttpResponse:
    """How the members of a unit reach the one standard of hours, group by group."""
    held = get_object_or_404(Unit, pk=unit)
    may_list_sessions(request.viewer, held).demand()
    rows = [(one, modes_of(request.viewer, held, one)) for one in programmes_of(held)]
    return render(request, "learning/modes.html", {"unit": held, "rows": rows})
