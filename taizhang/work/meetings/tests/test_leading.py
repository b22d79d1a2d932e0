"""What leaders find in themselves and carry out, and one meeting that counts for several programmes."""

import pytest

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ledger import reading
from taizhang.ledger.reading import Scope, statements
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.models import Meeting, SelfLook, Task
from taizhang.work.meetings.tests.test_actions import hold, plan
from taizhang.work.meetings.tests.test_views import Visitor
from tests.world import World, key, make_ongoing


def session(world: World, **other: object) -> Meeting:
    return plan(world, **({"kind": "criticism", "title": "专题组织生活会", "agenda": ["对照检查"]} | other))


def name(world: World, meeting: Meeting, person: Person, *problems: str, by: Person | None = None) -> SelfLook:
    return actions.name_problems(meeting=meeting, person=person, problems=problems, by=by or world.secretary, key=key())


def total(kind: str, **scope: object) -> int:
    copies = () if "programme" in scope else ("programme",)
    return reading.total(Scope((f"meetings.{kind}",), copies=copies, **scope))  # type: ignore[arg-type]


def test_what_one_finds_replaces_what_was_said_stays_in_the_branch_and_is_no_figure(world: World) -> None:
    leader, meeting = world.leading_cadre, session(world)
    look = name(world, meeting, leader, "下基层少", " ", "学得不深", by=leader)
    again = key()
    for _time in range(2):
        given = {"meeting": meeting, "person": leader, "problems": ["下基层少"]}
        assert actions.name_problems(**given, by=world.secretary, key=again) == look  # type: ignore[arg-type]
    look.refresh_from_db()
    assert (look.problems, [text.body for text in look.record.texts.all()]) == (1, ["下基层少"])
    assert not statements(look.record)
    for reader in (leader, world.secretary, world.keeper):
        assert queries.find_self_look(viewer_of(reader), look.record_id) == look
    for stranger in (world.principal, world.office, world.floating, world.sibling_secretary):
        with pytest.raises(NotAllowed) as refused:
            queries.find_self_look(viewer_of(stranger), look.record_id)
        assert str(refused.value.reason)
    name(world, meeting, leader)
    assert not look.record.texts.exists() and not queries.self_looks_of(viewer_of(world.secretary), meeting)


def test_only_the_person_or_the_branch_names_problems_and_only_before_a_criticism_session(world: World) -> None:
    meeting = session(world)
    for stranger in (world.floating, world.principal, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            name(world, meeting, world.leading_cadre, "下基层少", by=stranger)
    for where, person, problems, code in (
        (plan(world), world.leading_cadre, ["下基层少"], "no_self_look_here"),
        (meeting, world.sibling_member, ["下基层少"], "not_on_roll"),
        (meeting, world.leading_cadre, [" "], "no_text"),
        (meeting, world.leading_cadre, ["少"] * 51, "too_many"),
    ):
        with pytest.raises(Refusal) as refused:
            name(world, where, person, *problems)
        assert refused.value.code == code
    actions.withdraw_meeting(meeting=meeting, by=world.secretary, key=key())
    with pytest.raises(Refusal) as gone:
        name(world, meeting, world.leading_cadre, "下基层少")
    assert gone.value.code == "withdrawn"


def give(world: World, meeting: Meeting, person: Person | None) -> Task:
    given = {"meeting": meeting, "text": "每月下一次车间", "unit": world.branch, "due_on": world.today}
    return actions.assign_task(**given, person=person, by=world.secretary, key=key())  # type: ignore[arg-type]


@pytest.fixture
def ongoing(world: World) -> Programme:
    """Learning-organisation work: no phases, no end (R3-36)."""
    return make_ongoing(world)


def test_a_held_meeting_with_its_tasks_counts_in_each_programme_and_once_in_all(
    world: World, ongoing: Programme
) -> None:
    leader, meeting = world.leading_cadre, session(world)
    meeting = hold(world, meeting, spoke=[leader.pk])
    actions.finish_task(task=give(world, meeting, leader), on=world.today, by=world.secretary, key=key())
    kinds = ("meeting_held", "task_assigned", "task_done")
    for programmes in ([world.programme, ongoing], [ongoing], [], [ongoing, world.programme], [world.programme]):
        again = key()
        for _time in range(2):
            actions.link_meeting(meeting=meeting, programmes=programmes, by=world.secretary, key=again)
        for kind in kinds:
            assert total(kind) == 1, kind
            for programme in (world.programme, ongoing):
                assert total(kind, programme=programme.pk) == int(programme in programmes), kind


def test_a_stranger_links_nothing_and_nothing_is_linked_to_a_programme_of_others(world: World) -> None:
    meeting = plan(world)
    with pytest.raises(NotAllowed):
        actions.link_meeting(meeting=meeting, programmes=[], by=world.member, key=key())
    foreign = make_ongoing(world, world.sibling, title="另一项工作")
    with pytest.raises(Refusal) as refused:
        actions.link_meeting(meeting=meeting, programmes=[foreign], by=world.secretary, key=key())
    assert refused.value.code == "not_enrolled"


@pytest.mark.requirement("R2-15")
def test_a_meeting_is_linked_to_a_second_programme_with_one_click_on_its_page(world: World, ongoing: Programme) -> None:
    secretary = Visitor(world, world.secretary)
    meeting = hold(world, plan(world), attending={"members": 6})
    page = secretary.opens("meeting", meeting.record_id)
    assert f"Count it for {ongoing.short_title} too" in page
    page = secretary.posts("link", meeting.record_id, add=str(ongoing.pk))
    assert f"It counts for {ongoing.short_title} now." in page and "once in each, once in all together" in page
    assert (total("people_attended"), total("people_attended", programme=ongoing.pk)) == (6, 6)
    page = secretary.posts("link", meeting.record_id, drop=str(world.programme.pk))
    assert f"It counts for {world.programme.short_title} no more." in page
    assert (total("people_attended"), total("people_attended", programme=world.programme.pk)) == (6, 0)
    member = Visitor(world, world.member)
    assert "Count it for" not in member.opens("meeting", meeting.record_id)


def test_a_leader_names_what_was_found_on_the_page_of_the_session(world: World) -> None:
    leader, meeting = Visitor(world, world.leading_cadre), session(world, on=world.today)
    assert "What I found in myself" in leader.opens("meeting", meeting.record_id)
    assert "Name at least one problem" in leader.sends("look", meeting.record_id, problems=" ")
    page = leader.sends("look", meeting.record_id, problems="下基层少\n学得不深")
    assert "Kept; it stays in the branch" in page
    look = SelfLook.objects.get()
    assert "named 2 problems" in Visitor(world, world.secretary).opens("self_look", look.record_id)
    assert "下基层少" in leader.opens("look", meeting.record_id)
    Visitor(world, world.member).opens("self_look", look.record_id, status=403)
