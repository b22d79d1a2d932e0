"""Sessions outside working hours: only for a clash, only with each member's agreement, and a no is nothing (R1-64)."""

from datetime import time as clock_time
from datetime import timedelta

import pytest
from django.urls import reverse

from taizhang.ground.calendar.models import Occasion
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import Agreement, OutOfHours, Session
from taizhang.work.learning.roster import sheet_of
from taizhang.work.learning.tests.study import close, entries, minutes, missed, owed
from taizhang.work.learning.tests.study import plan as plan_any
from taizhang.work.learning.tests.visitor import Visitor
from taizhang.work.plans import actions as plans
from tests.world import World, key

EVENING = {"starts_at": clock_time(19), "ends_at": clock_time(21)}


@pytest.fixture
def hours(world: World) -> World:
    """The general branch has said when its units work: every day from nine to half past five."""
    plans.say_working_time(
        unit=world.branch,
        days=range(7),
        opens_at=clock_time(9),
        closes_at=clock_time(17, 30),
        days_apart=2,
        by=world.secretary,
        key=key(),
    )
    return world


def plan(world: World, **other: object) -> Session:
    """A session of the evening in two days, with its clash in a sentence."""
    return plan_any(world, **({"days_ago": -2, "clash": "白天泵站值守"} | EVENING | other))  # type: ignore[arg-type]


def busy(world: World, days: int) -> Occasion:
    """A busy time of the branch, so many days from today."""
    on = world.today + timedelta(days=days)
    event = plans.note_event(
        unit=world.branch, kind="peak", title="汛期值守", starts_on=on, by=world.secretary, key=key()
    )
    return Occasion.objects.get(record=event.record)


def answer(world: World, session: Session, *, yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> None:
    for names, is_yes in ((yes, True), (no, False)):
        for name in names:
            actions.answer_invitation(session=session, is_yes=is_yes, by=getattr(world, name), key=key())


def test_outside_working_hours_a_clash_is_asked_for_and_inside_nothing_is(hours: World) -> None:
    for bare in ({"clash": ""}, {"clash": "  "}, {"clash": "", "starts_at": clock_time(17), "ends_at": clock_time(18)}):
        with pytest.raises(Refusal) as refused:
            plan(hours, **bare)
        assert (refused.value.code, refused.value.field) == ("out_of_hours", "clash")
    assert not Session.objects.exists()
    inside = plan(hours, clash="", starts_at=clock_time(15), ends_at=clock_time(17, 30))
    assert not OutOfHours.objects.filter(session=inside).exists()


def test_a_unit_that_never_said_its_hours_is_not_bound(world: World) -> None:
    assert not OutOfHours.objects.filter(session=plan(world, clash="")).exists()


def test_a_busy_time_is_a_clash_only_when_it_is_near(hours: World) -> None:
    near, far = busy(hours, 3), busy(hours, 9)
    with pytest.raises(Refusal) as refused:
        plan(hours, clash="", business=far)
    assert (refused.value.code, refused.value.field) == ("no_clash", "business")
    assert plan(hours, clash="", business=near).out_of_hours.business == near.record


def test_only_who_agreed_is_expected_and_a_no_or_no_answer_is_neither_absence_nor_make_up(hours: World) -> None:
    session = plan(hours)
    answer(hours, session, yes=("secretary", "keeper", "member"), no=("floating",))
    sheet = sheet_of(session, [hours.programme])
    assert {one.person for one in sheet.attendees if one.owes} == {
        hours.secretary.pk,
        hours.keeper.pk,
        hours.member.pk,
    }
    with clock.telling(clock.now() + timedelta(days=2)):
        marks = {one.person: Mark.NOT_JOINED.value for one in sheet.attendees}
        marks |= {hours.secretary.pk: "present", hours.keeper.pk: "present", hours.member.pk: "absent"}
        # who did not agree may come all the same, and it counts; even "absent" of them is none
        marks |= {hours.leading_cadre.pk: "present", hours.cannot_write.pk: "absent"}
        actions.close_session(session=session, marks=marks, by=hours.secretary, key=key())
    for person in (hours.floating, hours.cannot_write):
        assert (missed(person), owed(person), minutes(person)) == (0, 0, 0)
    assert (missed(hours.member), owed(hours.member)) == (1, 1)
    assert minutes(hours.leading_cadre) == minutes(hours.keeper) == 120


def test_an_answer_changes_until_the_session_begins_and_not_after(hours: World) -> None:
    session, again = plan(hours), key()
    answer(hours, session, no=("member",))
    for _time in range(3):
        actions.answer_invitation(session=session, is_yes=True, by=hours.member, key=again)
    assert Agreement.objects.get().is_yes and entries() == 0
    with clock.telling(clock.now() + timedelta(days=3)), pytest.raises(Refusal) as refused:
        answer(hours, session, no=("member",))
    assert refused.value.code == "too_late"


def test_nobody_answers_for_others_nor_about_a_session_in_working_hours(hours: World) -> None:
    session = plan(hours)
    for stranger in (hours.sibling_member, hours.office, hours.principal, hours.activist):
        with pytest.raises(NotAllowed):
            actions.answer_invitation(session=session, is_yes=True, by=stranger, key=key())
    inside = plan(hours, clash="", starts_at=clock_time(10), ends_at=clock_time(11))
    with pytest.raises(Refusal) as refused:
        answer(hours, inside, yes=("member",))
    assert refused.value.code == "not_asked"


def test_moved_to_another_time_everybody_is_asked_anew_and_moved_inside_nobody(hours: World) -> None:
    session = plan(hours)
    answer(hours, session, yes=("member",))

    def move(**times: object) -> None:
        given = {"topic": "改", "on": session.on, "starts_at": session.starts_at, "ends_at": session.ends_at}
        actions.change_session(session=session, by=hours.secretary, key=key(), **given | times)  # type: ignore[arg-type]
        session.refresh_from_db()

    move()
    assert session.agreements.count() == 1
    move(starts_at=clock_time(18), ends_at=clock_time(20))
    assert session.agreements.count() == 0 and OutOfHours.objects.filter(session=session).exists()
    answer(hours, session, yes=("member",))
    move(starts_at=clock_time(14), ends_at=clock_time(16))
    assert session.agreements.count() == 0 and not OutOfHours.objects.filter(session=session).exists()
    with pytest.raises(Refusal) as refused:
        move(starts_at=clock_time(18), ends_at=clock_time(20))
    assert refused.value.code == "out_of_hours"


def test_with_the_roll_call_it_is_forgotten_who_said_no(hours: World) -> None:
    session = plan(hours)
    answer(hours, session, yes=("member",), no=("floating",))
    with clock.telling(clock.now() + timedelta(days=2)):
        marks = {one.person: "not_joined" for one in sheet_of(session, []).attendees} | {hours.member.pk: "present"}
        actions.close_session(session=session, marks=marks, by=hours.secretary, key=key())
    assert list(session.agreements.values_list("person", flat=True)) == [hours.member.pk]


def test_a_sheet_from_paper_takes_who_is_marked_for_agreed_and_nobody_is_absent(hours: World) -> None:
    session = plan(hours, days_ago=2)
    page = Visitor(hours, hours.secretary).opens("roll_call", session.record_id)
    assert f'name="m{hours.member.pk}" value="present" checked' in page
    assert f'name="m{hours.member.pk}" value="absent"' not in page
    close(hours, session, {hours.member: "present", hours.keeper: "not_joined"})
    assert (minutes(hours.member), missed(hours.keeper), owed(hours.keeper)) == (120, 0, 0)


@pytest.mark.requirement("R1-64")
def test_a_clash_is_named_members_answer_with_one_tap_and_only_the_planner_sees_a_no(hours: World) -> None:
    near = busy(hours, 3)
    secretary, member = Visitor(hours, hours.secretary), Visitor(hours, hours.member)
    given = {
        "topic": "专题四",
        "on": hours.today + timedelta(days=2),
        "starts_at": "19:00",
        "ends_at": "21:00",
        "business": [],
    }
    refused = secretary.sends("plan", hours.branch.pk, **given).content.decode()
    assert "outside working hours" in refused and "汛期值守" in refused
    answered = secretary.sends("plan", hours.branch.pk, **given | {"business": near.pk})
    assert "who says yes is expected" in secretary.client.get(answered.headers["Location"]).content.decode()
    session = Session.objects.get()
    panel = member.opens("my_panel")
    assert "汛期值守" in panel and reverse("learning:answer", args=[session.record_id]) in panel
    assert "Ask for leave" not in panel
    address = reverse("learning:answer", args=[session.record_id])
    page = member.follows(member.client.post(address, {"key": str(key()), "come": "no"}))  # type: ignore[arg-type]
    assert "You do not come" in page and "I agree to come" in page
    seen = secretary.opens("session", session.record_id)
    assert hours.member.name in seen and "0 members agreed" in seen
    for other in (hours.keeper, hours.floating, hours.principal):
        seen = Visitor(hours, other).opens("session", session.record_id)
        assert hours.member.name not in seen
    assert member.client.post(address, {"key": str(key()), "come": "maybe"}).status_code == 409
    assert session.state == SessionState.PLANNED


def test_every_week_of_a_plan_needs_its_clash_near(hours: World) -> None:
    near = busy(hours, 3)
    given = {"topic": "每周", "on": hours.today + timedelta(days=2), "starts_at": "19:00", "ends_at": "21:00"}
    answered = Visitor(hours, hours.secretary).sends("plan", hours.branch.pk, **given, business=near.pk, weeks="2")
    assert "is not near this day" in answered.content.decode() and not Session.objects.exists()


def test_an_evening_is_no_habit_the_next_plan_starts_in_working_hours(hours: World) -> None:
    plan(hours, clash="", starts_at=clock_time(15), ends_at=clock_time(17), days_ago=3)
    plan(hours)
    page = Visitor(hours, hours.secretary).opens("plan", hours.branch.pk)
    assert 'value="15:00"' in page and 'value="19:00"' not in page
