"""What is near what, which days are free, and when a unit works."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ground.calendar.actions import keep_working_time
from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Occasion
from taizhang.ground.calendar.queries import (
    Hours,
    busy_times,
    clashes_on,
    days_between,
    free_days,
    hours_of,
    is_free,
    nearness_in,
    nearness_of,
    occasions_of,
)
from taizhang.lib.refusals import Refusal
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import plan
from taizhang.work.plans import actions as plans
from taizhang.work.plans.models import BusinessEvent
from tests.world import World, key


def busy(world: World, in_days: int, until: int | None = None, title: str = "年度决算") -> BusinessEvent:
    return plans.note_event(
        unit=world.branch,
        kind="deadline",
        title=title,
        starts_on=world.today + timedelta(days=in_days),
        ends_on=world.today + timedelta(days=until) if until is not None else None,
        by=world.secretary,
        key=key(),
    )


def occasion(record: int) -> Occasion:
    return Occasion.objects.select_related("unit", "record").get(record=record)


def move_session(world: World, session: Session, in_days: int) -> None:
    learning.change_session(
        session=session,
        topic=session.topic,
        on=world.today + timedelta(days=in_days),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        by=world.secretary,
        key=key(),
    )


def test_a_session_stands_in_the_calendar_from_its_plan_to_its_withdrawal(world: World) -> None:
    session = plan(world, days_ago=-4)
    (row,) = occasions_of(world.branch)
    assert (row.record, row.title, row.starts_on, row.starts_at) == (
        session.record,
        session.topic,
        session.on,
        session.starts_at,
    )
    move_session(world, session, 6)
    assert occasion(session.record_id).starts_on == world.today + timedelta(days=6)
    learning.withdraw_session(session=session, by=world.secretary, key=key())
    assert not occasions_of(world.branch).exists()


@pytest.mark.parametrize(("in_days", "clashes"), [(2, False), (3, True), (5, True), (7, True), (8, False)])
def test_a_session_within_two_days_of_business_is_flagged(world: World, in_days: int, clashes: bool) -> None:
    session = plan(world, days_ago=-in_days)
    event = busy(world, 5)
    assert bool(nearness_of(occasion(session.record_id))) is clashes
    assert bool(nearness_of(occasion(event.record_id))) is clashes


def test_moving_either_of_them_flags_and_clears_the_other(world: World) -> None:
    session, event = plan(world, days_ago=-5), busy(world, 20)
    assert not nearness_in(world.branch)
    moved = {"kind": "deadline", "title": event.title, "by": world.secretary}
    plans.change_event(event=event, starts_on=world.today + timedelta(days=6), **moved, key=key())  # type: ignore[arg-type]
    assert [near.session.record for near in nearness_in(world.branch)] == [session.record]
    move_session(world, session, 12)
    assert not nearness_in(world.branch)
    move_session(world, session, 4)
    assert nearness_of(occasion(event.record_id))[0].clashes[0].days == 2
    plans.withdraw_event(event=event, by=world.secretary, key=key())
    assert not nearness_in(world.branch)


def test_business_of_another_unit_is_nobodys_clash(world: World) -> None:
    plan(world, days_ago=-5)
    plans.note_event(
        unit=world.sibling,
        kind="peak",
        title="旺季",
        starts_on=world.today + timedelta(days=5),
        by=world.sibling_secretary,
        key=key(),
    )
    assert not nearness_in(world.branch)


def test_free_days_lie_in_the_phase_on_working_days_and_keep_away(world: World) -> None:
    plan(world, days_ago=-5)
    busy(world, 4, until=6)
    (near,) = nearness_in(world.branch)
    end = world.began + timedelta(days=60)
    assert len(near.free) == 3
    assert list(near.free) == sorted(near.free)
    for day in near.free:
        assert world.today <= day <= end
        assert day.weekday() < 5
        assert not clashes_on(busy_times(world.branch), day)


def test_working_time_holds_beneath_until_a_unit_says_its_own(world: World) -> None:
    assert hours_of(world.branch) == Hours()
    keep_working_time(unit=world.committee, days=[0, 1, 2], opens_at=time(8), closes_at=time(16), days_apart=4)
    assert (hours_of(world.branch).days, hours_of(world.branch).days_apart) == ((0, 1, 2), 4)
    keep_working_time(unit=world.branch, days=[5, 6], opens_at=time(20), closes_at=time(23), days_apart=0)
    assert (hours_of(world.branch).days, hours_of(world.sibling).days) == ((5, 6), (0, 1, 2))
    assert not hours_of(world.foreign_branch).is_said


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"days": []}, "no_days"),
        ({"days": [7]}, "no_days"),
        ({"closes_at": time(7)}, "no_hours"),
        ({"days_apart": 31}, "bad_number"),
    ],
)
def test_a_working_time_that_is_none_is_refused(world: World, change: dict[str, object], code: str) -> None:
    given = {"unit": world.branch, "days": [0], "opens_at": time(8), "closes_at": time(16), "days_apart": 2}
    with pytest.raises(Refusal) as refused:
        keep_working_time(**(given | change))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_hours_cover_what_lies_inside_them() -> None:
    monday = date(2026, 3, 2)
    assert Hours().covers(monday, time(9), time(17, 30))
    assert not Hours().covers(monday, time(9), time(17, 31))
    assert not Hours().covers(monday + timedelta(days=5), time(10), time(11))
    assert not Hours().covers(monday, time(23), time(1))


DAY = date(2026, 3, 2)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=6), st.integers(0, 5), st.integers(0, 60))
def test_a_day_is_free_just_when_no_day_within_reach_is_busy(spans: list[tuple[int, int]], apart: int, at: int) -> None:
    business = [
        Occasion(starts_on=DAY + timedelta(days=start), ends_on=DAY + timedelta(days=start + length))
        for start, length in spans
    ]
    taken = {start + offset for start, length in spans for offset in range(length + 1)}
    day = DAY + timedelta(days=at)
    by_hand = not any(at + offset in taken for offset in range(-apart, apart + 1))
    assert is_free(day, business, Hours(days_apart=apart)) is by_hand
    assert all(days_between(day, day, one) >= 0 for one in business)


def test_free_days_are_none_when_business_fills_the_phase(world: World) -> None:
    busy(world, 0, until=200)
    assert not free_days(
        busy_times(world.branch), world.today, first=world.today, last=world.today + timedelta(days=60)
    )
    assert OccasionKind.BUSINESS in {one.kind for one in occasions_of(world.branch)}
