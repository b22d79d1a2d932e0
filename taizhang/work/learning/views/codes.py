"""The code on the wall: the switch of a unit, the wall, and the page a phone opens by it."""

import segno
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ui.acts import sent_key
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.actions.showing import demand_on_list, demand_shown
from taizhang.work.learning.codes import check_code, code_now, pass_for
from taizhang.work.learning.models import SaidPresent, Session
from taizhang.work.learning.rules import may_keep_sessions
from taizhang.work.learning.views.sessions import find


@signed_in
@require_POST
def switch(request: Asked, unit: int) -> HttpResponse:
    """Show codes at the sessions of a unit, or no longer."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_sessions(request.viewer, held).demand()
    wanted = request.POST.get("is_on") == "yes"
    is_on = actions.switch_codes(unit=held, is_on=wanted, by=request.viewer.person, key=sent_key(request))
    if is_on:
        say(request, _("Codes can be shown on the wall. Grid and paper stay as good; nobody has to scan."))
    else:
        say(request, _("No codes are shown any more."))
    return redirect("learning:sessions", unit)


@signed_in
@never_cache
@require_safe
def wall(request: Asked, record: int) -> HttpResponse:
    """The wall: the code of now, drawn anew by itself; for the organiser's screen."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    demand_shown(held)
    return render(request, "learning/wall.html", {"session": held, **_drawn(request, held)})


@signed_in
@never_cache
@require_safe
def code(request: Asked, record: int) -> HttpResponse:
    """The part of the wall that changes."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    demand_shown(held)
    return render(request, "learning/partials/code.html", {"session": held, **_drawn(request, held)})


def _drawn(request: Asked, session: Session) -> dict[str, object]:
    address = reverse("learning:here", args=[session.record_id, code_now(session.pk)])
    drawing = segno.make(request.build_absolute_uri(address), error="m", micro=False)
    svg = drawing.svg_inline(
        omitsize=True, svgclass="qr", lineclass=None, light="white", title=_("Code of this session")
    )
    # Drawn from our own address; no word of a user is in it.
    return {"svg": mark_safe(svg), "said": SaidPresent.objects.filter(session=session).count()}  # noqa: S308


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: Asked, record: int, code: str) -> HttpResponseBase:
    """What a phone opens by the code: one button, and then that one is noted."""
    held = get_object_or_404(Session.objects.select_related("record", "unit"), record=record)
    person = request.viewer.person
    demand_on_list(held, person)
    if request.method == "POST":
        actions.say_present(session=held, given=request.POST.get("pass", ""), by=person, key=sent_key(request))
        return redirect("learning:here", record, code)
    has_said = SaidPresent.objects.filter(session=held, person=person).exists()
    if not has_said:
        demand_shown(held)
        check_code(held.pk, code)
    context = {"session": held, "has_said": has_said, "given": "" if has_said else pass_for(held.pk, person.pk)}
    return render(request, "learning/here.html", context)
