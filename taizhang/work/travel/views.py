"""Pages of leaders' travel: fetch with permission, form, action or query, render."""

from collections.abc import Callable
from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.ui.acts import form_page, press
from taizhang.ui.forms import KeyedForm
from taizhang.ui.parts import page_of
from taizhang.work.travel import actions, queries
from taizhang.work.travel.forms import AskForm, ConsentForm, DecideForm, RestrictForm, ReturnForm
from taizhang.work.travel.kinds import TripState
from taizhang.work.travel.models import Trip
from taizhang.work.travel.rules import may_approve, may_ask, may_consent, may_note_return, may_restrict


def find(request: Asked, record: int) -> Trip:
    """The request of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Trip, record=record)
    return queries.find_trip(request.viewer, record)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked) -> HttpResponseBase:
    """A leader asks to travel; the secretary may enter it from paper (R1-105)."""
    home = request.viewer.home
    may_ask(request.viewer, home).demand()
    programmes = programmes_of(home) if home else []
    return form_page(
        request,
        AskForm(request.POST or None, people=_leaders(request.viewer, home), programmes=programmes),
        partial(actions.ask_to_travel, by=request.viewer.person),
        done=_("The request waits for the campaign office."),
        there=lambda trip: reverse("travel:trip", args=[trip.record_id]),
        title=_("Ask to travel"),
        action=_("Hand in the request"),
        lead=_("While the programme runs this travel is refused by default; two listed reasons allow an exception."),
        cancel_url="/",
    )


@signed_in
@require_safe
def trip(request: Asked, record: int) -> HttpResponseBase:
    """One request: where it stands, what was said, what is to be made up, and the next step for who may take it."""
    held = find(request, record)
    viewer = request.viewer
    texts = {text.purpose: text for text in held.record.texts.order_by("pk")}
    context = {
        "trip": held,
        "request_text": texts.get("request"),
        "opinion": texts.get("opinion"),
        "decision": texts.get("decision"),
        "owed": actions.still_owed(held) if held.state == TripState.RETURNED else [],
        "may_consent": held.state == TripState.ASKED and may_consent(viewer, held),
        "may_approve": held.state in (TripState.ASKED, TripState.CONSENTED) and may_approve(viewer, held),
        "may_note": may_note_return(viewer, held),
        "states": TripState,
    }
    return render(request, "travel/trip.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: Asked, record: int) -> HttpResponseBase:
    """The office records its written opinion (R1-106)."""
    held = find(request, record)
    may_consent(request.viewer, held).demand()
    return _step(
        request,
        held,
        ConsentForm(request.POST or None),
        actions.give_consent,
        title=_("Written opinion of the office"),
        done=_("The opinion is recorded."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Asked, record: int) -> HttpResponseBase:
    """The head above approves or refuses; impossible before the office has consented (R1-106)."""
    held = find(request, record)
    may_approve(request.viewer, held).demand()
    return _step(
        request,
        held,
        DecideForm(request.POST or None),
        actions.decide_travel,
        title=_("Approve the travel?"),
        done=_("The decision is recorded."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_return(request: Asked, record: int) -> HttpResponseBase:
    """The leader is back; what was missed is listed and made up (R1-107)."""
    held = find(request, record)
    may_note_return(request.viewer, held).demand()
    return _step(
        request,
        held,
        ReturnForm(request.POST or None),
        actions.note_return,
        title=_("Back from the trip"),
        done=_("Noted. What was missed meanwhile stands below."),
    )


@signed_in
@require_POST
def close(request: Asked, record: int) -> HttpResponseBase:
    """Close a request once everything missed is made up."""
    held = find(request, record)
    may_note_return(request.viewer, held).demand()
    press(request, partial(actions.close_trip, trip=held, by=request.viewer.person), done=_("The request is closed."))
    return redirect("travel:trip", record)


@signed_in
@require_safe
def trips(request: Asked, unit: int) -> HttpResponseBase:
    """The requests of the leaders of a unit and beneath, with what waits and what was flagged."""
    held = get_object_or_404(Unit, pk=unit)
    rows = queries.trips_in(request.viewer, held)
    run_here = Programme.objects.filter(unit=held).order_by("-starts_on", "pk")
    context = {
        "unit": held,
        "page": page_of(request, list(rows), size=30),
        "waiting": sum(trip.state in (TripState.ASKED, TripState.CONSENTED) for trip in rows),
        "restricting": [programme for programme in run_here if may_restrict(request.viewer, programme)],
    }
    return render(request, "travel/trips.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: Asked, programme: int) -> HttpResponseBase:
    """Say which kinds of travel a programme restricts (R1-104)."""
    held = get_object_or_404(Programme.objects.select_related("unit"), record=programme)
    may_restrict(request.viewer, held).demand()
    return form_page(
        request,
        RestrictForm(request.POST or None, initial={"kinds": list(actions.restricted_kinds(held))}),
        partial(actions.restrict_travel, programme=held, by=request.viewer.person),
        done=_("From today leaders ask for this travel."),
        there=reverse("travel:trips", args=[held.unit_id]),
        title=_("Leaders' travel"),
        action=_("Save the rule"),
        lead=_("Leaders have to ask for what is ticked, as long as the programme runs."),
    )


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponseBase:
    """For the page of a leader: own requests and the way to ask; nothing for others."""
    return render(request, "travel/my_panel.html", {"mine": queries.mine(request.viewer)})


@signed_in
@require_safe
def waiting_panel(request: Asked) -> HttpResponseBase:
    """For the pages of office and heads: the requests that wait for them."""
    return render(request, "travel/waiting_panel.html", {"waiting": queries.waiting_for(request.viewer)})


def _step(
    request: Asked, held: Trip, form: KeyedForm, action: Callable[..., Trip], *, title: str, done: str
) -> HttpResponseBase:
    return form_page(
        request,
        form,
        partial(action, trip=held, by=request.viewer.person),
        done=done,
        there=reverse("travel:trip", args=[held.record_id]),
        title=title,
        action=_("Record it"),
        lead=f"{held.person.name} · {held.get_kind_display()} · {held.get_reason_display()}",
    )


def _leaders(viewer: Viewer, home: Unit | None) -> list[Person]:
    """For whom one may ask: oneself; the secretary for each leader of the branch, oneself first."""
    if home is None or not viewer.may_see_names(home):
        return [viewer.person]
    people = [row.person for row in members_of(home, on=clock.today())]
    leads = categories_on([person.pk for person in people], on=clock.today())
    leaders = [person for person in people if Category.LEADER in leads.get(person.pk, ())]
    return leaders or [viewer.person]
