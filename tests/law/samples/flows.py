"""Samples of the addresses of flows."""

from __future__ import annotations

from taizhang.flows.supplement.adopting import adopt_changes, compare_notice
from taizhang.flows.tests.test_supplement import supplement
from taizhang.ground.organisations.models import Unit
from taizhang.work.changes.actions import accept_open_changes
from taizhang.work.changes.kinds import Subject
from taizhang.work.changes.models import ChangeSet
from taizhang.work.notices.actions import receive_notice
from tests.law.samples.making import Maker, Sample, by_unit, enrolled, notice, office_of, person, requirement
from tests.world import World, key


def proposed(world: World, unit: Unit) -> ChangeSet:
    """What a notice changes in a programme of the unit's own, every change accepted."""
    office, programme = office_of(world, unit), enrolled(world, unit)
    held = receive_notice(unit=unit, by=office, key=key(), text=f"{supplement(world)}\n{key()}")
    made = compare_notice(notice=held, programme=programme, by=office, key=key())
    accept_open_changes(change_set=made, by=office, key=key())
    return made


def adopted(world: World, unit: Unit) -> ChangeSet:
    return adopt_changes(change_set=proposed(world, unit), by=office_of(world, unit), key=key())


def a_proposal(world: World, unit: Unit) -> Sample:
    return Sample((proposed(world, unit).record_id,))


def a_change(world: World, unit: Unit) -> Sample:
    return Sample((proposed(world, unit).record_id, 1))


def a_log(world: World, unit: Unit) -> Sample:
    return Sample((adopted(world, unit).programme.record_id,))


def a_receipt(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk, adopted(world, unit).record_id))


def a_deadline(world: World, unit: Unit) -> Sample:
    return Sample((adopted(world, unit).changes.get(subject=Subject.DEADLINE).owed_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "flows:adopt_draft": notice,
    "flows:adopt_draft_button": notice,
    "flows:change_requirement": requirement,
    "flows:compare": notice,
    "flows:compare_button": notice,
    "flows:change_set": a_proposal,
    "flows:accept_changes": a_proposal,
    "flows:adopt_changes": a_proposal,
    "flows:drop_comparison": a_proposal,
    "flows:decide_change": a_change,
    "flows:edit_change": a_change,
    "flows:changed_deadline": a_deadline,
    "flows:changes_log": a_log,
    "flows:changes_panel": by_unit,
    "flows:confirm_changes": a_receipt,
    "flows:erase_person": person,
    "flows:erase_button": person,
}
