"""The page of a branch: who lacks what, counted to the minute, in roster order."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from taizhang.ground.people.permissions import viewer_of
from taizhang.oversight.dashboards.queries import branch as queries
from taizhang.oversight.dashboards.tests.acts import client_of, close_phase, hold, settle
from tests.world import World


def page_of(world: World, who: str = "secretary", **asked: Any) -> queries.Branch:
    return queries.branch(viewer_of(getattr(world, who)), world.branch.pk, **asked)


def cells(page: queries.Branch, name: str) -> dict[str, str]:
    """metric → how a member's cell looks."""
    row = next(row for row in page.rows if row.person.name == name)
    return {column.requirement.metric: cell.look for column, cell in zip(page.columns, row.cells, strict=True)}


@pytest.mark.requirement("R1-33")
def test_exactly_forty_hours_pass_and_a_minute_less_does_not(world: World) -> None:
    hold(world, world.branch, {world.member: 2400, world.floating: 2399})
    page = page_of(world)
    assert cells(page, world.member.name)["study_minutes"] == "met"
    assert cells(page, world.floating.name)["study_minutes"] == "lacks"
    shown = client_of(world, world.secretary).get("/branch/").content.decode()
    assert ">39.9<" in shown
    assert ">40<" in shown


@pytest.mark.requirement("R1-34")
def test_the_share_of_group_study_is_of_the_hours_asked_so_self_study_never_fails_anyone(world: World) -> None:
    hold(world, world.branch, {world.member: 1600, world.floating: 1599})
    assert cells(page_of(world), world.member.name)["group_share"] == "met"
    assert cells(page_of(world), world.floating.name)["group_share"] == "lacks"
    hold(world, world.branch, {world.member: 6000}, code="self")
    assert cells(page_of(world), world.member.name)["group_share"] == "met"


@pytest.mark.requirement("R0-15")
def test_coverage_is_counted_and_names_who_is_missing_to_the_branch_alone(world: World) -> None:
    everyone = dict.fromkeys((world.secretary, world.keeper, world.leading_cadre, world.cannot_write), 60)
    hold(world, world.branch, everyone)
    page = page_of(world, shown="missing")
    assert (page.covered, page.due) == (4, 6)
    assert [row.person for row in page.rows] == [world.member, world.floating], "by group, then roster"
    above = page_of(world, "office", shown="missing")
    assert (above.covered, above.due) == (4, 6)
    assert not above.rows


def test_voluntary_members_have_no_ticks_to_miss_and_stand_last(world: World) -> None:
    hold(world, world.branch, {world.retired: 60})
    page = page_of(world)
    assert page.rows[-1].person == world.retired
    assert set(cells(page, world.retired.name).values()) == {"free"}
    assert page.voluntary == 1
    assert all(world.retired.name != row.person.name or not row.lacking for row in page.rows)


def test_members_stand_by_party_group_in_roster_order_and_applicants_do_not(world: World) -> None:
    hold(world, world.branch, {world.member: 2400})
    page = page_of(world)
    assert [(group.name, [row.person.code for row in group.rows]) for group in page.groups] == [
        ("第一党小组", ["1021", "1023", "1027"]),
        ("未编组", ["1022", "1025", "1026"]),
        ("自愿参加", ["1024"]),
    ]
    assert page.rows[0].note == "书记"


def test_the_filter_leaves_only_who_owes_something_and_the_sums_stay(world: World) -> None:
    hold(world, world.branch, dict.fromkeys(world.branch_people, 2400))
    page = page_of(world, shown="lacking")
    assert {row.person.name for row in page.rows} == {
        person.name for person in world.branch_people[:-1] if person not in (world.retired, world.cannot_write)
    }
    essays = next(one for one in page.columns if one.requirement.metric == "essays_reviewed")
    assert (essays.met, essays.due) == (0, 5)


def test_the_export_holds_exactly_what_is_shown(world: World) -> None:
    hold(world, world.branch, {world.member: 2400})
    client = client_of(world, world.secretary)
    sheet = load_workbook(BytesIO(client.get("/branch/?show=lacking&export=xlsx").content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    page = page_of(world, shown="lacking")
    head = next(place for place, row in enumerate(rows) if row[1] == "名册编号")
    assert [row[1] for row in rows[head + 1 : -1]] == [row.person.code for row in page.rows]
    assert list(rows[-1][3:-1]) == [f"{one.met} / {one.due}" for one in page.columns]


def test_a_closed_phase_shows_as_it_stood_then(world: World) -> None:
    hold(world, world.branch, {world.member: 2400})
    close_phase(world, world.branch, world.first_phase)
    settle()
    hold(world, world.branch, {world.floating: 2400}, days_ago=3)
    page = page_of(world, phase=str(world.first_phase.pk))
    assert page.is_closed
    hours = next(one for one in page.columns if one.requirement.metric == "study_minutes")
    assert (hours.met, hours.due) == (1, 6)


def test_a_branch_without_a_programme_says_so(world: World) -> None:
    page = client_of(world, world.foreign_secretary).get("/branch/")
    assert page.status_code == 200
    assert "现在没有活动" in page.content.decode()
