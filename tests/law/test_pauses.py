"""A holiday notice lets reminders rest: what it pauses is not overdue while it holds, and is again the day after (R1-14)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.duties.models import Duty, Pause
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Requirement
from taizhang.lib import clock
from taizhang.oversight.dashboards.queries.unit import overdue_of
from taizhang.oversight.dashboards.queries.watched import watched
from taizhang.work.documents import actions
from taizhang.work.documents.models import Document
from taizhang.work.documents.tests.writing import draft
from taizhang.work.meetings.actions import Statement, assign_task, hold_meeting, plan_meeting
from tests.world import World, key

SPAN = 12


def shown(unit: Unit, on: date) -> set[str]:
    """The titles on the overdue list of a unit on a day."""
    with clock.telling(datetime.combine(on, time(9), tzinfo=clock.now().tzinfo)):
        return {duty.record.title for duty in overdue_of(unit)[0]}


def owe(world: World, due_on: date, *, programmes: bool = True) -> None:
    """A meeting of the branch that gives the branch one task by a day."""
    meeting = plan_meeting(
        unit=world.branch,
        programmes=[world.programme] if programmes else [],
        kind="branch",
        title="支部会议",
        on=world.days_ago(1),
        by=world.secretary,
        key=key(),
    )
    meeting = hold_meeting(meeting=meeting, said=Statement(on=world.days_ago(1)), by=world.secretary, key=key())
    title = "整改报告" if programmes else "内务"
    assign_task(meeting=meeting, text=title, unit=world.branch, due_on=due_on, by=world.secretary, key=key())


def holiday(
    world: World, first: date, last: date, *units: Unit, requirement: Requirement | None = None, task: bool = False
) -> Document:
    """A notice that pauses reminders from one day to another, sent to units."""
    held = draft(world, programme=world.programme, valid_from=first, valid_to=last)
    if task:
        actions.add_task(document=held, kind="add", what="报送值班表", due_on=first, by=world.office, key=key())
    actions.add_task(
        document=held, kind="pause", what="节日期间不催", requirement=requirement, by=world.office, key=key()
    )
    actions.issue_document(document=held, on=world.today, by=world.office, key=key())
    actions.send_document(document=held, units=units or [world.branch], by=world.office, key=key())
    return held


@pytest.mark.requirement("R1-14")
@settings(max_examples=12, deadline=None)
@given(due=st.integers(0, SPAN), first=st.integers(0, SPAN), length=st.integers(0, SPAN))
def test_what_rests_leaves_the_overdue_list_for_those_days_and_comes_back(
    world: World, due: int, first: int, length: int
) -> None:
    Pause.objects.all().delete()
    Duty.objects.filter(unit=world.branch).delete()
    days = [world.today + timedelta(days=number) for number in range(2 * SPAN + 3)]
    owe(world, days[due])
    holiday(world, days[first], days[first + length])
    for number, day in enumerate(days):
        rests = first <= number <= first + length
        assert ("整改报告" in shown(world.branch, day)) == (number > due and not rests), (number, due, first, length)


def test_only_what_the_paper_pauses_rests(world: World) -> None:
    day, later = world.today, world.today + timedelta(days=1)
    owe(world, day)
    owe(world, day, programmes=False)
    owed = {"整改报告", "内务"}
    assert shown(world.branch, later) == owed
    # what a paper itself asks by a day stays due, and so does what belongs to no campaign or to another
    held = holiday(world, day, day + timedelta(days=5), task=True)
    assert shown(world.branch, later) == {"内务", "报送值班表"}
    assert shown(world.general_branch, later) == {"内务", "报送值班表"}
    actions.revoke_document(document=held, words="不放假了", by=world.office, key=key())
    assert shown(world.branch, later) == owed
    # a requirement is paused with the work that counts towards it: study, and not what meetings gave
    holiday(world, day, day + timedelta(days=5), requirement=world.requirements["study_minutes"])
    assert shown(world.branch, later) == owed
    # sent to another unit it pauses nothing here
    holiday(world, day, day + timedelta(days=5), world.sibling)
    assert shown(world.branch, later) == owed


def test_the_supervision_group_counts_no_delay_that_rests(world: World) -> None:
    owe(world, world.today)
    later = world.today + timedelta(days=1)

    def late() -> int:
        with clock.telling(datetime.combine(later, time(9), tzinfo=clock.now().tzinfo)):
            page = watched(viewer_of(world.supervisor))
            return next(one.overdue for one in page.units if one.unit == world.branch)

    assert late() == 1
    holiday(world, world.today, later)
    assert late() == 0
