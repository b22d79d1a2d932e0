"""Reading materials and topics: what a unit's people study in a programme, and how far they are. Callers ask their rules."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.ground.materials.models import Material, MaterialVersion, Reading, Topic, TopicDone
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme

# Main texts first, then by title; the words of a priority say their order.
_ORDER = ("main", "key", "further", "optional")


def materials_of(programmes: Iterable[Programme], unit: Unit | None = None) -> list[Material]:
    """What is listed in some programmes, must items and main texts first; for a unit what it and the units above it set
    for their own people as well."""
    wanted = Q(unit_id__in=[programme.unit_id for programme in programmes])
    if unit:
        wanted |= Q(unit__tree=unit.tree, unit__path__in=unit.ancestor_paths)
    rows = Material.objects.filter(wanted, programme__in=list(programmes), withdrawn_on__isnull=True)
    found = rows.select_related("programme", "unit", "record").prefetch_related("versions")
    return sorted(found, key=lambda one: (one.programme.pk, not one.is_must, _ORDER.index(one.priority), one.pk))


def topics_of(programmes: Iterable[Programme], unit: Unit | None = None) -> list[Topic]:
    """The topics of some programmes in order: the common ones, then, for a unit, its own and those of the units above."""
    wanted = Q(unit__isnull=True)
    if unit:
        wanted |= Q(unit__tree=unit.tree, unit__path__in=unit.ancestor_paths)
    rows = Topic.objects.filter(wanted, programme__in=list(programmes), withdrawn_on__isnull=True)
    found = rows.select_related("programme", "unit", "record").prefetch_related("texts")
    return sorted(found, key=lambda one: (one.programme.pk, one.unit is not None, one.number, one.pk))


def own_topics(programme: Programme) -> QuerySet[Topic]:
    """The own topics that units have set in a programme, in code order of the units."""
    rows = Topic.objects.filter(programme=programme, unit__isnull=False, withdrawn_on__isnull=True)
    return rows.select_related("unit", "record").order_by("unit__code", "number")


def topics_done(unit: Unit, topics: Iterable[Topic]) -> dict[int, TopicDone]:
    """topic → how a unit finished it."""
    rows = TopicDone.objects.filter(unit=unit, topic__in=list(topics)).select_related("record")
    return {row.topic_id: row for row in rows}


def common_left(unit: Unit, programme: Programme) -> list[Topic]:
    """The common topics of a programme that a unit has not finished, in order (R1-49)."""
    topics = topics_of([programme])
    done = topics_done(unit, topics)
    return [topic for topic in topics if topic.pk not in done]


def read_by(person: int, materials: Iterable[Material]) -> dict[int, Reading]:
    """material → the reading of one person."""
    rows = Reading.objects.filter(person_id=person, material__in=list(materials)).select_related("version", "record")
    return {row.material_id: row for row in rows}


def readings_of(people: Collection[int], materials: Collection[int]) -> dict[tuple[int, int], Reading]:
    """(person, material) → reading, for the matrix of a unit."""
    rows = Reading.objects.filter(person_id__in=list(people), material_id__in=list(materials))
    return {(row.person_id, row.material_id): row for row in rows.select_related("record", "version")}


def versions_on(materials: Collection[int], on: date) -> dict[int, MaterialVersion]:
    """material → the version in force on a day, of those that have versions."""
    in_force = Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gt=on))
    rows = MaterialVersion.objects.filter(in_force, material_id__in=list(materials))
    return {row.material_id: row for row in rows}


def unread_texts(topic: Topic, people: Collection[int]) -> dict[int, int]:
    """material → how many of some people have not read it, of the texts a topic rests on; none when all have (R1-159)."""
    texts = list(topic.texts.filter(withdrawn_on__isnull=True))
    have = readings_of(people, [text.pk for text in texts])
    missing = {text.pk: sum((person, text.pk) not in have for person in people) for text in texts}
    return {material: count for material, count in missing.items() if count}
