"""The catalogue: what is listed, by whom, and the requirement that follows the must items."""

from datetime import timedelta

import pytest

from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum import actions
from taizhang.work.curriculum.tests.stage import entries, listed, must, read, sums
from tests.world import World, key


def asked(world: World) -> int:
    requirement = world.requirements.get("must_read")
    return requirement.numerator if requirement else 0


def test_a_material_is_listed_once_and_books_one_piece(world: World) -> None:
    once = key()
    material = listed(world, issuer="编写组", key=once)
    assert listed(world, issuer="编写组", key=once) == material
    assert sums("material_listed") == {("material_listed", "other", world.committee.pk, 0): 1}
    with pytest.raises(Refusal) as refused:
        listed(world)
    assert refused.value.code == "listed_already"


@pytest.mark.parametrize(
    ("given", "code"),
    [({"title": " "}, "no_title"), ({"kind": "rumour"}, "unknown_kind"), ({"priority": "x"}, "unknown_kind")],
)
def test_a_material_needs_a_title_and_a_known_kind(world: World, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        listed(world, **given)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_the_requirement_follows_the_must_items(world: World) -> None:
    listed(world, "参考")
    assert asked(world) == 0
    first = must(world)
    must(world, "条例")
    assert asked(world) == 2
    assert world.programme.requirements.filter(metric="must_read").count() == 2
    actions.withdraw_material(material=first, by=world.office, key=key())
    assert asked(world) == 1
    assert sums("material_listed") == {
        ("material_listed", "other", world.committee.pk, 0): 1,
        ("material_listed", "must", world.committee.pk, 0): 1,
    }


def test_made_a_must_item_later_its_readings_count_as_such(world: World) -> None:
    material = listed(world)
    read(world, material, world.member)
    assert sums("material_read") == {("material_read", "other", world.branch.pk, world.member.pk): 1}
    actions.change_material(material=material, kind="book", title="章程读本", is_must=True, by=world.office, key=key())
    assert sums("material_read") == {("material_read", "must", world.branch.pk, world.member.pk): 1}
    assert asked(world) == 1
    actions.withdraw_material(material=material, by=world.office, key=key())
    assert sums("material_read") == {("material_read", "other", world.branch.pk, world.member.pk): 1}


def test_mending_the_words_books_nothing(world: World) -> None:
    material = must(world)
    before = entries("material_listed", "material_read")
    changed = actions.change_material(
        material=material, kind="book", title="新章程", is_must=True, by=world.office, key=key()
    )
    assert (changed.title, changed.record.title) == ("新章程", "新章程")
    assert entries("material_listed", "material_read") == before


def test_a_unit_sets_a_task_for_its_own_people_and_asks_nothing_of_others(world: World) -> None:
    task = must(world, "在会上的讲话", unit=world.branch, kind="speech", for_all_staff=True, by=world.secretary)
    assert (asked(world), task.code) == (0, "task")
    read(world, task, world.activist)
    assert sums("material_read") == {("material_read", "task", world.branch.pk, world.activist.pk): 1}
    with pytest.raises(Refusal) as refused:
        read(world, task, world.sibling_member)
    assert refused.value.code == "not_for_them"


def test_strangers_list_nothing_and_change_nothing(world: World) -> None:
    material = listed(world)
    for stranger in (world.secretary, world.member, world.foreign_secretary):
        with pytest.raises(NotAllowed) as refused:
            listed(world, "别的", by=stranger)
        assert str(refused.value.reason)
        with pytest.raises(NotAllowed):
            actions.withdraw_material(material=material, by=stranger, key=key())
        with pytest.raises(NotAllowed):
            actions.add_law_version(material=material, label="一", from_on=world.today, by=stranger, key=key())
    with pytest.raises(NotAllowed):
        must(world, unit=world.sibling, by=world.secretary)


def test_a_reading_says_which_version_of_a_law_was_in_force(world: World) -> None:
    law = listed(world, "行政许可规定", kind="law")

    def comes(label: str, days: int) -> None:
        actions.add_law_version(
            material=law, label=label, from_on=world.today + timedelta(days=days), by=world.office, key=key()
        )

    comes("二〇〇四年版", -30)
    comes("二〇〇五年修订", -2)
    read(world, law, world.member, on=world.days_ago(3))
    read(world, law, world.keeper, on=world.days_ago(2))
    versions = {reading.person: reading.version.label for reading in law.readings.all() if reading.version}
    assert versions == {world.member: "二〇〇四年版", world.keeper: "二〇〇五年修订"}
    with pytest.raises(Refusal) as refused:
        comes("更早的", -40)
    assert refused.value.code == "before_last"
