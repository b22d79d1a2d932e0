"""What a booked session used: who was there has read its materials, and a seminar finishes its topic (R1-50, R1-159).

One row a person and material holds a reading, so no reading counts twice. When a session is stated anew and a reading or a
topic goes, another booked session that shows it as well takes it over.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from taizhang.ground.materials.actions import finish_topic, forget_readings, note_readings, reopen_topics
from taizhang.ground.materials.models import Material, Reading
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.ledger.posting import Line, correct, standing_lines
from taizhang.work.learning.kinds import SEMINARS, LessonState, Mark, SessionState
from taizhang.work.learning.lines import ATTENDED, HELD, MINUTES, read_lines, text_lines, topic_lines
from taizhang.work.learning.models import HomeLesson, RollMark, Session
from taizhang.work.learning.roster import Attendee, Places

ROLL_CALL = "roll_call"
LESSON = "home_lesson"
# (record, act) → the lines that it states besides those that stand
TakenOver = dict[tuple[Record, str], list[Line]]


def note_use(
    session: Session, host: Places, attendees: Iterable[Attendee], marks: Mapping[int, str], kept: Collection[int] = ()
) -> list[Line]:
    """Note what a session used and return its lines, those of persons in ``kept`` left out, as theirs stand already."""
    on = session.on
    there = [one for one in attendees if marks.get(one.person) == Mark.PRESENT and one.person not in kept]
    lines = _topic_lines(session, host, is_moved=not kept)
    used = list(session.materials.select_related("programme"))
    if not used:
        return lines
    standing = Reading.objects.filter(record=session.record, person__in=kept).values_list("person_id", "material_id")
    forget_readings(record=session.record, keep=list(standing))
    pairs = [(one.person, material) for one in there for material in used if material.programme_id in dict(one.places)]
    held = note_readings(record=session.record, on=on, pairs=pairs)
    for one in there:
        lines += read_lines(on, one, [material for material in used if (one.person, material.pk) in held])
    return lines


def _topic_lines(session: Session, host: Places, *, is_moved: bool) -> list[Line]:
    """A seminar finishes its topic for the host, unless another session did before; what stands is kept as it is."""
    topic = session.topic_of
    if topic is None or session.form not in SEMINARS or topic.programme_id not in dict(host):
        return []
    if not is_moved:
        return []
    reopen_topics(record=session.record)
    is_held = finish_topic(topic=topic, unit=session.unit, record=session.record, on=session.on)
    return topic_lines(session.on, host, topic) if is_held else []


def read_here(session: Session) -> set[tuple[int, int]]:
    """(person, material) whose reading this session holds."""
    return readings_of_record(session.record)


def forget_use(session: Session) -> None:
    """Take back all that a session showed, as it did not take place."""
    forget_readings(record=session.record)
    reopen_topics(record=session.record)


def readings_of_record(record: Record) -> set[tuple[int, int]]:
    """(person, material) whose reading a record holds."""
    return set(Reading.objects.filter(record=record).values_list("person_id", "material_id"))


def hand_over(
    session: Session, gone: Collection[tuple[int, int]], *, by: Person, key: uuid.UUID, reason: str, topic_gone: bool
) -> None:
    """Let another booked session or lesson hold what this one no longer shows: readings of persons, and its topic."""
    found = _readings_taken_over(gone, but=session.record)
    if topic_gone and session.topic_of_id:
        for record, lines in _topic_taken_over(session).items():
            found[record, ROLL_CALL] += lines
    _book_taken_over(found, by=by, key=key, reason=reason)


def hand_over_readings(
    gone: Collection[tuple[int, int]], *, but: Record, by: Person, key: uuid.UUID, reason: str
) -> None:
    """Let another booked session or lesson hold the readings that the record ``but`` no longer shows."""
    _book_taken_over(_readings_taken_over(gone, but=but), by=by, key=key, reason=reason)


def _book_taken_over(found: TakenOver, *, by: Person, key: uuid.UUID, reason: str) -> None:
    for (record, act), lines in found.items():
        standing = [line for line, _phase in standing_lines(record, act)]
        correct(
            source=record,
            act=act,
            lines=[*standing, *lines],
            by=by,
            key=uuid.uuid5(key, f"taken over {record.pk}"),
            reason=reason,
        )


def _readings_taken_over(gone: Collection[tuple[int, int]], *, but: Record) -> TakenOver:
    """What else shows a reading that is gone: the first session at which the person used the text, else a lesson at home."""
    found: TakenOver = defaultdict(list)
    materials = Material.objects.select_related("programme").in_bulk({material for _person, material in gone})
    for person, material in sorted(gone):
        mark = (
            RollMark.objects.filter(person=person, mark=Mark.PRESENT, session__materials=material)
            .filter(session__state=SessionState.CLOSED)
            .exclude(session__record=but)
            .select_related("session__record")
            .order_by("session__on", "session")
            .first()
        )
        lesson = (
            HomeLesson.objects.filter(person=person, text=material, state=LessonState.HELD)
            .exclude(record=but)
            .select_related("record")
            .order_by("on", "pk")
            .first()
        )
        if mark:
            record, act, on, shown = mark.session.record, ROLL_CALL, mark.session.on, MINUTES
        elif lesson and lesson.on:
            record, act, on, shown = lesson.record, LESSON, lesson.on, ATTENDED
        else:
            continue
        one = materials[material]
        homes = {
            line.unit
            for line, _phase in standing_lines(record, act)
            if line.kind == shown and line.member == person and line.programme == one.programme_id
        }
        if homes:
            note_readings(record=record, on=on, pairs=[(person, one)])
            places = tuple((one.programme_id, home) for home in homes)
            found[record, act] += text_lines(person, places, on=on, text=one)
    return found


def _topic_taken_over(session: Session) -> dict[Record, list[Line]]:
    rows = Session.objects.filter(
        unit=session.unit, topic_of=session.topic_of, state=SessionState.CLOSED, form__in=SEMINARS
    )
    other = rows.exclude(pk=session.pk).select_related("record", "unit", "topic_of").order_by("on", "pk").first()
    if other is None or other.topic_of is None:
        return {}
    topic = other.topic_of
    hosts = [
        (line.programme, line.unit)
        for line, _phase in standing_lines(other.record, ROLL_CALL)
        if line.kind == HELD and line.programme == topic.programme_id
    ]
    if not hosts or not finish_topic(topic=topic, unit=other.unit, record=other.record, on=other.on):
        return {}
    return {other.record: topic_lines(other.on, tuple(hosts), topic)}
