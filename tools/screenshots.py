"""Pictures of every page that a link of the demo leads to, as each role sees it: `python -m tools.screenshots`.

Starts `taizhang demo` with a home of its own, signs in by its links, follows every link of the product once for each
kind of address, and takes each page in both sizes, light and dark, in three languages. Files go to
build/screenshots/<role>/<page>.<size>.<theme>.<language>.png; `--role`, `--page`, `--size`, `--theme` and
`--language` narrow what is taken.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "build" / "screenshots"
HOME = ROOT / "build" / "screenshots-home"
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
THEMES = ("light", "dark")
LANGUAGES = ("zh-hans", "zh-hant", "en")
PORT = 8770
# Panels that other apps own come in after the page; htmx marks an element while its request is under way.
PANELS_LOADED = "() => !document.querySelector('.htmx-request')"
SIGN_IN_LINK = re.compile(r"^\s*(?P<role>[^\t]+)\t[^\t]*\t(?P<link>http://127\.0\.0\.1:\d+/\S+)$")
# Addresses that are not pages: signing out, downloads, the fragments of other pages.
NOT_PAGES = re.compile(r"sign-out|\.xlsx$|\.csv$|\.json$|/static/|/export")


@dataclass(frozen=True)
class Visit:
    """One page of one role: `name` is its address with numbers left out, `address` a working example."""

    role: str
    name: str
    address: str


@contextmanager
def running_demo() -> Iterator[dict[str, str]]:
    """Role → sign-in link of a demo served on this machine until the end of the block."""
    environment = os.environ | {"TAIZHANG_HOME": str(HOME), "TAIZHANG_DEMO": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "taizhang", "demo", "--port", str(PORT)]
    demo = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    links: dict[str, str] = {}
    try:
        assert demo.stdout is not None
        for line in demo.stdout:
            if found := SIGN_IN_LINK.match(line):
                links[found["role"]] = found["link"]
            elif links:
                break
        wait_for_server()
        yield links
    finally:
        demo.terminate()
        demo.wait()


def wait_for_server(seconds: float = 30) -> None:
    """Return when somebody listens on the demo's port."""
    deadline = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return
        if time.monotonic() > deadline:
            raise RuntimeError("the demo does not answer")
        time.sleep(0.1)


def kind_of_address(address: str) -> str:
    """The path with numbers left out, as a name for a file."""
    path = re.sub(r"/\d+(?=/|$)", "", urlsplit(address).path).strip("/")
    return path.replace("/", "-") or "home"


def pages_of(role: str, page: Page) -> list[Visit]:
    """Follow links breadth first from where the role landed, one address of each kind."""
    start = page.url
    here = urlsplit(start).netloc
    visits: dict[str, Visit] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        name = kind_of_address(address)
        if name in visits or urlsplit(address).netloc != here or NOT_PAGES.search(address):
            continue
        answer = page.goto(address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        # half of the links of a landing page stand in panels that come after it
        page.wait_for_function(PANELS_LOADED)
        visits[name] = Visit(role, name, page.url)
        waiting += page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    return list(visits.values())


def take(browser: Browser, visits: list[Visit], session: StorageState, wanted: argparse.Namespace) -> Iterator[Path]:
    """Take the pages of one role in every combination that is wanted."""
    for size, theme, language in itertools.product(wanted.size, wanted.theme, wanted.language):
        width, height = SIZES[size]
        context = browser.new_context(
            storage_state=session,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=size == "phone",
        )
        speak(context, visits[0].address, language)
        page = context.new_page()
        for visit in visits:
            page.goto(visit.address)
            page.wait_for_function(PANELS_LOADED)
            path = PICTURES / visit.role / f"{visit.name}.{size}.{theme}.{language}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=path, full_page=True)
            yield path
        context.close()


def speak(context: BrowserContext, address: str, language: str) -> None:
    """Choose the language as the page's own switch does: by its cookie."""
    # at the root: a cookie set for one page would speak on its neighbours only
    root = f"http://{urlsplit(address).netloc}/"
    context.add_cookies([{"name": "django_language", "value": language, "url": root}])


def read_wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of every page of the demo.")
    parser.add_argument("--role", help="only this role, a part of its name")
    parser.add_argument("--page", default="", help="only pages whose address holds this")
    parser.add_argument("--size", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=list(THEMES))
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    return parser.parse_args()


def main() -> int:
    wanted = read_wishes()
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is not installed. Run: tools/packages.sh browser")
    with running_demo() as links, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        for role, link in links.items():
            if wanted.role and wanted.role not in role:
                continue
            context = browser.new_context()
            page = context.new_page()
            page.goto(link)
            visits = [visit for visit in pages_of(role, page) if wanted.page in visit.name]
            session = context.storage_state()
            context.close()
            count = sum(1 for _ in take(browser, visits, session, wanted)) if visits else 0
            print(f"{role}: {len(visits)} pages, {count} pictures")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
