"""Who plays which part in the demo world, and the programme they run."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.organisations.kinds import BodyKind, UnitKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.actions import open_account
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import Person, User
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.ground.programmes.models import ListUse, Programme
from taizhang.lib.xlsx import Sheet, write_sheet
from taizhang.work.notices import actions as notices
from taizhang.work.notices import queries
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.kinds import DECIDED_KINDS, ChangeState, ItemKind, ItemState
from taizhang.work.notices.models import Notice
from taizhang.work.notices.samples import notice_text
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember

WORKING = (Category.CADRE, Category.WORKER, Category.WORKER, Category.OTHER)
# The branch whose people a visitor meets first: 城东水厂, as in a city's water works.
SHOWN_BRANCH = "城东水厂党支部"
SHOWN_BODY = "水务集团"

# What the office adds to the programme: two sets that activities point to, and one that planners keep in mind.
LISTS = (
    NewList("三进", (NewItem("进车间"), NewItem("进社区"), NewItem("进学校")), stated=3),
    NewList("五送", (NewItem("送信息"), NewItem("送技术"), NewItem("送健康")), stated=5),
    NewList("两个关系", (NewItem("学习与业务"), NewItem("当下改与长久立")), use=ListUse.GUIDANCE, stated=2),
)

# Sign-in name → what the visitor is.
PARTS: dict[str, str] = {
    "member": "党员",
    "secretary": "支部书记",
    "principal": "单位负责人",
    "office": "活动办公室",
    "supervisor": "督导组",
    "leader": "领导",
    "archivist": "档案员",
}


def appoint(units: Mapping[str, Unit], branches: Sequence[Branch], pool: Iterator[str], on: date) -> Person:
    """Name the office, leader, archivist, principal and supervisors, open the visitors' accounts; return the office."""
    root = units["01"]
    shown = next(branch for branch in branches if SHOWN_BRANCH in branch.unit.name)
    above = shown.unit.parent
    committee = above if above is None or above.kind == UnitKind.COMMITTEE else above.parent
    if committee is None:
        raise LookupError("the shown branch stands under a committee")
    cadre = (Category.CADRE,)
    office, leader, archivist, supervisor, second = rolls.admit_members(
        unit=root,
        members=[NewMember(f"01-{number}", next(pool), categories=cadre) for number in range(1, 6)],
        on=on,
        by=None,
        key=uuid.uuid4(),
    )
    (principal,) = rolls.admit_members(
        unit=committee,
        members=[NewMember(f"{committee.code}-1", next(pool), categories=(Category.CADRE, Category.LEADER))],
        on=on,
        by=None,
        key=uuid.uuid4(),
    )
    for person, unit, role in (
        (office, root, RoleKind.OFFICE),
        (leader, root, RoleKind.LEADER),
        (archivist, root, RoleKind.ARCHIVIST),
        (principal, committee, RoleKind.PRINCIPAL),
    ):
        rolls.give_role(person=person, unit=unit, role=role, on=on, by=None, key=uuid.uuid4())
    _bodies(root, committee, (office, leader, supervisor, second), on)
    people = {
        "member": shown.people[1],
        "secretary": shown.secretary,
        "principal": principal,
        "office": office,
        "supervisor": supervisor,
        "leader": leader,
        "archivist": archivist,
    }
    for name, person in people.items():
        open_account(person=person, username=name, password=None)
    return office


def _bodies(root: Unit, watched: Unit, people: Sequence[Person], on: date) -> None:
    """The leading group, its office with three desks, and a supervision group with its units."""
    office, leader, supervisor, second = people

    def start(kind: BodyKind, name: str, parent: Body | None = None) -> Body:
        return rolls.start_body(unit=root, kind=kind, name=name, on=on, by=None, key=uuid.uuid4(), parent=parent)

    group = start(BodyKind.LEADING_GROUP, "活动领导小组")
    rolls.join_body(body=group, person=leader, on=on, leads=True, by=None, key=uuid.uuid4())
    desk = start(BodyKind.OFFICE, "活动领导小组办公室", group)
    rolls.join_body(body=desk, person=office, on=on, leads=True, by=None, key=uuid.uuid4())
    for kind, name in (
        (BodyKind.DESK_FOLLOW_UP, "督促协调组"),
        (BodyKind.DESK_ROLL_UP, "情况汇总组"),
        (BodyKind.DESK_EXCHANGE, "信息交流组"),
    ):
        start(kind, name, desk)
    watching = start(BodyKind.SUPERVISION_GROUP, "第一督导组")
    rolls.join_body(body=watching, person=supervisor, on=on, leads=True, by=None, key=uuid.uuid4())
    rolls.join_body(body=watching, person=second, on=on, leads=False, by=None, key=uuid.uuid4())
    rolls.assign_unit(body=watching, unit=watched, on=on, by=None, key=uuid.uuid4())


def group(unit: Unit, people: Sequence[Person], on: date) -> None:
    """Two party groups of a branch, everybody in one of them."""
    half = (len(people) + 1) // 2
    for number, members in enumerate((people[:half], people[half:])):
        body = rolls.start_body(
            unit=unit, kind=BodyKind.PARTY_GROUP, name=f"第{'一二'[number]}党小组", on=on, by=None, key=uuid.uuid4()
        )
        for person in members:
            rolls.join_body(body=body, person=person, on=on, leads=person == members[0], by=None, key=uuid.uuid4())


def adopt(root: Unit, office: Person, on: date) -> Programme:
    """The notice comes in, every item is decided, the draft is adopted: the programme of the demo city.

    What demands a figure that the ledger holds is struck, and each question gets its first answer.
    """
    notice = notices.receive_notice(unit=root, text=notice_text(on), by=office, key=uuid.uuid4())
    for asked in queries.read_review(notice).open_questions:
        if asked.question.choices:
            notices.answer_question(
                notice=notice,
                question=asked.question.code,
                answer=asked.question.choices[0].code,
                about=asked.question.about,
                by=office,
                key=uuid.uuid4(),
            )
    notices.decide_many(notice=notice, at_least=0, by=office, key=uuid.uuid4())
    make_ups = notices.add_item(
        notice=notice,
        kind=ItemKind.REQUIREMENT,
        quote="因公外出的党员要及时补课",
        fields={"what": "缺课都已补上", "measure": "count", "op": "<=", "amount": "0", "unit": "次", "phase": 1},
        by=office,
        key=uuid.uuid4(),
    )
    for item in notice.items.filter(state=ItemState.PROPOSED, kind__in=DECIDED_KINDS):
        notices.decide_item(item=item, decision=ItemState.STRUCK, by=office, key=uuid.uuid4())
    programme = adopt_draft(notice=notice, by=office, key=uuid.uuid4(), metrics={make_ups.number: "sessions_missed"})
    notice.refresh_from_db()
    send_timetable(notice, programme, office)
    for new in LISTS:
        frame.add_list(home=programme, new=new, by=office, key=uuid.uuid4())
    return programme


def send_timetable(notice: Notice, programme: Programme, office: Person) -> None:
    """The timetable of the first phase follows as an annex; the office takes over its days, the last row still waits."""
    phase = programme.phases.prefetch_related("steps").order_by("number")[0]
    steps, start = list(phase.steps.all()), phase.starts_on
    if start is None or not steps:
        return
    rows = [
        (phase.name, step.name, start + timedelta(days=14 * place), start + timedelta(days=14 * place + 13))
        for place, step in enumerate(steps)
    ]
    table = Sheet("学习动员阶段时间安排", ("阶段", "步骤", "开始时间", "完成时间"), rows)
    given = Given("附件：时间安排.xlsx", write_sheet(table))
    part = notices.take_annex(notice=notice, given=given, by=office, key=uuid.uuid4())
    *taken, _waits = queries.changes_of(part)
    for change in taken:
        notices.decide_step_change(change=change, decision=ChangeState.ACCEPTED, by=office, key=uuid.uuid4())


def enrol(programme: Programme, units: Mapping[str, Unit], office: Person, on: date) -> None:
    """All units take part in the first batch."""
    batch = rolls.add_batch(programme=programme, starts_on=on, ends_on=None, unit_kinds=[], by=office, key=uuid.uuid4())
    rolls.enrol_units(programme=programme, units=list(units.values()), on=on, batch=batch, by=office, key=uuid.uuid4())


def part(name: str) -> Person:
    """Who plays a part, by its sign-in name."""
    return Person.objects.get(user__username=name)


def visitors() -> list[tuple[str, User]]:
    """The parts a visitor may play, with their accounts."""
    users = {user.username: user for user in User.objects.filter(username__in=PARTS).select_related("person")}
    return [(part, users[name]) for name, part in PARTS.items() if name in users]
