"""Examples of the acts of meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.work.meetings import actions
from taizhang.work.meetings.actions import Statement
from taizhang.work.meetings.models import Meeting, Speech, Task
from tests.law.every_act.making import example, numbers
from tests.world import World, key


def planned(world: World) -> Meeting:
    return actions.plan_meeting(
        unit=world.general_branch,
        programmes=[world.programme],
        kind="exchange",
        title=f"第{next(numbers)}次交流会",
        on=world.today,
        agenda=["交流"],
        by=world.principal,
        key=key(),
    )


def said(world: World) -> Statement:
    return Statement(on=world.today, attending={"members": 12})


def held(world: World) -> Meeting:
    return actions.hold_meeting(meeting=planned(world), said=said(world), by=world.principal, key=key())


def task(world: World) -> Task:
    return actions.assign_task(
        meeting=held(world), text="办一件实事", unit=world.branch, due_on=world.today, by=world.principal, key=key()
    )


def speech(world: World) -> Speech:
    (asked,) = actions.ask_for_speech(meeting=planned(world), units=[world.branch], by=world.principal, key=key())
    return asked


@example(actions.plan_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.branch, "programmes": [world.programme], "kind": "branch", "title": "支部会议"}
    return given | {"on": world.today, "by": world.secretary}, {"title": "另一次会议"}


@example(actions.change_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"meeting": planned(world), "title": "交流会", "on": world.today, "by": world.principal}
    return given, {"title": "推进会"}


@example(actions.hold_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"meeting": planned(world), "said": said(world), "by": world.principal}
    return given, {"said": Statement(on=world.today, attending={"members": 11})}


@example(actions.restate_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    other = Statement(on=world.today, attending={"members": 9})
    given = {"meeting": held(world), "said": other, "reason": "wrong_amount", "by": world.principal}
    return given, {"said": said(world)}


@example(actions.withdraw_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"meeting": held(world), "by": world.principal}, {"reason": "wrong_date"}


@example(actions.link_meeting)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"meeting": held(world), "programmes": [], "by": world.principal}
    return given, {"programmes": [world.programme]}


@example(actions.name_problems)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    session = actions.plan_meeting(
        unit=world.branch,
        programmes=[world.programme],
        kind="criticism",
        title=f"第{next(numbers)}次组织生活会",
        on=world.today,
        by=world.secretary,
        key=key(),
    )
    given = {"meeting": session, "person": world.leading_cadre, "problems": ["下基层少"], "by": world.secretary}
    return given, {"problems": ["听意见少"]}


@example(actions.ask_for_speech)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"meeting": planned(world), "units": [world.branch], "by": world.principal}, {"units": [world.sibling]}


@example(actions.hand_in_speech)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"speech": speech(world), "text": "我们的做法", "by": world.secretary}, {"text": "别的做法"}


@example(actions.assign_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"meeting": held(world), "text": "补齐档案", "unit": world.branch, "due_on": world.today}
    return given | {"by": world.principal}, {"text": "补齐台账"}


@example(actions.finish_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"task": task(world), "on": world.today, "words": "已办", "by": world.secretary}, {"words": "办了"}


@example(actions.withdraw_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"task": task(world), "reason": "wrong_person", "by": world.principal}, {"reason": "not_held"}


@example(actions.set_cycle)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "every_days": 15, "grace_days": 3, "from_on": world.today}
    return given | {"by": world.office}, {"grace_days": 1 + timedelta(days=4).days}
