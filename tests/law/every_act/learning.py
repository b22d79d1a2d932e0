"""Examples of the acts of learning."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from taizhang.ground.calendar.actions import keep_working_time
from taizhang.ground.calendar.models import Away
from taizhang.ground.people.models import Person
from taizhang.work.curriculum.tests.stage import listed, topic
from taizhang.work.learning import actions as learning
from taizhang.work.learning.codes import pass_for
from taizhang.work.learning.models import Expert, HomeLesson
from taizhang.work.learning.tests.study import marks_of, plan
from tests.law.every_act.making import closed, essay, example, leave, made_up, numbers, study
from tests.world import World, key


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


@example(learning.link_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"session": closed(world), "programmes": [], "by": world.secretary}
    return given, {"programmes": [world.programme]}


@example(learning.restate_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    session = closed(world)
    given = {"session": session, "marks": marks_of(world, session), "reason": "wrong_person", "by": world.secretary}
    return given, {"reason": "objection"}


@example(learning.withdraw_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"session": closed(world), "by": world.secretary}, {"words": "没有开成"}


@example(learning.switch_codes)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": world.branch, "is_on": True, "by": world.secretary}, {"is_on": False}


@example(learning.say_present)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    learning.switch_codes(unit=world.branch, is_on=True, by=world.secretary, key=key())
    session = plan(world, days_ago=0)
    given = {"session": session, "given": pass_for(session.pk, world.member.pk), "by": world.member}
    return given, {"given": "x"}


@example(learning.take_back_roll_call)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"session": closed(world), "by": world.secretary}, {"session": closed(world)}


@example(learning.set_accepted_make_ups)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"programme": world.programme, "forms": {"make_up": True}, "by": world.office}
    return given, {"forms": {"make_up": False}}


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


@example(learning.set_essay_length)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    # no papers: they would ask something of the plans of other examples
    given = {"programme": world.programme, "characters": 3000, "papers": 0, "by": world.office}
    return given, {"characters": 2000}


@example(learning.note_oral_answer)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.cannot_write, "programme": world.programme, "is_held": True, "by": world.secretary}
    return given, {"is_held": False}


@example(learning.tell_session)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = learning.Telling(discussion="大家联系岗位谈了三点。")
    return {"session": closed(world), "said": said, "by": world.secretary}, {"said": learning.Telling("谈了两点。")}


@example(learning.add_expert)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.committee, "name": f"第{next(numbers)}位专家", "institution": "市委党校", "by": world.office}
    return given, {"institution": "市社科联"}


@example(learning.withdraw_expert)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    def listed() -> Expert:
        name = f"第{next(numbers)}位专家"
        return learning.add_expert(unit=world.committee, name=name, institution="市委党校", by=world.office, key=key())

    return {"expert": listed(), "by": world.office}, {"expert": listed()}


@example(learning.answer_invitation)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    keep_working_time(unit=world.branch, days=range(7), opens_at=time(9), closes_at=time(17), days_apart=2)
    evening = {"starts_at": time(19), "ends_at": time(21), "clash": "白天值守"}
    session = plan(world, days_ago=-2, **evening)
    return {"session": session, "is_yes": True, "by": world.member}, {"is_yes": False}


@example(learning.note_away)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.member, "from_on": world.today, "to_on": world.today, "by": world.member}
    return given, {"to_on": world.today + timedelta(days=1)}


@example(learning.end_away)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    def away(person: Person) -> Away:
        given: dict[str, Any] = {"from_on": world.days_ago(3), "to_on": world.today, "by": person, "key": key()}
        return learning.note_away(person=person, **given)

    return {"away": away(world.leading_cadre), "by": world.secretary}, {"away": away(world.retired)}


@example(learning.send_list)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    text = listed(world, f"规程{next(numbers)}")
    held = topic(world, f"专题{next(numbers)}", text)
    plan(world, topic_of=held, days_ago=0)
    ahead: dict[str, Any] = {"from_on": world.today, "to_on": world.today + timedelta(days=9), "key": key()}
    learning.note_away(person=world.floating, by=world.floating, **ahead)
    return {"unit": world.branch, "by": world.secretary}, {"unit": world.sibling}


@example(learning.ask_home_lesson)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"person": world.cannot_write, "category": "senior", "by": world.cannot_write}, {"category": "unsaid"}


def lesson(world: World) -> HomeLesson:
    given: dict[str, Any] = {"deliverer": world.secretary, "on": world.today, "material": "党章", "by": world.secretary}
    return learning.plan_home_lesson(person=world.retired, key=key(), **given)


@example(learning.plan_home_lesson)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.retired, "deliverer": world.secretary, "on": world.today, "material": "党章"}
    return given | {"by": world.secretary}, {"material": "准则"}


@example(learning.hold_home_lesson)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"lesson": lesson(world), "on": world.today, "minutes": 60, "by": world.secretary}
    return given, {"minutes": 90}


@example(learning.withdraw_home_lesson)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"lesson": lesson(world), "by": world.secretary}, {"lesson": lesson(world)}
