"""Axe finds nothing on the main pages of the smaller books, on the phone and on the desk; one browser session for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from taizhang.ground.people.models import Person
from tests.browser import DESK, PHONE, OpenPage, sign_in
from tests.law.samples import SAMPLES
from tests.law.samples.making import Sample
from tests.world import World, build_world

pytestmark = pytest.mark.browser

# Who opens which pages of the first branch; what must be there first is made by the samples of the permission walk.
SECRETARY = (
    "flows:owed",
    "curriculum:unit_readings",
    "curriculum:unit_topics",
    "curriculum:note_sheet",
    "curriculum:add_check",
    "curriculum:concerns",
    "membership:contacts",
    "membership:routines",
    "membership:candidates",
    "membership:set_routine",
    "membership:attempt",
    "travel:trips",
    "travel:trip",
    "contests:contest",
    "contests:join",
    "contests:bank",
    "documents:inbox",
    "plans:unit",
)
OFFICE = (
    "documents:documents",
    "documents:document",
    "documents:new",
    "contests:contests",
    "contests:plan",
    "contests:import_bank",
    "membership:inbox",
    "travel:restrict",
    "curriculum:catalogue",
    "curriculum:add_material",
    "curriculum:topics",
)
MEMBER = ("dashboards:my_campaign", "curriculum:mine", "curriculum:write_note")
STRANGER = ("membership:report_in",)


def addresses(world: World, names: tuple[str, ...], *, top: bool) -> list[str]:
    """An address of each page, with what stands on it made for the unit of its reader."""
    unit = world.committee if top else world.branch
    found = []
    for name in names:
        sample = SAMPLES[name]
        made = sample if isinstance(sample, Sample) else sample(world, unit)
        query = "&".join(f"{key}={value}" for key, value in made.query.items())
        found.append(reverse(name, args=made.args) + (f"?{query}" if query else ""))
    return found


def test_axe_finds_nothing_on_the_pages_of_the_smaller_books(
    site: str, open_page: OpenPage, axe: Callable[[Page], None]
) -> None:
    world = build_world()
    walks: list[tuple[Person | None, list[str]]] = [
        (world.secretary, addresses(world, SECRETARY, top=False)),
        (world.office, addresses(world, OFFICE, top=True)),
        (world.secretary, addresses(world, MEMBER, top=False)),
        (None, addresses(world, STRANGER, top=True)),
    ]
    for size in (PHONE, DESK):
        for person, pages in walks:
            page = open_page(size)
            if person:
                sign_in(page, site, world.user(person))
            for address in pages:
                answer = page.goto(site + address)
                assert answer is not None and answer.status == 200, address
                page.wait_for_function("() => !document.querySelector('.htmx-request')")
                axe(page)
