"""Pages and sheets of rolls in a real browser: axe finds nothing; a table is handed in, watched and written."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from taizhang.ground.jobs.models import Job
from taizhang.ground.people.models import Membership
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.queries import record_number
from taizhang.work.rolls.tasks import check_import, write_import
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World, key

pytestmark = pytest.mark.browser


@pytest.fixture
def served(site: str, committed_world: World) -> World:
    """The cast, with a matter and a post in its branch, in the database of the served site."""
    world = committed_world
    rolls.open_matter(unit=world.branch, matter="学习记录", by=world.secretary, key=key())
    rolls.open_post(unit=world.branch, title="组织委员", by=world.secretary, key=key())
    return world


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en")], ids=["phone", "desk"])
def test_every_page_holds_for_office_and_secretary(
    site: str,
    served: World,
    open_page: OpenPage,
    axe: Callable[[Page], None],
    size: tuple[int, int],
    language: str,
) -> None:
    world = served
    root, branch = record_number(world.committee), record_number(world.branch)
    walks = {
        world.office: [
            "",
            "?q=没有这个",
            f"{root}/",
            f"{branch}/",
            f"{root}/census/",
            f"{root}/check/",
            f"{root}/open/",
            f"{branch}/split/",
            f"{branch}/transfer/",
            f"body/{world.supervision_group.pk}/",
            f"programme/{world.programme.pk}/",
            f"programme/{world.programme.pk}/enrol/",
            "import/",
            "imports/",
        ],
        world.secretary: [
            f"{branch}/",
            f"{branch}/matters/",
            f"{branch}/admit/",
            f"{branch}/category/",
            f"person/{world.member.pk}/",
            f"body/{world.party_group.pk}/",
            f"body/{world.party_group.pk}/people/",
        ],
    }
    for person, paths in walks.items():
        page = open_page(size, language=language, dark=size == PHONE)
        sign_in(page, site, world.user(person))
        for path in paths:
            page.goto(f"{site}/units/{path}")
            axe(page)
        page.close()


def test_a_sheet_that_comes_back_says_beside_the_field_what_is_wrong(
    site: str, served: World, desk: Page, axe: Callable[[Page], None]
) -> None:
    sign_in(desk, site, served.user(served.secretary))
    desk.goto(f"{site}/units/{record_number(served.branch)}/transfer/")
    desk.get_by_label("人员", exact=True).select_option(label="纪晚晴")
    desk.get_by_label("转入单位编码").fill("10101")
    desk.get_by_role("button", name="办理转出").click()
    expect(desk.get_by_role("alert")).to_contain_text("此人已经在那里。")
    axe(desk)
    desk.get_by_label("转入单位编码").fill("10102")
    desk.get_by_role("button", name="办理转出").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("第一党支部")
    assert Membership.objects.get(person=served.member, to_on=None).unit == served.sibling


def test_a_table_is_handed_in_watched_and_written(site: str, served: World, desk: Page) -> None:
    sign_in(desk, site, served.user(served.office))
    desk.goto(f"{site}/units/import/")
    desk.get_by_label("表的内容").select_option("members")
    rows = "名册编号,姓名,单位编码\n8001,应如是,10101\n8002,容若谷,10102\n"
    table = FilePayload(name="名册.csv", mimeType="text/csv", buffer=rows.encode("gb18030"))
    desk.get_by_label("表格（xlsx 或 csv）").set_input_files(table)
    desk.get_by_role("button", name="检查这张表").click()
    expect(desk.locator(".task")).to_be_visible()
    # the page watches by itself: nobody presses anything when the background is done
    check_import.call(Job.objects.latest("pk").pk)
    expect(desk.get_by_text("可写入 2 行。")).to_be_visible()
    desk.get_by_role("button", name="写入这张表").click()
    expect(desk.locator(".task")).to_be_visible()
    write_import.call(Job.objects.latest("pk").pk)
    expect(desk.get_by_text("已写入 2 行。")).to_be_visible()
    desk.goto(f"{site}/units/imports/")
    expect(desk.get_by_role("link", name="名册.csv")).to_be_visible()
