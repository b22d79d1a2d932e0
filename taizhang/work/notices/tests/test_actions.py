"""A notice comes in and people decide its draft: success, refusal, repetition and what is posted, act by act."""

import uuid
from collections import Counter
from functools import partial

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from taizhang.ground.jobs.models import JobState
from taizhang.ground.records.actions import file_content
from taizhang.ledger.reading import Scope, statements, total
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.notices import actions, queries, tasks
from taizhang.work.notices.drafting import LONG_TEXT
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import Answer, Notice
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import decide, demand, receive, refused, settle
from tests.world import World, key

DECIDED = "notices.item_decided"


def booked(notice: Notice, act: str) -> Counter[str]:
    """Net amount by code of an act of a notice."""
    net: Counter[str] = Counter()
    for entry in statements(notice.record, act):
        for line in entry.facts.all():
            net[line.code] += line.amount
    return +net


# --- receiving ---


@pytest.mark.requirement("N-01")
def test_a_pasted_notice_comes_in_with_a_draft_whose_every_item_quotes_it(world: World) -> None:
    notice = receive(world)
    assert notice.title.startswith("关于在全市党员中开展")
    assert notice.issuer and notice.number and notice.dated_on and notice.drafted_at
    items = list(notice.items.all())
    assert {item.kind for item in items} >= {"phase", "step", "requirement", "deadline", "responsibility"}
    assert all(notice.text[item.start : item.end] == item.quote for item in items)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert [item.start for item in items] == sorted(item.start for item in items)


def test_receiving_posts_one_notice_for_the_unit(world: World) -> None:
    before = total(Scope(("notices.notice_received",), unit=world.committee))
    receive(world)
    assert total(Scope(("notices.notice_received",), unit=world.committee)) == before + 1


def test_a_file_is_kept_once_under_its_digest(world: World) -> None:
    content = notice_text(world.today).encode("gb18030")
    notice = actions.receive_notice(
        unit=world.committee, by=world.office, key=key(), content=content, filename="通知.txt"
    )
    assert notice.file is not None and notice.file.name == "通知.txt"
    assert file_content(notice.file) == content
    kept = settings.FILES_ROOT / notice.file.digest[:2]
    assert [path.name for path in kept.iterdir()] == [notice.file.digest]
    assert notice.encoding.lower().replace("-", "") in {"gb18030", "gbk"}
    assert notice.text == notice_text(world.today)
    # a home restored without its files says which one is missing
    (kept / notice.file.digest).unlink()
    client = Client()
    client.force_login(world.user(world.office))
    answer = client.get(reverse("notices:file", args=[notice.record_id]))
    assert answer.status_code == 409 and "“通知.txt”不在原处" in answer.content.decode()


def test_the_same_key_takes_a_notice_in_once(world: World) -> None:
    same = key()
    text = notice_text(world.today)
    first = actions.receive_notice(unit=world.committee, by=world.office, key=same, text=text)
    again = actions.receive_notice(unit=world.committee, by=world.office, key=same, text=text)
    assert first == again
    with refused("key_used"):
        actions.receive_notice(unit=world.committee, by=world.office, key=same, text=text + "附注")


def test_the_same_text_is_pointed_out_and_comes_in_again_only_on_purpose(world: World) -> None:
    first = receive(world)
    text = first.text.replace("\n", "\r\n  ")
    with refused("received_before") as refusal:
        receive(world, text)
    assert refusal.value.details["record"] == first.record_id
    second = actions.receive_notice(unit=world.committee, by=world.office, key=key(), text=text, again=True)
    assert second != first


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "image"),
        (b"\x00" * 4000 + b"\x01", "binary"),
        ("通知".encode() * 1_000_000, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_code_and_leaves_nothing(
    world: World, content: bytes, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        actions.receive_notice(unit=world.committee, by=world.office, key=key(), content=content, filename="x")
    assert refusal.value.code == code
    assert str(refusal.value.reason)
    assert Notice.objects.count() == 0


def test_only_the_office_of_the_unit_takes_notices_in(world: World) -> None:
    for person in (world.principal, world.secretary, world.leader, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            actions.receive_notice(unit=world.committee, by=person, key=key(), text="关于学习的通知")
    with pytest.raises(NotAllowed):
        actions.receive_notice(unit=world.foreign_root, by=world.office, key=key(), text="关于学习的通知")


def test_a_long_text_is_read_in_the_background(world: World) -> None:
    text = notice_text(world.today) + "各单位要认真落实。\n" * (LONG_TEXT // 10)
    notice = receive(world, text)
    assert notice.drafted_at is None and notice.job is not None and notice.items.count() == 0
    with pytest.raises(NotAllowed):
        actions.decide_many(notice=notice, by=world.office, key=key())
    tasks.draft_notice.call(notice.pk)
    notice.refresh_from_db()
    notice.job.refresh_from_db()
    assert notice.drafted_at and notice.items.count() > 10
    assert (notice.job.state, notice.job.steps_done) == (JobState.DONE, notice.job.steps_all)
    items = notice.items.count()
    tasks.draft_notice.call(notice.pk)
    assert notice.items.count() == items


# --- deciding ---


def test_accepting_an_item_is_posted_with_who_decided(world: World) -> None:
    notice = receive(world)
    item = decide(world, demand(notice, "study_hours"), ItemState.ACCEPTED)
    assert (item.state, item.decided_by) == (ItemState.ACCEPTED, world.office)
    assert booked(notice, f"item-{item.number}") == Counter({"accepted": 1})


def test_another_decision_states_the_act_anew_and_undo_takes_it_back(world: World) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    act = f"item-{item.number}"
    decide(world, item, ItemState.ACCEPTED)
    decide(world, item, ItemState.STRUCK)
    assert booked(notice, act) == Counter({"struck": 1})
    undone = decide(world, item, ItemState.PROPOSED)
    assert booked(notice, act) == Counter()
    assert undone.decided_by is None
    decide(world, item, ItemState.ACCEPTED)
    assert booked(notice, act) == Counter({"accepted": 1})
    assert statements(notice.record, act).count() == 4


def test_deciding_the_same_again_posts_nothing(world: World) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    for _time in range(2):
        decide(world, item, ItemState.ACCEPTED)
    assert statements(notice.record, f"item-{item.number}").count() == 1


def test_an_edit_keeps_what_was_proposed_beside_what_stands(world: World) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    proposed = dict(item.fields)
    edited = decide(world, item, ItemState.EDITED, **{**proposed, "amount": "三十六", "phase": 0})
    assert edited.fields == proposed
    assert edited.standing["amount"] == "36" and edited.standing["phase"] == 0
    assert booked(notice, f"item-{item.number}") == Counter({"edited": 1})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "许多"}, "amount"),
        ({"amount": "-3"}, "amount"),
        ({"amount": "1/0"}, "amount"),
        ({"what": ""}, "what"),
        ({"op": "~"}, "op"),
        ({"measure": "points"}, "measure"),
        ({"audience": ["everybody"]}, "audience"),
        ({"measure": "group_study_share", "amount": "40"}, "amount"),
    ],
)
def test_an_edit_with_a_bad_field_is_refused_and_changes_nothing(
    world: World, changes: dict[str, object], field: str
) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    with refused("bad_field") as refusal:
        decide(world, item, ItemState.EDITED, **{**item.fields, **changes})
    assert refusal.value.field == field
    item.refresh_from_db()
    assert item.state == ItemState.PROPOSED
    assert booked(notice, f"item-{item.number}") == Counter()


def test_one_decision_sent_twice_is_one(world: World) -> None:
    notice = receive(world)
    item, same = demand(notice, "study_hours"), key()
    for _time in range(2):
        actions.decide_item(item=item, decision=ItemState.ACCEPTED, by=world.office, key=same)
    assert statements(notice.record, f"item-{item.number}").count() == 1
    with refused("key_used"):
        actions.decide_item(item=item, decision=ItemState.STRUCK, by=world.office, key=same)


def test_only_the_office_decides(world: World) -> None:
    notice = receive(world)
    item = demand(notice, "study_hours")
    for person in (world.principal, world.secretary, world.leader, world.auditor, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            actions.decide_item(item=item, decision=ItemState.ACCEPTED, by=person, key=key())


def test_a_demand_for_what_the_ledger_holds_can_only_be_struck(world: World) -> None:
    notice = receive(world)
    weekly = notice.items.get(kind=ItemKind.DEADLINE, fields__recurs="weekly Fri")
    with refused("ledger_has_it") as refusal:
        decide(world, weekly, ItemState.ACCEPTED)
    assert "参学人数" in str(refusal.value.reason)
    assert decide(world, weekly, ItemState.STRUCK).state == ItemState.STRUCK


def test_many_are_accepted_at_once_but_never_a_known_figure(world: World) -> None:
    notice = receive(world)
    sure = notice.items.filter(confidence__gte=queries.HIGH).exclude(kind=ItemKind.FIGURE)
    expected = sum(not actions.figures_held_by(item) for item in sure)
    same = key()
    assert actions.decide_many(notice=notice, by=world.office, key=same) == expected
    assert actions.decide_many(notice=notice, by=world.office, key=same) == expected
    assert total(Scope((DECIDED,), unit=world.committee)) == expected
    assert not notice.items.filter(state=ItemState.ACCEPTED, confidence__lt=queries.HIGH).exists()


def test_an_item_the_reading_missed_is_added_with_its_sentence(world: World) -> None:
    notice = receive(world)
    quote = "流动党员由所在党支部负责联系"
    fields = {"task": "联系流动党员", "lead": "所在党支部", "support": "", "phase": 0}
    item = actions.add_item(
        notice=notice, kind=ItemKind.RESPONSIBILITY, quote=quote, fields=fields, by=world.office, key=key()
    )
    assert notice.text[item.start : item.end] == quote
    assert item.state == ItemState.EDITED and item.standing["lead"] == ["所在党支部"]
    assert booked(notice, f"item-{item.number}") == Counter({"edited": 1})
    with refused("no_such_sentence"):
        actions.add_item(
            notice=notice, kind=ItemKind.RESPONSIBILITY, quote="没有的话", fields=fields, by=world.office, key=key()
        )


# --- questions ---


def test_a_notice_without_hours_or_phases_is_asked_about_both(world: World) -> None:
    notice = receive(world, "关于加强日常学习的通知\n各党支部：\n各党支部每月25日前召开一次学习例会。\n临江市委办公室")
    asked = {row.question.code: row for row in queries.read_review(notice).asked}
    assert {"no_phases", "no_hours"} <= asked.keys()
    assert all(row.is_open for row in asked.values())
    actions.answer_question(notice=notice, question="no_phases", answer="ongoing", by=world.office, key=key())
    asked = {row.question.code: row for row in queries.read_review(notice).asked}
    assert not asked["no_phases"].is_open
    actions.answer_question(notice=notice, question="no_phases", answer="one_phase", by=world.office, key=key())
    assert Answer.objects.get(notice=notice, question="no_phases").answer == "one_phase"
    actions.answer_question(notice=notice, question="no_phases", answer="", by=world.office, key=key())
    assert {row.question.code for row in queries.read_review(notice).open_questions} >= {"no_phases"}


def test_striking_the_hours_raises_the_question_what_the_share_is_counted_against(world: World) -> None:
    notice = receive(world)
    decide(world, demand(notice, "study_hours"), ItemState.STRUCK)
    assert "share_without_hours" in {row.question.code for row in queries.read_review(notice).open_questions}
    decide(world, demand(notice, "group_study_share"), ItemState.STRUCK)
    codes = {row.question.code for row in queries.read_review(notice).open_questions}
    assert "share_without_hours" not in codes and "no_hours" in codes


def test_a_question_takes_only_its_own_answers_from_the_office(world: World) -> None:
    notice = receive(world, "关于加强日常学习的通知\n各党支部：\n各党支部每月25日前召开一次学习例会。\n临江市委办公室")
    ask = partial(actions.answer_question, notice=notice, question="no_phases")
    with refused("unknown_answer"):
        ask(answer="perhaps", by=world.office, key=key())
    with refused("unknown_question"):
        actions.answer_question(notice=notice, question="why", answer="ongoing", by=world.office, key=key())
    with pytest.raises(NotAllowed):
        ask(answer="ongoing", by=world.secretary, key=key())
    same = uuid.uuid4()
    for _time in range(2):
        ask(answer="ongoing", by=world.office, key=same)
    assert notice.answers.count() == 1


def test_a_settled_draft_is_ready(world: World) -> None:
    notice = receive(world)
    assert not queries.read_review(notice).is_ready
    settle(world, notice)
    assert queries.read_review(notice).is_ready
