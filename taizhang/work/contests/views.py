"""Pages of knowledge contests: fetch with permission, form, action or query, render."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.queries import members_of
from taizhang.ground.programmes.queries import programmes_of
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed
from taizhang.lib.tables import Row
from taizhang.ui.acts import form_page, press
from taizhang.ui.forms import KeyedForm
from taizhang.ui.parts import page_of
from taizhang.ui.toasts import refuse, say
from taizhang.work.contests import actions, queries
from taizhang.work.contests.forms import (
    AnswerForm,
    BankForm,
    CloseForm,
    ContestForm,
    PaperForm,
    RestateForm,
    RowsForm,
    TeamForm,
)
from taizhang.work.contests.models import Contest, Round, Sheet, Team
from taizhang.work.contests.rules import may_join, may_organise, may_see
from taizhang.work.contests.tables import Checked, bank_sheet, check_file, check_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# what is sent back to be confirmed has to fit into one form
MOST_BYTES = 2_000_000


def find(request: Asked, record: int) -> Contest:
    """The contest of a record for this reader: 404 when there is none, 403 with the reason when it is not for them."""
    get_object_or_404(Contest, record=record)
    return queries.find_contest(request.viewer, record)


@signed_in
@require_safe
def contests(request: Asked, unit: int) -> HttpResponseBase:
    """The contests that a unit runs or may join (R1-74)."""
    held = get_object_or_404(Unit, pk=unit)
    page = page_of(request, queries.contests_for(request.viewer, held))
    return render(
        request,
        "contests/contests.html",
        {
            "unit": held,
            "page": page,
            "open": sum(one.closed_on is None for one in page.object_list),
            "may_organise": may_organise(request.viewer, held),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Asked, unit: int) -> HttpResponseBase:
    """Announce a contest."""
    held = get_object_or_404(Unit, pk=unit)
    may_organise(request.viewer, held).demand()
    return form_page(
        request,
        ContestForm(request.POST or None, programmes=programmes_of(held)),
        partial(actions.plan_contest, unit=held, by=request.viewer.person),
        done=_("The contest is announced; units can join."),
        there=lambda made: reverse("contests:contest", args=[made.record_id]),
        title=_("Announce a contest"),
        action=_("Announce"),
        lead=_("Taking part is voluntary. The paper of each round is drawn from the question bank."),
        cancel_url=reverse("contests:contests", args=[held.pk]),
    )


@signed_in
@require_safe
def bank(request: Asked, unit: int) -> HttpResponseBase:
    """The question bank of a unit."""
    held = get_object_or_404(Unit, pk=unit)
    page = page_of(request, queries.bank_of(request.viewer, held))
    return render(request, "contests/bank.html", {"unit": held, "page": page})


@signed_in
@require_safe
def export_bank(request: Asked, unit: int) -> HttpResponseBase:
    """The bank as xlsx, in the shape that the import takes."""
    held = get_object_or_404(Unit, pk=unit)
    content = bank_sheet(_("Question bank"), queries.bank_of(request.viewer, held))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_bank(request: Asked, unit: int) -> HttpResponseBase:
    """Hand in a table: it is checked first, and nothing is written before the confirmation."""
    held = get_object_or_404(Unit, pk=unit)
    may_organise(request.viewer, held).demand()
    if "rows" in request.POST:
        return _write_bank(request, held)
    form = BankForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"unit": held, "form": form}
    if request.method == "POST" and form.is_valid():
        rows, checked = _checked_upload(form.cleaned_data["file"])
        sent = json.dumps(rows, ensure_ascii=False)
        if len(sent.encode()) > MOST_BYTES:
            checked.refuse(0, "", _("The table is too large; hand it in in parts."))
        context["checked"] = checked
        if not checked.errors:
            context["rows"] = RowsForm(initial={"rows": sent})
    return render(request, "contests/import.html", context)


def _checked_upload(file: UploadedFile[bytes]) -> tuple[list[Row], Checked]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return check_file(path)


def _write_bank(request: Asked, unit: Unit) -> HttpResponseBase:
    form = RowsForm(request.POST)
    checked = Checked()
    if form.is_valid():
        checked = check_rows(form.cleaned_data["rows"])
        if not checked.errors:
            key = form.cleaned_data["key"]
            actions.add_questions(unit=unit, questions=checked.questions, by=request.viewer.person, key=key)
            say(request, _("The questions are in the bank."))
            return redirect("contests:bank", unit.pk)
    else:
        checked.refuse(0, "", _("This sheet is damaged. Load it again."))
    return render(request, "contests/import.html", {"unit": unit, "form": BankForm(), "checked": checked})


@signed_in
@require_safe
def contest(request: Asked, record: int) -> HttpResponseBase:
    """One contest: its rounds, its teams in code order with their results, and the reader's next step."""
    held = find(request, record)
    rounds = list(held.rounds.order_by("number"))
    open_one = next((one for one in rounds if one.is_open), None)
    own = queries.own_sheets(request.viewer, held)
    team = queries.own_team(request.viewer, held)
    organises = bool(may_organise(request.viewer, held.unit))
    teams = queries.team_rows(held, rounds)
    named = {row.team.unit_id: row.people for row in teams}
    context = {
        "contest": held,
        "rounds": rounds,
        "open_round": open_one,
        "answers_in": open_one.sheets.count() if open_one and organises else None,
        "rows": teams,
        "own_team": team,
        "own_sheets": [own[number] for number in sorted(own)],
        "may_answer": open_one is not None and team is not None and open_one.number not in own,
        "joinable": [(one, named.get(one.pk, 0)) for one in queries.joinable(request.viewer, held)]
        if not held.closed_on
        else [],
        "organises": organises,
        "corrections": queries.corrections_of(held),
        "may_open": organises and not held.closed_on and not open_one,
    }
    return render(request, "contests/contest.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Asked, record: int, unit: int) -> HttpResponseBase:
    """Join with a unit and name its team from the roll, or name it anew."""
    held, joining = find(request, record), get_object_or_404(Unit, pk=unit)
    may_join(request.viewer, held, joining).demand()
    people = [row.person for row in members_of(joining, on=clock.today())]
    team = Team.objects.filter(contest=held, unit=joining).first()
    named = team.members.values_list("person_id", flat=True) if team else ()
    form = TeamForm(request.POST or None, people=people, named=named)
    return _step(
        request,
        held,
        form,
        lambda **said: actions.join_contest(contest=held, unit=joining, **said),
        title=_("Join: %(unit)s") % {"unit": joining.name},
        action=_("Save the team"),
        lead=_("Taking part is voluntary: name who wants to. At least two; who has answered stays in the team."),
        done=_("The team is named."),
    )


@signed_in
@require_POST
def open_round(request: Asked, record: int) -> HttpResponseBase:
    """Open the next round; its paper is drawn from the bank."""
    return _press(request, record, actions.open_round, _("The round is open."))


@signed_in
@require_POST
def end_round(request: Asked, record: int) -> HttpResponseBase:
    """End the open round; its results are shown from now on."""
    return _press(request, record, actions.end_round, _("The round has ended; its results are shown."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Asked, record: int) -> HttpResponseBase:
    """All questions of the open round on one form, answered once by each member of a team."""
    held = find(request, record)
    if queries.own_team(request.viewer, held) is None:
        raise NotAllowed("not_in_team", _("Your branch has not named you for its team."))
    now = held.rounds.filter(is_open=True).first()
    own = queries.own_sheets(request.viewer, held)
    if now is None or now.number in own:
        refuse(request, _("Your answers are in.") if now else _("No round is open."))
        return redirect("contests:contest", held.record_id)
    form = AnswerForm(request.POST or None, questions=queries.paper_of(now))
    lead = _("Your answers are seen by you alone; only the team's result is shown. You can hand in once.")
    if held.minutes_hint:
        lead += " " + _("About %(minutes)s minutes.") % {"minutes": held.minutes_hint}
    return _step(
        request,
        held,
        form,
        lambda by, key, **_given: actions.answer_round(round=now, given=form.given, by=by, key=key),
        title=_("Round %(number)s") % {"number": now.number},
        action=_("Hand in my answers"),
        lead=lead,
        done=_("Your answers are in."),
    )


@signed_in
@require_safe
def own_sheet(request: Asked, record: int, number: int) -> HttpResponseBase:
    """One's own answers of an ended round beside the right ones; for nobody else."""
    held = find(request, record)
    sheet = get_object_or_404(
        Sheet.objects.select_related("round"), round__contest=held, round__number=number, person=request.viewer.person
    )
    questions = [] if sheet.round.is_open else queries.paper_of(sheet.round)
    rows = [
        {
            "question": one,
            "given": "、".join(words for letter, words in one.choices if letter in sheet.given.get(str(one.pk), "")),
            "is_right": sheet.given.get(str(one.pk), "") == one.right,
        }
        for one in questions
    ]
    right = queries.right_in(sheet, questions)
    return render(request, "contests/own_sheet.html", {"contest": held, "sheet": sheet, "rows": rows, "right": right})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Asked, record: int, number: int, unit: int) -> HttpResponseBase:
    """The organiser types how many questions a team answered rightly on paper."""
    held = find(request, record)
    may_organise(request.viewer, held.unit).demand()
    turn = get_object_or_404(Round, contest=held, number=number)
    team = get_object_or_404(Team.objects.select_related("unit"), contest=held, unit=unit)
    typed = queries.typed_before(request.viewer, turn, team)
    form = PaperForm(request.POST or None, initial={"right": typed[0].right} if typed else None)
    return _step(
        request,
        held,
        form,
        lambda **said: actions.enter_paper_result(round=turn, team=team, **said),
        title=_("On paper: %(unit)s, round %(number)s") % {"unit": team.unit.name, "number": number},
        action=_("Save the result"),
        lead=_("Type the team's sheets together. Who answered in the browser is counted already."),
        done=_("The result is saved."),
        template="contests/paper.html",
        typed=typed,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Asked, record: int) -> HttpResponseBase:
    """Close the contest and name the winners."""
    held = find(request, record)
    may_organise(request.viewer, held.unit).demand()
    rows = queries.team_rows(held, list(held.rounds.order_by("number")))
    return _step(
        request,
        held,
        CloseForm(request.POST or None, teams=_choices(rows)),
        _with_winners(actions.close_contest, held, rows),
        title=_("Close the contest"),
        action=_("Close and name the winners"),
        lead=_("Tick the team or teams that won. Then it is booked that the contest was held and who took part."),
        done=_("The contest is closed."),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def restate(request: Asked, record: int) -> HttpResponseBase:
    """State the closing anew: other winners, another day; the ledger books the difference."""
    held = find(request, record)
    may_organise(request.viewer, held.unit).demand()
    rows = queries.team_rows(held, list(held.rounds.order_by("number")))
    won = [row.team.pk for row in rows if row.team.is_winner]
    form = RestateForm(
        request.POST or None,
        teams=_choices(rows),
        initial={"winners": won, "on": held.held_on},
    )
    return _step(
        request,
        held,
        form,
        _with_winners(actions.restate_closing, held, rows),
        title=_("State the closing anew"),
        action=_("Book the correction"),
        lead=_("What was stated before stays beside it, with who stated it and when."),
        done=_("The correction is booked."),
    )


@signed_in
@require_POST
def take_back(request: Asked, record: int) -> HttpResponseBase:
    """Take the closing back; the contest is open again."""
    return _press(
        request, record, actions.take_back_closing, _("The closing is taken back; the contest is open again.")
    )


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponseBase:
    """For one's own page: contests that are open to one's branch; nothing where there is none."""
    return render(request, "contests/my_panel.html", {"open": queries.open_for(request.viewer)})


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of a unit: its open contests and the way to all of them."""
    held = get_object_or_404(Unit, pk=unit)
    may_see(request.viewer, held).demand()
    running = queries.contests_for(request.viewer, held).filter(closed_on=None)[:5]
    return render(request, "contests/unit_panel.html", {"unit": held, "running": running})


def _choices(rows: Sequence[queries.TeamRow]) -> list[tuple[int, str]]:
    """The teams that may be named as winners, each with what it reached."""
    return [(row.team.pk, _with_result(row)) for row in rows]


def _with_winners(
    action: Callable[..., object], contest: Contest, rows: Sequence[queries.TeamRow]
) -> Callable[..., object]:
    """The act of a sheet that names winners by their numbers."""
    teams = {row.team.pk: row.team for row in rows}

    def do(winners: list[int], **said: Any) -> object:
        return action(contest=contest, winners=[teams[one] for one in winners], **said)

    return do


def _with_result(row: queries.TeamRow) -> str:
    if row.all_rounds is None:
        return row.team.unit.name
    return _("%(unit)s: %(right)s right") % {"unit": row.team.unit.name, "right": row.all_rounds}


def _press(request: Asked, record: int, action: Callable[..., object], done: str) -> HttpResponseBase:
    held = find(request, record)
    may_organise(request.viewer, held.unit).demand()
    press(request, partial(action, contest=held, by=request.viewer.person), done=done)
    return redirect("contests:contest", held.record_id)


def _step(
    request: Asked, held: Contest, form: KeyedForm, do: Callable[..., object], *, done: str, **context: Any
) -> HttpResponseBase:
    there = reverse("contests:contest", args=[held.record_id])
    return form_page(request, form, partial(do, by=request.viewer.person), done=done, there=there, **context)
