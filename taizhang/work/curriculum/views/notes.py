"""Study notes: writing one, the head's look at a week, and a group's check of its own."""

from datetime import date
from functools import partial

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.numbers import number_in
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.curriculum import actions, note_queries, rules
from taizhang.work.curriculum.actions.notes import monday_of
from taizhang.work.curriculum.forms import CheckForm, LooksForm, NoteForm
from taizhang.work.curriculum.models import NoteRound, SelfCheck
from taizhang.work.curriculum.roster import sheet_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Asked) -> HttpResponseBase:
    """Write a study note; ``?person=`` lets a secretary note one that stands on paper."""
    person = request.viewer.person
    if asked := number_in(request.GET.get("person", "")):
        person = get_object_or_404(Person, pk=asked)
    rules.may_note_reading(request.viewer, person).demand()
    is_own = person.pk == request.viewer.person.pk
    form = NoteForm(request.POST or None, initial={"is_on_paper": not is_own})
    if request.method == "POST" and form.is_valid():
        try:
            note = actions.write_note(person=person, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            undo = reverse("curriculum:withdraw_note", args=[note.record_id])
            say(request, _("The note is kept."), undo_url=undo)
            return redirect("curriculum:note", note.record_id) if is_own else redirect("/")
    page = {
        "form": form,
        "title": _("Write a study note") if is_own else _("Study note of %(name)s") % {"name": person.name},
        "lead": _("You and the head who reads your notes see it. No length is asked; on paper one line is enough."),
        "action": _("Keep the note"),
        "cancel_url": reverse("curriculum:mine") if is_own else "/",
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def note(request: Asked, record: int) -> HttpResponseBase:
    """One note, with what was said about that week's notes."""
    held = note_queries.note_for(request.viewer, record)
    context = {
        "note": held,
        "text": newest_words(held.record, "note"),
        "comments": note_queries.comments_on(held),
        "may_keep": not held.withdrawn_on and rules.may_keep_note(request.viewer, held),
    }
    return render(request, "curriculum/note.html", context)


@signed_in
@require_POST
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Take back a note that was entered by mistake."""
    held = note_queries.note_for(request.viewer, record)
    rules.may_keep_note(request.viewer, held).demand()
    press(
        request,
        partial(actions.withdraw_note, note=held, by=request.viewer.person),
        done=_("The note is taken back; its words are gone."),
    )
    return redirect("curriculum:mine")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Asked, unit: int) -> HttpResponseBase:
    """The notes of one week: everybody on the sheet, looked at or not, a comment where there is one (R1-56)."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_review_notes(request.viewer, held).demand()
    week_on = _week(request.GET.get("week", ""))
    form = LooksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        looked = {one.pk for one in sheet_of(held)} if "all" in request.POST else form.looked
        try:
            done = actions.review_notes(
                unit=held,
                week_on=week_on,
                looked=looked,
                comments=form.comments,
                by=request.viewer.person,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = _("Booked: %(done)s of %(due)s looked at") % {"done": len(looked), "due": done.due}
            say(request, words)
            return redirect(request.get_full_path())
    context = {
        "unit": held,
        "form": form,
        "sheet": note_queries.note_sheet(request.viewer, held, week_on),
        "weeks": note_queries.weeks_with_study(held),
    }
    return render(request, "curriculum/note_sheet.html", context, status=422 if form.errors else 200)


def _week(asked: str) -> date:
    """The Monday of a day in an address; of today, when it names none."""
    try:
        return min(monday_of(date.fromisoformat(asked)), monday_of(clock.today()))
    except ValueError:
        return monday_of(clock.today())


@signed_in
@require_safe
def note_round(request: Asked, record: int) -> HttpResponseBase:
    """What stands booked of one week's look: counts, no names; its head goes on to the sheet."""
    held = get_object_or_404(NoteRound.objects.select_related("unit", "record"), record=record)
    if rules.may_review_notes(request.viewer, held.unit):
        return redirect(f"{reverse('curriculum:note_sheet', args=[held.unit_id])}?week={held.week_on.isoformat()}")
    rules.may_see_topics(request.viewer, held.unit).demand()
    context = {"round": held, "done": held.looks.count(), "entries": statements(held.record)}
    return render(request, "curriculum/note_round.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_check(request: Asked, unit: int) -> HttpResponseBase:
    """A group checks its own notes and reflections: tick who was checked and what was in order (R0-14)."""
    held = get_object_or_404(Unit, pk=unit)
    groups = note_queries.groups_of(request.viewer, held)
    asked = request.GET.get("group", "")
    group: Body | None = next((one for one in groups if str(one.pk) == asked), None)
    if asked and group is None:
        raise NotAllowed("not_allowed", _("A check is noted by the leader of the group or the secretary of the unit."))
    rules.may_check_themselves(request.viewer, held, group).demand()
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check = actions.check_themselves(
                unit=held,
                group=group,
                checked=form.ticked("checked"),
                passed=form.ticked("passed"),
                by=request.viewer.person,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(
                request,
                _("Booked: %(passed)s of %(checked)s in order") % {"passed": check.passed, "checked": check.checked},
                undo_url=reverse("curriculum:withdraw_check", args=[check.record_id]),
            )
            return redirect("curriculum:self_check", check.record_id)
    context = {
        "unit": held,
        "group": group,
        "groups": groups,
        "form": form,
        "people": sheet_of(held, group=group, whole=True),
        "checks": note_queries.checks_of(held),
        "ticked": {name: form.ticked(name) if form.is_bound else set() for name in ("checked", "passed")},
    }
    return render(request, "curriculum/add_check.html", context, status=422 if form.errors else 200)


def _check_for(request: Asked, record: int) -> SelfCheck:
    check = SelfCheck.objects.select_related("record", "unit", "group").filter(record=record).first()
    if check is None:
        raise Http404
    rules.may_see_topics(request.viewer, check.unit).demand()
    return check


@signed_in
@require_safe
def self_check(request: Asked, record: int) -> HttpResponseBase:
    """One check: how many, how many in order, and the remark."""
    check = _check_for(request, record)
    context = {
        "check": check,
        "remarks": newest_words(check.record, "remarks"),
        "may_keep": not check.withdrawn_on
        and bool(rules.may_check_themselves(request.viewer, check.unit, check.group)),
    }
    return render(request, "curriculum/self_check.html", context)


@signed_in
@require_POST
def withdraw_check(request: Asked, record: int) -> HttpResponseBase:
    """A check that did not take place."""
    check = _check_for(request, record)
    rules.may_check_themselves(request.viewer, check.unit, check.group).demand()
    press(
        request,
        partial(actions.withdraw_check, check=check, by=request.viewer.person),
        done=_("The check is taken back."),
    )
    return redirect("curriculum:self_check", record)
