"""Leave: asked before the session, decided by somebody else, one code and no reason."""

from datetime import timedelta
from typing import Any

import pytest

from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import LeaveState
from taizhang.work.learning.models import Leave, Session
from taizhang.work.learning.tests.study import close, entries, plan
from tests.world import World, key


def ask(world: World, session: Session, **other: object) -> Leave:
    given: dict[str, object] = {"session": session, "person": world.member, "by": world.member, "key": key()}
    return actions.ask_leave(**(given | other))  # type: ignore[arg-type]


def test_a_member_asks_with_one_code_and_the_secretary_grants(world: World) -> None:
    leave = ask(world, plan(world, days_ago=-2), code="duty")
    assert (leave.code, leave.state, leave.asked_on) == ("duty", LeaveState.ASKED, world.today)
    granted = actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    assert (granted.state, granted.decided_by, granted.decided_on) == ("granted", world.secretary, world.today)
    assert actions.decide_leave(leave=leave, granted=False, by=world.keeper, key=key()).state == LeaveState.REFUSED


def test_leave_books_nothing_and_keeps_no_reason(world: World) -> None:
    actions.decide_leave(leave=ask(world, plan(world, days_ago=-2)), granted=True, by=world.secretary, key=key())
    assert entries() == 0
    assert not {field.name for field in Leave._meta.fields} & {"reason", "words", "text", "note"}


def test_strangers_neither_ask_nor_grant(world: World) -> None:
    session = plan(world, days_ago=-2)
    for stranger in (world.leading_cadre, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            ask(world, session, by=stranger)
    with pytest.raises(NotAllowed):
        ask(world, session, person=world.sibling_member, by=world.sibling_member)
    leave = ask(world, session)
    for stranger in (world.member, world.leading_cadre, world.sibling_secretary, world.principal):
        with pytest.raises(NotAllowed):
            actions.decide_leave(leave=leave, granted=True, by=stranger, key=key())


def test_the_secretarys_own_leave_goes_one_level_up(world: World) -> None:
    leave = ask(world, plan(world, days_ago=-2), person=world.secretary, by=world.secretary)
    with pytest.raises(NotAllowed):
        actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    assert actions.decide_leave(leave=leave, granted=True, by=world.principal, key=key()).state == "granted"


def test_asking_again_with_the_same_key_asks_once(world: World) -> None:
    session, again = plan(world, days_ago=-2), key()
    assert len({ask(world, session, key=again).pk for _time in range(3)}) == 1
    with pytest.raises(Refusal) as refused:
        ask(world, session)
    assert refused.value.code == "asked_already"


def test_leave_is_asked_before_the_session_begins(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        ask(world, plan(world))
    assert refused.value.code == "too_late"
    with pytest.raises(Refusal) as unknown:
        ask(world, plan(world, days_ago=-2), code="ill")
    assert unknown.value.code == "unknown_code"


def test_leave_is_taken_back_while_the_session_is_planned(world: World) -> None:
    session, again = plan(world, days_ago=-2), key()
    leave = ask(world, session)
    with pytest.raises(NotAllowed):
        actions.take_back_leave(leave=leave, by=world.sibling_member, key=key())
    for _time in range(3):
        actions.take_back_leave(leave=leave, by=world.member, key=again)
    assert session.leaves.get().state == LeaveState.RETURNED
    with pytest.raises(Refusal) as refused:
        actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    assert refused.value.code == "taken_back"


def test_leave_may_be_asked_again_after_coming_back_from_it(world: World) -> None:
    session = plan(world, days_ago=-2)
    leave = actions.decide_leave(leave=ask(world, session), granted=True, by=world.secretary, key=key())
    actions.take_back_leave(leave=leave, by=world.member, key=key())
    again = ask(world, session, code="duty")
    assert (again.pk, again.code, again.state, again.decided_by) == (leave.pk, "duty", LeaveState.ASKED, None)


def test_a_request_sent_again_after_it_was_taken_back_is_told_so(world: World) -> None:
    session, one = plan(world, days_ago=-2), key()
    asked: dict[str, Any] = {"session": session, "person": world.member, "by": world.member, "key": one}
    leave = actions.ask_leave(**asked)
    actions.take_back_leave(leave=leave, by=world.member, key=key())
    with pytest.raises(Refusal) as refused:
        actions.ask_leave(**asked)
    assert refused.value.code == "taken_back"


def test_a_decision_stands_once_the_roll_call_is_booked(world: World) -> None:
    session = plan(world, days_ago=-2)
    leave = ask(world, session)
    with clock.telling(clock.now() + timedelta(days=3)):
        close(world, session)
        with pytest.raises(Refusal) as refused:
            actions.decide_leave(leave=leave, granted=True, by=world.secretary, key=key())
    assert refused.value.code == "closed_already"
