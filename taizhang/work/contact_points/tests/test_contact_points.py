"""Leaders' contact points: assigned, visited, what was found there stays open until something is done (R1-15)."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.config.background import settle
from taizhang.ground.duties.models import Duty
from taizhang.ledger.posting import standing_lines
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.contact_points import actions
from taizhang.work.contact_points.models import ContactPoint, Problem, Visit
from tests.visitor import Reader, drawn_fields
from tests.world import World, key


def assign(world: World) -> ContactPoint:
    return actions.assign_point(
        programme=world.programme, leader=world.leading_cadre, unit=world.sibling, by=world.office, key=key()
    )


def visit(world: World, point: ContactPoint, problems: Sequence[str] = (), days_ago: int = 0) -> Visit:
    on = world.days_ago(days_ago)
    return actions.note_visit(
        point=point, on=on, words="听了意见", problems=problems, by=world.leading_cadre, key=key()
    )


def booked(point: ContactPoint) -> Counter[tuple[str, int, int]]:
    """What stands booked of a contact point: (kind, unit, member) → amount."""
    found: Counter[tuple[str, int, int]] = Counter()
    for held in Visit.objects.filter(point=point).select_related("record"):
        sources = [(held.record, "visit")]
        for problem in held.problems.select_related("record"):
            sources += [(problem.record, "found"), (problem.record, "settled")]
        for record, act in sources:
            for line, _phase in standing_lines(record, act):
                found[line.kind.removeprefix("contact_points."), line.unit, line.member] += line.amount
    return +found


def test_a_visit_posts_for_the_leader_at_home_and_for_the_unit_visited(world: World) -> None:
    point, leader, there = assign(world), world.leading_cadre, world.sibling.pk
    held = visit(world, point, ["活动室漏雨", " ", "路灯不亮"])
    assert booked(point) == {
        ("visit_made", world.branch.pk, leader.pk): 1,
        ("unit_visited", there, 0): 1,
        ("problem_found", there, 0): 2,
    }
    first, second = held.problems.order_by("pk")
    actions.settle_problem(problem=first, on=world.today, words="已修好", by=world.sibling_secretary, key=key())
    assert booked(point)["problem_settled", there, 0] == 1
    assert not Duty.objects.filter(record=first.record, settled_on__isnull=True).exists()
    assert Duty.objects.filter(record=second.record, unit=world.sibling, settled_on__isnull=True).exists()
    settle()
    assert totals(CATALOGUE["contact_point_problems"], [there]) == {there: 2}
    assert totals(CATALOGUE["contact_point_visits"], [world.branch.pk]) == {world.branch.pk: 1}


def test_an_assignment_is_for_leaders_elsewhere_in_the_programme_and_once(world: World) -> None:
    for leader, unit, code in (
        (world.member, world.sibling, "no_leader"),
        (world.leading_cadre, world.branch, "own_unit"),
        (world.leading_cadre, world.foreign_branch, "not_taking_part"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.assign_point(programme=world.programme, leader=leader, unit=unit, by=world.office, key=key())
        assert refused.value.code == code
    assign(world)
    with pytest.raises(Refusal) as refused:
        assign(world)
    assert refused.value.code == "assigned_already"


def test_strangers_neither_assign_nor_note_nor_settle(world: World) -> None:
    point = assign(world)
    problem = visit(world, point, ["活动室漏雨"]).problems.get()
    with pytest.raises(NotAllowed):
        actions.release_point(point=point, by=world.leading_cadre, key=key())
    for stranger in (world.secretary, world.member, world.office, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            actions.note_visit(point=point, on=world.today, by=stranger, key=key())
        with pytest.raises(NotAllowed):
            actions.settle_problem(problem=problem, on=world.today, words="好了", by=stranger, key=key())


def test_days_and_words_are_checked(world: World) -> None:
    point = assign(world)
    for on, code in ((world.today + timedelta(days=1), "future_day"), (world.days_ago(4000), "before_assigned")):
        with pytest.raises(Refusal) as refused:
            actions.note_visit(point=point, on=on, by=world.leading_cadre, key=key())
        assert refused.value.code == code
    with pytest.raises(Refusal) as refused:
        visit(world, point, ["问题"] * 21)
    assert refused.value.code == "too_many_problems"
    held = visit(world, point, ["活动室漏雨"], days_ago=3)
    problem = held.problems.get()
    for on, words, code in ((world.today, " ", "no_words"), (world.days_ago(5), "已修", "before_found")):
        with pytest.raises(Refusal) as refused:
            actions.settle_problem(problem=problem, on=on, words=words, by=world.leading_cadre, key=key())
        assert refused.value.code == code
    actions.settle_problem(problem=problem, on=world.days_ago(2), words="已修", by=world.leading_cadre, key=key())
    with pytest.raises(Refusal) as refused:
        actions.restate_visit(visit=held, on=world.today, reason="wrong_date", by=world.leading_cadre, key=key())
    assert refused.value.code == "settled_before"
    actions.release_point(point=point, by=world.office, key=key())
    with pytest.raises(Refusal) as refused:
        visit(world, point)
    assert refused.value.code == "ended"


STEPS = st.lists(
    st.tuples(st.sampled_from(["visit", "anew", "back", "settle", "wrong"]), st.integers(0, 5)), max_size=10
)


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_any_order_of_acts_leaves_what_a_recount_of_the_rows_says(world: World, steps: list[tuple[str, int]]) -> None:
    point = ContactPoint.objects.filter(to_on__isnull=True).first() or assign(world)
    leader = world.leading_cadre
    for step, number in steps:
        visits = list(point.visits.filter(is_withdrawn=False).order_by("pk"))
        problems = list(Problem.objects.filter(visit__point=point, is_withdrawn=False).order_by("pk"))
        try:
            if step == "visit":
                visit(world, point, ["甲", "乙"][: number % 3], days_ago=number)
            elif step == "anew" and visits:
                on = world.days_ago(number)
                actions.restate_visit(
                    visit=visits[number % len(visits)], on=on, reason="wrong_date", by=leader, key=key()
                )
            elif step == "back" and visits:
                actions.withdraw_visit(visit=visits[number % len(visits)], by=leader, key=key())
            elif step == "settle" and problems:
                chosen = problems[number % len(problems)]
                actions.settle_problem(problem=chosen, on=world.today, words="好了", by=leader, key=key())
            elif step == "wrong" and problems:
                actions.withdraw_problem(problem=problems[number % len(problems)], by=leader, key=key())
        except Refusal:
            continue
    there = world.sibling.pk
    paid = point.visits.filter(is_withdrawn=False).count()
    valid = Q(visit__point=point, is_withdrawn=False)
    expected = Counter(
        {
            ("visit_made", world.branch.pk, leader.pk): paid,
            ("unit_visited", there, 0): paid,
            ("problem_found", there, 0): Problem.objects.filter(valid).count(),
            ("problem_settled", there, 0): Problem.objects.filter(valid, settled_on__isnull=False).count(),
        }
    )
    assert booked(point) == +expected
    owed = Duty.objects.filter(kind=actions.PROBLEM, settled_on__isnull=True)
    assert owed.count() == Problem.objects.filter(valid, settled_on__isnull=True).count()


# --- through the pages ---


class Visitor(Reader):
    """One person at the pages of contact points."""

    space = "contact_points:"


@pytest.mark.requirement("R1-15")
def test_a_leader_is_assigned_visits_and_what_was_found_is_settled_by_the_unit(world: World) -> None:
    office, leader = Visitor(world, world.office), Visitor(world, world.leading_cadre)
    programme = world.programme.record_id
    assert "1 leader has no contact point" in office.opens("board", programme)
    assert "My contact points" not in leader.opens("my_panel")
    page = office.sends("assign", programme, leader=world.leading_cadre.pk, unit=world.sibling.pk)
    assert "The contact point is assigned" in page and world.sibling.name in page
    point = ContactPoint.objects.get()
    assert "no visit yet" in leader.opens("my_panel")
    page = leader.sends("note_visit", point.record_id, words="同夜班师傅谈了心", problems="x" * 201)
    assert "Line 1 has 201 characters" in page and "同夜班师傅谈了心" in page
    page = leader.sends("note_visit", point.record_id, words="同夜班师傅谈了心", problems="活动室漏雨\n\n路灯不亮\n")
    assert "同夜班师傅谈了心" in page and "活动室漏雨" in page and "路灯不亮" in page
    assert "2 problems open" in Visitor(world, world.sibling_secretary).opens("unit_panel", world.sibling.pk)
    first = Problem.objects.get(text="活动室漏雨")
    page = Visitor(world, world.sibling_secretary).sends("problem", first.record_id, words="补了屋面")
    assert "补了屋面" in page and "Noted what was done" in page
    assert "1 problem open" in leader.opens("my_panel")
    assert "1 / 2" in office.opens("board", programme)
    Visitor(world, world.foreign_secretary).opens("point", point.record_id, status=403)
    Visitor(world, world.member).opens("board", programme, status=403)
    page = leader.opens("visit", point.visits.get().record_id)
    fields = drawn_fields(page)
    there = reverse("contact_points:withdraw_visit", args=[point.visits.get().record_id])
    leader.client.post(there, {"key": fields["key"]})
    assert "0 / 0" in office.opens("board", programme)
