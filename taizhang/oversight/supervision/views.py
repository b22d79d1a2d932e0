"""Samples published, drawn and drawn again; what was found, and the branch's answer."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.oversight.supervision import actions, queries, rules
from taizhang.oversight.supervision.forms import AnswerForm, FindingForm, SampleForm
from taizhang.oversight.supervision.kinds import GOOD, SampleState
from taizhang.ui.acts import form_page, press
from taizhang.ui.toasts import say


@signed_in
@require_safe
def samples(request: Asked, unit: int) -> HttpResponse:
    """The samples of one unit."""
    held = get_object_or_404(Unit, pk=unit)
    context = {
        "unit": held,
        "samples": queries.samples_of(request.viewer, held),
        "may_draw": rules.may_draw(request.viewer, held),
        "states": SampleState,
    }
    return render(request, "supervision/samples.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Asked, unit: int) -> HttpResponseBase:
    """Publish list and seed before anything is drawn."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_draw(request.viewer, held).demand()
    return form_page(
        request,
        SampleForm(request.POST or None),
        partial(actions.publish_sample, unit=held, by=request.viewer.person),
        done=_("List and seed are published; everybody can draw the same now."),
        there=lambda made: reverse("supervision:sample", args=[made.record_id]),
        title=_("Draw a sample of %(unit)s") % {"unit": held.name},
        lead=_("First the list and the seed are published, then it is drawn. Only what stands booked can be drawn."),
        action=_("Publish list and seed"),
        cancel_url=reverse("supervision:samples", args=[unit]),
    )


@signed_in
@require_safe
def sample(request: Asked, record: int) -> HttpResponse:
    """One sample: seed, list and how to draw it again; what was drawn; what was found, for those with whom it stays."""
    held = queries.find_sample(request.viewer, record)
    context = {
        "sample": held,
        "seed": held.drawn_with or queries.seed_of(held),
        "not_sealed": queries.NOT_SEALED,
        "before": queries.tried_before(held),
        "papers": queries.papers_of(held),
        "comes_out": held.state == SampleState.DRAWN and queries.comes_out_again(held),
        "findings": queries.findings_of(request.viewer, held),
        "may_read": rules.may_read_findings(request.viewer, held.unit),
        "may_draw": bool(rules.may_draw(request.viewer, held.unit)),
        "states": SampleState,
        "good": GOOD,
    }
    return render(request, "supervision/sample.html", context)


@signed_in
@require_safe
def candidates(request: Asked, record: int) -> HttpResponse:
    """The list as its digest was taken of it: ascending numbers, one a line."""
    held = queries.find_sample(request.viewer, record)
    listed = "".join(f"{number}\n" for number in held.candidates)
    return HttpResponse(listed, content_type="text/plain; charset=utf-8")


@signed_in
@require_POST
def draw(request: Asked, record: int) -> HttpResponseBase:
    """Draw a published sample."""
    held = queries.find_sample(request.viewer, record)
    rules.may_draw(request.viewer, held.unit).demand()
    press(
        request,
        partial(actions.draw_sample, sample=held, by=request.viewer.person),
        done=_("Drawn as seed and list say."),
    )
    return redirect("supervision:sample", record)


@signed_in
@require_POST
def withdraw(request: Asked, record: int) -> HttpResponseBase:
    """Withdraw a sample; it stays visible."""
    held = queries.find_sample(request.viewer, record)
    rules.may_draw(request.viewer, held.unit).demand()
    press(
        request,
        partial(actions.withdraw_sample, sample=held, by=request.viewer.person),
        done=_("The sample is withdrawn and stays visible."),
    )
    return redirect("supervision:sample", record)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Asked, record: int) -> HttpResponseBase:
    """Note what was found (R1-25)."""
    held = queries.find_sample(request.viewer, record)
    rules.may_draw(request.viewer, held.unit).demand()

    def act(place: str, **given: Any) -> object:
        drawn = held.drawn.filter(place=int(place)).first() if place else None
        return actions.note_finding(sample=held, drawn=drawn, by=request.viewer.person, **given)

    return form_page(
        request,
        FindingForm(request.POST or None, sample=held),
        act,
        done=_("Noted; the branch reads it and answers."),
        there=reverse("supervision:sample", args=[record]),
        title=_("What was found"),
        lead=_("It stays between your group and the branch, counts nowhere and points to help."),
        action=_("Note it"),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: Asked, record: int) -> HttpResponseBase:
    """One finding, and the branch's answer to it."""
    held = queries.find_finding(request.viewer, record)
    may_answer = rules.may_answer(request.viewer, held.sample.unit)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        may_answer.demand()
        if form.is_valid():
            try:
                actions.answer_finding(finding=held, by=request.viewer.person, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                say(request, _("The answer is with the group."))
                return redirect("supervision:finding", record)
    context = {
        "said": queries.said_of(held),
        "form": form if may_answer and not held.withdrawn_on else None,
        "may_withdraw": not held.withdrawn_on and bool(rules.may_draw(request.viewer, held.sample.unit)),
        "good": GOOD,
    }
    return render(request, "supervision/finding.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw_finding(request: Asked, record: int) -> HttpResponseBase:
    """Take a finding back."""
    held = queries.find_finding(request.viewer, record)
    rules.may_draw(request.viewer, held.sample.unit).demand()
    press(
        request,
        partial(actions.withdraw_finding, finding=held, by=request.viewer.person),
        done=_("The finding is taken back; its words are gone."),
    )
    return redirect("supervision:sample", held.sample.record_id)


@signed_in
@require_safe
def unit_panel(request: Asked, unit: int) -> HttpResponse:
    """For the page of a branch: its last samples, and what waits for its answer."""
    held = get_object_or_404(Unit, pk=unit)
    found, waiting = queries.open_for(request.viewer, held)
    context = {"unit": held, "samples": found, "waiting": waiting, "states": SampleState}
    return render(request, "supervision/unit_panel.html", context)


@signed_in
@require_safe
def watched_panel(request: Asked) -> HttpResponse:
    """For the page of a supervision group: the way to the samples of each of its units."""
    return render(request, "supervision/watched_panel.html", {"units": queries.units_watched(request.viewer)})
