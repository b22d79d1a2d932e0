"""Planning a session, moving it inside its phase, withdrawing it: a plan posts nothing."""

from datetime import date, time, timedelta

import pytest

from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import close, entries, plan
from taizhang.work.rolls import actions as rolls
from tests.world import World, key


def move(world: World, session: Session, on: date, **other: object) -> Session:
    given: dict[str, object] = {
        "session": session,
        "topic": session.topic,
        "on": on,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "by": world.secretary,
        "key": key(),
    }
    return actions.change_session(**(given | other))  # type: ignore[arg-type]


def test_a_planned_session_stands_with_its_record_and_books_nothing(world: World) -> None:
    session = plan(world, topic="  专题二  ")
    assert (session.topic, session.state, session.minutes) == ("专题二", SessionState.PLANNED, 120)
    assert (session.record.type, session.record.title, session.record.on) == ("learning.session", "专题二", session.on)
    assert list(session.programmes.all()) == [world.programme]
    assert entries() == 0


def test_only_who_keeps_the_books_of_the_unit_plans_its_sessions(world: World) -> None:
    for stranger in (world.member, world.sibling_secretary, world.principal, world.office, world.leader):
        with pytest.raises(NotAllowed):
            plan(world, by=stranger)
    assert plan(world, by=world.keeper).unit == world.branch


def test_planning_again_with_the_same_key_makes_one_session(world: World) -> None:
    again = key()
    assert len({plan(world, key=again).pk for _time in range(5)}) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"topic": " "}, "no_topic"),
        ({"form": "karaoke"}, "unknown_form"),
        ({"form": "home_lesson"}, "unknown_form"),
        ({"ends_at": time(15, 0)}, "no_time"),
        ({"days_ago": 31}, "before_programme"),
        ({"days_ago": -60}, "outside_phase"),
    ],
)
def test_bad_plans_are_refused_and_leave_nothing(world: World, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        plan(world, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not Session.objects.exists()


def test_a_unit_plans_only_for_programmes_it_takes_part_in(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        plan(world, unit=world.foreign_branch, by=world.foreign_secretary)
    assert refused.value.code == "not_enrolled"


def test_a_session_past_midnight_belongs_to_the_day_it_began(world: World) -> None:
    assert plan(world, starts_at=time(23, 0), ends_at=time(0, 30)).minutes == 90


def test_a_session_is_moved_inside_its_phase_and_its_record_follows(world: World) -> None:
    session = move(world, plan(world), world.today + timedelta(days=3), topic="专题三")
    session.record.refresh_from_db()
    assert (session.record.on, session.record.title) == (world.today + timedelta(days=3), "专题三")
    for outside in (world.began + timedelta(days=61), world.began - timedelta(days=1)):
        with pytest.raises(Refusal):
            move(world, session, outside)


def test_a_session_is_not_moved_back_into_a_phase_that_is_closed(world: World) -> None:
    session = plan(world, days_ago=1)
    rolls.close_unit_phase(
        programme=world.programme,
        unit=world.branch,
        phase=world.first_phase,
        on=world.days_ago(3),
        by=world.office,
        key=key(),
    )
    with pytest.raises(Refusal) as refused:
        move(world, session, world.days_ago(8))
    assert refused.value.code == "outside_phase"


def test_a_reference_end_that_has_passed_refuses_no_session(world: World) -> None:
    with clock.telling(clock.now() + timedelta(days=50)):
        assert plan(world, days_ago=-60)


def test_a_stranger_moves_and_withdraws_nothing(world: World) -> None:
    session = plan(world)
    with pytest.raises(NotAllowed):
        move(world, session, world.today, by=world.sibling_secretary)
    with pytest.raises(NotAllowed):
        actions.withdraw_session(session=session, by=world.sibling_secretary, key=key())


def test_moving_again_with_the_same_key_answers_the_same_though_it_is_closed_since(world: World) -> None:
    session, again = plan(world), key()
    move(world, session, world.days_ago(2), key=again)
    close(world, session)
    assert move(world, session, world.days_ago(2), key=again).state == SessionState.CLOSED
    with pytest.raises(Refusal) as refused:
        move(world, session, world.days_ago(1))
    assert refused.value.code == "closed_already"


def test_a_planned_session_is_withdrawn_without_a_line_and_once(world: World) -> None:
    session, again = plan(world), key()
    for _time in range(3):
        actions.withdraw_session(session=session, by=world.secretary, key=again)
    session.refresh_from_db()
    assert (session.state, entries()) == (SessionState.WITHDRAWN, 0)
    with pytest.raises(Refusal) as refused:
        close(world, session)
    assert refused.value.code == "withdrawn"
