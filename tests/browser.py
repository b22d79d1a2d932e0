"""Browser pages for tests: the product served on a loopback port, read by the distribution's Chromium.

    def test_a_member_sees_what_is_owed(site, phone):
        phone.goto(f"{site}/my/")

Every page fails its test on an error in the console (a refused inline script among them), on an answer of 500
and more, and on a request to another machine. Without Chromium a test fails under CI and skips elsewhere.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from taizhang.ground.people.models import User
from taizhang.lib import clock
from tests.databases import RUNNER_URL

PHONE = (390, 844)
DESK = (1440, 900)

# A machine that does other work besides may take its time; a page that never shows it fails all the same.
expect.set_options(timeout=30_000)


class SilentHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest shows what matters."""


class Served:
    """The product as a server calls it; with ``instant`` set, its clock tells that one, so that a story takes weeks."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()
        self.instant: datetime | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if self.instant is None:
            return self.application(environ, start_response)
        with clock.telling(self.instant):
            return self.application(environ, start_response)


@pytest.fixture
def told() -> Served:
    """What `site` serves; a story sets its ``instant``."""
    return Served()


@pytest.fixture
def site(request: pytest.FixtureRequest, told: Served) -> Iterator[str]:
    """The address of the product, served from the database copy of the test: with the cast in it, or empty."""
    request.getfixturevalue("committed_world" if "committed_world" in request.fixturenames else "committed_db")
    application = told
    server = ThreadedWSGIServer(("127.0.0.1", 0), SilentHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def find_chromium() -> str:
    """The path of the distribution's Chromium; without one the test fails under CI and skips elsewhere."""
    path = shutil.which("chromium")
    if path:
        return path
    reason = "Chromium is not installed. Run: tools/packages.sh browser"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # The driver keeps an event loop in this thread, which Django takes for asynchronous code; it is not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=find_chromium(), args=arguments, chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What went wrong in the pages of one test, in the order it happened."""

    lines: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.note(message.type == "error", f"console: {message.text}"))
        page.on("pageerror", lambda error: self.note(True, f"script: {error}"))
        page.on("request", lambda request: self.note(not is_here(request.url), f"foreign: {request.url}"))
        page.on("response", lambda answer: self.note(answer.status >= 500, f"{answer.status}: {answer.url}"))

    def note(self, wrong: bool, line: str) -> None:
        if wrong:
            self.lines.append(line)


def is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"


class OpenPage(Protocol):
    def __call__(
        self,
        size: tuple[int, int] = DESK,
        *,
        language: str = "zh-CN",
        dark: bool = False,
        scripts: bool = True,
        worker: bool = False,
        complaints_expected: bool = False,
    ) -> Page: ...


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Make pages in contexts of their own, as different people at different machines."""
    contexts: list[BrowserContext] = []
    complaints = Complaints()

    def open_one(
        size: tuple[int, int] = DESK,
        *,
        language: str = "zh-CN",
        dark: bool = False,
        scripts: bool = True,
        worker: bool = False,
        complaints_expected: bool = False,
    ) -> Page:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            has_touch=size == PHONE,
            # A colour on its way to another is neither.
            reduced_motion="reduce",
            # What stands between page and line is wanted only where the line is cut.
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        if not complaints_expected:
            complaints.listen(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints.lines, "the browser complained:\n" + "\n".join(complaints.lines)


@pytest.fixture
def desk(open_page: OpenPage) -> Page:
    """A page of a desktop screen, 1440 × 900."""
    return open_page(DESK)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page of a phone, 390 × 844."""
    return open_page(PHONE)


def sign_in(page: Page, site: str, user: User) -> None:
    """Give the page a session of `user`, without the sign-in form."""
    client = Client()
    client.force_login(user)
    name, session = next(iter(client.cookies.items()))
    page.context.add_cookies([{"name": name, "value": session.value, "url": site}])


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe finds nothing on a page, and that the page does not scroll sideways.

    Markup is audited on SQLite alone; on PostgreSQL the same pages are opened, and measured (docs/decisions/0019).
    """

    def check(page: Page) -> None:
        # what a page draws late is read too: its styles, its scripts, the panels that their owners fill
        page.wait_for_load_state()
        page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
        found = [] if RUNNER_URL else audited(page)
        assert not found, f"{page.url}\n" + "\n".join(found)
        width, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width <= visible, f"{page.url} scrolls sideways: {width} > {visible}"

    return check


def audited(page: Page) -> list[str]:
    """What axe finds on a page, one line a violation and element."""
    results = Axe().run(page)
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']}: {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
