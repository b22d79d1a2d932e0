"""Samples of the addresses of travel."""

from __future__ import annotations

from datetime import timedelta

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person, PersonCategory
from taizhang.work.rolls import actions as rolls
from taizhang.work.travel import actions
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, enrolled, officer_of, programme_record
from tests.world import World, key


def is_leader(person: Person) -> bool:
    """Whether a person leads already."""
    return PersonCategory.objects.filter(person=person, category=Category.LEADER, to_on__isnull=True).exists()


def trip(world: World, unit: Unit) -> Sample:
    """A leader of the unit, who holds a role there and so is known by name, asks to travel."""
    programme = enrolled(world, unit)
    person = officer_of(world, unit)
    if not is_leader(person):
        rolls.change_category(person=person, gained=[Category.LEADER], on=world.today, by=None, key=key())
    made = actions.ask_to_travel(
        programme=programme,
        person=person,
        kind="study_tour",
        reason="meeting",
        from_on=world.today,
        to_on=world.today + timedelta(days=3),
        words="参加上级召开的会议",
        by=person,
        key=key(),
    )
    return Sample((made.record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "travel:ask": ALONE,
    "travel:my_panel": ALONE,
    "travel:waiting_panel": ALONE,
    "travel:trips": by_unit,
    "travel:restrict": programme_record,
    "travel:trip": trip,
    "travel:consent": trip,
    "travel:decide": trip,
    "travel:note_return": trip,
    "travel:close": trip,
}
