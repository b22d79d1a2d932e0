"""Examples of the acts of travel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.work.travel import actions
from taizhang.work.travel.models import Trip
from tests.law.every_act.making import example, numbers
from tests.world import World, key


def asked(world: World) -> Trip:
    return actions.ask_to_travel(**given(world), key=key())


def given(world: World) -> dict[str, Any]:
    """A request of the leader of the first branch; each lasts another number of days."""
    return {
        "programme": world.programme,
        "person": world.leading_cadre,
        "kind": "study_tour",
        "reason": "meeting",
        "from_on": world.today,
        "to_on": world.today + timedelta(days=next(numbers)),
        "by": world.leading_cadre,
    }


def consented(world: World) -> Trip:
    return actions.give_consent(trip=asked(world), consented=True, signed_on=world.today, by=world.office, key=key())


def approved(world: World) -> Trip:
    return actions.decide_travel(trip=consented(world), approved=True, by=world.principal, key=key())


@example(actions.restrict_travel)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    rule = {"programme": world.programme, "kinds": ["abroad", "border", "study_tour", "work"], "by": world.office}
    return rule, {"kinds": ["abroad", "border", "study_tour"]}


@example(actions.ask_to_travel)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return given(world), {"reason": "contract"}


@example(actions.give_consent)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    said = {"trip": asked(world), "consented": True, "signed_on": world.today, "by": world.office}
    return said, {"words": "同意，按期返回"}


@example(actions.decide_travel)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"trip": consented(world), "approved": True, "by": world.principal}, {"approved": False}


@example(actions.note_return)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"trip": approved(world), "on": world.today, "by": world.leading_cadre}, {"on": world.days_ago(1)}


@example(actions.close_trip)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    back = actions.note_return(trip=approved(world), on=world.today, by=world.leading_cadre, key=key())
    return {"trip": back, "by": world.secretary}, {"trip": asked(world)}
