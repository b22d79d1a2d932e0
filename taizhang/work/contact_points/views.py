"""Pages of contact points: fetch with permission, form, action or query, render."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.queries import newest_text, newest_words
from taizhang.lib.refusals import Refusal
from taizhang.ui import parts
from taizhang.ui.acts import form_page, press
from taizhang.ui.toasts import say
from taizhang.work.contact_points import actions, queries
from taizhang.work.contact_points.forms import AssignForm, RestateVisitForm, SettleForm, VisitForm
from taizhang.work.contact_points.models import ContactPoint, Problem, Visit
from taizhang.work.contact_points.rules import may_assign, may_note_visit, may_settle


def find_point(request: Asked, record: int) -> ContactPoint:
    """The contact point of a record for this reader: 404 when there is none, 403 with the reason when not for them."""
    get_object_or_404(ContactPoint, record=record)
    return queries.find_point(request.viewer, record)


def find_visit(request: Asked, record: int) -> Visit:
    """The visit of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Visit, record=record)
    return queries.find_visit(request.viewer, record)


def find_problem(request: Asked, record: int) -> Problem:
    """The problem of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Problem, record=record)
    return queries.find_problem(request.viewer, record)


@signed_in
@require_safe
def board(request: Asked, programme: int) -> HttpResponseBase:
    """Who is assigned where and what was done there; leaders without a contact point first (R1-15)."""
    held = get_object_or_404(Programme.objects.select_related("unit"), record=programme)
    shown = queries.board_of(request.viewer, held)
    return render(
        request,
        "contact_points/board.html",
        {"programme": held, "board": shown, "page": parts.page_of(request, shown.without)},
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Asked, programme: int) -> HttpResponseBase:
    """The office assigns a leader to a unit (R1-15)."""
    held = get_object_or_404(Programme.objects.select_related("unit"), record=programme)
    may_assign(request.viewer, held).demand()
    form = AssignForm(request.POST or None, programme=held, initial={"leader": request.GET.get("leader")})
    return form_page(
        request,
        form,
        partial(actions.assign_point, programme=held, by=request.viewer.person),
        done=_("The contact point is assigned."),
        there=reverse("contact_points:board", args=[held.record_id]),
        title=_("Assign a contact point"),
        action=_("Assign"),
        lead=_("A leader listens and helps in a unit that is not their own."),
    )


@signed_in
@require_safe
def point(request: Asked, record: int) -> HttpResponseBase:
    """One contact point: visits, what was found, what was done about it."""
    held = find_point(request, record)
    context = {
        "point": held,
        "visits": queries.visits_of(held),
        "may_note": held.to_on is None and may_note_visit(request.viewer, held),
        "may_release": held.to_on is None and may_assign(request.viewer, held.programme),
    }
    return render(request, "contact_points/point.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_visit(request: Asked, record: int) -> HttpResponseBase:
    """Note a visit with what was found there (R1-15)."""
    held = find_point(request, record)
    may_note_visit(request.viewer, held).demand()
    return form_page(
        request,
        VisitForm(request.POST or None),
        partial(actions.note_visit, point=held, by=request.viewer.person),
        done=_("The visit is noted."),
        there=reverse("contact_points:point", args=[held.record_id]),
        title=_("Note a visit"),
        action=_("Note it"),
        lead=f"{held.unit.name} · {held.leader.name}",
    )


@signed_in
@require_POST
def release(request: Asked, record: int) -> HttpResponseBase:
    """End an assignment today."""
    held = find_point(request, record)
    may_assign(request.viewer, held.programme).demand()
    press(
        request,
        partial(actions.release_point, point=held, by=request.viewer.person),
        done=_("The assignment has ended."),
    )
    return redirect("contact_points:board", held.programme.record_id)


@signed_in
@require_safe
def visit(request: Asked, record: int) -> HttpResponseBase:
    """One visit: its day, what was seen, what was found."""
    held = find_visit(request, record)
    context = {
        "visit": held,
        "seen": newest_text(held.record, "seen"),
        "problems": held.problems.select_related("record").order_by("pk"),
        "may_note": not held.is_withdrawn and may_note_visit(request.viewer, held.point),
    }
    return render(request, "contact_points/visit.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Asked, record: int) -> HttpResponseBase:
    """State a visit anew."""
    held = find_visit(request, record)
    may_note_visit(request.viewer, held.point).demand()
    return form_page(
        request,
        RestateVisitForm(request.POST or None, initial={"on": held.on, "words": newest_words(held.record, "seen")}),
        partial(actions.restate_visit, visit=held, by=request.viewer.person),
        done=_("The visit is stated anew; what stood before stays in the book."),
        there=reverse("contact_points:visit", args=[held.record_id]),
        title=_("State the visit anew"),
        action=_("State it anew"),
        lead=f"{held.point.unit.name} · {held.point.leader.name} · {date_format(held.on)}",
    )


@signed_in
@require_POST
def withdraw_visit(request: Asked, record: int) -> HttpResponseBase:
    """Take back a visit that did not take place."""
    held = find_visit(request, record)
    may_note_visit(request.viewer, held.point).demand()
    press(
        request,
        partial(actions.withdraw_visit, visit=held, by=request.viewer.person),
        done=_("The visit is taken back."),
    )
    return redirect("contact_points:visit", record)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: Asked, record: int) -> HttpResponseBase:
    """One problem: where it was found, what was done about it; the form for who may say so."""
    held = find_problem(request, record)
    may = held.is_open and may_settle(request.viewer, held.visit.point)
    if request.method == "POST":
        may_settle(request.viewer, held.visit.point).demand()
    form = SettleForm(request.POST or None) if may or request.method == "POST" else None
    if form and request.method == "POST" and form.is_valid():
        try:
            actions.settle_problem(problem=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Noted what was done."))
            return redirect("contact_points:problem", record)
    context = {
        "problem": held,
        "done": newest_text(held.record, "done"),
        "form": form,
        "may_withdraw": not held.is_withdrawn and may_note_visit(request.viewer, held.visit.point),
    }
    return render(request, "contact_points/problem.html", context)


@signed_in
@require_POST
def withdraw_problem(request: Asked, record: int) -> HttpResponseBase:
    """Take back a problem that was noted by mistake."""
    held = find_problem(request, record)
    may_note_visit(request.viewer, held.visit.point).demand()
    press(
        request,
        partial(actions.withdraw_problem, problem=held, by=request.viewer.person),
        done=_("The problem is taken back."),
    )
    return redirect("contact_points:visit", held.visit.record_id)


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponseBase:
    """For the page of a leader: own contact points and the way to note a visit; nothing for others."""
    return render(request, "contact_points/my_panel.html", {"standings": queries.points_of(request.viewer.person)})


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of a unit: whose contact points lie here, and the problems still open."""
    held = get_object_or_404(Unit, pk=unit)
    return render(request, "contact_points/unit_panel.html", {"standings": queries.points_in(request.viewer, held)})
