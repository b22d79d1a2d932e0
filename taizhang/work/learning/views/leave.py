"""Leave: asked by the person, decided by who keeps the sheet."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.forms import LeaveForm
from taizhang.work.learning.models import Leave
from taizhang.work.learning.rules import may_ask_leave, may_decide_leave, may_see_leave
from taizhang.work.learning.views.sessions import find


def _find(request: Asked, leave: int) -> Leave:
    held = get_object_or_404(Leave.objects.select_related("session__unit", "session__record", "person"), pk=leave)
    may_see_leave(request.viewer, held).demand()
    return held


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked, record: int) -> HttpResponseBase:
    """Ask not to come to one's own unit's session: one code, no reason."""
    session = find(request, record)
    person = request.viewer.person
    may_ask_leave(request.viewer, session, person).demand()
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave = actions.ask_leave(session=session, person=person, by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(
                request,
                _("Leave is asked. The session can be made up later."),
                undo_url=reverse("learning:take_back_leave", args=[leave.pk]),
            )
            return redirect("learning:session", record)
    return render(request, "learning/ask_leave.html", {"session": session, "form": form})


@signed_in
@require_POST
def decide(request: Asked, leave: int) -> HttpResponseBase:
    """Grant leave, or not."""
    held = _find(request, leave)
    may_decide_leave(request.viewer, held).demand()
    answer = request.POST.get("granted")
    if answer not in ("yes", "no"):
        raise Refusal("no_answer", _("Grant the leave or do not grant it."))
    granted = answer == "yes"
    words = _("Leave of %(name)s is granted.") if granted else _("Leave of %(name)s is not granted.")
    press(
        request,
        partial(actions.decide_leave, leave=held, granted=granted, by=request.viewer.person),
        done=words % {"name": held.person.name},
    )
    return redirect("learning:session", held.session.record_id)


@signed_in
@require_POST
def take_back(request: Asked, leave: int) -> HttpResponseBase:
    """Come after all."""
    held = _find(request, leave)
    may_ask_leave(request.viewer, held.session, held.person).demand()
    press(
        request,
        partial(actions.take_back_leave, leave=held, by=request.viewer.person),
        done=_("The leave is taken back."),
    )
    return redirect("learning:session", held.session.record_id)
