"""What a branch lives through with its study, told through the pages of those who do it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from taizhang.lib import clock
from taizhang.ui import formats
from taizhang.work.curriculum.tests.stage import listed
from taizhang.work.learning.kinds import PLANNED_FORMS, SessionForm
from taizhang.work.learning.models import Leave, Session
from taizhang.work.learning.tests.study import minutes, missed, owed
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world, world.secretary)


@pytest.fixture
def member(world: World) -> Visitor:
    return Visitor(world, world.member)


def plan(
    world: World,
    secretary: Visitor,
    *,
    in_days: int,
    topic: str = "专题一",
    form: str = "discussion",
    materials: Sequence[int] = (),
) -> Session:
    """The secretary plans a session of two hours."""
    day = world.today + timedelta(days=in_days)
    times = {"on": day, "starts_at": "15:00", "ends_at": "17:00"}
    shown = {"materials": materials} if materials else {}
    secretary.sends("plan", world.branch.pk, form=form, topic=topic, place="二楼", **times, **shown)
    return Session.objects.get(topic=topic)


def opens(visitor: Visitor, address: str) -> str:
    return visitor.client.get(address).content.decode()


@pytest.mark.requirement("R0-09", "R0-10")
def test_a_member_logs_short_self_study_by_day_minutes_and_material_and_it_adds_up_to_hours(
    world: World, member: Visitor
) -> None:
    for spent, material in ((20, "党章"), (25, "市委文件"), (15, "党章")):
        page = member.follows(member.sends("add_self_study", on=world.days_ago(2), minutes=spent, material=material))
        assert material in page and f"{spent} minutes" in page
    assert minutes(world.member, "self") == 60
    assert ">1</a>" in opens(member, reverse("dashboards:my_campaign"))


@pytest.mark.requirement("R0-06")
def test_self_study_of_one_on_leave_counts_in_full_and_no_reason_is_asked_anywhere(
    world: World, secretary: Visitor, member: Visitor
) -> None:
    session = plan(world, secretary, in_days=1)
    asked = member.opens("ask_leave", session.record_id)
    assert asked.count("<textarea") == 0 and asked.count('type="text"') == 0
    member.sends("ask_leave", session.record_id)
    secretary.pressed("decide_leave", Leave.objects.get().pk, granted="yes")
    with clock.telling(clock.now() + timedelta(days=2)):
        secretary.sends("roll_call", session.record_id, add_guest=[])
        member.sends("add_self_study", on=session.on, minutes=90, material="简明读本")
        assert (missed(world.member), minutes(world.member)) == (1, 90)


@pytest.mark.requirement("R0-07")
def test_a_retired_member_is_counted_when_present_and_owes_nothing_when_not(world: World, secretary: Visitor) -> None:
    first = plan(world, secretary, in_days=-3, topic="专题一")
    secretary.sends("roll_call", first.record_id, add_guest=[])
    assert (minutes(world.retired), missed(world.retired), owed(world.retired)) == (0, 0, 0)
    assert world.retired.name not in secretary.opens("make_ups", world.branch.pk)
    second = plan(world, secretary, in_days=-2, topic="专题二")
    secretary.sends("roll_call", second.record_id, add_guest=[], **{f"m{world.retired.pk}": "present"})
    assert minutes(world.retired) == 120
    assert ">2</a>" in opens(Visitor(world, world.retired), reverse("dashboards:my_campaign"))


@pytest.mark.requirement("R1-55", "R1-60")
def test_every_absence_granted_or_not_opens_a_make_up_with_a_date_and_is_settled_by_it(
    world: World, secretary: Visitor, member: Visitor
) -> None:
    session = plan(world, secretary, in_days=1)
    member.sends("ask_leave", session.record_id, code="leave")
    leave = Leave.objects.get()
    secretary.pressed("decide_leave", leave.pk, granted="yes")
    leave.refresh_from_db()
    assert leave.decided_by == world.secretary
    with clock.telling(clock.now() + timedelta(days=2)):
        marks = {f"m{world.floating.pk}": "duty", f"m{world.keeper.pk}": "absent"}
        secretary.sends("roll_call", session.record_id, add_guest=[], **marks)
        page = secretary.opens("make_ups", world.branch.pk)
        absent = (world.member, world.floating, world.keeper)
        assert all(person.name in page for person in absent)
        with translation.override("en"):
            due = formats.day(world.began + timedelta(days=60))
        assert page.count(f"by {due}") == 3
        ticks = [f"{session.pk}-{person.pk}" for person in absent]
        secretary.sends("make_ups", world.branch.pk, owed=ticks, form="make_up")
        assert [owed(person) + missed(person) for person in absent] == [0, 0, 0]
        assert [minutes(person, "group") for person in absent] == [120, 120, 120]


@pytest.mark.requirement("R1-69", "R1-70")
def test_sessions_of_every_form_are_held_and_told_apart(world: World, secretary: Visitor) -> None:
    film = listed(world, "纪录片", kind="film")
    for place, form in enumerate(PLANNED_FORMS):
        shown = [film.pk] if form == SessionForm.FILM else []
        topic = f"专题 {form.value}"
        session = plan(world, secretary, in_days=-place - 1, topic=topic, form=form.value, materials=shown)
        secretary.sends("roll_call", session.record_id, add_guest=[])
    page = secretary.opens("sessions", world.branch.pk)
    assert {"online", "broadcast"} <= {form.value for form in PLANNED_FORMS}
    for label in ("Study meeting", "Class", "Party lecture", "Online study", "Broadcast study"):
        assert label in page
    assert minutes(world.member, "group") == 120 * len(PLANNED_FORMS)
