"""Self-study that adds up, and missed sessions made up: what each books, and how it is taken back."""

from datetime import date

import pytest

from taizhang.ground.people.models import Person
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.study import MADE_UP, SELF_STUDY
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import MakeUp, SelfStudy, Session
from taizhang.work.learning.tests.study import booked, close, entries, marks_of, minutes, missed, owed, plan
from taizhang.work.rolls import actions as rolls
from tests.world import World, key


def study(world: World, *, days_ago: int = 3, **other: object) -> SelfStudy:
    given: dict[str, object] = {
        "person": world.member,
        "on": world.days_ago(days_ago),
        "minutes": 45,
        "material": "党章",
        "programmes": [world.programme],
        "by": world.member,
        "key": key(),
    }
    return actions.record_self_study(**(given | other))  # type: ignore[arg-type]


def restudy(world: World, held: SelfStudy, minutes: int, **other: object) -> SelfStudy:
    given: dict[str, object] = {
        "study": held,
        "on": held.on,
        "minutes": minutes,
        "material": held.material,
        "reason": "wrong_amount",
        "by": world.member,
        "key": key(),
    }
    return actions.restate_self_study(**(given | other))  # type: ignore[arg-type]


def make_up(world: World, session: Session, person: Person, on: date, **other: object) -> MakeUp:
    given: dict[str, object] = {
        "session": session,
        "person": person,
        "form": "make_up",
        "on": on,
        "by": world.secretary,
        "key": key(),
    }
    return actions.make_up(**(given | other))  # type: ignore[arg-type]


# --- self-study ---


def test_short_entries_of_self_study_add_up(world: World) -> None:
    first = study(world)
    study(world, minutes=20, material="市委文件")
    assert booked(first.record, SELF_STUDY) == {("study_minutes", "self", world.member.pk): 45}
    assert (minutes(world.member, "self"), minutes(world.member, "group")) == (65, 0)


def test_the_secretary_enters_self_study_from_paper_and_strangers_do_not(world: World) -> None:
    assert study(world, by=world.secretary).person == world.member
    for stranger in (world.leading_cadre, world.sibling_secretary, world.office):
        with pytest.raises(NotAllowed):
            study(world, by=stranger)


def test_self_study_sent_again_counts_once(world: World) -> None:
    again = key()
    assert len({study(world, key=again).pk for _time in range(5)}) == 1
    assert (entries(), minutes(world.member)) == (1, 45)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"minutes": 0}, "bad_minutes"),
        ({"minutes": 1441}, "bad_minutes"),
        ({"minutes": -5}, "bad_minutes"),
        ({"material": ""}, "no_material"),
        ({"days_ago": -1}, "future_day"),
        ({"days_ago": 31}, "not_enrolled"),
        ({"days_ago": 500}, "no_home"),
    ],
)
def test_bad_self_study_is_refused_and_books_nothing(world: World, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        study(world, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert entries() == 0


def test_self_study_stated_anew_books_the_difference(world: World) -> None:
    held = study(world)
    restudy(world, held, 60)
    assert minutes(world.member, "self") == 60
    assert [entry.facts.count() for entry in statements(held.record)] == [1, 2]
    restudy(world, held, 0, reason="not_held", words="记错了人。")
    assert minutes(world.member) == 0
    with pytest.raises(Refusal) as refused:
        restudy(world, held, 0)
    assert refused.value.code == "nothing_differs"
    with pytest.raises(NotAllowed):
        restudy(world, held, 30, by=world.sibling_secretary)


# --- make-ups ---


def test_a_make_up_books_minutes_and_one_missed_less_and_settles_the_duty(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    made = make_up(world, session, world.member, world.days_ago(2))
    assert booked(made.record, MADE_UP) == {
        ("study_minutes", "group", world.member.pk): 120,
        ("session_missed", "leave", world.member.pk): -1,
    }
    assert (owed(world.member), missed(world.member), minutes(world.member)) == (0, 0, 120)


def test_a_missed_session_is_taken_away_on_the_day_it_was_missed(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.ABSENT})
    made = make_up(world, session, world.member, world.days_ago(1), form="self_study", minutes=90)
    days = {fact.kind: (fact.occurred_on, fact.code) for fact in statements(made.record)[0].facts.all()}
    assert days == {
        "learning.session_missed": (session.on, "absent"),
        "learning.study_minutes": (world.days_ago(1), "self"),
    }


def test_making_up_after_the_phase_was_closed_moves_no_closed_figure(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.ABSENT})
    rolls.close_unit_phase(
        programme=world.programme,
        unit=world.branch,
        phase=world.first_phase,
        on=world.today,
        by=world.office,
        key=key(),
    )
    made = make_up(world, session, world.member, world.days_ago(0))
    facts = {fact.kind: fact for fact in statements(made.record)[0].facts.all()}
    late = facts["learning.session_missed"]
    assert (late.phase, late.booked_phase) == (world.first_phase.pk, world.second_phase.pk)
    assert facts["learning.study_minutes"].phase == world.second_phase.pk


def test_a_home_lesson_counts_as_group_study(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    make_up(world, session, world.member, world.days_ago(1), form="home_lesson")
    assert minutes(world.member, "group") == 120


def test_only_what_is_owed_is_made_up_and_once(world: World) -> None:
    session, again = close(world, plan(world), {world.member: Mark.LEAVE}), key()
    for _time in range(3):
        make_up(world, session, world.member, world.days_ago(1), key=again)
    for person in (world.member, world.keeper, world.sibling_member):
        with pytest.raises(Refusal) as refused:
            make_up(world, session, person, world.days_ago(1))
        assert refused.value.code == "nothing_missed"
    assert MakeUp.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [({"form": "concert"}, "unknown_form"), ({"minutes": 1500}, "bad_minutes")],
)
def test_bad_make_ups_are_refused(world: World, given: dict[str, object], code: str) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    with pytest.raises(Refusal) as refused:
        make_up(world, session, world.member, world.days_ago(1), **given)
    assert refused.value.code == code
    for day, wrong in ((world.days_ago(6), "before_session"), (world.days_ago(-1), "future_day")):
        with pytest.raises(Refusal) as on_wrong_day:
            make_up(world, session, world.member, day)
        assert on_wrong_day.value.code == wrong
    assert owed(world.member) == 1


def test_strangers_record_no_make_up(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    for stranger in (world.member, world.sibling_secretary, world.office):
        with pytest.raises(NotAllowed):
            make_up(world, session, world.member, world.days_ago(1), by=stranger)


def test_who_moved_makes_up_in_the_new_branch(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    rolls.transfer_member(person=world.member, unit=world.sibling, on=world.days_ago(2), by=None, key=key())
    made = make_up(world, session, world.member, world.days_ago(1), by=world.sibling_secretary)
    units = {fact.kind: fact.unit for fact in statements(made.record)[0].facts.all()}
    assert units == {"learning.session_missed": world.branch.pk, "learning.study_minutes": world.sibling.pk}


def test_a_make_up_withdrawn_is_owed_again(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.LEAVE})
    made, again = make_up(world, session, world.member, world.days_ago(1)), key()
    for _time in range(3):
        actions.withdraw_make_up(made=made, reason="wrong_person", by=world.secretary, key=again)
    assert (owed(world.member), missed(world.member), minutes(world.member)) == (1, 1, 0)
    assert make_up(world, session, world.member, world.days_ago(1)).pk != made.pk
    with pytest.raises(NotAllowed):
        actions.withdraw_make_up(made=made, reason="wrong_person", by=world.sibling_secretary, key=key())


def test_who_was_there_after_all_keeps_the_minutes_of_the_make_up_and_owes_nothing(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.ABSENT})
    make_up(world, session, world.member, world.days_ago(1))

    def state_anew(mark: Mark) -> tuple[int, int, int]:
        actions.restate_session(
            session=session,
            marks=marks_of(world, session, {world.member: mark}),
            reason="wrong_person",
            by=world.secretary,
            key=key(),
        )
        return owed(world.member), missed(world.member), minutes(world.member)

    assert state_anew(Mark.PRESENT) == (0, 0, 240)
    assert state_anew(Mark.DUTY) == (0, 0, 120)
    assert state_anew(Mark.LEAVE) == (0, 0, 120)
