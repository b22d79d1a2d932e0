"""Examples of the acts of flows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from taizhang.flows.adopt_draft import Frame, adopt_draft
from taizhang.flows.change_requirement import change_requirement
from taizhang.flows.erase_person import erase_person
from taizhang.ground.programmes.models import Operator
from taizhang.work.notices.tests.drafted import settle
from tests.law.every_act.making import example, notice, person
from tests.world import World


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
