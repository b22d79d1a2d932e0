"""Documents: numbered without gaps, sent, received, revoked; each act posts exactly its facts."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.duties.models import Duty
from taizhang.ground.people.models import Person
from taizhang.ledger.posting import standing_lines
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount
from taizhang.work.documents import actions, queries
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.models import Dispatch, Document
from taizhang.work.documents.tests.writing import draft, issued, new_document, sent
from tests.law.at_once import run_at_once
from tests.world import World, key


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    assert str(refusal.value.reason)
    return refusal.value.code


def facts(document: Document, act: str) -> list[tuple[str, str, int, int]]:
    return [(line.kind, line.code, line.unit, line.amount) for line, _phase in standing_lines(document.record, act)]


def test_a_draft_posts_nothing_and_has_no_number(world: World) -> None:
    held = draft(world, citations=("《第一批先进性教育活动实施意见》", ""))
    assert (held.state, held.number, held.serial) == (DocumentState.DRAFT, "", None)
    assert [basis.citation for basis in held.bases.all()] == ["《第一批先进性教育活动实施意见》"]
    assert not statements(held.record)


def test_a_document_cites_papers_of_this_instance_with_their_numbers(world: World) -> None:
    first = issued(world.committee, world.office)
    held = draft(world, cites=(first.record,))
    assert held.bases.get().citation == f"《{first.title}》（{first.number}）"
    assert held.bases.get().record == first.record


def test_issuing_gives_the_next_number_and_posts_one_document(world: World) -> None:
    first, second = issued(world.committee, world.office), issued(world.committee, world.office, kind="circular")
    assert (first.serial, second.serial) == (1, 2)
    assert first.number == f"{first.series.code}〔{world.today.year}〕1号"
    assert facts(second, "issued") == [("documents.document_issued", "circular", world.committee.pk, 1)]
    assert recount(CATALOGUE["documents_issued"], world.committee) == 2


def test_each_year_begins_at_one_and_a_day_to_come_is_refused(world: World) -> None:
    last_year = world.today.replace(year=world.today.year - 1, month=12, day=30)
    old, new = draft(world), draft(world)
    assert actions.issue_document(document=old, on=last_year, by=world.office, key=key()).serial == 1
    assert actions.issue_document(document=new, on=world.today, by=world.office, key=key()).serial == 1
    tomorrow = partial(actions.issue_document, document=draft(world), by=world.office, key=key())
    assert refused(partial(tomorrow, on=world.today + timedelta(days=1))) == "future_day"


def test_what_is_issued_is_not_changed_any_more(world: World) -> None:
    held, new = issued(world.committee, world.office), new_document(world.committee, world.office)
    assert refused(partial(actions.change_draft, document=held, new=new, by=world.office, key=key())) == "issued"
    assert (
        refused(partial(actions.issue_document, document=held, on=world.today, by=world.office, key=key())) == "issued"
    )
    task = partial(actions.add_task, document=held, kind="add", what="又一件", by=world.office, key=key())
    assert refused(task) == "issued"


def test_sending_posts_each_unit_and_opens_the_duty_of_its_receipt(world: World) -> None:
    due = world.today + timedelta(days=3)
    held = issued(world.committee, world.office)
    units = [world.sibling, world.branch]
    assert actions.send_document(document=held, units=units, due_on=due, by=world.office, key=key()) == 2
    lines = [("documents.document_dispatched", "", unit.pk, 1) for unit in (world.branch, world.sibling)]
    assert sorted(facts(held, "sent-1-1")) == sorted(lines)
    assert [unit.code for unit in queries.unconfirmed(held.record_id)] == ["10101", "10102"]
    assert set(Duty.objects.filter(kind="documents.receipt").values_list("due_on", flat=True)) == {due}
    more = [*units, world.general_branch]
    assert actions.send_document(document=held, units=more, by=world.office, key=key()) == 1
    assert refused(partial(actions.send_document, document=held, units=more, by=world.office, key=key())) == "no_units"
    assert recount(CATALOGUE["documents_dispatched"], world.committee) == 3


def test_a_draft_is_sent_to_nobody_and_nothing_leaves_the_own_tree(world: World) -> None:
    send = partial(actions.send_document, by=world.office, key=key())
    assert refused(partial(send, document=draft(world), units=[world.branch])) == "not_issued"
    held = issued(world.committee, world.office)
    assert refused(partial(send, document=held, units=[world.foreign_branch])) == "out_of_reach"
    late = partial(send, document=held, units=[world.branch], due_on=world.days_ago(1))
    assert refused(late) == "past_day"


@pytest.mark.requirement("R1-36")
def test_a_receipt_says_who_and_on_which_day_and_settles_the_duty(world: World) -> None:
    held = sent(world)
    got = actions.confirm_receipt(record=held.record, unit=world.branch, by=world.secretary, key=key())
    assert (got.received_on, got.received_by) == (world.today, world.secretary)
    act = f"received-{world.branch.pk}"
    assert facts(held, act) == [("documents.document_received", "", world.branch.pk, 1)]
    assert [unit.pk for unit in queries.unconfirmed(held.record_id)] == [world.sibling.pk]
    again = actions.confirm_receipt(record=held.record, unit=world.branch, by=world.keeper, key=key())
    assert again.received_by == world.secretary
    assert recount(CATALOGUE["documents_received"], world.committee) == 1


def test_only_the_unit_itself_confirms_and_only_what_it_was_sent(world: World) -> None:
    held = sent(world, world.branch)
    for stranger in (world.sibling_secretary, world.member, world.office, world.principal, world.foreign_secretary):
        confirm = partial(actions.confirm_receipt, record=held.record, unit=world.branch, by=stranger, key=key())
        assert refused(confirm) == "not_taker"
    by = partial(actions.confirm_receipt, record=held.record, by=world.sibling_secretary, key=key())
    assert refused(partial(by, unit=world.sibling)) == "not_sent"
    assert not Dispatch.objects.filter(received_on__isnull=False)


def test_an_added_task_is_owed_by_each_unit_until_it_reports_it_done(world: World) -> None:
    held = sent(world, tasks=("报送值班表",))
    task = held.tasks.get()
    owed = Duty.objects.filter(kind="documents.task", record=task.record, settled_on=None)
    assert owed.count() == 2
    report = partial(actions.report_done, task=task, unit=world.branch, by=world.secretary)
    report(key=key())
    assert owed.get().unit == world.sibling
    assert refused(partial(report, key=key())) == "not_owed"
    assert recount(CATALOGUE["document_tasks_done"], world.branch) == 1
    actions.take_back_done(task=task, unit=world.branch, by=world.secretary, key=key())
    assert (owed.count(), recount(CATALOGUE["document_tasks_done"], world.branch)) == (2, 0)
    report(key=key())
    assert (owed.count(), recount(CATALOGUE["document_tasks_done"], world.branch)) == (1, 1)


def test_easing_needs_the_days_it_holds_for(world: World) -> None:
    ease = partial(actions.add_task, kind="relax", what="学习时间可顺延", by=world.office, key=key())
    assert refused(partial(ease, document=draft(world))) == "no_range"
    held = draft(world, valid_from=world.today, valid_to=world.today + timedelta(days=7))
    assert ease(document=held).due_on is None
    ends = partial(draft, world, valid_from=world.today, valid_to=world.days_ago(1))
    assert refused(ends) == "ends_before_start"


def test_revoking_books_the_issue_back_keeps_the_number_and_frees_the_units(world: World) -> None:
    held = sent(world, tasks=("报送名单",))
    actions.confirm_receipt(record=held.record, unit=world.branch, by=world.secretary, key=key())
    revoke = partial(actions.revoke_document, document=held, by=world.office)
    assert refused(partial(revoke, words=" ", key=key())) == "no_reason"
    assert revoke(words="数字有误", key=key()).state == DocumentState.REVOKED
    assert facts(held, "issued") == []
    assert not Duty.objects.filter(settled_on=None, kind__startswith="documents.")
    assert refused(partial(revoke, words="再来", key=key())) == "revoked"
    assert issued(world.committee, world.office).serial == 2
    assert recount(CATALOGUE["documents_received"], world.branch) == 1


def test_strangers_write_issue_and_send_nothing(world: World) -> None:
    strangers: list[Person] = [world.secretary, world.member, world.leader, world.principal, world.foreign_secretary]
    new, held = new_document(world.committee, world.office), issued(world.committee, world.office)
    for stranger in strangers:
        for act in (
            partial(actions.draft_document, new=new),
            partial(actions.open_series, unit=world.committee, code="x", issuer="x", mark="x"),
            partial(actions.issue_document, document=draft(world), on=world.today),
            partial(actions.send_document, document=held, units=[world.branch]),
            partial(actions.revoke_document, document=held, words="x"),
        ):
            with pytest.raises(NotAllowed) as no:
                act(by=stranger, key=key())
            assert str(no.value.reason)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["issue", "revoke", "draft"]), max_size=12))
def test_numbers_run_from_one_without_gaps_whatever_happens(world: World, steps: list[str]) -> None:
    """Whatever is drafted, issued and revoked in whatever order: 1, 2, 3 … and no number twice."""
    before = Document.objects.filter(serial__isnull=False).count()
    for step in steps:
        made = draft(world)
        if step != "draft":
            actions.issue_document(document=made, on=world.today, by=world.office, key=key())
        if step == "revoke":
            actions.revoke_document(document=made, words="作废", by=world.office, key=key())
    numbers = sorted(filter(None, Document.objects.values_list("serial", flat=True)))
    assert numbers == list(range(1, before + 1 + sum(step != "draft" for step in steps)))


def test_issuing_at_once_gives_each_its_own_number(committed_world: World) -> None:
    """Many windows issue in one series at the same time: no number is missing and none is given twice."""
    world = committed_world
    drafts = [draft(world) for _ in range(9)]

    def issue(some: list[Document]) -> None:
        connection.ensure_connection()
        for one in some:
            actions.issue_document(document=one, on=world.today, by=world.office, key=key())

    run_at_once([partial(issue, drafts[start::3]) for start in range(3)])
    assert sorted(filter(None, Document.objects.values_list("serial", flat=True))) == list(range(1, 10))


def test_a_number_never_carries_a_leading_zero_or_a_square_bracket(world: World) -> None:
    assert re.fullmatch(r"\D+\d*〔\d{4}〕[1-9]\d*号", issued(world.committee, world.office).number)
