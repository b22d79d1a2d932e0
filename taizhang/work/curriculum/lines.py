"""What a statement of curriculum says in the ledger, and where a person's lines are booked."""

import uuid
from collections.abc import Sequence
from datetime import date

from taizhang.ground.materials.models import Material
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import home_on
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.ground.records.models import Record
from taizhang.ledger.posting import Line, correct, post
from taizhang.ledger.reading import statements

LISTED = "curriculum.material_listed"
READ = "curriculum.material_read"
TOPIC_SET = "curriculum.topic_set"
TOPIC_DONE = "curriculum.topic_done"
NOTE_WRITTEN = "curriculum.note_written"
NOTES_REVIEWED = "curriculum.notes_reviewed"
NOTES_LOOKED_AT = "curriculum.notes_looked_at"
NOTES_CHECKED = "curriculum.notes_checked"
REQUIREMENT_CHANGED = "notices.requirement_changed"


def place_of(person: Person, programme: Programme, on: date) -> tuple[int, int] | None:
    """(programme, home unit) in which a person's lines are booked on a day; programme 0 when their unit takes no part,
    None when they belonged to no unit."""
    home = home_on(person, tree=programme.tree, on=on)
    if home is None:
        return None
    taking = taking_part([programme], [home.pk], on=on)
    return (programme.pk if taking else 0, home.pk)


def reading_line(person: Person, material: Material, place: tuple[int, int], on: date) -> Line:
    """That one person has read one material."""
    programme, unit = place
    return Line(READ, unit, on, 1, material.code, programme, person.pk)


def state(source: Record, act: str, lines: Sequence[Line], *, by: Person, key: uuid.UUID, reason: str) -> None:
    """Book a statement of an act that may have been stated before: the first as it is, any later one by its difference."""
    if statements(source, act).exists():
        correct(source=source, act=act, lines=lines, by=by, key=key, reason=reason)
    elif lines:
        post(source=source, act=act, lines=lines, by=by, key=key)
