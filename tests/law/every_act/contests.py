"""Examples of the acts of contests."""

from __future__ import annotations

from typing import Any

from taizhang.work.contests import actions
from taizhang.work.contests.models import Contest, Team
from taizhang.work.contests.tables import NewQuestion
from tests.law.every_act.making import example, numbers
from tests.world import World, key


def question() -> NewQuestion:
    return NewQuestion("truth", f"第{next(numbers)}题", (), "A")


def given(world: World) -> dict[str, Any]:
    days = {"from_on": world.today, "to_on": world.today}
    title = f"第{next(numbers)}次竞赛"
    return {"unit": world.committee, "title": title, "questions_asked": 1, "by": world.office} | days


def planned(world: World) -> Contest:
    actions.add_questions(unit=world.committee, questions=[question()], by=world.office, key=key())
    return actions.plan_contest(**given(world), key=key())


def joined(world: World) -> Team:
    people = [world.member, world.keeper]
    return actions.join_contest(contest=planned(world), unit=world.branch, people=people, by=world.secretary, key=key())


def running(world: World) -> Team:
    team = joined(world)
    actions.open_round(contest=team.contest, by=world.office, key=key())
    return team


def ended(world: World) -> Team:
    team = running(world)
    actions.answer_round(round=team.contest.rounds.get(), given={}, by=world.member, key=key())
    actions.end_round(contest=team.contest, by=world.office, key=key())
    return team


@example(actions.add_questions)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    bank = {"unit": world.committee, "questions": [question()], "by": world.office}
    return bank, {"questions": [question()]}


@example(actions.plan_contest)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return given(world), {"title": "另一次竞赛"}


@example(actions.join_contest)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"contest": planned(world), "unit": world.branch, "by": world.secretary}
    return said | {"people": [world.member, world.keeper]}, {"people": [world.member, world.retired]}


@example(actions.open_round)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"contest": planned(world), "by": world.office}, {"contest": planned(world)}


@example(actions.answer_round)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    one, other = running(world).contest.rounds.get(), running(world).contest.rounds.get()
    return {"round": one, "given": {one.paper[0]: "A"}, "by": world.member}, {"round": other}


@example(actions.enter_paper_result)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    team = running(world)
    return {"round": team.contest.rounds.get(), "team": team, "right": 1, "by": world.office}, {"right": 2}


@example(actions.end_round)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"contest": running(world).contest, "by": world.office}, {"contest": running(world).contest}


@example(actions.close_contest)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    team = ended(world)
    return {"contest": team.contest, "winners": [team], "by": world.office}, {"winners": []}


def closed(world: World) -> Team:
    team = ended(world)
    actions.close_contest(contest=team.contest, winners=[team], by=world.office, key=key())
    return team


@example(actions.restate_closing)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    team = closed(world)
    said = {"contest": team.contest, "winners": [], "on": world.today, "reason": "noted_wrongly", "by": world.office}
    return said, {"words": "记错了"}


@example(actions.take_back_closing)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"contest": closed(world).contest, "by": world.office}, {"contest": closed(world).contest}
