"""Acts for the law tests: a session's lines, posted straight to the ledger as an action would post them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.ledger.posting import Line, correct, post


def session(unit: Unit, on: date, title: str = "集中学习") -> Record:
    """A record that acts can be booked on."""
    return open_record(type="learning.session", unit=unit, title=title, on=on)


def present(people: Iterable[Person], unit: Unit, on: date, programme: Programme, minutes: int = 180) -> list[Line]:
    """Group study of everybody present."""
    return [
        Line("learning.study_minutes", unit.pk, on, minutes, code="group", programme=programme.pk, member=person.pk)
        for person in people
    ]


def missed(people: Iterable[Person], unit: Unit, on: date, programme: Programme) -> list[Line]:
    """A missed session of everybody absent."""
    return [
        Line("learning.session_missed", unit.pk, on, 1, code="absent", programme=programme.pk, member=person.pk)
        for person in people
    ]


def held(unit: Unit, on: date, programme: Programme, form: str = "meeting") -> Line:
    """A session held by a unit."""
    return Line("learning.session_held", unit.pk, on, 1, code=form, programme=programme.pk)


def book(record: Record, lines: Sequence[Line], by: Person | None = None) -> int:
    """Post a first statement and return the entry's number in the database."""
    return post(source=record, act="roll", lines=lines, by=by, key=uuid.uuid4()).pk


def restate(record: Record, lines: Sequence[Line], seen: int | None = None) -> bool:
    """State the act anew; whether anything differed."""
    entry = correct(source=record, act="roll", lines=lines, by=None, key=uuid.uuid4(), reason="wrong_person", seen=seen)
    return entry is not None
