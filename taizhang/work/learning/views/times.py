"""Peaks of work, and members away on duty."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.calendar.models import Away
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.keeping_up import current_topic, own_keeping_up, who_falls_behind
from taizhang.work.learning.peaks import peak_of
from taizhang.work.learning.rules import may_keep_sessions, may_study_for
from taizhang.work.learning.times_forms import AwayForm, OwnAwayForm


@signed_in
@require_safe
def peak(request: Asked, unit: int) -> HttpResponse:
    """For pages that plan: the peak of work while it lasts, and what may be done about study."""
    held = get_object_or_404(Unit, pk=unit)
    context = {
        "peak": peak_of(request.viewer, held),
        "unit": held,
        "may_keep": may_keep_sessions(request.viewer, held),
    }
    return render(request, "learning/peak.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: Asked, unit: int) -> HttpResponseBase:
    """Who of a unit is away on duty and lacks the current topic; a sheet for one more."""
    held = get_object_or_404(Unit, pk=unit)
    rows = who_falls_behind(request.viewer, held)
    form = AwayForm(request.POST or None, unit=held)
    if request.method == "POST" and form.is_valid():
        try:
            noted = actions.note_away(by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = {"name": noted.person.name, "day": formats.day_of_week(noted.to_on)}
            say(request, _("%(name)s is away on duty until %(day)s.") % words)
            return redirect("learning:away", unit)
    context = {
        "unit": held,
        "rows": rows,
        "lacking": [one for one in rows if one.lacks],
        "topic": current_topic(held),
        "form": form,
    }
    return render(request, "learning/away.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def my_away(request: Asked) -> HttpResponseBase:
    """Say oneself that one is away on duty; while it lasts, what to keep up with and how the group stands."""
    person = request.viewer.person
    form = OwnAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_away(person=person, by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("It is noted. While you are away, topics and materials stand here and in your calendar."))
            return redirect("learning:my_away")
    context = {"form": form, "up": own_keeping_up(request.viewer)}
    return render(request, "learning/my_away.html", context)


@signed_in
@require_POST
def back(request: Asked, away: int) -> HttpResponseBase:
    """Back from duty, from today on."""
    held = get_object_or_404(Away.objects.select_related("person"), pk=away)
    may_study_for(request.viewer, held.person).demand()
    actions.end_away(away=held, by=request.viewer.person, key=sent_key(request))
    say(request, _("Noted: back from today on."))
    if held.person_id == request.viewer.person.pk or request.viewer.home is None:
        return redirect("learning:my_away")
    return redirect("learning:away", request.viewer.home.pk)


@signed_in
@require_POST
def send_list(request: Asked, unit: int) -> HttpResponseBase:
    """Send topic and materials to all who are away and lack them, with one click."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_sessions(request.viewer, held).demand()
    sent = actions.send_list(unit=held, by=request.viewer.person, key=sent_key(request))
    words = ngettext("The list is sent to %(count)s member.", "The list is sent to %(count)s members.", sent)
    say(request, words % {"count": sent})
    return redirect("learning:away", unit)
