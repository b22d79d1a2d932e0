"""What pages of curriculum show. Each asks for the viewer first; names come only to those who may see them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from taizhang.ground.duties.resting import units_at_rest
from taizhang.ground.materials.models import Material, MaterialVersion, Reading, Topic, TopicDone
from taizhang.ground.materials.queries import (
    common_left,
    materials_of,
    own_topics,
    read_by,
    readings_of,
    topics_done,
    topics_of,
    unread_texts,
    versions_on,
)
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import COUNTED, VOLUNTARY
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.ground.programmes.models import Enrolment, Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.work.curriculum.rules import (
    may_read_catalogue,
    may_see_readings,
    may_see_topics,
)


def programme_for(viewer: Viewer, record: int) -> Programme:
    """A programme whose materials the viewer may read. Raises `Http404`, or `NotAllowed` with the reason."""
    programme = Programme.objects.select_related("record", "unit").filter(record=record).first()
    if programme is None:
        raise Http404
    may_read_catalogue(viewer, programme).demand()
    return programme


def material_for(viewer: Viewer, record: int) -> Material:
    """A material that the viewer may read."""
    rows = Material.objects.select_related("record", "unit", "programme__unit", "programme__record")
    material = rows.filter(record=record).first()
    if material is None:
        raise Http404
    may_read_catalogue(viewer, material.programme).demand()
    return material


def topic_for(viewer: Viewer, record: int) -> Topic:
    """A topic that the viewer may read: topics are open to all who take part."""
    rows = Topic.objects.select_related("record", "unit", "programme__unit", "programme__record")
    topic = rows.filter(record=record).first()
    if topic is None:
        raise Http404
    may_read_catalogue(viewer, topic.programme).demand()
    return topic


@dataclass(frozen=True, slots=True)
class Listed:
    """One material as a list shows it: the version in force, and the viewer's own reading."""

    material: Material
    version: MaterialVersion | None
    reading: Reading | None
    is_late: bool = False


def catalogue(viewer: Viewer, programme: Programme, unit: Unit | None) -> list[Listed]:
    """The materials of a programme, with what the units on the way to ``unit`` set for their own people."""
    return _listed(viewer, materials_of([programme], unit))


def _listed(viewer: Viewer, materials: list[Material]) -> list[Listed]:
    today = clock.today()
    versions = versions_on([one.pk for one in materials], today)
    mine = read_by(viewer.person.pk, materials)
    rest = _at_rest(viewer, materials, today)
    return [
        Listed(
            one,
            versions.get(one.pk),
            mine.get(one.pk),
            is_late=one.due_on is not None
            and one.due_on < today
            and one.pk not in mine
            and one.programme_id not in rest,
        )
        for one in materials
    ]


def _at_rest(viewer: Viewer, materials: Iterable[Material], on: date) -> set[int]:
    """The programmes of whose reading the viewer is not reminded on a day (R1-14)."""
    homes = [home.pk for home in viewer.homes.values()]
    programmes = {one.programme_id for one in materials}
    return {one for one in programmes if units_at_rest(kind="curriculum.reading", units=homes, programme=one, on=on)}


@dataclass(frozen=True, slots=True)
class Mine:
    """What the viewer is to read: must items not read yet, what they have read, and everything else."""

    owed: list[Listed]
    read: list[Listed]
    others: list[Listed]

    @property
    def must(self) -> int:
        """How many must items there are."""
        return len(self.owed) + sum(one.material.is_must for one in self.read)

    @property
    def must_read(self) -> int:
        """How many of these are read."""
        return self.must - len(self.owed)


def mine(viewer: Viewer) -> Mine:
    """The reading list of the viewer, over all programmes of all their homes. Items for members alone are no duty of staff."""
    rows: dict[int, Listed] = {}
    is_member = viewer.person.memberships.filter(to_on__isnull=True, kind__in=COUNTED).exists()
    for home in viewer.homes.values():
        for one in _listed(viewer, materials_of(programmes_of(home), home)):
            rows.setdefault(one.material.pk, one)
    listed = list(rows.values())
    owing = [
        one for one in listed if one.material.is_must and not one.reading and (is_member or one.material.for_all_staff)
    ]
    owing.sort(key=lambda one: (one.material.due_on or date.max, one.material.pk))
    return Mine(
        owed=owing,
        read=[one for one in listed if one.reading],
        others=[one for one in listed if not one.reading and one not in owing],
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """One person of a unit: what they read of some materials, in their order; ``owes`` as voluntary ones never do."""

    person: Person
    owes: bool
    cells: list[tuple[Material, Reading | None]]

    @property
    def unread(self) -> int:
        """How many of the materials they owe and have not read."""
        return sum(reading is None for _material, reading in self.cells) if self.owes else 0


@dataclass(frozen=True, slots=True)
class Readings:
    """Who of a unit has read what, by name."""

    materials: list[Material]
    rows: list[Reader]

    @property
    def unread(self) -> int:
        """How many readings are still owed in all."""
        return sum(row.unread for row in self.rows)

    @property
    def counts(self) -> list[tuple[Material, int, int]]:
        """(material, how many who owe it have read it, how many owe it)."""
        owing = [row for row in self.rows if row.owes]
        found = []
        for place, material in enumerate(self.materials):
            found.append((material, sum(row.cells[place][1] is not None for row in owing), len(owing)))
        return found


def unit_readings(viewer: Viewer, unit: Unit, *, every: bool = False) -> Readings:
    """Who of a unit has read which must items (or ``every`` material); staff stand below where an item asks them too."""
    may_see_readings(viewer, unit).demand()
    materials = [one for one in materials_of(programmes_of(unit), unit) if every or one.is_must]
    today = clock.today()
    rows = list(members_of(unit, on=today))
    with_staff = any(one.for_all_staff for one in materials)
    rows = [row for row in rows if row.kind in COUNTED or with_staff]
    people = [row.person_id for row in rows]
    have = readings_of(people, [one.pk for one in materials])
    categories = categories_on(people, on=today)
    rows.sort(key=lambda row: row.kind not in COUNTED)
    found = [
        Reader(
            row.person,
            row.kind in COUNTED and not categories.get(row.person_id, set()) & set(VOLUNTARY),
            [(one, have.get((row.person_id, one.pk))) for one in materials],
        )
        for row in rows
    ]
    return Readings(materials, found)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic as a unit sees it: when its seminar was held, and how many readings of its texts are missing before."""

    topic: Topic
    done: TopicDone | None
    unread: int
    waits: bool

    @property
    def texts(self) -> list[Material]:
        """What it rests on."""
        return [one for one in self.topic.texts.all() if one.withdrawn_on is None]


def topics_of_unit(viewer: Viewer, unit: Unit, programme: Programme) -> list[TopicRow]:
    """The topics of a programme as one unit is with them, in order (R1-159)."""
    may_see_topics(viewer, unit).demand()
    topics = topics_of([programme], unit)
    done = topics_done(unit, topics)
    people = owing_in(unit)
    left = bool(common_left(unit, programme))
    return [
        TopicRow(
            topic,
            done.get(topic.pk),
            0 if topic.pk in done else sum(unread_texts(topic, people).values()),
            waits=topic.unit_id is not None and left and topic.pk not in done,
        )
        for topic in topics
    ]


def owing_in(unit: Unit) -> list[int]:
    """The counted members of a unit who owe something: voluntary categories never do."""
    today = clock.today()
    people = [row.person_id for row in members_of(unit, on=today) if row.kind in COUNTED]
    categories = categories_on(people, on=today)
    return [person for person in people if not categories.get(person, set()) & set(VOLUNTARY)]


@dataclass(frozen=True, slots=True)
class UnitTopics:
    """One unit of a programme: its own topics and how many topics it has finished."""

    unit: Unit
    own: list[Topic]
    done: set[int]

    @property
    def finished(self) -> int:
        """How many topics it has finished."""
        return len(self.done)


def units_and_topics(viewer: Viewer, programme: Programme) -> list[UnitTopics]:
    """Every unit that takes part and that the viewer's roles reach, in code order, with its topics."""
    may_read_catalogue(viewer, programme).demand()
    enrolled = Enrolment.objects.filter(programme=programme, to_on__isnull=True).values("unit")
    reached = viewer.reach()
    units = list(subtree_of(programme.unit).filter(reached, pk__in=enrolled, closed_on__isnull=True).order_by("code"))
    own: dict[int, list[Topic]] = {}
    for topic in own_topics(programme):
        if topic.unit_id:
            own.setdefault(topic.unit_id, []).append(topic)
    done: dict[int, set[int]] = {}
    rows = TopicDone.objects.filter(topic__programme=programme, topic__withdrawn_on__isnull=True)
    for unit, topic_pk in rows.values_list("unit_id", "topic_id"):
        done.setdefault(unit, set()).add(topic_pk)
    return [UnitTopics(unit, own.get(unit.pk, []), done.get(unit.pk, set())) for unit in units]


def readers_of(viewer: Viewer, material: Material, units: Iterable[Unit]) -> dict[int, int]:
    """unit → how many of its people today have read a material, for the units that the viewer's roles reach."""
    may_read_catalogue(viewer, material.programme).demand()
    wanted = {unit.pk for unit in units if viewer.holds(unit)}
    rows = Reading.objects.filter(
        material=material, person__memberships__unit__in=wanted, person__memberships__to_on__isnull=True
    )
    return dict(Counter(rows.values_list("person__memberships__unit", flat=True)))
