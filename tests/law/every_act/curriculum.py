"""Examples of the acts of curriculum."""

from __future__ import annotations

from typing import Any

from taizhang.work.curriculum import actions as curriculum
from taizhang.work.curriculum.tests.stage import listed, own_topic, read, topic
from tests.law.every_act.making import enrolled, example, numbers
from tests.world import World


def title() -> str:
    return f"篇目 {next(numbers)}"


@example(curriculum.list_material)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "unit": world.programme.unit, "kind": "paper", "title": title()}
    # not a must: that would ask something of the plans of other examples
    return given | {"by": world.office}, {"kind": "book"}


@example(curriculum.change_material)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"material": listed(world, title()), "kind": "paper", "title": title(), "by": world.office}
    return given, {"kind": "book"}


@example(curriculum.withdraw_material)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"material": listed(world, title()), "by": world.office}, {"material": listed(world, title())}


@example(curriculum.add_law_version)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    law = listed(world, title(), kind="law")
    return {"material": law, "label": "修订", "from_on": world.today, "by": world.office}, {"label": "再修订"}


@example(curriculum.note_read)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"material": listed(world, title()), "person": world.member, "by": world.member}
    return given, {"on": world.days_ago(1)}


@example(curriculum.note_read_by_many)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    material = listed(world, title())
    given = {"pairs": [(material, world.member), (material, world.keeper)], "by": world.secretary}
    return given, {"pairs": [(material, world.member)]}


@example(curriculum.take_back_read)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    material = listed(world, title())
    read(world, material, world.member)
    read(world, material, world.keeper)
    return {"material": material, "person": world.member, "by": world.secretary}, {"person": world.keeper}


@example(curriculum.set_topic)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"programme": world.programme, "name": title(), "by": world.office}, {"name": title()}


@example(curriculum.set_own_topic)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "unit": enrolled(world), "name": title(), "by": world.office}
    return given, {"name": title()}


@example(curriculum.change_topic)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"topic": topic(world, title()), "name": title(), "texts": [], "by": world.office}
    return given, {"name": title()}


@example(curriculum.withdraw_topic)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    own = own_topic(world, unit=enrolled(world), by=world.office)
    return {"topic": own, "by": world.office}, {"topic": topic(world, title())}
