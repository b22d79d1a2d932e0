"""Three scripts, each complete: a reader switches in the menu and meets no word of another language (N-09)."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from taizhang.config.background import settle
from tests.browser import OpenPage, sign_in
from tests.law.acts import book, present, session
from tests.world import World

pytestmark = pytest.mark.browser

# What people write or a standard names stays as it is in every language.
AS_WRITTEN = {
    "xlsx",
    "csv",
    "pdf",
    "doc",
    "docx",
    "xls",
    "html",
    "txt",
    "English",
    "taizhang",
    "ledger",
    "verify",
    "head",
}
OFFICE = (
    "dashboards:cockpit",
    "notices:notices",
    "notices:receive",
    "notices:programmes",
    "rolls:units",
    "rolls:imports",
)
BOTH = ("dashboards:my_campaign", "dashboards:ledger", "ground_messages:answers")


@pytest.fixture
def served(site: str, committed_world: World) -> World:
    """The cast in the served database, with one roll-call so that pages have something to say."""
    world = committed_world
    book(session(world.branch, world.today), present(world.branch_people, world.branch, world.today, world.programme))
    settle()
    return world


def switch(page: Page, site: str, language: str) -> None:
    """Choose a language as a reader does, in the menu under one's own name."""
    page.goto(site + "/")
    page.locator("details.menu summary, .account summary, header summary").last.click()
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language, re.IGNORECASE))


def words_of(page: Page) -> str:
    """All that is visible, without the digests of seals."""
    return re.sub(r"\b[0-9a-f:]{12,}\b", "", page.locator("body").inner_text())


@pytest.mark.requirement("N-09")
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_reader_meets_one_language_on_every_page(
    site: str, served: World, open_page: OpenPage, language: str
) -> None:
    desk = open_page()
    for person, names in ((served.office, (*OFFICE, *BOTH)), (served.secretary, ("dashboards:branch", *BOTH))):
        desk.context.clear_cookies()
        sign_in(desk, site, served.user(person))
        switch(desk, site, language)
        for name in names:
            desk.goto(site + reverse(name))
            shown = words_of(desk)
            latin = set(re.findall(r"[A-Za-z][A-Za-z]{2,}", shown)) - AS_WRITTEN
            if language == "en":
                assert latin, name
            else:
                assert not latin, (name, latin)
            if language == "zh-hant":
                assert not re.search("[单这们据报达说时间]", without_content(shown, served)), name


def without_content(shown: str, world: World) -> str:
    """The page without names and titles, which are shown as written."""
    for written in (
        "学习教育活动",
        "学习动员",
        "整改提高",
        "集中学习",
        "简体中文",
        "市直机关党总支",
        "临江市委",
        "云台县委",
    ):
        shown = shown.replace(written, "")
    lines = [line for line in shown.splitlines() if not any(p.name in line for p in world.branch_people)]
    titles = [row.title for row in world.requirements.values()]
    return "\n".join(line for line in lines if not any(title in line for title in titles))
