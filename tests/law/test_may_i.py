"""May I? Every address, for every role, near and far: against the table people have read, and against plain laws."""

from __future__ import annotations

import pytest

from tests.databases import RUNNER_URL
from tests.law.may_i import (
    ANY_UNIT,
    READERS,
    TABLES,
    Reader,
    Step,
    addresses,
    app_of,
    cells,
    one_of_each_answer,
    read,
    walk,
)
from tests.law.samples import SAMPLES
from tests.world import World

# Views that come from elsewhere and cannot carry a mark: they keep a choice in a cookie and show nothing.
UNMARKED = {"set_language", "ui:theme", "ui:worker"}
SIGNED_OUT = "signed out"
ELSEWHERE = "secretary elsewhere"


def test_every_address_has_a_sample_and_every_sample_an_address() -> None:
    assert set(SAMPLES) == set(addresses()), "name a sample for each address in tests/law/samples.py, then: make facts"


def test_every_view_says_whether_it_is_public_or_for_the_signed_in() -> None:
    bare = {name for name, view in addresses().items() if getattr(view, "door", "") not in {"public", "signed_in"}}
    assert bare == UNMARKED


def test_every_public_view_says_why() -> None:
    public = [view for view in addresses().values() if getattr(view, "door", "") == "public"]
    assert public
    assert all("anybody" in (view.__doc__ or "") for view in public)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Refusals are what is walked for; the log need not repeat each."""
    caplog.set_level("CRITICAL", "django.request")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.label)
def test_what_each_reader_may(world: World, reader: Reader) -> None:
    """On SQLite all of it; on PostgreSQL each address once for each of its answers (docs/decisions/0019)."""
    said = read().get(reader.label)
    only = one_of_each_answer(read())[reader.label] if RUNNER_URL else None
    steps = walk(reader, world, only)
    assert not [step for step in steps if step.status >= 500]
    assert not [step for step in steps if step.names], "a plain member's name where it does not belong"
    if reader.label == SIGNED_OUT:
        assert not [step for step in steps if not _stays_outside(step)]
    if reader.label == ELSEWHERE:
        assert not [step for step in steps if step.relation == "foreign" and step.status not in {403, 404, 405}]
    found = cells(steps)
    if said is not None and only is not None:
        said = {
            name: {one: cell for one, cell in row.items() if one in found[name]}
            for name, row in said.items()
            if name in found
        }
    assert found == said, "read what changed, then: make facts"


def test_every_page_of_the_tables_is_of_an_app() -> None:
    pages = {page.stem for page in TABLES.glob("*.md")} - {"README"}
    assert pages == {app_of(address) for address in addresses()}


def _stays_outside(step: Step) -> bool:
    """Without signing in: the door, or a page that says itself public; never a thing of a unit."""
    view = addresses()[step.address]
    if getattr(view, "door", "") != "signed_in":
        return step.relation == ANY_UNIT or step.status in {403, 405}
    return step.status == 302 and step.leads_to.startswith("/sign-in/?next=")
