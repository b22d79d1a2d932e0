"""Examples of the acts of contact points."""

from __future__ import annotations

from typing import Any

from taizhang.ground.people.kinds import Category
from taizhang.work.contact_points import actions
from taizhang.work.contact_points.models import ContactPoint, Problem, Visit
from taizhang.work.rolls import actions as rolls
from tests.law.every_act.making import example, unit
from tests.law.samples.travel import is_leader
from tests.world import World, key


def assigned(world: World) -> ContactPoint:
    """The leading cadre of the first branch, assigned to the sibling branch; one and the same each time."""
    leader, there = world.leading_cadre, world.sibling
    held = ContactPoint.objects.filter(leader=leader, unit=there, to_on__isnull=True).first()
    return held or actions.assign_point(
        programme=world.programme, leader=leader, unit=there, by=world.office, key=key()
    )


def visited(world: World) -> Visit:
    point = assigned(world)
    problems = ["活动室漏雨"]
    return actions.note_visit(point=point, on=world.today, problems=problems, by=world.leading_cadre, key=key())


def found(world: World) -> Problem:
    return visited(world).problems.get()


@example(actions.assign_point)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "leader": world.leading_cadre, "unit": world.sibling, "by": world.office}
    return given, {"unit": unit(world)}


@example(actions.release_point)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    guest = world.sibling_member
    if not is_leader(guest):
        rolls.change_category(person=guest, gained=[Category.LEADER], on=world.today, by=None, key=key())
    other = actions.assign_point(programme=world.programme, leader=guest, unit=world.branch, by=world.office, key=key())
    return {"point": assigned(world), "by": world.office}, {"point": other}


@example(actions.note_visit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"point": assigned(world), "on": world.today, "problems": ["路灯不亮"], "by": world.leading_cadre}
    return said, {"problems": []}


@example(actions.restate_visit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"visit": visited(world), "on": world.days_ago(1), "reason": "wrong_date", "by": world.leading_cadre}
    return said, {"words": "看了活动室"}


@example(actions.withdraw_visit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"visit": visited(world), "by": world.leading_cadre}, {"reason": "noted_wrongly"}


@example(actions.settle_problem)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"problem": found(world), "on": world.today, "words": "已修好", "by": world.sibling_secretary}
    return said, {"words": "已请人修"}


@example(actions.withdraw_problem)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"problem": found(world), "by": world.leading_cadre}, {"reason": "wrong_date"}
