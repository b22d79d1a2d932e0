"""Examples of the acts of plans, each on a branch of its own."""

from __future__ import annotations

from datetime import time
from typing import Any

from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.work.plans import actions as plans
from taizhang.work.plans.models import BusinessEvent, Item, Version
from taizhang.work.plans.tests.planned import begun, complete, finished, item
from taizhang.work.rolls import actions as rolls
from tests.law.every_act.making import enrolled, example, person
from tests.world import World, key


def keeper(world: World) -> tuple[Any, Person]:
    """A branch that takes part, and who keeps its books."""
    unit = enrolled(world)
    held = person(world, unit)
    rolls.give_role(person=held, unit=unit, role=RoleKind.SECRETARY, on=world.founded, by=None, key=key())
    return unit, held


def drafted(world: World) -> tuple[Version, Person]:
    unit, held = keeper(world)
    return begun(world, unit, held), held


def handed_in(world: World) -> Version:
    unit, held = keeper(world)
    return complete(world, unit, held)


@example(plans.begin_plan)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    unit, held = keeper(world)
    return {"unit": unit, "programme": world.programme, "kind": "study", "by": held}, {"list_name": "三服务"}


@example(plans.begin_version)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = plans.approve_plan(version=handed_in(world), by=world.office, key=key())
    other = plans.approve_plan(version=handed_in(world), by=world.office, key=key())
    return {"plan": held.plan, "by": held.handed_in_by}, {"plan": other.plan}


@example(plans.write_frame)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    version, held = drafted(world)
    return {"version": version, "task": "学", "asks": "参加", "notes": 2, "essays": 1, "by": held}, {"notes": 3}


@example(plans.put_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    version, held = drafted(world)
    return {"version": version, "new": item(world.today), "by": held}, {"new": item(world.today, "另一专题")}


@example(plans.remove_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    version, held = drafted(world)
    return {"version": version, "number": 1, "by": held}, {"number": 2}


@example(plans.hand_in_plan)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    version, held = drafted(world)
    other, _by = drafted(world)
    return {"version": finished(version, held), "by": held}, {"version": other}


@example(plans.send_back_plan)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"version": handed_in(world), "comment": "写实些。", "by": world.office}, {"comment": "再细些。"}


@example(plans.approve_plan)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"version": handed_in(world), "by": world.office}, {"comment": "同意。"}


def event(world: World) -> tuple[BusinessEvent, Person]:
    unit, held = keeper(world)
    noted = plans.note_event(unit=unit, kind="peak", title="旺季", starts_on=world.today, by=held, key=key())
    return noted, held


@example(plans.note_event)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    unit, held = keeper(world)
    given = {"unit": unit, "kind": "deadline", "title": "年度决算", "starts_on": world.today, "by": held}
    return given, {"title": "季度结算"}


@example(plans.change_event)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    noted, held = event(world)
    given = {"event": noted, "kind": "peak", "title": "旺季", "starts_on": world.days_ago(-3), "by": held}
    return given, {"starts_on": world.days_ago(-4)}


@example(plans.withdraw_event)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    noted, held = event(world)
    other, _by = event(world)
    return {"event": noted, "by": held}, {"event": other}


@example(plans.say_working_time)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    unit, held = keeper(world)
    given = {"unit": unit, "days": [0, 1, 2], "opens_at": time(8), "closes_at": time(17), "days_apart": 2, "by": held}
    return given, {"days_apart": 3}


def alone(world: World) -> tuple[Item, Person]:
    """The self-study of an approved plan, and who keeps the books."""
    version = plans.approve_plan(version=handed_in(world), by=world.office, key=key())
    assert version.handed_in_by
    return version.items.get(mode="self"), version.handed_in_by


@example(plans.check_self_study)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    item_alone, held = alone(world)
    return {"item": item_alone, "on": world.today, "result": "in_order", "by": held}, {"result": "partly"}


@example(plans.restate_check)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    item_alone, held = alone(world)
    noted = plans.check_self_study(item=item_alone, on=world.today, result="in_order", by=held, key=key())
    return {"check": noted, "result": "lacking", "reason": "wrong_amount", "by": held}, {"result": "partly"}


def tied(world: World, business: str = "汛期值守") -> dict[str, Any]:
    version, held = drafted(world)
    return {
        "plan": version.plan,
        "task": "专题二",
        "business": business,
        "joining_point": "规程学习接着查险",
        "deployed_on": world.today,
        "pushed_on": world.days_ago(-10),
        "assessed_on": world.days_ago(-20),
        "by": held,
    }


@example(plans.tie_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return tied(world), {"business": "年度检修"}


@example(plans.untie_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = tied(world)
    first, second = (plans.tie_task(**given, key=key()) for _time in range(2))
    return {"link": first, "by": given["by"]}, {"link": second}
