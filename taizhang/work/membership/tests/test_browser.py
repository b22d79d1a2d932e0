"""Pages of membership in a real browser: axe finds nothing on phone and desk."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from taizhang.ground.people.models import Person
from taizhang.work.membership import actions
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.world import World, build_world, key

pytestmark = pytest.mark.browser


@pytest.fixture
def served(site: str) -> World:
    """The cast, with something on each page."""
    world = build_world()
    by, unit = world.secretary, world.branch
    actions.note_attempt(
        person=world.floating, method="visit", on=world.today, is_reached=False, words="没有人在家", by=by, key=key()
    )
    for _number in range(2):
        held = actions.report_in(
            unit=world.committee, name="客某", reach="邮局信箱", branch="第一党支部", words="在外", by=None, key=key()
        )
    actions.pass_report(report=held, unit=unit, by=world.office, key=key())
    first_on = world.days_ago(9)
    actions.set_routine(unit=unit, kind="public", cycle="weekly", first_on=first_on, owner=by, by=by, key=key())
    actions.pass_step(person=world.activist, step="application", on=world.today, by=by, key=key())
    return world


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en")], ids=["phone", "desk"])
def test_every_page_holds(
    site: str, served: World, open_page: OpenPage, axe: Callable[[Page], None], size: tuple[int, int], language: str
) -> None:
    world, unit = served, f"units/{served.branch.pk}"
    walks: dict[Person | None, list[str]] = {
        None: ["report/"],
        world.office: ["inbox/"],
        world.secretary: [
            *(f"{unit}/{page}/" for page in ("contacts", "routines", "routines/new", "candidates")),
            f"people/{world.activist.pk}/step/",
        ],
    }
    for person, paths in walks.items():
        page = open_page(size, language=language, dark=False)
        if person:
            sign_in(page, site, world.user(person))
        for path in paths:
            page.goto(f"{site}/membership/{path}")
            if os.environ.get("SHOTS"):
                page.screenshot(path=str(Path("/tmp/mshots") / f"{language}-{path.replace('/', '_')}.png"))
            axe(page)
