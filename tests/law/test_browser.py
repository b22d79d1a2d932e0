"""The browser of the tests catches what a reader would stumble over."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import Complaints, OpenPage

pytestmark = pytest.mark.browser


def test_the_site_answers_from_the_copy_of_the_test(site: str, desk: Page) -> None:
    answer = desk.request.get(f"{site}/nowhere/")
    assert answer.status == 404


def test_a_page_that_complains_is_caught(open_page: OpenPage) -> None:
    page = open_page(complaints_expected=True)
    complaints = Complaints()
    complaints.listen(page)
    page.set_content('<script>console.error("wrong")</script><img src="http://example.org/x.png">')
    page.wait_for_load_state()
    assert any("console: wrong" in line for line in complaints.lines)
    assert any("foreign: http://example.org/x.png" in line for line in complaints.lines)


def test_axe_finds_a_picture_without_words(desk: Page, axe: Callable[[Page], None]) -> None:
    head = '<!doctype html><html lang="en"><head><title>t</title></head>'
    desk.set_content(f'{head}<body><main><h1>h</h1><img src="data:,"></main></body></html>')
    with pytest.raises(AssertionError, match="image-alt"):
        axe(desk)
    desk.set_content(f"{head}<body><main><h1>h</h1></main></body></html>")
    axe(desk)
