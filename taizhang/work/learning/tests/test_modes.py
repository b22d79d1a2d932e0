"""One standard of hours for all: whatever the way, a minute is a minute of the same quota (R0-08). Films are counted (R1-47)."""

from collections import Counter
from datetime import time
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.materials.models import Material
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.lib.refusals import Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning import actions
from taizhang.work.learning.modes import modes_of
from taizhang.work.learning.showings import showings_of
from taizhang.work.learning.tests.study import close, minutes, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World, key

WAYS = ("together", "made_up", "at_home", "alone")


def study(world: World, person: Person, way: str, hours: int) -> None:
    """One person studies some hours in one way; all others of the branch are away from it."""
    if way == "alone":
        actions.record_self_study(
            person=person,
            on=world.today,
            minutes=60 * hours,
            material="章程",
            programmes=[world.programme],
            by=person,
            key=key(),
        )
        return
    if way == "at_home":
        given: dict[str, Any] = {
            "deliverer": world.secretary,
            "on": world.today,
            "material": "章程",
            "by": world.secretary,
        }
        lesson = actions.plan_home_lesson(person=person, key=key(), **given)
        actions.hold_home_lesson(lesson=lesson, on=world.today, minutes=60 * hours, by=world.secretary, key=key())
        return
    owing = (world.secretary, world.keeper, world.leading_cadre, world.floating, world.cannot_write, world.member)
    marks = dict.fromkeys(owing, "leave") | ({person: "present"} if way == "together" else {})
    session = close(world, plan(world, starts_at=time(0), ends_at=time(hours)), marks)
    if way == "made_up":
        actions.make_up(session=session, person=person, form="make_up", on=world.today, by=world.secretary, key=key())


MIXES = st.lists(st.tuples(st.sampled_from(WAYS), st.integers(1, 12)), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None)
@given(mix=MIXES)
def test_whatever_the_way_minutes_count_alike_towards_the_same_quota(world: World, mix: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        for way, hours in mix:
            study(world, world.member, way, hours)
        whole = sum(hours for _way, hours in mix)
        study(world, world.keeper, "alone", min(whole, 24))
        if whole > 24:
            study(world, world.keeper, "alone", whole - 24)
        assert minutes(world.member) == minutes(world.keeper) == 60 * whole
        modes = modes_of(viewer_of(world.secretary), world.branch, world.programme)
        by_way = Counter[str]()
        for way, hours in mix:
            by_way["made_up" if way == "at_home" else way] += 60 * hours
        assert modes.quota == 2_400 and not modes.differing
        assert modes.whole.reached == (2 if whole >= 40 else 0)
        assert (modes.whole.together, modes.whole.made_up) == (by_way["together"], by_way["made_up"])
        assert modes.whole.minutes == 2 * 60 * whole
        assert recount(CATALOGUE["study_minutes"], world.branch) == 2 * 60 * whole
        transaction.set_rollback(True)


@pytest.mark.requirement("R0-08")
def test_the_page_shows_one_quota_for_all_and_the_mix_by_group(world: World) -> None:
    study(world, world.member, "together", 2)
    study(world, world.floating, "alone", 2)
    page = Visitor(world, world.secretary).opens("modes", world.branch.pk)
    assert "the same for all: 40 hours" in page and "50.0%" in page and "Floating" in page
    assert "Not the same for all" not in page and world.member.name not in page
    other = Visitor(world, world.principal).opens("modes", world.branch.pk)
    assert "too few to be shown apart" in other and "50.0%" in other
    Visitor(world, world.foreign_member).opens("modes", world.branch.pk, status=403)


def film(world: World, title: str = "红岩英烈") -> Material:
    return listed(world, title, kind="film")


def test_a_showing_names_its_film_and_nothing_else_is_one(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        plan(world, form="film", topic="看片")
    assert (refused.value.code, refused.value.field) == ("no_film", "materials")
    with pytest.raises(Refusal):
        plan(world, form="film", topic="看片", materials=[listed(world, "读本")])
    assert plan(world, form="film", topic="", materials=[film(world)]).topic == "红岩英烈"
    assert plan(world, form="film", topic="", materials=[listed(world, "录音", kind="media")]).topic == "录音"


@pytest.mark.requirement("R1-47")
def test_showings_are_counted_by_unit_and_film_and_open_their_sessions(world: World) -> None:
    shown = film(world)
    first = close(world, plan(world, form="film", topic="", materials=[shown]), {world.member: "absent"})
    second = close(world, plan(world, form="film", topic="", materials=[shown, film(world, "身边典型")], days_ago=3))
    other = showings_of(viewer_of(world.principal), world.general_branch)
    assert (other.whole.showings, other.whole.reached) == (2, 6)
    assert [(one.name, one.showings, one.reached) for one in other.by_unit] == [(world.branch.name, 2, 6)]
    assert {one.name: (one.showings, one.reached) for one in other.by_film} == {"红岩英烈": (2, 6), "身边典型": (1, 6)}
    page = Visitor(world, world.principal).opens("showings", world.general_branch.pk)
    assert "2 showings, 6 people reached" in page
    for session in (first, second):
        assert reverse("learning:session", args=[session.record_id]) in page
    assert reverse("learning:showings", args=[world.branch.pk]) in page
    assert recount(CATALOGUE["film_showings"], world.branch) == 2
    assert recount(CATALOGUE["film_viewings"], world.branch) == 11
    Visitor(world, world.foreign_member).opens("showings", world.branch.pk, status=403)
