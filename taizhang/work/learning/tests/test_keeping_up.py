"""Who is away on duty keeps up: the list on their own page and calendar, the group without names, one click to send (R0-12)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from taizhang.ground.calendar.actions import open_feed
from taizhang.ground.calendar.feeds import written
from taizhang.ground.calendar.models import Away, Feed
from taizhang.ground.materials.models import Topic
from taizhang.ground.messages.models import Message
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum.actions import note_read
from taizhang.work.curriculum.tests.stage import must, topic
from taizhang.work.learning import actions
from taizhang.work.learning.tests.study import close, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World, key


def go(world: World, *, days: int = 6) -> Away:
    """The floating member is away on duty from today."""
    to_on = world.today + timedelta(days=days)
    return actions.note_away(person=world.floating, from_on=world.today, to_on=to_on, by=world.secretary, key=key())


def at_topic(world: World) -> Topic:
    """The branch held a session on a topic that rests on a text, and all but the floating member were there."""
    text = must(world, "规程汇编")
    held = topic(world, "岗位与规程", text)
    close(world, plan(world, topic_of=held, materials=[text]), {world.floating: "duty"})
    return held


def test_an_absence_is_from_a_day_to_a_day_and_asks_neither_place_nor_reason(world: World) -> None:
    assert [field.name for field in Away._meta.local_fields] == ["id", "person", "from_on", "to_on"]
    again = key()
    given: dict[str, Any] = {"person": world.member, "from_on": world.today, "to_on": world.today, "by": world.member}
    for _time in range(3):
        actions.note_away(key=again, **given)
    assert Away.objects.count() == 1
    for wrong, code in (({}, "away_already"), ({"to_on": world.days_ago(1)}, "ends_before_start")):
        with pytest.raises(Refusal) as refused:
            actions.note_away(key=key(), **given | wrong)
        assert refused.value.code == code
    for stranger in (world.floating, world.sibling_secretary, world.office):
        with pytest.raises(NotAllowed):
            actions.note_away(key=key(), **given | {"by": stranger})


def test_who_is_back_early_is_not_away_and_the_days_before_stand(world: World) -> None:
    away = go(world)
    with clock.telling(clock.now() + timedelta(days=2)):
        actions.end_away(away=away, by=world.floating, key=key())
    away.refresh_from_db()
    assert away.to_on == world.today + timedelta(days=1)
    actions.end_away(away=away, by=world.secretary, key=key())
    assert not Away.objects.exists()


@pytest.mark.requirement("R0-12")
def test_who_is_away_finds_the_list_and_the_group_without_names_and_gets_it_with_one_click(world: World) -> None:
    held = at_topic(world)
    go(world)
    secretary, away = Visitor(world, world.secretary), Visitor(world, world.floating)
    assert "lacks the current topic" in secretary.opens("branch_panel", world.branch.pk)
    page = secretary.opens("away", world.branch.pk)
    assert world.floating.name in page and "规程汇编" in page and "Send them the list" in page
    sent = secretary.client.post(reverse("learning:send_list", args=[world.branch.pk]), {"key": str(key())})
    assert "sent to 1 member" in secretary.follows(sent)  # type: ignore[arg-type]
    assert "lacks the current topic" not in secretary.opens("branch_panel", world.branch.pk)
    panel = away.opens("my_panel")
    assert "岗位与规程" in panel and "规程汇编" in panel and f"{world.secretary.name} sent you this list" in panel
    assert "The middle of the group" in panel and "6 / 6" not in panel and "5 / 6" in panel
    others = (world.member, world.keeper, world.retired, world.cannot_write, world.leading_cadre)
    assert not any(person.name in panel for person in others)
    token = open_feed(person=world.floating)
    feed = written(Feed.objects.get(person=world.floating)).decode().replace("\r\n ", "")
    assert token and "岗位与规程" in feed and "规程汇编" in feed
    note_read(material=held.texts.get(), person=world.floating, by=world.floating, key=key())
    assert "keeps up with the group" in secretary.opens("away", world.branch.pk)
    with pytest.raises(Refusal) as refused:
        actions.send_list(unit=world.branch, by=world.secretary, key=key())
    assert refused.value.code == "nobody_lacks"


def test_who_stays_at_home_has_no_such_list_and_a_small_group_is_not_compared(world: World) -> None:
    at_topic(world)
    assert "The group is at" not in Visitor(world, world.floating).opens("my_panel")
    person = world.sibling_member
    actions.note_away(person=person, from_on=world.today, to_on=world.today, by=person, key=key())
    assert "too small to be compared" in Visitor(world, person).opens("my_panel")


def test_a_list_sent_again_is_one_message_and_strangers_send_none(world: World) -> None:
    at_topic(world)
    go(world)
    for _time in range(2):
        assert actions.send_list(unit=world.branch, by=world.keeper, key=key()) == 1
    assert Message.objects.count() == 1
    for stranger in (world.floating, world.sibling_secretary, world.principal):
        with pytest.raises(NotAllowed):
            actions.send_list(unit=world.branch, by=stranger, key=key())


def test_members_say_it_themselves_and_come_back_with_one_tap(world: World) -> None:
    member = Visitor(world, world.member)
    to_on = world.today + timedelta(days=3)
    page = member.follows(member.sends("my_away", from_on=world.today, to_on=to_on))
    assert "You are away on duty until" in page
    answer = member.client.post(reverse("learning:back", args=[Away.objects.get().pk]), {"key": str(key())})
    assert "You are away on duty until" not in member.follows(answer)  # type: ignore[arg-type]
