"""The code on the wall: off by default, worth half a minute, for one session and who is on its list; a proposal only."""

from datetime import timedelta

import pytest
from django.urls import reverse

from taizhang.ground.people.models import Person
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.codes import GRACE, PASS, STEP, check_code, check_pass, code_now, pass_for
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import CodeSwitch, RollMark, SaidPresent, Session
from taizhang.work.learning.tests.study import close, entries, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World, key


@pytest.fixture
def shown(world: World) -> Session:
    """A session of today in a branch that shows codes."""
    actions.switch_codes(unit=world.branch, is_on=True, by=world.secretary, key=key())
    return plan(world, days_ago=0)


def refused(session: Session, by: Person, given: str = "") -> str:
    with pytest.raises(Refusal) as refusal:
        given = given or pass_for(session.pk, by.pk)
        actions.say_present(session=session, given=given, by=by, key=key())
    return refusal.value.code


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_a_code_is_worth_one_step_of_one_session(world: World) -> None:
    now = clock.now()
    begins = now - later(now.timestamp() % STEP)
    with clock.telling(begins):
        code = code_now(7)
        check_code(7, code)
    for age, wanted in ((STEP - 1, ""), (STEP + GRACE - 1, ""), (STEP + GRACE, "expired_code"), (-1, "expired_code")):
        with clock.telling(begins + later(age)):
            if not wanted:
                check_code(7, code)
                continue
            with pytest.raises(Refusal) as refusal:
                check_code(7, code)
            assert refusal.value.code == wanted, age
    with clock.telling(begins):
        for session, given in ((8, code), (7, code[:-1] + "z"), (7, "1-0"), (7, ""), (7, "x-y-z"), (7, "９-é")):
            with pytest.raises(Refusal) as refusal:
                check_code(session, given)
            assert refusal.value.code == "wrong_code", given


def test_a_pass_is_good_for_one_person_one_session_and_five_minutes(world: World) -> None:
    good = pass_for(7, 3)
    check_pass(7, 3, good)
    for session, person, given in ((8, 3, good), (7, 4, good), (7, 3, good + "x"), (7, 3, "")):
        with pytest.raises(Refusal) as refusal:
            check_pass(session, person, given)
        assert refusal.value.code == "wrong_code"
    assert timedelta(minutes=5) >= PASS


def test_without_the_switch_of_the_unit_there_is_no_code(world: World) -> None:
    session = plan(world, days_ago=0)
    assert refused(session, world.member) == "codes_off"
    secretary = Visitor(world, world.secretary)
    secretary.opens("wall", session.record_id, status=409)
    assert "Show the code" not in secretary.opens("roll_call", session.record_id)
    actions.switch_codes(unit=world.branch, is_on=True, by=world.secretary, key=key())
    assert "Show the code" in secretary.opens("roll_call", session.record_id)
    actions.switch_codes(unit=world.branch, is_on=False, by=world.secretary, key=key())
    assert not CodeSwitch.objects.exists()
    for stranger in (world.member, world.principal, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            actions.switch_codes(unit=world.branch, is_on=True, by=stranger, key=key())


def test_what_a_member_says_is_a_proposal_that_counts_once_and_goes_with_the_roll_call(
    world: World, shown: Session
) -> None:
    for _time in range(3):
        given = pass_for(shown.pk, world.member.pk)
        actions.say_present(session=shown, given=given, by=world.member, key=key())
    assert SaidPresent.objects.get().person == world.member
    assert entries() == 0
    close(world, shown, {world.member: Mark.ABSENT})
    assert not SaidPresent.objects.exists()
    assert RollMark.objects.get(session=shown, person=world.member).mark == Mark.ABSENT
    assert refused(shown, world.member) == "closed_already"


def test_who_is_not_on_the_list_is_told_so(world: World, shown: Session) -> None:
    assert refused(shown, world.sibling_member) == "not_on_list"
    page = Visitor(world, world.sibling_member).client.get(reverse("learning:here", args=[shown.record_id, "1-0"]))
    assert page.status_code == 403 and "not on the list" in page.content.decode()


def test_a_member_scans_and_the_organiser_sees_it_and_decides(world: World, shown: Session) -> None:
    secretary, member = Visitor(world, world.secretary), Visitor(world, world.member)
    wall = secretary.opens("wall", shown.record_id)
    assert "<svg" in wall and "0 noted" in wall
    address = reverse("learning:here", args=[shown.record_id, code_now(shown.pk)])
    page = member.client.get(address).content.decode()
    assert "Are you here?" in page
    given = page.split('name="pass" value="')[1].split('"')[0]
    page = member.client.post(address, {"pass": given, "key": key()}, follow=True).content.decode()
    assert "You are noted as present" in page
    assert "1 noted" in secretary.opens("code", shown.record_id)
    grid = secretary.opens("roll_call", shown.record_id)
    assert "scanned" in grid and "1 scanned" in grid
    assert f'name="m{world.secretary.pk}" value="present" checked' in grid
    address = reverse("learning:roll_call", args=[shown.record_id])
    proposed = secretary.client.get(address, {"rest": "absent"}).content.decode()
    assert f'name="m{world.secretary.pk}" value="absent" checked' in proposed
    assert f'name="m{world.member.pk}" value="present" checked' in proposed


def test_an_old_code_and_the_code_of_another_session_are_refused_in_words(world: World, shown: Session) -> None:
    member = Visitor(world, world.member)
    other = plan(world, days_ago=0, topic="另一次")
    old = member.client.get(reverse("learning:here", args=[shown.record_id, code_now(other.pk)]))
    assert old.status_code == 409 and "another session" in old.content.decode()
    with clock.telling(clock.now() - timedelta(minutes=3)):
        expired = code_now(shown.pk)
    old = member.client.get(reverse("learning:here", args=[shown.record_id, expired]))
    assert old.status_code == 409 and "has expired" in old.content.decode()
    assert not SaidPresent.objects.exists()


def test_nothing_about_when_or_where_is_kept() -> None:
    assert {field.name for field in SaidPresent._meta.get_fields()} == {"id", "session", "person"}


def test_who_is_on_leave_and_comes_is_proposed_as_present(world: World, shown: Session) -> None:
    session = plan(world, days_ago=-1)
    leave = actions.ask_leave(session=session, person=world.member, by=world.member, key=key())
    actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    with clock.telling(clock.now() + timedelta(days=1)):
        given = pass_for(session.pk, world.member.pk)
        actions.say_present(session=session, given=given, by=world.member, key=key())
        grid = Visitor(world, world.secretary).opens("roll_call", session.record_id)
    assert f'name="m{world.member.pk}" value="present" checked' in grid
