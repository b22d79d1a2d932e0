"""Who is kept in touch with and taken in, what goes on after the campaign, and a contest with two rounds."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import categories_on
from taizhang.ground.programmes.models import Programme
from taizhang.work.contests import actions as contests
from taizhang.work.contests.models import Contest
from taizhang.work.contests.tables import NewQuestion
from taizhang.work.membership import actions as membership
from taizhang.work.membership.kinds import Cycle, Method, RoutineKind, StepKind
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember

QUESTIONS = (
    ("truth", "接到停水报修，应当先记下来电人的地址和时间。", (), "A"),
    ("truth", "缺课可以不补，只要学时够了。", (), "B"),
    ("single", "应急值守记录由谁填写？", ("当班人员", "下一班补记", "月底统一写"), "A"),
    ("single", "群众来信应当在几个工作日内答复受理情况？", ("3个", "7个", "30个"), "B"),
    ("multiple", "下列哪些要写进计划停水通知？", ("停水范围", "起止时间", "咨询电话", "值班人姓名"), "ABC"),
    ("single", "水质公示栏多久更新一次？", ("每月", "每季", "每年"), "A"),
)
ACTIVISTS = ("安景行", "席知微", "连以宁")
STEPS_PASSED = (1, 2, 3)


def keep_in_touch(branch: Branch, root: Unit, office: Person, day: date) -> None:
    """The shown branch seeks its floating member, and one of the two people who wrote in is passed to it."""
    floating = _floating(branch, day)
    tries = ((12, Method.PHONE, False), (9, Method.LETTER, False), (3, Method.PHONE, True))
    for days_ago, method, is_reached in tries:
        membership.note_attempt(
            person=floating,
            method=method,
            on=day - timedelta(days=days_ago),
            is_reached=is_reached,
            words="家属说月底回来。" if is_reached else "",
            by=branch.secretary,
            key=uuid.uuid4(),
        )
    for place, name in enumerate(("梁客舟", "远方来")):
        report = membership.report_in(
            unit=root, name=name, reach="厂门口公示的邮箱", branch="城东水厂", by=None, key=uuid.uuid4()
        )
        if place == 0:
            membership.pass_report(report=report, unit=branch.unit, by=office, key=uuid.uuid4())


def _floating(branch: Branch, day: date) -> Person:
    known = categories_on([person.pk for person in branch.people], on=day)
    for person in branch.people[2:]:
        if Category.FLOATING in known.get(person.pk, set()):
            return person
    chosen = branch.people[-1]
    rolls.change_category(person=chosen, gained=[Category.FLOATING], on=day, by=branch.secretary, key=uuid.uuid4())
    return chosen


def take_in(branch: Branch, day: date) -> None:
    """Three people on their way into the shown branch, each a step further than the one before."""
    new = [
        NewMember(f"{branch.unit.code}8{place:02d}", name, MembershipKind.ACTIVIST)
        for place, name in enumerate(ACTIVISTS)
    ]
    people = rolls.admit_members(unit=branch.unit, members=new, on=day, by=branch.secretary, key=uuid.uuid4())
    for person, passed in zip(people, STEPS_PASSED, strict=True):
        for place, step in enumerate(tuple(StepKind)[:passed]):
            membership.pass_step(
                person=person,
                step=step,
                on=day - timedelta(days=200 - 80 * place),
                by=branch.secretary,
                key=uuid.uuid4(),
            )


def go_on(branch: Branch, day: date) -> None:
    """Two routines of the shown branch: one was done last week, the other is overdue."""
    for kind, cycle, days_ago in (
        (RoutineKind.MEMBERS, Cycle.MONTHLY, 20),
        (RoutineKind.FLOATING, Cycle.WEEKLY, 10),
    ):
        routine = membership.set_routine(
            unit=branch.unit,
            kind=kind,
            cycle=cycle,
            first_on=day - timedelta(days=days_ago),
            owner=branch.people[4],
            by=branch.secretary,
            key=uuid.uuid4(),
        )
        if kind == RoutineKind.MEMBERS:
            membership.do_routine(routine=routine, on=day - timedelta(days=6), by=branch.secretary, key=uuid.uuid4())


def compete(
    programme: Programme, root: Unit, office: Person, branches: Sequence[Branch], day: date, chance: Random
) -> Contest:
    """A contest of the city: the branches near the shown one have joined, the first round is over."""
    contests.add_questions(unit=root, questions=[NewQuestion(*one) for one in QUESTIONS], by=office, key=uuid.uuid4())
    contest = contests.plan_contest(
        unit=root,
        title="规程知识竞赛",
        from_on=day,
        to_on=day + timedelta(days=8),
        questions_asked=3,
        minutes_hint=5,
        programme=programme,
        by=office,
        key=uuid.uuid4(),
    )
    for branch in branches:
        contests.join_contest(
            contest=contest, unit=branch.unit, people=branch.people[1:5], by=branch.secretary, key=uuid.uuid4()
        )
    first = contests.open_round(contest=contest, by=office, key=uuid.uuid4())
    for branch in branches:
        for person in branch.people[1:5]:
            given = {pk: chance.choice("AB") for pk in first.paper}
            if chance.random() < 0.9:
                contests.answer_round(round=first, given=given, by=person, key=uuid.uuid4())
    contests.end_round(contest=contest, by=office, key=uuid.uuid4())
    return contest


def open_second_round(contest: Contest, office: Person) -> None:
    """The round that waits for the visitor's answer."""
    contests.open_round(contest=contest, by=office, key=uuid.uuid4())
