"""One click lets a meeting count for a programme more, or for one less."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.linking import press_link
from taizhang.work.meetings import actions
from taizhang.work.meetings.rules import may_keep_meetings
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_POST
def link(request: Asked, record: int) -> HttpResponseBase:
    """``add`` or ``drop`` names the programme (R2-15)."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    press_link(
        request,
        held.programmes.order_by("pk"),
        partial(actions.link_meeting, meeting=held, by=request.viewer.person),
    )
    return redirect("meetings:meeting", record)
