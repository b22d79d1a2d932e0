"""The first phase opens with the mobilisation, and units without a first record are listed with the days since (R2-26)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.flows.mobilised import hold_mobilisation, open_mobilised, units_not_started
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme, UnitPhase
from taizhang.ledger.reading import Scope, lines
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.recount import recount, recount_units
from taizhang.work.meetings.actions import Statement, hold_meeting, plan_meeting
from taizhang.work.meetings.kinds import MeetingKind
from taizhang.work.meetings.models import Meeting
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.tests.drafted import refused
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, make_programme

AGO = 20


def waiting(world: World) -> Programme:
    """A programme whose first phase waits for the mobilisation; both branches have taken part for twenty days."""
    programme = make_programme(world.committee, world.days_ago(AGO))
    frame.wait_for_mobilisation(programme=programme, by=world.office, key=key())
    units = [world.branch, world.sibling]
    rolls.enrol_units(programme=programme, units=units, on=world.days_ago(AGO), by=world.office, key=key())
    return programme


def planned(world: World, programme: Programme, ago: int = 3) -> Meeting:
    return plan_meeting(
        unit=world.branch,
        programmes=[programme],
        kind=MeetingKind.MOBILISATION,
        title="动员大会",
        on=world.days_ago(ago),
        by=world.secretary,
        key=key(),
    )


def phase_of(world: World, programme: Programme) -> UnitPhase:
    return UnitPhase.objects.select_related("phase").get(programme=programme, unit=world.branch, closed_on=None)


def signed_in(world: World, person: Person) -> Client:
    client = Client()
    client.force_login(world.user(person))
    return client


def test_recording_the_mobilisation_opens_the_first_phase_on_its_day_and_books_the_meeting_in_it(world: World) -> None:
    programme = waiting(world)
    assert phase_of(world, programme).phase.is_preparation
    meeting, act = planned(world, programme), key()
    said = Statement(on=world.days_ago(3), attending={"members": 6})
    hold_mobilisation(meeting=meeting, said=said, by=world.secretary, key=act)
    hold_mobilisation(meeting=meeting, said=said, by=world.secretary, key=act)
    stay = phase_of(world, programme)
    assert (stay.phase.number, stay.opened_on) == (1, world.days_ago(3))
    held = lines(Scope(kinds=("meetings.meeting_held",), programme=programme.pk))
    assert [line.phase for line in held] == [stay.phase_id]
    assert recount(CATALOGUE["phases_opened"], world.branch, programme=programme.pk) == 2
    assert [row.unit for row in units_not_started(programme)] == [world.sibling]


def test_what_is_refused_opens_nothing_and_other_programmes_open_as_ever(world: World) -> None:
    programme = waiting(world)
    meeting = planned(world, programme)
    with refused("not_yet"):
        later = Statement(on=world.today + timedelta(days=1))
        hold_mobilisation(meeting=meeting, said=later, by=world.secretary, key=key())
    with refused("unknown_attendance"):
        wrong = Statement(on=world.today, attending={"x": 1})
        hold_mobilisation(meeting=meeting, said=wrong, by=world.secretary, key=key())
    assert phase_of(world, programme).phase.is_preparation
    other = make_programme(world.committee, world.today)
    rolls.enrol_units(programme=other, units=[world.branch], on=world.today, by=world.office, key=key())
    assert phase_of(world, other).phase.number == 1
    with refused("units_take_part"):
        frame.wait_for_mobilisation(programme=other, by=world.office, key=key())
    with refused("waits_already"):
        frame.wait_for_mobilisation(programme=programme, by=world.office, key=key())
    with refused("not_office"):
        frame.wait_for_mobilisation(programme=programme, by=world.secretary, key=key())


def test_a_mobilisation_recorded_before_is_taken_up_by_one_press(world: World) -> None:
    programme = waiting(world)
    meeting = planned(world, programme)
    hold_meeting(meeting=meeting, said=Statement(on=world.days_ago(3)), by=world.secretary, key=key())
    assert phase_of(world, programme).phase.is_preparation
    act = key()
    assert open_mobilised(programme=programme, by=world.office, key=act) == 1
    assert open_mobilised(programme=programme, by=world.office, key=act) == 1
    assert phase_of(world, programme).phase.number == 1
    assert open_mobilised(programme=programme, by=world.office, key=key()) == 0
    with refused("not_office"):
        open_mobilised(programme=programme, by=world.secretary, key=key())


def test_nothing_of_the_first_phase_is_asked_before_it_opens(world: World) -> None:
    programme = waiting(world)
    asked = list(programme.requirements.filter(phase__number=1))
    assert all(recount_units([world.branch], asked)[world.branch.pk].standing(one) == (0, 0) for one in asked)


@pytest.mark.requirement("R2-26")
def test_from_the_setting_to_the_list_of_units_not_started(world: World) -> None:
    office, secretary = signed_in(world, world.office), signed_in(world, world.secretary)
    programme = make_programme(world.committee, world.days_ago(AGO))
    board = reverse("flows:not_started", args=[programme.record_id])
    assert board in office.get(reverse("notices:programme", args=[programme.record_id])).content.decode()
    wait = reverse("flows:wait_for_mobilisation", args=[programme.record_id])
    assert wait in office.get(board).content.decode()
    assert office.post(wait, {"key": str(uuid.uuid4())}).status_code == 302
    units = [world.branch, world.sibling]
    rolls.enrol_units(programme=programme, units=units, on=world.days_ago(AGO), by=world.office, key=key())
    page = office.get(board).content.decode()
    assert page.count(f"{AGO} 天") == 2 and "等待动员" in page
    meeting = planned(world, programme)
    sheet = secretary.get(reverse("meetings:hold", args=[meeting.record_id])).content.decode()
    hold = reverse("flows:hold_mobilisation", args=[meeting.record_id])
    assert f'action="{hold}"' in sheet
    said = {"key": str(uuid.uuid4()), "on": str(world.days_ago(3)), "people_members": "6"}
    forms = {f"{name}-{part}_FORMS": "0" for name in ("item", "task") for part in ("TOTAL", "INITIAL")}
    assert secretary.post(hold, said | forms).status_code == 302
    assert phase_of(world, programme).phase.number == 1
    page = office.get(board).content.decode()
    assert world.branch.name not in page and world.sibling.name in page
    assert world.sibling.name not in secretary.get(board).content.decode()
