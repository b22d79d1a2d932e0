"""Lessons at home: asked for, planned, held, counted as a session attended and as the make-up of an open one (R1-61)."""

import uuid

import pytest
from django.urls import reverse

from taizhang.ground.people.models import Person
from taizhang.ledger.reading import Scope, total
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning import actions
from taizhang.work.learning.kinds import LessonCategory, LessonState
from taizhang.work.learning.models import HomeLesson, MakeUp, Session
from taizhang.work.learning.tests.study import booked, close, entries, minutes, missed, owed, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World, key


def planned(world: World, **other: object) -> HomeLesson:
    """The secretary brings a lesson to the retired member today."""
    given: dict[str, object] = {
        "person": world.retired,
        "deliverer": world.secretary,
        "on": world.today,
        "material": "党章第一章",
        "by": world.secretary,
        "key": key(),
    }
    return actions.plan_home_lesson(**(given | other))  # type: ignore[arg-type]


def hold(
    world: World, lesson: HomeLesson, *, makes_up: Session | None = None, again: uuid.UUID | None = None
) -> HomeLesson:
    return actions.hold_home_lesson(
        lesson=lesson, on=world.today, minutes=90, makes_up=makes_up, by=world.secretary, key=again or key()
    )


def test_a_lesson_held_is_a_session_attended_and_group_study_once(world: World) -> None:
    lesson, again = planned(world), key()
    assert entries() == 0
    for _time in range(3):
        hold(world, lesson, again=again)
    assert booked(lesson.record, "home_lesson") == {
        ("session_attended", "home_lesson", world.retired.pk): 1,
        ("study_minutes", "group", world.retired.pk): 90,
    }
    with pytest.raises(Refusal) as refused:
        hold(world, lesson)
    assert refused.value.code == "not_planned"


def test_it_makes_up_an_open_session_whose_minutes_the_make_up_holds(world: World) -> None:
    session = close(world, plan(world), {world.member: "leave"})
    lesson = hold(world, planned(world, person=world.member), makes_up=session)
    assert (missed(world.member), owed(world.member), minutes(world.member, "group")) == (0, 0, 90)
    assert booked(lesson.record, "home_lesson") == {("session_attended", "home_lesson", world.member.pk): 1}
    made = MakeUp.objects.get()
    with pytest.raises(Refusal) as refused:
        actions.withdraw_make_up(made=made, reason="not_held", by=world.secretary, key=key())
    assert refused.value.code == "of_a_lesson"


def test_a_lesson_not_held_after_all_is_reversed_and_the_session_owed_again(world: World) -> None:
    session = close(world, plan(world), {world.member: "leave"})
    lesson = hold(world, planned(world, person=world.member), makes_up=session)
    actions.withdraw_home_lesson(lesson=lesson, by=world.secretary, key=key())
    assert (missed(world.member), owed(world.member), minutes(world.member)) == (1, 1, 0)
    assert not +booked(lesson.record, "home_lesson")
    with pytest.raises(Refusal) as refused:
        actions.withdraw_home_lesson(lesson=lesson, by=world.secretary, key=key())
    assert refused.value.code == "withdrawn"


def test_a_wish_is_met_by_the_plan_and_keeps_what_the_member_chose_to_say(world: World) -> None:
    wish = actions.ask_home_lesson(person=world.retired, category="senior", by=world.retired, key=key())
    lesson = planned(world)
    assert (lesson.pk, lesson.category, lesson.state) == (wish.pk, LessonCategory.SENIOR, LessonState.PLANNED)
    wish = actions.ask_home_lesson(person=world.retired, category="unsaid", by=world.retired, key=key())
    with pytest.raises(Refusal) as refused:
        actions.ask_home_lesson(person=world.retired, category="unsaid", by=world.retired, key=key())
    assert refused.value.code == "asked_already"
    actions.withdraw_home_lesson(lesson=wish, by=world.retired, key=key())
    assert entries() == 0


def test_no_word_of_a_lesson_is_about_health_and_strangers_write_none(world: World) -> None:
    assert set(LessonCategory.values) == {"unsaid", "senior", "retired", "post"}
    with pytest.raises(Refusal) as refused:
        actions.ask_home_lesson(person=world.member, category="ill", by=world.member, key=key())
    assert refused.value.code == "unknown_category"
    lesson = planned(world)
    for stranger in (world.retired, world.sibling_secretary, world.office):
        with pytest.raises(NotAllowed):
            planned(world, by=stranger)
        with pytest.raises(NotAllowed):
            actions.hold_home_lesson(lesson=lesson, on=world.today, minutes=60, by=stranger, key=key())
    with pytest.raises(NotAllowed):
        actions.withdraw_home_lesson(lesson=lesson, by=world.sibling_secretary, key=key())


def read_by(person: Person) -> int:
    """How many materials stand booked as read by a person."""
    return total(Scope(("curriculum.material_read",), members=(person.pk,)))


def test_a_lesson_on_a_listed_text_notes_it_as_read_once_and_takes_it_back(world: World) -> None:
    text = listed(world, title="准则", is_must=True)
    lesson, again = planned(world, material="", text=text), key()
    assert (lesson.text, lesson.material, read_by(world.retired)) == (text, "准则", 0)
    for _time in range(2):
        hold(world, lesson, again=again)
    assert booked(lesson.record, "home_lesson")["curriculum.material_read", "must", world.retired.pk] == 1
    # read once, however often a lesson is on it
    second = hold(world, planned(world, material="", text=text))
    assert read_by(world.retired) == 1
    # what held it goes, and the other that showed it holds it now, until that goes too
    actions.withdraw_home_lesson(lesson=lesson, by=world.secretary, key=key())
    assert read_by(world.retired) == 1
    assert booked(second.record, "home_lesson")["curriculum.material_read", "must", world.retired.pk] == 1
    session = close(world, plan(world, materials=[text]), {world.retired: "present"})
    assert read_by(world.retired) == 1
    actions.withdraw_home_lesson(lesson=second, by=world.secretary, key=key())
    assert booked(session.record, "roll_call")["curriculum.material_read", "must", world.retired.pk] == 1
    actions.withdraw_session(session=session, by=world.secretary, key=key())
    assert read_by(world.retired) == 0


def test_a_text_that_is_not_listed_for_the_unit_is_not_chosen(world: World) -> None:
    other = listed(world, unit=world.sibling, by=world.sibling_secretary)
    with pytest.raises(Refusal) as refused:
        planned(world, material="", text=other)
    assert refused.value.code == "not_listed_here"
    with pytest.raises(Refusal) as empty:
        planned(world, material=" ")
    assert empty.value.code == "no_material"


@pytest.mark.requirement("R1-61")
def test_the_secretary_chooses_the_text_from_the_catalogue(world: World) -> None:
    text = listed(world, title="准则", is_must=True)
    secretary = Visitor(world, world.secretary)
    sheet = secretary.opens("home_lessons", world.branch.pk)
    assert "准则" in sheet and "Other, in words" in sheet
    secretary.sends("home_lessons", world.branch.pk, person=world.retired.pk, text=text.pk)
    lesson = HomeLesson.objects.get()
    page = secretary.follows(secretary.sends("home_lesson", lesson.record_id))
    assert "Its text counts as read" in page
    assert reverse("curriculum:material", args=[text.record_id]) in page
    assert read_by(world.retired) == 1


@pytest.mark.requirement("R1-61")
def test_a_member_asks_on_the_phone_and_the_secretary_plans_and_notes_it(world: World) -> None:
    session = close(world, plan(world), {world.member: "absent"})
    member, secretary = Visitor(world, world.member), Visitor(world, world.secretary)
    assert reverse("learning:ask_home_lesson") in member.opens("my_panel")
    assert "plans a lesson with you" in member.follows(member.sends("ask_home_lesson"))
    panel = secretary.opens("branch_panel", world.branch.pk)
    assert f"{world.member.name} asks for a lesson at home" in panel
    answer = secretary.sends("home_lessons", world.branch.pk, person=world.member.pk, material="党章第二章")
    page = secretary.follows(answer)
    assert "党章第二章" in page and session.topic in page
    assert "党章第二章" in member.opens("my_panel")
    lesson = HomeLesson.objects.get()
    done = secretary.follows(secretary.sends("home_lesson", lesson.record_id))
    assert "Counts as a session attended" in done and session.topic in done
    assert (owed(world.member), minutes(world.member)) == (0, 120)
    Visitor(world, world.keeper).opens("home_lesson", lesson.record_id)
    for stranger in (world.floating, world.sibling_secretary, world.office):
        Visitor(world, stranger).opens("home_lesson", lesson.record_id, status=403)
