"""Samples of the addresses of contests."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.work.contests import actions
from taizhang.work.contests.models import Contest, Team
from taizhang.work.contests.tables import NewQuestion
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, keeper_of, officer_of, person_of
from tests.world import World, key


def planned(world: World, unit: Unit) -> Contest:
    """A contest of the unit for today, with one question in its bank."""
    keeper = keeper_of(world, unit)
    questions = [NewQuestion("truth", "党章规定党员应当交纳党费。", (), "A")]
    actions.add_questions(unit=unit, questions=questions, by=keeper, key=key())
    return actions.plan_contest(
        unit=unit,
        title="知识竞赛",
        from_on=world.today,
        to_on=world.today,
        questions_asked=1,
        by=keeper,
        key=key(),
    )


def joined(world: World, unit: Unit) -> Team:
    """The unit itself joins its contest with two of its people."""
    keeper, people = keeper_of(world, unit), [person_of(world, unit), officer_of(world, unit)]
    if people[0] == people[1]:
        people[1] = keeper
    contest = planned(world, unit)
    return actions.join_contest(contest=contest, unit=unit, people=people, by=keeper, key=key())


def running(world: World, unit: Unit) -> tuple[Team, Person]:
    """A round of the contest is open; nobody has answered."""
    team, keeper = joined(world, unit), keeper_of(world, unit)
    actions.open_round(contest=team.contest, by=keeper, key=key())
    return team, keeper


def contest(world: World, unit: Unit) -> Sample:
    return Sample((planned(world, unit).record_id,))


def open_contest(world: World, unit: Unit) -> Sample:
    team, _keeper = running(world, unit)
    return Sample((team.contest.record_id,))


def closed_contest(world: World, unit: Unit) -> Sample:
    """A contest that was held, with the answers of one person."""
    team, keeper = running(world, unit)
    actions.answer_round(round=team.contest.rounds.get(), given={}, by=person_of(world, unit), key=key())
    actions.end_round(contest=team.contest, by=keeper, key=key())
    actions.close_contest(contest=team.contest, winners=[], by=keeper, key=key())
    return Sample((team.contest.record_id,))


def joining(world: World, unit: Unit) -> Sample:
    return Sample((planned(world, unit).record_id, unit.pk))


def sheet(world: World, unit: Unit) -> Sample:
    """The answers of one person in the first round."""
    team, _keeper = running(world, unit)
    actions.answer_round(round=team.contest.rounds.get(), given={}, by=person_of(world, unit), key=key())
    return Sample((team.contest.record_id, 1))


def on_paper(world: World, unit: Unit) -> Sample:
    team, _keeper = running(world, unit)
    return Sample((team.contest.record_id, 1, unit.pk))


SAMPLES: dict[str, Maker | Sample] = {
    "contests:my_panel": ALONE,
    "contests:contests": by_unit,
    "contests:unit_panel": by_unit,
    "contests:plan": by_unit,
    "contests:bank": by_unit,
    "contests:export_bank": by_unit,
    "contests:import_bank": by_unit,
    "contests:contest": contest,
    "contests:join": joining,
    "contests:open_round": contest,
    "contests:end_round": open_contest,
    "contests:answer": open_contest,
    "contests:own_sheet": sheet,
    "contests:paper": on_paper,
    "contests:close": open_contest,
    "contests:restate": closed_contest,
    "contests:take_back": closed_contest,
}
