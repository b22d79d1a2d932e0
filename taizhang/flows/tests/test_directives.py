"""Directives from above and what is carried out of them, unit by unit (R3-07)."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.flows.directives import chain
from taizhang.flows.directives.chain import State, directive_for
from taizhang.flows.supplement.adopting import adopt_changes
from taizhang.flows.tests.test_supplement import accepted
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Tag
from taizhang.ledger.reading import statements
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount
from taizhang.work.changes.kinds import Subject
from taizhang.work.documents.actions import (
    NewDocument,
    add_task,
    draft_document,
    issue_document,
    open_series,
    send_document,
)
from taizhang.work.documents.actions.sending import confirm_receipt
from taizhang.work.documents.actions.tasks import report_done
from taizhang.work.documents.kinds import TaskKind
from taizhang.work.documents.models import Document
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.handing import actions as handing
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.tags.actions import tag_record
from taizhang.work.notices.tests.drafted import receive, refused, settle
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, open_unit


def adopted(world: World, start: date | None = None) -> Notice:
    """A notice that became a programme in which both branches of the committee take part."""
    notice = receive(world, start=start)
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    units = [world.branch, world.sibling]
    rolls.enrol_units(programme=programme, units=units, on=world.today, by=world.office, key=key())
    notice.refresh_from_db()
    return notice


def a_sentence(notice: Notice) -> DraftItem:
    """One kept sentence that no metric counts."""
    rows = notice.items.filter(kind__in=chain.ASKING, requirement=None, record=None).order_by("number")
    return next(item for item in rows if item.is_kept)


def read(world: World, record: int, by: Person | None = None) -> chain.Directive:
    return directive_for(viewer_of(by or world.office), record)


def states(found: chain.Directive) -> dict[str, State]:
    return {line.unit.name: line.state for line in found.lines}


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


def sheet(**fields: object) -> dict[str, object]:
    return {"key": str(uuid.uuid4()), **fields}


def given(world: World, notice: Notice) -> int:
    """A sentence given to the first branch only; its record."""
    due = world.today + timedelta(days=9)
    item = a_sentence(notice)
    return handing.give_item(item=item, units=[world.branch], due_on=due, by=world.office, key=key()).pk


def test_a_sentence_is_given_once_to_each_unit_and_books_each(world: World) -> None:
    notice = adopted(world)
    item, due = a_sentence(notice), world.today + timedelta(days=9)
    act = key()
    record = handing.give_item(item=item, units=[world.branch], due_on=due, by=world.office, key=act)
    assert handing.give_item(item=item, units=[world.branch], due_on=due, by=world.office, key=act) == record
    both = [world.branch, world.sibling]
    item.refresh_from_db()
    handing.give_item(item=item, units=both, due_on=due, by=world.office, key=key())
    assert Duty.objects.filter(kind=DEADLINE, record=record).count() == 2
    booked = sorted((line.kind, line.unit, line.amount) for entry in statements(record) for line in entry.facts.all())
    assert booked == sorted(("notices.task_given", unit.pk, 1) for unit in both)
    with refused("no_units"):
        handing.give_item(item=item, units=both, due_on=due, by=world.office, key=key())
    # all that take part have it, so the next that begins has it too, as nobody had to choose
    third = open_unit(world.general_branch, "10103", "第三党支部", UnitKind.BRANCH, world.today)
    assert notice.programme
    rolls.enrol_units(programme=notice.programme, units=[third], on=world.today, by=world.office, key=key())
    assert Duty.objects.filter(kind=DEADLINE, record=record, unit=third, due_on=due).count() == 1
    with refused("past_day"):
        handing.give_item(item=item, units=both, due_on=world.days_ago(1), by=world.office, key=key())
    with refused("out_of_reach"):
        handing.give_item(item=item, units=[world.foreign_branch], due_on=due, by=world.office, key=key())
    with refused("not_office"):
        handing.give_item(item=item, units=both, due_on=due, by=world.secretary, key=key())


def test_only_what_was_adopted_is_given(world: World) -> None:
    notice = receive(world)
    item = notice.items.filter(kind=ItemKind.REQUIREMENT)[0]
    with refused("not_adopted"):
        handing.give_item(item=item, units=[world.branch], due_on=world.today, by=world.office, key=key())


def test_a_unit_reports_its_task_and_takes_the_report_back(world: World) -> None:
    number = given(world, adopted(world))
    record = Duty.objects.get(record=number).record
    act = key()
    handing.report_task(record=record, unit=world.branch, by=world.secretary, key=act)
    handing.report_task(record=record, unit=world.branch, by=world.secretary, key=act)
    assert states(read(world, number)) == {"第一党支部": State.DONE}
    assert recount(CATALOGUE["directive_tasks_done"], world.committee) == 1
    with refused("not_owed"):
        handing.report_task(record=record, unit=world.branch, by=world.secretary, key=key())
    handing.take_back_report(record=record, unit=world.branch, by=world.secretary, key=key())
    assert recount(CATALOGUE["directive_tasks_done"], world.committee) == 0
    assert recount(CATALOGUE["directive_tasks_given"], world.committee) == 1
    with refused("not_done"):
        handing.take_back_report(record=record, unit=world.branch, by=world.secretary, key=key())
    for stranger in (world.office, world.sibling_secretary, world.member):
        with refused("not_keeper"):
            handing.report_task(record=record, unit=world.branch, by=stranger, key=key())


def test_gaps_come_first_a_unit_without_a_task_and_a_sentence_that_is_nobodys(world: World) -> None:
    notice = adopted(world)
    found = read(world, notice.record_id)
    bare = len(found.bare)
    assert bare and {unit.name for unit in found.without_task} == {"第一党支部", "第二党支部"}
    number = given(world, notice)
    found = read(world, notice.record_id)
    assert [unit.name for unit in found.without_task] == ["第二党支部"] and len(found.bare) == bare - 1
    assert [unit.name for unit in read(world, number).without_task] == ["第二党支部"]
    assert states(found)["第一党支部"] == State.NOT_STARTED
    Duty.objects.filter(record=number).update(due_on=world.days_ago(1))
    assert read(world, number).overdue == 1


def test_what_a_unit_does_already_is_linked_not_done_twice(world: World) -> None:
    notice = adopted(world)
    target = f"directive-{notice.record_id}"
    paper = sent(world, notice)
    line = next(line for line in read(world, notice.record_id).lines if line.unit == world.sibling)
    assert (line.record.type, line.state) == ("documents.task", State.NOT_STARTED)
    confirm_receipt(record=paper.record, unit=world.sibling, by=world.sibling_secretary, key=key())
    assert states(read(world, notice.record_id))["第二党支部"] == State.UNDER_WAY
    report_done(task=paper.tasks.get(), unit=world.sibling, by=world.sibling_secretary, key=key())
    assert states(read(world, notice.record_id))["第二党支部"] == State.DONE
    assert states(read(world, paper.record_id))["第二党支部"] == State.DONE
    tag_record(record=paper.record, target=target, by=world.office, key=key())
    assert Tag.objects.get().directive_id == notice.record_id
    assert any(line.kind == "" for line in read(world, notice.record_id).lines)
    with refused("unknown_target"):
        tag_record(record=paper.record, target=f"directive-{world.programme.record_id}", by=world.office, key=key())


def sent(world: World, notice: Notice) -> Document:
    """A document founded on a notice, with one task, sent to the second branch."""
    series = open_series(
        unit=world.committee, code="临教组办", issuer="临江市教育活动办公室", mark="临江市", by=world.office, key=key()
    )
    new = NewDocument(series=series, kind="notice", title="关于落实的通知", text="请落实。", cites=(notice.record,))
    paper = draft_document(new=new, by=world.office, key=key())
    due = world.today + timedelta(days=5)
    add_task(document=paper, kind=TaskKind.ADD, what="报送情况", due_on=due, by=world.office, key=key())
    paper = issue_document(document=paper, on=world.today, by=world.office, key=key())
    send_document(document=paper, units=[world.sibling], by=world.office, key=key())
    return paper


@pytest.mark.requirement("R1-28")
def test_a_supplements_deadline_is_owed_by_each_unit_covered_and_discharged_by_it(world: World) -> None:
    made = adopt_changes(change_set=accepted(world), by=world.office, key=key())
    record = made.changes.get(subject=Subject.DEADLINE).owed
    assert record is not None
    assert {duty.unit for duty in Duty.objects.filter(record=record)} == {world.branch, world.sibling}
    secretary = signed_in(world, world.secretary)
    panel = secretary.get(reverse("flows:directives_panel", args=[world.branch.pk])).content.decode()
    done = reverse("flows:report_task", args=[world.branch.pk, record.pk])
    assert "学习情况小结" in panel and done in panel
    after = secretary.post(done, sheet(), headers={"hx-request": "true"}).content.decode()
    assert "1 项上级任务未完成" not in after
    assert states(read(world, record.pk)) == {"第一党支部": State.DONE, "第二党支部": State.NOT_STARTED}
    page = signed_in(world, world.office).get(reverse("flows:directive", args=[made.source_id])).content.decode()
    assert "第二党支部" in page and "未开始" in page


@pytest.mark.requirement("R3-07")
def test_from_the_notice_to_each_units_task_and_back(world: World) -> None:
    notice = adopted(world)
    office, secretary = signed_in(world, world.office), signed_in(world, world.secretary)
    address = reverse("flows:directive", args=[notice.record_id])
    assert address in office.get(reverse("flows:directive_way", args=[notice.record_id])).content.decode()
    assert programme_page(world, office, notice).count(address) == 1
    page = office.get(address).content.decode()
    item = a_sentence(notice)
    give = reverse("flows:give_item", args=[notice.record_id, item.number])
    assert give in page and page.index('id="gaps"') < page.index('id="sentences"')
    assert str(world.branch.pk) in office.get(give).content.decode()
    wrong = office.post(give, sheet(to="all", due_on=str(world.days_ago(2))))
    assert wrong.status_code == 422 and "已经过去" in wrong.content.decode()
    due = str(world.today + timedelta(days=6))
    answer = office.post(give, sheet(to="branch", due_on=due))
    item.refresh_from_db()
    assert item.record_id is not None and answer.headers["Location"] == reverse(
        "flows:directive", args=[item.record_id]
    )
    mine = secretary.get(reverse("flows:unit_directives", args=[world.branch.pk])).content.decode()
    done = reverse("flows:report_task", args=[world.branch.pk, item.record_id])
    assert done in mine and "未开始" in mine
    secretary.post(done, sheet())
    page = office.get(reverse("flows:directive", args=[item.record_id])).content.decode()
    assert page.count("第一党支部") and "1" in page
    assert states(read(world, item.record_id)) == {"第一党支部": State.DONE, "第二党支部": State.NOT_STARTED}
    secretary.post(done, sheet(off="1"))
    assert states(read(world, item.record_id))["第一党支部"] == State.NOT_STARTED
    assert office.get(reverse("notices:item", args=[item.record_id])).status_code == 200


def programme_page(world: World, client: Client, notice: Notice) -> str:
    """What the page of the programme takes in of its directives."""
    assert notice.programme is not None
    return client.get(reverse("flows:programme_directives", args=[notice.programme.record_id])).content.decode()


def test_a_secretary_links_a_record_of_the_unit_on_the_page_of_the_directive(world: World) -> None:
    notice = adopted(world)
    paper = sent(world, notice)
    office = signed_in(world, world.office)
    link = reverse("flows:link_task", args=[notice.record_id])
    assert link in office.get(reverse("flows:directive", args=[notice.record_id])).content.decode()
    assert office.post(link, sheet(task=paper.record_id)).status_code == 302
    assert Tag.objects.get().record == paper.record
    assert office.post(link, sheet(task=world.programme.record_id)).status_code == 409
    stranger = signed_in(world, world.foreign_secretary)
    assert stranger.get(reverse("flows:directive", args=[notice.record_id])).status_code == 403
    served = reverse("notices:tagged", args=[f"directive-{notice.record_id}"])
    assert office.get(served).headers["Location"] == reverse("flows:directive", args=[notice.record_id])


def test_who_keeps_one_branch_sees_its_own_tasks_only(world: World) -> None:
    notice = adopted(world)
    units = [world.branch, world.sibling]
    item, due = a_sentence(notice), world.today + timedelta(days=3)
    number = handing.give_item(item=item, units=units, due_on=due, by=world.office, key=key()).pk
    assert set(states(read(world, number, world.secretary))) == {"第一党支部"}
    assert set(states(read(world, number, world.principal))) == {"第一党支部", "第二党支部"}
