"""What each act of meetings does, posts, refuses, and that doing it again changes nothing."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from taizhang.config.background import settle
from taizhang.ground.duties.models import Duty
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.models import Record
from taizhang.ledger.posting import standing_lines
from taizhang.ledger.reading import statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.actions import Statement
from taizhang.work.meetings.kinds import MeetingState, SpeechState, TaskState
from taizhang.work.meetings.lines import Count
from taizhang.work.meetings.models import Meeting, Task
from taizhang.work.rolls import actions as rolls
from tests.world import World, key


def plan(world: World, **other: Any) -> Meeting:
    given: dict[str, Any] = {
        "unit": world.branch,
        "programmes": [world.programme],
        "kind": "branch",
        "title": "支部党员大会",
        "on": world.days_ago(1),
        "agenda": ["讨论发展对象", "通报党费"],
        "by": world.secretary,
        "key": key(),
    }
    return actions.plan_meeting(**(given | other))


def hold(world: World, meeting: Meeting, by: Person | None = None, **said: Any) -> Meeting:
    statement = Statement(**({"on": meeting.on} | said))
    return actions.hold_meeting(meeting=meeting, said=statement, by=by or world.secretary, key=key())


def booked(record: Record, act: str = "meeting") -> Counter[tuple[str, str, int]]:
    """What stands booked: (kind, code, unit) → amount, copies left out."""
    found: Counter[tuple[str, str, int]] = Counter()
    for line, _phase in standing_lines(record, act):
        if not line.copy:
            found[line.kind.removeprefix("meetings."), line.code, line.unit] += line.amount
    return found


def test_a_held_meeting_posts_who_came_and_how_the_votes_stood(world: World) -> None:
    meeting = plan(world)
    assert not statements(meeting.record)
    hold(
        world,
        meeting,
        attending={"members": 7, "others": 2},
        decisions={1: "同意列为发展对象"},
        counts={1: Count(7, 6, 5, 0, 1)},
    )
    unit = world.branch.pk
    assert booked(meeting.record) == {
        ("meeting_held", "branch", unit): 1,
        ("people_attended", "members", unit): 7,
        ("people_attended", "others", unit): 2,
        ("votes_counted", "due", unit): 7,
        ("votes_counted", "present", unit): 6,
        ("votes_counted", "for", unit): 5,
        ("votes_counted", "abstained", unit): 1,
    }
    assert meeting.agenda.get(number=1).decision == "同意列为发展对象"


def test_stated_anew_only_the_difference_is_booked_and_withdrawn_nothing_stands(world: World) -> None:
    meeting = hold(world, plan(world), attending={"members": 7})
    said = Statement(on=meeting.on, attending={"members": 6})
    actions.restate_meeting(meeting=meeting, said=said, reason="wrong_amount", seen=1, by=world.secretary, key=key())
    last = list(statements(meeting.record))[-1]
    assert [(fact.kind, fact.amount) for fact in last.facts.order_by("amount")] == [
        ("meetings.people_attended", -7),
        ("meetings.people_attended", 6),
    ]
    with pytest.raises(Refusal) as stale:
        actions.restate_meeting(
            meeting=meeting, said=Statement(on=meeting.on), reason="wrong_amount", seen=1, by=world.secretary, key=key()
        )
    assert stale.value.code == "changed_meanwhile"
    actions.withdraw_meeting(meeting=meeting, by=world.secretary, key=key())
    assert not booked(meeting.record)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.WITHDRAWN


def test_a_stranger_notes_no_meeting(world: World) -> None:
    meeting = plan(world)
    for stranger in (world.member, world.sibling_secretary, world.principal, world.foreign_secretary):
        with pytest.raises(NotAllowed):
            hold(world, meeting, by=stranger)
        with pytest.raises(NotAllowed):
            plan(world, by=stranger)
    assert not booked(meeting.record)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"counts": {1: Count(7, 6, 5, 1, 1)}}, "votes_do_not_add_up"),
        ({"counts": {1: Count(5, 6, 1, 0, 0)}}, "votes_do_not_add_up"),
        ({"attending": {"friends": 3}}, "unknown_attendance"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(world: World, said: dict[str, Any], code: str) -> None:
    meeting = plan(world)
    with pytest.raises(Refusal) as refused:
        hold(world, meeting, **said)
    assert refused.value.code == code
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_a_meeting_to_come_is_not_held_yet(world: World) -> None:
    meeting = plan(world, on=world.today + timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        hold(world, meeting)
    assert refused.value.code == "not_yet"


def test_of_a_criticism_session_only_that_it_was_held_goes_upward(world: World) -> None:
    meeting = plan(world, kind="criticism")
    order = [world.leading_cadre.pk, world.secretary.pk, world.member.pk]
    hold(world, meeting, attending={"members": 7}, spoke=order, minutes="谈了作风", decisions={1: "逐项整改"})
    assert booked(meeting.record) == {
        ("meeting_held", "criticism", world.branch.pk): 1,
    }
    assert list(meeting.spoken.values_list("person", flat=True)) == order
    above, inside = viewer_of(world.principal), viewer_of(world.member)
    assert queries.words_of(above, meeting) == {}
    assert queries.words_of(inside, meeting)["minutes"][0].body == "谈了作风"
    leader = world.leading_cadre
    for reader, told in ((leader, [meeting]), (world.secretary, [meeting]), (world.member, []), (world.principal, [])):
        assert list(queries.led_in_criticism(viewer_of(reader), leader)) == told


def test_a_criticism_session_stated_anew_loses_no_row_of_who_spoke(world: World) -> None:
    leader, secretary, member, retired = (
        one.pk for one in (world.leading_cadre, world.secretary, world.member, world.retired)
    )
    meeting = hold(world, plan(world, kind="criticism"), spoke=[leader, secretary, member])
    before = {row.person_id: row.pk for row in meeting.spoken.all()}
    one = key()
    # the last was another: the first two are still right, and stay the rows that they were
    for _time in range(2):
        actions.restate_meeting(
            meeting=meeting,
            said=Statement(on=meeting.on, spoke=[leader, secretary, retired]),
            reason="wrong_person",
            by=world.keeper,
            key=one,
        )
    assert [(row.person_id, row.pk == before.get(row.person_id)) for row in queries.spoken_at(meeting)] == [
        (leader, True),
        (secretary, True),
        (retired, False),
    ]
    (gone,) = queries.spoken_before(meeting)
    assert (gone.pk, gone.person_id, gone.withdrawn_by, gone.withdrawn_on) == (
        before[member],
        member,
        world.keeper,
        world.today,
    )
    assert meeting.spoken.get(person=retired).noted_by == world.keeper
    # the wrong one no longer reads it as a session led; the ledger says no more than before
    assert not queries.led_in_criticism(viewer_of(world.member), world.member)
    assert booked(meeting.record) == {("meeting_held", "criticism", world.branch.pk): 1}


def test_who_is_noted_stays_when_the_roll_has_changed_since(world: World) -> None:
    meeting = hold(world, plan(world, kind="criticism"), spoke=[world.member.pk, world.retired.pk])
    rolls.transfer_member(person=world.retired, unit=world.sibling, on=meeting.on, by=None, key=key())
    said = Statement(on=meeting.on, spoke=[world.member.pk, world.retired.pk], minutes="补记")
    actions.restate_meeting(meeting=meeting, said=said, reason="noted_wrongly", by=world.secretary, key=key())
    assert [row.person for row in queries.spoken_at(meeting)] == [world.member, world.retired]
    assert not queries.spoken_before(meeting)


def test_who_spoke_belongs_to_the_branch_and_stands_once(world: World) -> None:
    meeting = plan(world, kind="criticism")
    for order in ([world.member.pk, world.member.pk], [world.sibling_member.pk]):
        with pytest.raises(Refusal) as refused:
            hold(world, meeting, spoke=order)
        assert refused.value.code == "not_on_roll"


def general(world: World, **other: Any) -> Meeting:
    given = {"unit": world.general_branch, "kind": "deployment", "title": "部署会", "by": world.principal}
    return hold(world, plan(world, **(given | other)), by=world.principal)


def test_a_task_is_given_owed_and_done(world: World) -> None:
    meeting = general(world)
    due = world.today + timedelta(days=5)
    given = {"meeting": meeting, "text": "报送名单", "unit": world.branch, "due_on": due, "by": world.principal}
    task = actions.assign_task(**given, key=key())  # type: ignore[arg-type]
    assert booked(task.record, "given") == {("task_assigned", "", world.branch.pk): 1}
    assert Duty.objects.get(record=task.record).settled_on is None
    with pytest.raises(NotAllowed):
        actions.finish_task(task=task, on=world.today, by=world.member, key=key())
    done = actions.finish_task(task=task, on=world.today, words="已报", by=world.secretary, key=key())
    assert (done.state, done.done_on) == (TaskState.DONE, world.today)
    assert booked(task.record, "finished") == {("task_done", "", world.branch.pk): 1}
    assert Duty.objects.get(record=task.record).settled_on == world.today
    with pytest.raises(Refusal) as again:
        actions.finish_task(task=task, on=world.today, by=world.secretary, key=key())
    assert again.value.code == "done_already"
    actions.withdraw_task(task=task, reason="wrong_person", by=world.principal, key=key())
    assert not booked(task.record, "given") + booked(task.record, "finished")


def test_a_task_of_a_person_is_owed_by_that_person(world: World) -> None:
    meeting = hold(world, plan(world))
    task = actions.assign_task(
        meeting=meeting,
        text="布置学习室",
        unit=world.branch,
        person=world.member,
        due_on=world.today,
        by=world.secretary,
        key=key(),
    )
    assert Duty.objects.get(record=task.record).person == world.member
    actions.finish_task(task=task, on=world.today, by=world.member, key=key())
    assert Task.objects.get(pk=task.pk).state == TaskState.DONE


def test_a_meeting_gives_no_task_to_strangers_or_before_its_day(world: World) -> None:
    meeting = general(world)
    base = {"meeting": meeting, "text": "办", "unit": world.branch, "due_on": world.today, "by": world.principal}
    for other, code in (
        ({"unit": world.foreign_branch}, "not_beneath"),
        ({"person": world.sibling_member}, "not_on_roll"),
        ({"due_on": world.days_ago(9)}, "past_day"),
        ({"text": " "}, "no_text"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.assign_task(**(base | other), key=key())  # type: ignore[arg-type]
        assert refused.value.code == code


def test_chosen_units_hand_in_and_give_their_speeches(world: World) -> None:
    given = {"unit": world.general_branch, "kind": "exchange", "by": world.principal, "on": world.today}
    meeting = plan(world, **given)
    units = [world.branch, world.sibling]
    first, second = actions.ask_for_speech(meeting=meeting, units=units, by=world.principal, key=key())
    assert len(actions.ask_for_speech(meeting=meeting, units=units, by=world.principal, key=key())) == 2
    assert meeting.speeches.count() == 2
    with pytest.raises(NotAllowed):
        actions.hand_in_speech(speech=first, text="做法", by=world.sibling_secretary, key=key())
    handed = actions.hand_in_speech(speech=first, text="做法", by=world.secretary, key=key())
    assert handed.state == SpeechState.HANDED_IN
    hold(world, meeting, by=world.principal, speeches=[world.branch.pk])
    assert booked(meeting.record) == {
        ("meeting_held", "exchange", world.general_branch.pk): 1,
        ("speech_given", "", world.branch.pk): 1,
    }
    second.refresh_from_db()
    assert second.state == SpeechState.ASKED


def test_units_that_meet_too_seldom_are_late_after_the_grace_and_not_before(world: World) -> None:
    cycle = actions.set_cycle(
        programme=world.programme, every_days=15, grace_days=3, from_on=world.began, by=world.office, key=key()
    )
    hold(world, plan(world, kind="consolidation", on=world.days_ago(18)))
    units = [world.branch, world.sibling]
    assert [late.unit for late in queries.late_units(cycle, units, on=world.today)] == [world.sibling]
    tomorrow = queries.late_units(cycle, units, on=world.today + timedelta(days=1))
    assert [(late.unit, late.days) for late in tomorrow] == [(world.branch, 4), (world.sibling, 16)]
    with pytest.raises(NotAllowed):
        actions.set_cycle(
            programme=world.programme, every_days=7, grace_days=0, from_on=world.today, by=world.principal, key=key()
        )


def test_figures_follow_meetings_and_their_corrections(world: World) -> None:
    hold(world, plan(world, kind="mobilisation"), attending={"members": 7})
    wrong = hold(world, plan(world, kind="consolidation"), attending={"members": 5})
    actions.withdraw_meeting(meeting=wrong, by=world.secretary, key=key())
    settle()
    units = [world.committee.pk, world.branch.pk]
    for name, wanted in (
        ("mobilisations_held", 1),
        ("meetings_held", 1),
        ("people_at_meetings", 7),
        ("consolidation_meetings_held", 0),
    ):
        found = totals(CATALOGUE[name], units)
        assert [found.get(unit, 0) for unit in units] == [wanted, wanted], name
