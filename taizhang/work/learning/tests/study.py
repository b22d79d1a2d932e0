"""Short ways for the tests of learning to do what a secretary does, through actions, and to read what was booked."""

from collections import Counter
from collections.abc import Mapping
from datetime import time

from taizhang.ground.duties.queries import owed_by
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.ledger import reading
from taizhang.ledger.posting import standing_lines
from taizhang.ledger.reading import Scope
from taizhang.work.learning import actions
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import Session
from taizhang.work.learning.roster import sheet_for
from tests.world import World, key


def plan(world: World, *, days_ago: int = 5, **other: object) -> Session:
    """A discussion of two hours in the first branch, for the programme."""
    given: dict[str, object] = {
        "unit": world.branch,
        "programmes": [world.programme],
        "form": "discussion",
        "topic": "专题一：作风建设",
        "on": world.days_ago(days_ago),
        "starts_at": time(15, 0),
        "ends_at": time(17, 0),
        "place": "二楼学习室",
        "by": world.secretary,
        "key": key(),
    }
    return actions.plan_session(**(given | other))  # type: ignore[arg-type]


def marks_of(world: World, session: Session, exceptions: Mapping[Person, str] | None = None) -> dict[int, str]:
    """Everyone who is expected is there, nobody else, but for the exceptions."""
    sheet = sheet_for(unit=session.unit, programmes=[world.programme], on=session.on)
    marks = {one.person: (Mark.PRESENT if one.owes else Mark.NOT_JOINED).value for one in sheet.attendees}
    return marks | {person.pk: str(mark) for person, mark in (exceptions or {}).items()}


def close(world: World, session: Session, exceptions: Mapping[Person, str] | None = None) -> Session:
    """The roll-call of a session by the branch secretary."""
    marks = marks_of(world, session, exceptions)
    return actions.close_session(session=session, marks=marks, by=world.secretary, key=key())


def booked(record: Record, act: str) -> Counter[tuple[str, str, int]]:
    """What stands booked for an act: (kind, code, member) → amount, its copies left out."""
    found: Counter[tuple[str, str, int]] = Counter()
    for line, _phase in standing_lines(record, act):
        if not line.copy:
            found[line.kind.removeprefix("learning."), line.code, line.member] += line.amount
    return found


def missed(person: Person) -> int:
    """How many sessions of a person the ledger holds as missed and not made up."""
    return reading.total(Scope(("learning.session_missed",), member=person.pk, copies=("programme",)))


def minutes(person: Person, *codes: str) -> int:
    """Minutes of study of a person, in all or of a code."""
    return reading.total(Scope(("learning.study_minutes",), codes=codes, member=person.pk, copies=("programme",)))


def owed(person: Person) -> int:
    """How many make-ups a person owes."""
    return owed_by(person.pk, kind=MAKE_UP).count()


def entries() -> int:
    """How many entries about learning the ledger holds."""
    kinds = ("session_held", "session_attended", "session_missed", "study_minutes", "essay_reviewed")
    return len(reading.vouchers(Scope(tuple(f"learning.{kind}" for kind in kinds))))
