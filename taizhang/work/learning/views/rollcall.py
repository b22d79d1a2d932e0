"""The roll-call: the grid, the sheet on paper, the sheet stated anew."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.learning import actions, paper, queries
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.forms import RestateForm, RollCallForm, session_initial
from taizhang.work.learning.kinds import Mark, SessionState
from taizhang.work.learning.models import Session
from taizhang.work.learning.queries import OWED_MARKS
from taizhang.work.learning.rules import may_keep_sessions
from taizhang.work.learning.views.sessions import find

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def sheet(request: Asked, record: int) -> HttpResponse:
    """The sheet for paper, in the order and layout of the grid, to be typed in later."""
    held = find(request, record)
    rows = queries.roll_call_rows(request.viewer, held, chosen={})
    if request.GET.get("export") == "xlsx":
        title = f"{held.on:%Y-%m-%d} {held.topic}"
        response = HttpResponse(paper.sheet_file(rows, title), content_type=XLSX)
        response.headers["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx") or ""
        return response
    context = {"session": held, "rows": rows, "number": queries.number_of(held), "tally": queries.tally_of(rows)}
    return render(request, "learning/sheet.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def roll_call(request: Asked, record: int) -> HttpResponseBase:
    """Everyone present, mark the exceptions, book it: one request with all marks."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    if request.method != "POST" and held.state != SessionState.PLANNED:
        return redirect("learning:session", record)
    form = RollCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "add_guest" in request.POST:
            return _grid(request, held, form, guest=form.find_guest())
        if "as_mark" in request.POST:
            return _grid(request, held, form)
        try:
            closed = actions.close_session(
                session=held, marks=form.marks, by=request.viewer.person, key=form.cleaned_data["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say_booked(request, closed, undo_url=reverse("learning:take_back_roll_call", args=[record]))
            return redirect("learning:session", record)
    return _grid(request, held, form)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Asked, record: int) -> HttpResponseBase:
    """State a booked roll-call anew; the ledger books the lines that differ."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    seen = statements(held.record, ROLL_CALL).count()
    if not seen or held.state == SessionState.PLANNED:
        return redirect("learning:roll_call", record)
    form = RestateForm(request.POST or None, initial=session_initial(held) | {"seen": seen})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if "add_guest" in request.POST:
            return _grid(request, held, form, guest=form.find_guest())
        if "as_mark" in request.POST:
            return _grid(request, held, form)
        try:
            restated = actions.restate_session(
                session=held,
                marks=form.marks,
                by=request.viewer.person,
                **{name: given[name] for name in ("reason", "words", "on", "starts_at", "ends_at", "seen", "key")},
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say_booked(request, restated)
            return redirect("learning:session", record)
    return _grid(request, held, form)


@signed_in
@require_POST
def take_back(request: Asked, record: int) -> HttpResponse:
    """Undo: nothing stands booked any more, and the sheet opens with its marks as they were."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    if held.state == SessionState.CLOSED:
        press(
            request,
            partial(actions.take_back_roll_call, session=held, by=request.viewer.person),
            done=_("The roll-call is taken back; nothing stands booked. The marks wait here."),
        )
    return redirect("learning:roll_call", record)


@signed_in
@require_POST
def read_file(request: Asked, record: int) -> HttpResponseBase:
    """A dry run: the grid as a filled-in file has it, with what is wrong by row and field; nothing is booked yet."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    if held.state != SessionState.PLANNED:
        return redirect("learning:session", record)
    rows = queries.roll_call_rows(request.viewer, held, chosen={})
    upload = request.FILES.get("file")
    if upload is None:
        raise Refusal("no_file", _("Choose the filled-in sheet first."))
    marks, wrong = paper.read_sheet(upload, rows)
    return _grid(request, held, RollCallForm(None), marks=marks, wrong=wrong)


def _grid(
    request: Asked,
    session: Session,
    form: RollCallForm,
    *,
    guest: int | None = None,
    marks: dict[int, str] | None = None,
    wrong: Sequence[paper.Wrong] = (),
) -> HttpResponse:
    """The grid with what was marked so far; a sheet that is refused loses nothing."""
    chosen = form.marks if form.is_bound else marks or {}
    if guest:
        chosen |= {guest: Mark.PRESENT.value}
    rows = queries.roll_call_rows(request.viewer, session, chosen=chosen)
    as_mark = request.POST.get("as_mark", "")
    if as_mark and form.is_bound and as_mark in Mark.values:
        rows = queries.marked_by_number(rows, form.numbered(len(rows)), Mark(as_mark))
    said = sum(row.said_present for row in rows)
    if said and request.GET.get("rest") == "absent" and not form.is_bound:
        rows = queries.others_absent(rows)
    if guest and guest not in {row.person for row in rows}:
        form.add_error("guest_name", _("On that day this person belonged to no unit."))
    context = {
        "session": session,
        "form": form,
        "rows": rows,
        "tally": queries.tally_of(rows),
        "number": queries.number_of(session),
        "is_restated": isinstance(form, RestateForm),
        "states": SessionState,
        "said": said,
        "wrong": wrong,
        "as_marks": OWED_MARKS[1:],
        "shows_codes": session.on == clock.today()
        and session.state == SessionState.PLANNED
        and queries.shows_codes(session.unit),
    }
    return render(request, "learning/roll_call.html", context)


def _say_booked(request: Asked, session: Session, *, undo_url: str = "") -> None:
    last = statements(session.record, ROLL_CALL).last()
    came = session.marks.filter(mark=Mark.PRESENT).count()
    words = ngettext(
        "Roll-call booked, %(count)s came. Voucher %(voucher)s.",
        "Roll-call booked, %(count)s came. Voucher %(voucher)s.",
        came,
    )
    say(request, words % {"count": came, "voucher": last.pk if last else ""}, undo_url=undo_url)
