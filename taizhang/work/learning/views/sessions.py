"""The sessions of a unit: the list, the plan, the page of one."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.calendar.queries import busy_times, clashes_on
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats
from taizhang.ui.acts import press
from taizhang.ui.parts import page_of
from taizhang.ui.toasts import say
from taizhang.work.learning import actions, queries
from taizhang.work.learning.agreeing import answers_to, invitation_to
from taizhang.work.learning.clash_fields import clash_initial
from taizhang.work.learning.forms import PlanForm, SessionForm, WithdrawForm, session_initial
from taizhang.work.learning.kinds import SEMINARS, LeaveState, SessionState
from taizhang.work.learning.models import Leave, RollMark, Session
from taizhang.work.learning.rules import may_ask_leave, may_decide_leave, may_keep_sessions


def find(request: Asked, record: int) -> Session:
    """The session of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Session, record=record)
    return queries.find_session(request.viewer, record)


def parse_day(said: str) -> date | None:
    """A day in an address; anything else is none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


@signed_in
@require_safe
def sessions(request: Asked, unit: int) -> HttpResponse:
    """The sessions of a unit: to be closed, planned, closed."""
    held = get_object_or_404(Unit, pk=unit)
    rows = queries.sessions_of(request.viewer, held)
    today = clock.today()
    planned = list(rows.filter(state=SessionState.PLANNED))
    page = page_of(request, list(rows.filter(state=SessionState.CLOSED)), size=20)
    came = queries.came_to(list(page.object_list))
    return render(
        request,
        "learning/sessions.html",
        {
            "unit": held,
            "to_close": [session for session in reversed(planned) if session.on <= today],
            "coming": [session for session in reversed(planned) if session.on > today],
            "page": page,
            "closed": [(session, came.get(session.pk, 0)) for session in page.object_list],
            "withdrawn": rows.filter(state=SessionState.WITHDRAWN),
            "may_keep": may_keep_sessions(request.viewer, held),
            "shows_codes": queries.shows_codes(held),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Asked, unit: int) -> HttpResponseBase:
    """Plan a session; one held already is typed in from paper the same way and goes on to its roll-call."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_sessions(request.viewer, held).demand()
    programmes = programmes_of(held)
    initial = queries.usual_session(request.viewer, held)
    if topic := number_in(request.GET.get("topic", "")):
        initial |= {"topic_of": topic, "form": SEMINARS[0]}
    form = PlanForm(request.POST or None, unit=held, programmes=programmes, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            session = _plan_weeks(request, held, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if session.on < clock.today():
                return redirect("learning:roll_call", session.record_id)
            said = _("Planned for %(day)s.") % {"day": formats.day_of_week(session.on)}
            if invitation_to(request.viewer, session):
                said += " " + _("The members are asked; who says yes is expected.")
            say(
                request,
                said,
                undo_url="" if form.times > 1 else reverse("learning:withdraw", args=[session.record_id]),
            )
            if clashes_on(busy_times(held), session.on):
                return redirect("learning:session", session.record_id)
            return redirect("learning:sessions", held.pk)
    return render(request, "learning/plan.html", {"unit": held, "form": form, "title": _("Plan a session")})


def _plan_weeks(request: Asked, unit: Unit, form: PlanForm) -> Session:
    """All the weeks of a plan or none, each with a key of its own made from that of the form; returns the first.

    In the weeks after the first the topic is the same until it is changed; a week already held goes to its roll-call.
    """
    given = form.given | {"programmes": list(form.cleaned_data["programmes"])}
    found = []
    with transaction.atomic():
        for week in range(form.times):
            key = uuid5(given["key"], f"week {week}") if week else given["key"]
            on = given["on"] + timedelta(weeks=week)
            found.append(actions.plan_session(unit=unit, by=request.viewer.person, **given | {"on": on, "key": key}))
    return found[0]


@signed_in
@require_safe
def session(request: Asked, record: int) -> HttpResponse:
    """One session: planned with its leave, or closed with its statements, original and corrections."""
    held = find(request, record)
    viewer = request.viewer
    may_keep = may_keep_sessions(viewer, held.unit)
    context: dict[str, Any] = {
        "session": held,
        "programmes": (linked := list(held.programmes.order_by("pk"))),
        "others": [one for one in programmes_of(held.unit) if one not in linked] if may_keep else [],
        "may_keep": may_keep,
        "is_due": held.on <= clock.today(),
        "states": SessionState,
        "uses": queries.uses_of(request.viewer, held),
    }
    if held.state == SessionState.PLANNED:
        own = queries.standing_leave(held, viewer.person)
        invitation = invitation_to(viewer, held)
        is_expected = invitation is None or invitation.answer is True
        asked = Leave.objects.filter(session=held).select_related("person", "session__unit").order_by("person__code")
        context |= {
            "leaves": [
                (leave, leave.state != LeaveState.RETURNED and bool(may_decide_leave(viewer, leave))) for leave in asked
            ]
            if may_keep
            else [],
            "own_leave": own,
            "may_ask": own is None and is_expected and may_ask_leave(viewer, held, viewer.person),
            "invitation": invitation,
            "answers": answers_to(viewer, held, invitation.outside) if invitation and may_keep else None,
            "leave_states": LeaveState,
        }
        return render(request, "learning/session_planned.html", context)
    rows = queries.booked_rows(held)
    own_mark = RollMark.objects.filter(session=held, person=viewer.person).first()
    context |= {
        "number": queries.number_of(held),
        "tally": queries.tally_of(rows),
        "rows": rows if may_keep else [],
        "missed": queries.missed_here(viewer, held) if may_keep else [],
        "own_mark": own_mark,
        "statements": queries.statements_of(viewer, held),
        **queries.told_of(viewer, held),
    }
    return render(request, "learning/session_closed.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int) -> HttpResponseBase:
    """Move a planned session inside its phase, or mend its topic and place."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    programmes = programmes_of(held.unit)
    proposed = parse_day(request.GET.get("on", ""))
    initial = session_initial(held) | clash_initial(held) | ({"on": proposed} if proposed else {})
    form = SessionForm(request.POST or None, unit=held.unit, programmes=programmes, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.change_session(session=held, by=request.viewer.person, **form.given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The session is now on %(day)s.") % {"day": formats.day_of_week(moved.on)})
            return redirect("learning:session", record)
    context = {"unit": held.unit, "session": held, "form": form, "title": _("Change the session")}
    return render(request, "learning/plan.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Withdraw a planned session at once; one that is booked with the reason, as all its lines are reversed."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    person = request.viewer.person
    if held.state == SessionState.PLANNED and request.method == "POST":
        press(
            request,
            partial(actions.withdraw_session, session=held, by=person),
            done=_("The session is withdrawn; nothing was booked."),
        )
        return redirect("learning:sessions", held.unit_id)
    form = WithdrawForm(request.POST or None, initial={"reason": "not_held"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_session(session=held, by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("All lines of this session are reversed."))
            return redirect("learning:session", record)
    return render(request, "learning/withdraw.html", {"session": held, "form": form, "states": SessionState})
