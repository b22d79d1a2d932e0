"""A roll-call taken back with one click, and the chain from leave to make-up, lived through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import AcceptedMakeUp, Leave, MakeUp
from taizhang.work.learning.tests.study import booked, close, entries, minutes, missed, owed, plan
from taizhang.work.learning.tests.visitor import Visitor
from taizhang.work.rolls import actions as rolls
from tests.visitor import drawn_fields
from tests.world import World, key


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world, world.secretary)


@pytest.fixture
def member(world: World) -> Visitor:
    return Visitor(world, world.member)


# --- taken back ---


def test_a_roll_call_taken_back_leaves_nothing_booked_and_keeps_its_marks(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    again = key()
    for _time in range(3):
        taken = actions.take_back_roll_call(session=session, by=world.secretary, key=again)
    assert (taken.state, taken.is_taken_back) == (SessionState.PLANNED, True)
    assert not booked(session.record, ROLL_CALL)
    assert [entry.reason for entry in statements(session.record)] == ["", "taken_back"]
    assert session.marks.get(person=world.member).mark == Mark.LEAVE
    assert (missed(world.member), owed(world.member)) == (0, 0)
    assert minutes(world.secretary) == 0


def test_taken_back_it_is_booked_anew_and_changed_before(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    before = booked(session.record, ROLL_CALL)
    actions.take_back_roll_call(session=session, by=world.secretary, key=key())
    closed = close(world, session, {world.member: Mark.LEAVE})
    assert (closed.state, closed.is_taken_back) == (SessionState.CLOSED, False)
    assert booked(session.record, ROLL_CALL) == before
    assert (missed(world.member), owed(world.member)) == (1, 1)
    actions.take_back_roll_call(session=session, by=world.secretary, key=key())
    session.refresh_from_db()
    actions.change_session(
        session=session,
        topic="改了题目",
        on=world.days_ago(4),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        by=world.secretary,
        key=key(),
    )
    close(world, session)
    assert (missed(world.member), owed(world.member)) == (0, 0)
    assert len(statements(session.record)) == 5


def test_only_who_keeps_the_books_takes_back_and_only_what_is_booked(world: World) -> None:
    session = close(world, plan(world))
    for stranger in (world.member, world.sibling_secretary, world.leading_cadre):
        with pytest.raises(NotAllowed):
            actions.take_back_roll_call(session=session, by=stranger, key=key())
    with pytest.raises(Refusal) as refused:
        actions.take_back_roll_call(session=plan(world), by=world.secretary, key=key())
    assert refused.value.code == "not_booked"


def test_a_make_up_of_a_roll_call_taken_back_stays_and_settles_it_again(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.ABSENT})
    actions.make_up(session=session, person=world.member, form="make_up", on=world.today, by=world.secretary, key=key())
    actions.take_back_roll_call(session=session, by=world.secretary, key=key())
    assert (missed(world.member), owed(world.member), minutes(world.member)) == (0, 0, 120)
    close(world, session, {world.member: Mark.ABSENT})
    assert (missed(world.member), owed(world.member), minutes(world.member)) == (0, 0, 120)


def test_taken_back_and_withdrawn_it_leaves_no_mark(world: World) -> None:
    session = close(world, plan(world))
    actions.take_back_roll_call(session=session, by=world.secretary, key=key())
    withdrawn = actions.withdraw_session(session=session, by=world.secretary, key=key())
    assert (withdrawn.state, withdrawn.is_taken_back) == (SessionState.WITHDRAWN, False)
    assert not session.marks.exists()
    assert not booked(session.record, ROLL_CALL)


def test_the_message_after_booking_takes_it_back_with_one_click(world: World, secretary: Visitor) -> None:
    session = plan(world)
    page = secretary.follows(secretary.sends("roll_call", session.record_id, **{f"m{world.member.pk}": "duty"}))
    undo = reverse("learning:take_back_roll_call", args=[session.record_id])
    assert f'action="{undo}"' in page
    page = secretary.follows(secretary.pressed("take_back_roll_call", session.record_id))
    assert "nothing stands booked" in page and "data-rollcall" in page
    assert secretary.pressed("take_back_roll_call", session.record_id).status_code == 302
    assert f'name="m{world.member.pk}" value="duty" checked' in page
    assert "5 came" in secretary.follows(secretary.sends("roll_call", session.record_id))
    assert entries() == 3


# --- which make-ups are accepted ---


def make_up(world: World, form: str, **other: object) -> MakeUp:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    given = {"session": session, "person": world.member, "form": form, "on": world.today, "by": world.secretary}
    return actions.make_up(**(given | {"key": key()} | other))  # type: ignore[arg-type]


def test_a_programme_says_which_make_ups_it_accepts(world: World) -> None:
    forms = {"make_up": True, "home_lesson": False}
    actions.set_accepted_make_ups(programme=world.programme, forms=forms, by=world.office, key=key())
    with pytest.raises(Refusal) as refused:
        make_up(world, "self_study")
    assert refused.value.code == "not_accepted"
    with pytest.raises(Refusal) as short:
        make_up(world, "make_up", minutes=90)
    assert short.value.code == "too_short"
    make_up(world, "make_up", minutes=120)
    make_up(world, "home_lesson", minutes=30)


def test_only_the_office_of_the_programme_says_so_and_never_that_nothing_counts(world: World) -> None:
    for stranger in (world.secretary, world.member, world.principal):
        with pytest.raises(NotAllowed):
            actions.set_accepted_make_ups(programme=world.programme, forms={"make_up": True}, by=stranger, key=key())
    for forms, code in (({}, "none_accepted"), ({"party": True}, "unknown_form")):
        with pytest.raises(Refusal) as refused:
            actions.set_accepted_make_ups(programme=world.programme, forms=forms, by=world.office, key=key())
        assert refused.value.code == code
    assert not AcceptedMakeUp.objects.exists()


def test_the_office_says_on_a_page_which_make_ups_count(world: World, secretary: Visitor) -> None:
    office = Visitor(world, world.office)
    page = office.follows(office.sends("accepted_make_ups", world.programme.pk, self_study="no", make_up="whole"))
    assert "make-ups are held to this" in page
    assert dict(AcceptedMakeUp.objects.values_list("form", "is_whole")) == {"make_up": True, "home_lesson": False}
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    tick = f"{session.pk}-{world.member.pk}"
    refused = secretary.sends("make_ups", world.branch.pk, owed=[tick], form="self_study")
    assert "Self-study is not accepted as a make-up here." in refused.content.decode()
    short = secretary.sends("make_ups", world.branch.pk, owed=[tick], form="make_up", minutes="60")
    assert "at least as long as the session, 120 minutes" in short.content.decode()
    assert owed(world.member) == 1


# --- the chain ---


def notes_beside(visitor: Visitor, person: int) -> str:
    """The panel of notes that the page of a chain takes in from its owner."""
    panel = reverse("curriculum:notes_panel", args=[person])
    assert f'hx-get="{panel}"' in visitor.opens("chain", person)
    return visitor.client.get(panel).content.decode()


@pytest.mark.requirement("R1-52")
def test_leave_absence_notes_and_make_up_are_one_chain_on_the_pages_of_member_and_secretary(
    world: World, member: Visitor, secretary: Visitor
) -> None:
    session = plan(world, days_ago=-2)
    assert "Nothing is left to make up" in member.opens("chain", world.member.pk)
    member.follows(member.sends("ask_leave", session.record_id))
    assert "Asked" in member.opens("chain", world.member.pk)
    secretary.pressed("decide_leave", Leave.objects.get().pk, granted="yes")
    page = member.opens("chain", world.member.pk)
    assert "Granted" in page and "not called yet" in page
    with clock.telling(clock.now() + timedelta(days=3)):
        secretary.client.force_login(world.user(world.secretary))
        member.client.force_login(world.user(world.member))
        assert "5 came" in secretary.follows(secretary.sends("roll_call", session.record_id))
        page = member.opens("chain", world.member.pk)
        assert "1 session to be made up" in page and "On leave" in page
        page = secretary.opens("unit_chain", world.branch.pk)
        assert world.member.name in page and "1 session to be made up" in page
        tick = f"{session.pk}-{world.member.pk}"
        secretary.follows(secretary.sends("make_ups", world.branch.pk, owed=[tick], form="home_lesson"))
        page = member.opens("chain", world.member.pk)
        assert "Nothing is left to make up" in page and "1 made up" in page and "Home lesson" in page
        assert "settled" in secretary.opens("unit_chain", world.branch.pk)
        writing = reverse("curriculum:write_note")
        fields = drawn_fields(member.client.get(writing).content.decode())
        member.follows(member.client.post(writing, fields | {"title": "补课笔记", "text": "记下几点。"}))  # type: ignore[arg-type]
        for reader in (member, secretary):
            panel = notes_beside(reader, world.member.pk)
            assert "补课笔记" in panel and "waits for the weekly look" in panel
        sheet = reverse("curriculum:note_sheet", args=[world.branch.pk])
        fields = drawn_fields(secretary.client.get(sheet).content.decode())
        secretary.follows(secretary.client.post(sheet, fields | {"looked": [world.member.pk]}))  # type: ignore[arg-type]
        assert "looked at" in notes_beside(member, world.member.pk)
    assert (missed(world.member), owed(world.member)) == (0, 0)


@pytest.mark.requirement("R1-52")
def test_who_asked_for_leave_and_came_is_shown_as_come_back(world: World, member: Visitor) -> None:
    told, came = plan(world, days_ago=-1), plan(world, days_ago=-2)
    for session in (told, came):
        member.follows(member.sends("ask_leave", session.record_id))
    member.pressed("take_back_leave", Leave.objects.get(session=told).pk)
    with clock.telling(clock.now() + timedelta(days=3)):
        member.client.force_login(world.user(world.member))
        close(world, told)
        close(world, came)
        page = member.opens("chain", world.member.pk)
    assert page.count("came after all") == 2 and "Came after all" in page
    assert "Nothing is left to make up" in page


def test_the_chain_is_open_to_the_person_and_their_branch_only(world: World) -> None:
    for stranger in (world.sibling_secretary, world.leading_cadre, world.principal):
        Visitor(world, stranger).opens("chain", world.member.pk, status=403)
        Visitor(world, stranger).opens("unit_chain", world.branch.pk, status=403)
        panel = reverse("curriculum:notes_panel", args=[world.member.pk])
        assert Visitor(world, stranger).client.get(panel).status_code == 403
    Visitor(world, world.member).opens("unit_chain", world.branch.pk, status=403)


def test_the_new_branch_of_a_moved_member_does_not_see_what_was_held_in_the_old_one(world: World) -> None:
    close(world, plan(world, topic="旧支部的一课"), {world.floating: Mark.LEAVE})
    study = {"person": world.floating, "on": world.days_ago(3), "minutes": 30, "material": "旧支部的书"}
    actions.record_self_study(**study, by=world.floating, key=key())  # type: ignore[arg-type]
    rolls.transfer_member(person=world.floating, unit=world.sibling, on=world.today, by=None, key=key())
    page = Visitor(world, world.sibling_secretary).opens("chain", world.floating.pk)
    assert "旧支部" not in page
    page = Visitor(world, world.floating).opens("chain", world.floating.pk)
    assert "旧支部的一课" in page and "旧支部的书" in page


def test_the_chain_of_a_unit_is_filtered_by_what_is_owed(world: World, secretary: Visitor) -> None:
    close(world, plan(world), {world.member: Mark.LEAVE})
    made = close(world, plan(world, topic="补过的一课"), {world.floating: Mark.DUTY})
    actions.make_up(
        session=made, person=world.floating, form="self_study", on=world.today, by=world.secretary, key=key()
    )
    address = reverse("learning:unit_chain", args=[world.branch.pk])
    open_ones = secretary.client.get(address, {"state": "owed"}).content.decode()
    assert world.member.name in open_ones and "补过的一课" not in open_ones
    done = secretary.client.get(address, {"state": "made"}).content.decode()
    assert "补过的一课" in done and world.member.name not in done
