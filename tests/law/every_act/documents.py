"""Examples of the acts of documents."""

from __future__ import annotations

from typing import Any

from taizhang.work.documents import actions
from taizhang.work.documents.tests.writing import draft, issued, new_document, sent
from tests.law.every_act.making import example, numbers
from tests.world import World, key


@example(actions.open_series)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.committee, "code": f"教发{next(numbers)}", "issuer": "领导小组", "mark": "领导小组文件"}
    return given | {"by": world.office}, {"issuer": "领导小组办公室"}


@example(actions.draft_document)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"new": new_document(world.committee, world.office), "by": world.office}
    return given, {"new": new_document(world.committee, world.office)}


@example(actions.change_draft)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"document": draft(world), "new": new_document(world.committee, world.office), "by": world.office}
    return given, {"new": new_document(world.committee, world.office)}


@example(actions.add_annex)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"document": draft(world), "name": "附表.txt", "content": b"1", "by": world.office}, {"content": b"2"}


@example(actions.remove_annex)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = draft(world)
    file = actions.add_annex(document=held, name="附表.txt", content=b"1", by=world.office, key=key())
    return {"document": held, "file": file.pk, "by": world.office}, {"file": file.pk + 1}


@example(actions.add_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"document": draft(world), "kind": "add", "what": "报送名单", "by": world.office}, {"what": "报送总结"}


@example(actions.remove_task)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = draft(world)
    one, other = (
        actions.add_task(document=held, kind="add", what=what, by=world.office, key=key()) for what in ("甲", "乙")
    )
    return {"task": one, "by": world.office}, {"task": other}


@example(actions.issue_document)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"document": draft(world), "on": world.today, "by": world.office}, {"on": world.days_ago(1)}


@example(actions.revoke_document)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"document": sent(world), "words": "内容有误", "by": world.office}, {"words": "另行发文"}


@example(actions.send_document)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = issued(world.committee, world.office, tasks=("报送名单",))
    return {"document": held, "units": [world.branch], "by": world.office}, {"units": [world.sibling]}


@example(actions.confirm_receipt)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = sent(world)
    given = {"record": held.record, "unit": world.branch, "by": world.secretary}
    return given, {"unit": world.sibling}


@example(actions.report_done)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    task = sent(world, tasks=("报送名单",)).tasks.get()
    return {"task": task, "unit": world.branch, "by": world.secretary}, {"unit": world.sibling}


@example(actions.take_back_done)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    task = sent(world, tasks=("报送名单",)).tasks.get()
    actions.report_done(task=task, unit=world.branch, by=world.secretary, key=key())
    return {"task": task, "unit": world.branch, "by": world.secretary}, {"unit": world.sibling}
