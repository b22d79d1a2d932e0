"""How who is away on duty keeps up with the group: the current topic, what it rests on, and the group without names (R0-12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from taizhang.ground.calendar.models import Away
from taizhang.ground.calendar.queries import away_on
from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.materials.queries import materials_of, readings_of, topics_done, topics_of
from taizhang.ground.messages.models import Message, MessageKind
from taizhang.ground.messages.queries import LEAST, messages_about
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ledger.reading import Scope, totals_by_member
from taizhang.lib import clock
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.lines import MINUTES
from taizhang.work.learning.models import Session
from taizhang.work.learning.rules import may_keep_sessions


@dataclass(frozen=True, slots=True)
class Behind:
    """One who is away: until when, what of the current topic they have not read, and what was sent to them about it."""

    person: Person
    away: Away
    lacks: list[Material]
    sent: Message | None


@dataclass(frozen=True, slots=True)
class KeepingUp:
    """What who is away sees: the topics, those of the group that are done, what to read, and how the group stands.

    ``median`` are the minutes that the middle of the group has, ``share`` how many of it have read all of the current
    topic; both None below the least group that is broken down.
    """

    away: Away
    topic: Topic | None
    sent: Message | None
    topics: list[tuple[Topic, bool]]
    materials: list[tuple[Material, bool]]
    minutes: int
    group: int
    median: int | None
    share: int | None


def current_topic(unit: Unit) -> Topic | None:
    """The topic that a unit is at: that of its last session on a listed topic, else the first it has not finished."""
    last = (
        Session.objects.filter(unit=unit, topic_of__isnull=False, topic_of__withdrawn_on__isnull=True)
        .exclude(state=SessionState.WITHDRAWN)
        .filter(on__lte=clock.today())
        .select_related("topic_of__record")
        .order_by("-on", "-starts_at", "-pk")
        .first()
    )
    if last:
        return last.topic_of
    topics = topics_of(programmes_of(unit), unit)
    done = topics_done(unit, topics)
    return next((topic for topic in topics if topic.pk not in done), None)


def texts_of(unit: Unit, topic: Topic) -> list[Material]:
    """What a topic rests on, and what the unit's sessions on it used."""
    used = Session.materials.through.objects.filter(session__unit=unit, session__topic_of=topic)
    wanted = {*topic.texts.values_list("pk", flat=True), *used.values_list("material", flat=True)}
    rows = Material.objects.filter(pk__in=wanted, withdrawn_on__isnull=True)
    return list(rows.select_related("record").order_by("-is_must", "pk"))


def who_falls_behind(viewer: Viewer, unit: Unit) -> list[Behind]:
    """Who of a unit is away today, in roster order, with what each lacks of the current topic."""
    may_keep_sessions(viewer, unit).demand()
    today = clock.today()
    people = {row.person_id: row.person for row in members_of(unit, on=today).filter(kind__in=COUNTED)}
    away = away_on(people, today)
    topic = current_topic(unit)
    texts = texts_of(unit, topic) if topic else []
    read = readings_of(list(away), [text.pk for text in texts])
    sent = messages_about(topic.record_id, MessageKind.STUDY_LIST) if topic else {}
    found = [
        Behind(
            people[number],
            row,
            [text for text in texts if (number, text.pk) not in read],
            sent.get(number),
        )
        for number, row in away.items()
    ]
    return sorted(found, key=lambda one: one.person.code)


def own_keeping_up(viewer: Viewer) -> KeepingUp | None:
    """For the viewer, while away on duty; else None."""
    home, today, me = viewer.home, clock.today(), viewer.person.pk
    away = away_on([me], today).get(me)
    if home is None or away is None:
        return None
    programmes = programmes_of(home)
    topics = topics_of(programmes, home)
    done = topics_done(home, topics)
    topic = current_topic(home)
    texts = texts_of(home, topic) if topic else []
    must = [one for one in materials_of(programmes, home) if one.is_must and one not in texts]
    shown = [*texts, *must]
    others = [row.person_id for row in members_of(home, on=today).filter(kind__in=COUNTED) if row.person_id != me]
    read = readings_of([me, *others], [one.pk for one in shown])
    minutes = _minutes([me, *others], programmes)
    is_shown = len(others) >= LEAST
    return KeepingUp(
        away,
        topic,
        messages_about(topic.record_id, MessageKind.STUDY_LIST).get(me) if topic else None,
        [(one, one.pk in done) for one in topics],
        [(one, (me, one.pk) in read) for one in shown],
        minutes.get(me, 0),
        len(others),
        median_low([minutes.get(person, 0) for person in others]) if is_shown else None,
        sum(all((person, one.pk) in read for one in texts) for person in others) if is_shown and texts else None,
    )


def _minutes(people: Sequence[int], programmes: Sequence[Programme]) -> dict[int, int]:
    """person → minutes of study in the newest programme, or outside all."""
    scope = Scope((MINUTES,), programme=programmes[0].pk if programmes else None, members=tuple(people))
    return totals_by_member(scope)
