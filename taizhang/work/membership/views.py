"""Pages of keeping in touch and of taking in: fetch with permission, form, action or query, render."""

import io
from functools import partial

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, public, signed_in
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.queries import home_on
from taizhang.ground.records.actions import file_content
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import form_page, press
from taizhang.ui.toasts import refuse
from taizhang.work.membership import actions, queries
from taizhang.work.membership.forms import (
    AttemptForm,
    DoneForm,
    MeetForm,
    PassForm,
    ReportForm,
    RoutineForm,
    StepForm,
)
from taizhang.work.membership.kinds import SOUGHT
from taizhang.work.membership.models import Attempt, Done, Report, Routine, Step
from taizhang.work.membership.rules import may_handle, may_keep, may_keep_routines, may_meet, may_read_routines


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_in(request: HttpRequest) -> HttpResponseBase:
    """Report in from outside; anybody may open it, as who has lost touch has no account (R1-63)."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if given.pop("website"):
            # a machine filled in the field that people do not see; it learns nothing from the answer
            return render(request, "membership/thanks.html")
        try:
            actions.report_in(by=None, **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return render(request, "membership/thanks.html")
    return render(request, "membership/report_in.html", {"form": form, "has_offices": bool(queries.roots())})


@signed_in
@require_safe
def inbox(request: Asked) -> HttpResponseBase:
    """The office's list of reports from outside (R1-63)."""
    context = {"reports": queries.new_reports(request.viewer)}
    return render(request, "membership/inbox.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: Asked, report: int) -> HttpResponseBase:
    """The office passes a report to a branch."""
    held = get_object_or_404(Report.objects.select_related("unit"), pk=report)
    may_handle(request.viewer, held).demand()
    lead = _("%(name)s writes: %(branch)s") % {"name": held.name, "branch": held.branch or "—"}
    return form_page(
        request,
        PassForm(request.POST or None, report=held),
        partial(actions.pass_report, report=held, by=request.viewer.person),
        done=_("The branch sees it among its contacts."),
        there=_at("inbox"),
        title=_("Pass to a branch"),
        action=_("Pass on"),
        lead=lead,
    )


@signed_in
@require_POST
def close(request: Asked, report: int) -> HttpResponseBase:
    """The office closes a report; its words are erased."""
    held = get_object_or_404(Report.objects.select_related("unit"), pk=report)
    may_handle(request.viewer, held).demand()
    press(
        request,
        partial(actions.close_report, report=held, by=request.viewer.person),
        done=_("Closed; its words are erased."),
    )
    return redirect("membership:inbox")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: Asked, report: int) -> HttpResponseBase:
    """The branch notes that it met the member who reported in."""
    held = get_object_or_404(Report.objects.select_related("unit"), pk=report)
    may_meet(request.viewer, held).demand()
    return form_page(
        request,
        MeetForm(request.POST or None, unit=held.unit),
        partial(actions.meet_member, report=held, by=request.viewer.person),
        done=_("Noted; the words of the report are erased."),
        there=_at("contacts", held.unit_id),
        title=_("Contact made"),
        action=_("Note it"),
        lead=f"{held.name} · {held.branch} · {held.reach}",
    )


@signed_in
@require_safe
def contacts(request: Asked, unit: int) -> HttpResponseBase:
    """Floating and out-of-contact members of a branch with the attempts to reach them (R1-62)."""
    held = get_object_or_404(Unit, pk=unit)
    context = {
        "unit": held,
        "sought": queries.sought_in(request.viewer, held),
        "reports": queries.passed_to(request.viewer, held),
        "ways": SOUGHT,
        "today": clock.today(),
    }
    return render(request, "membership/contacts.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Asked, person: int) -> HttpResponseBase:
    """Note an attempt, with one tap from the list or with a line of words here."""
    held, home = _person(request, person)
    return form_page(
        request,
        AttemptForm(request.POST or None),
        partial(actions.note_attempt, person=held, by=request.viewer.person),
        done=_("The attempt is noted."),
        there=_at("contacts", home.pk),
        title=_("Contact attempt"),
        action=_("Note it"),
        lead=held.name,
    )


@signed_in
@require_safe
def routines(request: Asked, unit: int) -> HttpResponseBase:
    """The routine work of a unit: what is due next, what is overdue (R1-148)."""
    held = get_object_or_404(Unit, pk=unit)
    rounds = queries.rounds_of(request.viewer, held)
    context = {
        "unit": held,
        "rounds": rounds,
        "overdue": sum(one.is_overdue for one in rounds),
        "may_keep": may_keep_routines(request.viewer, held),
        "today": clock.today(),
    }
    return render(request, "membership/routines.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_routine(request: Asked, unit: int) -> HttpResponseBase:
    """Set up a routine of a unit."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_routines(request.viewer, held).demand()
    form = RoutineForm(request.POST or None, unit=held)
    if not request.viewer.may_see_names(held):
        # names are open to the branch alone; others set the work up without naming anybody
        del form.fields["owner"]
    return form_page(
        request,
        form,
        partial(actions.set_routine, unit=held, by=request.viewer.person),
        done=_("The routine work stands in the list."),
        there=_at("routines", held.pk),
        title=_("Set up routine work"),
        action=_("Set up"),
        lead=_("It goes on after a campaign. One that is set up already is replaced by this one."),
    )


@signed_in
@require_POST
def do_routine(request: Asked, routine: int) -> HttpResponseBase:
    """One tap: done on a day."""
    held = get_object_or_404(Routine.objects.select_related("unit"), pk=routine)
    may_keep_routines(request.viewer, held.unit).demand()
    form = DoneForm(request.POST)
    if form.is_valid():
        on = form.cleaned_data["on"]
        press(
            request,
            partial(actions.do_routine, routine=held, on=on, by=request.viewer.person),
            done=_("Noted as done."),
        )
    else:
        refuse(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("membership:routines", held.unit_id)


@signed_in
@require_POST
def stop_routine(request: Asked, routine: int) -> HttpResponseBase:
    """End a routine; what was done stays."""
    held = get_object_or_404(Routine.objects.select_related("unit"), pk=routine)
    may_keep_routines(request.viewer, held.unit).demand()
    press(
        request,
        partial(actions.stop_routine, routine=held, by=request.viewer.person),
        done=_("This routine has ended."),
    )
    return redirect("membership:routines", held.unit_id)


@signed_in
@require_safe
def candidates(request: Asked, unit: int) -> HttpResponseBase:
    """The way of new members of a branch, step by dated step (R4-26)."""
    held = get_object_or_404(Unit, pk=unit)
    context = {"unit": held, "candidates": queries.candidates_of(request.viewer, held)}
    return render(request, "membership/candidates.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pass_step(request: Asked, person: int) -> HttpResponseBase:
    """Date a step of a candidate, with a document if there is one."""
    held, home = _person(request, person)
    ahead = next((one.next for one in queries.candidates_of(request.viewer, home) if one.person == held), None)
    return form_page(
        request,
        StepForm(request.POST or None, request.FILES or None, initial={"step": ahead}),
        partial(actions.pass_step, person=held, by=request.viewer.person),
        done=_("The step is dated."),
        there=_at("candidates", home.pk),
        title=_("Date a step"),
        action=_("Date it"),
        lead=held.name,
        upload=True,
    )


@signed_in
@require_safe
def entry(request: Asked, record: int) -> HttpResponseBase:
    """One attempt, step or routine done, with its words and documents; who noted it wrongly takes it back."""
    noted = _noted(request, record)
    page = {Attempt: "contacts", Step: "candidates", Done: "routines"}[type(noted)]
    keeps = may_keep_routines if isinstance(noted, Done) else may_keep
    context = {
        "noted": noted,
        "list_url": _at(page, noted.unit_id),
        "texts": noted.record.texts.order_by("pk"),
        "files": noted.record.files.order_by("pk"),
        "may_take_back": not noted.is_taken_back and keeps(request.viewer, noted.unit),
    }
    return render(request, "membership/entry.html", context)


@signed_in
@require_POST
def take_back(request: Asked, record: int) -> HttpResponseBase:
    """Take back what was noted by mistake."""
    noted = _noted(request, record)
    press(request, partial(actions.take_back, record=noted.record, by=request.viewer.person), done=_("Taken back."))
    return redirect(noted.record.type, record)


@signed_in
@require_safe
def file(request: Asked, record: int, file: int) -> HttpResponseBase:
    """A document of a step, always as a download."""
    noted = _noted(request, record)
    held = get_object_or_404(noted.record.files, pk=file)
    content = io.BytesIO(file_content(held))
    return FileResponse(content, as_attachment=True, filename=held.name, content_type="application/octet-stream")


@signed_in
@require_safe
def branch_panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of a branch: the ways to contacts, routine work and candidates with what waits there."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep(request.viewer, held).demand()
    sought = queries.sought_in(request.viewer, held)
    context = {
        "unit": held,
        "sought": len(sought),
        "untouched": sum(one.last is None for one in sought),
        "reports": len(queries.passed_to(request.viewer, held)),
        "overdue": sum(one.is_overdue for one in queries.rounds_of(request.viewer, held)),
        "candidates": sum(one.next is not None for one in queries.candidates_of(request.viewer, held)),
    }
    return render(request, "membership/branch_panel.html", context)


@signed_in
@require_safe
def waiting_panel(request: Asked) -> HttpResponseBase:
    """For the page of the office: how many reports from outside wait; nothing for others."""
    is_office = request.viewer.holds_anywhere(RoleKind.OFFICE)
    waiting = len(queries.new_reports(request.viewer)) if is_office else 0
    return render(request, "membership/waiting_panel.html", {"is_office": is_office, "waiting": waiting})


def _person(request: Asked, person: int) -> tuple[Person, Unit]:
    """A person and their branch for those who keep its books."""
    held = get_object_or_404(Person, pk=person)
    home = home_on(held, tree=Tree.PARTY, on=clock.today())
    if home is None:
        raise Http404
    may_keep(request.viewer, home).demand()
    return held, home


def _noted(request: Asked, record: int) -> Attempt | Step | Done:
    try:
        noted, _act = actions.find_noted(record)
    except Done.DoesNotExist as missing:
        raise Http404 from missing
    rule = may_read_routines if isinstance(noted, Done) else may_keep
    rule(request.viewer, noted.unit).demand()
    return noted


def _at(name: str, *args: int) -> str:
    return reverse(f"membership:{name}", args=args)
