"""The roll-call in a real browser: how many clicks it takes, with a script and without, on the phone and on the desk."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from taizhang.ground.calendar.actions import keep_working_time
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning import actions
from taizhang.work.learning.codes import code_now
from taizhang.work.learning.kinds import LeaveState, Mark
from taizhang.work.learning.models import HomeLesson, RollMark, Session
from taizhang.work.learning.tests.study import close, missed, plan
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World, key

pytestmark = pytest.mark.browser


@pytest.fixture
def served(site: str, committed_world: World) -> World:
    """The cast in the database of the served site."""
    return committed_world


class Clicks:
    """Counts what a hand does."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, target: Locator) -> None:
        target.click()
        self.count += 1


def test_a_roll_call_with_one_exception_takes_three_clicks(site: str, served: World, phone: Page) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    phone.goto(site + reverse("learning:sessions", args=[served.branch.pk]))
    expect(phone.locator(".loading")).to_have_count(0)
    clicks = Clicks()
    clicks.on(phone.get_by_role("link", name="点名", exact=True))
    clicks.on(phone.get_by_text(served.member.name))
    expect(phone.locator("[data-count=leave]")).to_have_text("1")
    expect(phone.get_by_role("button", name="点名入账")).to_contain_text("5 人到")
    clicks.on(phone.get_by_role("button", name="点名入账"))
    expect(phone.get_by_role("status")).to_contain_text("点名已入账，5 人到")
    assert clicks.count == 3
    assert RollMark.objects.get(session=session, person=served.member).mark == Mark.LEAVE
    assert missed(served.member) == 1


def test_a_tap_goes_round_the_marks_and_back(site: str, served: World, phone: Page) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    phone.goto(site + reverse("learning:roll_call", args=[session.record_id]))
    cell = phone.locator(".person", has_text=served.member.name)
    for word in ("请假", "公出", "未到", "到"):
        cell.click()
        expect(cell.locator("label.on")).to_have_text(word)
    expect(phone.locator("[data-count=present][data-of=owed]")).to_have_text("6")


def test_without_a_script_the_sheet_is_a_form_of_radio_inputs(site: str, served: World, open_page: OpenPage) -> None:
    session = plan(served, days_ago=0)
    page = open_page(DESK, scripts=False)
    sign_in(page, site, served.user(served.secretary))
    page.goto(site + reverse("learning:roll_call", args=[session.record_id]))
    page.locator(f"input[name=m{served.member.pk}][value=duty]").check()
    page.get_by_role("button", name="点名入账").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 人到")
    assert RollMark.objects.get(session=session, person=served.member).mark == Mark.DUTY


def other_times(world: World) -> tuple[Session, HomeLesson]:
    """An evening with answers, a peak, somebody away, a film shown, a lesson at home that is planned."""
    shown = listed(world, "电教片", kind="film")
    close(world, plan(world, form="film", topic="", materials=[shown], days_ago=6))
    keep_working_time(unit=world.branch, days=range(7), opens_at=time(9), closes_at=time(17), days_apart=2)
    evening = plan(world, days_ago=-3, starts_at=time(19), ends_at=time(20), clash="白天值守")
    actions.answer_invitation(session=evening, is_yes=True, by=world.member, key=key())
    for person in (world.secretary, world.floating):
        days = {"from_on": world.today, "to_on": world.today + timedelta(days=3)}
        actions.note_away(person=person, by=person, key=key(), **days)
    lesson = actions.plan_home_lesson(
        person=world.keeper,
        deliverer=world.secretary,
        on=world.today,
        material="党章",
        by=world.secretary,
        key=key(),
    )
    return evening, lesson


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)], ids=["phone", "desk in the dark"])
def test_axe_finds_nothing_on_the_pages_of_learning(
    site: str, served: World, open_page: OpenPage, axe: Callable[[Page], None], size: tuple[int, int], dark: bool
) -> None:
    world = served
    closed = close(world, plan(world), {world.member: Mark.LEAVE, world.keeper: Mark.ABSENT})
    marks = {row.person_id: row.mark for row in closed.marks.all()} | {world.floating.pk: Mark.DUTY.value}
    actions.restate_session(
        session=closed, marks=marks, reason="wrong_person", words="看错了人。", by=world.secretary, key=key()
    )
    due = plan(world, days_ago=0, starts_at=(later := plan(world, days_ago=-2)).starts_at)
    actions.ask_leave(session=later, person=world.member, by=world.member, key=key())
    study = actions.record_self_study(
        person=world.secretary, on=world.today, minutes=30, material="党章", by=world.secretary, key=key()
    )
    essay = actions.hand_in_essay(person=world.member, title="心得", text="第一段。", by=world.member, key=key())
    evening, lesson = other_times(world)
    page = open_page(size, dark=dark, language="en" if dark else "zh-CN")
    sign_in(page, site, world.user(world.secretary))
    for name, number in (
        ("sessions", world.branch.pk),
        ("plan", world.branch.pk),
        ("make_ups", world.branch.pk),
        ("unit_chain", world.branch.pk),
        ("chain", world.member.pk),
        ("session", closed.record_id),
        ("restate", closed.record_id),
        ("withdraw", closed.record_id),
        ("session", later.record_id),
        ("change", later.record_id),
        ("ask_leave", later.record_id),
        ("roll_call", due.record_id),
        ("sheet", due.record_id),
        ("self_study", study.record_id),
        ("essay", essay.record_id),
        ("add_self_study", None),
        ("hand_in_essay", None),
        ("session", evening.record_id),
        ("away", world.branch.pk),
        ("my_away", None),
        ("home_lessons", world.branch.pk),
        ("home_lesson", lesson.record_id),
        ("ask_home_lesson", None),
        ("showings", world.branch.pk),
        ("modes", world.branch.pk),
    ):
        page.goto(site + reverse(f"learning:{name}", args=[number] if number else []))
        axe(page)


def test_leave_asked_on_the_phone_is_undone_from_the_toast(site: str, served: World, phone: Page) -> None:
    session = plan(served, on=served.today + timedelta(days=2))
    sign_in(phone, site, served.user(served.member))
    phone.goto(site + reverse("learning:ask_leave", args=[session.record_id]))
    phone.get_by_role("button", name="请假").click()
    expect(phone.get_by_role("status")).to_contain_text("请假已提出")
    phone.get_by_role("button", name="撤回").click()
    expect(phone.get_by_role("status")).to_contain_text("请假已撤回")
    assert session.leaves.get().state == LeaveState.RETURNED


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (DESK, False)], ids=["phone in the dark", "desk"])
def test_axe_finds_nothing_on_the_code_on_the_wall(
    site: str, served: World, open_page: OpenPage, axe: Callable[[Page], None], size: tuple[int, int], dark: bool
) -> None:
    actions.switch_codes(unit=served.branch, is_on=True, by=served.secretary, key=key())
    session = plan(served, days_ago=0)
    page = open_page(size, dark=dark)
    sign_in(page, site, served.user(served.secretary))
    page.goto(site + reverse("learning:here", args=[session.record_id, code_now(session.pk)]))
    axe(page)
    page.get_by_role("button", name="到了，请记上").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已记您到会")
    page.goto(site + reverse("learning:wall", args=[session.record_id]))
    expect(page.get_by_text("已记 1 人")).to_be_visible()
    axe(page)
    page.goto(site + reverse("learning:roll_call", args=[session.record_id]))
    expect(page.get_by_text("已扫码", exact=True)).to_be_visible()
    axe(page)
