"""Saying that a page adds to one's burden, objecting to a figure or a line, and reading and answering both."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.messages import actions, queries, rules
from taizhang.ground.messages.forms import AboutForm, AnswerForm, BurdenForm, ObjectionForm
from taizhang.ground.messages.models import Objection
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.records.models import Record
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.ui.parts import Figure
from taizhang.ui.toasts import say

# How often one device may say so within an hour. Counted on the device itself: nobody else needs to know who spoke.
MOST_AN_HOUR = 5
HEARD = "heard"
AN_HOUR = 3600


def _heard_at(request: Asked) -> list[int]:
    """When this device said so within the last hour, in whole seconds."""
    try:
        kept = signing.loads(request.COOKIES.get(HEARD, ""), salt=HEARD, max_age=AN_HOUR)
    except signing.BadSignature:
        return []
    return [second for second in kept if second > int(clock.now().timestamp()) - AN_HOUR]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def say_burden(request: Asked) -> HttpResponse:
    """This adds to my burden: a form page, or a fragment in the foot of the page it is said from."""
    heard = _heard_at(request)
    sent = request.method == "POST"
    form = BurdenForm(request.POST if sent else None, initial={"page": request.GET.get("page", "")})
    page: dict[str, Any] = {"form": form, "too_often": len(heard) >= MOST_AN_HOUR}
    shown = "messages/say_burden_fragment.html" if request.htmx else "messages/say_burden.html"
    if page["too_often"] or not form.is_valid():
        return render(request, shown, page)
    address = form.cleaned_data["page"]
    actions.say_burden(page=address, words=form.cleaned_data["words"], by=request.viewer.person)
    if request.htmx:
        response = render(request, "messages/heard_fragment.html")
    else:
        say(request, _("The office has heard it. It answers in the open."))
        response = redirect("ground_messages:answers")
    heard.append(int(clock.now().timestamp()))
    response.set_cookie(
        HEARD,
        signing.dumps(heard, salt=HEARD),
        max_age=AN_HOUR,
        path=reverse("ground_messages:say_burden"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@signed_in
@require_safe
def burdens(request: Asked) -> HttpResponse:
    """What was said, for the office: by page, and by unit where at least five spoke."""
    by_unit, rest = queries.burdens_by_unit(request.viewer)
    page = {
        "by_page": queries.burdens_by_page(request.viewer),
        "by_unit": by_unit,
        "rest": rest,
        "least": queries.LEAST,
    }
    return render(request, "messages/burdens.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer_burden(request: Asked) -> HttpResponse:
    """Answer all that was said from one page."""
    rules.may_read_burdens(request.viewer).demand()
    about = request.GET.get("page", "")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answered = actions.answer_burden(page=about, answer=form.cleaned_data["answer"], by=request.viewer.person)
        say(request, _("Answered %(count)s in the open.") % {"count": answered})
        return redirect("ground_messages:burdens")
    page = {
        "form": form,
        "title": _("Answer what was said from %(page)s") % {"page": about},
        "lead": _("Everybody reads the answer, and how often it was said; nobody reads the words."),
        "action": _("Answer in the open"),
        "cancel_url": reverse("ground_messages:burdens"),
    }
    return render(request, "ui/form.html", page)


@signed_in
@require_safe
def answers(request: Asked) -> HttpResponse:
    """What was said and what came of it, for everybody in the house, in aggregate."""
    said, waits = queries.burden_counts()
    page = {
        "answers": queries.burden_answers(),
        "figures": [
            Figure(_("Said so far"), _("%(count)s times") % {"count": said}),
            Figure(_("Waiting for an answer"), _("%(count)s times") % {"count": waits}),
        ],
    }
    return render(request, "messages/answers.html", page)


@signed_in
@require_safe
def waiting(request: Asked) -> HttpResponse:
    """Objections that wait for this reader's answer, and their own with what was answered."""
    page = {
        "waiting": [(shown, _where(shown.objection)) for shown in queries.objections_waiting(request.viewer)],
        "own": [(shown, _where(shown.objection)) for shown in queries.own_objections(request.viewer)],
    }
    return render(request, "messages/waiting.html", page)


@signed_in
@require_safe
def objections(request: Asked) -> HttpResponse:
    """The objections to one figure or entry and the way to raise one: a fragment that pages load beside it."""
    about = _about(request)
    rules.may_raise_objection(request.viewer, about.unit).demand()
    if about.entry:
        found = queries.objections_to_entries(request.viewer, [about.entry]).get(about.entry, [])
    else:
        found = queries.objections_to_figure(request.viewer, about.figure, about.unit)
    page = {
        "objections": found,
        "raise_url": f"{reverse('ground_messages:raise_objection')}?{request.GET.urlencode()}",
    }
    return render(request, "messages/objections_fragment.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def raise_objection(request: Asked) -> HttpResponse:
    """Object to a figure or an entry."""
    about = _about(request)
    rules.may_raise_objection(request.viewer, about.unit).demand()
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.raise_objection(
                words=form.cleaned_data["words"],
                by=request.viewer.person,
                unit=about.unit,
                figure=about.figure,
                entry=about.entry,
                record=about.record,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("Your objection stands beside it and waits for an answer."))
            return redirect(about.figure or reverse("ground_messages:waiting"))
    page = {
        "form": form,
        "title": _("Object"),
        "lead": _("%(about)s, %(unit)s. The answer comes with its date and stands beside it.")
        % {"about": about.record.title if about.record else _("A figure"), "unit": about.unit.name},
        "action": _("Raise the objection"),
        "cancel_url": about.figure or reverse("ground_messages:waiting"),
    }
    return render(request, "ui/form.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer_objection(request: Asked, objection: int) -> HttpResponse:
    """Answer an objection."""
    found = queries.get_objection(request.viewer, objection)
    rules.may_answer_objection(request.viewer, found).demand()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.answer_objection(objection=found, answer=form.cleaned_data["answer"], by=request.viewer.person)
        say(request, _("The answer stands beside it, with today's date."))
        return redirect("ground_messages:waiting")
    page = {
        "form": form,
        "title": _("Answer the objection"),
        "lead": found.words,
        "action": _("Answer with today's date"),
        "cancel_url": reverse("ground_messages:waiting"),
    }
    return render(request, "ui/form.html", page)


@dataclass(frozen=True, slots=True)
class _About:
    """What an objection is about: a figure of a unit by its address, or an entry of a record by its key."""

    unit: Unit
    figure: str = ""
    entry: uuid.UUID | None = None
    record: Record | None = None


def _about(request: Asked) -> _About:
    """What the address names; 404 when it names nothing, or nothing of this instance."""
    asked = AboutForm(request.GET)
    if not asked.is_valid():
        raise Http404
    given = asked.cleaned_data
    if given["entry"]:
        record = get_object_or_404(Record.objects.select_related("unit"), pk=given["record"])
        return _About(record.unit, entry=given["entry"], record=record)
    unit = get_object_or_404(Unit, pk=given["unit"])
    try:
        resolve(given["figure"].partition("?")[0])
    except Resolver404 as error:
        raise Http404 from error
    return _About(unit, figure=given["figure"])


def _where(objection: Objection) -> str:
    """The address of what an objection is about, or nothing when its page is not built."""
    if objection.figure:
        return objection.figure
    if objection.record is None:
        return ""
    try:
        return reverse(objection.record.type.replace(".", ":", 1), args=[objection.record_id])
    except NoReverseMatch:
        return ""
