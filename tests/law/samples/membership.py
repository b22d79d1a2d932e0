"""Samples of the addresses of membership."""

from __future__ import annotations

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.ground.people.queries import categories_on
from taizhang.work.membership import actions
from taizhang.work.membership.models import Report, Routine, Step
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, keeper_of, person, person_of
from tests.world import World, key


def root_of(world: World, unit: Unit) -> Unit:
    """The organisation a unit belongs to."""
    return world.foreign_root if unit.path.startswith(world.foreign_root.path) else world.committee


def reported(world: World, unit: Unit) -> Report:
    """Somebody reported in to the organisation of the unit."""
    return actions.report_in(unit=root_of(world, unit), name="客某", reach="邮局信箱", by=None, key=key())


def report(world: World, unit: Unit) -> Sample:
    return Sample((reported(world, unit).pk,))


def new_office(root: Unit) -> Person:
    """An office for an organisation where the cast has none."""
    new = rolls.NewMember("9098", "荀清和")
    office: Person = rolls.admit_member(unit=root, member=new, on=root.opened_on, by=None, key=key())
    rolls.give_role(person=office, unit=root, role=RoleKind.OFFICE, on=root.opened_on, by=None, key=key())
    return office


def passed_report(world: World, unit: Unit) -> Sample:
    """The office of the organisation passed a report to the unit."""
    office, root = world.office, root_of(world, unit)
    if root != world.committee:
        held_role = Role.objects.filter(unit=root, role=RoleKind.OFFICE).select_related("person").first()
        office = held_role.person if held_role else new_office(root)
    held = actions.pass_report(report=reported(world, unit), unit=unit, by=office, key=key())
    return Sample((held.pk,))


def attempt(world: World, unit: Unit) -> Sample:
    """An attempt to reach somebody of the unit who is floating."""
    sought = person_of(world, unit)
    if Category.FLOATING not in categories_on([sought.pk], on=world.today).get(sought.pk, ()):
        rolls.change_category(person=sought, gained=[Category.FLOATING], on=world.today, by=None, key=key())
    made = actions.note_attempt(
        person=sought, method="phone", on=world.today, is_reached=True, by=keeper_of(world, unit), key=key()
    )
    return Sample((made.record_id,))


def passed(world: World, unit: Unit) -> Step:
    """The first step of a new activist of the unit, with a document."""
    code = f"{unit.code}7{Person.objects.count()}"
    new = rolls.NewMember(code, "安景行", MembershipKind.ACTIVIST)
    activist: Person = rolls.admit_member(unit=unit, member=new, on=world.today, by=None, key=key())
    paper = actions.Paper("申请书.txt", b"1")
    return actions.pass_step(
        person=activist, step="application", on=world.today, paper=paper, by=keeper_of(world, unit), key=key()
    )


def step(world: World, unit: Unit) -> Sample:
    return Sample((passed(world, unit).record_id,))


def paper(world: World, unit: Unit) -> Sample:
    held = passed(world, unit)
    return Sample((held.record_id, held.record.files.get().pk))


def started(world: World, unit: Unit) -> Routine:
    return actions.set_routine(
        unit=unit, kind="members", cycle="monthly", first_on=world.today, by=keeper_of(world, unit), key=key()
    )


def routine(world: World, unit: Unit) -> Sample:
    return Sample((started(world, unit).pk,))


def done(world: World, unit: Unit) -> Sample:
    made = actions.do_routine(routine=started(world, unit), on=world.today, by=keeper_of(world, unit), key=key())
    return Sample((made.record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "membership:report_in": ALONE,
    "membership:inbox": ALONE,
    "membership:waiting_panel": ALONE,
    "membership:pass_on": report,
    "membership:close": report,
    "membership:meet": passed_report,
    "membership:branch_panel": by_unit,
    "membership:contacts": by_unit,
    "membership:routines": by_unit,
    "membership:set_routine": by_unit,
    "membership:candidates": by_unit,
    "membership:note": person,
    "membership:pass_step": person,
    "membership:do_routine": routine,
    "membership:stop_routine": routine,
    "membership:attempt": attempt,
    "membership:step": step,
    "membership:done": done,
    "membership:take_back": attempt,
    "membership:file": paper,
}
