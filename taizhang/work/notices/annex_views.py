"""Pages of annexes: taking one in later, its file, and what a changed one asks of the steps of the programme."""

import io
from datetime import date
from typing import Any

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.records.actions import file_content
from taizhang.lib.refusals import Refusal
from taizhang.ui import formats, toasts
from taizhang.ui.acts import sent_key
from taizhang.work.notices import actions, queries, rules
from taizhang.work.notices.annexes import Given, Said
from taizhang.work.notices.forms import AnnexForm
from taizhang.work.notices.kinds import ChangeState
from taizhang.work.notices.models import StepChange
from taizhang.work.notices.places import place_text


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Asked, record: int) -> HttpResponseBase:
    """Take in an annex that came later or that was changed."""
    found = queries.notice_for(request.viewer, record)
    rules.may_take_annex(request.viewer, found).demand()
    form = AnnexForm(request.POST or None, request.FILES or None, notice=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        given = Given(said["file"].name, said["file"].read())
        try:
            part = actions.take_annex(
                notice=found, given=given, replaces=said["replaces"], by=request.viewer.person, key=said["key"]
            )
        except Refusal as refusal:
            form.add_error("file" if refusal.field == "annexes" else None, str(refusal.reason))
        else:
            waits = len(queries.changes_of(part))
            proposed = ngettext("%(count)s change is proposed", "%(count)s changes are proposed", waits)
            toasts.say(
                request, _("The annex is received and booked") + (f"; {proposed % {'count': waits}}" if waits else "")
            )
            return (
                redirect("notices:annex", record, part.number)
                if found.programme
                else redirect("notices:notice", record)
            )
    page = {
        "form": form,
        "title": _("Take in an annex"),
        "lead": _(
            "A changed timetable proposes changes of the steps; each is decided by hand, and nothing changes by itself."
        )
        if found.programme
        else _("What the annex demands joins the draft of this notice."),
        "action": _("Take in the annex"),
        "cancel_url": reverse("notices:notice", args=[record]),
        "notice": found,
    }
    return render(request, "notices/take_annex.html", page, status=422 if form.errors else 200)


@signed_in
@require_safe
def annex(request: Asked, record: int, number: int) -> HttpResponseBase:
    """One annex: its file, what it replaces, and step by step what it would change."""
    part = queries.part_for(request.viewer, record, number)
    notice = part.notice
    rows = [_row(change, list(notice.parts.all())) for change in queries.changes_of(part)]
    programme = notice.programme
    page = {
        "part": part,
        "notice": notice,
        "rows": rows,
        "waiting": sum(row["is_open"] for row in rows),
        "programme": programme,
        "may_change": programme and rules.may_change_programme(request.viewer, programme),
    }
    return render(request, "notices/annex.html", page)


@signed_in
@require_safe
def file(request: Asked, record: int, number: int) -> HttpResponseBase:
    """The file of an annex as it came in, always as a download."""
    part = queries.part_for(request.viewer, record, number)
    if part.file is None:
        raise Http404
    content = io.BytesIO(file_content(part.file))
    return FileResponse(content, as_attachment=True, filename=part.file.name, content_type="application/octet-stream")


@signed_in
@require_POST
def decide(request: Asked, record: int, number: int, change: int) -> HttpResponseBase:
    """Change one step as the annex has it, or leave it."""
    found = queries.change_for(request.viewer, record, number, change)
    wanted = request.POST.get("decision", "")
    if wanted not in (ChangeState.ACCEPTED, ChangeState.LEFT):
        raise Refusal("unknown_decision", _("Choose what to do with the step."))
    decision = ChangeState(wanted)
    try:
        actions.decide_step_change(change=found, decision=decision, by=request.viewer.person, key=sent_key(request))
    except Refusal as refusal:
        toasts.refuse(request, str(refusal.reason))
    else:
        done = _("The step is changed and booked") if wanted == ChangeState.ACCEPTED else _("The step stays as it was")
        toasts.say(request, done)
    return redirect("notices:annex", record, number)


def _row(change: StepChange, parts: list[Any]) -> dict[str, Any]:
    """A change as its row shows it."""
    kind = (
        pgettext("change of a step", "new step")
        if not change.earlier
        else pgettext("change of a step", "no longer in the annex")
        if not change.wanted
        else pgettext("change of a step", "otherwise")
    )
    return {
        "change": change,
        "kind": kind,
        "earlier": step_words(change.earlier),
        "wanted": step_words(change.wanted),
        "place": place_text(parts, change.start) if change.quote else "",
        "is_open": change.state == ChangeState.PROPOSED,
        "shape": {"proposed": "due", "accepted": "done", "left": "na"}[change.state],
        "word": ChangeState(change.state).label,
    }


def step_words(said: Said) -> str:
    """A step of a change: its name and its days."""
    if not said:
        return formats.NOTHING
    start, end = (date.fromisoformat(said[name]) if said[name] else None for name in ("starts_on", "ends_on"))
    if start and end and start != end:
        days = _("%(start)s to %(end)s") % {"start": formats.day(start), "end": formats.day(end)}
    elif end or start:
        days = formats.day(end or start)
    else:
        days = _("no dates")
    return _("%(name)s, %(days)s") % {"name": said["name"], "days": days}
