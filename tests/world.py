"""A small named cast for every app's tests, built through actions only.

The tree::

    1      临江市委            committee        office, leader, archivist, auditor
    101    市直机关党总支      general branch   principal
    10101  第一党支部          branch           secretary, keeper; 8 people; a party group
    10102  第二党支部          branch           sibling_secretary; 4 people (the sibling)
    9      云台县委            committee        a foreign tree's root
    901    云台第一党支部      branch           foreign_secretary; 2 people

A supervision group of 临江市委 watches 市直机关党总支. The staged programme runs since ``began`` in both branches of 临江, in its
first phase. Days are counted back from today, as an act needs a day that has come.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta

from taizhang.ground.organisations.kinds import BodyKind, Tree, UnitKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.actions import open_account
from taizhang.ground.people.kinds import Category, MembershipKind, RoleKind
from taizhang.ground.people.models import Person, User
from taizhang.ground.programmes.actions import NewPhase, NewRequirement, NewStep, create_programme
from taizhang.ground.programmes.models import Batch, Operator, Phase, Programme, Requirement
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember


@dataclass
class World:
    """The cast. People stand as attributes by what they are; ``users`` holds an account for each who signs in."""

    today: date
    founded: date
    began: date
    committee: Unit
    general_branch: Unit
    branch: Unit
    sibling: Unit
    foreign_root: Unit
    foreign_branch: Unit
    office: Person
    leader: Person
    archivist: Person
    auditor: Person
    principal: Person
    supervisor: Person
    secretary: Person
    keeper: Person
    leading_cadre: Person
    retired: Person
    floating: Person
    cannot_write: Person
    member: Person
    activist: Person
    sibling_secretary: Person
    sibling_member: Person
    foreign_secretary: Person
    foreign_member: Person
    supervision_group: Body
    party_group: Body
    programme: Programme
    batch: Batch
    first_phase: Phase
    second_phase: Phase
    routine: Phase
    users: dict[int, User] = field(default_factory=dict)

    def user(self, person: Person) -> User:
        """The account of a person, made at first use; it has no password (``client.force_login``)."""
        if person.pk not in self.users:
            self.users[person.pk] = open_account(person=person, username=f"u{person.code}", password=None)
        return self.users[person.pk]

    @property
    def branch_people(self) -> list[Person]:
        """All eight of the first branch, the activist (no counted member) last."""
        return [
            self.secretary,
            self.keeper,
            self.leading_cadre,
            self.retired,
            self.floating,
            self.cannot_write,
            self.member,
            self.activist,
        ]

    @property
    def requirements(self) -> dict[str, Requirement]:
        """The programme's standing requirements by their metric."""
        return {row.metric: row for row in self.programme.requirements.filter(superseded_by__isnull=True)}

    def days_ago(self, days: int) -> date:
        """A day before today."""
        return self.today - timedelta(days=days)


def key() -> uuid.UUID:
    """A fresh key, as a device makes one for each act."""
    return uuid.uuid4()


def open_unit(parent: Unit | None, code: str, name: str, kind: UnitKind, on: date, tree: Tree = Tree.PARTY) -> Unit:
    """A unit opened by the system."""
    return rolls.open_unit(tree=tree, parent=parent, code=code, name=name, kind=kind, on=on, by=None, key=key())


def open_office(unit: Unit, name: str, on: date) -> Person:
    """Somebody who runs the campaign office of a unit that has nobody yet."""
    (person,) = rolls.admit_members(unit=unit, members=[NewMember(f"{unit.code}001", name)], on=on, by=None, key=key())
    rolls.give_role(person=person, unit=unit, role=RoleKind.OFFICE, on=on, by=None, key=key())
    return person


def record_for_programme(unit: Unit, title: str, on: date) -> Record:
    """The record of a programme; its page stands with notices."""
    return open_record(type="notices.programme", unit=unit, title=title, on=on)


def make_programme(unit: Unit, on: date) -> Programme:
    """Two phases of two months each: 40 hours, two thirds of them in groups, nothing missed, essays."""
    turn, end = on + timedelta(days=60), on + timedelta(days=120)
    title = "学习教育活动实施方案"
    return create_programme(
        record=record_for_programme(unit, title, on),
        unit=unit,
        title=title,
        short_title="学习教育活动",
        starts_on=on,
        ends_on=end,
        phases=[
            NewPhase("学习动员", on, turn, steps=(NewStep("思想发动", on), NewStep("学习培训"), NewStep("大讨论"))),
            NewPhase("整改提高", turn, end),
        ],
        requirements=[
            NewRequirement("学时不少于40小时", "study_minutes", Operator.AT_LEAST, 2_400, phase=1),
            NewRequirement("集中学习占三分之二以上", "group_share", Operator.AT_LEAST, 2, 3, phase=1),
            NewRequirement("缺课都已补上", "sessions_missed", Operator.AT_MOST, 0, phase=1),
            NewRequirement(
                "心得体会至少1篇",
                "essays_reviewed",
                Operator.AT_LEAST,
                1,
                phase=1,
                exempt=(Category.CANNOT_WRITE,),
            ),
        ],
    )


def make_ongoing(world: World, *units: Unit, title: str = "学习型党组织建设") -> Programme:
    """Work without phases or end (R3-36), begun with the campaign by some units (none named: the two branches)."""
    programme = create_programme(
        record=record_for_programme(world.committee, title, world.began),
        unit=world.committee,
        title=title,
        short_title=title,
        starts_on=world.began,
        is_ongoing=True,
    )
    taking = list(units) or [world.branch, world.sibling]
    rolls.enrol_units(programme=programme, units=taking, on=world.began, by=None, key=key())
    return programme


def build_world() -> World:
    """Build the cast; costs about a hundred statements."""
    today = clock.today()
    founded, began = today - timedelta(days=400), today - timedelta(days=30)
    committee = open_unit(None, "1", "临江市委", UnitKind.COMMITTEE, founded)
    general = open_unit(committee, "101", "市直机关党总支", UnitKind.GENERAL_BRANCH, founded)
    branch = open_unit(general, "10101", "第一党支部", UnitKind.BRANCH, founded)
    sibling = open_unit(general, "10102", "第二党支部", UnitKind.BRANCH, founded)
    foreign_root = open_unit(None, "9", "云台县委", UnitKind.COMMITTEE, founded)
    foreign_branch = open_unit(foreign_root, "901", "云台第一党支部", UnitKind.BRANCH, founded)

    def admit(unit: Unit, *members: NewMember) -> list[Person]:
        return rolls.admit_members(unit=unit, members=members, on=founded, by=None, key=key())

    cadre, leads = Category.CADRE, Category.LEADER
    office, leader, archivist, auditor, supervisor = admit(
        committee,
        NewMember("1001", "闻人秋", categories=(cadre,)),
        NewMember("1002", "陶望舒", categories=(cadre, leads)),
        NewMember("1003", "苗采薇", categories=(cadre,)),
        NewMember("1004", "房知远", categories=(cadre,)),
        NewMember("1005", "滕一舟", categories=(cadre,)),
    )
    (principal,) = admit(general, NewMember("1011", "柏砚青", categories=(cadre, leads)))
    secretary, keeper, leading_cadre, retired, floating, cannot_write, member, activist = admit(
        branch,
        NewMember("1021", "许知行", categories=(cadre,)),
        NewMember("1022", "岳小满", categories=(Category.OTHER,)),
        NewMember("1023", "项怀瑾", categories=(cadre, leads)),
        NewMember("1024", "祝长庚", categories=(Category.RETIRED,)),
        NewMember("1025", "冉青禾", categories=(Category.WORKER, Category.FLOATING)),
        NewMember("1026", "鲁大田", categories=(Category.FARMER, Category.CANNOT_WRITE)),
        NewMember("1027", "纪晚晴", MembershipKind.PROBATIONARY, (Category.WORKER,)),
        NewMember("1028", "符朝阳", MembershipKind.ACTIVIST),
    )
    sibling_secretary, sibling_member, _third, _fourth = admit(
        sibling,
        NewMember("1031", "尚书月", categories=(cadre,)),
        NewMember("1032", "詹北辰", categories=(Category.WORKER,)),
        NewMember("1033", "瞿云归", categories=(Category.WORKER,)),
        NewMember("1034", "桑若水", categories=(Category.OTHER,)),
    )
    foreign_secretary, foreign_member = admit(
        foreign_branch,
        NewMember("9011", "车行远", categories=(cadre,)),
        NewMember("9012", "池疏影", categories=(Category.OTHER,)),
    )

    def give(person: Person, unit: Unit, role: RoleKind) -> None:
        rolls.give_role(person=person, unit=unit, role=role, on=founded, by=None, key=key())

    give(office, committee, RoleKind.OFFICE)
    give(leader, committee, RoleKind.LEADER)
    give(archivist, committee, RoleKind.ARCHIVIST)
    give(auditor, committee, RoleKind.AUDITOR)
    give(principal, general, RoleKind.PRINCIPAL)
    give(secretary, branch, RoleKind.SECRETARY)
    give(keeper, branch, RoleKind.KEEPER)
    give(sibling_secretary, sibling, RoleKind.SECRETARY)
    give(foreign_secretary, foreign_branch, RoleKind.SECRETARY)

    group = rolls.start_body(
        unit=committee, kind=BodyKind.SUPERVISION_GROUP, name="第一督导组", on=began, by=office, key=key()
    )
    rolls.join_body(body=group, person=supervisor, on=began, leads=True, by=office, key=key())
    rolls.assign_unit(body=group, unit=general, on=began, by=office, key=key())
    party_group = rolls.start_body(
        unit=branch, kind=BodyKind.PARTY_GROUP, name="第一党小组", on=founded, by=secretary, key=key()
    )
    for person in (secretary, leading_cadre, member):
        rolls.join_body(body=party_group, person=person, on=founded, leads=person == secretary, by=secretary, key=key())

    programme = make_programme(committee, began)
    batch = rolls.add_batch(
        programme=programme, starts_on=began, ends_on=None, unit_kinds=["branch"], by=office, key=key()
    )
    rolls.enrol_units(
        programme=programme,
        units=[branch, sibling],
        on=began,
        batch=batch,
        superior=committee,
        supervision_group=group,
        by=office,
        key=key(),
    )
    first_phase, second_phase, routine = programme.phases.order_by("number")
    return World(
        today=today,
        founded=founded,
        began=began,
        committee=committee,
        general_branch=general,
        branch=branch,
        sibling=sibling,
        foreign_root=foreign_root,
        foreign_branch=foreign_branch,
        office=office,
        leader=leader,
        archivist=archivist,
        auditor=auditor,
        principal=principal,
        supervisor=supervisor,
        secretary=secretary,
        keeper=keeper,
        leading_cadre=leading_cadre,
        retired=retired,
        floating=floating,
        cannot_write=cannot_write,
        member=member,
        activist=activist,
        sibling_secretary=sibling_secretary,
        sibling_member=sibling_member,
        foreign_secretary=foreign_secretary,
        foreign_member=foreign_member,
        supervision_group=group,
        party_group=party_group,
        programme=programme,
        batch=batch,
        first_phase=first_phase,
        second_phase=second_phase,
        routine=routine,
    )
