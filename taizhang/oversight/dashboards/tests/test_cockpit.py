"""The desk of the office: spreads and reasons, never an order; few queries however many units."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ground.messages.actions import raise_objection, say_burden
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.permissions import viewer_of
from taizhang.oversight.dashboards.queries import cockpit, gaps, picture, spread, unit, watched
from taizhang.oversight.dashboards.tests.acts import client_of, hold, settle
from tests.world import World, open_office, open_unit


def give_hours(world: World) -> None:
    """The first branch has nearly done, the second has only begun."""
    hold(world, world.branch, dict.fromkeys(world.branch_people[:6], 2400), days_ago=2)
    hold(world, world.sibling, {world.sibling_member: 60}, days_ago=20)
    settle()


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=60))
def test_a_band_holds_eight_in_ten_and_half_of_the_units(values: list[Fraction]) -> None:
    band = spread.band_of(values)
    assert band.low <= band.quarter <= band.median <= band.three_quarters <= band.high
    assert len(band.outside) + sum(band.low <= value <= band.high for value in values) == len(values)
    assert sum(band.low <= value <= band.high for value in values) * 10 >= len(values) * 8 - 10
    assert {band.says(value) for value in band.outside} <= {"below", "above"}


@pytest.mark.requirement("R1-22")
def test_uneven_progress_shows_as_a_spread_and_a_help_list_in_code_order_with_reasons(world: World) -> None:
    give_hours(world)
    page = cockpit.cockpit(viewer_of(world.office), world.general_branch.pk)
    assert [row.unit.code for row in page.rows] == ["10101", "10102"]
    assert [one.unit for one in page.helped] == [world.sibling]
    assert any("低四分之一" in reason for reason in page.helped[0].reasons)
    found = cockpit.phase_spread(viewer_of(world.office), world.committee.pk)
    assert found is not None
    _course, tiers = found
    assert [(tier.units, tier.sampled) for tier in tiers] == [(2, 2)]
    assert tiers[0].low <= tiers[0].median <= tiers[0].high
    client = client_of(world, world.office)
    shown = client.get(f"/cockpit/{world.general_branch.pk}/").content.decode()
    assert "排名" not in shown
    assert shown.index("10101") < shown.index("10102")
    assert "timeline" in client.get(f"/cockpit/{world.committee.pk}/phases/").content.decode()


def test_an_organisation_without_units_is_sent_to_them_before_any_notice(world: World) -> None:
    root = open_unit(None, "7", "东湖市委", UnitKind.COMMITTEE, world.today)
    shown = client_of(world, open_office(root, "任启明", world.today)).get("/cockpit/").content.decode()
    assert "先把单位建起来" in shown and "现在没有活动" not in shown


@pytest.mark.requirement("R1-26")
def test_branches_without_an_act_for_the_days_asked_are_listed(world: World) -> None:
    give_hours(world)
    viewer = viewer_of(world.office)
    assert [one.unit for one in gaps.gaps_below(viewer, world.committee.pk, kind="quiet").found] == [world.sibling]
    assert not gaps.gaps_below(viewer, world.committee.pk, kind="quiet", days=20).found
    shown = client_of(world, world.office).get(f"/cockpit/{world.committee.pk}/gaps/?kind=quiet&days=10")
    assert "20 天没有记录" in shown.content.decode()


def test_long_lists_of_quiet_branches_go_on_from_a_code(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "READ_AT_A_TIME", 1)
    monkeypatch.setattr(gaps, "LISTED", 1)
    viewer = viewer_of(world.office)
    first = gaps.gaps_below(viewer, world.committee.pk, kind="quiet")
    assert ([one.unit for one in first.found], first.more) == ([world.branch], "10101")
    rest = gaps.gaps_below(viewer, world.committee.pk, kind="quiet", after=first.more)
    assert [one.unit for one in rest.found] == [world.sibling]


def test_a_branch_without_meeting_or_responsible_person_is_said_to_be_not_led(world: World) -> None:
    settle()
    viewer = viewer_of(world.office)
    found = gaps.gaps_below(viewer, world.committee.pk, kind="leading").found
    assert [one.unit for one in found] == [world.branch, world.sibling]
    hold(world, world.branch, {world.leading_cadre: 60})
    settle()
    found = gaps.gaps_below(viewer, world.committee.pk, kind="leading").found
    assert [one.unit for one in found] == [world.sibling]


def test_the_cockpit_asks_the_database_few_questions(world: World) -> None:
    give_hours(world)
    client = client_of(world, world.office)
    client.get("/cockpit/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/cockpit/{world.committee.pk}/").status_code == 200
    assert len(asked) <= 30


def test_what_waits_for_the_office_stands_in_its_inbox(world: World) -> None:
    raise_objection(words="不对。", by=world.leader, unit=world.committee, figure="/my/")
    say_burden(page="/my/", words="表太多。", by=world.member)
    page = cockpit.cockpit(viewer_of(world.office), None)
    assert {one.tag for one in page.waiting} == {"异议", "负担反映"}


def test_children_go_on_from_a_code_when_there_are_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cockpit, "ON_A_PAGE", 1)
    settle()
    viewer = viewer_of(world.office)
    first = cockpit.cockpit(viewer, world.general_branch.pk)
    assert ([row.unit for row in first.rows], first.after) == ([world.branch], "10101")
    rest = cockpit.cockpit(viewer, world.general_branch.pk, after=first.after)
    assert ([row.unit for row in rest.rows], rest.after) == ([world.sibling], "")


def test_the_export_of_the_heat_map_is_what_is_shown(world: World) -> None:
    give_hours(world)
    response = client_of(world, world.office).get(f"/cockpit/{world.general_branch.pk}/?export=xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_unit_sees_its_place_in_a_band_only_among_enough_comparable_units(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_hours(world)
    page = unit.unit_page(viewer_of(world.principal), world.branch.pk)
    assert page.is_live
    assert all(one.band is None for one in page.placed)
    monkeypatch.setattr(spread, "LEAST_COMPARED", 1)
    page = unit.unit_page(viewer_of(world.principal), world.branch.pk)
    hours = next(one for one in page.placed if one.requirement.metric == "study_minutes")
    assert hours.share.met == 5
    assert hours.place in {"upper", "above", "middle"}


def test_a_supervision_group_sees_its_units_in_code_order_each_with_its_reasons(world: World) -> None:
    give_hours(world)
    page = watched.watched(viewer_of(world.supervisor))
    assert [one.unit.code for one in page.units] == ["101", "10101", "10102"]
    assert [one.unit for one in page.needing] == [world.sibling]
    assert page.units[1].phase == "学习动员"


def test_the_picture_is_as_wide_as_members_and_opens(world: World) -> None:
    give_hours(world)
    page = picture.picture(viewer_of(world.leader), None)
    assert page.root is not None
    assert page.root.share.due == sum(piece.share.due for piece in page.root.children)
    assert page.members == 5 + 1 + 7 + 4
    shown = client_of(world, world.leader).get("/big-picture/").content.decode()
    assert "icicle" in shown
