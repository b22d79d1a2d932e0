"""Samples of the addresses of plans."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.work.plans.actions import approve_plan, check_self_study, note_event, tie_task
from taizhang.work.plans.kinds import PlanKind
from taizhang.work.plans.models import SelfStudyCheck, Version
from taizhang.work.plans.tests.planned import begun, complete, own_programme
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, keeper_of
from tests.world import World, key


def draft(world: World, unit: Unit) -> Version:
    """A draft in a programme of its own, so that several stand beside each other."""
    return begun(world, unit, keeper_of(world, unit), programme=own_programme(world, unit))


def drafted(world: World, unit: Unit) -> Sample:
    return Sample((draft(world, unit).plan.record_id,))


def with_item(world: World, unit: Unit) -> Sample:
    return Sample((draft(world, unit).plan.record_id, 1))


def of_programme(world: World, unit: Unit) -> Sample:
    return Sample((world.programme.pk,), {"kind": PlanKind.STUDY.value})


def busy(world: World, unit: Unit) -> Sample:
    event = note_event(
        unit=unit, kind="peak", title="旺季", starts_on=world.today, by=keeper_of(world, unit), key=key()
    )
    return Sample((event.record_id,))


def handed_in(world: World, unit: Unit) -> Sample:
    version = complete(world, unit, keeper_of(world, unit), own_programme(world, unit))
    return Sample((version.plan.record_id,))


def checked(world: World, unit: Unit) -> Sample:
    """A check of the self-study of an approved plan."""
    version = complete(world, unit, keeper_of(world, unit), own_programme(world, unit))
    # the office above approves; of the highest unit, where the keeper wrote, its office is above too
    above = world.office if unit != world.foreign_branch else _office_of(world)
    approved = approve_plan(version=version, by=above, key=key())
    item = approved.items.get(mode="self")
    check = check_self_study(item=item, on=world.today, result="in_order", by=keeper_of(world, unit), key=key())
    return Sample((version.plan.record_id, check.pk))


def alone(world: World, unit: Unit) -> Sample:
    record, check = checked(world, unit).args
    held = SelfStudyCheck.objects.select_related("item").get(pk=int(str(check)))
    return Sample((record, held.item.number))


def tied(world: World, unit: Unit) -> Sample:
    plan = draft(world, unit).plan
    link = tie_task(
        plan=plan,
        task="专题二",
        business="汛期值守",
        joining_point="规程学习接着查险",
        deployed_on=world.today,
        pushed_on=world.today,
        assessed_on=world.today,
        by=keeper_of(world, unit),
        key=key(),
    )
    return Sample((plan.record_id, link.number))


def _office_of(world: World) -> Person:
    """An office above the foreign branch."""
    role = Role.objects.filter(unit=world.foreign_root, role=RoleKind.OFFICE).select_related("person").first()
    if role:
        return role.person
    new = rolls.NewMember("9099", "谷雨生")
    (person,) = rolls.admit_members(unit=world.foreign_root, members=[new], on=world.today, by=None, key=key())
    rolls.give_role(person=person, unit=world.foreign_root, role=RoleKind.OFFICE, on=world.today, by=None, key=key())
    return person


SAMPLES: dict[str, Maker | Sample] = {
    "plans:unit": by_unit,
    "plans:begin": by_unit,
    "plans:unit_panel": by_unit,
    "plans:events": by_unit,
    "plans:working_time": by_unit,
    "plans:event": busy,
    "plans:withdraw_event": busy,
    "plans:waiting_panel": ALONE,
    "plans:overview": of_programme,
    "plans:plan": drafted,
    "plans:frame": drafted,
    "plans:new_item": drafted,
    "plans:item": with_item,
    "plans:remove_item": with_item,
    "plans:hand_in": drafted,
    "plans:decide": handed_in,
    "plans:revise": drafted,
    "plans:check": alone,
    "plans:restate_check": checked,
    "plans:tie": drafted,
    "plans:untie": tied,
}
