"""What the measures stand on, built through actions: a committee, branches of a size, a programme they take part in."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction

from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.lib import clock
from taizhang.work.learning import actions as learning
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import Session
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import key, make_programme

DAYS = 60


@dataclass
class Branch:
    """A branch with its people; the first is its secretary."""

    unit: Unit
    people: list[Person]

    @property
    def secretary(self) -> Person:
        return self.people[0]


@dataclass
class Stage:
    """A committee with branches that take part in one programme since ``began``."""

    began: date
    committee: Unit
    programme: Programme
    branches: list[Branch]


def build_stage(*, branches: int, people: int) -> Stage:
    """Branches of ``people`` each, all in the first phase of one programme with four requirements."""
    began = clock.today() - timedelta(days=DAYS)
    founded = began - timedelta(days=365)
    with transaction.atomic():
        committee = rolls.open_unit(
            tree=Tree.PARTY,
            parent=None,
            code="1",
            name="临江市委",
            kind=UnitKind.COMMITTEE,
            on=founded,
            by=None,
            key=key(),
        )
        made = [_branch(committee, number, people, founded) for number in range(1, branches + 1)]
        programme = make_programme(committee, began)
        rolls.enrol_units(programme=programme, units=[branch.unit for branch in made], on=began, by=None, key=key())
    return Stage(began, committee, programme, made)


def _branch(committee: Unit, number: int, people: int, founded: date) -> Branch:
    unit = rolls.open_unit(
        tree=Tree.PARTY,
        parent=committee,
        code=f"1{number:05d}",
        name=f"第{number}党支部",
        kind=UnitKind.BRANCH,
        on=founded,
        by=None,
        key=key(),
    )
    members = [NewMember(f"{number:05d}{at:04d}", "程远山", categories=(Category.WORKER,)) for at in range(people)]
    admitted = rolls.admit_members(unit=unit, members=members, on=founded, by=None, key=key())
    rolls.give_role(person=admitted[0], unit=unit, role=RoleKind.SECRETARY, on=founded, by=None, key=key())
    return Branch(unit, admitted)


def plan_session(stage: Stage, branch: Branch, on: date) -> Session:
    """One planned session of three hours."""
    return learning.plan_session(
        unit=branch.unit,
        programmes=[stage.programme],
        form="meeting",
        topic="集中学习",
        on=on,
        starts_at=time(14),
        ends_at=time(17),
        by=branch.secretary,
        key=key(),
    )


def all_present(branch: Branch) -> dict[int, str]:
    """A sheet on which everybody is present but every twentieth, who is absent."""
    return {
        person.pk: (Mark.ABSENT if at % 20 == 19 else Mark.PRESENT).value for at, person in enumerate(branch.people)
    }
