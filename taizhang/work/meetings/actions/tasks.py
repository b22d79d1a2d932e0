"""Tasks that a meeting gives: to a unit or a person, by a day (R3-32). Given and done are facts; open is the difference."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import (
    open_duties,
    open_unit_duty,
    settle_duty,
    settle_unit_duties,
    withdraw_duties,
    withdraw_unit_duties,
)
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import members_of
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.actions.holding import places_of
from taizhang.work.meetings.duties import TASK
from taizhang.work.meetings.kinds import MeetingState, TaskState
from taizhang.work.meetings.lines import ASSIGNED, DONE, unit_lines
from taizhang.work.meetings.models import Meeting, Task
from taizhang.work.meetings.rules import may_keep_meetings, may_report_task

GIVEN = "given"
FINISHED = "finished"


def assign_task(
    *,
    meeting: Meeting,
    text: str,
    unit: Unit,
    person: Person | None = None,
    due_on: date,
    by: Person,
    key: uuid.UUID,
) -> Task:
    """Give ``unit``, or one ``person`` of it, a task of a held meeting by a day; posts ``meetings.task_assigned``.

    Raises `Refusal`: ``not_held``, ``no_text``, ``past_day``, ``not_beneath``, ``not_on_roll``.
    """
    content = {
        "meeting": meeting.pk,
        "text": text,
        "unit": unit.pk,
        "person": person and person.pk,
        "due_on": due_on,
    }
    with claimed(key=key, by=by, action="meetings.assign_task", content=content) as claim:
        if claim.is_repeat:
            return Task.objects.get(pk=claim.answer["task"])
        may_keep_meetings(viewer_of(by), meeting.unit).demand()
        _check(meeting, text, unit, person, due_on)
        text, today = text.strip()[:200], clock.today()
        record = open_record(type="meetings.task", unit=unit, title=text, on=meeting.on)
        task = Task.objects.create(record=record, meeting=meeting, unit=unit, person=person, text=text, due_on=due_on)
        programme = meeting.programmes.first()
        if person:
            homes = {person.pk: unit.pk}
            open_duties(kind=TASK, record=record, homes=homes, opened_on=today, due_on=due_on, programme=programme)
        else:
            open_unit_duty(kind=TASK, record=record, unit=unit, opened_on=today, due_on=due_on, programme=programme)
        lines = _lines(task, ASSIGNED, meeting.on)
        post(source=record, act=GIVEN, lines=lines, by=by, key=key)
        claim.answer = {"task": task.pk}
    return task


def finish_task(*, task: Task, on: date, words: str = "", by: Person, key: uuid.UUID) -> Task:
    """Report a task as done on a day, with a line of words; posts ``meetings.task_done``.

    Raises `Refusal`: ``done_already``, ``withdrawn``, ``future_day``, ``before_given``.
    """
    content = {"task": task.pk, "on": on, "words": words}
    with claimed(key=key, by=by, action="meetings.finish_task", content=content) as claim:
        held = _locked(task)
        if claim.is_repeat:
            return held
        may_report_task(viewer_of(by), held).demand()
        if held.state == TaskState.DONE:
            raise Refusal("done_already", _("This task is reported as done already."))
        if held.state == TaskState.WITHDRAWN:
            raise Refusal("withdrawn", _("This task was withdrawn."))
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
        if on < held.meeting.on:
            raise Refusal("before_given", _("This day lies before the meeting that gave the task."), field="on")
        held.state, held.done_on = TaskState.DONE, on
        held.save(update_fields=["state", "done_on"])
        said = write_text(record=held.record, purpose="done", body=words.strip(), by=by) if words.strip() else None
        if held.person_id:
            settle_duty(kind=TASK, record=held.record, person=held.person_id, by=held.record, on=on)
        else:
            settle_unit_duties(kind=TASK, record=held.record, unit=held.unit, by=held.record, on=on)
        lines = _lines(held, DONE, on)
        post(source=held.record, act=FINISHED, lines=lines, by=by, key=key, words=said.digest if said else "")
    return held


def withdraw_task(*, task: Task, reason: str, by: Person, key: uuid.UUID) -> Task:
    """Take back a task that was given by mistake; what was booked of it is reversed.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"task": task.pk, "reason": reason}
    with claimed(key=key, by=by, action="meetings.withdraw_task", content=content) as claim:
        held = _locked(task)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.meeting.unit).demand()
        if held.state == TaskState.WITHDRAWN:
            raise Refusal("withdrawn", _("This task was withdrawn."))
        was_done = held.state == TaskState.DONE
        held.state = TaskState.WITHDRAWN
        held.save(update_fields=["state"])
        withdraw_unit_duties(kind=TASK, record=held.record)
        if held.person_id:
            withdraw_duties(kind=TASK, record=held.record, persons=[held.person_id])
        correct(source=held.record, act=GIVEN, lines=[], by=by, key=key, reason=reason)
        if was_done:
            correct(source=held.record, act=FINISHED, lines=[], by=by, key=claim.part("done"), reason=reason)
    return held


def relink_tasks(meeting: Meeting, *, by: Person, claim: Claimed) -> None:
    """Let what is booked of a meeting's tasks count for the programmes that the meeting counts for now."""
    rows = Task.objects.filter(meeting=meeting).exclude(state=TaskState.WITHDRAWN).select_related("meeting", "record")
    for task in rows.order_by("pk"):
        acts = [(GIVEN, _lines(task, ASSIGNED, meeting.on))]
        if task.done_on:
            acts.append((FINISHED, _lines(task, DONE, task.done_on)))
        for act, lines in acts:
            part = claim.part(f"{act} {task.pk}")
            correct(source=task.record, act=act, lines=lines, by=by, key=part, reason="programme_linked")


def _lines(task: Task, kind: str, on: date) -> list[Line]:
    """One act about a task, of the unit that owes it."""
    return unit_lines(kind, task.unit_id, on, 1, places_of(task.meeting, task.unit_id, on))


def _locked(task: Task) -> Task:
    rows = Task.objects.select_for_update(of=("self",)).select_related("unit", "record", "meeting__unit")
    return rows.get(pk=task.pk)


def _check(meeting: Meeting, text: str, unit: Unit, person: Person | None, due_on: date) -> None:
    if meeting.state != MeetingState.HELD:
        raise Refusal("not_held", _("This meeting is not noted as held yet."))
    if not text.strip():
        raise Refusal("no_text", _("Say in a few words what is to be done."), field="text")
    if due_on < meeting.on:
        raise Refusal("past_day", _("The task cannot be due before the meeting that gives it."), field="due_on")
    if unit.tree != meeting.unit.tree or not unit.path.startswith(meeting.unit.path):
        raise Refusal("not_beneath", _("A meeting gives tasks to its own unit and to units beneath it."), field="owner")
    if person and not members_of(unit, on=clock.today()).filter(person=person).exists():
        raise Refusal("not_on_roll", _("This person does not belong to the unit."), field="owner")
