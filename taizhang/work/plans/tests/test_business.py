"""Busy times through their acts and pages: warned of in both directions, with days that are free."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.ground.calendar.queries import hours_of
from taizhang.ground.calendar.tests.test_calendar import busy
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import plan
from taizhang.work.plans import actions
from taizhang.work.plans.models import BusinessEvent
from taizhang.work.plans.tests.planned import begun, item
from taizhang.work.plans.tests.test_views import Visitor
from tests.world import World, key


def test_business_is_no_fact_of_the_campaign_and_sent_again_is_noted_once(world: World) -> None:
    again = key()
    for _time in range(3):
        actions.note_event(
            unit=world.branch, kind="peak", title="旺季", starts_on=world.today, by=world.secretary, key=again
        )
    assert BusinessEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [({"title": " "}, "no_title"), ({"kind": "holiday"}, "unknown_kind"), ({"ends_on": -1}, "ends_before_start")],
)
def test_bad_business_is_refused(world: World, change: dict[str, object], code: str) -> None:
    given = {"unit": world.branch, "kind": "peak", "title": "旺季", "starts_on": world.today} | change
    if "ends_on" in change:
        given["ends_on"] = world.days_ago(1)
    with pytest.raises(Refusal) as refused:
        actions.note_event(**given, by=world.secretary, key=key())  # type: ignore[arg-type]
    assert refused.value.code == code


def test_strangers_note_move_and_take_back_nothing(world: World) -> None:
    event = busy(world, 5)
    for stranger in (world.member, world.sibling_secretary, world.principal):
        with pytest.raises(NotAllowed):
            actions.withdraw_event(event=event, by=stranger, key=key())
        with pytest.raises(NotAllowed):
            actions.change_event(event=event, kind="peak", title="旺季", starts_on=world.today, by=stranger, key=key())
        with pytest.raises(NotAllowed):
            actions.note_event(
                unit=world.branch, kind="peak", title="旺季", starts_on=world.today, by=stranger, key=key()
            )


@pytest.mark.requirement("R0-29")
def test_a_secretary_is_warned_in_both_directions_and_moves_the_session_to_a_free_day(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    client, session = secretary.client, plan(world, days_ago=-6, topic="夏季保供")
    day = (world.today + timedelta(days=20)).isoformat()
    secretary.sends("events", world.branch.pk, title="年度决算", kind="deadline", starts_on=day)
    event = BusinessEvent.objects.get()
    near_session = reverse("calendar:near", args=[session.record_id])
    near_event = reverse("calendar:near", args=[event.record_id])
    assert "年度决算" not in client.get(near_session).content.decode()
    # the event moves
    day = (world.today + timedelta(days=7)).isoformat()
    secretary.sends("event", event.record_id, starts_on=day)
    assert "Sessions that lie too near it: 1." in secretary.opens("event", event.record_id)
    for address in (near_session, near_event):
        page = client.get(address).content.decode()
        assert "年度决算" in page
        assert "1 day between" in page
    assert "1 session lies too near" in secretary.opens("unit_panel", world.branch.pk)
    # the session moves, to a day that is offered
    change = reverse("learning:change", args=[session.record_id])
    free = page.partition(f"{change}?on=")[2][:10]
    sheet = client.get(f"{change}?on={free}")
    assert f'value="{free}"' in sheet.content.decode()
    drawn = {name: value for name, value in sheet.context["form"].initial.items() if value}
    client.post(change, {**drawn, "on": free, "key": str(key())})
    assert Session.objects.get().on.isoformat() == free
    assert "年度决算" not in client.get(near_session).content.decode()
    assert "keep out of each other" in secretary.opens("events", world.branch.pk)


def test_a_new_session_near_business_shows_the_warning_at_once(world: World) -> None:
    busy(world, 6)
    client = Client()
    client.force_login(world.user(world.secretary))
    given = {
        "form": "meeting",
        "topic": "专题",
        "on": (world.today + timedelta(days=5)).isoformat(),
        "starts_at": "15:00",
        "ends_at": "17:00",
        "programmes": [str(world.programme.pk)],
        "key": str(key()),
    }
    sent = client.post(reverse("learning:plan", args=[world.branch.pk]), given)
    session = Session.objects.get()
    assert sent.headers["Location"] == reverse("learning:session", args=[session.record_id])


def test_an_item_without_a_free_day_is_flagged_and_a_week_with_one_is_not(world: World) -> None:
    secretary, version = Visitor(world, world.secretary), begun(world)
    busy(world, 10, until=12)
    one_day = world.today + timedelta(days=11)
    actions.put_item(version=version, new=item(one_day, "挤在一起"), by=world.secretary, key=key())
    page = secretary.opens("plan", version.plan.record_id)
    assert "挤在一起” has no day away" in page
    assert page.count("has no day away") == 1
    assert "挤在一起" in secretary.opens("events", world.branch.pk)


def test_a_unit_says_its_working_time(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    secretary.sends("working_time", world.branch.pk, days=["0", "1"], days_apart="5")
    hours = hours_of(world.branch)
    assert (hours.days, hours.days_apart, hours.is_said) == ((0, 1), 5, True)
    sent = secretary.sends("working_time", world.branch.pk, days=["0"], closes_at="08:00")
    assert "The working day ends after it begins." in sent.content.decode()
    Visitor(world, world.member).opens("working_time", world.branch.pk, status=403)
    Visitor(world, world.sibling_secretary).opens("events", world.branch.pk, status=403)


def test_a_withdrawn_event_is_not_changed(world: World) -> None:
    event = busy(world, 5)
    actions.withdraw_event(event=event, by=world.secretary, key=key())
    with pytest.raises(Refusal) as refused:
        actions.withdraw_event(event=event, by=world.secretary, key=key())
    assert refused.value.code == "withdrawn"
    with pytest.raises(Refusal) as refused:
        actions.change_event(
            event=event, kind="peak", title="旺季", starts_on=world.today, by=world.secretary, key=key()
        )
    assert refused.value.code == "withdrawn"
