"""One example of every act: what it is called with in the named cast, after what must stand before it was made.

Each example works on units, people and sessions of its own, so that they can follow each other in one database. An act
without an example here fails the law of keys (`test_claims.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

from taizhang.flows.adopt_draft import Frame, adopt_draft
from taizhang.flows.change_requirement import change_requirement
from taizhang.flows.erase_person import erase_person
from taizhang.ground.organisations.kinds import BodyKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import Person, Responsibility
from taizhang.ground.programmes.models import Enrolment, Operator
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Essay, Leave, MakeUp, SelfStudy, Session
from taizhang.work.learning.tests.study import close, marks_of, plan
from taizhang.work.notices import actions as notices
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import Notice
from taizhang.work.notices.tests.drafted import demand, receive, settle
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember, NewUnit, OpeningUnit
from tests.world import World, key, open_unit


@dataclass(frozen=True)
class Example:
    """An act, what it is called with, and one argument said otherwise."""

    act: Callable[..., object]
    given: dict[str, Any]
    otherwise: dict[str, Any]


Maker = Callable[[World], Example]
EXAMPLES: dict[str, Maker] = {}
numbers = count(1)


def example(act: Callable[..., object]) -> Callable[[Callable[[World], tuple[dict[str, Any], dict[str, Any]]]], Maker]:
    """Register the example of an act: a function from the cast to its arguments and one of them said otherwise."""

    def register(make: Callable[[World], tuple[dict[str, Any], dict[str, Any]]]) -> Maker:
        def made(world: World) -> Example:
            return Example(act, *make(world))

        EXAMPLES[act.__name__] = made
        return made

    return register


# --- what the examples stand on ---


def unit(world: World) -> Unit:
    """A branch without people."""
    code = f"105{next(numbers):03d}"
    return open_unit(world.general_branch, code, f"第{code}党支部", UnitKind.BRANCH, world.founded)


def person(world: World, home: Unit | None = None) -> Person:
    """A worker of a branch of their own, or of the one named."""
    member = NewMember(f"5{next(numbers):04d}", "程远山", categories=(Category.WORKER,))
    return rolls.admit_member(unit=home or unit(world), member=member, on=world.founded, by=None, key=key())


def body(world: World, kind: BodyKind = BodyKind.LEADING_GROUP) -> Body:
    name = f"第{next(numbers)}组"
    return rolls.start_body(unit=world.branch, kind=kind, name=name, on=world.began, by=None, key=key())


def post_of(world: World) -> Post:
    return rolls.open_post(unit=world.branch, title=f"委员{next(numbers)}", by=None, key=key())


def matter(world: World) -> Responsibility:
    return rolls.open_matter(unit=world.branch, matter=f"事项{next(numbers)}", by=None, key=key())


def enrolled(world: World) -> Unit:
    made = unit(world)
    rolls.enrol_units(programme=world.programme, units=[made], on=world.began, by=None, key=key())
    return made


def closed(world: World) -> Session:
    return close(world, plan(world), {world.member: "absent"})


def leave(world: World) -> Leave:
    return learning.ask_leave(session=plan(world, days_ago=-2), person=world.member, by=world.member, key=key())


def study(world: World) -> SelfStudy:
    return learning.record_self_study(
        person=world.member, on=world.days_ago(2), minutes=45, material="章程", by=world.member, key=key()
    )


def made_up(world: World) -> MakeUp:
    return learning.make_up(
        session=closed(world),
        person=world.member,
        form="make_up",
        on=world.days_ago(1),
        by=world.secretary,
        key=key(),
    )


def essay(world: World) -> Essay:
    return learning.hand_in_essay(person=world.member, title="一点体会", text="学了。", by=world.member, key=key())


def notice(world: World) -> Notice:
    return receive(world, start=world.today - timedelta(days=40 + next(numbers)))


# --- rolls ---


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


# --- learning ---


@example(learning.plan_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {
        "unit": world.branch,
        "programmes": [world.programme],
        "form": "discussion",
        "topic": "专题二",
        "on": world.today,
        "starts_at": time(15),
        "ends_at": time(17),
        "by": world.secretary,
    }
    return given, {"topic": "专题三"}


@example(learning.change_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    times = {"starts_at": time(9), "ends_at": time(11), "by": world.secretary}
    return times | {"session": plan(world), "topic": "改后", "on": world.days_ago(4)}, {"topic": "再改"}


@example(learning.close_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    session = plan(world)
    given = {"session": session, "marks": marks_of(world, session), "by": world.secretary}
    return given, {"marks": marks_of(world, session, {world.member: "absent"})}


@example(learning.restate_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    session = closed(world)
    given = {"session": session, "marks": marks_of(world, session), "reason": "wrong_person", "by": world.secretary}
    return given, {"reason": "objection"}


@example(learning.withdraw_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"session": closed(world), "by": world.secretary}, {"words": "没有开成"}


@example(learning.ask_leave)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"session": plan(world, days_ago=-2), "person": world.member, "by": world.member}, {"code": "duty"}


@example(learning.take_back_leave)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"leave": leave(world), "by": world.member}, {"leave": leave(world)}


@example(learning.decide_leave)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"leave": leave(world), "granted": True, "by": world.secretary}, {"granted": False}


@example(learning.record_self_study)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.member, "on": world.today, "minutes": 30, "material": "读本", "by": world.member}
    return given | {"programmes": [world.programme]}, {"minutes": 40}


@example(learning.restate_self_study)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    held = study(world)
    given = {"study": held, "on": held.on, "minutes": 60, "material": "章程", "reason": "wrong_amount"}
    return given | {"by": world.member}, {"minutes": 50}


@example(learning.make_up)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"session": closed(world), "person": world.member, "form": "make_up", "on": world.today}
    return given | {"by": world.secretary}, {"minutes": 15}


@example(learning.withdraw_make_up)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"made": made_up(world), "reason": "not_held", "by": world.secretary}, {"reason": "objection"}


@example(learning.hand_in_essay)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"person": world.member, "title": "体会", "text": "学了。", "by": world.member}, {"text": "又学了。"}


@example(learning.review_essay)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"essay": essay(world), "accepted": True, "comment": "实在。", "by": world.secretary}
    return given, {"accepted": False}


# --- notices and flows ---


@example(notices.receive_notice)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.committee, "text": "关于开展学习的通知\n\n各支部：\n每人学习不少于10小时。\n"}
    return given | {"by": world.office}, {"again": True}


@example(notices.decide_item)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    item = demand(notice(world), "study_hours")
    return {"item": item, "decision": ItemState.ACCEPTED, "by": world.office}, {"decision": ItemState.STRUCK}


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


@example(notices.extend_phase)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    later = world.today + timedelta(days=200)
    given = {"phase": world.second_phase, "ends_on": later, "reason": "工作冲突", "by": world.office}
    return given, {"reason": "另有安排"}


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
