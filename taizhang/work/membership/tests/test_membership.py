"""Kept in touch with and taken in: R1-62, R1-63, R1-148, R4-26."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from taizhang.config.background import settle
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.models import Record, Text
from taizhang.ledger.posting import standing_lines
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.metrics.reading import totals
from taizhang.work.membership import actions, queries
from taizhang.work.membership.kinds import STEPS, ReportState
from taizhang.work.membership.models import Attempt, Done, Report, Routine, Step
from tests.visitor import Reader, drawn_fields
from tests.world import World, key


def attempt(world: World, **other: Any) -> Attempt:
    given: dict[str, Any] = {
        "person": world.floating,
        "method": "phone",
        "on": world.today,
        "is_reached": False,
        "by": world.secretary,
        "key": key(),
    }
    return actions.note_attempt(**(given | other))


def report(world: World, **other: Any) -> Report:
    given: dict[str, Any] = {"unit": world.committee, "name": "客某", "reach": "邮局信箱", "by": None, "key": key()}
    return actions.report_in(**(given | other))


def routine(world: World, **other: Any) -> Routine:
    given: dict[str, Any] = {"unit": world.branch, "kind": "members", "cycle": "monthly", "first_on": world.today}
    return actions.set_routine(**(given | {"by": world.secretary, "key": key()} | other))


def step(world: World, name: str, on: date, **other: Any) -> Step:
    given: dict[str, Any] = {"person": world.activist, "step": name, "on": on, "by": world.secretary, "key": key()}
    return actions.pass_step(**(given | other))


def booked(record: Record, act: str) -> Counter[tuple[str, str]]:
    """What stands booked about a record: (kind, code) → amount."""
    found: Counter[tuple[str, str]] = Counter()
    for line, _phase in standing_lines(record, act):
        found[line.kind.removeprefix("membership."), line.code] += line.amount
    return found


def refused(code: str, act: Any, *args: Any, **given: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(*args, **given)
    assert refusal.value.code == code
    assert str(refusal.value.reason)


def test_an_attempt_is_booked_and_contact_made_only_when_reached(world: World) -> None:
    missed, met = attempt(world, words="没有人接"), attempt(world, method="visit", is_reached=True)
    assert booked(missed.record, "attempted") == {("contact_attempted", "phone"): 1}
    assert booked(met.record, "attempted") == {("contact_attempted", "visit"): 1, ("contact_made", "visit"): 1}
    settle()
    units = [world.branch.pk, world.committee.pk]
    assert totals(CATALOGUE["contact_attempts"], units) == dict.fromkeys(units, 2)
    assert totals(CATALOGUE["contacts_made"], units) == dict.fromkeys(units, 1)


def test_an_attempt_sent_again_is_one_and_wrong_ones_are_refused(world: World) -> None:
    one = key()
    assert attempt(world, key=one) == attempt(world, key=one)
    refused("future_day", attempt, world, on=world.today + timedelta(days=1))
    refused("unknown_method", attempt, world, method="self")
    refused("not_sought", attempt, world, person=world.member)
    for stranger in (world.sibling_secretary, world.office, world.floating):
        with pytest.raises(NotAllowed):
            attempt(world, by=stranger)
    assert Attempt.objects.count() == 1


def test_what_was_noted_by_mistake_is_taken_back_once(world: World) -> None:
    made = attempt(world, is_reached=True)
    with pytest.raises(NotAllowed):
        actions.take_back(record=made.record, by=world.sibling_secretary, key=key())
    actions.take_back(record=made.record, by=world.secretary, key=key())
    assert not booked(made.record, "attempted")
    refused("taken_back_already", actions.take_back, record=made.record, by=world.secretary, key=key())


def test_a_report_goes_to_a_branch_and_its_words_are_erased_when_met(world: World) -> None:
    held = report(world, branch="第一党支部", words="在外打工")
    refused("no_root", report, world, unit=world.branch)
    for stranger in (world.secretary, world.foreign_secretary, world.principal):
        with pytest.raises(NotAllowed):
            actions.pass_report(report=held, unit=world.branch, by=stranger, key=key())
    refused("elsewhere", actions.pass_report, report=held, unit=world.foreign_branch, by=world.office, key=key())
    held = actions.pass_report(report=held, unit=world.branch, by=world.office, key=key())
    with pytest.raises(NotAllowed):
        actions.close_report(report=held, by=world.office, key=key())
    meet: dict[str, Any] = {"report": held, "on": world.today, "key": key()}
    refused("not_ours", actions.meet_member, **meet, person=world.sibling_member, by=world.secretary)
    with pytest.raises(NotAllowed):
        actions.meet_member(**meet, person=world.floating, by=world.sibling_secretary)
    made = actions.meet_member(**meet, person=world.floating, by=world.secretary)
    assert actions.meet_member(**meet, person=world.floating, by=world.secretary) == made
    assert booked(made.record, "attempted") == {("contact_made", "self"): 1}
    held.refresh_from_db()
    assert (held.state, held.name, held.branch, held.reach, held.words) == (ReportState.MET, "", "", "", "")


def test_a_closed_report_keeps_no_words_and_a_flood_is_turned_away(world: World) -> None:
    held = actions.close_report(report=report(world), by=world.office, key=key())
    assert (held.state, held.name, held.reach) == (ReportState.CLOSED, "", "")
    for _number in range(actions.MOST_A_DAY):
        report(world)
    refused("too_many", report, world)


def test_a_routine_is_booked_when_done_and_comes_due_again(world: World) -> None:
    held = routine(world, first_on=world.days_ago(20), cycle="weekly")
    viewer = viewer_of(world.secretary)
    assert queries.rounds_of(viewer, world.branch)[0].is_overdue
    done = actions.do_routine(routine=held, on=world.today, by=world.secretary, key=key())
    assert booked(done.record, "done") == {("routine_done", "members"): 1}
    (one,) = queries.rounds_of(viewer, world.branch)
    assert (one.due_on, one.is_overdue) == (world.today + timedelta(days=7), False)
    refused("done_already", actions.do_routine, routine=held, on=world.today, by=world.secretary, key=key())
    actions.take_back(record=done.record, by=world.secretary, key=key())
    assert not booked(done.record, "done")
    assert queries.rounds_of(viewer, world.branch)[0].is_overdue
    for act in (actions.stop_routine, actions.do_routine):
        with pytest.raises(NotAllowed):
            act(routine=held, by=world.member, key=key(), **({"on": world.today} if act is actions.do_routine else {}))
    actions.stop_routine(routine=held, by=world.secretary, key=key())
    refused("stopped", actions.do_routine, routine=held, on=world.today, by=world.secretary, key=key())


def test_a_routine_set_anew_replaces_the_one_of_its_kind(world: World) -> None:
    routine(world)
    routine(world, cycle="quarterly")
    (one,) = queries.rounds_of(viewer_of(world.member), world.branch)
    assert one.routine.cycle == "quarterly"
    refused("unknown_kind", routine, world, kind="tea")
    refused("not_ours", routine, world, owner=world.sibling_member)
    with pytest.raises(NotAllowed):
        routine(world, by=world.principal)
    with pytest.raises(NotAllowed):
        queries.rounds_of(viewer_of(world.foreign_member), world.branch)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_some_months_on_lies_in_that_month_and_never_on_a_later_day(day: date, months: int) -> None:
    later = queries.months_on(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_steps_come_in_order_by_name_and_by_day(world: World) -> None:
    refused("missing_step", step, world, "activist", world.today)
    first = step(world, "application", world.days_ago(9))
    assert booked(first.record, "passed") == {("step_passed", "application"): 1}
    with pytest.raises(Refusal, match=str(STEPS[1].label)):
        step(world, "target", world.today)
    refused("before_last_step", step, world, "activist", world.days_ago(10))
    refused("passed_already", step, world, "application", world.today)
    refused("future_day", step, world, "activist", world.today + timedelta(days=1))
    refused("unknown_step", step, world, "king", world.today)
    refused("no_candidate", step, world, "application", world.today, person=world.retired)
    for stranger in (world.activist, world.office, world.sibling_secretary):
        with pytest.raises(NotAllowed):
            step(world, "activist", world.today, by=stranger)
    second = step(world, "activist", world.days_ago(9))
    refused("later_step", actions.take_back, record=first.record, by=world.secretary, key=key())
    actions.take_back(record=second.record, by=world.secretary, key=key())
    assert not booked(second.record, "passed")
    step(world, "activist", world.days_ago(3))


def test_words_about_an_erased_person_go(world: World) -> None:
    attempt(world, words="没有人接")
    actions.erase_words(person=world.floating)
    assert not Text.objects.filter(purpose="attempt").exists()
    assert Attempt.objects.count() == 1


# --- through the pages ---


class Visitor(Reader):
    """One person at the pages of membership."""

    space = "membership:"


@pytest.mark.requirement("R1-62")
def test_the_secretary_notes_attempts_beside_the_member(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    assert reverse("membership:contacts", args=[world.branch.pk]) in secretary.opens("branch_panel", world.branch.pk)
    page = secretary.opens("contacts", world.branch.pk)
    assert world.floating.name in page and "Nobody has tried yet" in page and world.member.name not in page
    drawn = drawn_fields(page)
    page = secretary.posts("note", world.floating.pk, **(drawn | {"method": "visit", "is_reached": "no"}))
    assert "Home visit" in page and "Not reached" in page
    page = secretary.sends("note", world.floating.pk, method="letter", is_reached="yes", words="回信说下月回来")
    assert "回信说下月回来" in page
    assert Attempt.objects.count() == 2
    Visitor(world, world.office).opens("contacts", world.branch.pk, status=403)
    made = Attempt.objects.earliest("pk").record_id
    assert "Taken back" in secretary.posts("take_back", made)
    assert (
        "Home visit"
        not in secretary.opens("contacts", world.branch.pk).partition("Nobody has tried")[0].split("<ul>")[-1]
    )


@pytest.mark.requirement("R1-63")
def test_who_lost_touch_reports_in_without_an_account(world: World) -> None:
    stranger, office, secretary = Visitor(world), Visitor(world, world.office), Visitor(world, world.secretary)
    assert reverse("membership:report_in") in stranger.client.get(reverse("people:sign_in")).content.decode()
    said = {"name": "客某某", "reach": "邮局七号信箱", "branch": "第一党支部", "unit": world.committee.pk}
    assert "has arrived" in stranger.sends("report_in", **said, website="http://x.example")
    assert not Report.objects.exists()
    assert "has arrived" in stranger.sends("report_in", **said)
    held = Report.objects.get()
    assert "has arrived" not in stranger.sends("report_in", name="", reach="")
    assert "1</span>" in office.opens("waiting_panel")
    assert "邮局七号信箱" in office.opens("inbox")
    office.sends("pass_on", held.pk, unit=world.branch.pk)
    assert "客某某" in secretary.opens("contacts", world.branch.pk)
    page = secretary.sends("meet", held.pk, person=world.floating.pk)
    assert "Reported in" in page and "客某某" not in page
    assert "客某某" not in office.opens("inbox")
    stranger.sends("report_in", **said)
    office.posts("close", Report.objects.latest("pk").pk)
    assert not Report.objects.filter(name="客某某").exists()


@pytest.mark.requirement("R1-148")
def test_routine_work_goes_on_after_the_campaign(world: World) -> None:
    secretary = Visitor(world, world.secretary)
    assert "No routine work is set up" in secretary.opens("routines", world.branch.pk)
    secretary.sends(
        "set_routine",
        world.branch.pk,
        kind="public",
        cycle="weekly",
        first_on=world.days_ago(3).isoformat(),
        owner=world.keeper.pk,
    )
    page = secretary.opens("routines", world.branch.pk)
    assert "1 piece of routine work is overdue" in page and world.keeper.name in page
    held = Routine.objects.get()
    page = secretary.posts("do_routine", held.pk, on=world.today.isoformat())
    assert "overdue" not in page and "Noted as done" in page
    assert "already" in secretary.posts("do_routine", held.pk, on=world.today.isoformat())
    member = Visitor(world, world.member)
    assert world.keeper.name not in member.opens("routines", world.branch.pk)
    assert "Contact with the public" in member.opens("done", Done.objects.get().record_id)
    assert "No routine work is set up" in secretary.posts("stop_routine", held.pk)


@pytest.mark.requirement("R4-26")
def test_a_new_member_passes_step_after_step(world: World) -> None:
    secretary, on = Visitor(world, world.secretary), world.days_ago(2).isoformat()
    assert "Date: Application" in secretary.opens("candidates", world.branch.pk)
    page = secretary.sends("pass_step", world.activist.pk, step="target", on=on)
    assert "The step before is missing: Application" in page
    for name in STEPS:
        paper = SimpleUploadedFile(f"{name.value}.txt", name.value.encode())
        drawn = drawn_fields(secretary.opens("pass_step", world.activist.pk))
        assert drawn["step"] == name.value
        secretary.posts("pass_step", world.activist.pk, **(drawn | {"on": on, "paper": paper}))
    assert [row.step for row in Step.objects.order_by("pk")] == list(STEPS)
    last = Step.objects.latest("pk")
    assert "full.txt" in secretary.opens("step", last.record_id)
    response = secretary.client.get(reverse("membership:file", args=[last.record_id, last.record.files.get().pk]))
    assert b"".join(response.streaming_content) == b"full"  # type: ignore[attr-defined]
    Visitor(world, world.sibling_secretary).opens("step", last.record_id, status=403)
    refused = secretary.sends("pass_step", world.activist.pk, step="full", on=on)
    assert "dated already" in refused
