"""Any figure opens down to its entries, alike on every way down, as it stands now and as it was known then (N-02)."""

from io import BytesIO
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.positions import last_position
from taizhang.lib.refusals import Refusal
from taizhang.oversight.dashboards import addresses
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries import figure as queries
from taizhang.oversight.dashboards.queries import finding
from taizhang.oversight.dashboards.tests.acts import client_of, close_phase, hold, restate, settle
from tests.world import World

# What a session may say: which of four people came, for how many minutes.
Said = st.lists(st.sampled_from([0, 45, 60, 90, 180]), min_size=4, max_size=4)
Histories = st.lists(st.tuples(st.booleans(), st.lists(Said, min_size=1, max_size=3)), min_size=1, max_size=4)


def read(address: Address) -> addresses.Asked:
    """An address as a page reads it back from its query."""
    return addresses.read(address.metric, QueryDict(address.url.partition("?")[2]))


def opened(who: Person, address: Address) -> queries.Figure:
    return queries.figure(viewer_of(who), read(address))


def exported(world: World, who: Person, address: Address) -> list[tuple[Any, ...]]:
    """The rows of the export of a figure, from its head on."""
    response = client_of(world, who).get(f"{address.url}&export=xlsx")
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def people_of(world: World) -> list[Person]:
    return [world.member, world.floating, world.leading_cadre, world.cannot_write]


def tell(world: World, histories: list[tuple[bool, list[list[int]]]]) -> None:
    """Hold and restate sessions in both branches as a history says."""
    others = [world.sibling_secretary, world.sibling_member]
    for is_sibling, statements in histories:
        unit, cast = (world.sibling, others) if is_sibling else (world.branch, people_of(world))
        said = [dict(zip(cast, minutes, strict=False)) for minutes in statements]
        record = hold(world, unit, said[0])
        for again in said[1:]:
            restate(world, record, again)


@pytest.mark.requirement("N-02")
@settings(max_examples=12, deadline=None)
@given(histories=Histories)
def test_figure_vouchers_people_parts_and_export_come_to_the_same(
    world: World, histories: list[tuple[bool, list[list[int]]]]
) -> None:
    tell(world, histories)
    settle()
    branch = Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk, phase=world.first_phase.pk)
    page = opened(world.secretary, branch)
    assert page.book is not None
    balances = [row.balance for row in page.book.rows]
    assert page.total == page.book.total == page.book.booked + page.book.reversed == (balances or [0])[-1]
    assert page.total == sum(one.amount for one in page.people)
    rows = exported(world, world.secretary, branch)
    head = next(place for place, row in enumerate(rows) if row[0] == "发生日期")
    listed = rows[head + 1 : -1]
    assert sum((row[3] or 0) + (row[4] or 0) for row in listed) == rows[-1][5] == page.total
    for one in page.people:
        mine = opened(world.secretary, Address("study_minutes", programme=world.programme.pk, member=one.person.pk))
        assert mine.total == one.amount
    above = opened(world.principal, branch.but(unit=world.general_branch.pk))
    assert above.is_kept
    assert above.total == sum(part.amount or 0 for part in above.parts)
    below = {part.unit.pk: part.amount for part in above.parts}
    assert below[world.branch.pk] == page.total
    assert opened(world.principal, branch.but(unit=world.general_branch.pk, vouchers=True)).total == above.total


def test_each_figure_is_answered_again_as_it_was_known_at_every_position(world: World) -> None:
    record = hold(world, world.branch, {world.member: 120, world.floating: 60})
    settle()
    address = Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk)
    known = {last_position(): opened(world.secretary, address).total}
    for again in ({world.member: 120}, {world.member: 90, world.floating: 30}, {}):
        restate(world, record, again)
        settle()
        known[last_position()] = opened(world.secretary, address).total
    assert sorted(known.values()) == [0, 120, 120, 180]
    for position, total in known.items():
        then = opened(world.secretary, address.but(position=position))
        assert then.total == total
        assert then.book is not None
        assert then.book.total == total
        above = opened(world.principal, address.but(unit=world.general_branch.pk, position=position))
        assert above.total == total == sum(part.amount or 0 for part in above.parts)


def test_a_moment_leads_to_the_last_position_before_it(world: World) -> None:
    hold(world, world.branch, {world.member: 120})
    settle()
    address = Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk)
    client = client_of(world, world.secretary)
    response = client.get(f"{address.url}&at=2001-01-01T00:00")
    assert response.status_code == 302
    assert response["Location"] == address.url
    page = client.get(f"{address.url}&position=1")
    assert page.status_code == 200
    assert "按第 1 笔时所知" in page.content.decode()


def test_a_reversal_stands_in_red_beside_its_original(world: World) -> None:
    record = hold(world, world.branch, {world.member: 180}, title="专题二讨论")
    restate(world, record, {world.member: 120}, reason="wrong_amount")
    address = Address("study_minutes", programme=world.programme.pk, member=world.member.pk)
    book = opened(world.member, address).book
    assert book is not None
    assert [(row.look, row.booked, row.reversed, row.balance) for row in book.rows] == [
        ("original", 180, 0, 180),
        ("reversal", 0, -180, 0),
        ("correction", 120, 0, 120),
    ]
    assert book.rows[0].tie == book.rows[1].entry
    assert book.rows[1].tie == book.rows[0].entry
    page = client_of(world, world.member).get(address.url).content.decode()
    assert 'class="reversal"' in page
    assert "时长或数量记错" in page


def test_an_original_reversed_in_part_is_not_struck_through(world: World) -> None:
    record = hold(world, world.branch, {world.member: 60, world.floating: 60})
    restate(world, record, {world.member: 60})
    page = opened(world.secretary, Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk))
    assert page.book is not None
    assert [(row.look, row.booked, row.reversed) for row in page.book.rows] == [
        ("amended", 120, 0),
        ("reversal last", 0, -60),
    ]


def test_a_late_correction_moves_no_figure_of_the_closed_phase_and_stands_apart(world: World) -> None:
    record = hold(world, world.branch, {world.member: 120})
    settle()
    closed = Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk, phase=world.first_phase.pk)
    before = opened(world.secretary, closed).total
    close_phase(world, world.branch, world.first_phase)
    restate(world, record, {world.member: 60}, reason="wrong_amount")
    settle()
    after = opened(world.secretary, closed)
    assert after.total == before == 120
    assert after.book is not None
    assert after.book.total == 120
    assert after.late is not None
    assert after.late.total == -60
    in_the_open_phase = opened(world.secretary, closed.but(phase=world.second_phase.pk))
    assert in_the_open_phase.total == 0
    assert in_the_open_phase.late is not None
    assert in_the_open_phase.late.total == -60
    assert opened(world.secretary, closed.but(phase=0)).total == 60
    above = opened(world.principal, closed.but(unit=world.general_branch.pk))
    assert above.total == 120


def test_a_standing_opens_to_units_and_then_to_members(world: World) -> None:
    hold(world, world.branch, {world.member: 2400, world.floating: 2399})
    settle()
    requirement = world.requirements["study_minutes"]
    address = addresses.of_requirement(requirement, unit=world.general_branch.pk)
    page = queries.standing(viewer_of(world.principal), read(address), requirement)
    assert page.is_kept
    assert [(part.unit, part.met, part.due) for part in page.parts] == [
        (world.branch, 1, 6),
        (world.sibling, 0, 4),
    ]
    assert (page.met, page.due) == (1, 10)
    own = addresses.of_requirement(requirement, unit=world.branch.pk, own=True)
    members = queries.standing(viewer_of(world.secretary), read(own), requirement)
    assert [(one.person, one.judged.is_met) for one in members.people if one.judged.value.numerator] == [
        (world.floating, False),
        (world.member, True),
    ]
    assert (members.met, members.due) == (1, 6)
    rows = exported(world, world.secretary, own)
    assert rows[-1][2] == "1 / 6"


def test_a_standing_is_answered_again_as_it_was_known(world: World) -> None:
    requirement = world.requirements["study_minutes"]
    address = addresses.of_requirement(requirement, unit=world.general_branch.pk)
    settle()
    before = last_position()
    hold(world, world.branch, {world.member: 2400})
    settle()

    def met_at(position: int) -> int:
        return queries.standing(viewer_of(world.principal), read(address.but(position=position)), requirement).met

    assert (met_at(before), met_at(last_position()), met_at(0)) == (0, 1, 1)


def test_a_wide_look_back_is_refused_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WIDE", 2)
    settle()
    address = Address("study_minutes", unit=world.committee.pk, programme=world.programme.pk, position=1)
    with pytest.raises(Refusal) as refused:
        opened(world.office, address)
    assert refused.value.code == "too_wide"
    assert opened(world.office, address.but(position=0)).total == 0


@pytest.mark.parametrize("query", ["unit=x", "unit=999999", "", "unit=1&requirement=99999", "unit=" + "9" * 40])
def test_a_guessed_address_is_not_found(world: World, query: str) -> None:
    assert client_of(world, world.office).get(f"/figures/study_minutes/?{query}").status_code == 404
    assert client_of(world, world.office).get("/figures/no_such_metric/?unit=1").status_code == 404


def test_a_requirement_decides_programme_phase_and_code_of_its_address(world: World) -> None:
    requirement = world.requirements["study_minutes"]
    asked = read(
        Address("study_minutes", unit=world.branch.pk, requirement=requirement.pk, phase=world.second_phase.pk)
    )
    assert (asked.address.phase, asked.address.programme) == (world.first_phase.pk, world.programme.pk)


def test_an_export_says_what_it_is_and_as_of_when(world: World) -> None:
    hold(world, world.branch, {world.member: 120}, title="=1+1")
    settle()
    rows = exported(
        world, world.secretary, Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk)
    )
    assert rows[0][0] == "第一党支部 学时"
    assert world.programme.title in rows[1][0]
    assert rows[2][0].startswith("截至")
    assert rows[4][2] == "=1+1"


def test_units_in_code_order_even_when_a_later_one_has_more(world: World) -> None:
    hold(world, world.sibling, {world.sibling_member: 180})
    settle()
    page = opened(world.principal, Address("study_minutes", unit=world.general_branch.pk, programme=world.programme.pk))
    assert [part.unit.code for part in page.parts] == ["10101", "10102"]
    assert finding.children_of(world.general_branch) == [world.branch, world.sibling]
