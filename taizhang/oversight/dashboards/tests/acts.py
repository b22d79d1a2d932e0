"""Acts for these tests, booked through the ledger's own door: a session with its hours, a correction, a closed phase."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django.test import Client

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.actions import close_phase as close_ground_phase
from taizhang.ground.programmes.models import Phase
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.ledger import positions, seals
from taizhang.ledger.posting import Line, correct, post
from taizhang.metrics.derive import derive_all
from tests.world import World

Minutes = Mapping[Person, int]


def lines_of(world: World, unit: Unit, on: date, minutes: Minutes, code: str) -> list[Line]:
    """One session held by ``unit``, and each person's minutes at their home."""
    programme = world.programme.pk
    held = Line("learning.session_held", unit.pk, on, 1, code="class", programme=programme)
    studied = [
        Line("learning.study_minutes", unit.pk, on, amount, code=code, programme=programme, member=person.pk)
        for person, amount in minutes.items()
        if amount
    ]
    return [held, *studied]


def hold(
    world: World, unit: Unit, minutes: Minutes, *, days_ago: int = 5, code: str = "group", title: str = "学习"
) -> Record:
    """Book a session and return its record."""
    on = world.days_ago(days_ago)
    record = open_record(type="learning.session", unit=unit, title=title, on=on)
    post(source=record, act="roll", lines=lines_of(world, unit, on, minutes, code), by=world.secretary, key=uuid4())
    return record


def restate(
    world: World, record: Record, minutes: Minutes, *, code: str = "group", reason: str = "wrong_person"
) -> None:
    """State a session anew."""
    correct(
        source=record,
        act="roll",
        lines=lines_of(world, record.unit, record.on, minutes, code),
        by=world.secretary,
        key=uuid4(),
        reason=reason,
    )


def close_phase(world: World, unit: Unit, phase: Phase) -> None:
    """Close a phase of a unit and open the next, on the ground and in the ledger."""
    on, programme = world.today, world.programme
    record = open_record(type="rolls.enrolment", unit=unit, title=unit.name, on=on)

    def book(kind: str) -> None:
        lines = [Line(kind, unit.pk, on, 1, programme=programme.pk)]
        post(source=record, act=kind[6:], lines=lines, by=None, key=uuid4())

    book("rolls.phase_closed")
    close_ground_phase(programme=programme, unit=unit, phase=phase, on=on, by_key=uuid4())
    book("rolls.phase_opened")


def settle() -> None:
    """Give positions and fold, as the background does."""
    while positions.give_positions():
        pass
    derive_all()


def seal() -> None:
    """Seal what has a position."""
    settle()
    seals.seal()


def client_of(world: World, person: Person) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(world.user(person))
    return client
