"""A roll-call without a line: it waits on the device under the name of who wrote it, and counts once (N-08)."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from taizhang.ground.people.models import Role
from taizhang.ledger.reading import statements
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import RollMark, Session
from taizhang.work.learning.tests.study import close, entries, missed, plan
from taizhang.work.rolls import actions as rolls
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World, key

pytestmark = [pytest.mark.browser, pytest.mark.requirement("N-08")]

QUEUED = "保存在本机"


@pytest.fixture
def served(site: str, committed_world: World) -> World:
    """The cast in the database of the served site."""
    return committed_world


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone that may keep pages; it is told when it loses the line."""
    return open_page(PHONE, worker=True, complaints_expected=True)


def sheet_of(session: Session) -> str:
    return reverse("learning:roll_call", args=[session.record_id])


def becomes_true(page: Page, told: str, argument: str = "") -> None:
    """Wait for what a page tells of itself."""
    for _time in range(300):
        if page.evaluate(told, argument):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {told}")


def open_kept(page: Page, address: str) -> None:
    """Open a sheet and let the device keep it."""
    page.goto(address)
    becomes_true(page, "() => !!navigator.serviceWorker.controller")
    for kept in (address, "/line/lost/", "/to-send/"):
        becomes_true(page, "async (address) => !!(await caches.match(address, {ignoreVary: true}))", kept)


def mark(page: Page, name: str, taps: int = 1) -> None:
    for _tap in range(taps):
        page.locator(".person", has_text=name).click()


def book(page: Page) -> None:
    page.get_by_role("button", name="点名入账").click()


def test_a_roll_call_written_without_a_line_is_booked_once_when_it_is_back(
    site: str, served: World, phone: Page
) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    open_kept(phone, site + sheet_of(session))
    phone.context.set_offline(True)
    phone.reload()
    mark(phone, served.member.name)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    expect(phone.locator("[data-waiting]")).to_contain_text("1")
    phone.reload()
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    expect(phone.locator("[data-count=leave]")).to_have_text("1")
    phone.get_by_role("link", name="查看").click()
    expect(phone.locator("[data-acts] li")).to_contain_text(session.topic)
    expect(phone.locator("[data-acts] li")).to_contain_text(served.member.name)
    phone.get_by_text("所填内容").click()
    phone.get_by_role("button", name="丢弃").click()
    # what a reader opened and was asked outlasts the next try, which comes by itself
    phone.evaluate("document.dispatchEvent(new CustomEvent('queue:changed'))")
    expect(phone.locator("[data-acts] dd")).to_be_visible()
    expect(phone.get_by_role("button", name="确定丢弃")).to_be_visible()
    assert not entries()
    phone.context.set_offline(False)
    expect(phone.locator("[data-acts] li")).to_contain_text("已发送")
    expect(phone.locator("[data-waiting]")).to_be_hidden()
    assert entries() == 1
    assert RollMark.objects.get(session=session, person=served.member).mark == Mark.LEAVE
    assert missed(served.member) == 1
    phone.get_by_role("link", name=session.topic).click()
    expect(phone.get_by_role("status")).to_contain_text("点名已入账，5 人到")


def test_five_sendings_over_a_line_that_breaks_after_the_answer_count_once(
    site: str, served: World, phone: Page
) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    phone.goto(site + sheet_of(session))
    answered: list[int] = []

    def break_after(route: Route) -> None:
        if route.request.method == "POST" and len(answered) < 5:
            answered.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.context.route("**/roll-call/", break_after)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    phone.goto(site + reverse("people:to_send"))
    # A press while a sending is under way does nothing, so press until the line holds, however slow the machine.
    send = phone.get_by_role("button", name="立即发送")
    for _time in range(300):
        if phone.get_by_text("已发送").count():
            break
        send.evaluate_all("buttons => buttons.forEach((button) => button.click())")
        phone.wait_for_timeout(300)
    expect(phone.locator("[data-acts] li")).to_contain_text("已发送")
    assert answered == [200] * 5
    assert entries() == 1
    assert Session.objects.get(pk=session.pk).state == SessionState.CLOSED


def test_a_sheet_waits_for_who_wrote_it_and_nobody_else_sees_or_sends_it(site: str, served: World, phone: Page) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    open_kept(phone, site + sheet_of(session))
    phone.context.set_offline(True)
    mark(phone, served.member.name)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    phone.context.clear_cookies()
    sign_in(phone, site, served.user(served.keeper))
    phone.context.set_offline(False)
    phone.goto(site + reverse("people:to_send"))
    expect(phone.locator("[data-others]")).to_be_visible()
    becomes_true(phone, "async (address) => !(await caches.match(address, {ignoreVary: true}))", sheet_of(session))
    expect(phone.locator("main")).not_to_contain_text(session.topic)
    assert not entries()
    phone.context.set_offline(True)
    phone.goto(site + sheet_of(session))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("没有网络")
    phone.context.set_offline(False)
    phone.context.clear_cookies()
    sign_in(phone, site, served.user(served.secretary))
    phone.goto(site + reverse("people:to_send"))
    expect(phone.locator("[data-acts] li")).to_contain_text("已发送")
    assert [entry.posted_by for entry in statements(session.record)] == [served.secretary.pk]


def test_a_sheet_of_a_session_closed_meanwhile_stays_filled_with_the_reason_and_can_be_mended(
    site: str, served: World, phone: Page
) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    open_kept(phone, site + sheet_of(session))
    phone.context.set_offline(True)
    mark(phone, served.member.name)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    close(served, session)
    phone.context.set_offline(False)
    expect(phone.locator(".line-note")).to_contain_text("已经点名入账")
    phone.get_by_role("link", name="查看").click()
    expect(phone.locator("[data-acts] li")).to_contain_text("已经点名入账")
    assert entries() == 1
    phone.get_by_role("link", name="改正").click()
    expect(phone.locator("[data-count=leave]")).to_have_text("1")
    phone.get_by_label("更正原因").select_option("wrong_person")
    phone.get_by_role("button", name="更正入账").click()
    expect(phone.get_by_role("status")).to_contain_text("点名已入账，5 人到")
    expect(phone.locator("[data-waiting]")).to_be_hidden()
    assert entries() == 2
    assert missed(served.member) == 1


def test_after_signing_out_the_device_keeps_no_page_but_what_was_written(site: str, served: World, phone: Page) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    open_kept(phone, site + sheet_of(session))
    phone.context.set_offline(True)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    phone.context.route("**/roll-call/", lambda route: route.abort())
    phone.context.set_offline(False)
    phone.locator("details.menu summary").first.click()
    phone.get_by_role("button", name="退出登录").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("登录")
    becomes_true(phone, "async () => !(await caches.keys()).some((name) => name.startsWith('taizhang-pages-'))")
    phone.context.set_offline(True)
    phone.goto(site + sheet_of(session))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("没有网络")
    expect(phone.locator("body")).not_to_contain_text(served.member.name)


def test_a_sheet_of_who_keeps_the_books_no_longer_stays_on_the_device_with_the_reason(
    site: str, served: World, phone: Page
) -> None:
    session = plan(served, days_ago=0)
    sign_in(phone, site, served.user(served.secretary))
    open_kept(phone, site + sheet_of(session))
    phone.context.set_offline(True)
    mark(phone, served.member.name)
    book(phone)
    expect(phone.locator(".line-note")).to_contain_text(QUEUED)
    for role in Role.objects.filter(person=served.secretary):
        rolls.withdraw_role(role=role, on=served.today, by=None, key=key())
    phone.context.set_offline(False)
    expect(phone.locator(".line-note")).to_contain_text("只有本单位书记")
    expect(phone.locator("[data-count=leave]")).to_have_text("1")
    phone.goto(site + reverse("people:to_send"))
    expect(phone.locator("[data-acts] li")).to_contain_text("只有本单位书记")
    phone.get_by_text("所填内容").click()
    expect(phone.locator("[data-acts] dd")).to_contain_text("请假")
    assert not entries()
    phone.get_by_role("button", name="丢弃").click()
    phone.get_by_role("button", name="确定丢弃").click()
    expect(phone.get_by_text("本机没有待发送的记录")).to_be_visible()


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en")])
def test_axe_finds_nothing_on_what_waits(
    site: str,
    served: World,
    open_page: OpenPage,
    axe: Callable[[Page], None],
    size: tuple[int, int],
    language: str,
) -> None:
    session = plan(served, days_ago=0)
    page = open_page(size, language=language, worker=True, complaints_expected=True)
    sign_in(page, site, served.user(served.secretary))
    open_kept(page, site + sheet_of(session))
    page.context.set_offline(True)
    mark(page, served.member.name)
    page.locator(".submit-bar .btn.primary").click()
    expect(page.locator(".line-note")).to_be_visible()
    axe(page)
    page.goto(site + reverse("people:to_send"))
    expect(page.locator("[data-acts] li")).to_contain_text(session.topic)
    axe(page)
    page.goto(site + reverse("learning:sessions", args=[served.sibling.pk]))
    axe(page)
