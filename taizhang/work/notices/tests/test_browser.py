"""The review in a real browser: by keyboard, on a phone, without scripts, and read by a listener."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.work.notices.kinds import ItemState
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import receive, settle
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import build_world, key

pytestmark = pytest.mark.browser


@pytest.mark.requirement("N-01")
def test_the_office_decides_by_keyboard(site: str, desk: Page) -> None:
    world = build_world()
    sign_in(desk, site, world.user(world.office))
    desk.goto(f"{site}/notices/")
    desk.get_by_role("link", name="收一份来文").click()
    desk.get_by_label("来文原文").fill(notice_text(world.today))
    desk.get_by_role("button", name="读文起草").click()
    chosen = desk.locator("[data-item][aria-current=true]")
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


def test_axe_finds_nothing_on_the_pages_of_notices(
    site: str, desk: Page, phone: Page, axe: Callable[[Page], None]
) -> None:
    world = build_world()
    notice = receive(world)
    adopted = receive(world, notice_text(world.today, "hant"))
    settle(world, adopted)
    programme = adopt_draft(notice=adopted, by=world.office, key=key())
    for page in (desk, phone):
        sign_in(page, site, world.user(world.office))
        for path in (
            "/notices/",
            "/notices/new/",
            f"/notices/{notice.record_id}/",
            f"/notices/{notice.record_id}/1/edit/",
            f"/notices/{notice.record_id}/add/",
            f"/notices/{notice.record_id}/adopt/",
            "/programmes/",
            f"/programmes/{programme.record_id}/",
            f"/programmes/{programme.record_id}/requirements/1/change/",
        ):
            page.goto(site + path)
            page.wait_for_load_state("networkidle")
            axe(page)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_without_scripts_an_item_is_decided_all_the_same(site: str, open_page: OpenPage, size: tuple[int, int]) -> None:
    world = build_world()
    notice = receive(world)
    page = open_page(size, scripts=False)
    sign_in(page, site, world.user(world.office))
    page.goto(f"{site}/notices/{notice.record_id}/?item=1")
    page.locator("#i1").get_by_role("button", name="采纳").click()
    expect(page.locator("#i1")).to_contain_text("已采纳")
    assert notice.items.get(number=1).state == ItemState.ACCEPTED
