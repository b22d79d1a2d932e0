"""A peak of work: required reading in hours of one's own choice counts in full; sessions move only inside the phase (R0-11)."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.flows.read_alone import read_alone
from taizhang.ground.materials.models import Material
from taizhang.ledger import reading
from taizhang.ledger.reading import Scope
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum.actions import list_material
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import SelfStudy, Session
from taizhang.work.learning.tests.study import minutes, plan
from taizhang.work.plans import actions as plans
from tests.world import World, key

PEAK = (-6, 9)


def required(world: World, title: str = "规程汇编") -> Material:
    """A must item of the programme, due in five days."""
    due_on = world.today + timedelta(days=5)
    given: dict[str, Any] = {
        "programme": world.programme,
        "unit": world.committee,
        "kind": "book",
        "title": title,
        "is_must": True,
    }
    return list_material(due_on=due_on, by=world.office, key=key(), **given)


def note_peak(world: World) -> None:
    first, last = (world.today + timedelta(days=days) for days in PEAK)
    plans.note_event(
        unit=world.branch,
        kind="peak",
        title="汛期值守",
        starts_on=first,
        ends_on=last,
        by=world.secretary,
        key=key(),
    )


def read(world: World) -> int:
    """How many must items of the member the ledger holds as read."""
    scope = Scope(("curriculum.material_read",), codes=("must",), member=world.member.pk)
    return reading.total(scope)


def page_of(world: World, name: str, *args: int, person: object = None) -> str:
    client = Client()
    client.force_login(world.user(person or world.member))  # type: ignore[arg-type]
    client.cookies["django_language"] = "en"
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.requirement("R0-11")
def test_in_a_peak_members_read_at_hours_they_choose_and_moving_a_session_comes_second(world: World) -> None:
    note_peak(world)
    text, session = required(world), plan(world, days_ago=-3)
    panel = page_of(world, "learning:my_panel")
    assert "汛期值守" in panel and "in hours you choose" in panel and "规程汇编" in panel
    for name in ("learning:peak",):
        fragment = page_of(world, name, world.branch.pk, person=world.secretary)
        assert fragment.index("First choice") < fragment.index("Second choice")
        assert f"{reverse('learning:change', args=[session.record_id])}?on=" in fragment
    for name in ("learning:sessions", "learning:plan", "plans:unit"):
        page = page_of(world, name, world.branch.pk, person=world.secretary)
        assert reverse("learning:peak", args=[world.branch.pk]) in page
    client = Client()
    client.force_login(world.user(world.member))
    form = {"key": str(key()), "minutes": "45", "on": world.days_ago(2).isoformat()}
    assert client.post(reverse("flows:read_alone", args=[text.record_id]), form).status_code == 302
    assert (minutes(world.member), read(world)) == (45, 1)
    assert "规程汇编" not in page_of(world, "learning:my_panel").partition("Self-study")[0]
    text.refresh_from_db()
    assert text.due_on == world.today + timedelta(days=5)


def test_the_peak_ends_and_is_shown_no_more(world: World) -> None:
    note_peak(world)
    with clock.telling(clock.now() + timedelta(days=PEAK[1] + 1)):
        assert "汛期值守" not in page_of(world, "learning:peak", world.branch.pk, person=world.secretary)


def test_read_once_by_one_key_and_refused_to_who_it_is_not_listed_for(world: World) -> None:
    text, again = required(world), key()
    for _time in range(3):
        read_alone(material=text, minutes=30, by=world.member, key=again)
    assert (SelfStudy.objects.count(), read(world), minutes(world.member)) == (1, 1, 30)
    with pytest.raises(Refusal) as refused:
        read_alone(material=text, minutes=30, by=world.member, key=key())
    assert refused.value.code == "read_already"
    with pytest.raises(NotAllowed):
        read_alone(material=text, minutes=30, by=world.foreign_member, key=key())
    with pytest.raises(Refusal):
        read_alone(material=required(world, "章程"), minutes=0, by=world.member, key=key())
    assert read(world) == 1


READINGS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 1440)), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None)
@given(readings=READINGS, in_peak=st.booleans())
def test_what_is_read_alone_counts_in_full_on_any_day_in_a_peak_or_out_of_it(
    world: World, readings: list[tuple[int, int]], in_peak: bool
) -> None:
    with transaction.atomic():
        if in_peak:
            note_peak(world)
        for place, (days, spent) in enumerate(readings):
            text = required(world, f"读本{place}")
            read_alone(material=text, minutes=spent, on=world.days_ago(days), by=world.member, key=key())
            assert text.due_on == world.today + timedelta(days=5)
        assert minutes(world.member) == sum(spent for _days, spent in readings)
        assert read(world) == len(readings)
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None)
@given(days=st.integers(-60, 120))
def test_a_session_in_a_peak_moves_to_any_day_of_its_phase_and_to_no_other(world: World, days: int) -> None:
    with transaction.atomic():
        note_peak(world)
        session = plan(world, days_ago=-3)
        on: date = world.today + timedelta(days=days)
        inside = world.began <= on <= world.began + timedelta(days=60)
        given: dict[str, Any] = {
            "session": session,
            "topic": "改期",
            "on": on,
            "starts_at": time(15),
            "ends_at": time(17),
        }
        if inside:
            learning.change_session(by=world.secretary, key=key(), **given)
        else:
            with pytest.raises(Refusal) as refused:
                learning.change_session(by=world.secretary, key=key(), **given)
            assert refused.value.code in {"outside_phase", "before_programme"}
        assert (Session.objects.get().on == on) is inside
        transaction.set_rollback(True)
