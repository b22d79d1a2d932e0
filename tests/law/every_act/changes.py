"""Examples of the acts of changes."""

from __future__ import annotations

from typing import Any

from taizhang.work.changes import actions
from taizhang.work.changes.kinds import Decision
from tests.law.every_act.flows import proposed
from tests.law.every_act.making import example
from tests.world import World


@example(actions.decide_change)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    change = proposed(world).changes.order_by("number")[0]
    return {"change": change, "decision": Decision.STRUCK, "by": world.office}, {"decision": Decision.OPEN}


@example(actions.accept_open_changes)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"change_set": proposed(world), "by": world.office}, {"change_set": proposed(world)}
