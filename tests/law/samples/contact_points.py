"""Samples of the addresses of contact points."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.programmes.models import Programme
from taizhang.work.contact_points import actions
from taizhang.work.contact_points.models import ContactPoint
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, enrolled, office_of, officer_of, programme_record
from tests.law.samples.travel import is_leader
from tests.world import World, key


def assigned(world: World, unit: Unit) -> ContactPoint:
    """A leader from elsewhere, who holds a role and so is known by name, is assigned to the unit."""
    programme: Programme = enrolled(world, unit)
    leader = officer_of(world, world.general_branch if unit != world.general_branch else world.committee)
    if not is_leader(leader):
        rolls.change_category(person=leader, gained=[Category.LEADER], on=world.today, by=None, key=key())
    held = ContactPoint.objects.filter(programme=programme, leader=leader, unit=unit, to_on__isnull=True).first()
    by = office_of(world, unit)
    return held or actions.assign_point(programme=programme, leader=leader, unit=unit, by=by, key=key())


def point(world: World, unit: Unit) -> Sample:
    return Sample((assigned(world, unit).record_id,))


def visit(world: World, unit: Unit) -> Sample:
    held = assigned(world, unit)
    made = actions.note_visit(point=held, on=world.today, words="听取意见", by=held.leader, key=key())
    return Sample((made.record_id,))


def problem(world: World, unit: Unit) -> Sample:
    held = assigned(world, unit)
    made = actions.note_visit(point=held, on=world.today, problems=["活动室漏雨"], by=held.leader, key=key())
    return Sample((made.problems.get().record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "contact_points:my_panel": ALONE,
    "contact_points:unit_panel": by_unit,
    "contact_points:board": programme_record,
    "contact_points:assign": programme_record,
    "contact_points:point": point,
    "contact_points:note_visit": point,
    "contact_points:release": point,
    "contact_points:visit": visit,
    "contact_points:restate": visit,
    "contact_points:withdraw_visit": visit,
    "contact_points:problem": problem,
    "contact_points:withdraw_problem": problem,
}
