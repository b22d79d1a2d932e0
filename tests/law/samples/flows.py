"""Samples of the addresses of flows."""

from __future__ import annotations

from datetime import timedelta

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.flows.directives.chain import ASKING
from taizhang.flows.supplement.adopting import adopt_changes, compare_notice
from taizhang.flows.tests.test_supplement import supplement
from taizhang.ground.organisations.models import Unit
from taizhang.work.changes.actions import accept_open_changes
from taizhang.work.changes.kinds import Subject
from taizhang.work.changes.models import ChangeSet
from taizhang.work.meetings.actions import plan_meeting
from taizhang.work.meetings.kinds import MeetingKind
from taizhang.work.notices.actions import receive_notice
from taizhang.work.notices.handing.actions import give_item
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import settle_for
from taizhang.work.rolls import actions as rolls
from tests.law.samples.curriculum import material
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    enrolled,
    notice,
    office_of,
    officer_of,
    person,
    requirement,
)
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


def a_sentence(world: World, unit: Unit) -> DraftItem:
    """A kept sentence of a notice of the unit that became a programme in which it takes part."""
    office = office_of(world, unit)
    held = receive_notice(unit=unit, by=office, key=key(), text=f"{notice_text(world.today)}\n{key()}", again=True)
    settle_for(held, office)
    programme = adopt_draft(notice=held, by=office, key=key())
    rolls.enrol_units(programme=programme, units=[unit], on=world.today, by=None, key=key())
    rows = held.items.filter(kind__in=ASKING, requirement=None, record=None).order_by("number")
    return next(item for item in rows if item.is_kept)


def to_give(world: World, unit: Unit) -> Sample:
    item = a_sentence(world, unit)
    return Sample((item.notice.record_id, item.number))


def given(world: World, unit: Unit) -> int:
    item = a_sentence(world, unit)
    due, office = world.today + timedelta(days=3), office_of(world, unit)
    return give_item(item=item, units=[unit], due_on=due, by=office, key=key()).pk


def a_directive(world: World, unit: Unit) -> Sample:
    return Sample((given(world, unit),))


def a_task(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk, given(world, unit)))


def a_programme(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id,))


def a_mobilisation(world: World, unit: Unit) -> Sample:
    meeting = plan_meeting(
        unit=unit,
        programmes=[enrolled(world, unit)],
        kind=MeetingKind.MOBILISATION,
        title="动员大会",
        on=world.today,
        by=officer_of(world, unit),
        key=key(),
    )
    return Sample((meeting.record_id,))


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
    "flows:directive": a_directive,
    "flows:link_task": a_directive,
    "flows:directive_way": a_directive,
    "flows:give_item": to_give,
    "flows:programme_directives": a_programme,
    "flows:unit_directives": by_unit,
    "flows:directives_panel": by_unit,
    "flows:report_task": a_task,
    "flows:owed": by_unit,
    "flows:hand_over": by_unit,
    "flows:handed_panel": by_unit,
    "flows:my_matters": ALONE,
    "flows:owed_panel": by_unit,
    "flows:not_started": a_programme,
    "flows:open_mobilised": a_programme,
    "flows:wait_for_mobilisation": a_programme,
    "flows:hold_mobilisation": a_mobilisation,
    "flows:read_alone": material,
    "flows:erase_person": person,
    "flows:erase_button": person,
}
