"""A holiday notice lets reminders rest: what it pauses is not overdue while it holds, and is again the day after (R1-14)."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from taizhang.ground.calendar.actions import open_feed
from taizhang.ground.duties.actions import open_unit_duty, pause_reminders
from taizhang.ground.duties.kinds import SERVES
from taizhang.ground.duties.models import Duty, Pause
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Requirement
from taizhang.ground.records.actions import open_record
from taizhang.ledger.posting import standing_lines
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.oversight.dashboards.queries.unit import overdue_of
from taizhang.oversight.dashboards.queries.watched import watched
from taizhang.work.documents import actions
from taizhang.work.documents.models import Document
from taizhang.work.documents.tests.writing import draft, issued
from taizhang.work.learning.actions import make_up
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.meetings.actions import Statement, assign_task, hold_meeting, plan_meeting
from tests.world import World, key

SPAN = 12
OVER = re.compile(r'class="(status|glyph) over"|#g-over')


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


def test_a_paused_requirement_rests_its_own_duties_and_no_others_of_the_same_work(world: World) -> None:
    session = plan(world, days_ago=1, topic="缺的一课")
    close(world, session, {world.member: "absent"})
    owe(world, world.today)
    due = Duty.objects.get(record=session.record).due_on
    assert due
    later = due + timedelta(days=2)
    both = {"缺的一课", "整改报告"}
    assert shown(world.branch, later) == both
    # essays are study too, but who owes a make-up owes it whether or not essays are asked
    holiday(world, world.today, later, requirement=world.requirements["essays_reviewed"])
    assert shown(world.branch, later) == both
    holiday(world, world.today, later, requirement=world.requirements["sessions_missed"])
    assert shown(world.branch, later) == {"整改报告"}
    assert shown(world.branch, later + timedelta(days=1)) == both


def test_a_calendar_reminds_on_the_first_day_after_the_rest(world: World) -> None:
    owe(world, world.today + timedelta(days=3))
    client = Client()
    address = reverse("calendar:feed", args=[open_feed(unit=world.branch)])

    def reminders() -> list[tuple[date, bool]]:
        events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        found = [one for one in events if str(one["SUMMARY"]) == "整改报告"]
        return [(one.decoded("DTSTART"), "DESCRIPTION" in one) for one in found]

    day = [world.today + timedelta(days=number) for number in range(12)]
    assert reminders() == [(day[3], False)]
    # two papers, one after the other; the second begins on the day after the first
    holiday(world, day[2], day[5])
    second = holiday(world, day[6], day[9])
    assert reminders() == [(day[10], True)]
    actions.revoke_document(document=second, words="不放假了", by=world.office, key=key())
    assert reminders() == [(day[6], True)]


def test_every_list_of_what_is_owed_knows_the_rest(world: World) -> None:
    owe(world, world.today)
    session = plan(world, days_ago=1, topic="缺的一课")
    close(world, session, {world.member: "absent"})
    sent_days = world.today + timedelta(days=2)
    held = issued(world.committee, world.office, tasks=("报送名册",), programme=world.programme, valid_to=world.today)
    actions.send_document(document=held, units=[world.branch], due_on=world.today, by=world.office, key=key())
    secretary, member, office = (signed_in(world, one) for one in (world.secretary, world.member, world.office))
    pages = [
        (secretary, reverse("flows:owed", args=[world.branch.pk])),
        (secretary, reverse("meetings:unit_panel", args=[world.branch.pk])),
        (secretary, reverse("documents:panel", args=[world.branch.pk])),
        (office, reverse("documents:document", args=[held.record_id])),
        (member, reverse("dashboards:my_campaign")),
    ]

    def over(day: date) -> list[bool]:
        with clock.telling(datetime.combine(day, time(9), tzinfo=clock.now().tzinfo)):
            return [bool(OVER.search(client.get(address).content.decode())) for client, address in pages]

    due = Duty.objects.get(record=session.record).due_on
    assert due
    assert over(due + timedelta(days=1)) == [True] * len(pages)
    # a pause for all of it, written by another office than that of the paper
    record = open_record(type="documents.task", unit=world.committee, title="节日期间不催", on=world.today)
    pause_reminders(record=record, units=[world.branch], from_on=sent_days, to_on=due + timedelta(days=1))
    assert over(due + timedelta(days=1)) == [False] * len(pages)
    assert over(due + timedelta(days=2)) == [True] * len(pages)


def signed_in(world: World, person: Person) -> Client:
    """A device on which somebody is signed in."""
    client = Client()
    client.force_login(world.user(person))
    return client


# --- the list of kinds of duty ---


def test_every_kind_of_duty_serves_metrics_of_the_catalogue_that_its_settling_moves(world: World) -> None:
    for kind, metrics in SERVES.items():
        assert metrics, kind
        assert set(metrics) <= CATALOGUE.keys(), kind
    session = plan(world, days_ago=2)
    close(world, session, {world.member: "absent"})
    made = make_up(session=session, person=world.member, form="make_up", on=world.today, by=world.secretary, key=key())
    booked = {line.kind for line, _phase in standing_lines(made.record, "made_up")}
    moved = {name for name, metric in CATALOGUE.items() if booked & set(metric.main.kinds)}
    assert set(SERVES["learning.make_up"]) == moved


def test_a_kind_of_duty_that_says_nothing_of_itself_is_not_opened(world: World) -> None:
    record = open_record(type="documents.task", unit=world.committee, title="报送", on=world.today)
    with pytest.raises(LookupError):
        open_unit_duty(kind="new.kind", record=record, unit=world.branch, opened_on=world.today, due_on=world.today)
