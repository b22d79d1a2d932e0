"""Samples of the addresses of meetings."""

from __future__ import annotations

from datetime import timedelta

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.work.meetings import actions
from taizhang.work.meetings.actions import Statement
from taizhang.work.meetings.models import Meeting
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    keeper_of,
    office_of,
    person,
    person_of,
    programme_record,
)
from tests.world import World, key

KEEPING = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def noting(world: World, unit: Unit) -> Person:
    """Who notes the meetings of a unit."""
    held = Role.objects.filter(unit=unit, role__in=KEEPING).select_related("person").first()
    if held:
        return held.person
    return office_of(world, unit) if unit.parent_id is None else keeper_of(world, unit)


def planned(world: World, unit: Unit) -> Meeting:
    return actions.plan_meeting(
        unit=unit,
        programmes=[],
        kind="branch",
        title="支部会议",
        on=world.today + timedelta(days=1),
        agenda=["讨论发展对象"],
        by=noting(world, unit),
        key=key(),
    )


def held(world: World, unit: Unit) -> Meeting:
    by = noting(world, unit)
    meeting = actions.plan_meeting(
        unit=unit,
        programmes=[],
        kind="criticism",
        title="组织生活会",
        on=world.days_ago(1),
        agenda=["对照检查"],
        by=by,
        key=key(),
    )
    said = Statement(on=world.days_ago(1), decisions={1: "逐人整改"}, minutes="会上各人都谈了")
    return actions.hold_meeting(meeting=meeting, said=said, by=by, key=key())


def planned_meeting(world: World, unit: Unit) -> Sample:
    return Sample((planned(world, unit).record_id,))


def held_meeting(world: World, unit: Unit) -> Sample:
    return Sample((held(world, unit).record_id,))


def task(world: World, unit: Unit) -> Sample:
    made = actions.assign_task(
        meeting=held(world, unit),
        text="整理学习室",
        unit=unit,
        due_on=world.today + timedelta(days=9),
        by=noting(world, unit),
        key=key(),
    )
    return Sample((made.record_id,))


def speech(world: World, unit: Unit) -> Sample:
    """The unit speaks at a meeting of its own: the same readers are near and far."""
    (asked,) = actions.ask_for_speech(meeting=planned(world, unit), units=[unit], by=noting(world, unit), key=key())
    return Sample((asked.record_id,))


def self_look(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    by = keeper_of(world, unit)
    look = actions.name_problems(meeting=held(world, unit), person=person, problems=["下基层少"], by=by, key=key())
    return Sample((look.record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "meetings:meetings": by_unit,
    "meetings:plan": by_unit,
    "meetings:tasks": by_unit,
    "meetings:unit_panel": by_unit,
    "meetings:my_panel": ALONE,
    "meetings:leads_panel": person,
    "meetings:meeting": held_meeting,
    "meetings:change": planned_meeting,
    "meetings:hold": planned_meeting,
    "meetings:restate": held_meeting,
    "meetings:withdraw": held_meeting,
    "meetings:ask_for_speech": planned_meeting,
    "meetings:assign_task": held_meeting,
    "meetings:link": held_meeting,
    "meetings:look": held_meeting,
    "meetings:self_look": self_look,
    "meetings:speech": speech,
    "meetings:task": task,
    "meetings:withdraw_task": task,
    "meetings:board": programme_record,
    "meetings:set_cycle": programme_record,
}
