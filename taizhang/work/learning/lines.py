"""What a statement says in the ledger: pure functions from records to lines, with no query and no write."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.ground.materials.models import Material, Topic
from taizhang.ledger.lines import copy_of
from taizhang.ledger.posting import Line
from taizhang.work.learning.kinds import MISSED, MakeUpForm, Mark
from taizhang.work.learning.models import Session
from taizhang.work.learning.roster import Attendee, Places

ATTENDED = "learning.session_attended"
MISSED_KIND = "learning.session_missed"
HELD = "learning.session_held"
MINUTES = "learning.study_minutes"
REVIEWED = "learning.essay_reviewed"
ORAL = "learning.oral_answer_held"
RECORDED = "learning.session_recorded"
LECTURED = "learning.lecture_given"
EXPERT_TALK = "learning.expert_talk_held"
PRESENTED = "learning.reflection_presented"
VISIT_PAID = "learning.visit_paid"


@dataclass(frozen=True, slots=True)
class Told:
    """What an account comes to: where the host is booked, (kind, code, person) of each line by name and their places."""

    host: Places
    persons: Sequence[tuple[str, str, int]]
    places: Mapping[int, Places]
    has_expert: bool = False
    cost: int = 0


READ = "curriculum.material_read"
TOPIC_DONE = "curriculum.topic_done"


def held_lines(session: Session, places: Places) -> list[Line]:
    """That the host held the session, once for each programme it takes part in."""
    return [
        Line(HELD, unit, session.on, 1, session.form, programme, copy=copy_of(place))
        for place, (programme, unit) in enumerate(places)
    ]


def person_lines(session: Session, minutes: int, attendee: Attendee, mark: str) -> list[Line]:
    """What one mark says: presence and minutes, or one missed session of who owed to come; else nothing.

    ``minutes`` is the length of the session, handed in as it is the same for all.
    """
    lines = []
    for place, (programme, unit) in enumerate(attendee.places):
        copy = copy_of(place)
        if mark == Mark.PRESENT:
            lines.append(Line(MINUTES, unit, session.on, minutes, "group", programme, attendee.person, copy))
            lines.append(Line(ATTENDED, unit, session.on, 1, session.form, programme, attendee.person, copy))
        elif attendee.owes and mark in MISSED:
            lines.append(Line(MISSED_KIND, unit, session.on, 1, str(mark), programme, attendee.person, copy))
    return lines


def roll_call_lines(
    session: Session, host: Places, attendees: Iterable[Attendee], marks: Mapping[int, str]
) -> list[Line]:
    """The whole statement of a roll-call."""
    minutes = session.minutes
    lines = held_lines(session, host)
    for attendee in attendees:
        lines += person_lines(session, minutes, attendee, marks[attendee.person])
    return lines


def read_lines(on: date, attendee: Attendee, materials: Iterable[Material]) -> list[Line]:
    """That one who was there has read what was used, each in the programme that lists it."""
    places = dict(attendee.places)
    return [
        Line(READ, places[one.programme_id], on, 1, one.code, one.programme_id, attendee.person)
        for one in materials
        if one.programme_id in places
    ]


def text_lines(person: int, places: Places, *, on: date, text: Material) -> list[Line]:
    """That one person has read a listed text, in the programme that lists it."""
    return [
        Line(READ, unit, on, 1, text.code, programme, person)
        for programme, unit in places
        if programme == text.programme_id
    ]


def topic_lines(on: date, places: Places, topic: Topic) -> list[Line]:
    """That the host finished a topic, in the programme that lists it."""
    return [
        Line(TOPIC_DONE, unit, on, 1, topic.code, programme)
        for programme, unit in places
        if programme == topic.programme_id
    ]


def study_lines(person: int, places: Places, *, on: date, minutes: int, code: str) -> list[Line]:
    """Minutes of one person outside a session; ``code`` is group or self."""
    return [
        Line(MINUTES, unit, on, minutes, code, programme, person, copy_of(place))
        for place, (programme, unit) in enumerate(places)
    ]


def lesson_lines(person: int, places: Places, *, on: date, minutes: int) -> list[Line]:
    """A lesson at home counts as a session attended; its minutes as group study, unless a make-up holds them already."""
    lines = study_lines(person, places, on=on, minutes=minutes, code="group") if minutes else []
    for place, (programme, unit) in enumerate(places):
        lines.append(Line(ATTENDED, unit, on, 1, "home_lesson", programme, person, copy_of(place)))
    return lines


def make_up_code(form: str) -> str:
    """A home lesson and a make-up session count as the group session they stand for (R1-34)."""
    return "self" if form == MakeUpForm.SELF_STUDY else "group"


def missed_of(standing: Sequence[tuple[Line, int]], person: int) -> list[Line]:
    """What stands booked as missed for one person, taken away: on the day it was missed, so that making up an old
    absence never excuses a new one (settled question 7)."""
    return [
        Line(line.kind, line.unit, line.occurred_on, -line.amount, line.code, line.programme, person, line.copy)
        for line, _phase in standing
        if line.kind == MISSED_KIND and line.member == person
    ]


def essay_lines(person: int, places: Places, *, on: date, full_in: Collection[int] = ()) -> list[Line]:
    """One essay that its reviewer accepted; of full length in the programmes of ``full_in`` (R1-40)."""
    return [
        Line(REVIEWED, unit, on, 1, "full_length" if programme in full_in else "", programme, person, copy_of(place))
        for place, (programme, unit) in enumerate(places)
    ]


def oral_lines(person: int, places: Places, *, on: date) -> list[Line]:
    """One answer by word of mouth in the place of an essay."""
    return [
        Line(ORAL, unit, on, 1, "", programme, person, copy_of(place)) for place, (programme, unit) in enumerate(places)
    ]


def account_lines(session: Session, told: Told) -> list[Line]:
    """What the account of a session says: that there is one, who lectured, who presented, what a visit cost."""
    lines = []
    for place, (programme, unit) in enumerate(told.host):
        copy = copy_of(place)
        lines.append(Line(RECORDED, unit, session.on, 1, session.form, programme, copy=copy))
        if told.has_expert:
            lines.append(Line(EXPERT_TALK, unit, session.on, 1, "", programme, copy=copy))
        if told.cost:
            lines.append(Line(VISIT_PAID, unit, session.on, told.cost, "", programme, copy=copy))
    for kind, code, person in told.persons:
        for place, (programme, unit) in enumerate(told.places[person]):
            lines.append(Line(kind, unit, session.on, 1, code, programme, person, copy_of(place)))
    return lines
