"""Samples of the addresses of curriculum."""

from __future__ import annotations

from datetime import timedelta

from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.ground.programmes.models import Programme
from taizhang.work.curriculum import actions
from taizhang.work.curriculum.roster import sheet_of
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    enrolled,
    keeper_of,
    office_of,
    person_of,
    programme_record,
)
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


def note(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    written = actions.write_note(person=person, title="一行", is_on_paper=True, by=person, key=key())
    return Sample((written.record_id,))


def head_of(world: World, unit: Unit) -> Person:
    """The secretary of a unit: whoever keeps its books, made so where they are not."""
    head = keeper_of(world, unit)
    if not Role.objects.filter(person=head, unit=unit, role=RoleKind.SECRETARY).exists():
        rolls.give_role(person=head, unit=unit, role=RoleKind.SECRETARY, on=world.began, by=None, key=key())
    return head


def note_round(world: World, unit: Unit) -> Sample:
    """A round that somebody's note of this week opened: of the unit whose head reads it."""
    head = head_of(world, unit)
    monday = world.today - timedelta(days=world.today.weekday())
    people = [one.pk for one in sheet_of(unit)]
    held = actions.review_notes(unit=unit, week_on=monday, looked=people, comments={}, by=head, key=key())
    return Sample((held.record_id,))


def self_check(world: World, unit: Unit) -> Sample:
    keeper = keeper_of(world, unit)
    people = [one.pk for one in sheet_of(unit, whole=True)]
    held = actions.check_themselves(
        unit=unit, group=None, on=world.today, checked=people, passed=people, by=keeper, key=key()
    )
    return Sample((held.record_id,))


def concern(world: World, unit: Unit) -> Sample:
    head = head_of(world, unit)
    person = person_of(world, unit)
    flag = actions.flag_concern(unit=unit, person=person, concern="shallow", help="一起读", by=head, key=key())
    return Sample((flag.pk,))


def notes_of(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    actions.write_note(person=person, title="一行", is_on_paper=True, by=person, key=key())
    return Sample((person.pk,))


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
    "curriculum:gap": material,
    "curriculum:note_sheet": by_unit,
    "curriculum:add_check": by_unit,
    "curriculum:concerns": by_unit,
    "curriculum:settle_concern": concern,
    "curriculum:write_note": ALONE,
    "curriculum:note": note,
    "curriculum:withdraw_note": note,
    "curriculum:notes_panel": notes_of,
    "curriculum:note_round": note_round,
    "curriculum:self_check": self_check,
    "curriculum:withdraw_check": self_check,
    "curriculum:mine": ALONE,
    "curriculum:my_panel": ALONE,
}
