"""The shell and the two screens that carry script, in a real browser under the product's own policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.urls("taizhang.ui.tests.urls")]

GALLERY = "/ui/gallery/"
ROLL_CALL = "/ui/gallery/roll-call/"
REVIEW = "/ui/gallery/review/"
SMALLEST = (360, 720)


def marks(page: Page, count: int = 4) -> list[str]:
    """The values that the first cells would send."""
    values = page.locator(".person input:checked").evaluate_all("inputs => inputs.map(input => input.value)")
    return [str(value) for value in values[:count]]


def lit(page: Page) -> list[str]:
    return [str(name) for name in page.locator("mark.lit").evaluate_all("marks => marks.map(mark => mark.id)")]


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
    assert phone.url.endswith(ROLL_CALL)


def test_the_reader_chooses_script_and_theme(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.locator(".menu summary").click()
    desk.get_by_role("button", name="English").click()
    assert desk.locator("html").get_attribute("lang") == "en"
    desk.locator(".menu summary").click()
    desk.get_by_role("button", name="Dark").click()
    assert desk.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 22, 20)"
    assert desk.url.endswith(GALLERY)


def test_a_tap_marks_the_exception_and_the_counts_follow(site: str, phone: Page) -> None:
    phone.goto(f"{site}{ROLL_CALL}")
    phone.locator(".person").nth(1).tap()
    for _tap in range(2):
        phone.locator(".person").nth(3).tap()
    assert marks(phone) == ["present", "absent", "present", "leave"]
    assert phone.locator("[data-count=present][data-of=owed]").inner_text() == "20"
    assert phone.locator("[data-count=absent]").inner_text() == "1"
    for _tap in range(2):
        phone.locator(".person").nth(3).tap()
    assert marks(phone)[3] == "present"


def test_a_cell_is_a_group_of_choices_for_the_keyboard(site: str, desk: Page) -> None:
    desk.goto(f"{site}{ROLL_CALL}")
    desk.locator(".person").nth(0).locator("input:checked").focus()
    desk.keyboard.press("ArrowDown")
    assert marks(desk, 2) == ["absent", "present"]
    desk.keyboard.press("Space")
    assert marks(desk, 2) == ["leave", "present"]


def test_a_roll_call_works_without_script(site: str, open_page: OpenPage) -> None:
    page = open_page(PHONE, scripts=False)
    page.goto(f"{site}{ROLL_CALL}")
    page.locator(".person").nth(1).get_by_label("请假").check()
    assert page.locator("input[name=p2]:checked").get_attribute("value") == "leave"


def test_j_and_k_move_and_a_letter_presses_the_button_of_the_chosen_item(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    assert lit(desk) == ["s4"]
    desk.evaluate(
        "document.addEventListener('click', event => {"
        " const control = event.target.closest('[data-key]');"
        " if (control) document.title = control.dataset.key + control.closest('[data-item]').dataset.sentences; })"
    )
    desk.keyboard.press("j")
    assert lit(desk) == ["s7"]
    desk.keyboard.press("a")
    assert desk.title() == "as7"
    desk.keyboard.press("k")
    desk.keyboard.press("x")
    assert desk.title() == "xs4"


def test_keys_are_silent_while_the_focus_is_elsewhere(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    desk.locator(".menu summary").focus()
    desk.keyboard.press("j")
    assert lit(desk) == ["s4"]


def test_an_item_under_the_pointer_lights_its_sentence(site: str, desk: Page) -> None:
    desk.goto(f"{site}{REVIEW}")
    desk.locator("[data-item]").nth(0).hover()
    assert lit(desk) == ["s3"]
    desk.locator(".mark").hover()
    assert lit(desk) == ["s4"]


def test_an_act_is_taken_back_from_its_toast(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}?toast=1")
    desk.locator(".toast").get_by_role("button", name="撤回").click()
    assert "点名已撤回" in desk.locator(".toasts").inner_text()
    desk.locator(".toast [data-dismiss]").click()
    assert desk.locator(".toast").count() == 0


def test_a_question_opens_as_a_dialog_and_closes_again(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.get_by_role("link", name="向 48 个支部要材料").click()
    dialog = desk.locator("dialog[open]")
    assert "每周 16 小时" in dialog.inner_text()
    dialog.get_by_role("button", name="暂不").click()
    assert desk.locator("dialog[open]").count() == 0


def test_a_long_task_is_asked_after_until_it_is_done(site: str, desk: Page) -> None:
    desk.goto(f"{site}{GALLERY}")
    desk.locator("#task-a .done").first.wait_for()
    assert desk.locator("#task-a[hx-get]").count() == 0


def test_an_act_without_an_answer_says_so(site: str, open_page: OpenPage) -> None:
    page = open_page(complaints_expected=True)
    page.goto(f"{site}{GALLERY}")
    page.context.set_offline(True)
    page.locator(".toast.due").wait_for()
    assert "没有入账" in page.locator(".toast").inner_text()
