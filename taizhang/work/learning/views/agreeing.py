"""Answering an invitation to a session outside working hours: one tap."""

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.rules import may_answer_invitation
from taizhang.work.learning.views.sessions import find


@signed_in
@require_POST
def answer(request: Asked, record: int) -> HttpResponseBase:
    """Yes or no, and on to the session, where it may be said otherwise."""
    held = find(request, record)
    may_answer_invitation(request.viewer, held).demand()
    said = request.POST.get("come")
    if said not in ("yes", "no"):
        raise Refusal("no_answer", _("Say yes or no."))
    actions.answer_invitation(session=held, is_yes=said == "yes", by=request.viewer.person, key=sent_key(request))
    day = {"day": formats.day_of_week(held.on)}
    if said == "yes":
        say(request, _("You are expected on %(day)s; you may change it until the session begins.") % day)
    else:
        say(request, _("You are not expected on %(day)s, and nothing is noted about it.") % day)
    return redirect("learning:session", record)
