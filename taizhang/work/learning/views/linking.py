"""One click lets a session count for a programme more, or for one less."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.linking import press_link
from taizhang.work.learning import actions
from taizhang.work.learning.rules import may_keep_sessions
from taizhang.work.learning.views.sessions import find


@signed_in
@require_POST
def link(request: Asked, record: int) -> HttpResponseBase:
    """``add`` or ``drop`` names the programme (R2-15, R3-14)."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    press_link(
        request,
        held.programmes.order_by("pk"),
        partial(actions.link_session, session=held, by=request.viewer.person),
    )
    return redirect("learning:session", record)
