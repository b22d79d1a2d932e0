"""Samples of the addresses of plans."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.work.plans.actions import note_event
from taizhang.work.plans.kinds import PlanKind
from taizhang.work.plans.models import Version
from taizhang.work.plans.tests.planned import begun, complete, own_programme
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
}
