"""Who has read what: once for a person and a material, ticked or read in a session, exact after any correction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.ground.materials.models import Material, Reading
from taizhang.ground.people.models import Person
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum import actions
from taizhang.work.curriculum.tests.stage import entries, listed, must, read, sums
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import close, marks_of, plan
from tests.world import World, key


def held(world: World, *materials: Material, absent: tuple[Person, ...] = (), days_ago: int = 5) -> Session:
    session = plan(world, materials=materials, days_ago=days_ago)
    return close(world, session, dict.fromkeys(absent, "absent"))


def readers(material: Material) -> set[int]:
    return set(Reading.objects.filter(material=material).values_list("person_id", flat=True))


def booked(material_code: str = "must") -> dict[int, int]:
    """member → readings that stand booked."""
    found: dict[int, int] = {}
    for (_kind, code, _unit, member), amount in sums("material_read").items():
        if code == material_code:
            found[member] = found.get(member, 0) + amount
    return found


def test_a_tick_books_one_reading_and_a_second_none(world: World) -> None:
    material, once = must(world), key()
    read(world, material, world.member, key=once)
    read(world, material, world.member, key=once)
    read(world, material, world.member)
    assert sums("material_read") == {("material_read", "must", world.branch.pk, world.member.pk): 1}
    assert entries("material_read") == 1
    assert Reading.objects.get().on == world.today


def test_a_tick_is_taken_back_and_given_again(world: World) -> None:
    material = must(world)
    read(world, material, world.member)
    actions.take_back_read(material=material, person=world.member, by=world.member, key=key())
    assert not booked() and not readers(material)
    with pytest.raises(Refusal) as refused:
        actions.take_back_read(material=material, person=world.member, by=world.member, key=key())
    assert refused.value.code == "not_read"
    read(world, material, world.member)
    assert booked() == {world.member.pk: 1}


def test_the_secretary_ticks_for_several_and_strangers_for_nobody(world: World) -> None:
    material = must(world)
    pairs = [(material, world.member), (material, world.cannot_write)]
    once = key()
    assert actions.note_read_by_many(pairs=pairs, by=world.secretary, key=once) == 2
    assert actions.note_read_by_many(pairs=pairs, by=world.secretary, key=once) == 2
    assert actions.note_read_by_many(pairs=pairs, by=world.secretary, key=key()) == 0
    assert booked() == {world.member.pk: 1, world.cannot_write.pk: 1}
    for stranger in (world.sibling_secretary, world.office, world.leading_cadre):
        with pytest.raises(NotAllowed) as refused:
            read(world, material, world.member, by=stranger)
        assert str(refused.value.reason)
        with pytest.raises(NotAllowed):
            actions.take_back_read(material=material, person=world.member, by=stranger, key=key())
    with pytest.raises(Refusal) as nothing:
        actions.note_read_by_many(pairs=[], by=world.secretary, key=key())
    assert nothing.value.code == "nothing_ticked"


def test_what_lies_ahead_or_is_withdrawn_is_not_read(world: World) -> None:
    material = must(world)
    with pytest.raises(Refusal) as early:
        read(world, material, world.member, on=world.days_ago(-1))
    assert early.value.code == "future_day"
    actions.withdraw_material(material=material, by=world.office, key=key())
    material.refresh_from_db()
    with pytest.raises(Refusal) as gone:
        read(world, material, world.member)
    assert gone.value.code == "withdrawn"


def test_who_comes_to_a_session_has_read_what_it_used(world: World) -> None:
    material, other = must(world), listed(world, "参考")
    read(world, material, world.keeper)
    held(world, material, other, absent=(world.member,))
    assert world.member.pk not in readers(material)
    assert readers(material) == readers(other)
    assert booked() == dict.fromkeys(readers(material), 1)
    assert booked("other") == dict.fromkeys(readers(other), 1)
    reading = Reading.objects.filter(material=material, person=world.secretary).get()
    assert (reading.on, reading.record.type) == (world.days_ago(5), "learning.session")
    with pytest.raises(Refusal) as refused:
        actions.take_back_read(material=material, person=world.secretary, by=world.secretary, key=key())
    assert refused.value.code == "read_in_session"


def test_a_roll_call_stated_anew_moves_the_readings_with_it(world: World) -> None:
    material = must(world)
    session = held(world, material, absent=(world.member,))
    marks = marks_of(world, session, {world.keeper: "absent"})
    learning.restate_session(session=session, marks=marks, reason="wrong_person", by=world.secretary, key=key())
    assert world.member.pk in readers(material) and world.keeper.pk not in readers(material)
    assert booked() == dict.fromkeys(readers(material), 1)
    learning.withdraw_session(session=session, by=world.secretary, key=key())
    assert not readers(material) and not booked()


def test_a_second_session_takes_over_what_the_first_did_not_show(world: World) -> None:
    material = must(world)
    first, second = held(world, material), held(world, material, days_ago=3)
    marks = marks_of(world, first, {world.member: "absent"})
    learning.restate_session(session=first, marks=marks, reason="wrong_person", by=world.secretary, key=key())
    reading = Reading.objects.get(material=material, person=world.member)
    assert (reading.record, reading.on) == (second.record, world.days_ago(3))
    learning.withdraw_session(session=first, by=world.secretary, key=key())
    assert booked() == dict.fromkeys(readers(material), 1)
    assert set(Reading.objects.values_list("record", flat=True)) == {second.record_id}


def test_a_session_moved_to_another_day_moves_its_readings(world: World) -> None:
    material = must(world)
    session = held(world, material)
    learning.restate_session(
        session=session,
        marks=marks_of(world, session),
        reason="wrong_date",
        on=world.days_ago(7),
        by=world.secretary,
        key=key(),
    )
    assert set(Reading.objects.values_list("on", flat=True)) == {world.days_ago(7)}
    assert booked() == dict.fromkeys(readers(material), 1)


STEPS = st.lists(
    st.tuples(st.sampled_from(["tick", "untick", "close", "restate", "withdraw", "must", "other"]), st.integers(0, 3)),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_after_any_history_a_reading_stands_booked_once_for_each_who_has_read(
    world: World, steps: list[tuple[str, int]]
) -> None:
    material = listed(world, f"篇目 {key()}")
    people = [world.member, world.keeper, world.secretary, world.cannot_write]
    sessions: list[Session] = []
    try:
        for step, number in steps:
            person = people[number]
            try:
                take(world, material, sessions, step, person)
            except Refusal as refusal:
                assert refusal.code in {"not_read", "read_in_session", "nothing_differs", "withdrawn"}
            material.refresh_from_db()
            assert booked(material.code) == dict.fromkeys(readers(material), 1)
    finally:
        actions.withdraw_material(material=material, by=world.office, key=key())
        for session in sessions:
            session.refresh_from_db()
            if session.state != "withdrawn":
                learning.withdraw_session(session=session, by=world.secretary, key=key())
        for reading in Reading.objects.filter(material=material).select_related("person"):
            actions.take_back_read(material=material, person=reading.person, by=world.secretary, key=key())
        assert not booked("must") and not booked("other")


def take(world: World, material: Material, sessions: list[Session], step: str, person: Person) -> None:
    if step == "tick":
        read(world, material, person)
    elif step == "untick":
        actions.take_back_read(material=material, person=person, by=person, key=key())
    elif step == "close":
        sessions.append(held(world, material, absent=(person,)))
    elif step in {"must", "other"}:
        actions.change_material(
            material=material,
            kind="paper",
            title=material.title,
            is_must=step == "must",
            by=world.office,
            key=key(),
        )
    elif sessions and step == "restate":
        session = sessions[-1]
        marks = marks_of(world, session, {person: "leave"})
        learning.restate_session(session=session, marks=marks, reason="wrong_person", by=world.secretary, key=key())
    elif sessions and step == "withdraw":
        learning.withdraw_session(session=sessions[0], by=world.secretary, key=key())
        sessions.pop(0)
