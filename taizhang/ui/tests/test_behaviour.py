"""The shell and the two screens that carry script, in a real browser under the product's own policy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.urls("taizhang.ui.tests.urls")]

GALLERY = "/ui/gallery/"
ROLL_CALL = "/ui/gallery/roll-call/"
REVIEW = "/ui/gallery/review/"
SMALLEST = (360, 720)


def expect_marks(page: Page, *values: str) -> None:
    """The first cells come to send these values."""
    for place, value in enumerate(values):
        expect(page.locator(".person").nth(place).locator("input:checked")).to_have_value(value)


def expect_lit(page: Page, *names: str) -> None:
    """These sentences, and no other, come to be lit."""
    lit = page.locator("mark.lit")
    expect(lit).to_have_count(len(names))
    for place, name in enumerate(names):
        expect(lit.nth(place)).to_have_id(name)


@pytest.mark.parametrize("address", [GALLERY, ROLL_CALL, REVIEW])
@pytest.mark.parametrize(("size", "dark", "language"), [(DESK, False, "zh-CN"), (PHONE, True, "en")])
def test_axe_finds_nothing(
    site: str,
    open_page: OpenPage,
    axe: Callable[[Page], None],
    address: str,
    size: tuple[int, int],
    dark: bool,
    language: str,
) -> None:
    page = open_page(size, dark=dark, language=language)
    page.goto(f"{site}{address}")
    axe(page)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_nothing_scrolls_sideways_from_360_pixels(site: str, open_page: OpenPage, language: str) -> None:
    page = open_page(SMALLEST, language=language)
    for address in (GALLERY, ROLL_CALL, REVIEW):
        page.goto(f"{site}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_navigation_is_in_the_menu_on_a_phone(site: str, phone: Page) -> None:
    phone.goto(f"{site}{GALLERY}")
    way = phone.locator(".menu-nav a", has_text="点名")
    assert not way.is_visible()
    phone.locator(".menu summary").click()
    way.click()
    phone.wait_for_url(f"**{ROLL_CALL}")


def test_the_reader_chooses_script_and_theme(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.locator(".menu summary").click()
    desk.get_by_role("button", name="English").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    desk.locator(".menu summary").click()
    desk.get_by_role("button", name="Dark").click()
    expect(desk.locator("html")).to_have_css("background-color", "rgb(23, 22, 20)")
    expect(desk).to_have_url(re.compile(f"{GALLERY}$"))


def test_a_tap_marks_the_exception_and_the_counts_follow(site: str, phone: Page) -> None:
    phone.goto(f"{site}{ROLL_CALL}")
    phone.locator(".person").nth(1).tap()
    for _tap in range(2):
        phone.locator(".person").nth(3).tap()
    expect_marks(phone, "present", "absent", "present", "leave")
    expect(phone.locator("[data-count=present][data-of=owed]")).to_have_text("20")
    expect(phone.locator("[data-count=absent]")).to_have_text("1")
    for _tap in range(2):
        phone.locator(".person").nth(3).tap()
    expect_marks(phone, "present", "absent", "present", "present")


def test_a_tap_counts_on_a_slow_line_before_the_other_scripts_have_come(site: str, phone: Page) -> None:
    phone.route(re.compile(r"/(?!rollcall)[\w.-]+\.js$"), lambda _route: None)
    phone.goto(f"{site}{ROLL_CALL}", wait_until="commit")
    phone.locator(".person").nth(1).tap()
    expect_marks(phone, "present", "absent")
    expect(phone.locator("[data-count=absent]")).to_have_text("1")
    phone.unroute_all()
    phone.wait_for_load_state()


def test_a_cell_is_a_group_of_choices_for_the_keyboard(site: str, desk: Page) -> None:
    desk.goto(f"{site}{ROLL_CALL}")
    desk.locator(".person").nth(0).locator("input:checked").focus()
    desk.keyboard.press("ArrowDown")
    expect_marks(desk, "absent", "present")
    desk.keyboard.press("Space")
    expect_marks(desk, "leave", "present")


def test_a_roll_call_works_without_script(site: str, open_page: OpenPage) -> None:
    page = open_page(PHONE, scripts=False)
    page.goto(f"{site}{ROLL_CALL}")
    page.locator(".person").nth(1).get_by_label("请假").check()
    expect(page.locator("input[name=p2]:checked")).to_have_value("leave")


def test_j_and_k_move_and_a_letter_presses_the_button_of_the_chosen_item(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    expect_lit(desk, "s4")
    desk.evaluate(
        "document.addEventListener('click', event => {"
        " const control = event.target.closest('[data-key]');"
        " if (control) document.title = control.dataset.key + control.closest('[data-item]').dataset.sentences; })"
    )
    desk.keyboard.press("j")
    expect_lit(desk, "s7")
    desk.keyboard.press("a")
    expect(desk).to_have_title("as7")
    desk.keyboard.press("k")
    desk.keyboard.press("x")
    expect(desk).to_have_title("xs4")


def test_keys_are_silent_while_the_focus_is_elsewhere(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    desk.locator(".menu summary").focus()
    desk.keyboard.press("j")
    expect_lit(desk, "s4")


def test_an_item_under_the_pointer_lights_its_sentence(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    desk.locator("[data-item]").nth(0).hover()
    expect_lit(desk, "s3")
    desk.locator(".mark").hover()
    expect_lit(desk, "s4")


def test_an_act_is_taken_back_from_its_toast(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}?toast=1")
    desk.locator(".toast").get_by_role("button", name="撤回").click()
    expect(desk.locator(".toasts")).to_contain_text("点名已撤回")
    # a message is closed by a script of the page that brought it
    desk.wait_for_load_state()
    desk.locator(".toast [data-dismiss]").click()
    expect(desk.locator(".toast")).to_have_count(0)


def test_a_question_opens_as_a_dialog_and_closes_again(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.get_by_role("link", name="向 48 个支部要材料").click()
    dialog = desk.locator("dialog[open]")
    expect(dialog).to_contain_text("每周 16 小时")
    dialog.get_by_role("button", name="暂不").click()
    expect(dialog).to_have_count(0)


def test_a_long_task_is_asked_after_until_it_is_done(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.locator("#task-a .done").first.wait_for()
    expect(desk.locator("#task-a[hx-get]")).to_have_count(0)


def test_an_act_without_an_answer_says_so(site: str, open_page: OpenPage) -> None:
    page = open_page(complaints_expected=True)
    page.goto(f"{site}{GALLERY}")
    page.context.set_offline(True)
    expect(page.locator(".toast.due")).to_contain_text("没有入账")
