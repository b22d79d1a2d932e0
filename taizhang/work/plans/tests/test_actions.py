"""Plans through their acts: who may, what is booked, what is refused and why, and that a repetition changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from taizhang.ground.duties.actions import open_unit_duty
from taizhang.ground.duties.queries import owed_in_units
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.actions import extend_phase
from taizhang.ground.records.actions import open_record
from taizhang.ledger.reading import Scope, total
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.plans import actions
from taizhang.work.plans.actions.drafting import said_by
from taizhang.work.plans.checks import may_stand
from taizhang.work.plans.frames import findings_of
from taizhang.work.plans.kinds import REVISION, PlanKind, PlanState
from taizhang.work.plans.models import Plan, Version
from taizhang.work.plans.tests.planned import approved, begun, complete, finished, item, phase_end, themes
from tests.world import World, key


def booked(version: Version) -> dict[str, int]:
    """What stands booked for a plan: kind → amount."""
    plan = version.plan
    scopes = {
        kind: Scope((f"plans.{kind}",), codes=(plan.kind,), unit=plan.unit, programme=plan.programme_id)
        for kind in ("plan_handed_in", "plan_sent_back", "plan_approved", "unit_planned")
    }
    return {f"plans.{kind}": amount for kind, scope in scopes.items() if (amount := total(scope))}


def test_a_plan_begins_filled_from_the_programme(world: World) -> None:
    version = begun(world)
    items = list(version.items.all())
    assert (version.number, version.state, version.essays, version.notes) == (1, PlanState.DRAFT, 1, None)
    assert "学时不少于40小时" in version.asks
    assert "学习动员" in version.task
    assert [one.content for one in items][:3] == ["思想发动", "学习培训", "大讨论"]
    assert items[0].from_on == world.today
    assert items[-1].to_on == phase_end(world)
    assert sum(one.minutes for one in items) >= 2400
    assert version.plan.record.type == "plans.plan"
    assert not booked(version)


def test_one_plan_of_a_kind_in_a_programme(world: World) -> None:
    begun(world)
    with pytest.raises(Refusal) as refused:
        begun(world)
    assert refused.value.code == "begun_already"


def test_a_unit_plans_only_where_it_takes_part_and_only_its_own_keepers_write(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        begun(world, world.foreign_branch, world.foreign_secretary, programme=world.programme)
    assert refused.value.code == "not_enrolled"
    for stranger in (world.member, world.sibling_secretary, world.office, world.principal):
        with pytest.raises(NotAllowed) as no:
            begun(world, by=stranger)
        assert str(no.value.reason)


def test_what_is_missing_is_named_when_it_is_handed_in(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        actions.hand_in_plan(version=(blank := begun(world)), by=world.secretary, key=key())
    assert refused.value.details["lacking"] == ["notes"]
    version = actions.hand_in_plan(version=finished(blank, world.secretary), by=world.secretary, key=key())
    assert version.state == PlanState.HANDED_IN
    assert booked(version) == {"plans.plan_handed_in": 1}


def test_a_plan_is_approved_by_the_unit_above_and_booked_once(world: World) -> None:
    version, again = complete(world), key()
    for _time in range(3):
        version = actions.approve_plan(version=version, by=world.principal, key=again)
    assert (version.state, version.decided_by) == (PlanState.APPROVED, world.principal)
    assert booked(version) == {"plans.plan_handed_in": 1, "plans.plan_approved": 1, "plans.unit_planned": 1}
    hours = next(one for one in version.evidence if one["requirement"] == 1)
    assert (int(hours["have"]) >= 2400, hours["need"], hours["is_met"]) == (True, "2400", True)


@pytest.mark.parametrize("who", ["secretary", "keeper", "member", "sibling_secretary", "foreign_secretary", "leader"])
def test_nobody_approves_their_own_plan_and_no_stranger_does(world: World, who: str) -> None:
    version, by = complete(world), getattr(world, who)
    with pytest.raises(NotAllowed) as refused:
        actions.approve_plan(version=version, by=by, key=key())
    assert str(refused.value.reason)
    with pytest.raises(NotAllowed):
        actions.send_back_plan(version=version, comment="补充", by=by, key=key())


def test_the_head_above_who_wrote_it_does_not_approve_it(world: World) -> None:
    version = complete(world)
    Version.objects.filter(pk=version.pk).update(begun_by=world.principal)
    with pytest.raises(NotAllowed):
        actions.approve_plan(version=version, by=world.principal, key=key())
    assert actions.approve_plan(version=version, by=world.office, key=key()).state == PlanState.APPROVED


def test_a_plan_sent_back_is_written_on_and_handed_in_again(world: World) -> None:
    version = complete(world)
    with pytest.raises(Refusal) as refused:
        actions.send_back_plan(version=version, comment=" ", by=world.principal, key=key())
    assert refused.value.code == "no_comment"
    sent = actions.send_back_plan(version=version, comment="第三项写实些。", by=world.principal, key=key())
    assert sent.state == PlanState.SENT_BACK
    actions.put_item(version=version, new=item(world.today, "车间现场讲"), by=world.secretary, key=key())
    actions.hand_in_plan(version=version, by=world.secretary, key=key())
    assert booked(version) == {"plans.plan_handed_in": 2, "plans.plan_sent_back": 1}


def test_what_is_handed_in_or_approved_cannot_be_changed(world: World) -> None:
    version = complete(world)
    said = item(world.today)
    for act in (
        lambda: actions.put_item(version=version, new=said, by=world.secretary, key=key()),
        lambda: actions.remove_item(version=version, number=1, by=world.secretary, key=key()),
        lambda: actions.write_frame(
            version=version, task="", asks="", notes=1, essays=1, by=world.secretary, key=key()
        ),
        lambda: actions.hand_in_plan(version=version, by=world.secretary, key=key()),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "not_open"


def test_a_new_version_starts_from_the_last_and_replaces_it_once_approved(world: World) -> None:
    first = approved(world)
    changed = actions.begin_version(plan=first.plan, by=world.keeper, key=key())
    assert [said_by(one) for one in changed.items.all()] == [said_by(one) for one in first.items.all()]
    with pytest.raises(Refusal) as refused:
        actions.begin_version(plan=first.plan, by=world.keeper, key=key())
    assert refused.value.code == "under_way"
    actions.hand_in_plan(version=changed, by=world.keeper, key=key())
    first.refresh_from_db()
    assert first.state == PlanState.APPROVED
    actions.approve_plan(version=changed, by=world.office, key=key())
    first.refresh_from_db()
    assert (first.state, Plan.objects.count()) == (PlanState.SUPERSEDED, 1)
    assert booked(first)["plans.plan_approved"] == 2
    assert booked(first)["plans.unit_planned"] == 1


def test_an_extension_changes_what_the_checks_find_at_once(world: World) -> None:
    version, end = finished(begun(world), world.secretary), phase_end(world)
    said = replace(said_by(version.items.get(number=1)), from_on=end + timedelta(days=4), to_on=end + timedelta(days=5))
    actions.put_item(version=version, new=said, number=1, by=world.secretary, key=key())
    with pytest.raises(Refusal) as refused:
        actions.hand_in_plan(version=version, by=world.secretary, key=key())
    assert "dates" in refused.value.details["lacking"]
    assert "study_minutes" in [one.demand.metric for one in findings_of(version) if one.demand and not one.is_met]
    extend_phase(phase=world.first_phase, ends_on=end + timedelta(days=10), reason="学时未满", on=clock.today())
    assert may_stand(findings_of(version))
    assert actions.hand_in_plan(version=version, by=world.secretary, key=key()).state == PlanState.HANDED_IN


def ask_for_revision(world: World, days_ago: int = 0) -> None:
    asked = open_record(type="documents.change", unit=world.committee, title="学时要求有变", on=world.today)
    open_unit_duty(
        kind=REVISION,
        record=asked,
        unit=world.branch,
        opened_on=world.days_ago(days_ago),
        due_on=world.today + timedelta(days=7),
        programme=world.programme,
    )


def test_a_revision_that_was_asked_for_is_settled_by_the_approval_of_a_newer_version_only(world: World) -> None:
    first = approved(world)
    ask_for_revision(world)
    assert owed_in_units([world.branch.pk], kind=REVISION).count() == 1
    with clock.telling(clock.now() + timedelta(days=1)):
        newer = actions.begin_version(plan=first.plan, by=world.secretary, key=key())
        actions.hand_in_plan(version=newer, by=world.secretary, key=key())
        assert owed_in_units([world.branch.pk], kind=REVISION).count() == 1
        actions.approve_plan(version=newer, by=world.office, key=key())
    assert not owed_in_units([world.branch.pk], kind=REVISION)


def test_a_plan_handed_in_before_the_revision_was_asked_for_does_not_settle_it(world: World) -> None:
    version = complete(world)
    with clock.telling(clock.now() + timedelta(days=2)):
        ask_for_revision(world, days_ago=-2)
        actions.approve_plan(version=version, by=world.office, key=key())
    assert owed_in_units([world.branch.pk], kind=REVISION).count() == 1


def test_a_themed_plan_has_an_action_for_each_item_of_the_list(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        begun(world, kind=PlanKind.THEMED)
    assert refused.value.code == "no_list"
    listed = themes(world.programme)
    version = begun(world, kind=PlanKind.THEMED)
    assert [one.list_item for one in version.items.all()] == listed
    with pytest.raises(Refusal) as lacking:
        actions.hand_in_plan(version=version, by=world.secretary, key=key())
    assert {"list_items", "content", "owners"} <= set(lacking.value.details["lacking"])
    for one in version.items.all():
        said = replace(said_by(one), content="上门问需", owner=world.member)
        actions.put_item(version=version, new=said, number=one.number, by=world.secretary, key=key())
    actions.hand_in_plan(version=version, by=world.secretary, key=key())
    actions.approve_plan(version=version, by=world.principal, key=key())
    assert booked(version)["plans.unit_planned"] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda world: {"to_on": world.days_ago(3), "from_on": world.today}, "ends_before_start"),
        (lambda world: {"minutes": 30_001}, "bad_minutes"),
        (lambda world: {"method": "karaoke"}, "unknown_word"),
        (lambda world: {"methods": {"all": "online"}}, "unknown_word"),
        (lambda world: {"owner": world.sibling_member}, "not_a_member"),
    ],
)
def test_bad_items_are_refused(world: World, change: Callable[[World], dict[str, object]], code: str) -> None:
    version = begun(world)
    said = replace(item(world.today), **change(world))  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        actions.put_item(version=version, new=said, by=world.secretary, key=key())
    assert refused.value.code == code


def test_groups_do_an_item_in_their_own_way(world: World) -> None:
    version = begun(world)
    said = item(world.today, methods={"older": "home_lesson", "floating": "online"})
    put = actions.put_item(version=version, new=said, by=world.secretary, key=key())
    assert said_by(put).methods == {"older": "home_lesson", "floating": "online"}


def test_an_act_sent_again_changes_nothing(world: World) -> None:
    one = key()
    versions = {
        actions.begin_plan(unit=world.branch, programme=world.programme, kind="study", by=world.secretary, key=one).pk
        for _time in range(3)
    }
    version, again = Version.objects.get(pk=versions.pop()), key()
    before = version.items.count()
    for _time in range(3):
        actions.put_item(version=version, new=item(world.today), by=world.secretary, key=again)
    assert version.items.count() == before + 1
    gone = key()
    for _time in range(3):
        actions.remove_item(version=version, number=1, by=world.secretary, key=gone)
    assert version.items.count() == before


def test_the_first_who_may_not_is_refused_in_each_act_of_writing(world: World) -> None:
    version = begun(world)

    def acts(by: Person) -> list[Callable[[], object]]:
        return [
            lambda: actions.put_item(version=version, new=item(world.today), by=by, key=key()),
            lambda: actions.remove_item(version=version, number=1, by=by, key=key()),
            lambda: actions.write_frame(version=version, task="", asks="", notes=0, essays=0, by=by, key=key()),
            lambda: actions.hand_in_plan(version=version, by=by, key=key()),
            lambda: actions.begin_version(plan=version.plan, by=by, key=key()),
        ]

    for act in acts(world.sibling_secretary):
        with pytest.raises(NotAllowed):
            act()
