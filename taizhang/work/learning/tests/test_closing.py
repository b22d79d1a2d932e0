"""The roll-call: what it books, whom it names, and how it is stated anew."""

from collections.abc import Mapping
from datetime import time

import pytest

from taizhang.ground.duties.queries import owed_about
from taizhang.ground.people.models import Person
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning import actions
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import Session
from taizhang.work.learning.tests.study import booked, close, entries, marks_of, minutes, missed, owed, plan
from taizhang.work.rolls import actions as rolls
from tests.world import World, key


def test_a_closed_session_is_closed_with_a_mark_for_each(world: World) -> None:
    session = close(world, plan(world), {world.floating: Mark.DUTY})
    session.refresh_from_db()
    assert session.state == SessionState.CLOSED
    found = {row.person: row.mark for row in session.marks.select_related("person")}
    assert found.keys() == set(world.branch_people) - {world.activist}
    assert (found[world.member], found[world.floating], found[world.retired]) == ("present", "duty", "not_joined")


def test_closing_books_one_entry_with_exactly_these_lines(world: World) -> None:
    session = close(
        world, plan(world), {world.floating: Mark.DUTY, world.member: Mark.LEAVE, world.keeper: Mark.ABSENT}
    )
    present = [world.secretary, world.leading_cadre, world.cannot_write]
    wanted = {("session_held", "discussion", 0): 1}
    for person in present:
        wanted["study_minutes", "group", person.pk] = 120
        wanted["session_attended", "discussion", person.pk] = 1
    wanted["session_missed", "duty", world.floating.pk] = 1
    wanted["session_missed", "leave", world.member.pk] = 1
    wanted["session_missed", "absent", world.keeper.pk] = 1
    assert booked(session.record, ROLL_CALL) == wanted
    assert statements(session.record).count() == 1
    assert set(owed_about(session.record_id, kind=MAKE_UP).values_list("person", flat=True)) == {
        world.floating.pk,
        world.member.pk,
        world.keeper.pk,
    }


def test_a_stranger_closes_nothing_and_reads_why(world: World) -> None:
    session = plan(world)
    for stranger in (world.sibling_secretary, world.foreign_secretary, world.member, world.principal, world.office):
        with pytest.raises(NotAllowed) as refused:
            actions.close_session(session=session, marks=marks_of(world, session), by=stranger, key=key())
        assert str(refused.value.reason)
    assert entries() == 0


def test_the_same_sheet_sent_again_changes_nothing(world: World) -> None:
    session, sheet = plan(world), key()
    marks = marks_of(world, session, {world.member: Mark.ABSENT})
    for _again in range(5):
        actions.close_session(session=session, marks=marks, by=world.secretary, key=sheet)
    assert entries() == 1
    assert owed(world.member) == 1
    with pytest.raises(Refusal) as altered:
        actions.close_session(
            session=session, marks=marks | {world.member.pk: "present"}, by=world.secretary, key=sheet
        )
    assert altered.value.code == "key_used"


def test_a_second_window_is_told_that_the_session_is_closed(world: World) -> None:
    session = close(world, plan(world))
    with pytest.raises(Refusal) as refused:
        close(world, session)
    assert refused.value.code == "closed_already"
    assert entries() == 1


def test_the_retired_come_freely_and_never_owe(world: World) -> None:
    away = close(world, plan(world), {world.retired: Mark.ABSENT})
    assert missed(world.retired) == owed(world.retired) == minutes(world.retired) == 0
    assert away.marks.get(person=world.retired).mark == Mark.NOT_JOINED
    close(world, plan(world, days_ago=4), {world.retired: Mark.PRESENT})
    assert minutes(world.retired) == 120


def test_whoever_is_expected_cannot_be_marked_as_free(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        close(world, plan(world), {world.member: Mark.NOT_JOINED})
    assert refused.value.code == "owes"


def test_a_guest_is_counted_at_home_and_only_when_present(world: World) -> None:
    session = plan(world)
    with pytest.raises(Refusal) as refused:
        close(world, session, {world.sibling_member: Mark.ABSENT})
    assert refused.value.code == "guest_did_not_come"
    close(world, session, {world.sibling_member: Mark.PRESENT})
    assert minutes(world.sibling_member) == 120
    line = statements(session.record)[0].facts.get(member=world.sibling_member.pk, amount=120)
    assert (line.unit, line.programme) == (world.sibling.pk, world.programme.pk)


def test_a_guest_whose_unit_does_not_take_part_is_counted_outside_the_programme(world: World) -> None:
    session = close(world, plan(world), {world.principal: Mark.PRESENT})
    facts = statements(session.record)[0].facts.filter(member=world.principal.pk)
    assert {(fact.programme, fact.phase, fact.unit) for fact in facts} == {(0, 0, world.general_branch.pk)}


def test_a_member_who_left_before_the_session_is_named_and_nothing_is_booked(world: World) -> None:
    session = plan(world)
    marks = marks_of(world, session)
    rolls.release_member(person=world.floating, unit=world.branch, on=world.days_ago(6), by=world.secretary, key=key())
    with pytest.raises(Refusal, match=world.floating.name) as refused:
        actions.close_session(session=session, marks=marks, by=world.secretary, key=key())
    assert refused.value.code == "not_on_roll"
    assert entries() == 0


def test_a_name_is_never_told_to_a_unit_that_does_not_know_it(world: World) -> None:
    session = plan(world)
    rolls.release_member(
        person=world.foreign_member, unit=world.foreign_branch, on=world.days_ago(6), by=None, key=key()
    )
    with pytest.raises(Refusal) as refused:
        close(world, session, {world.foreign_member: Mark.PRESENT})
    assert refused.value.code == "not_on_roll"
    assert world.foreign_member.name not in str(refused.value.reason)


def test_a_sheet_without_one_of_the_members_is_refused(world: World) -> None:
    session = plan(world)
    marks = marks_of(world, session)
    del marks[world.member.pk]
    with pytest.raises(Refusal) as refused:
        actions.close_session(session=session, marks=marks, by=world.secretary, key=key())
    assert refused.value.code == "unmarked"
    assert refused.value.details["persons"] == [world.member.pk]


def test_an_unknown_mark_is_refused(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        close(world, plan(world), {world.member: "late"})
    assert refused.value.code == "unknown_mark"


def test_a_session_to_come_has_no_roll_call_yet(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        close(world, plan(world, days_ago=-2))
    assert refused.value.code == "not_yet"


def test_a_session_for_no_programme_is_booked_outside_them(world: World) -> None:
    session = close(world, plan(world, programmes=[]), {world.member: Mark.ABSENT})
    assert {fact.programme for fact in statements(session.record)[0].facts.all()} == {0}
    assert owed(world.member) == missed(world.member) == 1


# --- stated anew ---


def restate(world: World, session: Session, exceptions: Mapping[Person, str], **other: object) -> None:
    given: dict[str, object] = {"reason": "wrong_person", "by": world.secretary, "key": key()}
    marks = marks_of(world, session, exceptions)
    actions.restate_session(session=session, marks=marks, **(given | other))  # type: ignore[arg-type]


def test_one_who_was_not_there_costs_three_lines_and_nobody_elses(world: World) -> None:
    session = close(world, plan(world))
    restate(world, session, {world.member: Mark.ABSENT}, words="点名时看错了人。")
    first, second = statements(session.record, ROLL_CALL)
    assert (first.facts.count(), second.reason) == (13, "wrong_person")
    assert sorted((fact.kind, fact.member, fact.amount) for fact in second.facts.all()) == [
        ("learning.session_attended", world.member.pk, -1),
        ("learning.session_missed", world.member.pk, 1),
        ("learning.study_minutes", world.member.pk, -120),
    ]
    (text,) = session.record.texts.filter(purpose="reason")
    assert (text.body, text.digest) == ("点名时看错了人。", second.words)
    assert owed(world.member) == missed(world.member) == 1


def test_a_stranger_restates_nothing(world: World) -> None:
    session = close(world, plan(world))
    with pytest.raises(NotAllowed):
        restate(world, session, {world.member: Mark.ABSENT}, by=world.sibling_secretary)


def test_a_statement_that_differs_in_nothing_is_refused_and_leaves_no_words(world: World) -> None:
    session = close(world, plan(world))
    with pytest.raises(Refusal) as refused:
        restate(world, session, {}, words="没有变化。")
    assert refused.value.code == "nothing_differs"
    assert not session.record.texts.exists()


def test_restating_needs_a_listed_reason_and_a_booked_session(world: World) -> None:
    session = plan(world)
    with pytest.raises(Refusal) as planned:
        restate(world, session, {world.member: Mark.ABSENT})
    close(world, session)
    with pytest.raises(Refusal) as unreasoned:
        restate(world, session, {world.member: Mark.ABSENT}, reason="because")
    assert (planned.value.code, unreasoned.value.code) == ("not_booked", "unknown_reason")


def test_of_two_windows_that_correct_one_wins_and_the_other_is_told(world: World) -> None:
    session = close(world, plan(world))
    restate(world, session, {world.member: Mark.ABSENT}, seen=1)
    with pytest.raises(Refusal) as refused:
        restate(world, session, {world.floating: Mark.ABSENT}, seen=1)
    assert refused.value.code == "changed_meanwhile"
    assert (owed(world.member), owed(world.floating)) == (1, 0)


def test_restating_again_with_the_same_key_changes_nothing(world: World) -> None:
    session, again = close(world, plan(world)), key()
    for _time in range(3):
        restate(world, session, {world.member: Mark.ABSENT}, key=again)
    assert statements(session.record).count() == 2


def test_times_stated_anew_change_everybodys_minutes(world: World) -> None:
    session = close(world, plan(world))
    restate(world, session, {}, reason="wrong_amount", ends_at=time(18, 0))
    assert minutes(world.member) == minutes(world.secretary) == 180


def test_who_was_marked_as_before_keeps_the_lines_that_stand_though_the_roll_has_changed(world: World) -> None:
    session = close(world, plan(world))
    rolls.transfer_member(person=world.floating, unit=world.sibling, on=world.days_ago(6), by=None, key=key())
    marks = {row.person_id: row.mark for row in session.marks.all()} | {world.member.pk: Mark.ABSENT.value}
    actions.restate_session(session=session, marks=marks, reason="wrong_person", by=world.secretary, key=key())
    assert {fact.member for fact in statements(session.record, ROLL_CALL)[1].facts.all()} == {world.member.pk}


def test_a_session_that_did_not_take_place_is_reversed_to_nothing(world: World) -> None:
    session = close(world, plan(world), {world.member: Mark.ABSENT})
    actions.withdraw_session(session=session, by=world.secretary, key=key())
    session.refresh_from_db()
    assert session.state == SessionState.WITHDRAWN
    assert not booked(session.record, ROLL_CALL)
    assert owed(world.member) == missed(world.member) == minutes(world.secretary) == 0
    restate(world, session, {world.floating: Mark.ABSENT}, reason="wrong_date")
    assert (owed(world.floating), minutes(world.member)) == (1, 120)


def test_linking_a_programme_later_books_copies_that_no_total_counts_twice(world: World) -> None:
    session = close(world, plan(world, programmes=[]))
    restate(world, session, {}, reason="programme_linked", programmes=[world.programme])
    assert minutes(world.member) == 120
    standing = booked(session.record, ROLL_CALL)
    assert standing["session_held", "discussion", 0] == 1
