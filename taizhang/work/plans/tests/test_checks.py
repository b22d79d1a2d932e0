"""The check before approval: what it asks, exactly at the threshold, and that it refuses just when a rule fails."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.metrics.catalogue import CATALOGUE
from taizhang.work.plans.checks import (
    Demand,
    Draft,
    Frame,
    Planned,
    examine_study,
    examine_themed,
    may_stand,
    planned_value,
)
from taizhang.work.plans.frames import QUOTAS
from taizhang.work.plans.proposing import propose_study, spread

START, END = date(2026, 3, 2), date(2026, 4, 30)
HOURS = Demand(1, "学时不少于40小时", "study_minutes", ">=", 2400)
SHARE = Demand(2, "集中学习占三分之二以上", "group_share", ">=", 2, 3, quota=Fraction(2400))
MISSED = Demand(3, "缺课都已补上", "sessions_missed", "<=", 0)
ESSAYS = Demand(4, "心得体会至少1篇", "essays_reviewed", ">=", 1)
FRAME = Frame(START, END, (HOURS, SHARE, MISSED, ESSAYS))


def planned(minutes: int, *, number: int = 1, on: date = START, group: bool = True, **other: object) -> Planned:
    return Planned(number, on, on, "专题", minutes, group, **other)  # type: ignore[arg-type]


FULL = Draft("学习", "人人参加", 4, 1, (planned(1600), planned(800, number=2, group=False)))


def lacking(draft: Draft, frame: Frame = FRAME) -> set[str]:
    return {
        finding.demand.metric if finding.demand else finding.code
        for finding in examine_study(draft, frame)
        if finding.is_hard and not finding.is_met
    }


def test_exactly_forty_hours_with_two_thirds_together_may_stand() -> None:
    assert may_stand(examine_study(FULL, FRAME))


@pytest.mark.parametrize(
    ("draft", "wanting"),
    [
        (replace(FULL, task=" "), "task"),
        (replace(FULL, asks=""), "asks"),
        (replace(FULL, notes=None), "notes"),
        (replace(FULL, essays=None), "essays"),
        (replace(FULL, essays=0), "essays_reviewed"),
        (replace(FULL, items=(*FULL.items, Planned(3, None, None, "专题", 60))), "time"),
        (replace(FULL, items=(*FULL.items, Planned(3, START, START, " ", 60))), "content"),
        (replace(FULL, items=(*FULL.items, Planned(3, START, START, "专题", 0))), "hours"),
        (replace(FULL, items=(*FULL.items, planned(60, number=3, on=START - timedelta(days=1)))), "dates"),
        (replace(FULL, items=(planned(1600), planned(799, number=2, group=False))), "study_minutes"),
        (replace(FULL, items=(planned(1599), planned(801, number=2, group=False))), "group_share"),
    ],
)
def test_one_thing_lacking_is_named(draft: Draft, wanting: str) -> None:
    assert wanting in lacking(draft)


def test_what_lies_behind_the_end_counts_once_the_phase_is_extended() -> None:
    late = replace(FULL, items=(planned(1600), planned(800, number=2, group=False, on=END + timedelta(days=3))))
    assert lacking(late) == {"dates", "study_minutes"}
    assert not lacking(late, replace(FRAME, ends_on=END + timedelta(days=10)))


def test_what_only_a_group_does_counts_for_nobody_else() -> None:
    of_leaders = planned(800, number=2, group=False, is_for_all=False, categories=frozenset({"leader"}))
    draft = replace(FULL, items=(planned(1600), of_leaders))
    assert lacking(draft) == {"study_minutes"}
    for_leaders = replace(FRAME, demands=(replace(HOURS, audience=frozenset({"leader"})),))
    assert not lacking(draft, for_leaders)


def test_a_requirement_without_a_number_in_a_plan_needs_an_item_that_serves_it() -> None:
    survey = Demand(9, "每支部开展1次走访", "visits", ">=", 1)
    frame = replace(FRAME, demands=(*FRAME.demands, survey))
    assert lacking(FULL, frame) == {"visits"}
    assert not lacking(replace(FULL, items=(*FULL.items, planned(30, number=3, serves=9))), frame)
    assert not lacking(FULL, replace(FRAME, demands=(*FRAME.demands, replace(survey, is_hard=False))))


def test_a_themed_plan_needs_an_action_with_a_person_and_a_day_for_every_item() -> None:
    frame = Frame(START, END, (), ((7, "为民"), (8, "为企")))
    one = Planned(1, START, END, "上门", list_item=7, has_owner=True)
    both = Draft("", "", None, None, (one, replace(one, number=2, list_item=8)))
    assert may_stand(examine_themed(both, frame))
    for changed in (
        replace(one, list_item=7),
        replace(one, list_item=8, content=""),
        replace(one, list_item=8, to_on=None, from_on=None),
        replace(one, list_item=8, has_owner=False),
    ):
        assert not may_stand(examine_themed(replace(both, items=(one, changed)), frame))
    assert not may_stand(examine_themed(both, Frame(START, END)))


def test_every_metric_that_a_plan_has_a_number_for_is_declared() -> None:
    for metric in CATALOGUE:
        demand = Demand(1, "", metric, ">=", 1)
        assert planned_value(demand, FULL, FRAME) is None or metric in CATALOGUE
    assert set(QUOTAS) | set(QUOTAS.values()) <= set(CATALOGUE)


DAYS = st.dates(START - timedelta(days=10), END + timedelta(days=25))
ITEMS = st.builds(
    lambda number, day, more, content, minutes, group, all_: Planned(
        number, day, day and day + timedelta(days=more), content, minutes, group, is_for_all=all_
    ),
    st.integers(1, 99),
    st.one_of(DAYS, DAYS, DAYS, st.none()),
    st.integers(0, 6),
    st.sampled_from(["专题", "专题", "专题", ""]),
    st.sampled_from([0, 60, 400, 400, 800, 1600]),
    st.booleans(),
    st.sampled_from([True, True, True, False]),
)
BLANKS = st.sampled_from(["学习", "学习", "学习", " "])
DRAFTS = st.builds(
    Draft,
    BLANKS,
    BLANKS,
    st.one_of(st.none(), st.integers(0, 9)),
    st.one_of(st.none(), st.integers(0, 9)),
    st.lists(ITEMS, max_size=8).map(tuple),
)
# Drafts that lie near what is asked, so that many pass and many fail by a little.
NEAR = st.builds(
    lambda together, alone, day, extra: replace(
        FULL, items=(planned(1600 + together, on=day), planned(800 + alone, number=2, group=False), *extra)
    ),
    st.integers(-2, 30),
    st.integers(-30, 30),
    st.dates(END - timedelta(days=5), END + timedelta(days=10)),
    st.lists(ITEMS, max_size=1),
)


def by_hand(draft: Draft, end: date) -> bool:
    """The rules said once more, item by item, in whole numbers."""
    together = alone = 0
    for one in draft.items:
        if not one.from_on or not one.to_on or not one.content.strip() or one.minutes <= 0:
            return False
        if one.from_on < START or one.to_on > end:
            return False
        if one.is_for_all and one.is_group:
            together += one.minutes
        elif one.is_for_all:
            alone += one.minutes
    said = draft.task.strip() and draft.asks.strip() and draft.notes is not None and draft.essays is not None
    enough = together + alone >= 2400 and 3 * together >= 2 * 2400
    return bool(draft.items) and bool(said) and enough and (draft.essays or 0) >= 1


@given(st.one_of(DRAFTS, NEAR), st.integers(0, 20))
def test_a_plan_may_stand_just_when_no_rule_fails_whatever_the_extension(draft: Draft, days: int) -> None:
    for end in (END, END + timedelta(days=days)):
        assert may_stand(examine_study(draft, replace(FRAME, ends_on=end))) is by_hand(draft, end)


@given(st.integers(60, 6000), st.integers(1, 3), st.integers(0, 70), st.integers(0, 5))
def test_what_a_new_plan_proposes_reaches_hours_and_share(minutes: int, parts: int, gone: int, topics: int) -> None:
    share = replace(SHARE, numerator=parts, denominator=3, quota=Fraction(minutes))
    frame = replace(FRAME, demands=(replace(HOURS, numerator=minutes), share, ESSAYS))
    proposed = propose_study(frame, [f"专题{n}" for n in range(topics)], START + timedelta(days=gone))
    items = tuple(
        Planned(number, one.from_on, one.to_on, "专题", one.minutes, one.mode == "group")
        for number, one in enumerate(proposed, start=1)
    )
    assert not lacking(replace(FULL, items=items), frame)


def test_what_a_new_plan_proposes_has_the_meetings_that_are_asked_for() -> None:
    more = (
        Demand(5, "组织集中学习不少于6次", "sessions_held", ">=", 6),
        Demand(6, "讲党课不少于1次", "lectures_held", ">=", 1),
        Demand(7, "召开1次动员大会", "mobilisations_held", ">=", 1),
        Demand(8, "讨论不少于2次", "sessions_held", ">=", 2, code="discussion"),
    )
    frame = replace(FRAME, demands=(*FRAME.demands, *more))
    proposed = propose_study(frame, ["专题一", "专题二"], START)
    items = tuple(
        Planned(number, one.from_on, one.to_on, one.content, one.minutes, one.mode == "group", one.method)
        for number, one in enumerate(proposed, start=1)
    )
    assert not lacking(replace(FULL, items=items), frame)


@given(st.integers(0, 200), st.integers(1, 12))
def test_spans_follow_each_other_and_fill_the_days(days: int, count: int) -> None:
    end = START + timedelta(days=max(days, count - 1))
    spans = spread(START, end, count)
    assert (spans[0][0], spans[-1][1]) == (START, end)
    for (_first, last), (after, _last) in pairwise(spans):
        assert after == last + timedelta(days=1)
