"""Examples of the acts of notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.flows.tests.test_directives import a_sentence, adopted
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.ground.programmes.models import ListItem, ListUse, NamedList, Programme
from taizhang.work.notices import actions as notices
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.handing import actions as handing
from taizhang.work.notices.kinds import ChangeState, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.reading.tests.files import xlsx
from taizhang.work.notices.tags import actions as tags
from taizhang.work.notices.tests.drafted import demand, proposed_change, receive
from tests.law.every_act.making import closed, example, notice, numbers
from tests.world import World, key, make_programme

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


@example(notices.leave_open)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"notice": notice(world), "by": world.office}, {"notice": notice(world)}


@example(notices.choose_template)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"notice": notice(world), "template": "pioneer", "by": world.office}, {"template": "none"}


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


def programme(world: World) -> Programme:
    return make_programme(world.committee, world.began)


def named(world: World, use: str = ListUse.CONTENT) -> NamedList:
    new = NewList(f"清单{next(numbers)}", (NewItem("走访"), NewItem("整改")), use=use)
    return frame.add_list(home=world.programme, new=new, by=world.office, key=key())


def list_item(world: World) -> ListItem:
    return named(world).items.all()[0]


@example(frame.add_list)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    new = NewList(f"五送{next(numbers)}", (NewItem("送信息"),), stated=5)
    return {"home": world.programme, "new": new, "by": world.office}, {"new": NewList("五查")}


@example(frame.change_list)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"named": named(world), "new": NewList("新名", (NewItem("走访"),)), "by": world.office}
    return given, {"new": NewList("另一名")}


@example(frame.state_aims)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "theme": "学以致用", "goals": ["办实事"], "principles": ["正面教育"]}
    return given | {"by": world.office}, {"theme": "服务群众"}


@example(frame.place_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    area = named(world, ListUse.AREAS).items.all()[0]
    given = {"area": area, "text": "修订值班制度", "lead": ["办公室"], "support": ["人事处"], "by": world.office}
    return given, {"text": "修订会议制度"}


@example(frame.wait_for_mobilisation)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"programme": programme(world), "by": world.office}, {"programme": programme(world)}


@example(frame.add_consolidation)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    later = world.today + timedelta(days=100)
    given = {"programme": programme(world), "name": "巩固", "starts_on": world.today, "ends_on": later}
    return given | {"by": world.office}, {"name": "巩固和扩大"}


@example(frame.assess_completion)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"programme": programme(world), "is_done": True, "result": "已完成", "by": world.office}, {"is_done": False}


@example(frame.add_activity)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"phase": world.first_phase, "unit": world.committee, "title": "重温誓词", "occasion": "纪念日"}
    return given | {"on": world.today, "by": world.office}, {"title": "走访老党员"}


@example(frame.open_key_points)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    year = 1990 + next(numbers)
    return {"unit": world.committee, "year": year, "by": world.office}, {"year": year + 500}


@example(frame.extend_step)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    step = world.first_phase.steps.get(number=2)
    later = world.today + timedelta(days=90)
    return {"step": step, "ends_on": later, "reason": "防汛", "by": world.office}, {"reason": "另有安排"}


@example(tags.tag_record)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"record": closed(world).record, "target": list_item(world).code, "by": world.secretary}
    return given, {"target": list_item(world).code}


@example(tags.untag_record)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    record, item = closed(world).record, list_item(world)
    tags.tag_record(record=record, target=item.code, by=world.secretary, key=key())
    return {"record": record, "target": item.code, "by": world.secretary}, {"target": "goal-1"}


@example(notices.take_annex)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = notice(world)
    return {"notice": held, "given": Given("安排.xlsx", xlsx()), "by": world.office}, {"given": Given("b.xlsx", xlsx())}


@example(notices.decide_step_change)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"change": proposed_change(world), "decision": ChangeState.ACCEPTED, "by": world.office}
    return given, {"decision": ChangeState.LEFT}


def sentence(world: World) -> DraftItem:
    """A sentence of an adopted notice; each notice begins on another day, so that no two are the same text."""
    return a_sentence(adopted(world, world.today - timedelta(days=42 + next(numbers))))


@example(handing.give_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"item": sentence(world), "units": [world.branch], "due_on": world.today, "by": world.office}
    return given, {"units": [world.sibling]}


def given(world: World) -> dict[str, Any]:
    """A sentence that the first branch was given as a task."""
    item = sentence(world)
    record = handing.give_item(item=item, units=[world.branch], due_on=world.today, by=world.office, key=key())
    return {"record": record, "unit": world.branch, "by": world.secretary}


@example(handing.report_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return given(world), {"unit": world.sibling}


@example(handing.take_back_report)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    done = given(world)
    handing.report_task(**done, key=key())
    return done, {"unit": world.sibling}
