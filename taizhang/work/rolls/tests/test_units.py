"""Units open, are renamed, move, merge, split and close; old records stay with the old unit."""

from collections import Counter

import pytest

from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit, UnitChange
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Membership, Role
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Enrolment, UnitPhase
from taizhang.ledger.reading import Scope, facts, statements, total
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions.acts import act_name, record_of
from tests.world import World, key, open_unit

SHAPE = ("rolls.unit_opened", "rolls.unit_closed")
JOINS = ("rolls.member_joined", "rolls.member_left")


def lines(unit: Unit, act: str) -> Counter[tuple[str, int, int]]:
    """(kind, unit, amount) of every line of an act in a unit's record."""
    entries = statements(record_of(unit), act)
    return Counter((line.kind, line.unit, line.amount) for entry in entries for line in entry.facts.all())


def test_a_unit_opens_with_one_line_and_a_record(world: World) -> None:
    sent = key()

    def act() -> Unit:
        return rolls.open_unit(
            tree=Tree.PARTY,
            parent=world.general_branch,
            code="10103",
            name="第三党支部",
            kind=UnitKind.BRANCH,
            on=world.today,
            by=world.office,
            key=sent,
        )

    made = act()
    assert lines(made, "opened") == Counter([("rolls.unit_opened", made.pk, 1)])
    assert made.path == world.general_branch.path + "00003"
    assert act() == made
    assert Unit.objects.filter(code="10103").count() == 1


def test_units_side_by_side_open_in_one_entry(world: World) -> None:
    sent = key()
    opening = [
        rolls.OpeningUnit(f"106{number:02d}", f"第{number}支部", UnitKind.BRANCH, world.today) for number in range(30)
    ]
    made = rolls.open_units(tree=Tree.PARTY, parent=world.general_branch, opening=opening, by=world.office, key=sent)
    assert lines(world.general_branch, act_name("opened", sent)) == Counter(
        ("rolls.unit_opened", unit.pk, 1) for unit in made
    )
    assert [unit.path for unit in made] == [f"{world.general_branch.path}{place:05d}" for place in range(3, 33)]
    assert record_of(made[-1]).title == "第29支部"
    with pytest.raises(NotAllowed):
        rolls.open_units(tree=Tree.PARTY, parent=world.foreign_root, opening=opening, by=world.office, key=key())


@pytest.mark.parametrize("who", ["foreign_secretary", "secretary", "principal", "member", "leader", "supervisor"])
def test_only_an_office_above_shapes_units(world: World, who: str) -> None:
    stranger = getattr(world, who)
    with pytest.raises(NotAllowed):
        rolls.open_unit(
            tree=Tree.PARTY,
            parent=world.general_branch,
            code="10103",
            name="第三党支部",
            kind=UnitKind.BRANCH,
            on=world.today,
            by=stranger,
            key=key(),
        )
    with pytest.raises(NotAllowed):
        rolls.rename_unit(unit=world.sibling, name="别名", on=world.today, by=stranger, key=key())
    with pytest.raises(NotAllowed):
        rolls.close_unit(unit=world.sibling, on=world.today, by=stranger, key=key())


@pytest.mark.parametrize(
    ("code", "kind", "parent", "refusal"),
    [
        ("10101", UnitKind.BRANCH, "general_branch", "code_taken"),
        ("10103", UnitKind.LEAGUE_BRANCH, "general_branch", "kind_of_other_tree"),
        ("10103", UnitKind.BRANCH, "branch", "wrong_parent"),
        ("", UnitKind.BRANCH, "general_branch", "no_code"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(
    world: World, code: str, kind: UnitKind, parent: str, refusal: str
) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.open_unit(
            tree=Tree.PARTY,
            parent=getattr(world, parent),
            code=code,
            name="新单位",
            kind=kind,
            on=world.today,
            by=world.office,
            key=key(),
        )
    assert refused.value.code == refusal


def test_a_renamed_unit_keeps_its_old_name_in_its_history(world: World) -> None:
    sent = key()
    rolls.rename_unit(unit=world.branch, name="先锋党支部", on=world.today, by=world.office, key=sent)
    assert lines(world.branch, act_name("renamed", sent)) == Counter([("rolls.unit_renamed", world.branch.pk, 1)])
    assert UnitChange.objects.filter(unit=world.branch, old_name="第一党支部").exists()
    assert record_of(world.branch).title == "先锋党支部"


def test_a_moved_unit_takes_its_subtree_and_its_history_along(world: World) -> None:
    other = open_unit(world.committee, "102", "第二党总支", UnitKind.GENERAL_BRANCH, world.founded)
    sent = key()
    before = total(Scope(JOINS, unit=world.committee))
    rolls.move_unit(unit=world.branch, parent=other, on=world.today, by=world.office, key=sent)
    moved = Unit.objects.get(pk=world.branch.pk)
    assert moved.path.startswith(other.path)
    assert lines(moved, act_name("moved", sent)) == Counter([("rolls.unit_moved", moved.pk, 1)])
    assert total(Scope(JOINS, unit=other)) == 8
    assert total(Scope(JOINS, unit=world.committee)) == before


def test_a_unit_never_stands_under_itself(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.move_unit(unit=world.general_branch, parent=world.branch, on=world.today, by=world.office, key=key())
    assert refused.value.code == "into_itself"


def test_a_move_needs_the_office_of_both_places(world: World) -> None:
    with pytest.raises(NotAllowed):
        rolls.move_unit(unit=world.branch, parent=world.foreign_root, on=world.today, by=world.office, key=key())


def test_merging_passes_people_and_changes_no_sum_above(world: World) -> None:
    sent = key()
    scopes = [Scope(JOINS, unit=world.general_branch), Scope(("rolls.category_changed",), unit=world.committee)]
    before = [total(scope) for scope in scopes]
    kept = facts(Scope(JOINS, unit=world.sibling)).filter(entry__act__startswith="joined").count()
    rolls.merge_units(units=[world.sibling], into=world.branch, on=world.today, by=world.office, key=sent)
    assert [total(scope) for scope in scopes] == before
    closed = Unit.objects.get(pk=world.sibling.pk)
    assert closed.closed_on == world.today
    assert not Membership.objects.filter(unit=closed, to_on=None).exists()
    assert Membership.objects.filter(unit=world.branch, to_on=None).count() == 12
    # the old records stay with the old unit, which ends at nobody
    assert facts(Scope(JOINS, unit=closed)).filter(entry__act__startswith="joined").count() == kept
    assert total(Scope(JOINS, unit=closed)) == 0
    assert not Enrolment.objects.filter(unit=closed, to_on=None).exists()
    rolls.merge_units(units=[world.sibling], into=world.branch, on=world.today, by=world.office, key=sent)
    assert Membership.objects.filter(unit=world.branch, to_on=None).count() == 12


def test_merging_a_general_branch_moves_its_branches(world: World) -> None:
    other = open_unit(world.committee, "102", "第二党总支", UnitKind.GENERAL_BRANCH, world.founded)
    rolls.merge_units(units=[world.general_branch], into=other, on=world.today, by=world.office, key=key())
    assert {unit.code for unit in subtree_of(other)} == {"102", "10101", "10102"}


def test_splitting_opens_parts_that_go_on_in_the_programme(world: World) -> None:
    people = [person.pk for person in world.branch_people]
    before = total(Scope(JOINS, unit=world.general_branch))
    sent = key()
    parts = [rolls.NewUnit("10111", "一支部"), rolls.NewUnit("10112", "二支部")]
    placing = {person: int(place >= 5) for place, person in enumerate(people)}
    made = rolls.split_unit(unit=world.branch, into=parts, placing=placing, on=world.today, by=world.office, key=sent)
    assert [Membership.objects.filter(unit=part, to_on=None).count() for part in made] == [5, 3]
    assert total(Scope(JOINS, unit=world.general_branch)) == before
    stays = UnitPhase.objects.filter(unit__in=made, closed_on=None)
    assert {stay.phase for stay in stays} == {world.first_phase}
    assert total(Scope(("rolls.unit_enrolled",), unit=world.general_branch)) == 3
    assert (
        rolls.split_unit(unit=world.branch, into=parts, placing=placing, on=world.today, by=world.office, key=sent)
        == made
    )


def test_everybody_of_a_split_unit_is_placed(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.split_unit(
            unit=world.branch,
            into=[rolls.NewUnit("10111", "一支部"), rolls.NewUnit("10112", "二支部")],
            placing={world.member.pk: 0},
            on=world.today,
            by=world.office,
            key=key(),
        )
    assert refused.value.code == "members_unplaced"
    assert not Unit.objects.filter(code="10111").exists()


def test_a_unit_with_people_or_units_does_not_close(world: World) -> None:
    for unit, code in ((world.branch, "has_members"), (world.foreign_root, "has_open_units")):
        with pytest.raises(Refusal) as refused:
            rolls.close_unit(unit=unit, on=world.today, by=None, key=key())
        assert refused.value.code == code


def test_a_closed_unit_ends_its_roles_bodies_and_enrolment(world: World) -> None:
    empty = open_unit(world.general_branch, "10103", "第三党支部", UnitKind.BRANCH, world.founded)
    rolls.give_role(person=world.member, unit=empty, role=RoleKind.KEEPER, on=world.began, by=None, key=key())
    rolls.enrol_units(programme=world.programme, units=[empty], on=world.began, by=world.office, key=key())
    rolls.close_unit(unit=empty, on=world.today, by=world.office, key=key())
    assert not Role.objects.filter(unit=empty, to_on=None).exists()
    assert total(Scope(("rolls.unit_enrolled",), unit=empty)) == 0
    assert total(Scope(SHAPE, unit=empty)) == 0
    assert not viewer_of(world.member).holds(empty)


def test_a_root_office_begins_a_league_tree_and_runs_it(world: World) -> None:
    made = rolls.open_unit(
        tree=Tree.LEAGUE,
        parent=None,
        code="T1",
        name="共青团临江市委",
        kind=UnitKind.LEAGUE_COMMITTEE,
        on=world.today,
        by=world.office,
        key=key(),
    )
    assert viewer_of(world.office).holds(made, RoleKind.OFFICE)
