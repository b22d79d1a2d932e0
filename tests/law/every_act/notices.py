"""Examples of the acts of notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.work.notices import actions as notices
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.tests.drafted import demand, receive
from tests.law.every_act.making import example, notice, numbers
from tests.world import World

# Set while the acts are tried; an act only notes the asking, so nobody has to listen there.
ASSISTANT = {"url": "http://127.0.0.1:9/v1", "model": "county-1", "key": ""}


@example(notices.receive_notice)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.committee, "text": "关于开展学习的通知\n\n各支部：\n每人学习不少于10小时。\n"}
    return given | {"by": world.office}, {"again": True}


@example(notices.decide_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    item = demand(notice(world), "study_hours")
    return {"item": item, "decision": ItemState.ACCEPTED, "by": world.office}, {"decision": ItemState.STRUCK}


@example(notices.decide_together)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = notice(world)
    group = held.items.exclude(group="").order_by("number")[0].group
    given = {"notice": held, "group": group, "decision": ItemState.ACCEPTED, "by": world.office}
    return given, {"decision": ItemState.STRUCK}


@example(notices.decide_many)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"notice": notice(world), "at_least": 0, "by": world.office}, {"at_least": 90}


@example(notices.answer_question)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = receive(world, f"关于加强第{next(numbers)}项学习的通知\n\n各支部：\n请认真学习。\n")
    given = {"notice": held, "question": "no_phases", "answer": "ongoing", "by": world.office}
    return given, {"answer": "one_phase"}


@example(notices.add_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = notice(world)
    given = {"notice": held, "kind": ItemKind.STEP, "quote": held.title, "fields": {"name": "补学", "phase": 1}}
    return given | {"by": world.office}, {"fields": {"name": "再补学", "phase": 1}}


@example(notices.ask_assistant)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"notice": notice(world), "host": "127.0.0.1:9", "model": ASSISTANT["model"], "by": world.office}
    return given, {"model": "another"}


@example(notices.extend_phase)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    later = world.today + timedelta(days=200)
    given = {"phase": world.second_phase, "ends_on": later, "reason": "工作冲突", "by": world.office}
    return given, {"reason": "另有安排"}
