"""A session entered once that serves a campaign and the work that goes on without end."""

import pytest
from django.urls import reverse

from taizhang.ground.programmes.models import Programme
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.tests.study import booked, close, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World, key, make_ongoing


@pytest.fixture
def ongoing(world: World) -> Programme:
    """Learning-organisation work: no phases, no end (R3-36)."""
    return make_ongoing(world)


def presses(visitor: Visitor, record: int, **button: int) -> str:
    """Press a button of a session's links and read the page again."""
    return visitor.follows(visitor.pressed("link", record, **button))


def opened(visitor: Visitor, metric: str, **asked: int) -> str:
    """The page on which a figure opens."""
    response = visitor.client.get(reverse("dashboards:figure", args=[metric]), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.requirement("R2-15", "R3-14")
def test_one_click_lets_a_session_serve_two_programmes_and_all_together_count_it_once(
    world: World, ongoing: Programme
) -> None:
    secretary = Visitor(world, world.secretary)
    session = close(world, plan(world))
    unit = world.branch.pk
    assert "0 vouchers" in opened(secretary, "study_minutes", unit=unit, programme=ongoing.pk)
    page = secretary.opens("session", session.record_id)
    assert f"Count it for {ongoing.short_title} too" in page
    page = presses(secretary, session.record_id, add=ongoing.pk)
    assert f"It counts for {ongoing.short_title} now." in page and "once in each, once in all together" in page
    for programme in (world.programme, ongoing):
        assert "<wbr>12" in opened(secretary, "study_minutes", unit=unit, programme=programme.pk)
    assert "<wbr>12" in opened(secretary, "study_minutes", unit=unit)
    page = presses(secretary, session.record_id, drop=world.programme.pk)
    assert f"It counts for {world.programme.short_title} no more." in page
    assert "<wbr>0" in opened(secretary, "study_minutes", unit=unit, programme=world.programme.pk)
    assert "<wbr>12" in opened(secretary, "study_minutes", unit=unit)
    assert "Count it for" not in Visitor(world, world.member).opens("session", session.record_id)


def test_a_planned_session_is_linked_before_anything_is_booked(world: World, ongoing: Programme) -> None:
    session = plan(world)
    linked = actions.link_session(session=session, programmes=[world.programme, ongoing], by=world.secretary, key=key())
    assert set(linked.programmes.all()) == {world.programme, ongoing}
    assert not statements(session.record)


def test_a_stranger_links_nothing_and_again_changes_nothing(world: World, ongoing: Programme) -> None:
    session = close(world, plan(world))
    before = booked(session.record, ROLL_CALL)
    for stranger in (world.member, world.sibling_secretary, world.office):
        with pytest.raises(NotAllowed) as refused:
            actions.link_session(session=session, programmes=[], by=stranger, key=key())
        assert str(refused.value.reason)
    both, again = [world.programme, ongoing], key()
    for _time in range(3):
        actions.link_session(session=session, programmes=both, by=world.secretary, key=again)
    actions.link_session(session=session, programmes=both, by=world.secretary, key=key())
    assert booked(session.record, ROLL_CALL) == before
    assert [entry.reason for entry in statements(session.record)] == ["", "programme_linked"]


def test_a_session_is_not_linked_to_work_of_others_nor_when_it_was_withdrawn(world: World) -> None:
    session = close(world, plan(world))
    others = make_ongoing(world, world.sibling, title="另一项工作")
    with pytest.raises(Refusal) as refused:
        actions.link_session(session=session, programmes=[others], by=world.secretary, key=key())
    assert refused.value.code == "not_enrolled"
    page = presses(Visitor(world, world.secretary), session.record_id, add=others.pk)
    assert "takes no part in one of these programmes" in page
    actions.withdraw_session(session=session, by=world.secretary, key=key())
    with pytest.raises(Refusal) as gone:
        actions.link_session(session=session, programmes=[], by=world.secretary, key=key())
    assert gone.value.code == "withdrawn"
