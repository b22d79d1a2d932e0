"""Leaders' travel: refused by default, an exception in writing, made up on return (R1-104 to R1-107)."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from taizhang.config.background import settle
from taizhang.ground.calendar.models import LeaveDays
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import resting
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.posting import standing_lines
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.learning.actions import make_up, restate_session
from taizhang.work.learning.models import Session
from taizhang.work.learning.queries import roll_call_rows
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.travel import actions, queries
from taizhang.work.travel.kinds import TripState
from taizhang.work.travel.models import Trip
from tests.visitor import Reader, drawn_fields
from tests.world import World, key


def ask(world: World, **other: Any) -> Trip:
    given: dict[str, Any] = {
        "programme": world.programme,
        "person": world.leading_cadre,
        "kind": "study_tour",
        "reason": "meeting",
        "from_on": world.days_ago(3),
        "to_on": world.today,
        "by": world.leading_cadre,
        "key": key(),
    }
    return actions.ask_to_travel(**(given | other))


def consent(world: World, trip: Trip, **other: Any) -> Trip:
    given: dict[str, Any] = {"trip": trip, "consented": True, "signed_on": world.days_ago(4), "by": world.office}
    return actions.give_consent(**(given | {"key": key()} | other))


def approve(world: World, trip: Trip, *, approved: bool = True, by: Person | None = None) -> Trip:
    return actions.decide_travel(trip=trip, approved=approved, by=by or world.principal, key=key())


def booked(trip: Trip) -> Counter[tuple[str, str]]:
    """What stands booked about a request: (kind, code) → amount."""
    found: Counter[tuple[str, str]] = Counter()
    for act in ("consent_given", "trip_approved", "trip_refused", "trip_closed"):
        for line, _phase in standing_lines(trip.record, act):
            assert line.member == trip.person_id
            found[line.kind.removeprefix("travel."), line.code] += line.amount
    return found


def test_the_whole_way_posts_consent_approval_and_closing(world: World) -> None:
    trip = ask(world)
    assert not booked(trip)
    consent(world, trip)
    approve(world, trip)
    actions.note_return(trip=trip, on=world.today, by=world.leading_cadre, key=key())
    actions.close_trip(trip=trip, by=world.leading_cadre, key=key())
    assert booked(trip) == {("consent_given", "office"): 1, ("trip_approved", "study_tour"): 1, ("trip_closed", ""): 1}
    settle()
    assert totals(CATALOGUE["trips_approved"], [world.branch.pk, world.committee.pk]) == {
        world.branch.pk: 1,
        world.committee.pk: 1,
    }


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"reason": "holiday"}, "not_listed"),
        ({"kind": "work"}, "not_restricted"),
        ({"kind": "moon"}, "unknown_kind"),
        ({"days": (-3, -5)}, "ends_before"),
        ({"days": (-5, -3)}, "gone_already"),
        ({"days": (200, 205)}, "outside_window"),
    ],
)
def test_only_listed_reasons_and_kinds_inside_the_window_are_taken(
    world: World, other: dict[str, Any], code: str
) -> None:
    if days := other.pop("days", None):
        other |= {"from_on": world.today + timedelta(days=days[0]), "to_on": world.today + timedelta(days=days[1])}
    with pytest.raises(Refusal) as refused:
        ask(world, **other)
    assert refused.value.code == code


def test_who_is_no_leader_need_not_ask_and_nobody_asks_for_a_stranger(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        ask(world, person=world.member, by=world.member)
    assert refused.value.code == "no_leader"
    with pytest.raises(NotAllowed):
        ask(world, by=world.sibling_secretary)


def test_approval_is_impossible_before_written_consent(world: World) -> None:
    trip = ask(world)
    with pytest.raises(Refusal) as refused:
        approve(world, trip)
    assert refused.value.code == "no_consent"
    with pytest.raises(IntegrityError), transaction.atomic():
        Trip.objects.filter(pk=trip.pk).update(approved_on=world.today)
    for stranger in (world.leading_cadre, world.secretary, world.principal):
        with pytest.raises(NotAllowed):
            consent(world, trip, by=stranger)
    consent(world, trip)
    for stranger in (world.leading_cadre, world.secretary, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            approve(world, trip, by=stranger)
    assert approve(world, trip).state == TripState.APPROVED


def test_a_refusal_ends_the_request(world: World) -> None:
    trip = ask(world)
    consent(world, trip, consented=False)
    assert booked(trip) == {("trip_refused", "office"): 1}
    with pytest.raises(Refusal) as refused:
        approve(world, trip)
    assert refused.value.code == "wrong_state"
    other = consent(world, ask(world, kind="abroad"))
    assert approve(world, other, approved=False).state == TripState.REFUSED
    assert booked(other)["trip_refused", "head"] == 1


def test_consent_dated_after_departure_is_flagged(world: World) -> None:
    assert not consent(world, ask(world), signed_on=world.days_ago(3)).is_consent_late
    assert consent(world, ask(world, kind="abroad"), signed_on=world.days_ago(2)).is_consent_late


def test_the_request_closes_only_when_what_was_missed_is_made_up(world: World) -> None:
    trip = ask(world)
    consent(world, trip)
    approve(world, trip)
    session = close(world, plan(world, days_ago=2), {world.leading_cadre: "duty"})
    before = close(world, plan(world, days_ago=9), {world.leading_cadre: "absent"})
    actions.note_return(trip=trip, on=world.today, by=world.leading_cadre, key=key())
    held = Trip.objects.select_related("record").get(pk=trip.pk)
    assert [duty.record for duty in actions.still_owed(held)] == [session.record]
    with pytest.raises(Refusal) as refused:
        actions.close_trip(trip=trip, by=world.leading_cadre, key=key())
    assert refused.value.code == "not_made_up"
    make_up(session=session, person=world.leading_cadre, form="make_up", on=world.today, by=world.secretary, key=key())
    assert actions.close_trip(trip=trip, by=world.secretary, key=key()).state == TripState.CLOSED
    assert before.record not in [duty.record for duty in actions.still_owed(held)]


def mark_of(session: Session, person: Person) -> str:
    return session.marks.get(person=person).mark


@pytest.mark.requirement("R1-107")
def test_a_session_missed_on_an_approved_trip_is_leave_by_itself_and_begins_to_be_owed_on_return(world: World) -> None:
    leader, back_on = world.leading_cadre, world.today + timedelta(days=4)
    early = close(world, plan(world, days_ago=2, topic="出行当天"), {leader: "absent"})
    trip = consent(world, ask(world, from_on=world.days_ago(2), to_on=back_on))
    approve(world, trip)
    session = plan(world, days_ago=1)
    books, own = Reader(world, world.secretary), Reader(world, leader)
    page = books.opens("learning:roll_call", session.record_id)
    assert "on a trip" in page
    (row,) = [one for one in roll_call_rows(viewer_of(world.secretary), session, chosen={}) if one.person == leader.pk]
    assert row.mark == "leave"
    # whoever marks: an absence on these days is leave, and is booked as such
    session = close(world, session, {leader: "absent"})
    assert mark_of(session, leader) == "leave"
    codes = {line.code for line, _phase in standing_lines(session.record, "roll_call") if "missed" in line.kind}
    assert codes == {"leave"}
    duty = Duty.objects.get(record=session.record, person=leader)
    assert duty.opened_on == back_on and duty.due_on and duty.due_on >= back_on
    assert resting([duty]) == {duty.pk: back_on - timedelta(days=1)}
    assert "no reminders for now" in own.opens("dashboards:my_campaign")
    # a roll-call booked before the approval follows when it is next stated anew
    assert mark_of(early, leader) == "absent"
    restate_session(
        session=early,
        marks={one.person_id: one.mark for one in early.marks.all()},
        reason="wrong_person",
        by=world.secretary,
        key=key(),
    )
    assert mark_of(early, leader) == "leave"
    # back three days early: the make-ups begin, and the days after are days like others
    one = key()
    for _time in range(2):
        actions.note_return(trip=trip, on=world.today, by=leader, key=one)
    duty.refresh_from_db()
    assert duty.opened_on == world.today and not resting([duty])
    with clock.telling(clock.now() + timedelta(days=1)):
        later = close(world, plan(world, days_ago=-1), {leader: "absent"})
    assert mark_of(later, leader) == "absent"


def test_a_trip_that_is_only_asked_for_or_was_refused_excuses_nothing(world: World) -> None:
    asked = ask(world)
    consent(world, asked)
    session = close(world, plan(world, days_ago=1), {world.leading_cadre: "absent"})
    assert mark_of(session, world.leading_cadre) == "absent"
    approve(world, asked, approved=False)
    assert not LeaveDays.objects.exists()


def test_a_programme_may_restrict_other_kinds(world: World) -> None:
    actions.restrict_travel(programme=world.programme, kinds=["work"], by=world.office, key=key())
    assert ask(world, kind="work").state == TripState.ASKED
    with pytest.raises(Refusal) as refused:
        ask(world, kind="abroad")
    assert refused.value.code == "not_restricted"
    with pytest.raises(NotAllowed):
        actions.restrict_travel(programme=world.programme, kinds=[], by=world.principal, key=key())


def test_each_finds_only_what_waits_for_them(world: World) -> None:
    trip = ask(world)
    assert queries.waiting_for(viewer_of(world.office)) == [trip]
    assert queries.waiting_for(viewer_of(world.principal)) == []
    consent(world, trip)
    assert queries.waiting_for(viewer_of(world.office)) == []
    assert queries.waiting_for(viewer_of(world.principal)) == [trip]
    assert queries.waiting_for(viewer_of(world.foreign_secretary)) == []


# --- through the pages ---


class Visitor(Reader):
    """One person at the pages of travel."""

    space = "travel:"


@pytest.mark.requirement("R1-104", "R1-105")
def test_travel_is_refused_by_default_but_for_listed_reasons(world: World) -> None:
    leader, office = Visitor(world, world.leading_cadre), Visitor(world, world.office)
    assert "Ask to travel" in leader.opens("my_panel")
    assert "Ask to travel" not in Visitor(world, world.member).opens("my_panel")
    days = {"from_on": world.today.isoformat(), "to_on": world.today.isoformat()}
    page = leader.sends("ask", kind="work", reason="meeting", **days)
    assert "not restricted" in page
    page = leader.sends("ask", kind="abroad", reason="rest", **days)
    assert not Trip.objects.exists()
    office.sends("restrict", world.programme.record_id, kinds=["abroad", "work"])
    page = leader.sends("ask", kind="work", reason="contract", **days)
    assert "Waiting for the office" in page and "Contract that cannot wait" in page


@pytest.mark.requirement("R1-106")
def test_consent_in_writing_comes_before_approval(world: World) -> None:
    trip = ask(world, from_on=world.days_ago(2))
    head, office = Visitor(world, world.principal), Visitor(world, world.office)
    assert "has not consented in writing yet" in head.opens("trip", trip.record_id)
    assert "has not consented in writing yet" in head.sends("decide", trip.record_id, approved="yes")
    page = office.sends("consent", trip.record_id, consented="yes", words="同意，按期返回")
    assert "dated after departure" in page and "同意，按期返回" in page
    assert "Approved" in head.sends("decide", trip.record_id, approved="yes")
    assert "dated after departure" in office.opens("trips", world.committee.pk)
    Visitor(world, world.sibling_secretary).opens("trip", trip.record_id, status=403)


@pytest.mark.requirement("R1-107")
def test_back_home_the_leader_makes_up_and_only_then_closes(world: World) -> None:
    trip = approve(world, consent(world, ask(world)))
    session = close(world, plan(world, days_ago=2), {world.leading_cadre: "duty"})
    leader = Visitor(world, world.leading_cadre)
    page = leader.sends("note_return", trip.record_id)
    assert "1 thing to make up" in page and session.topic in page and "First make up what was missed" in page
    make_up(session=session, person=world.leading_cadre, form="make_up", on=world.today, by=world.secretary, key=key())
    page = leader.opens("trip", trip.record_id)
    assert "Everything is made up" in page
    fields = drawn_fields(page)
    response = leader.client.post(reverse("travel:close", args=[trip.record_id]), {"key": fields["key"]})
    assert "The request is closed" in leader.client.get(response.headers["Location"]).content.decode()
