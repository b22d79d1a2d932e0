"""Tasks that meetings gave: the list of a unit, the page of one, giving and reporting."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import children_of
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.forms import DoneForm, ReasonForm, TaskForm
from taizhang.work.meetings.kinds import TaskState
from taizhang.work.meetings.models import Task
from taizhang.work.meetings.rules import may_keep_meetings, may_report_task
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_safe
def tasks(request: Asked, unit: int) -> HttpResponseBase:
    """The tasks of a unit: open ones by the day they are due, then those done."""
    held = get_object_or_404(Unit, pk=unit)
    rows = queries.tasks_of(request.viewer, held)
    context = {
        "unit": held,
        "open": rows.filter(state=TaskState.OPEN),
        "resting": queries.at_rest(rows),
        "done": rows.filter(state=TaskState.DONE).order_by("-done_on", "-pk"),
        "today": clock.today(),
    }
    return render(request, "meetings/tasks.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Asked, record: int) -> HttpResponseBase:
    """Turn what a meeting asked for into a task with owner and date (R3-32)."""
    held = find(request, record)
    may_keep_meetings(request.viewer, held.unit).demand()
    today = clock.today()
    units = [held.unit, *children_of(held.unit, on=today)]
    people = queries.members_for(request.viewer, held.unit, on=today)
    form = TaskForm(request.POST or None, units=units, people=people)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.assign_task(
                meeting=held,
                text=given["text"],
                due_on=given["due_on"],
                by=request.viewer.person,
                key=given["key"],
                **form.owner(held.unit),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The task is given and stands with its owner."))
            return redirect("meetings:assign_task" if "another" in request.POST else "meetings:meeting", record)
    return render(request, "meetings/assign_task.html", {"meeting": held, "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: Asked, record: int) -> HttpResponseBase:
    """One task: where it comes from, what was said of it, and the report that it is done."""
    get_object_or_404(Task, record=record)
    held = queries.find_task(request.viewer, record)
    may_report = may_report_task(request.viewer, held)
    form = DoneForm(request.POST or None)
    if request.method == "POST":
        may_report.demand()
        if form.is_valid():
            try:
                actions.finish_task(task=held, by=request.viewer.person, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                say(request, _("Reported as done and booked."))
                return redirect("meetings:task", record)
    context = {
        "task": held,
        "form": form if may_report and held.state == TaskState.OPEN else None,
        "said": held.record.texts.filter(purpose="done"),
        "progress": held.progress.select_related("meeting__record").order_by("meeting__on", "pk"),
        "may_withdraw": held.state != TaskState.WITHDRAWN and may_keep_meetings(request.viewer, held.meeting.unit),
        "is_over": held.state == TaskState.OPEN and held.due_on < clock.today() and not queries.at_rest([held]),
        "states": TaskState,
    }
    return render(request, "meetings/task.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take back a task that was given by mistake."""
    get_object_or_404(Task, record=record)
    held = queries.find_task(request.viewer, record)
    may_keep_meetings(request.viewer, held.meeting.unit).demand()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_task(task=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The task is taken back; its lines are reversed."))
            return redirect("meetings:meeting", held.meeting.record_id)
    context = {
        "form": form,
        "title": _("Take the task back"),
        "action": _("Take it back"),
        "lead": held.text,
        "cancel_url": request.path.removesuffix("withdraw/"),
    }
    return render(request, "ui/form.html", context)
