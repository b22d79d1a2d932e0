"""What was discussed at sessions, which have attendance alone, who lectured where, and the experts from outside."""

from functools import partial
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import press
from taizhang.ui.parts import page_of
from taizhang.ui.toasts import say
from taizhang.work.learning import actions, watching
from taizhang.work.learning.accounts_forms import FEN, ExpertForm, TellForm
from taizhang.work.learning.kinds import Mark, SessionForm
from taizhang.work.learning.models import Account, Expert, Session
from taizhang.work.learning.rules import may_keep_experts, may_keep_sessions
from taizhang.work.learning.views.sessions import find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Asked, record: int) -> HttpResponseBase:
    """Write what was discussed; by its form also lecturer, presenters, purpose and cost, host, exemplar (R1-68)."""
    held = find(request, record)
    may_keep_sessions(request.viewer, held.unit).demand()
    account = Account.objects.filter(session=held).first()
    form = TellForm(
        request.POST or None,
        session=held,
        lecturers=watching.lecturers_for(held),
        experts=watching.experts_for(held.unit),
        units=watching.units_to_visit(held.unit),
        restated=account is not None,
        initial=_initial(held, account),
    )
    people = _presenters(held)
    if request.method == "POST" and form.is_valid():
        presented = {
            person.pk: topic for person in people if (topic := request.POST.get(f"topic_{person.pk}", "").strip())
        }
        given = form.cleaned_data
        again = {"reason": given["reason"]} if account else {}
        try:
            actions.tell_session(
                session=held, said=form.telling(presented), by=request.viewer.person, key=given["key"], **again
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("The session has its record now."))
            return redirect("learning:session", record)
    noted = dict(held.presented.values_list("person", "topic"))
    context = {
        "session": held,
        "form": form,
        "presenters": [(person, request.POST.get(f"topic_{person.pk}", noted.get(person.pk, ""))) for person in people],
    }
    return render(request, "learning/tell.html", context)


@signed_in
@require_safe
def empty(request: Asked, unit: int) -> HttpResponseBase:
    """Sessions beneath a unit that have attendance alone, with what each lacks (R1-68)."""
    held = get_object_or_404(Unit, pk=unit)
    page = page_of(request, watching.empty_sessions(request.viewer, held), size=50)
    rows = [watching.lacks_of(session) for session in page.object_list]
    return render(request, "learning/empty_sessions.html", {"unit": held, "page": page, "rows": rows})


@signed_in
@require_safe
def lectures(request: Asked, unit: int) -> HttpResponseBase:
    """Who lectured where beneath a unit, with exact dates, and the experts its office knows (R1-75, R1-76, R1-77)."""
    held = get_object_or_404(Unit, pk=unit)
    context = {
        "unit": held,
        "lecturing": watching.lectures_beneath(request.viewer, held),
        "experts": watching.experts_for(held),
        "may_keep": may_keep_experts(request.viewer, held),
    }
    return render(request, "learning/lectures.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_expert(request: Asked, unit: int) -> HttpResponseBase:
    """Enter an expert from outside."""
    held = get_object_or_404(Unit, pk=unit)
    may_keep_experts(request.viewer, held).demand()
    form = ExpertForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_expert(unit=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Branches can now name this expert."))
            return redirect("learning:lectures", unit)
    context: dict[str, Any] = {"form": form, "title": _("Expert from outside"), "action": _("Add the expert")}
    return render(request, "ui/form.html", context)


@signed_in
@require_POST
def withdraw_expert(request: Asked, expert: int) -> HttpResponseBase:
    """Take an expert off the list; the name is erased, the talks stay."""
    held = get_object_or_404(Expert.objects.select_related("unit"), pk=expert)
    may_keep_experts(request.viewer, held.unit).demand()
    press(
        request,
        partial(actions.withdraw_expert, expert=held, by=request.viewer.person),
        done=_("The name is erased; the talks stay."),
    )
    return redirect("learning:lectures", held.unit_id)


def _initial(held: Session, account: Account | None) -> dict[str, Any]:
    if account is None:
        return {"lecturer": None}
    texts = {text.purpose: text.body for text in held.record.texts.order_by("pk")}
    return {
        "discussion": texts.get("discussion", ""),
        "takeaways": texts.get("takeaways", ""),
        "lecturer": account.lecturer_id,
        "expert": account.expert_id,
        "purpose": account.purpose,
        "cost": account.cost / FEN if account.cost else None,
        "host": account.host_id,
        "exemplar": account.exemplar,
    }


def _presenters(held: Session) -> list[Person]:
    """At an exchange, everybody who was there may have presented a reflection (R0-17)."""
    if held.form != SessionForm.EXCHANGE:
        return []
    rows = held.marks.filter(mark=Mark.PRESENT).select_related("person").order_by("person__code")
    return [row.person for row in rows]
