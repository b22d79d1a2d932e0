"""Exchange speeches: choosing the units, handing in and reading the text."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.ground.organisations.queries import open_on, subtree_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.records.queries import newest_text
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.forms import SpeakersForm, SpeechForm
from taizhang.work.meetings.models import Speech
from taizhang.work.meetings.rules import may_keep_meetings, may_write_speech
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked, record: int) -> HttpResponseBase:
    """Choose the units that speak; each finds it on its page and hands in the text (R3-02)."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    asked = held.speeches.values("unit")
    units = subtree_of(held.unit).filter(open_on(clock.today())).exclude(pk=held.unit_id).exclude(pk__in=asked)
    form = SpeakersForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_for_speech(meeting=held, units=list(given["units"]), by=request.viewer.person, key=given["key"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The units find it on their pages."))
            return redirect("meetings:meeting", record)
    context = {
        "form": form,
        "title": _("Units that speak"),
        "action": _("Ask these units"),
        "lead": held.title,
        "cancel_url": reverse("meetings:meeting", args=[record]),
    }
    return render(request, "ui/form.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def speech(request: Asked, record: int) -> HttpResponseBase:
    """One speech: its text, and for its unit the form to hand it in."""
    get_object_or_404(Speech, record=record)
    held = queries.find_speech(request.viewer, record)
    may_write = may_write_speech(request.viewer, held)
    last = newest_text(held.record, "speech")
    form = SpeechForm(request.POST or None, initial={"text": last.body if last else ""})
    if request.method == "POST":
        may_write.demand()
        if form.is_valid():
            try:
                actions.hand_in_speech(speech=held, by=request.viewer.person, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                say(request, _("The text is handed in."))
                return redirect("meetings:speech", record)
    context = {"speech": held, "text": last, "form": form if may_write else None}
    return render(request, "meetings/speech.html", context)
