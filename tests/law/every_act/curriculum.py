"""Examples of the acts of curriculum."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.work.curriculum import actions as curriculum
from taizhang.work.curriculum.models import Note, QualityFlag, SelfCheck
from taizhang.work.curriculum.tests.stage import listed, own_topic, read, topic
from tests.law.every_act.making import enrolled, example, numbers
from tests.world import World, key


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


def written(world: World) -> Note:
    return curriculum.write_note(person=world.member, title=title(), is_on_paper=True, by=world.member, key=key())


def checked(world: World) -> SelfCheck:
    return curriculum.check_themselves(
        unit=world.branch,
        group=None,
        on=world.today,
        checked=[world.member.pk],
        passed=[world.member.pk],
        by=world.secretary,
        key=key(),
    )


def flagged(world: World) -> QualityFlag:
    return curriculum.flag_concern(
        unit=world.branch, person=world.member, concern="shallow", help="一起读", by=world.secretary, key=key()
    )


@example(curriculum.write_note)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.member, "title": title(), "text": "学了。", "by": world.member}
    return given, {"text": "又学了。"}


@example(curriculum.withdraw_note)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"note": written(world), "by": world.member}, {"note": written(world)}


@example(curriculum.review_notes)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    monday = world.today - timedelta(days=world.today.weekday() + 7 * next(numbers))
    given = {"unit": world.branch, "week_on": monday, "looked": [world.member.pk], "comments": {}}
    return given | {"by": world.secretary}, {"looked": []}


@example(curriculum.check_themselves)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.branch, "group": None, "on": world.today, "checked": [world.member.pk], "passed": []}
    return given | {"by": world.secretary}, {"passed": [world.member.pk]}


@example(curriculum.withdraw_check)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"check": checked(world), "by": world.secretary}, {"check": checked(world)}


@example(curriculum.keep_gap_note)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    exemplar = listed(world, title(), kind="exemplar_near")
    return {"material": exemplar, "words": "我还差得远。", "by": world.member}, {"words": "甲"}


@example(curriculum.flag_concern)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.branch, "person": world.member, "concern": "shallow", "help": "一起读"}
    return given | {"by": world.secretary}, {"help": "结对"}


@example(curriculum.settle_concern)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"flag": flagged(world), "by": world.secretary}, {"flag": flagged(world)}
