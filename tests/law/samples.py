"""What each address of the product is opened with, for the walk of `may_i.py`: one row per name of an address.

A sample is made through actions for a given unit, or says that the address is bound to no unit. An address without a row
here fails the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from taizhang.ground.messages.actions import raise_objection
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ledger.reading import entries_about
from tests.world import World


@dataclass(frozen=True)
class Sample:
    """How one address is opened: what stands in its path, and its query."""

    args: tuple[object, ...] = ()
    query: Mapping[str, object] = field(default_factory=dict)


Maker = Callable[[World, Unit], Sample]


def person_of(world: World, unit: Unit) -> Person:
    """Somebody who belongs to the unit, none of those who walk."""
    return {
        world.committee: world.leader,
        world.general_branch: world.principal,
        world.branch: world.floating,
        world.sibling: world.sibling_member,
        world.foreign_branch: world.foreign_member,
    }[unit]


def objection(world: World, unit: Unit) -> Sample:
    raised = raise_objection(words="不对。", by=person_of(world, unit), unit=unit, figure="/password/")
    return Sample((raised.pk,))


def figure(world: World, unit: Unit) -> Sample:
    return Sample(query={"figure": "/password/", "unit": unit.pk})


def own_people(world: World, unit: Unit) -> Sample:
    """The unit's own standing under a requirement of its members, which names them to who may see names."""
    requirement = world.requirements["study_minutes"]
    return Sample(("study_minutes",), {"unit": unit.pk, "requirement": requirement.pk, "own": 1})


def joined(world: World, unit: Unit) -> Sample:
    """The entry by which somebody of the unit joined it."""
    return Sample((entries_about(person_of(world, unit).pk)[0].pk,))


def by_unit(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk,))


ALONE = Sample()

# An address of no unit has a sample of its own; the others are made for each unit.
SAMPLES: dict[str, Maker | Sample] = {
    "home": ALONE,
    "set_language": ALONE,
    "ui:theme": ALONE,
    "people:sign_in": ALONE,
    "people:sign_out": ALONE,
    "people:password": ALONE,
    "people:link": Sample(("no-such-token",)),
    "ground_messages:say_burden": ALONE,
    "ground_messages:burdens": ALONE,
    "ground_messages:answer_burden": ALONE,
    "ground_messages:answers": ALONE,
    "ground_messages:waiting": ALONE,
    "ground_messages:objections": figure,
    "ground_messages:raise_objection": figure,
    "ground_messages:answer_objection": objection,
    "dashboards:my_campaign": ALONE,
    "dashboards:branch": by_unit,
    "dashboards:unit": by_unit,
    "dashboards:cockpit": by_unit,
    "dashboards:phases": by_unit,
    "dashboards:watched": ALONE,
    "dashboards:big_picture": by_unit,
    "dashboards:ledger": ALONE,
    "dashboards:figure": own_people,
    "dashboards:entry": joined,
}
