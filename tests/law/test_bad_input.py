"""No address falls over what a broken link, a stray sheet or a machine puts into it: an answer in words, never a 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from taizhang.config.settings import PACKAGE
from tests.law.may_i import ANY_UNIT, READERS, Reader, read, samples_of
from tests.world import World

# Past every column of whole numbers; a digit that no number is made of; what a database refuses in a text; no day of ours.
NASTY = ("9" * 20, "²", "a\x00b", "2026-02-30")
TOO_LARGE = 10**30
WALKERS = [reader for reader in READERS if reader.label in {"office", "secretary"}]
_ASKED = re.compile(r"request\.(?:GET|POST)(?:\.get(?:list)?\(|\[)\s*f?\"([a-z_]+)\"")
_PASSED_ON = {"programme", "phase", "sort", "page", "unit", "member", "requirement", "position", "person"}


def names_asked_for() -> list[str]:
    """Every name that a view takes from an address or a form by hand."""
    words = "\n".join(path.read_text() for path in Path(PACKAGE).rglob("*.py") if "tests" not in path.parts)
    return sorted({*_ASKED.findall(words), *_PASSED_ON})


def opened_by(reader: Reader, *, rather: Reader | None) -> set[str]:
    """The addresses that let a reader in at home, by the tables; those that ``rather`` opens too are left to that one."""

    def opened(one: Reader) -> set[str]:
        found = read()[one.label]
        return {name for name, row in found.items() if any(cell.startswith(("2", "405")) for cell in row.values())}

    return opened(reader) - (opened(rather) if rather else set())


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


def places(world: World, reader: Reader, names: set[str]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each of the addresses, with the arguments of something that stands in the reader's own unit."""
    for name, samples in samples_of(world, {"own": reader.units(world)["own"]}).items():
        if name in names:
            yield name, tuple(samples.get("own", samples.get(ANY_UNIT)).args)  # type: ignore[union-attr]


@pytest.mark.parametrize(("reader", "rather"), [(WALKERS[0], None), (WALKERS[1], WALKERS[0])], ids=["first", "second"])
def test_no_address_falls_over_what_is_put_into_it(world: World, reader: Reader, rather: Reader | None) -> None:
    client = Client(raise_request_exception=False)
    person = reader.person(world)
    assert person
    made = list(places(world, reader, opened_by(reader, rather=rather)))
    client.force_login(world.user(person))
    cookies = client.cookies.output(header="", sep=";")
    fell, names = [], names_asked_for()

    def ask(method: str, path: str, said: str, **given: object) -> None:
        client.cookies.clear()
        client.cookies.load(cookies)
        with transaction.atomic():
            answer = getattr(client, method)(path, **given)
            if answer.status_code >= 500:
                fell.append(f"{method} {path[:80]} with {said!r}")
            transaction.set_rollback(True)

    for name, args in made:
        path = reverse(name, args=args)
        numbers = [TOO_LARGE if isinstance(one, int) else one for one in args]
        if numbers != list(args):
            ask("get", reverse(name, args=numbers), "a number too large")
        for turn, (method, what) in enumerate((("get", "query_params"), ("get", "query_params"), ("post", "data"))):
            # each name gets another of the values, as what is of one kind throughout rarely comes far
            said = {one: NASTY[(place + turn) % len(NASTY)] for place, one in enumerate(names)}
            ask(method, path, f"turn {turn}", **{what: said})
    assert not fell, "\n".join(sorted(set(fell)))
