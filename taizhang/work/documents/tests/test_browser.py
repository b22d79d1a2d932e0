"""Documents in a browser: the desk of the office and the phone of a secretary, read by axe."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from taizhang.work.documents.models import Dispatch
from taizhang.work.documents.tests.writing import draft, sent
from tests.browser import sign_in
from tests.world import World

pytestmark = pytest.mark.browser


def test_the_secretary_confirms_on_the_phone_with_one_touch(
    site: str, committed_world: World, phone: Page, axe: Callable[[Page], None]
) -> None:
    world = committed_world
    held = sent(world, tasks=("报送值班表",))
    sign_in(phone, site, world.user(world.secretary))
    phone.goto(site + reverse("dashboards:branch", args=[world.branch.pk]))
    owed = phone.locator(".row.owed", has_text=held.title)
    expect(owed).to_be_visible()
    axe(phone)
    owed.get_by_role("button", name="签收").tap()
    expect(phone.locator("#toasts")).to_contain_text("已签收")
    assert Dispatch.objects.get(record=held.record, unit=world.branch).received_by == world.secretary
    papers = phone.locator(f"#papers-{world.branch.pk}")
    papers.get_by_role("button", name="已完成").tap()
    expect(phone.get_by_text("文件均已签收")).to_be_visible()


def test_the_pages_of_the_office_read_well(
    site: str, committed_world: World, desk: Page, axe: Callable[[Page], None]
) -> None:
    world = committed_world
    held, new = sent(world, tasks=("报送值班表",)), draft(world)
    sign_in(desk, site, world.user(world.office))
    for name, *at in (
        ("documents",),
        ("new",),
        ("document", held.record_id),
        ("document", new.record_id),
        ("send", held.record_id),
        ("sheet", held.record_id),
    ):
        desk.goto(site + reverse(f"documents:{name}", args=at))
        axe(desk)
