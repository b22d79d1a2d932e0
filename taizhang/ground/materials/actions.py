"""Writing materials, topics, and who has read what. Ground posts nothing; who calls this posts the act."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from taizhang.ground.materials.kinds import MaterialKind, Priority
from taizhang.ground.materials.models import Material, MaterialVersion, Reading, Topic, TopicDone
from taizhang.ground.materials.queries import versions_on
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record, retitle_record
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Refusal


def add_material(
    *,
    programme: Programme,
    unit: Unit,
    kind: str,
    title: str,
    on: date,
    issuer: str = "",
    doc_number: str = "",
    priority: str = Priority.KEY,
    is_must: bool = False,
    for_all_staff: bool = False,
    due_on: date | None = None,
) -> Material:
    """List a material under a record of its own. Raises `Refusal`: ``no_title``, ``unknown_kind``, ``listed_already``."""
    title = title.strip()[:200]
    if not title:
        raise Refusal("no_title", _("Give the material its title."), field="title")
    if kind not in MaterialKind or priority not in Priority:
        raise Refusal("unknown_kind", _("Choose one of the kinds of material."), field="kind")
    same = Material.objects.filter(programme=programme, unit=unit, title=title, withdrawn_on__isnull=True)
    if same.exists():
        raise Refusal("listed_already", _("This material is listed already."), field="title")
    return Material.objects.create(
        record=open_record(type="curriculum.material", unit=unit, title=title, on=on),
        programme=programme,
        unit=unit,
        kind=kind,
        title=title,
        issuer=issuer.strip()[:120],
        doc_number=doc_number.strip()[:80],
        priority=priority,
        is_must=is_must,
        for_all_staff=for_all_staff,
        due_on=due_on,
    )


def add_version(*, material: Material, label: str, from_on: date) -> MaterialVersion:
    """Let a new version of a law come into force; the one before ends on that day.

    Raises `Refusal`: ``no_title``, ``before_last`` when it would not be later than the one in force.
    """
    label = label.strip()[:80]
    if not label:
        raise Refusal("no_title", _("Name the version, for example by the day it was amended."), field="label")
    last = material.versions.filter(to_on__isnull=True).first()
    if last and from_on <= last.from_on:
        raise Refusal("before_last", _("A new version comes into force after the one before it."), field="from_on")
    if last:
        last.to_on = from_on
        last.save(update_fields=["to_on"])
    return MaterialVersion.objects.create(material=material, label=label, from_on=from_on)


def add_topic(
    *, programme: Programme, unit: Unit | None, number: int, name: str, texts: Iterable[Material], on: date
) -> Topic:
    """Write a topic, common (no unit) or a unit's own. Raises `Refusal`: ``no_title``, ``number_taken``."""
    name = name.strip()[:120]
    if not name:
        raise Refusal("no_title", _("Name the topic."), field="name")
    if Topic.objects.filter(programme=programme, unit=unit, number=number).exists():
        raise Refusal("number_taken", _("There is a topic of this number already."), field="number")
    topic = Topic.objects.create(
        record=open_record(type="curriculum.topic", unit=unit or programme.unit, title=name, on=on),
        programme=programme,
        unit=unit,
        number=number,
        name=name,
    )
    topic.texts.set(texts)
    return topic


def change_topic(*, topic: Topic, name: str, texts: Iterable[Material]) -> None:
    """Rename a topic or let it rest on other texts. Raises `Refusal` ``no_title``."""
    name = name.strip()[:120]
    if not name:
        raise Refusal("no_title", _("Name the topic."), field="name")
    topic.name = name
    topic.save(update_fields=["name"])
    topic.texts.set(texts)
    retitle_record(record=topic.record, title=name)


def note_readings(*, record: Record, on: date, pairs: Collection[tuple[int, Material]]) -> set[tuple[int, int]]:
    """Note that persons have read materials, as ``record`` shows; who had read one before keeps that reading.

    Returns the (person, material) whose reading ``record`` holds now, new and old.
    """
    versions = versions_on({material.pk for _person, material in pairs}, on)
    Reading.objects.bulk_create(
        [
            Reading(material=material, version=versions.get(material.pk), person_id=person, record=record, on=on)
            for person, material in pairs
        ],
        ignore_conflicts=True,
    )
    return set(Reading.objects.filter(record=record).values_list("person_id", "material_id"))


def forget_readings(*, record: Record, keep: Collection[tuple[int, int]] = ()) -> set[tuple[int, int]]:
    """Take back what ``record`` noted, all but the (person, material) to ``keep``; returns what was taken back."""
    kept = set(keep)
    gone = [row for row in Reading.objects.filter(record=record) if (row.person_id, row.material_id) not in kept]
    Reading.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return {(row.person_id, row.material_id) for row in gone}


def finish_topic(*, topic: Topic, unit: Unit, record: Record, on: date) -> bool:
    """Note that a unit finished a topic by the seminar of ``record``; whether this record is the one that holds it."""
    done, _is_new = TopicDone.objects.get_or_create(topic=topic, unit=unit, defaults={"record": record, "on": on})
    return done.record_id == record.pk


def reopen_topics(*, record: Record) -> list[TopicDone]:
    """Take back the topics that ``record`` finished; returns what was taken back."""
    gone = list(TopicDone.objects.filter(record=record).select_related("topic"))
    TopicDone.objects.filter(record=record).delete()
    return gone
