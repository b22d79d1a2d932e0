"""May I? A walk of one reader to every address of the product, for each unit near and far; docs/may-i is what it found.

The tables, one page an app, are written by `make facts` and reviewed by people: a changed cell is a changed permission.
While working on one app, name it, or several with commas, and only its addresses are walked and written:
`MAY_I=learning python -m pytest tests/law/write_may_i.py`.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.work.rolls import actions as rolls
from tests.law.samples import SAMPLES, Maker, Sample
from tests.world import World, key

TABLES = Path(__file__).resolve().parents[2] / "docs" / "may-i"
METHODS = ("GET", "POST")
ANY_UNIT = "any"
RELATIONS = ("own", "child", "parent", "sibling", "foreign")


@dataclass(frozen=True)
class Reader:
    """Who walks: a person of the cast (or nobody), and the units that are theirs, near and far."""

    label: str
    person: Callable[[World], Person | None]
    units: Callable[[World], dict[str, Unit]]
    moves: bool = False


def _in_branch(world: World) -> dict[str, Unit]:
    return {
        "own": world.branch,
        "parent": world.general_branch,
        "sibling": world.sibling,
        "foreign": world.foreign_branch,
    }


def _in_sibling(world: World) -> dict[str, Unit]:
    return {**_in_branch(world), "own": world.sibling, "sibling": world.branch}


def _in_general_branch(world: World) -> dict[str, Unit]:
    return {
        "own": world.general_branch,
        "child": world.branch,
        "parent": world.committee,
        "foreign": world.foreign_branch,
    }


def _in_committee(world: World) -> dict[str, Unit]:
    return {"own": world.committee, "child": world.branch, "foreign": world.foreign_branch}


def _elsewhere(world: World) -> dict[str, Unit]:
    return {"own": world.foreign_branch, "foreign": world.branch}


READERS = (
    Reader("signed out", lambda world: None, _in_branch),
    Reader("member", lambda world: world.member, _in_branch),
    Reader("secretary", lambda world: world.secretary, _in_branch),
    Reader("keeper", lambda world: world.keeper, _in_branch),
    Reader("principal", lambda world: world.principal, _in_general_branch),
    Reader("office", lambda world: world.office, _in_committee),
    Reader("supervisor", lambda world: world.supervisor, _in_general_branch),
    Reader("leader", lambda world: world.leader, _in_committee),
    Reader("archivist", lambda world: world.archivist, _in_committee),
    Reader("auditor", lambda world: world.auditor, _in_committee),
    Reader("secretary elsewhere", lambda world: world.foreign_secretary, _elsewhere),
    Reader("moved member: old secretary", lambda world: world.secretary, _in_branch, moves=True),
    Reader("moved member: new secretary", lambda world: world.sibling_secretary, _in_sibling, moves=True),
)


@dataclass(frozen=True)
class Step:
    """One request and its answer; ``names`` are those of plain members on the page that this reader may not see."""

    address: str
    relation: str
    method: str
    status: int
    leads_to: str
    names: tuple[str, ...]


def addresses() -> dict[str, Any]:
    """Every named address of the product with its view; a view without a name is listed by its route."""
    return dict(_named(get_resolver().url_patterns, ""))


def _named(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern.callback


def app_of(address: str) -> str:
    """The app an address belongs to, which names the page of its table; addresses without one belong to the shell."""
    return address.partition(":")[0] if ":" in address else "shell"


def walked() -> dict[str, Maker | Sample]:
    """The samples of this walk: all, or those of the apps that MAY_I names."""
    named = {app for app in os.environ.get("MAY_I", "").split(",") if app}
    return {address: sample for address, sample in SAMPLES.items() if not named or app_of(address) in named}


def walk(reader: Reader, world: World, only: set[tuple[str, str]] | None = None) -> list[Step]:
    """Open every address of `walked` as ``reader``, for each of their units; nothing that a request does stays.

    With ``only``, pairs of address and relation, no others are opened.
    """
    made = {
        name: {relation: sample for relation, sample in samples.items() if only is None or (name, relation) in only}
        for name, samples in samples_of(world, reader.units(world)).items()
    }
    if reader.moves:
        rolls.transfer_member(person=world.floating, unit=world.sibling, on=world.today, by=world.office, key=key())
    person = reader.person(world)
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(world.user(person))
    cookies = client.cookies.output(header="", sep=";")
    hidden, official = _names_hidden_from(person), _names_in_office()
    steps = []
    for name, samples in made.items():
        for relation, sample in samples.items():
            for method in METHODS:
                client.cookies.clear()
                client.cookies.load(cookies)
                steps.append(_ask(client, name, relation, sample, method, hidden - official.get(app_of(name), set())))
    return steps


def samples_of(world: World, units: dict[str, Unit]) -> dict[str, dict[str, Sample]]:
    """Address → relation → sample. Nothing that a request does stays, so one thing serves all its addresses."""
    known: dict[Maker, dict[str, Sample]] = {}
    made: dict[str, dict[str, Sample]] = {}
    for name, sample in walked().items():
        if isinstance(sample, Sample):
            made[name] = {ANY_UNIT: sample}
            continue
        if sample not in known:
            known[sample] = {relation: sample(world, unit) for relation, unit in units.items()}
        made[name] = known[sample] | ({ANY_UNIT: Sample()} if _stands_alone_too(name) else {})
    return made


def _stands_alone_too(name: str) -> bool:
    """Whether an address of a unit may also be opened without naming one."""
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def _names_hidden_from(person: Person | None) -> set[str]:
    """Names of plain members (who hold no role) that the reader is not near enough to see.

    Near is the person, and who keeps the books of a unit they belong to or once did: old lines stay with the old unit.
    """
    viewer = viewer_of(person) if person else None
    homes = Membership.objects.filter(person__roles__isnull=True).select_related("person", "unit")
    near = {
        home.person.name
        for home in homes
        if viewer and (home.person == viewer.person or viewer.may_see_names(home.unit))
    }
    return {home.person.name for home in homes} - near


def _names_in_office() -> dict[str, set[str]]:
    """App → names of those who act in an office there without a role: leaders at their contact points (R1-15), reviewers
    of a supervision group in what they found (R1-25). In every other app they are plain members like any other."""
    leaders = Person.objects.filter(categories__category=Category.LEADER, categories__to_on__isnull=True)
    reviewers = Person.objects.filter(bodies__body__kind=BodyKind.SUPERVISION_GROUP, bodies__to_on__isnull=True)
    return {
        "contact_points": set(leaders.values_list("name", flat=True)),
        "supervision": set(reviewers.values_list("name", flat=True)),
    }


def _ask(client: Client, name: str, relation: str, sample: Sample, method: str, hidden: set[str]) -> Step:
    path = reverse(name, args=sample.args)
    query = {word: str(value) for word, value in sample.query.items()}
    with transaction.atomic():
        response: HttpResponseBase = client.generic(
            method, path, query_params=query, content_type="application/x-www-form-urlencoded"
        )
        text = b"".join(response) if response.status_code == 200 else b""
        transaction.set_rollback(True)
    page = text.decode("utf-8", "replace")
    return Step(
        name,
        relation,
        method,
        response.status_code,
        response.headers.get("Location", ""),
        tuple(sorted(one for one in hidden if one in page)),
    )


def cells(steps: list[Step]) -> dict[str, dict[str, str]]:
    """Address → relation → what GET and POST were answered with, as the table shows it."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for step in steps:
        found.setdefault(step.address, {}).setdefault(step.relation, {})[step.method] = step.status
    return {
        address: {relation: " ".join(str(by[method]) for method in METHODS) for relation, by in row.items()}
        for address, row in found.items()
    }


def write(found: dict[str, dict[str, dict[str, str]]]) -> None:
    """docs/may-i: one page per app, one table per address; ``found`` is reader → address → relation → cell."""
    pages: dict[str, list[str]] = {}
    for address in walked():
        pages.setdefault(app_of(address), []).append(_written(address, found))
    TABLES.mkdir(exist_ok=True)
    for app, tables in pages.items():
        (TABLES / f"{app}.md").write_text(f"# May I? Addresses of {app}\n\n" + "\n".join(tables), encoding="utf-8")


def _written(address: str, found: dict[str, dict[str, dict[str, str]]]) -> str:
    rows = {reader: by[address] for reader, by in found.items()}
    shown = [one for one in (ANY_UNIT, *RELATIONS) if any(one in row for row in rows.values())]
    lines = [f"## `{address}`", "", "| reader | " + " | ".join(shown) + " |", "| --- " * (len(shown) + 1) + "|"]
    lines += [
        f"| {reader} | " + " | ".join(row.get(relation, "—") for relation in shown) + " |"
        for reader, row in rows.items()
    ]
    return "\n".join([*lines, ""])


def read() -> dict[str, dict[str, dict[str, str]]]:
    """What the tables say of the addresses of this walk, by reader, address and relation."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for app in sorted({app_of(address) for address in walked()}):
        page = TABLES / f"{app}.md"
        if page.exists():
            _read(page.read_text(encoding="utf-8"), found)
    return found


def one_of_each_answer(found: dict[str, dict[str, dict[str, str]]]) -> dict[str, set[tuple[str, str]]]:
    """Reader → the pairs of address and relation to open so that every address gives each of its answers once.

    Who opens it is drawn by the address, so that all readers walk, near and far.
    """
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for reader, rows in found.items():
        for address, row in rows.items():
            for relation, cell in row.items():
                alike.setdefault((address, cell), []).append((reader, relation))
    drawn: dict[str, set[tuple[str, str]]] = {reader: set() for reader in found}
    for (address, cell), walkers in alike.items():
        reader, relation = walkers[zlib.crc32(f"{address} {cell}".encode()) % len(walkers)]
        drawn[reader].add((address, relation))
    return drawn


def _read(text: str, found: dict[str, dict[str, dict[str, str]]]) -> None:
    address, heads = "", [""]
    for line in text.splitlines():
        if title := re.fullmatch(r"## `(.+)`", line):
            address = title[1]
        elif line.startswith("| reader |"):
            heads = [cell.strip() for cell in line.strip("|").split("|")][1:]
        elif line.startswith("| ") and not line.startswith("| ---"):
            reader, *row = [cell.strip() for cell in line.strip("|").split("|")]
            said = {relation: cell for relation, cell in zip(heads, row, strict=True) if cell != "—"}
            found.setdefault(reader, {})[address] = said
