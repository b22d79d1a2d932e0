"""One click lets a meeting count for a programme more, or for one less."""

from uuid import uuid4

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.ui.toasts import refuse, say
from taizhang.work.meetings import actions
from taizhang.work.meetings.rules import may_keep_meetings
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_POST
def link(request: Asked, record: int) -> HttpResponseBase:
    """``add`` or ``drop`` names the programme (R2-15)."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    asked = request.POST.get("add") or request.POST.get("drop") or ""
    programme = get_object_or_404(Programme, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    linked = [one for one in held.programmes.order_by("pk") if one != programme]
    wanted = [*linked, programme] if "add" in request.POST else linked
    try:
        actions.link_meeting(meeting=held, programmes=wanted, by=request.viewer.person, key=uuid4())
    except NotAllowed:
        raise
    except Refusal as refusal:
        refuse(request, str(refusal.reason))
    else:
        said = (
            _("It counts for %(programme)s now.")
            if "add" in request.POST
            else _("It counts for %(programme)s no more.")
        )
        say(request, said % {"programme": programme.short_title})
    return redirect("meetings:meeting", record)
