"""Examples of the acts of rolls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.ground.organisations.kinds import BodyKind, Tree, UnitKind
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.programmes.models import Enrolment
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember, NewUnit, OpeningUnit
from tests.law.every_act.making import body, enrolled, example, matter, person, post_of, unit
from tests.world import World, key


@example(rolls.open_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    place = {"tree": Tree.PARTY, "parent": world.general_branch, "kind": UnitKind.BRANCH, "on": world.today}
    return place | {"code": "10570", "name": "第七十党支部"}, {"name": "第七一党支部"}


@example(rolls.open_units)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    def opening(name: str) -> list[OpeningUnit]:
        return [OpeningUnit(code, name, UnitKind.BRANCH, world.today) for code in ("east", "west")]

    given = {"tree": Tree.PARTY, "parent": world.general_branch, "opening": opening("新支部")}
    return given, {"opening": opening("别的支部")}


@example(rolls.rename_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": unit(world), "name": "新名党支部", "on": world.today}, {"name": "又名党支部"}


@example(rolls.move_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": unit(world), "parent": world.committee, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.close_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": unit(world), "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.merge_units)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    old = unit(world)
    person(world, old)
    return {"units": [old], "into": world.branch, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.split_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    old = unit(world)
    placing = {person(world, old).pk: 0, person(world, old).pk: 1}
    into = [NewUnit("10591", "东支部"), NewUnit("10592", "西支部")]
    return {"unit": old, "into": into, "placing": placing, "on": world.today}, {"into": into[::-1]}


@example(rolls.admit_members)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    members = [NewMember("6001", "葛清泉"), NewMember("6002", "骆平川")]
    return {"unit": unit(world), "members": members, "on": world.today}, {"members": members[:1]}


@example(rolls.admit_member)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": unit(world), "member": NewMember("6003", "梅听雪"), "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.transfer_member)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"person": person(world), "unit": world.sibling, "on": world.today}, {"unit": world.branch}


@example(rolls.release_member)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    home = unit(world)
    return {"person": person(world, home), "unit": home, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.change_category)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"person": person(world), "gained": [Category.FLOATING], "on": world.today}, {"gained": [Category.LEADER]}


@example(rolls.enrol_units)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"programme": world.programme, "units": [unit(world)], "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.close_unit_phase)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "unit": enrolled(world), "phase": world.first_phase, "on": world.today}
    return given, {"phase": world.second_phase}


@example(rolls.bind_enrolment)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    enrolment = Enrolment.objects.get(unit=enrolled(world))
    given = {"enrolment": enrolment, "superior": world.committee, "supervision_group": None, "adaptation": "分两班"}
    return given, {"adaptation": "分三班"}


@example(rolls.add_batch)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "starts_on": world.today, "ends_on": None, "unit_kinds": ["branch"]}
    return given, {"unit_kinds": ["general_branch"]}


@example(rolls.give_role)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": person(world), "unit": unit(world), "role": RoleKind.SECRETARY, "on": world.today}
    return given, {"role": RoleKind.PRINCIPAL}


@example(rolls.withdraw_role)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": person(world), "unit": unit(world), "role": RoleKind.SECRETARY, "on": world.began}
    role = rolls.give_role(**given, by=None, key=key())  # type: ignore[arg-type]
    return {"role": role, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.start_body)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.branch, "kind": BodyKind.LEADING_GROUP, "name": "领导小组", "on": world.today}
    return given, {"name": "另一小组"}


@example(rolls.extend_body)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    until = world.today + timedelta(days=30)
    return {"body": body(world), "to": until}, {"to": until + timedelta(days=1)}


@example(rolls.dissolve_body)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"body": body(world), "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.join_body)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"body": body(world), "person": world.member, "on": world.today}, {"leads": True}


@example(rolls.seat_people)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"body": body(world), "people_in": [world.member, world.keeper], "on": world.today}
    return given, {"leader": world.keeper}


@example(rolls.leave_body)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    member = rolls.join_body(body=body(world), person=world.member, on=world.began, by=None, key=key())
    return {"member": member, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.assign_unit)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    group = body(world, BodyKind.SUPERVISION_GROUP)
    return {"body": group, "unit": world.sibling, "on": world.today}, {"unit": world.branch}


@example(rolls.end_assignment)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    group = body(world, BodyKind.SUPERVISION_GROUP)
    assignment = rolls.assign_unit(body=group, unit=world.sibling, on=world.began, by=None, key=key())
    return {"assignment": assignment, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.open_post)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": world.branch, "title": "宣传委员"}, {"title": "组织委员"}


@example(rolls.fill_post)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"post": post_of(world), "person": world.member, "on": world.today}, {"person": world.keeper}


@example(rolls.vacate_post)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    post = post_of(world)
    rolls.fill_post(post=post, person=world.member, on=world.began, by=None, key=key())
    return {"post": post, "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.set_term)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"post": post_of(world), "ends_on": world.today}, {"ends_on": None}


@example(rolls.abolish_post)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"post": post_of(world), "on": world.today}, {"on": world.days_ago(1)}


@example(rolls.open_matter)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": world.branch, "matter": "值班表", "person": world.member}, {"person": None}


@example(rolls.answer_for_matter)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"responsibility": matter(world), "person": world.member, "on": world.today}
    return given, {"person": world.keeper}


@example(rolls.end_matter)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"responsibility": matter(world), "on": world.today}, {"on": world.days_ago(1)}
