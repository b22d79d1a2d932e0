"""Lessons at home: asked for on the phone, planned and noted by the secretary."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.home_lessons import find_lesson, lessons_in, open_sessions, own_lesson
from taizhang.work.learning.kinds import LessonState
from taizhang.work.learning.lesson_forms import AskLessonForm, HoldLessonForm, PlanLessonForm
from taizhang.work.learning.models import HomeLesson
from taizhang.work.learning.rules import may_keep_sessions, may_study_for

USUAL_MINUTES = 60
LAST_HELD = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lessons(request: Asked, unit: int) -> HttpResponseBase:
    """The lessons at home of a unit, and the sheet that plans one; a wish opens it filled (``?for=``)."""
    held = get_object_or_404(Unit, pk=unit)
    rows = list(lessons_in(request.viewer, held))
    initial: dict[str, object] = {"deliverer": request.viewer.person.pk, "on": clock.today()}
    if (asked := request.GET.get("for", "")).isdigit():
        initial["person"] = int(asked)
    form = PlanLessonForm(request.POST or None, unit=held, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            lesson = actions.plan_home_lesson(by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The lesson for %(name)s is planned.") % {"name": lesson.person.name})
            return redirect("learning:home_lesson", lesson.record_id)
    context = {
        "unit": held,
        "form": form,
        "asked": [one for one in rows if one.state == LessonState.ASKED],
        "planned": [one for one in rows if one.state == LessonState.PLANNED][::-1],
        "held": [one for one in rows if one.state == LessonState.HELD][:LAST_HELD],
    }
    return render(request, "learning/home_lessons.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: Asked, record: int) -> HttpResponseBase:
    """One lesson: planned with the sheet that notes it as held, or held with what was booked."""
    get_object_or_404(HomeLesson, record=record)
    held = find_lesson(request.viewer, record)
    may_keep = may_keep_sessions(request.viewer, held.unit)
    missed = open_sessions(held) if may_keep and held.state == LessonState.PLANNED else []
    initial = {
        "on": min(held.on or clock.today(), clock.today()),
        "minutes": missed[0].minutes if missed else USUAL_MINUTES,
        "makes_up": missed[0] if missed else None,
    }
    if request.method == "POST":
        may_keep.demand()
    form = HoldLessonForm(request.POST or None, missed=missed, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_home_lesson(lesson=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("learning:withdraw_home_lesson", args=[record])
            say(request, _("The lesson is booked as a session attended."), undo_url=undo)
            return redirect("learning:home_lesson", record)
    context = {
        "lesson": held,
        "form": form,
        "states": LessonState,
        "may_keep": may_keep,
        "may_withdraw": may_keep or (held.state != LessonState.HELD and may_study_for(request.viewer, held.person)),
        "entries": statements(held.record),
    }
    return render(request, "learning/home_lesson.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked) -> HttpResponseBase:
    """Ask for a lesson at home: one choice, and that is left open by who likes."""
    person = request.viewer.person
    if (standing := own_lesson(request.viewer)) and request.method != "POST":
        return redirect("learning:home_lesson", standing.record_id)
    form = AskLessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_home_lesson(person=person, by=person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("learning:withdraw_home_lesson", args=[asked.record_id])
            say(request, _("Your branch reads it and plans a lesson with you."), undo_url=undo)
            return redirect("learning:home_lesson", asked.record_id)
    context = {
        "form": form,
        "title": _("Ask for a lesson at home"),
        "lead": _("Nothing about health is asked or kept. The lesson counts as a session attended."),
        "action": _("Ask for it"),
    }
    return render(request, "ui/form.html", context)


@signed_in
@require_POST
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take a wish, a plan or a lesson that was not held back; undone at once it did not happen."""
    get_object_or_404(HomeLesson, record=record)
    held = find_lesson(request.viewer, record)
    if held.state == LessonState.HELD:
        may_keep_sessions(request.viewer, held.unit).demand()
    else:
        may_study_for(request.viewer, held.person).demand()
    press(
        request,
        partial(actions.withdraw_home_lesson, lesson=held, by=request.viewer.person),
        done=_("The lesson is withdrawn."),
    )
    return redirect("learning:home_lesson", record)
