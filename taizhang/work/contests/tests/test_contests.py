"""Knowledge contests: bank, teams, rounds, results; voluntary and without any comparison of people (R1-74)."""

from collections import Counter
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from taizhang.config.background import settle
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.posting import standing_lines
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.contests import actions, queries
from taizhang.work.contests.models import Contest, Question, Round, Sheet, Team
from taizhang.work.contests.tables import NewQuestion, check_rows
from tests.visitor import Reader
from tests.world import World, key

BANK = [
    NewQuestion("single", "党的最高理想是什么？", ("实现共产主义", "发展经济"), "A", "党章总纲"),
    NewQuestion("multiple", "党员的义务有哪些？", ("学习", "服务群众", "经商"), "AB", "党章第三条"),
    NewQuestion("truth", "党员可以不交党费。", (), "B"),
]
RIGHT = {one.text: one.right for one in BANK}


def stock(world: World) -> int:
    return actions.add_questions(unit=world.committee, questions=BANK, by=world.office, key=key())


def plan(world: World, **other: Any) -> Contest:
    said = {"unit": world.committee, "title": "党的基本知识竞赛", "from_on": world.today, "to_on": world.today}
    said |= {"questions_asked": 3, "programme": world.programme, "by": world.office, "key": key()}
    return actions.plan_contest(**(said | other))  # type: ignore[arg-type]


def join(world: World, contest: Contest, **other: Any) -> Team:
    said = {"unit": world.branch, "people": [world.member, world.retired], "by": world.secretary, "key": key()}
    return actions.join_contest(contest=contest, **(said | other))  # type: ignore[arg-type]


def begin(world: World, contest: Contest) -> Round:
    return actions.open_round(contest=contest, by=world.office, key=key())


def answers(turn: Round, *, wrong: int = 0) -> dict[int, str]:
    """All answers of a paper right, but for the first few, which are empty."""
    questions = queries.paper_of(turn)
    return {one.pk: one.right for one in questions[wrong:]}


def reply(turn: Round, by: Person, *, wrong: int = 0) -> Sheet:
    return actions.answer_round(round=turn, given=answers(turn, wrong=wrong), by=by, key=key())


def end(world: World, contest: Contest) -> Round:
    return actions.end_round(contest=contest, by=world.office, key=key())


def results(world: World, contest: Contest) -> dict[int, list[int | None]]:
    rows = queries.team_rows(contest, list(contest.rounds.order_by("number")))
    return {row.team.unit_id: row.results for row in rows}


def test_a_contest_posts_that_it_was_held_and_who_took_part_and_no_result(world: World) -> None:
    assert stock(world) == 3
    contest = plan(world)
    team = join(world, contest)
    other = join(
        world,
        contest,
        unit=world.sibling,
        people=[world.sibling_member, world.sibling_secretary],
        by=world.sibling_secretary,
    )
    turn = begin(world, contest)
    reply(turn, world.member)
    reply(turn, world.retired, wrong=1)
    actions.enter_paper_result(round=turn, team=other, right=4, by=world.office, key=key())
    assert not list(standing_lines(contest.record, "contest_held"))
    assert results(world, contest) == {world.branch.pk: [None], world.sibling.pk: [None]}
    end(world, contest)
    assert results(world, contest) == {world.branch.pk: [5], world.sibling.pk: [4]}
    one = key()
    for _time in range(2):
        actions.close_contest(contest=contest, winners=[team], by=world.office, key=one)
    found: Counter[tuple[str, int, int]] = Counter()
    for line, _phase in standing_lines(contest.record, "contest_held"):
        found[line.kind.removeprefix("contests."), line.unit, line.member] += line.amount
    assert found == {
        ("contest_held", world.committee.pk, 0): 1,
        ("team_took_part", world.branch.pk, 0): 1,
        ("team_took_part", world.sibling.pk, 0): 1,
        ("person_took_part", world.branch.pk, world.member.pk): 1,
        ("person_took_part", world.branch.pk, world.retired.pk): 1,
        ("person_took_part", world.sibling.pk, world.sibling_member.pk): 1,
        ("person_took_part", world.sibling.pk, world.sibling_secretary.pk): 1,
    }
    assert list(contest.teams.filter(is_winner=True)) == [team]
    settle()
    assert totals(CATALOGUE["contest_participations"], [world.committee.pk])[world.committee.pk] == 4
    with pytest.raises(Refusal) as refused:
        join(world, contest)
    assert refused.value.code == "closed"


def test_one_answers_once_a_round_and_only_for_ones_team(world: World) -> None:
    stock(world)
    contest = plan(world)
    join(world, contest)
    turn = begin(world, contest)
    one = key()
    sent = actions.answer_round(round=turn, given=answers(turn), by=world.member, key=one)
    assert actions.answer_round(round=turn, given=answers(turn), by=world.member, key=one) == sent
    for person, code in ((world.member, "answered_already"), (world.floating, "not_in_team")):
        with pytest.raises(Refusal) as refused:
            reply(turn, person)
        assert refused.value.code == code
    with pytest.raises(Refusal) as refused:
        actions.answer_round(round=turn, given={turn.paper[0]: "F"}, by=world.retired, key=key())
    assert refused.value.code == "unknown_answer"
    end(world, contest)
    with pytest.raises(Refusal) as refused:
        reply(turn, world.retired)
    assert refused.value.code == "round_ended"
    assert Sheet.objects.count() == 1


def test_a_single_sheet_is_not_shown_as_the_result_of_a_team(world: World) -> None:
    stock(world)
    contest = plan(world)
    join(world, contest)
    reply(begin(world, contest), world.member)
    end(world, contest)
    assert results(world, contest) == {world.branch.pk: [None]}


def test_strangers_are_refused_with_a_reason(world: World) -> None:
    stock(world)
    contest = plan(world)
    team = join(world, contest)
    turn = begin(world, contest)
    for stranger in (world.member, world.secretary, world.foreign_secretary):
        for act in (
            lambda by: actions.add_questions(unit=world.committee, questions=BANK, by=by, key=key()),
            lambda by: plan(world, by=by),
            lambda by: actions.open_round(contest=contest, by=by, key=key()),
            lambda by: actions.end_round(contest=contest, by=by, key=key()),
            lambda by: actions.enter_paper_result(round=turn, team=team, right=1, by=by, key=key()),
            lambda by: actions.close_contest(contest=contest, winners=[], by=by, key=key()),
        ):
            with pytest.raises(NotAllowed) as refused:
                act(stranger)
            assert str(refused.value.reason)
    for stranger in (world.member, world.office, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            join(world, contest, by=stranger)
    with pytest.raises(NotAllowed):
        join(world, contest, unit=world.foreign_branch, people=[world.foreign_member], by=world.foreign_secretary)


@pytest.mark.parametrize(("people", "code"), [(["member"], "too_few"), (["member", "sibling_member"], "not_on_roll")])
def test_a_team_has_two_of_the_roll(world: World, people: list[str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        join(world, plan(world), people=[getattr(world, name) for name in people])
    assert refused.value.code == code
    assert not Team.objects.exists()


def test_who_has_answered_stays_in_the_team(world: World) -> None:
    stock(world)
    contest = plan(world)
    join(world, contest)
    reply(begin(world, contest), world.member)
    team = join(world, contest, people=[world.retired, world.floating])
    named = {world.member.pk, world.retired.pk, world.floating.pk}
    assert set(team.members.values_list("person_id", flat=True)) == named


def test_rounds_need_a_bank_and_a_changed_question_leaves_drawn_rounds_alone(world: World) -> None:
    contest = plan(world)
    with pytest.raises(Refusal) as refused:
        begin(world, contest)
    assert refused.value.code == "bank_too_small"
    stock(world)
    turn = begin(world, contest)
    with pytest.raises(Refusal) as refused:
        begin(world, contest)
    assert refused.value.code == "round_open"
    changed = NewQuestion("truth", BANK[2].text, (), "A")
    assert actions.add_questions(unit=world.committee, questions=[*BANK[:2], changed], by=world.office, key=key()) == 1
    assert {one.text: one.right for one in queries.paper_of(turn)} == RIGHT
    assert queries.bank_of(viewer_of(world.office), world.committee).get(text=changed.text).right == "A"


@given(st.sets(st.integers(1, 10_000), min_size=5, max_size=60), st.text("0123456789abcdef", min_size=8, max_size=8))
def test_a_paper_is_drawn_again_the_same_and_asks_nothing_twice_while_there_is_other(bank: set[int], seed: str) -> None:
    paper = actions.draw(bank, seed=seed, size=2)
    assert paper == actions.draw(sorted(bank, reverse=True), seed=seed, size=2)
    assert len(set(paper)) == 2 and set(paper) <= bank
    assert not set(actions.draw(bank, seed=seed, size=3, asked=paper)) & set(paper)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("问答", "题", "甲", "乙", "A"), "Kind"),
        (("单选题", "", "甲", "乙", "A"), "Question"),
        (("单选题", "题", "甲", "乙", "AB"), "Answer"),
        (("单选题", "题", "甲", "乙", "C"), "Answer"),
        (("单选题", "题", "甲", "", "A"), "Option A"),
        (("判断题", "题", "", "", "也许"), "Answer"),
        (("多选题", "长" * 501, "甲", "乙", "A"), "Question"),
    ],
)
def test_every_error_of_a_table_names_row_and_column(cells: tuple[str, ...], column: str) -> None:
    with override("en"):
        checked = check_rows([(1, ("题型", "题目", "选项A", "选项B", "答案")), (4, cells)])
    assert [(one.row, one.column) for one in checked.errors] == [(4, column)]
    assert not checked.questions


def stated(contest: Contest) -> Counter[tuple[str, int, str]]:
    """What stands booked of a contest: (kind, unit, day) → amount."""
    found: Counter[tuple[str, int, str]] = Counter()
    for line, _phase in standing_lines(contest.record, "contest_held"):
        found[line.kind.removeprefix("contests."), line.unit, line.occurred_on.isoformat()] += line.amount
    return +found


def held(world: World) -> tuple[Contest, Team, Team]:
    """A closed contest of two days: the branch answered, the other has a result on paper."""
    stock(world)
    contest = plan(world, from_on=world.days_ago(1))
    one = join(world, contest)
    people = [world.sibling_member, world.sibling_secretary]
    other = join(world, contest, unit=world.sibling, people=people, by=world.sibling_secretary)
    turn = begin(world, contest)
    reply(turn, world.member)
    actions.enter_paper_result(round=turn, team=other, right=4, by=world.office, key=key())
    end(world, contest)
    actions.close_contest(contest=contest, winners=[one], by=world.office, key=key())
    contest.refresh_from_db()
    return contest, one, other


def test_a_closing_stated_anew_books_the_difference_and_keeps_who_and_why(world: World) -> None:
    contest, one, other = held(world)
    again = partial(actions.restate_closing, contest=contest, reason="wrong_date", by=world.office)
    first = stated(contest)
    for stranger in (world.member, world.secretary, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            actions.restate_closing(
                contest=contest, winners=[], on=world.today, reason="wrong_date", by=stranger, key=key()
            )
    refusals: list[tuple[dict[str, Any], str]] = [
        ({"winners": [one], "on": world.today}, "nothing_differs"),
        ({"winners": [one], "on": world.days_ago(2)}, "wrong_day"),
        ({"winners": [one], "on": world.today, "reason": "because"}, "unknown_reason"),
    ]
    for said, code in refusals:
        with pytest.raises(Refusal) as refused:
            again(key=key(), **said)
        assert refused.value.code == code
    # another winner is no fact: nothing is booked, and who said so stays
    entries = statements(contest.record).count()
    again(winners=[other], on=world.today, words="记错了", key=key())
    assert list(contest.teams.filter(is_winner=True)) == [other] and statements(contest.record).count() == entries
    # another day moves all lines, once
    same = key()
    for _time in range(2):
        again(winners=[other], on=world.days_ago(1), key=same)
    day = world.days_ago(1).isoformat()
    assert stated(contest) == {(kind, unit, day): amount for (kind, unit, _day), amount in first.items()}
    why = [(reason, text.body, text.by) for reason, text in queries.corrections_of(contest)]
    assert [(body, by) for _why, body, by in why] == [("", world.office), ("记错了", world.office)]


def test_a_result_typed_for_the_wrong_team_is_taken_back_after_closing_with_its_facts(world: World) -> None:
    contest, _one, other = held(world)
    turn = contest.rounds.get()
    assert ("team_took_part", world.sibling.pk, world.today.isoformat()) in stated(contest)
    act = key()
    for _time in range(2):
        actions.enter_paper_result(round=turn, team=other, right=None, by=world.office, key=act)
    assert {unit for _kind, unit, _day in stated(contest)} == {world.committee.pk, world.branch.pk}
    assert results(world, contest)[world.sibling.pk] == [None]
    typed = queries.typed_before(viewer_of(world.office), turn, other)
    assert [(row.right, row.typed_by, row.typed_on) for row in typed] == [
        (None, world.office, world.today),
        (4, world.office, world.today),
    ]
    with pytest.raises(Refusal) as refused:
        actions.enter_paper_result(round=turn, team=other, right=None, by=world.office, key=key())
    assert refused.value.code == "nothing_differs"
    with pytest.raises(NotAllowed):
        actions.enter_paper_result(round=turn, team=other, right=3, by=world.sibling_secretary, key=key())
    settle()
    assert totals(CATALOGUE["contest_participations"], [world.committee.pk])[world.committee.pk] == 1


def test_a_closing_taken_back_leaves_nothing_booked_and_closed_again_only_what_differs(world: World) -> None:
    contest, _one, other = held(world)
    first, act = stated(contest), key()
    for _time in range(2):
        actions.take_back_closing(contest=contest, by=world.office, key=act)
    contest.refresh_from_db()
    assert not stated(contest) and contest.closed_on is None and not contest.teams.filter(is_winner=True)
    with pytest.raises(Refusal) as refused:
        actions.take_back_closing(contest=contest, by=world.office, key=key())
    assert refused.value.code == "not_closed"
    actions.close_contest(contest=contest, winners=[other], by=world.office, key=key())
    assert stated(contest) == first and list(contest.teams.filter(is_winner=True)) == [other]


# --- through the pages ---


class Visitor(Reader):
    """One person at the pages of contests."""

    space = "contests:"

    def checks(self, unit: int, file: SimpleUploadedFile) -> dict[str, Any]:
        """Hand in a good table, and return what its confirmation would send."""
        response = self.client.post(reverse("contests:import_bank", args=[unit]), {"file": file, "key": str(key())})
        form = response.context["rows"]
        assert not response.context["checked"].errors
        return {"rows": form["rows"].value(), "key": str(form["key"].value())}


def table(*rows: str) -> SimpleUploadedFile:
    heads = "题型,题目,选项A,选项B,选项C,答案,出处"
    return SimpleUploadedFile("题库.csv", "\n".join([heads, *rows]).encode("gb18030"))


@pytest.mark.requirement("R1-74")
def test_a_bank_is_imported_after_a_dry_run_and_exported_in_the_same_shape(world: World) -> None:
    office, unit = Visitor(world, world.office), world.committee.pk
    page = office.sends("import_bank", unit, file=table("单选题,党的生日是哪天？,七月一日,十月一日,,D,"))
    assert "Nothing was written" in page and "Write the letters of filled options." in page
    rows = (
        "单选题,党的生日是哪天？,七月一日,十月一日,,A,党史",
        "判断题,党员要交党费。,,,,对,党章",
        "多选题,选三项,甲,乙,丙,A、B,",
    )
    said = office.checks(unit, table(*rows))
    assert not Question.objects.exists()
    assert "党的生日是哪天？" in office.posts("import_bank", unit, **said)
    assert Question.objects.count() == 3
    exported = office.client.get(reverse("contests:export_bank", args=[unit])).content
    assert load_workbook(BytesIO(exported)).worksheets[0].max_row == 5
    office.posts("import_bank", unit, **office.checks(unit, SimpleUploadedFile("q.xlsx", exported)))
    assert Question.objects.count() == 3
    assert "damaged" in office.posts("import_bank", unit, rows="[[1]]")
    Visitor(world, world.secretary).opens("bank", unit, status=403)


@pytest.mark.requirement("R1-74")
def test_a_contest_from_announcement_to_winner(world: World) -> None:
    stock(world)
    office, secretary, member = (Visitor(world, one) for one in (world.office, world.secretary, world.member))
    days = {"from_on": world.today.isoformat(), "to_on": world.today.isoformat()}
    office.sends("plan", world.committee.pk, title="党的基本知识竞赛", questions_asked=3, **days)
    contest = Contest.objects.get()
    record = contest.record_id
    assert "党的基本知识竞赛" in member.opens("my_panel")
    assert "Name the team" in secretary.opens("contest", record)
    assert "Name the team" not in member.opens("contest", record)
    assert "at least two" in secretary.sends("join", record, world.branch.pk, people=[world.member.pk])
    secretary.sends("join", record, world.branch.pk, people=[world.member.pk, world.secretary.pk])
    assert "Round 1 is open" in office.posts("open_round", record)
    turn = contest.rounds.get()
    assert "Answer now" in member.opens("my_panel")
    filled = {f"q{number}": list(letters) for number, letters in answers(turn).items()}
    assert "Your answers are in" in member.sends("answer", record, **filled)
    assert "Answer now" not in member.opens("my_panel")
    assert "when the round has ended" in member.opens("own_sheet", record, 1)
    secretary.opens("own_sheet", record, 1, status=404)
    secretary.sends("answer", record)
    assert "2 sheets are in" in office.opens("contest", record)
    assert "on paper" in office.sends("paper", record, 1, world.branch.pk, right=2)
    assert "results are shown" in office.posts("end_round", record)
    assert "3 of 3 are right" in member.opens("own_sheet", record, 1)
    page = office.sends("close", record, winners=[contest.teams.get().pk])
    assert "Winner" in page and ">5<" in page
    assert world.member.name not in page
    Visitor(world, world.foreign_secretary).opens("contest", record, status=403)
    # the office sees that a result was typed wrongly, corrects it beside it, and names the day anew
    page = office.sends("paper", record, 1, world.branch.pk, right=1)
    assert ">4<" in page
    page = office.opens("paper", record, 1, world.branch.pk)
    assert "Typed so far" in page and "<del>2</del>" in page and world.office.name in page
    assert "Choose a reason" in office.opens("restate", record)
    page = office.sends("restate", record, winners=[], reason="noted_wrongly", words="没有评出")
    assert "没有评出" in page and "Winner" not in page
    page = office.posts("take_back", record)
    assert "the contest is open again" in page and "Close and name the winners" in page
    secretary.opens("restate", record, status=403)
