"""Erase a person, search a dump of every table for every word about them: nothing; no figure moved (settled question 4)."""

from datetime import time

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from taizhang.config.background import settle
from taizhang.flows.erase_person import erase_person
from taizhang.ground.messages import actions as messages
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.models import Person
from taizhang.ledger.seals import head_of, newest_seal, verify
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.contact_points import actions as contact_points
from taizhang.work.curriculum import actions as curriculum
from taizhang.work.learning import actions as learning
from taizhang.work.meetings import actions as meetings
from taizhang.work.rolls import actions as rolls
from tests.visitor import drawn_fields
from tests.world import World, key

WORDS = (
    "纪晚晴",
    "灯下读规程",
    "我那天在值班室想了很久",
    "厂志第三卷",
    "那天我在场",
    "保管荣誉室钥匙",
    "夜班笔记",
    "三号泵房",
    "结对夜读",
    "井下调度室看了灯",
    "巷道里的灯不亮",
    "交班时少说一句",
)


def dump() -> str:
    """Every value of every table, as somebody with the whole database would read it."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(parts)


def live(world: World) -> None:
    """The member studies, writes, is reviewed, objects: words in every place that keeps some."""
    member, programmes = world.member, [world.programme]
    world.user(member)
    learning.record_self_study(
        person=member, on=world.today, minutes=60, material="厂志第三卷", programmes=programmes, by=member, key=key()
    )
    essay = learning.hand_in_essay(
        person=member, title="灯下读规程", text="我那天在值班室想了很久。", programmes=programmes, by=member, key=key()
    )
    learning.review_essay(essay=essay, accepted=True, comment="写得实", by=world.secretary, key=key())
    session = learning.plan_session(
        unit=world.branch,
        programmes=programmes,
        form="meeting",
        topic="学习",
        on=world.today,
        starts_at=time(9),
        ends_at=time(11),
        by=world.secretary,
        key=key(),
    )
    people = [person for person in world.branch_people if person != world.activist]
    learning.close_session(session=session, marks={p.pk: "present" for p in people}, by=world.secretary, key=key())
    meeting = meetings.plan_meeting(
        unit=world.branch,
        programmes=[],
        kind="branch",
        title="支部会议",
        on=world.today,
        by=world.secretary,
        key=key(),
    )
    meeting = meetings.hold_meeting(
        meeting=meeting, said=meetings.Statement(on=world.today), by=world.secretary, key=key()
    )
    meetings.assign_task(
        meeting=meeting,
        text="保管荣誉室钥匙",
        unit=world.branch,
        person=member,
        due_on=world.today,
        by=world.secretary,
        key=key(),
    )
    criticism = meetings.plan_meeting(
        unit=world.branch,
        programmes=[],
        kind="criticism",
        title="组织生活会",
        on=world.today,
        by=world.secretary,
        key=key(),
    )
    meetings.name_problems(meeting=criticism, person=member, problems=["交班时少说一句"], by=member, key=key())
    curriculum.write_note(person=member, title="夜班笔记", text="三号泵房抄的那一页。", by=member, key=key())
    head = world.secretary
    curriculum.flag_concern(unit=world.branch, person=member, concern="shallow", help="结对夜读", by=head, key=key())
    rolls.change_category(person=member, gained=[Category.LEADER], on=world.today, by=None, key=key())
    point = contact_points.assign_point(
        programme=world.programme, leader=member, unit=world.sibling, by=world.office, key=key()
    )
    found = ["巷道里的灯不亮"]
    contact_points.note_visit(
        point=point, on=world.today, words="井下调度室看了灯", problems=found, by=member, key=key()
    )
    messages.raise_objection(words="那天我在场", by=member, unit=world.branch, figure="/figures/study_minutes/")


def test_erasing_a_person_leaves_no_word_and_moves_no_figure(world: World) -> None:
    live(world)
    settle()
    seal = newest_seal()
    assert seal is not None
    code = f"'{world.member.code}'"
    before = dump()
    for word in (*WORDS, code):
        assert word in before
    units = [world.committee.pk, world.branch.pk]
    volumes = {name: totals(metric, units) for name, metric in CATALOGUE.items() if name not in ROLL}
    erase_person(person=world.member, by=world.secretary, key=key())
    settle()
    after = dump()
    for word in (*WORDS, code, f"'u{world.member.code}'"):
        assert word not in after, word
    assert {name: totals(metric, units) for name, metric in CATALOGUE.items() if name not in ROLL} == volumes
    assert totals(CATALOGUE["members"], units)[world.branch.pk] == 6
    assert verify(head=head_of(seal)).is_sound


# Leaving the roll is an act like any other: who stays is counted by these.
ROLL = {"members", "members_by_category", "activists"}


def test_erasing_twice_with_one_key_is_one_act_and_a_stranger_is_refused_with_a_reason(world: World) -> None:
    one = key()
    for stranger in (world.foreign_secretary, world.sibling_secretary, world.member):
        with pytest.raises(NotAllowed) as refused:
            erase_person(person=world.member, by=stranger, key=key())
        assert str(refused.value.reason)
    erase_person(person=world.member, by=world.secretary, key=one)
    erase_person(person=world.member, by=world.secretary, key=one)
    with pytest.raises(Refusal) as again:
        erase_person(person=world.member, by=world.secretary, key=key())
    assert again.value.code == "erased_already"


def test_a_secretary_erases_from_the_persons_page(world: World, client: Client) -> None:
    client.force_login(world.user(world.secretary))
    number = world.member.pk
    assert (
        reverse("flows:erase_person", args=[number])
        in client.get(reverse("flows:erase_button", args=[number])).content.decode()
    )
    page = client.get(reverse("flows:erase_person", args=[number]))
    assert page.status_code == 200
    sent = client.post(reverse("flows:erase_person", args=[number]), drawn_fields(page.content.decode()))
    assert sent.status_code == 302
    assert Person.objects.get(pk=number).name == "×"
    assert client.post(reverse("flows:erase_person", args=[world.keeper.pk])).status_code == 409


def test_every_free_text_of_a_person_is_known_to_the_erasure() -> None:
    """A new table with words and a person must be thought of here."""
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if {"person", "by"} & {field.name for field in model._meta.get_fields()} and "taizhang" in model.__module__
        for field in model._meta.get_fields()
        if field.get_internal_type() in {"CharField", "TextField"} and not getattr(field, "choices", None)
    }
    assert named <= KNOWN, named - KNOWN


# What is erased, or is no word about the person (why).
KNOWN = {
    "curriculum.Note.title",
    "curriculum.NoteLook.comment",
    "curriculum.GapNote.words",
    "curriculum.QualityFlag.help",
    "learning.SelfStudy.material",
    "learning.HomeLesson.material",
    "learning.Essay.title",
    "learning.Presented.topic",
    "meetings.Task.text",
    "records.Text.purpose",  # a fixed word
    "records.Text.body",
    "records.Text.salt",
    "records.Text.digest",
    "records.File.name",
    "records.File.digest",
    "ground_messages.Objection.figure",  # an address
    "ground_messages.Objection.words",
    "ground_messages.Objection.answer",
    "people.User.username",
    "people.User.password",
    "people.Responsibility.matter",  # the unit's matter
    "jobs.Job.kind",
    "duties.Duty.kind",  # a fixed word
    "duties.Standing.kind",  # a fixed word
    "duties.Pause.spares",  # the name of an app
    "calendar.Feed.digest",  # of a random address; the row goes with the person
    "ledger.Claim.digest",  # matched to nothing
    "notices.Answer.question",
    "notices.Answer.answer",
}
