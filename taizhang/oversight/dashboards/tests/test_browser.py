"""Every page in a real browser, on the phone and on the desk: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from taizhang.oversight.dashboards import addresses
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.tests.acts import hold, restate, seal
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def served(site: str, committed_world: World) -> World:
    """The cast, with hours, a correction and a seal, in the database of the served site."""
    world = committed_world
    record = hold(world, world.branch, {world.member: 180, world.floating: 2400})
    restate(world, record, {world.member: 120, world.floating: 2400})
    hold(world, world.sibling, {world.sibling_member: 60}, days_ago=20)
    seal()
    return world


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en")], ids=["phone", "desk"])
def test_every_page_holds_for_everybody_who_opens_it(
    site: str,
    served: World,
    open_page: OpenPage,
    axe: Callable[[Page], None],
    size: tuple[int, int],
    language: str,
) -> None:
    world, programme = served, served.programme.pk
    requirement = world.requirements["study_minutes"]
    mine = Address("study_minutes", programme=programme, member=world.member.pk)
    branch = Address("study_minutes", unit=world.branch.pk, programme=programme)
    walks = {
        world.member: ["/my/", mine.url],
        world.secretary: [
            "/branch/",
            branch.url,
            addresses.of_requirement(requirement, unit=world.branch.pk, own=True).url,
            "/ledger/?check=newest",
        ],
        world.principal: ["/unit/", f"/branch/{world.branch.pk}/"],
        world.office: [
            f"/cockpit/{world.general_branch.pk}/",
            f"/cockpit/{world.committee.pk}/gaps/",
            addresses.of_requirement(requirement, unit=world.committee.pk).url,
        ],
        world.supervisor: ["/watched/"],
        world.leader: ["/big-picture/"],
        world.foreign_secretary: ["/branch/", "/my/"],
    }
    for person, paths in walks.items():
        page = open_page(size, language=language, dark=size == PHONE)
        sign_in(page, site, world.user(person))
        for path in paths:
            page.goto(site + path)
            page.wait_for_load_state("networkidle")
            axe(page)
        page.close()


def test_a_figure_on_the_branch_page_opens_down_to_its_voucher(site: str, served: World, desk: Page) -> None:
    sign_in(desk, site, served.user(served.secretary))
    desk.goto(f"{site}/branch/")
    desk.get_by_role("row", name=served.member.name).get_by_role("link").first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{served.member.name} 学时 2")
    expect(desk.locator("tr.reversal")).to_contain_text("−3")
    desk.locator("tr.original").get_by_role("link").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("凭证")
    expect(desk.get_by_role("heading", name="第 2 次说明")).to_be_visible()
