"""Examples of the acts of membership."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from taizhang.ground.people.kinds import MembershipKind
from taizhang.ground.people.models import Person
from taizhang.work.membership import actions
from taizhang.work.membership.models import Attempt, Report, Routine
from taizhang.work.rolls import actions as rolls
from tests.law.every_act.making import example, numbers
from tests.world import World, key


def attempt(world: World) -> Attempt:
    return actions.note_attempt(
        person=world.floating, method="phone", on=world.today, is_reached=True, by=world.secretary, key=key()
    )


def reported(world: World) -> Report:
    return actions.report_in(unit=world.committee, name="客某", reach="邮局信箱", by=None, key=key())


def passed(world: World) -> Report:
    return actions.pass_report(report=reported(world), unit=world.branch, by=world.office, key=key())


def routine(world: World) -> Routine:
    return actions.set_routine(
        unit=world.branch, kind="public", cycle="weekly", first_on=world.today, by=world.secretary, key=key()
    )


def applicant(world: World) -> Person:
    """Somebody new on the roll as an activist."""
    member = rolls.NewMember(f"6{next(numbers):04d}", "程远山", MembershipKind.ACTIVIST)
    return rolls.admit_member(unit=world.branch, member=member, on=world.founded, by=None, key=key())


@example(actions.note_attempt)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": world.floating, "method": "visit", "on": world.today, "is_reached": False}
    return given | {"by": world.secretary}, {"is_reached": True}


@example(actions.report_in)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"unit": world.committee, "name": "客某", "reach": "邮局信箱", "by": None}, {"reach": "街道办"}


@example(actions.pass_report)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"report": reported(world), "unit": world.branch, "by": world.office}, {"unit": world.sibling}


@example(actions.close_report)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"report": reported(world), "by": world.office}, {"report": reported(world)}


@example(actions.meet_member)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"report": passed(world), "person": world.member, "on": world.today, "by": world.secretary}
    return given, {"person": world.floating}


@example(actions.set_routine)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"unit": world.branch, "kind": "members", "cycle": "monthly", "first_on": world.today}
    return given | {"by": world.secretary}, {"cycle": "weekly"}


@example(actions.stop_routine)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    other = actions.set_routine(
        unit=world.branch, kind="floating", cycle="weekly", first_on=world.today, by=world.secretary, key=key()
    )
    return {"routine": routine(world), "by": world.secretary}, {"routine": other}


@example(actions.do_routine)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"routine": routine(world), "on": world.today, "by": world.secretary}
    return given, {"on": world.today - timedelta(days=1)}


@example(actions.pass_step)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    given = {"person": applicant(world), "step": "application", "on": world.days_ago(9), "by": world.secretary}
    return given, {"on": world.days_ago(8)}


@example(actions.take_back)
def _(world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"record": attempt(world).record, "by": world.secretary}, {"record": attempt(world).record}
