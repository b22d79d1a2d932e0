"""What a booked session used: who was there has read its materials, and a seminar finishes its topic (R1-50, R1-159).

One row a person and material holds a reading, so no reading counts twice. When a session is stated anew and a reading or a
topic goes, another booked session that shows it as well takes it over.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from taizhang.ground.materials.actions import finish_topic, forget_readings, note_readings, reopen_topics
from taizhang.ground.materials.models import Material, Reading
from taizhang.ground.people.models import Person
from taizhang.ledger.posting import Line, correct, standing_lines
from taizhang.work.learning.kinds import SEMINARS, Mark, SessionState
from taizhang.work.learning.lines import HELD, MINUTES, read_lines, topic_lines
from taizhang.work.learning.models import RollMark, Session
from taizhang.work.learning.roster import Attendee, Places

ROLL_CALL = "roll_call"


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
    return set(Reading.objects.filter(record=session.record).values_list("person_id", "material_id"))


def forget_use(session: Session) -> None:
    """Take back all that a session showed, as it did not take place."""
    forget_readings(record=session.record)
    reopen_topics(record=session.record)


def hand_over(
    session: Session, gone: Collection[tuple[int, int]], *, by: Person, key: uuid.UUID, reason: str, topic_gone: bool
) -> None:
    """Let another booked session hold what this one no longer shows: readings of persons, and its topic."""
    for other, lines in _taken_over(session, gone, topic_gone=topic_gone).items():
        standing = [line for line, _phase in standing_lines(other.record, ROLL_CALL)]
        correct(
            source=other.record,
            act=ROLL_CALL,
            lines=[*standing, *lines],
            by=by,
            key=uuid.uuid5(key, f"taken over {other.pk}"),
            reason=reason,
        )


def _taken_over(session: Session, gone: Collection[tuple[int, int]], *, topic_gone: bool) -> dict[Session, list[Line]]:
    found: dict[Session, list[Line]] = defaultdict(list)
    materials = Material.objects.select_related("programme").in_bulk({material for _person, material in gone})
    for person, material in sorted(gone):
        mark = (
            RollMark.objects.filter(person=person, mark=Mark.PRESENT, session__materials=material)
            .filter(session__state=SessionState.CLOSED)
            .exclude(session=session)
            .select_related("session__record")
            .order_by("session__on", "session")
            .first()
        )
        if mark is None:
            continue
        one, other = materials[material], mark.session
        homes = {
            line.unit
            for line, _phase in standing_lines(other.record, ROLL_CALL)
            if line.kind == MINUTES and line.member == person and line.programme == one.programme_id
        }
        if homes:
            note_readings(record=other.record, on=other.on, pairs=[(person, one)])
            places = tuple((one.programme_id, home) for home in homes)
            attendee = Attendee(person, "", "", mark.unit_id, places, owes=False, is_guest=False)
            found[other] += read_lines(other.on, attendee, [one])
    if topic_gone and session.topic_of_id:
        found |= _topic_taken_over(session, found)
    return found


def _topic_taken_over(session: Session, found: Mapping[Session, Sequence[Line]]) -> dict[Session, list[Line]]:
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
    return {other: [*found.get(other, ()), *topic_lines(other.on, tuple(hosts), topic)]}
