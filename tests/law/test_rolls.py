"""Laws 23, 24 and 37: the range of a subtree is the walk of its parents; ground says what the facts of rolls say."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.organisations import actions as organisations
from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import CENSUS, Category, MembershipKind
from taizhang.ground.people.models import Membership, Person, PersonCategory
from taizhang.ledger.reading import Scope, facts
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import World, key, open_unit

ROLL = ("rolls.member_joined", "rolls.member_left", "rolls.category_changed")


def walk(unit: Unit, children: dict[int | None, list[Unit]]) -> set[int]:
    """A unit and all beneath it, by following parents and never a path."""
    return {unit.pk}.union(*(walk(child, children) for child in children[unit.pk]))


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 30)), max_size=25))
def test_a_subtree_is_one_range_after_random_adds_and_moves(db: None, steps: list[tuple[bool, int, int]]) -> None:
    """Law 23."""
    serial = Unit.objects.count()
    on = clock.today() - timedelta(days=10)

    def add(parent: Unit | None) -> Unit:
        nonlocal serial
        serial += 1
        return organisations.write_unit(
            tree=Tree.ADMINISTRATIVE, parent=parent, code=f"H{serial}", name="处", kind=UnitKind.DEPARTMENT, on=on
        )

    units = [add(None)]
    for is_move, one, two in steps:
        if is_move:
            try:
                organisations.move_unit(unit=units[one % len(units)], parent=units[two % len(units)], on=on)
            except Refusal as refusal:
                assert refusal.code in {"into_itself", "same_parent", "too_deep"}
        else:
            units.append(add(Unit.objects.get(pk=units[one % len(units)].pk)))
    rows = list(Unit.objects.filter(tree=Tree.ADMINISTRATIVE))
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    for row in rows:
        assert set(subtree_of(row).values_list("pk", flat=True)) == walk(row, children)
        assert row.level == (Unit.objects.get(pk=row.parent_id).level + 1 if row.parent_id else 1)
    assert len({row.path for row in rows}) == len(rows)


def test_the_last_segment_gives_way_to_a_gap(world: World) -> None:
    """Law 23: once the last place is taken the first free one is given; 99999 never is, its range would be wrong."""
    Unit.objects.filter(pk=world.sibling.pk).update(path=world.general_branch.path + "99998")
    made = open_unit(world.general_branch, "10103", "第三党支部", UnitKind.BRANCH, world.founded)
    assert made.path == world.general_branch.path + "00002"


def balance(on: date) -> Counter[tuple[str, str, int, int]]:
    """What the facts of rolls say on a day: (joined or category, code, unit, member) → how often."""
    found: Counter[tuple[str, str, int, int]] = Counter()
    for line in facts(Scope(ROLL, to_on=on)):
        what = "category" if line.kind == "rolls.category_changed" else "home"
        found[what, line.code, line.unit, line.member] += line.amount
    return Counter({what: amount for what, amount in found.items() if amount})


def ground(on: date) -> Counter[tuple[str, str, int, int]]:
    """What the rows of ground say on a day, in the same form."""
    found: Counter[tuple[str, str, int, int]] = Counter()
    homes: dict[int, list[int]] = defaultdict(list)
    for row in Membership.objects.filter(from_on__lte=on).exclude(to_on__lte=on):
        found["home", row.kind, row.unit_id, row.person_id] += 1
        homes[row.person_id].append(row.unit_id)
    for held in PersonCategory.objects.filter(from_on__lte=on).exclude(to_on__lte=on):
        for unit in homes[held.person_id]:
            found["category", held.category, unit, held.person_id] += 1
    return found


@pytest.mark.parametrize("seed", range(6))
def test_ground_equals_the_facts_of_rolls_on_every_day(world: World, seed: int) -> None:
    """Laws 24 and 37: after random joining, leaving, passing over, changing, merging and splitting, on every day."""
    chance = random.Random(seed)
    first = world.began
    serial = 0
    days = [first]

    def branches() -> list[Unit]:
        return list(Unit.objects.filter(kind=UnitKind.BRANCH, closed_on=None, path__startswith=world.committee.path))

    for day in (first + timedelta(days=step) for step in range(0, 30, 2)):
        days.append(day)
        unit = chance.choice(branches())
        people = list(Person.objects.filter(memberships__unit=unit, memberships__to_on=None).order_by("pk"))
        person = chance.choice(people) if people else None
        above = sum(balance(day).values())
        act = chance.choice(["admit", "transfer", "release", "category", "merge", "split", "move"])
        try:
            if act == "admit":
                serial += 1
                new = NewMember(f"S{serial}", "新人", chance.choice(list(MembershipKind)[:2]), (chance.choice(CENSUS),))
                rolls.admit_member(unit=unit, member=new, on=day, by=None, key=key())
            elif act == "transfer" and person:
                rolls.transfer_member(person=person, unit=chance.choice(branches()), on=day, by=None, key=key())
            elif act == "release" and person:
                rolls.release_member(person=person, unit=unit, on=day, by=None, key=key())
            elif act == "category" and person:
                held = [Category(row.category) for row in PersonCategory.objects.filter(person=person, to_on=None)]
                gained = [one for one in (Category.FLOATING, Category.RETIRED) if one not in held]
                rolls.change_category(person=person, on=day, gained=gained, lost=held[:1], by=None, key=key())
            elif act == "merge":
                rolls.merge_units(units=[unit], into=chance.choice(branches()), on=day, by=None, key=key())
                assert sum(balance(day).values()) == above
            elif act == "split":
                serial += 1
                parts = [rolls.NewUnit(f"P{serial}A", "甲"), rolls.NewUnit(f"P{serial}B", "乙")]
                placing = {one.pk: chance.randrange(2) for one in people}
                rolls.split_unit(unit=unit, into=parts, placing=placing, on=day, by=None, key=key())
                assert sum(balance(day).values()) == above
            elif act == "move":
                rolls.move_unit(unit=unit, parent=world.committee, on=day, by=None, key=key())
        except Refusal as refusal:
            assert refusal.code in {
                "same_unit",
                "same_parent",
                "into_itself",
                "earlier_than_last",
                "unit_not_open",
                "has_open_units",
            }, refusal.code
    for day in [*days, world.today]:
        assert balance(day) == ground(day), day
