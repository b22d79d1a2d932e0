"""What the examples of acts are made with, and what several of them stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from taizhang.ground.organisations.kinds import BodyKind, UnitKind
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person, Responsibility
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Essay, Leave, MakeUp, SelfStudy, Session
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.notices.models import Notice
from taizhang.work.notices.tests.drafted import receive
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
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
