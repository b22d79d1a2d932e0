"""The board of a programme: who has met, who has not, who is late."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.forms import CycleForm
from taizhang.work.meetings.rules import may_set_cycle


@signed_in
@require_safe
def board(request: Asked, programme: int) -> HttpResponseBase:
    """Mobilisation level by level, cycles, and what the top meetings became beneath."""
    held = get_object_or_404(Programme.objects.select_related("unit"), record=programme)
    shown = queries.board_of(request.viewer, held)
    return render(request, "meetings/board.html", {"board": shown, "may_set": may_set_cycle(request.viewer, held)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_cycle(request: Asked, programme: int) -> HttpResponseBase:
    """Say how often the units of a programme meet (R4-13)."""
    held = get_object_or_404(Programme.objects.select_related("unit"), record=programme)
    may_set_cycle(request.viewer, held).demand()
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_cycle(programme=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Units that meet too seldom are listed from now on."))
            return redirect("meetings:board", programme)
    context = {
        "form": form,
        "title": _("How often units meet"),
        "action": _("Set the cycle"),
        "lead": _("It reminds and lists; it changes no figure."),
        "cancel_url": reverse("meetings:board", args=[programme]),
    }
    return render(request, "ui/form.html", context)
