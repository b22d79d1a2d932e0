"""A decided draft becomes a programme; nothing that was accepted is lost, nothing undeclared gets in."""

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.adopt_draft import Frame, adopt_draft, may_adopt_draft, short_title
from taizhang.flows.fitting_metrics import choices_for, smallest_units
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Operator, Programme, Requirement
from taizhang.ledger.reading import Scope, statements, total
from taizhang.lib.refusals import Denied, NotAllowed
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.work.notices import actions, queries
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.samples import notice_text
from taizhang.work.notices.tests.drafted import decide, demand, receive, refused, settle
from tests.world import World, key

ADOPTED = ("notices.programme_adopted",)


def adopted(world: World) -> Programme:
    """The sample notice, decided and adopted by the office."""
    notice = receive(world)
    settle(world, notice)
    return adopt_draft(notice=notice, by=world.office, key=key())


def row(programme: Programme, metric: str, **more: object) -> Requirement:
    return programme.requirements.get(metric=metric, **more)


@pytest.mark.requirement("R1-27", "N-01")
def test_the_sample_becomes_three_phases_with_their_steps_in_order_and_routine_work(world: World) -> None:
    programme = adopted(world)
    phases = list(programme.phases.order_by("number"))
    assert [phase.is_routine for phase in phases] == [False, False, False, True]
    first = phases[0]
    assert "学习动员" in first.name and first.starts_on and first.ends_on
    assert [step.name for step in first.steps.order_by("number")] == ["思想发动", "学习培训", "专题讨论"]
    assert programme.notice is not None
    text = queries.notice_for(viewer_of(world.office), programme.notice.pk).text
    for phase in phases[:3]:
        assert phase.quote_start is not None
        assert text[phase.quote_start : phase.quote_start + len(phase.quote)] == phase.quote


@pytest.mark.requirement("R1-33", "R1-34")
def test_hours_become_minutes_and_two_thirds_stay_two_thirds(world: World) -> None:
    programme = adopted(world)
    hours, share = row(programme, "study_minutes"), row(programme, "group_share")
    assert (hours.numerator, hours.denominator, hours.operator) == (2400, 1, Operator.AT_LEAST)
    assert (share.numerator, share.denominator, share.operator) == (2, 3, Operator.AT_LEAST)
    assert hours.phase == share.phase == programme.phases.get(number=1)


def test_an_hour_of_study_may_be_forty_five_minutes(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    frame = Frame(title="活动", short_title="活动", starts_on=world.today, minutes_per_hour=45)
    programme = adopt_draft(notice=notice, frame=frame, by=world.office, key=key())
    assert programme.minutes_per_hour == 45
    assert row(programme, "study_minutes").numerator == 1800


@pytest.mark.requirement("R1-40", "R1-42")
def test_leaders_owe_two_essays_and_who_cannot_write_owes_none(world: World) -> None:
    programme = adopted(world)
    leaders = row(programme, "essays_reviewed", numerator=2)
    others = row(programme, "essays_reviewed", numerator=1)
    assert leaders.audience == [Category.LEADER]
    # who is asked for two by a sentence of their own is not asked for one beside it
    assert (others.audience, set(others.exempt)) == ([], {Category.CANNOT_WRITE, Category.LEADER})


def test_sessions_and_lectures_are_counted_for_each_branch(world: World) -> None:
    programme = adopted(world)
    assert row(programme, "sessions_held", code="").audience == [UnitKind.BRANCH]
    assert row(programme, "lectures_held").audience == [UnitKind.BRANCH]


def test_every_requirement_keeps_its_sentence_and_its_item_knows_who_decided(world: World) -> None:
    programme = adopted(world)
    assert programme.notice is not None
    notice = queries.notice_for(viewer_of(world.office), programme.notice.pk)
    for requirement in programme.requirements.all():
        start = requirement.quote_start
        assert start is not None
        assert notice.text[start : start + len(requirement.quote)] == requirement.quote
        item = notice.items.get(requirement=requirement)
        assert item.decided_by == world.office


def test_what_no_metric_counts_stays_with_the_programme_as_its_sentence(world: World) -> None:
    programme = adopted(world)
    notice = queries.notice_for(viewer_of(world.office), programme.notice.pk)  # type: ignore[union-attr]
    kept = notice.items.filter(state=ItemState.ACCEPTED, requirement=None, phase=None).exclude(kind=ItemKind.STEP)
    assert {"deadline", "responsibility", "requirement"} <= set(kept.values_list("kind", flat=True))


def test_adopting_posts_once_and_the_same_key_gives_the_same_programme(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    same = key()
    first = adopt_draft(notice=notice, by=world.office, key=same)
    assert adopt_draft(notice=notice, by=world.office, key=same) == first
    assert total(Scope(ADOPTED, unit=world.committee)) == 1
    assert statements(first.record, "adopted").count() == 1
    with refused("adopted"):
        adopt_draft(notice=notice, by=world.office, key=key())


def test_an_adopted_draft_is_decided_no_more(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    adopt_draft(notice=notice, by=world.office, key=key())
    with refused("adopted"):
        decide(world, demand(notice, "study_hours"), ItemState.STRUCK)


def test_nothing_is_adopted_while_items_or_questions_wait(world: World) -> None:
    notice = receive(world)
    with refused("items_open"):
        adopt_draft(notice=notice, by=world.office, key=key())
    settle(world, notice)
    decide(world, demand(notice, "study_hours"), ItemState.STRUCK)
    answer = may_adopt_draft(viewer_of(world.office), queries.read_review(notice))
    assert isinstance(answer, Denied) and answer.code == "questions_open"
    with refused("questions_open"):
        adopt_draft(notice=notice, by=world.office, key=key())
    assert Programme.objects.filter(notice=notice.record).count() == 0


def test_only_the_office_adopts(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    for person in (world.leader, world.principal, world.secretary, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            adopt_draft(notice=notice, by=person, key=key())


def test_an_unknown_metric_is_refused_and_leaves_nothing(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    other = demand(notice, "satisfaction_share")
    with refused("unknown_metric"):
        adopt_draft(notice=notice, metrics={other.number: "likes"}, by=world.office, key=key())
    assert Programme.objects.filter(notice=notice.record).count() == 0
    programme = adopt_draft(notice=notice, metrics={other.number: "sessions_held"}, by=world.office, key=key())
    assert set(programme.requirements.values_list("metric", flat=True)) <= CATALOGUE.keys()


@pytest.mark.parametrize(
    ("measure", "unit", "op", "first", "absent"),
    [
        ("visits", "次", ">=", "meetings_held", "study_minutes"),
        ("count", "篇", ">=", "materials_read", "group_share"),
        ("count", "名", ">=", "note_review_share", "study_minutes"),
        ("coverage_share", "%", ">=", "study_plan_coverage", "sessions_held"),
        ("amount", "元", "<=", "visit_costs", "sessions_held"),
        ("study_hours", "学时", ">=", "self_minutes", "sessions_missed"),
        ("other", "", ">=", "contests_held", "sessions_missed"),
        ("other", "", "<=", "sessions_missed", "visit_costs"),
    ],
)
def test_every_figure_that_fits_the_unit_of_a_demand_is_offered_by_its_name(
    measure: str, unit: str, op: str, first: str, absent: str
) -> None:
    groups = choices_for({"measure": measure, "unit": unit, "op": op})
    offered = {name: words for _group, some in groups for name, words in some}
    assert absent not in offered
    if first != "note_review_share":
        assert offered[first] == str(CATALOGUE[first].words)
    else:
        assert first not in offered and next(name for name, _words in groups[0][1]) == "notes_checked"


def test_money_is_held_against_fen_and_minutes_stay_minutes() -> None:
    assert smallest_units(CATALOGUE["visit_costs"], {"unit": "万元"}, 60) == 1_000_000
    assert smallest_units(CATALOGUE["self_minutes"], {"unit": "分钟"}, 45) == 1
    assert smallest_units(CATALOGUE["self_minutes"], {"unit": "学时"}, 45) == 45


@pytest.mark.requirement("R3-36")
def test_a_notice_without_phases_becomes_a_programme_that_runs_on(world: World) -> None:
    text = "关于加强日常学习的通知\n各党支部：\n每名党员每年学习不少于32学时。\n各党支部每季度召开一次专题学习例会。\n临江市委办公室"
    notice = receive(world, text)
    actions.answer_question(notice=notice, question="no_phases", answer="ongoing", by=world.office, key=key())
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    assert programme.is_ongoing and programme.ends_on is None
    assert [phase.is_routine for phase in programme.phases.all()] == [True]


def test_a_struck_phase_leaves_its_demands_to_the_whole_programme(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    first = notice.items.filter(kind=ItemKind.PHASE).order_by("number")[0]
    decide(world, first, ItemState.STRUCK)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    assert programme.phases.filter(is_routine=False).count() == 2
    assert row(programme, "study_minutes").phase is None
    assert row(programme, "group_share").phase is None


def test_an_edited_item_becomes_what_it_was_edited_to(world: World) -> None:
    notice = receive(world)
    settle(world, notice)
    item = demand(notice, "study_hours")
    decide(world, item, ItemState.EDITED, **{**item.fields, "amount": "36.5"})
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    hours = row(programme, "study_minutes")
    assert Fraction(hours.numerator, hours.denominator) == Fraction(73, 2) * 60


def test_a_traditional_notice_becomes_the_same_kind_of_programme(world: World) -> None:
    notice = receive(world, notice_text(world.today, "hant"))
    settle(world, notice)
    programme = adopt_draft(notice=notice, by=world.office, key=key())
    assert programme.phases.filter(is_routine=False).count() == 3
    assert (row(programme, "group_share").numerator, row(programme, "group_share").denominator) == (2, 3)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("关于在全市党员中开展“连心”集中学习教育活动的通知", "“连心”集中学习教育活动"),
        ("關於開展「同行」主題學習活動的通知", "「同行」主題學習活動"),
        ("关于加强日常学习的通知", "关于加强日常学习的通知"),
    ],
)
def test_the_short_title_is_the_name_in_quotation_marks(title: str, short: str) -> None:
    assert short_title(title) == short


def test_a_deadline_with_a_day_becomes_a_duty_that_leads_to_its_sentence(world: World, client: Client) -> None:
    programme = adopted(world)
    duties = Duty.objects.filter(programme=programme, kind="notices.deadline").order_by("due_on")
    assert duties
    client.force_login(world.user(world.office))
    for duty in duties:
        item = DraftItem.objects.get(record=duty.record)
        assert (duty.unit, duty.person, duty.due_on) == (
            world.committee,
            None,
            date.fromisoformat(item.standing["due_on"]),
        )
        page = client.get(reverse("notices:item", args=[duty.record_id])).content.decode()
        place = f"{reverse('notices:notice', args=[item.notice.record_id])}?item={item.number}#i{item.number}"
        assert place in page and item.quote in page
