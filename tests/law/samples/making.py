"""How samples are made, through actions, for a given unit: what several files of samples use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from taizhang.ground.jobs.actions import ask_for_job
from taizhang.ground.messages.actions import raise_objection
from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, Post, Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.ground.programmes.models import Enrolment, Programme
from taizhang.ledger.reading import entries_about
from taizhang.work.learning.actions import (
    ask_leave,
    close_session,
    hand_in_essay,
    make_up,
    plan_session,
    record_self_study,
)
from taizhang.work.learning.models import Session
from taizhang.work.learning.roster import sheet_for
from taizhang.work.notices.actions import receive_notice
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.models import Notice
from taizhang.work.notices.samples import notice_text
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions.acts import record_of
from taizhang.work.rolls.tasks import IMPORT
from tests.world import World, key, make_programme


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


def officer_of(world: World, unit: Unit) -> Person:
    """Who holds a role on the unit: those who hold posts and seats are known by name, plain members are not."""
    return {
        world.committee: world.office,
        world.general_branch: world.principal,
        world.branch: world.secretary,
        world.sibling: world.sibling_secretary,
        world.foreign_branch: world.foreign_secretary,
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
    return Sample((list(entries_about(person_of(world, unit).pk))[-1].pk,))


def by_unit(world: World, unit: Unit) -> Sample:
    return Sample((unit.pk,))


def planned(world: World, unit: Unit) -> Session:
    """A session of tomorrow, planned by who keeps the unit's books."""
    return plan_session(
        unit=unit,
        programmes=[],
        form="discussion",
        topic="专题",
        on=world.today + timedelta(days=1),
        starts_at=time(9),
        ends_at=time(11),
        by=keeper_of(world, unit),
        key=key(),
    )


def closed(world: World, unit: Unit) -> Session:
    """A session of today with its roll-call, which only the one of `person_of` missed."""
    session = plan_session(
        unit=unit,
        programmes=[],
        form="discussion",
        topic="专题",
        on=world.today,
        starts_at=time(9),
        ends_at=time(11),
        by=keeper_of(world, unit),
        key=key(),
    )
    sheet = sheet_for(unit=unit, programmes=[], on=world.today)
    marks = {one.person: "present" if one.owes else "not_joined" for one in sheet.attendees}
    marks[person_of(world, unit).pk] = "leave"
    return close_session(session=session, marks=marks, by=keeper_of(world, unit), key=key())


def keeper_of(world: World, unit: Unit) -> Person:
    """Who keeps the books of a unit, none of those who walk where that can be helped."""
    known = {
        world.branch: world.secretary,
        world.sibling: world.sibling_secretary,
        world.foreign_branch: world.foreign_secretary,
    }
    if unit in known:
        return known[unit]
    held = Role.objects.filter(unit=unit, role=RoleKind.KEEPER).select_related("person").first()
    if held:
        return held.person
    new = rolls.NewMember(f"{unit.code}99", "谷雨生")
    (person,) = rolls.admit_members(unit=unit, members=[new], on=world.today, by=None, key=key())
    rolls.give_role(person=person, unit=unit, role=RoleKind.KEEPER, on=world.today, by=None, key=key())
    return person


def planned_session(world: World, unit: Unit) -> Sample:
    return Sample((planned(world, unit).record_id,))


def closed_session(world: World, unit: Unit) -> Sample:
    return Sample((closed(world, unit).record_id,))


def leave(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    return Sample((ask_leave(session=planned(world, unit), person=person, by=person, key=key()).pk,))


def made_up(world: World, unit: Unit) -> Sample:
    made = make_up(
        session=closed(world, unit),
        person=person_of(world, unit),
        form="make_up",
        on=world.today,
        by=keeper_of(world, unit),
        key=key(),
    )
    return Sample((made.record_id,))


def self_study(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    study = record_self_study(person=person, on=world.today, minutes=30, material="党章", by=person, key=key())
    return Sample((study.record_id,))


def essay(world: World, unit: Unit) -> Sample:
    person = person_of(world, unit)
    return Sample((hand_in_essay(person=person, title="心得", is_on_paper=True, by=person, key=key()).record_id,))


# --- rolls ---


def unit_record(world: World, unit: Unit) -> Sample:
    """Units stand under the number of their record."""
    return Sample((record_of(unit).pk,))


def role(world: World, unit: Unit) -> Sample:
    """A role that the cast holds on the unit."""
    return Sample((Role.objects.filter(unit=unit).order_by("pk")[0].pk,))


def person(world: World, unit: Unit) -> Sample:
    return Sample((person_of(world, unit).pk,))


def new_body(world: World, unit: Unit, kind: BodyKind = BodyKind.LEADING_GROUP) -> Body:
    return rolls.start_body(unit=unit, kind=kind, name="领导小组", on=world.began, by=None, key=key())


def body(world: World, unit: Unit) -> Sample:
    return Sample((new_body(world, unit).pk,))


def seat(world: World, unit: Unit) -> Sample:
    joined_body = rolls.join_body(
        body=new_body(world, unit), person=officer_of(world, unit), on=world.began, by=None, key=key()
    )
    return Sample((joined_body.pk,))


def assignment(world: World, unit: Unit) -> Sample:
    group = new_body(world, unit, BodyKind.SUPERVISION_GROUP)
    return Sample((rolls.assign_unit(body=group, unit=unit, on=world.began, by=None, key=key()).pk,))


def new_post(world: World, unit: Unit) -> Post:
    return rolls.open_post(unit=unit, title="组织委员", by=None, key=key())


def post(world: World, unit: Unit) -> Sample:
    return Sample((new_post(world, unit).pk,))


def filled_post(world: World, unit: Unit) -> Sample:
    held = new_post(world, unit)
    rolls.fill_post(post=held, person=officer_of(world, unit), on=world.began, by=None, key=key())
    return Sample((held.pk,))


def matter(world: World, unit: Unit) -> Sample:
    return Sample((rolls.open_matter(unit=unit, matter=f"事项 {key()}", by=None, key=key()).pk,))


def enrolled(world: World, unit: Unit) -> Programme:
    """A programme of the unit's own in which it takes part."""
    programme = make_programme(unit, world.began)
    rolls.enrol_units(programme=programme, units=[unit], on=world.began, by=None, key=key())
    return programme


def programme_of(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).pk,))


def enrolment(world: World, unit: Unit) -> Sample:
    return Sample((Enrolment.objects.get(programme=enrolled(world, unit)).pk,))


def table_import(world: World, unit: Unit) -> Sample:
    """An import that somebody of the unit asked for."""
    asked = {"what": "members", "name": "名册.xlsx", "key": str(key()), "language": "zh-hans"}
    return Sample((ask_for_job(kind=IMPORT, by=person_of(world, unit), input=asked).pk,))


# --- notices and their programmes ---


def office_of(world: World, unit: Unit) -> Person:
    """Who is the office over a unit; for the foreign tree, where the cast has none, somebody new."""
    if unit != world.foreign_branch:
        return world.office
    held = Role.objects.filter(unit=unit, role=RoleKind.OFFICE).select_related("person").first()
    if held:
        return held.person
    new = rolls.NewMember(f"{unit.code}98", "荀清和")
    (person,) = rolls.admit_members(unit=unit, members=[new], on=world.today, by=None, key=key())
    rolls.give_role(person=person, unit=unit, role=RoleKind.OFFICE, on=world.today, by=None, key=key())
    return person


def received(world: World, unit: Unit) -> Notice:
    text = notice_text(world.today - timedelta(days=42))
    return receive_notice(
        unit=unit, by=office_of(world, unit), key=key(), content=text.encode(), filename="通知.txt", again=True
    )


def notice(world: World, unit: Unit) -> Sample:
    return Sample((received(world, unit).record_id,))


def draft_item(world: World, unit: Unit) -> Sample:
    held = received(world, unit)
    return Sample((held.record_id, held.items.filter(kind=ItemKind.REQUIREMENT).order_by("number")[0].number))


def programme_record(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id,))


def phase(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id, 1))


def requirement(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id, 1))


ALONE = Sample()
