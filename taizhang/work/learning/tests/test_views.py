"""Pages of learning, asked for as a browser does, without a script."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from taizhang.lib import clock
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import LeaveState, Mark, SessionState, Verdict
from taizhang.work.learning.models import Essay, Leave, MakeUp, SelfStudy, Session
from taizhang.work.learning.tests.study import close, entries, marks_of, minutes, missed, owed, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.visitor import drawn_fields
from tests.world import World, key


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world, world.secretary)


@pytest.fixture
def member(world: World) -> Visitor:
    return Visitor(world, world.member)


def test_a_session_is_planned_and_stands_in_the_list(world: World, secretary: Visitor) -> None:
    day = world.today + timedelta(days=2)
    answer = secretary.sends("plan", world.branch.pk, topic="专题四", on=day, starts_at="09:00", ends_at="11:30")
    assert "专题四" in secretary.follows(answer)
    session = Session.objects.get()
    assert (session.minutes, list(session.programmes.all())) == (150, [world.programme])


def test_a_session_of_every_week_is_planned_at_once_or_not_at_all(world: World, secretary: Visitor) -> None:
    day = world.today + timedelta(days=1)
    given = {"topic": "每周学习", "starts_at": "09:00", "ends_at": "11:00", "on": day}
    secretary.follows(secretary.sends("plan", world.branch.pk, **given, weeks="2"))
    days = list(Session.objects.order_by("on").values_list("on", flat=True))
    assert days == [day, day + timedelta(weeks=1)]
    too_many = secretary.sends("plan", world.branch.pk, **given, weeks="12")
    assert "Choose a day in it" in too_many.content.decode()
    assert Session.objects.count() == 2


def test_a_plan_outside_the_phase_is_refused_beside_its_day_and_loses_nothing(world: World, secretary: Visitor) -> None:
    day = world.today + timedelta(days=90)
    answer = secretary.sends("plan", world.branch.pk, topic="专题四", on=day, starts_at="09:00", ends_at="11:00")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose a day in it" in page and 'value="专题四"' in page


def test_a_sheet_typed_in_from_paper_goes_on_to_its_roll_call(world: World, secretary: Visitor) -> None:
    answer = secretary.sends(
        "plan", world.branch.pk, topic="专题四", on=world.days_ago(3), starts_at="09:00", ends_at="11:00"
    )
    assert "data-rollcall" in secretary.follows(answer)


def test_a_roll_call_takes_two_clicks_and_one_for_each_exception(world: World, secretary: Visitor) -> None:
    session = plan(world)
    panel = secretary.opens("branch_panel", world.branch.pk)
    assert reverse("learning:roll_call", args=[session.record_id]) in panel
    answer = secretary.sends("roll_call", session.record_id, **{f"m{world.member.pk}": "absent"})
    page = secretary.follows(answer)
    assert "5 came" in page and "Voucher" in page
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED
    assert (missed(world.member), minutes(world.secretary), minutes(world.retired)) == (1, 120, 0)


def test_the_counts_of_the_grid_are_right_before_anything_is_touched(world: World, secretary: Visitor) -> None:
    page = secretary.opens("roll_call", plan(world).record_id)
    counts = dict(re.findall(r'data-count="(\w+)"(?: data-of="owed")?>(\d+)<', page))
    assert (counts["leave"], counts["duty"], counts["absent"]) == ("0", "0", "0")
    assert page.count('value="present" checked') == 6


def test_granted_leave_is_marked_on_the_sheet_beforehand(world: World, secretary: Visitor) -> None:
    session = plan(world, days_ago=-1)
    leave = actions.ask_leave(session=session, person=world.member, code="duty", by=world.member, key=key())
    actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    assert f'name="m{world.member.pk}" value="duty" checked' in secretary.opens("roll_call", session.record_id)


def test_a_guest_is_added_by_number_and_name_and_nothing_marked_is_lost(world: World, secretary: Visitor) -> None:
    session = plan(world)
    guest, absent = world.sibling_member, {f"m{world.member.pk}": "absent"}
    wrong = secretary.sends(
        "roll_call", session.record_id, add_guest="1", guest_code=guest.code, guest_name="某某", **absent
    ).content.decode()
    assert "no member with this number" in wrong and guest.name not in wrong
    right = secretary.sends(
        "roll_call", session.record_id, add_guest="1", guest_code=guest.code, guest_name=guest.name, **absent
    ).content.decode()
    assert f'name="m{guest.pk}" value="present" checked' in right
    assert f'name="m{world.member.pk}" value="absent" checked' in right
    answer = secretary.client.post(
        reverse("learning:roll_call", args=[session.record_id]), drawn_fields(right) | {"add_guest": []}
    )
    assert guest.name in secretary.follows(answer)  # type: ignore[arg-type]
    assert minutes(guest) == 120


def test_a_sheet_sent_from_a_second_window_is_told_and_books_nothing(world: World, secretary: Visitor) -> None:
    session = plan(world)
    drawn = drawn_fields(secretary.opens("roll_call", session.record_id))
    close(world, session)
    page = secretary.client.post(reverse("learning:roll_call", args=[session.record_id]), drawn).content.decode()
    assert "booked already" in page
    assert entries() == 1


def test_the_same_sheet_sent_five_times_counts_once_and_answers_the_same(world: World, secretary: Visitor) -> None:
    session = plan(world)
    address = reverse("learning:roll_call", args=[session.record_id])
    drawn = drawn_fields(secretary.opens("roll_call", session.record_id))
    answers = {secretary.client.post(address, drawn).headers["Location"] for _time in range(5)}
    assert answers == {reverse("learning:session", args=[session.record_id])}
    assert entries() == 1


def test_a_correction_shows_original_and_new_with_its_words(world: World, secretary: Visitor) -> None:
    session = close(world, plan(world))
    answer = secretary.sends(
        "restate",
        session.record_id,
        reason="wrong_person",
        words="看错了人。",
        add_guest=[],
        **{f"m{world.member.pk}": "absent"},
    )
    page = secretary.follows(answer)
    assert "<s>Present</s> → <b>Absent</b>" in page and "看错了人。" in page and "Wrong person" in page
    assert owed(world.member) == 1


def test_a_correction_without_a_reason_is_not_booked(world: World, secretary: Visitor) -> None:
    session = close(world, plan(world))
    answer = secretary.sends("restate", session.record_id, add_guest=[], **{f"m{world.member.pk}": "absent"})
    assert answer.status_code == 200
    assert entries() == 1


def test_a_session_that_did_not_take_place_is_reversed_from_its_page(world: World, secretary: Visitor) -> None:
    session = close(world, plan(world))
    page = secretary.follows(secretary.sends("withdraw", session.record_id, reason="not_held"))
    assert "nothing stands booked" in page
    assert minutes(world.member) == 0


def test_a_member_sees_their_own_mark_and_no_other_name(world: World, member: Visitor) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    page = member.opens("session", session.record_id)
    assert "On leave" in page
    assert not [person for person in world.branch_people[1:-2] if person.name in page]


def test_leave_is_asked_granted_and_taken_back_in_the_browser(
    world: World, member: Visitor, secretary: Visitor
) -> None:
    session = plan(world, days_ago=-1)
    assert reverse("learning:ask_leave", args=[session.record_id]) in member.opens("my_panel")
    assert "Take back" in member.follows(member.sends("ask_leave", session.record_id))
    leave = Leave.objects.get()
    assert world.member.name in secretary.opens("branch_panel", world.branch.pk)
    secretary.pressed("decide_leave", leave.pk, granted="yes")
    leave.refresh_from_db()
    assert leave.state == LeaveState.GRANTED
    assert "Come after all" in member.opens("my_panel")
    member.pressed("take_back_leave", leave.pk)
    assert Leave.objects.get().state == LeaveState.RETURNED


def test_make_ups_are_ticked_together(world: World, secretary: Visitor) -> None:
    first = close(world, plan(world), {world.member: Mark.LEAVE, world.floating: Mark.DUTY})
    second = close(world, plan(world, days_ago=4), {world.member: Mark.ABSENT})
    page = secretary.opens("make_ups", world.branch.pk)
    assert "3 missed sessions" in page
    ticks = [f"{first.pk}-{world.member.pk}", f"{second.pk}-{world.member.pk}"]
    answer = secretary.sends("make_ups", world.branch.pk, owed=ticks, form="make_up")
    assert "2 make-ups are booked" in secretary.follows(answer)
    assert (owed(world.member), missed(world.member), owed(world.floating)) == (0, 0, 1)


def test_of_make_ups_ticked_together_all_are_booked_or_none(world: World, secretary: Visitor) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    ticks = [f"{session.pk}-{world.member.pk}", f"{session.pk}-{world.keeper.pk}"]
    answer = secretary.sends("make_ups", world.branch.pk, owed=ticks, form="make_up")
    assert "nothing to make up" in answer.content.decode()
    assert owed(world.member) == 1 and not MakeUp.objects.exists()


def test_a_make_up_is_undone_from_the_toast(world: World, secretary: Visitor) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    secretary.sends("make_ups", world.branch.pk, owed=[f"{session.pk}-{world.member.pk}"], form="home_lesson")
    made = MakeUp.objects.get()
    secretary.pressed("withdraw_make_up", made.record_id)
    assert owed(world.member) == 1
    assert "owed again" in secretary.opens("make_up", made.record_id)


def test_self_study_is_entered_corrected_and_undone(world: World, member: Visitor) -> None:
    page = member.follows(member.sends("add_self_study", minutes="45", material="党章"))
    assert "党章" in page and "45 minutes" in page
    study = SelfStudy.objects.get()
    member.sends("self_study", study.record_id, minutes="60", reason="wrong_amount")
    assert minutes(world.member, "self") == 60
    member.pressed("withdraw_self_study", study.record_id)
    assert minutes(world.member) == 0


def test_an_essay_goes_from_the_member_to_the_reviewer_and_back(
    world: World, member: Visitor, secretary: Visitor
) -> None:
    member.sends("hand_in_essay", title="在车间学到的", text="第一段。")
    essay = Essay.objects.get()
    assert "在车间学到的" in secretary.opens("branch_panel", world.branch.pk)
    page = secretary.follows(secretary.sends("essay", essay.record_id, accepted="yes", comment="写得实在。"))
    assert "Review booked" in page
    essay.refresh_from_db()
    assert essay.verdict == Verdict.ACCEPTED
    assert "写得实在。" in member.opens("essay", essay.record_id)


@pytest.mark.parametrize("who", ["sibling_secretary", "foreign_secretary", "sibling_member"])
def test_guessed_addresses_are_refused_with_a_reason(world: World, who: str) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    study = actions.record_self_study(
        person=world.member, on=world.today, minutes=30, material="党章", by=world.member, key=key()
    )
    essay = actions.hand_in_essay(person=world.member, title="心得", is_on_paper=True, by=world.member, key=key())
    stranger = Visitor(world, getattr(world, who))
    for name, number in (
        ("sessions", world.branch.pk),
        ("plan", world.branch.pk),
        ("make_ups", world.branch.pk),
        ("branch_panel", world.branch.pk),
        ("session", session.record_id),
        ("roll_call", session.record_id),
        ("restate", session.record_id),
        ("sheet", session.record_id),
        ("change", session.record_id),
        ("withdraw", session.record_id),
        ("ask_leave", session.record_id),
        ("self_study", study.record_id),
        ("essay", essay.record_id),
    ):
        page = stranger.opens(name, number, status=403)
        assert world.member.name not in page
    stranger.opens("session", 987_654, status=404)


def test_pages_of_a_unit_without_anything_say_the_next_step(world: World, secretary: Visitor) -> None:
    page = secretary.opens("sessions", world.branch.pk)
    assert "No session is planned" in page and reverse("learning:plan", args=[world.branch.pk]) in page
    assert "Nothing is left to do today" in secretary.opens("branch_panel", world.branch.pk)
    assert "Every missed session is made up" in secretary.opens("make_ups", world.branch.pk)


def test_the_sheet_for_paper_has_everybody_in_the_order_of_the_grid(world: World, secretary: Visitor) -> None:
    session = plan(world)
    sheet, grid = secretary.opens("sheet", session.record_id), secretary.opens("roll_call", session.record_id)
    names = [person.name for person in world.branch_people[:-1]]
    assert sorted(names, key=sheet.index) == sorted(names, key=grid.index) == names


def test_a_key_that_was_used_for_another_sheet_is_refused(world: World, secretary: Visitor) -> None:
    used = uuid4()
    actions.close_session(session=(held := plan(world)), marks=marks_of(world, held), by=world.secretary, key=used)
    other = plan(world, days_ago=3)
    page = secretary.sends("roll_call", other.record_id, key=str(used), add_guest=[]).content.decode()
    assert "already sent with other content" in page


def test_a_planned_session_stands_in_the_members_panel_on_its_day(world: World, member: Visitor) -> None:
    session = plan(world, days_ago=-1)
    assert session.topic in member.opens("my_panel")
    with clock.telling(clock.now() + timedelta(days=3)):
        assert session.topic not in member.opens("my_panel")


def test_what_goes_one_level_up_waits_on_the_page_of_the_head(world: World) -> None:
    session = plan(world, days_ago=-1)
    actions.ask_leave(session=session, person=world.secretary, by=world.secretary, key=key())
    actions.ask_leave(session=session, person=world.member, by=world.member, key=key())
    author = world.leading_cadre
    actions.hand_in_essay(person=author, title="岗位与责任", is_on_paper=True, by=author, key=key())
    head = Visitor(world, world.principal)
    panel = head.opens("unit_panel", world.general_branch.pk)
    assert world.secretary.name in panel and "岗位与责任" in panel
    assert world.member.name not in panel
    leave = Leave.objects.get(person=world.secretary)
    assert head.pressed("decide_leave", leave.pk, granted="yes").status_code == 302
