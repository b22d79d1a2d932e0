"""People join, pass over, leave and change category; each act posts its lines and nothing else."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest

from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.models import Membership, PersonCategory
from taizhang.ledger.reading import Scope, facts, statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from taizhang.work.rolls.actions.acts import act_name, record_of
from tests.world import World, key

Row = tuple[str, str, int, int, int]


def lines_of(unit: object, act: str) -> Counter[Row]:
    """(kind, code, unit, member, amount) of every line of an act."""
    return Counter(
        (line.kind, line.code, line.unit, line.member, line.amount)
        for entry in statements(record_of(unit), act)  # type: ignore[arg-type]
        for line in entry.facts.all()
    )


def test_admitting_two_people_books_one_entry_with_their_roll_and_their_categories(world: World) -> None:
    sent = key()
    new = [
        NewMember("2001", "应如是", categories=(Category.WORKER, Category.FLOATING)),
        NewMember("2002", "容若谷", MembershipKind.PROBATIONARY),
    ]
    first, second = rolls.admit_members(unit=world.branch, members=new, on=world.today, by=world.secretary, key=sent)
    unit = world.branch.pk
    assert lines_of(world.branch, act_name("joined", sent)) == Counter(
        [
            ("rolls.member_joined", "full", unit, first.pk, 1),
            ("rolls.category_changed", "worker", unit, first.pk, 1),
            ("rolls.category_changed", "floating", unit, first.pk, 1),
            ("rolls.member_joined", "probationary", unit, second.pk, 1),
        ]
    )
    assert Membership.objects.filter(unit=unit, person__in=[first, second], to_on=None).count() == 2


def test_the_same_sheet_sent_again_changes_nothing_and_other_content_is_refused(world: World) -> None:
    sent = key()
    new = [NewMember("2001", "应如是")]
    first = rolls.admit_members(unit=world.branch, members=new, on=world.today, by=world.secretary, key=sent)
    again = rolls.admit_members(unit=world.branch, members=new, on=world.today, by=world.secretary, key=sent)
    assert first == again
    assert sum(lines_of(world.branch, act_name("joined", sent)).values()) == 1
    with pytest.raises(Refusal) as refused:
        rolls.admit_members(
            unit=world.branch, members=[NewMember("2009", "另一人")], on=world.today, by=world.secretary, key=sent
        )
    assert refused.value.code == "key_used"


def test_a_stranger_takes_nobody_onto_a_roll(world: World) -> None:
    for stranger in (world.foreign_secretary, world.sibling_secretary, world.member, world.leader, world.supervisor):
        with pytest.raises(NotAllowed):
            rolls.admit_member(
                unit=world.branch, member=NewMember("2001", "应如是"), on=world.today, by=stranger, key=key()
            )
    assert not Membership.objects.filter(person__code="2001").exists()


def test_who_belongs_somewhere_is_transferred_and_not_taken_on_twice(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.admit_member(
            unit=world.sibling,
            member=NewMember(world.member.code, world.member.name),
            on=world.today,
            by=world.sibling_secretary,
            key=key(),
        )
    assert refused.value.code == "has_a_home"


def test_a_transfer_books_left_and_joined_with_categories_in_one_entry(world: World) -> None:
    sent = key()
    rolls.transfer_member(person=world.floating, unit=world.sibling, on=world.today, by=world.secretary, key=sent)
    old, new, who = world.branch.pk, world.sibling.pk, world.floating.pk
    assert lines_of(world.branch, act_name("transferred", sent)) == Counter(
        [
            ("rolls.member_left", "full", old, who, -1),
            ("rolls.category_changed", "worker", old, who, -1),
            ("rolls.category_changed", "floating", old, who, -1),
            ("rolls.member_joined", "full", new, who, 1),
            ("rolls.category_changed", "worker", new, who, 1),
            ("rolls.category_changed", "floating", new, who, 1),
        ]
    )
    home = Membership.objects.get(person=world.floating, to_on=None)
    assert (home.unit, home.from_on) == (world.sibling, world.today)


def test_a_probationary_member_becomes_full_without_leaving_the_branch(world: World) -> None:
    rolls.transfer_member(
        person=world.member,
        unit=world.branch,
        on=world.today,
        kind=MembershipKind.FULL,
        by=world.secretary,
        key=key(),
    )
    assert Membership.objects.get(person=world.member, to_on=None).kind == MembershipKind.FULL
    with pytest.raises(Refusal) as refused:
        rolls.transfer_member(person=world.member, unit=world.branch, on=world.today, by=world.secretary, key=key())
    assert refused.value.code == "same_unit"


def test_nobody_is_pushed_into_another_organisation(world: World) -> None:
    for by in (world.secretary, world.office):
        with pytest.raises(NotAllowed):
            rolls.transfer_member(person=world.member, unit=world.foreign_branch, on=world.today, by=by, key=key())


def test_a_secretary_transfers_only_people_of_their_own_branch(world: World) -> None:
    with pytest.raises(NotAllowed):
        rolls.transfer_member(
            person=world.sibling_member, unit=world.branch, on=world.today, by=world.secretary, key=key()
        )


def test_a_released_member_leaves_the_roll_and_their_group(world: World) -> None:
    sent = key()
    rolls.release_member(person=world.member, unit=world.branch, on=world.today, by=world.office, key=sent)
    who, unit = world.member.pk, world.branch.pk
    assert lines_of(world.branch, act_name("left", sent)) == Counter(
        [
            ("rolls.member_left", "probationary", unit, who, -1),
            ("rolls.category_changed", "worker", unit, who, -1),
        ]
    )
    assert not world.member.bodies.filter(to_on=None).exists()


def test_a_change_of_category_is_booked_where_the_person_belongs(world: World) -> None:
    sent = key()
    rolls.change_category(
        person=world.leading_cadre,
        on=world.today,
        gained=[Category.RETIRED],
        lost=[Category.CADRE, Category.LEADER],
        by=world.keeper,
        key=sent,
    )
    who, unit = world.leading_cadre.pk, world.branch.pk
    assert lines_of(world.branch, act_name("category", sent)) == Counter(
        [
            ("rolls.category_changed", "retired", unit, who, 1),
            ("rolls.category_changed", "cadre", unit, who, -1),
            ("rolls.category_changed", "leader", unit, who, -1),
        ]
    )
    standing = PersonCategory.objects.filter(person=world.leading_cadre, to_on=None)
    assert [row.category for row in standing] == ["retired"]


@pytest.mark.parametrize(
    ("gained", "lost", "code"),
    [
        ([Category.WORKER, Category.WORKER], [], "bad_categories"),
        ([], [Category.STUDENT], "not_of_category"),
        ([], [], "nothing_changes"),
        ([Category.CADRE], [], "bad_categories"),
    ],
)
def test_a_category_that_does_not_fit_is_refused(
    world: World, gained: list[Category], lost: list[Category], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.change_category(
            person=world.leading_cadre, on=world.today, gained=gained, lost=lost, by=world.secretary, key=key()
        )
    assert refused.value.code == code


def test_a_day_before_the_newest_change_of_a_person_is_refused(world: World) -> None:
    rolls.change_category(
        person=world.member, on=world.days_ago(5), gained=[Category.FLOATING], by=world.secretary, key=key()
    )
    with pytest.raises(Refusal) as refused:
        rolls.transfer_member(
            person=world.member, unit=world.sibling, on=world.days_ago(9), by=world.secretary, key=key()
        )
    assert refused.value.code == "earlier_than_last"


def test_tomorrow_is_refused(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.release_member(
            person=world.member,
            unit=world.branch,
            on=world.today + timedelta(days=1),
            by=world.secretary,
            key=key(),
        )
    assert refused.value.code == "future_day"


def test_a_bulk_of_two_thousand_is_one_entry(world: World) -> None:
    sent = uuid.uuid4()
    new = [NewMember(f"7{number:05d}", f"人{number}", categories=(Category.WORKER,)) for number in range(2_000)]
    rolls.admit_members(unit=world.foreign_branch, members=new, on=world.today, by=None, key=sent)
    assert facts(Scope(("rolls.member_joined",), unit=world.foreign_branch)).count() == 2_002
    assert len(statements(record_of(world.foreign_branch), act_name("joined", sent))) == 1
