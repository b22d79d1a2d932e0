"""A supplementary notice changes a running campaign: compared, decided, adopted as new versions, confirmed by units."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.supplement import adopting
from taizhang.flows.supplement.comparing import end_of, standing_of
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.programmes.models import Requirement
from taizhang.ledger.posting import standing_lines
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount
from taizhang.work.changes import actions as changes
from taizhang.work.changes.kinds import REVISION, Decision, SetState, Subject, Verdict
from taizhang.work.changes.models import Change, ChangeSet
from taizhang.work.documents.models import Dispatch
from taizhang.work.notices.handing.actions import report_task
from taizhang.work.notices.models import Notice
from taizhang.work.notices.tests.drafted import receive
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, open_unit


def supplement(world: World) -> str:
    """A notice that changes, adds, withdraws and leaves; its days are counted from today."""
    later = (end_of(world.first_phase) or world.today) + timedelta(days=20)
    report, plans = world.today + timedelta(days=25), world.today + timedelta(days=10)
    return f"""关于调整学习教育活动有关要求的补充通知

临教组办〔{world.today.year}〕9号

各党支部：
现对学习教育活动的有关要求作如下调整：
一、每名党员学习时间由不少于40学时调整为不少于48学时。
二、领导干部每人撰写心得体会不少于3篇。
三、学习动员阶段时间延长至{later.year}年{later.month}月{later.day}日。
四、不再要求补课。
五、各支部于{report.month}月{report.day}日前报送学习情况小结。
六、集中学习时间占总学时的三分之二以上。
请各单位于{plans.month}月{plans.day}日前重新修订学习计划。

市教育活动领导小组办公室
{world.today.year}年{world.today.month}月{world.today.day}日
"""


def compared(world: World) -> ChangeSet:
    notice = receive(world, supplement(world))
    return adopting.compare_notice(notice=notice, programme=world.programme, by=world.office, key=key())


def accepted(world: World) -> ChangeSet:
    made = compared(world)
    changes.accept_open_changes(change_set=made, by=world.office, key=key())
    return made


def adopted(world: World, **days: date) -> ChangeSet:
    return adopting.adopt_changes(change_set=accepted(world), by=world.office, key=key(), **days)


def of(change_set: ChangeSet, verdict: Verdict, subject: Subject) -> list[Change]:
    return list(change_set.changes.filter(verdict=verdict, subject=subject))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    assert str(refusal.value.reason)
    return refusal.value.code


def test_what_changes_what_is_new_what_goes_and_what_stays_each_with_its_sentence(world: World) -> None:
    made = compared(world)
    (hours,) = of(made, Verdict.CHANGED, Subject.REQUIREMENT)
    assert (hours.before["numerator"], hours.fields["numerator"]) == (2400, 2880)
    assert hours.fields["title"] == "学时不少于48小时"
    assert "48学时" in hours.quote and hours.requirement == world.requirements["study_minutes"]
    (leaders,) = of(made, Verdict.ADDED, Subject.REQUIREMENT)
    assert (leaders.fields["metric"], leaders.fields["numerator"]) == ("essays_reviewed", 3)
    assert leaders.fields["audience"] == ["leader"]
    (gone,) = of(made, Verdict.WITHDRAWN, Subject.REQUIREMENT)
    assert gone.requirement == world.requirements["sessions_missed"] and "不再要求补课" in gone.quote
    (share,) = of(made, Verdict.UNCHANGED, Subject.REQUIREMENT)
    assert share.requirement == world.requirements["group_share"]
    (phase,) = of(made, Verdict.CHANGED, Subject.PHASE)
    assert phase.phase == world.first_phase
    (report,) = of(made, Verdict.ADDED, Subject.DEADLINE)
    assert "学习情况小结" in report.fields["what"]
    assert made.plans_due_on == world.today + timedelta(days=10)
    text = Notice.objects.get(record=made.source).text
    assert all(text[one.quote_start or 0 :].startswith(one.quote[:10]) for one in made.changes.all())


def test_a_comparison_posts_nothing_and_is_made_once(world: World) -> None:
    made = compared(world)
    assert not statements(made.record)
    notice = Notice.objects.get(record=made.source)
    again = partial(adopting.compare_notice, notice=notice, programme=world.programme, by=world.office)
    assert refused(partial(again, key=key())) == "compared_already"
    adopting.drop_comparison(change_set=made, by=world.office, key=key())
    notice.refresh_from_db()
    assert notice.supplements is None
    assert again(key=key()).pk != made.pk


def test_nothing_is_adopted_before_every_change_is_decided_and_something_stands(world: World) -> None:
    made = compared(world)
    adopt = partial(adopting.adopt_changes, change_set=made, by=world.office)
    assert refused(partial(adopt, key=key())) == "changes_open"
    for one in made.changes.exclude(verdict=Verdict.UNCHANGED):
        changes.decide_change(change=one, decision=Decision.STRUCK, by=world.office, key=key())
    assert refused(partial(adopt, key=key())) == "nothing_accepted"
    same = made.changes.get(verdict=Verdict.UNCHANGED)
    strike = partial(changes.decide_change, change=same, decision=Decision.STRUCK, by=world.office, key=key())
    assert refused(strike) == "nothing_to_decide"


@pytest.mark.requirement("R1-28")
def test_adopting_supersedes_and_never_edits_and_posts_each_change(world: World) -> None:
    old = world.requirements["study_minutes"]
    first_end = end_of(world.first_phase)
    assert first_end is not None
    made = adopted(world)
    old.refresh_from_db()
    new = world.requirements["study_minutes"]
    assert (old.numerator, old.superseded_by) == (2400, new)
    assert (new.version, new.numerator, new.phase) == (2, 2880, world.first_phase)
    assert "48学时" in new.quote
    gone = Requirement.objects.get(programme=world.programme, metric="sessions_missed")
    assert gone.superseded_by == gone
    assert "sessions_missed" not in world.requirements
    leaders = next(one for one in standing_of(world.programme) if one.audience == ["leader"])
    assert (leaders.number, leaders.version, leaders.numerator) == (5, 1, 3)
    assert end_of(world.first_phase) == first_end + timedelta(days=20)
    assert world.first_phase.ends_on == first_end
    acts = sorted(statements(world.programme.record).values_list("act", flat=True))
    assert acts == ["requirement-1-v2", "requirement-3-off", "requirement-5-v1"]
    lines = [line.kind for line, _phase in standing_lines(made.record, "adopted")]
    assert lines == ["changes.set_adopted"]
    assert recount(CATALOGUE["requirements_changed"], world.committee) == 3
    owed = Duty.objects.filter(kind="notices.deadline").select_related("record", "unit")
    assert {duty.unit for duty in owed} == {world.branch, world.sibling}
    assert all(duty.record.title.endswith("小结") for duty in owed)
    made.refresh_from_db()
    assert (made.state, made.adopted_by, made.adopted_on) == (SetState.ADOPTED, world.office, world.today)


def test_the_units_concerned_get_the_changes_and_who_has_left_the_phase_does_not(world: World) -> None:
    rolls.close_unit_phase(
        programme=world.programme,
        unit=world.sibling,
        phase=world.first_phase,
        on=world.today,
        by=world.office,
        key=key(),
    )
    made = compared(world)
    for one in made.changes.exclude(verdict=Verdict.UNCHANGED):
        keep = one.subject == Subject.REQUIREMENT and one.verdict == Verdict.CHANGED
        decision = Decision.ACCEPTED if keep else Decision.STRUCK
        changes.decide_change(change=one, decision=decision, by=world.office, key=key())
    adopting.adopt_changes(change_set=made, by=world.office, key=key())
    assert [one.unit for one in Dispatch.objects.filter(record=made.record)] == [world.branch]


def test_a_change_for_leaders_reaches_only_units_that_have_some(world: World) -> None:
    made = compared(world)
    for one in made.changes.exclude(verdict=Verdict.UNCHANGED):
        keep = one.fields.get("audience") == ["leader"]
        decision = Decision.ACCEPTED if keep else Decision.STRUCK
        changes.decide_change(change=one, decision=decision, by=world.office, key=key())
    adopting.adopt_changes(change_set=made, by=world.office, key=key())
    assert [one.unit for one in Dispatch.objects.filter(record=made.record)] == [world.branch]


def test_an_edit_adopts_what_the_office_wrote_and_keeps_what_was_proposed(world: World) -> None:
    made = accepted(world)
    (hours,) = of(made, Verdict.CHANGED, Subject.REQUIREMENT)
    edited = {"title": "学时不少于45", "numerator": 2700, "denominator": 1}
    changes.decide_change(change=hours, decision=Decision.EDITED, fields=edited, by=world.office, key=key())
    adopting.adopt_changes(change_set=made, by=world.office, key=key())
    hours.refresh_from_db()
    assert world.requirements["study_minutes"].numerator == 2700
    assert hours.fields["numerator"] == 2880


def test_strangers_compare_decide_and_adopt_nothing(world: World) -> None:
    notice, made = receive(world, supplement(world) + "又及"), accepted(world)
    strangers: list[Person] = [world.secretary, world.member, world.leader, world.principal, world.foreign_secretary]
    change = made.changes.exclude(verdict=Verdict.UNCHANGED)[0]
    for stranger in strangers:
        for act in (
            partial(adopting.compare_notice, notice=notice, programme=world.programme),
            partial(adopting.adopt_changes, change_set=made),
            partial(adopting.drop_comparison, change_set=made),
            partial(changes.decide_change, change=change, decision=Decision.STRUCK),
            partial(changes.accept_open_changes, change_set=made),
        ):
            with pytest.raises(NotAllowed) as no:
                act(by=stranger, key=key())
            assert str(no.value.reason)


def test_sending_an_adoption_again_changes_nothing(world: World) -> None:
    made, one = accepted(world), key()
    for _time in range(3):
        adopting.adopt_changes(change_set=made, by=world.office, key=one)
    assert recount(CATALOGUE["change_sets_adopted"], world.committee) == 1
    assert refused(partial(adopting.adopt_changes, change_set=made, by=world.office, key=key())) == "adopted"


def newcomer(world: World, code: str) -> Unit:
    return open_unit(world.general_branch, code, f"新设第{code[-1]}党支部", UnitKind.BRANCH, world.today)


def enrol(world: World, unit: Unit, one: uuid.UUID) -> None:
    rolls.enrol_units(programme=world.programme, units=[unit], on=clock.today(), by=world.office, key=one)


def test_who_begins_to_take_part_later_owes_what_all_owe_by_itself_and_once(world: World) -> None:
    adopted(world)
    (given,) = Duty.objects.filter(kind="notices.deadline", unit=world.branch)
    third, fourth, one = newcomer(world, "10103"), newcomer(world, "10104"), key()
    office = signed_in(world, world.office)
    page = reverse("rolls:enrol_units", args=[world.programme.pk])
    assert "1 项" in office.get(page).content.decode()
    for _time in range(2):
        office.post(page, {"key": str(one), "units": third.code, "on": str(world.today)})
    owed = Duty.objects.filter(unit=third, kind="notices.deadline")
    assert [(duty.record, duty.due_on, duty.settled_on) for duty in owed] == [(given.record, given.due_on, None)]
    assert recount(CATALOGUE["directive_tasks_given"], third) == 1
    panel = office.get(reverse("flows:directives_panel", args=[third.pk])).content.decode()
    assert given.record.title in panel
    # whose day had passed before a unit took part, that it does not owe
    assert given.due_on is not None
    after = datetime.combine(given.due_on + timedelta(days=1), time(9), tzinfo=clock.now().tzinfo)
    with clock.telling(after):
        enrol(world, fourth, key())
    assert not Duty.objects.filter(unit=fourth, kind="notices.deadline").exists()


def test_the_parts_of_a_split_unit_owe_what_it_still_owed_and_not_what_it_had_done(world: World) -> None:
    adopted(world)
    (given,) = Duty.objects.filter(kind="notices.deadline", unit=world.branch)
    report_task(record=given.record, unit=world.branch, by=world.secretary, key=key())
    for unit, code, owes in ((world.branch, "1011", 0), (world.sibling, "1012", 1)):
        people = Membership.objects.filter(unit=unit, to_on=None).values_list("person", flat=True)
        parts = rolls.split_unit(
            unit=unit,
            into=[rolls.NewUnit(f"{code}8", "一支部"), rolls.NewUnit(f"{code}9", "二支部")],
            placing=dict.fromkeys(people, 0),
            on=world.today,
            by=world.office,
            key=key(),
        )
        for part in parts:
            assert Duty.objects.filter(unit=part, kind="notices.deadline", record=given.record).count() == owes
            assert recount(CATALOGUE["directive_tasks_given"], part) == owes


# --- pages ---


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


def sheet(**fields: object) -> dict[str, object]:
    return {"key": str(uuid.uuid4()), **fields}


@pytest.mark.requirement("R1-28", "R1-36", "R1-37")
def test_from_the_notice_to_the_receipt_and_the_plans_that_are_owed(world: World) -> None:
    office, secretary = signed_in(world, world.office), signed_in(world, world.secretary)
    notice = receive(world, supplement(world))
    button = office.get(reverse("flows:compare_button", args=[notice.record_id])).content.decode()
    assert "学习教育活动" in button and reverse("flows:compare", args=[notice.record_id]) in button
    answer = office.post(reverse("flows:compare", args=[notice.record_id]), sheet(programme=world.programme.pk))
    made = ChangeSet.objects.get()
    address = reverse("flows:change_set", args=[made.record_id])
    assert answer.headers["Location"] == address
    page = office.get(address).content.decode()
    assert "学时 ≥ 40" in page and "学时 ≥ 48" in page and "由不少于40学时调整为不少于48学时" in page
    assert 'aria-disabled="true"' in page
    (report,) = of(made, Verdict.ADDED, Subject.DEADLINE)
    office.post(reverse("flows:decide_change", args=[made.record_id, report.number]), sheet(decision="struck"))
    office.post(reverse("flows:accept_changes", args=[made.record_id]), sheet())
    plans = world.today + timedelta(days=10)
    answer = office.post(
        reverse("flows:adopt_changes", args=[made.record_id]),
        sheet(plans_due_on=str(plans), receipts_due_on=str(world.today + timedelta(days=3))),
    )
    assert answer.status_code == 302
    page = office.get(address).content.decode()
    assert "2 个单位尚未修订计划" in page
    panel = secretary.get(reverse("flows:changes_panel", args=[world.branch.pk])).content.decode()
    assert "<del" in panel and "学时 ≥ 48" in panel and "调整为不少于48学时" in panel
    confirm = reverse("flows:confirm_changes", args=[world.branch.pk, made.record_id])
    assert confirm in panel
    after = secretary.post(confirm, sheet(), headers={"hx-request": "true"}).content.decode()
    assert confirm not in after
    assert Dispatch.objects.get(record=made.record, unit=world.branch).received_by == world.secretary
    assert {duty.unit for duty in Duty.objects.filter(kind=REVISION, due_on=plans)} == {world.branch, world.sibling}
    log = secretary.get(reverse("flows:changes_log", args=[world.programme.record_id])).content.decode()
    assert "活动启动后的调整" in log and world.office.name in log and "学时 ≥ 48" in log
    assert secretary.get(address).status_code == 200


def test_a_bad_day_and_a_missing_key_are_refused_in_words(world: World) -> None:
    office, made = signed_in(world, world.office), accepted(world)
    adopt = reverse("flows:adopt_changes", args=[made.record_id])
    page = office.post(adopt, sheet(plans_due_on=str(world.days_ago(1))))
    assert page.status_code == 422 and "已经过去" in page.content.decode()
    assert office.post(adopt, {}).status_code == 422
    assert office.post(reverse("flows:accept_changes", args=[made.record_id])).status_code == 409
    assert office.post(reverse("flows:decide_change", args=[made.record_id, 1]), sheet(decision="x")).status_code == 409


def test_a_proposal_is_closed_to_all_but_the_office(world: World) -> None:
    made = compared(world)
    for person in (world.secretary, world.leader, world.principal, world.member):
        assert signed_in(world, person).get(reverse("flows:change_set", args=[made.record_id])).status_code == 403


def test_an_edit_sheet_speaks_of_hours_and_keeps_the_sentence(world: World) -> None:
    office, made = signed_in(world, world.office), compared(world)
    (hours,) = of(made, Verdict.CHANGED, Subject.REQUIREMENT)
    address = reverse("flows:edit_change", args=[made.record_id, hours.number])
    page = office.get(address).content.decode()
    assert 'value="48"' in page and hours.quote in page
    assert office.post(address, sheet(title="学时", operator=">=", amount="很多")).status_code == 422
    assert office.post(address, sheet(title="学时", operator=">=", amount="四十五")).status_code == 302
    hours.refresh_from_db()
    assert hours.standing["numerator"] == 2700
    (phase,) = of(made, Verdict.CHANGED, Subject.PHASE)
    (report,) = of(made, Verdict.ADDED, Subject.DEADLINE)
    for one in (phase, report):
        address = reverse("flows:edit_change", args=[made.record_id, one.number])
        day = str(world.today + timedelta(days=99))
        assert office.post(address, sheet(title="小结", due=day)).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_page_stands_in_every_language(world: World, language: str) -> None:
    office = signed_in(world, world.office)
    office.cookies.load({"django_language": language})
    fresh = receive(world, supplement(world) + "另")
    made = accepted(world)
    for address in (
        reverse("flows:compare", args=[fresh.record_id]),
        reverse("flows:compare_button", args=[fresh.record_id]),
        reverse("flows:change_set", args=[made.record_id]),
        reverse("flows:edit_change", args=[made.record_id, 1]),
    ):
        assert office.get(address).status_code == 200, address
    adopting.adopt_changes(change_set=made, by=world.office, key=key(), plans_due_on=world.today)
    for address in (
        reverse("flows:change_set", args=[made.record_id]),
        reverse("flows:changes_log", args=[world.programme.record_id]),
        reverse("flows:changes_panel", args=[world.branch.pk]),
    ):
        assert office.get(address).status_code == 200, address
    (report,) = of(made, Verdict.ADDED, Subject.DEADLINE)
    assert report.owed is not None
    assert office.get(reverse("flows:changed_deadline", args=[report.owed.pk])).status_code == 302
