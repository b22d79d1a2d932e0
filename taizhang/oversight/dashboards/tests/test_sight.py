"""How far each reader may go: for every kind, role and depth, in page and export alike (settled questions 31, 32, 36)."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.models import Sight
from taizhang.ledger.kinds import KINDS
from taizhang.ledger.reading import entries_about, vouchers
from taizhang.lib.refusals import NotAllowed
from taizhang.oversight.dashboards import addresses, rules
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries import entry, figure
from taizhang.oversight.dashboards.queries.book import keep_book
from taizhang.oversight.dashboards.tests.acts import client_of, hold, settle
from taizhang.oversight.dashboards.tests.test_figures import read
from tests.world import World

ABOVE = ("principal", "office", "leader", "archivist", "auditor", "supervisor")
NEAR = ("secretary", "keeper")
STRANGERS = ("member", "sibling_secretary", "foreign_secretary")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_no_shown_part_of_a_sealed_tally_gives_a_group_of_one_to_four_away(amounts: list[int]) -> None:
    parts = dict(enumerate(amounts))
    shown = rules.withhold(parts)
    assert shown.keys() == parts.keys()
    assert all(amount == parts[key] for key, amount in shown.items() if amount is not None)
    assert all(amount == 0 or amount >= rules.LEAST for amount in shown.values() if amount is not None)
    hidden = sum(parts[key] for key, amount in shown.items() if amount is None)
    whole_is_small = sum(amounts) < rules.LEAST
    assert hidden == 0 or hidden >= rules.LEAST or whole_is_small


@pytest.fixture
def studied(world: World) -> World:
    """A world in which somebody of the first branch has studied."""
    hold(world, world.branch, {world.member: 120, world.floating: 60})
    settle()
    return world


def unit_figure(world: World) -> Address:
    return Address("study_minutes", unit=world.branch.pk, programme=world.programme.pk)


@pytest.mark.parametrize("who", [*NEAR, *ABOVE])
def test_who_holds_a_role_sees_the_sum_and_only_the_branch_sees_names(studied: World, who: str) -> None:
    reader = getattr(studied, who)
    page = figure.figure(viewer_of(reader), read(unit_figure(studied)))
    assert page.total == 180
    near = who in NEAR
    assert bool(page.people) is near
    assert bool(page.who_may) is not near
    client = client_of(studied, reader)
    shown = client.get(unit_figure(studied).url).content.decode()
    assert (studied.member.name in shown) is near
    sheet = client.get(f"{unit_figure(studied).url}&export=xlsx")
    cells = [
        str(cell)
        for row in load_workbook(BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True)
        for cell in row
    ]
    assert not any(studied.member.name in cell for cell in cells)


@pytest.mark.parametrize("who", [*NEAR, *ABOVE])
def test_how_many_meet_opens_to_members_for_the_branch_alone(studied: World, who: str) -> None:
    reader = getattr(studied, who)
    requirement = studied.requirements["study_minutes"]
    address = addresses.of_requirement(requirement, unit=studied.branch.pk, own=True)
    page = figure.standing(viewer_of(reader), read(address), requirement)
    assert (page.met, page.due) == (0, 6)
    assert bool(page.people) is (who in NEAR)
    client = client_of(studied, reader)
    for url in (address.url, f"/branch/{studied.branch.pk}/"):
        assert (studied.member.name in client.get(url).content.decode()) is (who in NEAR)


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_are_refused_with_a_reason(studied: World, who: str) -> None:
    client = client_of(studied, getattr(studied, who))
    for url in (unit_figure(studied).url, f"/branch/{studied.branch.pk}/", f"/unit/{studied.branch.pk}/"):
        response = client.get(url)
        assert response.status_code == 403
        assert "负有职责" in response.content.decode()


@pytest.mark.parametrize("who", [*ABOVE, *STRANGERS[1:]])
def test_a_persons_figures_are_for_the_person_and_the_branch(studied: World, who: str) -> None:
    address = Address("study_minutes", programme=studied.programme.pk, member=studied.member.pk)
    for near in ("member", *NEAR):
        assert figure.figure(viewer_of(getattr(studied, near)), read(address)).total == 120
    with pytest.raises(NotAllowed):
        figure.figure(viewer_of(getattr(studied, who)), read(address))


def test_a_voucher_shows_names_to_the_branch_tallies_above_and_each_their_own_line(studied: World) -> None:
    number = entries_about(studied.member.pk)[0].pk

    def names(who: str) -> set[str]:
        page = entry.voucher(viewer_of(getattr(studied, who)), number)
        return {line.person.name for one in page.statements for line in one.named if line.person}

    assert names("secretary") == {studied.member.name, studied.floating.name}
    assert names("member") == {studied.member.name}
    assert names("office") == set()
    page = entry.voucher(viewer_of(studied.office), number)
    assert [(tally.lines, tally.shown) for one in page.statements for tally in one.tallies] == [(2, "3")]
    assert page.hides_names
    mine = entry.voucher(viewer_of(studied.member), number)
    assert not any(one.tallies for one in mine.statements)
    with pytest.raises(NotAllowed):
        entry.voucher(viewer_of(studied.sibling_member), number)


def test_a_sealed_kind_is_a_tally_to_everybody(studied: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = KINDS["learning.study_minutes"]
    monkeypatch.setitem(KINDS, kind.name, replace(kind, sight=Sight.SEALED))
    page = figure.figure(viewer_of(studied.secretary), read(unit_figure(studied)))
    assert page.total == 180
    assert not page.people
    assert "合计" in str(page.who_may)
    mine = Address("study_minutes", programme=studied.programme.pk, member=studied.member.pk)
    assert figure.figure(viewer_of(studied.secretary), read(mine)).book is None
    assert figure.figure(viewer_of(studied.member), read(mine)).book is not None
    number = entries_about(studied.member.pk)[0].pk
    voucher = entry.voucher(viewer_of(studied.secretary), number)
    assert not any(line.kind.name == kind.name for one in voucher.statements for line in one.named)
    assert not any(one.tallies for one in voucher.statements), "two people are fewer than five"


def test_parts_of_a_sealed_kind_below_five_are_withheld(studied: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = KINDS["learning.session_held"]
    monkeypatch.setitem(KINDS, kind.name, replace(kind, sight=Sight.SEALED))
    for _again in range(5):
        hold(studied, studied.sibling, {studied.sibling_member: 60})
    settle()
    address = Address("sessions_held", unit=studied.general_branch.pk, programme=studied.programme.pk)
    page = figure.figure(viewer_of(studied.principal), read(address))
    assert page.total == 6
    assert [part.amount for part in page.parts] == [None, None]


def test_a_new_unit_sees_of_older_lines_only_day_and_amount(studied: World) -> None:
    hold(studied, studied.branch, {studied.member: 60}, title="老支部的会")
    address = Address("study_minutes", programme=studied.programme.pk, member=studied.member.pk)
    asked = read(address)
    book = keep_book(vouchers(figure.scope_for(asked)), open_unit=studied.sibling.pk)
    assert book.total == 180
    assert all(row.is_closed for row in book.rows)
