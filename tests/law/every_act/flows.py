"""Examples of the acts of flows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from taizhang.flows.adopt_draft import Frame, adopt_draft
from taizhang.flows.change_requirement import change_requirement
from taizhang.flows.erase_person import erase_person
from taizhang.flows.handover.actions import pass_to_owner
from taizhang.flows.mobilised import hold_mobilisation, open_mobilised
from taizhang.flows.read_alone import read_alone
from taizhang.flows.supplement.adopting import adopt_changes, compare_notice, drop_comparison
from taizhang.flows.tests.test_mobilised import planned, waiting
from taizhang.flows.tests.test_supplement import supplement
from taizhang.ground.duties.models import Duty
from taizhang.ground.programmes.models import Operator
from taizhang.work.changes.actions import accept_open_changes
from taizhang.work.changes.models import ChangeSet
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.meetings.actions import Statement, hold_meeting
from taizhang.work.notices.models import Notice
from taizhang.work.notices.tests.drafted import receive, settle
from tests.law.every_act.making import example, notice, person
from tests.world import World, key, make_programme


def another_supplement(world: World) -> Notice:
    """A notice that changes a campaign, in words of its own."""
    return receive(world, f"{supplement(world)}\n{key()}")


def proposed(world: World) -> ChangeSet:
    """What such a notice changes in a programme that no other example changes, every change accepted."""
    programme = make_programme(world.committee, world.began)
    made = compare_notice(notice=another_supplement(world), programme=programme, by=world.office, key=key())
    accept_open_changes(change_set=made, by=world.office, key=key())
    return made


@example(pass_to_owner)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    record = close(world, plan(world, days_ago=3), {world.member: "leave"}).record
    duties = list(Duty.objects.filter(record=record, settled_on__isnull=True))
    given = {"unit": world.branch, "duties": duties, "owner": world.keeper, "by": world.secretary}
    return given, {"owner": world.secretary}


@example(adopt_draft)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = notice(world)
    settle(world, held)
    return {"notice": held, "by": world.office}, {"frame": Frame("别的活动", "别的", world.today)}


@example(change_requirement)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    hours = world.requirements["study_minutes"]
    given = {"requirement": hours, "title": hours.title, "operator": Operator.AT_LEAST, "amount": Fraction(36)}
    return given | {"reason": "按上级通知调整", "by": world.office}, {"amount": Fraction(30)}


@example(erase_person)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"person": person(world, world.branch), "by": world.secretary}, {"person": person(world, world.branch)}


@example(compare_notice)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"notice": another_supplement(world), "programme": world.programme, "by": world.office}
    return given, {"notice": another_supplement(world)}


@example(drop_comparison)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"change_set": proposed(world), "by": world.office}, {"change_set": proposed(world)}


@example(adopt_changes)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"change_set": proposed(world), "by": world.office}, {"plans_due_on": world.today}


@example(hold_mobilisation)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    meeting, day = planned(world, waiting(world)), world.days_ago(3)
    given = {"meeting": meeting, "said": Statement(on=day), "by": world.secretary}
    return given, {"said": Statement(on=day, attending={"members": 3})}


@example(open_mobilised)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    programme = waiting(world)
    said = Statement(on=world.days_ago(3))
    hold_meeting(meeting=planned(world, programme), said=said, by=world.secretary, key=key())
    return {"programme": programme, "by": world.office}, {"programme": waiting(world)}


@example(read_alone)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"material": listed(world, f"读本 {key()}"), "minutes": 30, "by": world.member}, {"minutes": 40}
