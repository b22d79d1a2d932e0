"""The review in a real browser: by keyboard, on a phone, without scripts, and read by a listener."""

import re
import sys
from base64 import b64encode
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from playwright.sync_api import APIResponse, Page, Route, expect

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.jobs.models import Job
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.work.notices import tasks
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.kinds import ItemState
from taizhang.work.notices.reading.tests.files import docx, xlsx
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import adopted_with_annex, change_annex, receive, settle, timetable
from taizhang.work.notices.tests.endpoint import endpoint
from taizhang.work.notices.tests.long_notice import long_notice
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World, key

pytestmark = pytest.mark.browser


@pytest.mark.requirement("N-01")
def test_the_office_decides_by_keyboard(site: str, committed_world: World, desk: Page) -> None:
    world = committed_world
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/")
    desk.get_by_role("link", name="收一份来文").click()
    desk.get_by_label("来文原文").fill(notice_text(world.today))
    desk.get_by_role("button", name="读文起草").click()
    # the server draws the chosen item lit; keys work once the scripts of the page have run
    desk.wait_for_url(re.compile(r"/notices/\d+/$"))
    chosen = desk.locator("[data-item][aria-current=true]")
    expect(chosen).to_be_focused()
    first = chosen.get_attribute("id") or ""
    item = desk.locator(f"#{first}")
    expect(desk.locator("mark.lit").first).to_be_visible()
    desk.keyboard.press("a")
    expect(item).to_contain_text("已采纳")
    expect(chosen).not_to_have_attribute("id", first)
    desk.keyboard.press("k")
    expect(chosen).to_have_attribute("id", first)
    desk.keyboard.press("u")
    expect(item).to_contain_text("待定")
    desk.keyboard.press("x")
    expect(item).to_contain_text("已划去")
    expect(desk.locator("mark.struck").first).to_be_visible()
    expect(desk.locator("#review-progress")).to_contain_text("1 /")


def test_two_quick_decisions_are_both_shown_though_the_answers_are_slow(
    site: str, committed_world: World, desk: Page
) -> None:
    world = committed_world
    notice = receive(world)
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/{notice.record_id}/")
    first, second = (row.get_attribute("id") or "" for row in desk.locator("[data-item]").all()[:2])
    held: list[tuple[Route, APIResponse]] = []

    def booked(number: int) -> tuple[Route, APIResponse]:
        while len(held) < number:
            desk.wait_for_timeout(50)
        return held[number - 1]

    # each act is booked at once, and its answer is on the way until the test lets it arrive
    desk.route(re.compile(r"/notices/\d+/\d+/"), lambda route: held.append((route, route.fetch())))
    desk.keyboard.press("a")
    booked(1)
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    desk.wait_for_timeout(500)
    for number in (1, 2):
        route, response = booked(number)
        route.fulfill(response=response)
    expect(desk.locator(f"#{first}")).to_contain_text("已采纳")
    expect(desk.locator(f"#{second}")).to_contain_text("已划去")
    expect(desk.locator("#review-progress")).to_contain_text("2 /")


def test_under_a_filter_what_is_decided_leaves_and_the_next_is_chosen(
    site: str, committed_world: World, desk: Page
) -> None:
    world = committed_world
    notice = receive(world)
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/{notice.record_id}/?kind=requirements&state=open")
    chosen = desk.locator("[data-item][aria-current=true]")
    listed = [row.get_attribute("id") or "" for row in desk.locator("li.item").all()]
    desk.locator(f"#{listed[0]} .text").click()
    expect(chosen).to_be_focused()
    for number, gone in enumerate(listed[:2], start=1):
        desk.keyboard.press("x")
        expect(desk.locator(f"#{gone}")).to_have_count(0)
        expect(chosen).to_have_attribute("id", listed[number])
        expect(chosen).to_be_focused()
    expect(desk.locator("#count-requirements")).to_contain_text(str(len(listed) - 2))
    expect(desk.locator("#review-progress")).to_contain_text("2 /")


def test_a_notice_of_seventy_items_takes_fewer_than_a_hundred_keys(
    site: str, committed_world: World, desk: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    world = committed_world
    notice = receive(world, long_notice(world.today))
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/{notice.record_id}/")
    chosen = desk.locator("[data-item][aria-current=true]")
    waiting = desk.locator("[data-open]")
    items = desk.locator("[data-item][data-open]:not(.question)").count()
    assert items >= 60
    pressed = 0

    def press(name: str) -> None:
        nonlocal pressed
        before = waiting.count()
        desk.keyboard.press(name)
        pressed += 1
        expect(waiting).not_to_have_count(before)
        if chosen.count():  # what is next has the focus and is in sight, however long the list
            expect(chosen).to_be_focused()
            expect(chosen).to_be_in_viewport(ratio=0.2)

    press("h")
    while waiting.count():
        if chosen.get_attribute("data-open") is None:
            desk.keyboard.press("n")
            pressed += 1
        press("1" if chosen.locator("[data-key='1']").count() else "a")
    expect(desk.locator("#review-heading")).to_contain_text("都已定")
    one_by_one = items + notice.answers.count()
    with capsys.disabled():
        sys.stdout.write(f"\n{items} items: {pressed} keys with H, {one_by_one} one by one\n")
    assert pressed < one_by_one < 100


DROP = """([form, files]) => {
  const held = new DataTransfer();
  for (const [name, content] of files) {
    held.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
  }
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@pytest.mark.requirement("R1-35")
def test_a_word_file_dropped_with_its_timetable_is_read_and_lit_in_both(
    site: str, committed_world: World, desk: Page
) -> None:
    world = committed_world
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/new/")
    dropped = [("通知.docx", docx()), ("安排表.xlsx", xlsx())]
    files = [[name, b64encode(content).decode()] for name, content in dropped]
    desk.evaluate(DROP, [desk.locator("form[data-drop]").element_handle(), files])
    assert desk.locator("input[name=annexes]").evaluate("field => field.files[0].name") == "安排表.xlsx"
    desk.get_by_role("button", name="读文起草").click()
    expect(desk.locator("#annex-1")).to_contain_text("安排表.xlsx")
    demand = desk.locator("[data-item]").filter(has_text="40 学时")
    demand.locator(".text").hover()
    expect(desk.locator("mark.lit")).to_contain_text("每名党员学习时间不少于40学时")
    expect(demand).to_contain_text("第5段")
    step = desk.locator("[data-item]").filter(has_text="动员部署").first
    step.locator(".text").hover()
    expect(desk.locator("mark.lit").nth(1)).to_contain_text("召开动员会")
    expect(step).to_contain_text("附件1，时间表!A2")


def test_axe_finds_nothing_on_the_pages_of_notices(
    site: str, committed_world: World, desk: Page, phone: Page, axe: Callable[[Page], None]
) -> None:
    world = committed_world
    notice = receive(world)
    adopted = receive(world, notice_text(world.today, "hant"))
    settle(world, adopted)
    programme = adopt_draft(notice=adopted, by=world.office, key=key())
    new = NewList("“连心”", (NewItem("走访"),), stated=2)
    named = frame.add_list(home=programme, new=new, by=world.office, key=key())
    annexed = adopted_with_annex(world)
    change_annex(world, annexed, timetable(world, later=7))
    for page in (desk, phone):
        sign_in(page, site, world.user(world.office))
        for path in (
            "/notices/",
            "/notices/new/",
            f"/notices/{notice.record_id}/",
            f"/notices/{notice.record_id}/1/edit/",
            f"/notices/{annexed.record_id}/",
            f"/notices/{annexed.record_id}/annexes/new/",
            f"/notices/{annexed.record_id}/annexes/2/",
            f"/notices/{notice.record_id}/add/",
            f"/notices/{notice.record_id}/adopt/",
            "/programmes/",
            f"/programmes/{programme.record_id}/",
            f"/programmes/{programme.record_id}/requirements/1/change/",
            f"/programmes/{programme.record_id}/decisions/",
            f"/programmes/{programme.record_id}/lists/new/",
            f"/lists/{named.pk}/",
            "/programmes/templates/",
            "/key-points/",
        ):
            page.goto(site + path)
            page.wait_for_load_state("networkidle")
            axe(page)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_without_scripts_an_item_is_decided_all_the_same(
    site: str, committed_world: World, open_page: OpenPage, size: tuple[int, int]
) -> None:
    world = committed_world
    notice = receive(world)
    page = open_page(size, scripts=False)
    sign_in(page, site, world.user(world.office))
    page.goto(f"{site}/notices/{notice.record_id}/?item=1")
    page.locator("#i1").get_by_role("button", name="采纳").click()
    expect(page.locator("#i1")).to_contain_text("已采纳")
    assert notice.items.get(number=1).state == ItemState.ACCEPTED


def test_the_office_asks_the_assistant_and_finds_what_it_proposed(
    site: str, committed_world: World, desk: Page, phone: Page, axe: Callable[[Page], None], settings: LazySettings
) -> None:
    world = committed_world
    notice = receive(world)
    with endpoint() as server:
        settings.ASSISTANT = server.setting
        server.proposes(
            {"kind": "deadline", "quote": notice.title, "what": "动员", "due": "2030-01-01"},
            {"kind": "deadline", "quote": "没有这句话", "what": "补课", "due": "2030-01-02"},
        )
        sign_in(desk, site, world.user(world.office))
        desk.goto(f"{site}/notices/{notice.record_id}/")
        desk.get_by_role("link", name="请助手看看").click()
        expect(desk.locator("main")).to_contain_text(server.host)
        axe(desk)
        desk.get_by_role("button", name="发送并询问").click()
        expect(desk.locator(".task")).to_be_visible()
        tasks.send_to_assistant.call(Job.objects.get(kind="notices.assistant").pk)
        desk.get_by_role("link", name="提出了 1 项").click()
        expect(desk.locator(".tag", has_text="助手提出")).to_be_visible()
        sign_in(phone, site, world.user(world.office))
        phone.goto(f"{site}/notices/{notice.record_id}/assistant/")
        expect(phone.locator("main")).to_contain_text("1 项没有原句")
        axe(phone)
