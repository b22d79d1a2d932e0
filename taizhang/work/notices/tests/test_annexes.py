"""Annexes: read beside their notice, their timetables become steps, and a changed one proposes and never forces."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Step
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed
from taizhang.work.notices import actions
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.kinds import ChangeState, ItemKind, ItemState
from taizhang.work.notices.models import Notice, Part, StepChange
from taizhang.work.notices.places import place_text
from taizhang.work.notices.reading.tests.files import docx, paragraph, scanned_pdf, table, xlsx
from taizhang.work.notices.tests.drafted import (
    PLAIN,
    adopted_with_annex,
    change_annex,
    receive,
    receive_with_annex,
    refused,
    settle,
    timetable,
)
from tests.world import World, key


def steps(notice: Notice) -> list[tuple[str, str]]:
    """(phase, step) as the programme has them."""
    rows = Step.objects.filter(phase__programme=notice.programme, given_up_on=None).order_by("phase__number", "number")
    return [(step.phase.name, step.name) for step in rows.select_related("phase")]


def client_of(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


def booked(change: StepChange) -> list[str]:
    entries = statements(change.phase.programme.record, f"step-change-{change.pk}")
    return [fact.kind for entry in entries for fact in entry.facts.all()]


@pytest.mark.requirement("R1-35")
def test_a_timetable_handed_in_with_its_notice_becomes_steps_linked_to_their_cells(world: World) -> None:
    office = client_of(world, world.office)
    sent = {"key": str(uuid.uuid4()), "unit": world.committee.pk, "text": PLAIN}
    files = [SimpleUploadedFile("安排表.xlsx", xlsx(timetable(world), "安排"))]
    answer = office.post(reverse("notices:receive"), {**sent, "annexes": files})
    notice = Notice.objects.get()
    assert answer.headers["Location"] == reverse("notices:notice", args=[notice.record_id])
    page = office.get(answer.headers["Location"]).content.decode()
    assert "安排!A2" in page and "安排表.xlsx" in page
    for item in notice.items.all():
        assert notice.text[item.start : item.end] == item.quote
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    notice.refresh_from_db()
    assert steps(notice) == [("学习动员", "动员部署"), ("学习动员", "集中学习"), ("整改提高", "整改落实")]
    assert notice.programme is not None
    shown = office.get(reverse("notices:programme", args=[notice.programme.record_id])).content.decode()
    step = notice.items.get(kind=ItemKind.STEP, fields__name="动员部署")
    assert f"{reverse('notices:notice', args=[notice.record_id])}?item={step.number}" in shown
    assert reverse("notices:annex", args=[notice.record_id, 1]) in shown
    kept = office.get(reverse("notices:annex_file", args=[notice.record_id, 1]))
    assert b"".join(kept).startswith(b"PK")


@pytest.mark.requirement("R1-35")
def test_a_changed_annex_proposes_and_the_office_decides_each_step(world: World) -> None:
    notice = adopted_with_annex(world)
    office = client_of(world, world.office)
    before = list(Step.objects.filter(phase__programme=notice.programme).values())
    upload = SimpleUploadedFile("改.xlsx", xlsx(timetable(world, later=7, 整改落实="整改与建制"), "安排"))
    sent = {"key": str(uuid.uuid4()), "file": upload, "replaces": notice.parts.get(number=1).pk}
    answer = office.post(reverse("notices:take_annex", args=[notice.record_id]), sent)
    address = reverse("notices:annex", args=[notice.record_id, 2])
    assert answer.headers["Location"] == address
    assert list(Step.objects.filter(phase__programme=notice.programme).values()) == before
    moved, renamed = StepChange.objects.order_by("number")
    assert notice.programme is not None
    programme = reverse("notices:programme", args=[notice.programme.record_id])
    assert f'<a class="n" href="{address}">2项调整</a>' in office.get(programme).content.decode()
    page = office.get(address).content.decode()
    assert "整改与建制" in page and "安排!A3" in page
    for change, decision in ((moved, "accepted"), (renamed, "left")):
        form = {"key": str(uuid.uuid4()), "decision": decision}
        office.post(reverse("notices:decide_step_change", args=[notice.record_id, 2, change.number]), form)
    step = Step.objects.get(phase__programme=notice.programme, name="集中学习")
    assert step.ends_on is not None and step.ends_on.isoformat() == moved.wanted["ends_on"] != moved.earlier["ends_on"]
    assert ("整改提高", "整改落实") in steps(notice)
    assert (booked(moved), booked(renamed)) == (["notices.step_changed"], [])
    shown = office.get(programme).content.decode()
    assert address in shown and "<del" in shown


def test_rows_that_are_new_or_gone_are_proposed_as_such(world: World) -> None:
    notice = adopted_with_annex(world)
    rows = timetable(world)
    last = rows.pop()
    day = world.today + timedelta(days=400)
    rows.append(["整改提高", "“回头看”", day, day + timedelta(days=9), "各党支部"])
    changes = list(change_annex(world, notice, rows).changes.order_by("number"))
    assert [(change.earlier.get("name"), change.wanted.get("name")) for change in changes] == [
        (None, "“回头看”"),
        (last[1], None),
    ]
    for change in changes:
        actions.decide_step_change(change=change, decision=ChangeState.ACCEPTED, by=world.office, key=key())
        assert booked(change) == ["notices.step_changed"]
    assert steps(notice) == [("学习动员", "动员部署"), ("学习动员", "集中学习"), ("整改提高", "“回头看”")]


def test_an_annex_that_says_the_same_proposes_nothing(world: World) -> None:
    notice = adopted_with_annex(world)
    assert not change_annex(world, notice, timetable(world)).changes.exists()


def test_what_people_edited_is_not_proposed_back_where_the_annex_did_not_change(world: World) -> None:
    notice = receive_with_annex(world)
    step = notice.items.get(kind=ItemKind.STEP, fields__name="动员部署")
    fields = {**step.fields, "name": "思想发动"}
    actions.decide_item(item=step, decision=ItemState.EDITED, fields=fields, by=world.office, key=key())
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    notice.refresh_from_db()
    part = change_annex(world, notice, timetable(world, later=3))
    assert [change.wanted["name"] for change in part.changes.all()] == ["集中学习"]


def test_a_change_is_decided_once_and_repeating_it_changes_nothing(world: World) -> None:
    change = change_annex(world, adopted_with_annex(world), timetable(world, later=7)).changes.get()
    once = key()
    for _time in range(3):
        actions.decide_step_change(change=change, decision=ChangeState.ACCEPTED, by=world.office, key=once)
    assert booked(change) == ["notices.step_changed"]
    with refused("decided"):
        actions.decide_step_change(change=change, decision=ChangeState.LEFT, by=world.office, key=key())


def test_a_step_that_changed_meanwhile_is_not_changed_again(world: World) -> None:
    notice = adopted_with_annex(world)
    first = change_annex(world, notice, timetable(world, later=7)).changes.get()
    given = Given("另.xlsx", xlsx(timetable(world, later=9)))
    further = actions.take_annex(notice=notice, given=given, by=world.office, key=key())
    second = further.changes.get()
    actions.decide_step_change(change=second, decision=ChangeState.ACCEPTED, by=world.office, key=key())
    with refused("changed_meanwhile"):
        actions.decide_step_change(change=first, decision=ChangeState.ACCEPTED, by=world.office, key=key())


def test_a_newer_annex_lets_open_proposals_of_the_older_lapse(world: World) -> None:
    notice = adopted_with_annex(world)
    second = change_annex(world, notice, timetable(world, later=7))
    given = Given("三稿.xlsx", xlsx(timetable(world, later=9)))
    third = actions.take_annex(notice=notice, given=given, replaces=second, by=world.office, key=key())
    assert second.changes.get().state == ChangeState.LEFT
    assert third.changes.get().state == ChangeState.PROPOSED
    with refused("replaced"):
        actions.take_annex(notice=notice, given=given, replaces=second, by=world.office, key=key())


@pytest.mark.parametrize("who", ["secretary", "other_office"])
def test_strangers_take_no_annex_in_and_change_no_step(world: World, who: str) -> None:
    notice = adopted_with_annex(world)
    change = change_annex(world, notice, timetable(world, later=7)).changes.get()
    stranger = getattr(world, who, world.secretary)
    with pytest.raises(NotAllowed):
        actions.take_annex(notice=notice, given=Given("x.xlsx", xlsx()), by=stranger, key=key())
    with pytest.raises(NotAllowed):
        actions.decide_step_change(change=change, decision=ChangeState.ACCEPTED, by=stranger, key=key())
    assert booked(change) == []


def test_an_annex_that_comes_before_adoption_joins_the_draft(world: World) -> None:
    notice = receive(world)
    count = notice.items.count()
    phase = notice.items.filter(kind=ItemKind.PHASE).order_by("number")[1]
    body = paragraph("附件：活动安排") + table([("步骤", "时间"), ("谈心谈话", _written(phase.fields["ends_on"]))])
    part = actions.take_annex(notice=notice, given=Given("安排.docx", docx(body)), by=world.office, key=key())
    notice.refresh_from_db()
    (step,) = notice.items.filter(number__gt=count, kind=ItemKind.STEP)
    assert (step.fields["name"], step.fields["phase"]) == ("谈心谈话", 2)
    assert notice.text[step.start : step.end] == step.quote
    assert place_text(list(notice.parts.all()), step.start) == "附件1，第4段"
    entries = statements(notice.record, f"annex-{part.number}")
    assert [fact.kind for entry in entries for fact in entry.facts.all()] == ["notices.annex_received"]


def _written(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def test_an_annex_that_cannot_be_read_is_named_and_nothing_is_taken_in(world: World) -> None:
    office = client_of(world, world.office)
    sent = {"key": str(uuid.uuid4()), "unit": world.committee.pk, "text": PLAIN}
    files = [SimpleUploadedFile("扫描件.pdf", scanned_pdf())]
    page = office.post(reverse("notices:receive"), {**sent, "annexes": files})
    assert page.status_code == 422
    assert "扫描件.pdf：这个 pdf 是扫描的页面图像" in page.content.decode()
    assert "每名党员学习时间不少于10学时" in page.content.decode()
    assert (Notice.objects.count(), Part.objects.count()) == (0, 0)
