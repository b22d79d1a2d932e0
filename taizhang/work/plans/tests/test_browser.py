"""Plans in a real browser: begun from the branch's page, on laptop and phone, and read by a listener."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from taizhang.ground.calendar.tests.test_calendar import busy
from taizhang.work.learning.tests.study import plan
from taizhang.work.plans.kinds import PlanKind
from taizhang.work.plans.tests.planned import begun, complete, themes
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.requirement("R1-31")
def test_a_secretary_begins_and_hands_in_from_the_page_of_the_branch(
    site: str, committed_world: World, desk: Page
) -> None:
    world = committed_world
    sign_in(desk, site, world.user(world.secretary))
    desk.goto(f"{site}/branch/{world.branch.pk}/")
    expect(desk.locator(".loading")).to_have_count(0)  # panels that arrive move what stands below them
    desk.get_by_role("link", name="开始制定").click()
    desk.get_by_role("button", name="开始制定").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("还有内容没有填全")
    desk.get_by_role("link", name="变更").click()
    desk.wait_for_url("**/frame/")
    desk.get_by_label("学习笔记（每人篇数）").fill("4")
    desk.get_by_role("button", name="保存").click()
    desk.wait_for_url(re.compile(r"/plans/\d+/$"))
    desk.get_by_role("button", name="报送").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("已报送")


def test_axe_finds_nothing_on_the_pages_of_plans(
    site: str, committed_world: World, open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    world = committed_world
    themes(world.programme)
    study = begun(world).plan.record_id
    themed = begun(world, kind=PlanKind.THEMED).plan.record_id
    session = plan(world, days_ago=-4)
    event = busy(world, 5).record_id
    waiting = complete(world, world.sibling, world.sibling_secretary).plan.record_id
    own = (f"units/{world.branch.pk}/", *(f"{study}/{page}" for page in ("", "frame/", "items/new/", "items/1/")))
    themed_pages = (f"{themed}/", f"{themed}/items/1/")
    business = (f"units/{world.branch.pk}/business/", f"business/{event}/", f"units/{world.branch.pk}/working-time/")
    above = (f"programmes/{world.programme.pk}/", f"{waiting}/decide/", f"{waiting}/")
    for size in (DESK, PHONE):
        for person, paths in ((world.secretary, (*own, *themed_pages, *business)), (world.principal, above)):
            page = open_page(size)
            sign_in(page, site, world.user(person))
            for path in paths:
                page.goto(f"{site}/plans/{path}")
                axe(page)
        for path in (
            "calendar/mine/",
            f"learning/sessions/{session.record_id}/",
            f"learning/units/{world.branch.pk}/plan/",
        ):
            page = open_page(size)
            sign_in(page, site, world.user(world.secretary))
            page.goto(f"{site}/{path}")
            expect(page.locator(".loading")).to_have_count(0)
            axe(page)
