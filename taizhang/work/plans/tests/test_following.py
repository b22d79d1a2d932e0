"""What follows an approved plan: looks at self-study, booked and corrected; ties to business; items for two programmes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from taizhang.ground.programmes.models import Programme
from taizhang.ledger.reading import Scope, total
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.plans import actions
from taizhang.work.plans.actions.drafting import said_by
from taizhang.work.plans.models import Item, SelfStudyCheck, TaskLink
from taizhang.work.plans.tests.planned import approved, begun, finished, own_programme
from taizhang.work.plans.tests.test_views import Visitor
from tests.world import World, key


def alone(world: World) -> Item:
    return approved(world).items.get(mode="self")


def checks(world: World, code: str, programme: Programme | None = None) -> int:
    of = (programme or world.programme).pk
    return total(Scope(("plans.self_study_checked",), codes=(code,), unit=world.branch, programme=of))


def test_a_check_is_booked_once_by_its_result_and_corrected_by_the_difference(world: World) -> None:
    item, again = alone(world), key()
    for _time in range(3):
        check = actions.check_self_study(item=item, on=world.today, result="partly", by=world.secretary, key=again)
    assert (checks(world, "partly"), checks(world, "in_order")) == (1, 0)
    actions.restate_check(check=check, result="in_order", reason="wrong_amount", by=world.keeper, key=key())
    assert (checks(world, "partly"), checks(world, "in_order")) == (0, 1)
    with pytest.raises(Refusal) as refused:
        actions.restate_check(check=check, result="in_order", reason="wrong_amount", by=world.keeper, key=key())
    assert refused.value.code == "nothing_differs"


def test_what_cannot_be_checked_is_refused(world: World) -> None:
    item = alone(world)
    group = item.version.items.filter(mode="group").first()
    assert group
    for given, code in (
        ({"item": group}, "not_self_study"),
        ({"on": world.today + timedelta(days=1)}, "future_day"),
        ({"on": world.days_ago(20)}, "before_item"),
        ({"result": "excellent"}, "unknown_word"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.check_self_study(
                **{"item": item, "on": world.today, "result": "in_order", "by": world.secretary, "key": key()} | given  # type: ignore[arg-type]
            )
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        actions.check_self_study(item=item, on=world.today, result="in_order", by=world.principal, key=key())
    assert not SelfStudyCheck.objects.exists()


@pytest.mark.requirement("R1-67")
def test_a_secretary_notes_a_look_at_self_study_and_corrects_it(world: World) -> None:
    item, secretary = alone(world), Visitor(world, world.secretary)
    record = item.version.plan.record_id
    assert "Note a check" in secretary.opens("plan", record)
    secretary.sends("check", record, item.number, result="partly")
    page = secretary.opens("plan", record)
    assert "Partly done" in page
    check = SelfStudyCheck.objects.get()
    secretary.sends("restate_check", record, check.pk, result="in_order", reason="wrong_amount")
    assert checks(world, "in_order") == 1
    sent = secretary.sends("check", record, item.number, result="in_order")
    assert "This day has a check already" in sent.content.decode()
    Visitor(world, world.member).opens("check", record, item.number, status=403)


def test_an_item_for_two_programmes_is_entered_once_and_checked_for_both(world: World) -> None:
    other = own_programme(world, world.branch)
    version = finished(begun(world, programme=world.programme), world.secretary)
    item = version.items.get(mode="self")
    said = replace(said_by(item), programmes=[other])
    actions.put_item(version=version, new=said, number=item.number, by=world.secretary, key=key())
    assert "also" in Visitor(world, world.secretary).opens("plan", version.plan.record_id)
    actions.hand_in_plan(version=version, by=world.secretary, key=key())
    actions.approve_plan(version=version, by=world.office, key=key())
    actions.check_self_study(item=item, on=world.today, result="in_order", by=world.secretary, key=key())
    assert checks(world, "in_order", world.programme) == checks(world, "in_order", other) == 1
    whole = Scope(("plans.self_study_checked",), unit=world.branch, copies=("programme",))
    assert total(whole) == 1


@pytest.mark.requirement("R3-05")
def test_a_campaign_task_is_tied_to_a_business_task_with_three_dates(world: World) -> None:
    record, secretary = begun(world).plan.record_id, Visitor(world, world.secretary)
    pushed, assessed = world.today + timedelta(days=9), world.today + timedelta(days=30)
    given = {"task": "专题二", "business": "汛期值守", "joining_point": "规程学习接着查险"}
    sent = secretary.sends("tie", record, **given, pushed_on=assessed.isoformat(), assessed_on=pushed.isoformat())
    assert "deployed first, then pushed, then assessed" in sent.content.decode()
    sent = secretary.sends("tie", record, **given | {"joining_point": ""})
    assert sent.status_code == 200
    secretary.sends("tie", record, **given, pushed_on=pushed.isoformat(), assessed_on=assessed.isoformat())
    page = secretary.opens("plan", record)
    assert "汛期值守" in page
    assert "规程学习接着查险" in page
    Visitor(world, world.sibling_secretary).opens("tie", record, status=403)
    secretary.presses(page, "untie", record, TaskLink.objects.get().number)
    secretary.opens("plan", record)
    assert "规程学习接着查险" not in secretary.opens("plan", record)
