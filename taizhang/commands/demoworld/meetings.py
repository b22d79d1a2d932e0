"""The meetings of the story: mobilisation from the top down, a branch meeting with a vote, tasks, speeches, an agenda to come."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from taizhang.commands.demoworld import cast
from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.meetings import actions
from taizhang.work.meetings.actions import Statement
from taizhang.work.meetings.kinds import MeetingKind
from taizhang.work.meetings.lines import Count
from taizhang.work.meetings.models import Meeting


def mobilise(programme: Programme, top: Unit, office: Person, branches: Sequence[Branch], on: date) -> None:
    """The city meets first; nearly all branches carry it down on the next afternoons."""
    upper = _plan(top, programme, MeetingKind.MOBILISATION, "全市学习教育活动动员大会", on, office)
    said = Statement(on=on, attending={"leaders": 11, "heads": 64, "cadres": 320}, minutes="会上对三个阶段作了部署。")
    actions.hold_meeting(meeting=upper, said=said, by=office, key=uuid.uuid4())
    for number, branch in enumerate(branches):
        if number % 17 == 5:
            continue
        own = _plan(branch.unit, programme, MeetingKind.MOBILISATION, "动员大会", on, branch.secretary, follows=upper)
        said = Statement(on=on, attending={"members": len(branch.people) - number % 4})
        actions.hold_meeting(meeting=own, said=said, by=branch.secretary, key=uuid.uuid4())


def meet(programme: Programme, branches: Sequence[Branch], on: date) -> None:
    """The branch that visitors see holds a branch meeting with a vote, and gives two tasks."""
    for branch in branches:
        if not branch.unit.name.endswith(cast.SHOWN_BRANCH):
            continue
        agenda = ["通报上月学习情况", "讨论吸收一名入党积极分子", "商量服务窗口值班"]
        meeting = _plan(branch.unit, programme, MeetingKind.BRANCH, "支部党员大会", on, branch.secretary, agenda=agenda)
        people = len(branch.people)
        said = Statement(
            on=on,
            attending={"members": people - 2},
            decisions={2: "同意列为入党积极分子", 3: "每周二、四下午由党员轮流值班"},
            counts={2: Count(people, people - 2, people - 3, 0, 1)},
            minutes="先通报学时，再讨论积极分子，最后排值班。",
        )
        meeting = actions.hold_meeting(meeting=meeting, said=said, by=branch.secretary, key=uuid.uuid4())
        _give(meeting, "公示积极分子情况", branch.unit, on + timedelta(days=7), branch.secretary)
        _give(meeting, "排出值班表并上墙", branch.unit, on + timedelta(days=30), branch.secretary, branch.people[3])


def look_ahead(programme: Programme, top: Unit, office: Person, branches: Sequence[Branch], on: date) -> None:
    """What waits when the visitor arrives: an exchange meeting with speeches asked for, a branch meeting to come."""
    shown = [branch for branch in branches if branch.unit.name.endswith(cast.SHOWN_BRANCH)]
    exchange = _plan(top, programme, MeetingKind.EXCHANGE, "学习情况交流会", on + timedelta(days=6), office)
    units = [branch.unit for branch in shown]
    actions.ask_for_speech(meeting=exchange, units=units, by=office, key=uuid.uuid4())
    for branch in shown:
        agenda = ["听取本阶段学习情况", "讨论回头看怎么查"]
        _plan(
            branch.unit,
            programme,
            MeetingKind.BRANCH,
            "支部党员大会",
            on + timedelta(days=2),
            branch.secretary,
            agenda=agenda,
        )


def _plan(
    unit: Unit,
    programme: Programme,
    kind: MeetingKind,
    title: str,
    on: date,
    by: Person,
    *,
    follows: Meeting | None = None,
    agenda: Sequence[str] = (),
) -> Meeting:
    return actions.plan_meeting(
        unit=unit,
        programmes=[programme],
        kind=kind,
        title=title,
        on=on,
        place="会议室",
        chair=by,
        follows=follows,
        agenda=agenda,
        by=by,
        key=uuid.uuid4(),
    )


def _give(meeting: Meeting, text: str, unit: Unit, due_on: date, by: Person, person: Person | None = None) -> None:
    actions.assign_task(meeting=meeting, text=text, unit=unit, person=person, due_on=due_on, by=by, key=uuid.uuid4())
