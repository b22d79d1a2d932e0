"""Samples of the addresses of curriculum."""

from __future__ import annotations

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme
from taizhang.work.curriculum import actions
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, enrolled, keeper_of, office_of, programme_record
from tests.world import World, key


def listed(world: World, unit: Unit, programme: Programme | None = None) -> Material:
    """A must item in the catalogue of a programme of the unit's own."""
    return actions.list_material(
        programme=programme or enrolled(world, unit),
        unit=unit,
        kind="law",
        title="规程",
        is_must=True,
        by=office_of(world, unit),
        key=key(),
    )


def material(world: World, unit: Unit) -> Sample:
    return Sample((listed(world, unit).record_id,))


def own_topic(world: World, unit: Unit) -> Topic:
    return actions.set_own_topic(
        programme=enrolled(world, unit), unit=unit, name="专题", by=office_of(world, unit), key=key()
    )


def topic(world: World, unit: Unit) -> Sample:
    return Sample((own_topic(world, unit).record_id,))


def read_material(world: World, unit: Unit) -> Sample:
    """A material that whoever keeps the unit's books has read."""
    held, keeper = listed(world, unit), keeper_of(world, unit)
    actions.note_read(material=held, person=keeper, by=keeper, key=key())
    return Sample((held.record_id,))


def unit_and_programme(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk, enrolled(world, unit).record_id))


SAMPLES: dict[str, Maker | Sample] = {
    "curriculum:catalogue": programme_record,
    "curriculum:add_material": programme_record,
    "curriculum:programme_panel": programme_record,
    "curriculum:topics": programme_record,
    "curriculum:add_topic": programme_record,
    "curriculum:material": material,
    "curriculum:change_material": material,
    "curriculum:withdraw_material": material,
    "curriculum:add_version": material,
    "curriculum:read": material,
    "curriculum:unread": read_material,
    "curriculum:topic": topic,
    "curriculum:change_topic": topic,
    "curriculum:withdraw_topic": topic,
    "curriculum:unit_topics": unit_and_programme,
    "curriculum:add_own_topic": unit_and_programme,
    "curriculum:unit_readings": by_unit,
    "curriculum:branch_panel": by_unit,
    "curriculum:mine": ALONE,
    "curriculum:my_panel": ALONE,
}
