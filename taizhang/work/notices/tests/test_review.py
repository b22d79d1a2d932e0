"""The review as an office works it: sentences decided as one, recurrences in words, and who decided what afterwards."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.people.models import Person
from taizhang.ledger.reading import Scope, statements, total
from taizhang.lib.refusals import NotAllowed
from taizhang.work.notices import actions, queries
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.recurrences import code_of, in_words
from taizhang.work.notices.tests.drafted import decide, demand, receive, refused, settle
from tests.visitor import sheet
from tests.world import World, key

CODES = (
    "daily",
    "weekly",
    "weekly Fri",
    "weekly Sun",
    "monthly",
    "monthly day 25",
    "quarterly",
    "half-yearly",
    "yearly",
    "yearly 07-01",
    "every 15 days",
)


def office(world: World) -> Client:
    client = Client()
    client.force_login(world.user(world.office))
    return client


def sentence(notice: Notice, words: str) -> list[DraftItem]:
    """The items that one sentence of the sample gives."""
    return list(notice.items.filter(quote__contains=words).exclude(group="").order_by("number"))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_recurrence_read_back_from_its_words_is_the_same_in_each_script(code: str, language: str) -> None:
    with translation.override(language):
        words = in_words(code)
        assert code_of(words) == code
        assert language == "en" or words != code


@pytest.mark.parametrize("words", ["有空时", "每月32日", "每年13月1日", "weekly Fri day", "每0天", "五"])
def test_what_says_no_recurrence_gives_none(words: str) -> None:
    assert code_of(words) is None


def test_a_recurrence_is_shown_and_edited_in_words(world: World) -> None:
    notice = receive(world)
    weekly = notice.items.get(kind=ItemKind.DEADLINE, fields__recurs="weekly Fri")
    address = reverse("notices:edit_item", args=[notice.record_id, weekly.number])
    page = office(world).get(address).content.decode()
    assert 'value="每周五"' in page and "weekly Fri" not in page
    sent = sheet(what="报送情况", due_on="", recurs="有空时", phase="0")
    refused_page = office(world).post(address, sent)
    assert refused_page.status_code == 422 and 'value="有空时"' in refused_page.content.decode()
    monthly = notice.items.filter(kind=ItemKind.DEADLINE, fields__recurs="monthly").order_by("number")[0]
    address = reverse("notices:edit_item", args=[notice.record_id, monthly.number])
    assert office(world).post(address, {**sent, "recurs": "每月二十五日前"}).status_code == 302
    assert DraftItem.objects.get(pk=monthly.pk).standing["recurs"] == "monthly day 25"


@pytest.mark.requirement("N-01")
def test_items_of_one_sentence_are_decided_by_one_act(world: World) -> None:
    notice = receive(world)
    items = sentence(notice, "先进性具体要求大讨论")
    assert len(items) == 3 and len({item.group for item in items}) == 1
    address = reverse("notices:decide_together", args=[notice.record_id, items[0].group])
    client = office(world)
    first = demand(notice, "study_hours")
    page = client.get(reverse("notices:notice", args=[notice.record_id]) + f"?item={items[0].number}").content.decode()
    assert address in page and f"{items[0].number}、{items[1].number}、{items[2].number}" in page
    answer = client.post(address, sheet(decision="accepted"), headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert {row.state for row in sentence(notice, "先进性具体要求大讨论")} == {ItemState.ACCEPTED}
    assert notice.items.get(pk=first.pk).state == ItemState.PROPOSED
    client.post(f"{address}?undo=1", sheet())
    assert {row.state for row in sentence(notice, "先进性具体要求大讨论")} == {ItemState.PROPOSED}


def test_deciding_together_posts_each_item_once_and_repeating_changes_nothing(world: World) -> None:
    notice = receive(world)
    items = sentence(notice, "先进性具体要求大讨论")
    same, group = key(), items[0].group
    decide(world, items[0], ItemState.STRUCK)
    booked = Scope(("notices.item_decided",), codes=("accepted",), unit=world.committee)

    def accept(group: str, by: Person, key: UUID) -> int:
        return actions.decide_together(notice=notice, group=group, decision=ItemState.ACCEPTED, by=by, key=key)

    before = total(booked)
    assert [accept(group, world.office, same) for _time in range(2)] == [2, 2]
    assert total(booked) == before + 2
    # what somebody had struck before is not taken in by accepting the rest
    assert notice.items.get(pk=items[0].pk).state == ItemState.STRUCK
    assert statements(notice.record, f"item-{items[1].number}").count() == 1
    with refused("unknown_group"):
        accept("s0", world.office, key())
    with pytest.raises(NotAllowed):
        accept(group, world.secretary, key())


def test_one_item_that_may_not_be_accepted_keeps_its_whole_sentence_open(world: World) -> None:
    notice = receive(world)
    items = sentence(notice, "先进性具体要求大讨论")
    page = reverse("notices:notice", args=[notice.record_id])
    offered = office(world).get(page).content.decode().count('data-key="s"')
    DraftItem.objects.filter(pk=items[-1].pk).update(question="percent_sign_lost")
    # the button is not offered beside any of them; striking all of them is
    shown = office(world).get(page).content.decode()
    assert shown.count('data-key="s"') == offered - len(items)
    assert reverse("notices:decide_together", args=[notice.record_id, items[0].group]) in shown
    with refused("question_open"):
        actions.decide_together(
            notice=notice, group=items[0].group, decision=ItemState.ACCEPTED, by=world.office, key=key()
        )
    assert {row.state for row in notice.items.filter(group=items[0].group)} == {ItemState.PROPOSED}


def test_confidence_stands_as_a_word_and_a_number(world: World) -> None:
    notice = receive(world)
    low = notice.items.order_by("confidence", "number")[0]
    DraftItem.objects.filter(pk=low.pk).update(confidence=60)
    page = office(world).get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    row = page[page.index(f'id="i{low.number}" data-item') :]
    assert "低 60%" in row[: row.index("</li>")]


def test_one_key_steps_the_filters_in_the_address(world: World) -> None:
    notice = receive(world)
    address = reverse("notices:notice", args=[notice.record_id])
    page = office(world).get(address).content.decode()
    assert 'href="?kind=phases" data-key="f"' in page
    assert 'href="?sure=low" data-key="c"' in page
    assert 'href="?state=open" data-key="o"' in page
    page = office(world).get(address + "?kind=phases&state=open").content.decode()
    assert 'href="?kind=requirements&amp;state=open" data-key="f"' in page
    assert 'href="?kind=phases" data-key="o"' in page


def test_the_cockpit_of_the_office_names_the_notices_that_wait(world: World) -> None:
    panel = reverse("notices:waiting_panel")
    assert reverse("notices:receive") in office(world).get(panel).content.decode()
    notice = receive(world)
    page = office(world).get(panel).content.decode()
    assert reverse("notices:notice", args=[notice.record_id]) in page
    waiting = queries.read_review(notice)
    assert f"{len(waiting.to_decide)} 条" in page
    settle(world, notice)
    assert "可以成案" in office(world).get(panel).content.decode()
    adopt_draft(notice=notice, by=world.office, key=key())
    assert reverse("notices:notice", args=[notice.record_id]) not in office(world).get(panel).content.decode()
    stranger = Client()
    stranger.force_login(world.user(world.secretary))
    receive(world, "关于开展学习的通知\n\n各支部：\n每人学习不少于10小时。\n")
    assert "关于开展学习的通知" not in stranger.get(panel).content.decode()


@pytest.mark.requirement("N-01")
def test_the_adopted_programme_keeps_who_decided_what_and_what_had_been_read(world: World) -> None:
    notice = receive(world)
    hours = demand(notice, "study_hours")
    fields = {**hours.fields, "amount": "36", "what": "每名党员学习不少于36学时"}
    decide(world, hours, ItemState.EDITED, **fields)
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    client = office(world)
    address = reverse("notices:decisions", args=[programme.record_id])
    assert address in client.get(reverse("notices:programme", args=[programme.record_id])).content.decode()
    page = client.get(address).content.decode()
    row = page[page.index(f'id="item-{hours.number}"') :]
    row = row[: row.index("</tr>")]
    assert "36" in row and "<del" in row and "40" in row and world.office.name in row
    assert "<del" not in client.get(address + "?state=struck").content.decode()


def test_a_deadline_owed_has_a_page_that_shows_its_sentence_and_its_decision(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    item = notice.items.filter(kind=ItemKind.DEADLINE, record__isnull=False).order_by("number")[0]
    page = office(world).get(reverse("notices:item", args=[item.record_id])).content.decode()
    assert item.quote in page and world.office.name in page
    assert reverse("notices:notice", args=[notice.record_id]) + f"?item={item.number}#i{item.number}" in page
    foreign = Client()
    foreign.force_login(world.user(world.foreign_secretary))
    assert foreign.get(reverse("notices:item", args=[item.record_id])).status_code == 403


@pytest.mark.requirement("N-01")
def test_a_question_is_answered_beside_its_item_and_the_answer_stays_after_adoption(world: World) -> None:
    notice = receive(world)
    office_ = office(world)
    deadline = notice.items.filter(kind=ItemKind.DEADLINE).exclude(fields__due_on="").order_by("number")[0]
    rate = notice.items.filter(kind=ItemKind.REQUIREMENT, fields__measure="satisfaction_share")[0]
    DraftItem.objects.filter(pk=deadline.pk).update(question="no_year")
    DraftItem.objects.filter(pk=rate.pk).update(question="percent_sign_lost")
    year = int(deadline.fields["due_on"][:4])
    page = office_.get(reverse("notices:notice", args=[notice.record_id])).content.decode()
    row = page[page.index(f'id="i{deadline.number}" data-item') :]
    row = row[: row.index("</li>")]
    assert "原句没有写年份" in row and 'value="year_after" data-key="2"' in row and f"{year + 1} <kbd>2" in row
    answer = reverse("notices:answer", args=[notice.record_id])

    def say(item: DraftItem, said: str) -> None:
        sent = {"key": str(key()), "question": DraftItem.objects.get(pk=item.pk).question, "about": item.number}
        response = office_.post(answer, sent | {"answer": said}, headers={"hx-request": "true"})
        assert response.status_code == 200

    say(deadline, "year_after")
    deadline.refresh_from_db()
    assert deadline.state == ItemState.EDITED and deadline.standing["due_on"].startswith(str(year + 1))
    say(rate, "number")
    rate.refresh_from_db()
    assert (rate.standing["amount"], rate.standing["measure"]) == ("90", "count")
    # who takes the decision back is asked again, and may say otherwise
    decide(world, rate, ItemState.PROPOSED)
    assert not notice.answers.filter(about=rate.number).exists()
    with refused("question_open"):
        decide(world, rate, ItemState.ACCEPTED)
    say(rate, "percent")
    rate.refresh_from_db()
    assert rate.state == ItemState.PROPOSED
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    shown = office_.get(reverse("notices:decisions", args=[programme.record_id])).content.decode()
    row = shown[shown.index(f'id="item-{rate.number}"') :]
    assert f"是百分比</b>，{world.office.name}" in row[: row.index("</tr>")]
    row = shown[shown.index(f'id="item-{deadline.number}"') :]
    assert f"{year + 1}</b>" in row[: row.index("</tr>")]


def test_answers_given_in_the_list_of_questions_lead_on_to_the_next(world: World) -> None:
    notice = receive(world)
    questions = [asked.question for asked in queries.read_review(notice).open_questions if asked.question.choices]
    assert len(questions) > 1
    sent = {"key": str(key()), "question": questions[0].code, "about": questions[0].about, "listed": "1"}
    answered = office(world).post(
        reverse("notices:answer", args=[notice.record_id]),
        sent | {"answer": questions[0].choices[0].code},
        headers={"hx-request": "true"},
    )
    page = answered.content.decode()
    chosen = 'tabindex="-1" aria-current="true"'
    assert page.count(chosen) == 1
    chosen = page[page.index(chosen) :]
    assert str(questions[1].words) in chosen[: chosen.index("</li>")].replace("&quot;", '"')
