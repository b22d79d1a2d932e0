"""A requirement of a running programme changes by a new version; the old one stays and judges what is decided.

A flow, as it knows both the programme's sentence (notices) and the metric whose smallest unit the threshold counts.
"""

from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.actions import NewRequirement, supersede_requirement
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.ground.records.actions import write_text
from taizhang.ledger import posting
from taizhang.ledger.claims import claimed
from taizhang.ledger.measures import Measure
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.metrics.catalogue import CATALOGUE
from taizhang.ui import toasts
from taizhang.ui.forms import KeyedForm
from taizhang.work.notices import queries, rules
from taizhang.work.notices.fields import AmountField


def change_requirement(
    *, requirement: Requirement, title: str, operator: Operator, amount: Fraction, reason: str, by: Person, key: UUID
) -> Requirement:
    """Put a new version in the place of a requirement: another threshold, or other words for it.

    ``amount`` is in the unit people speak of: hours for a metric of minutes. Metric, phase and audience stay, else it
    were another requirement. Posts ``notices.requirement_changed`` with the digest of the reason. Raises `Refusal`:
    ``no_reason``, ``same_threshold``, ``changed_meanwhile``.
    """
    asked = {
        "requirement": requirement.pk,
        "title": title,
        "operator": operator,
        "amount": str(amount),
        "reason": reason,
    }
    with claimed(key=key, by=by, action="flows.change_requirement", content=asked) as claim:
        if claim.is_repeat:
            return Requirement.objects.get(pk=claim.answer["requirement"])
        programme = requirement.programme
        rules.may_change_programme(viewer_of(by), programme).demand()
        if not reason.strip():
            raise Refusal("no_reason", _("Say why the requirement changes."), field="reason")
        threshold = amount * unit_of(requirement)
        if (operator, threshold) == (requirement.operator, Fraction(requirement.numerator, requirement.denominator)):
            raise Refusal("same_threshold", _("The requirement says this already."), field="amount")
        made = supersede_requirement(
            requirement=requirement,
            new=NewRequirement(
                title=title,
                metric=requirement.metric,
                operator=operator,
                numerator=threshold.numerator,
                denominator=threshold.denominator,
                phase=requirement.phase.number if requirement.phase else 0,
                code=requirement.code,
                audience=tuple(requirement.audience),
                exempt=tuple(requirement.exempt),
                is_hard=requirement.is_hard,
                quote=requirement.quote,
                quote_start=requirement.quote_start,
            ),
        )
        words = write_text(record=programme.record, purpose="change", body=reason.strip(), by=by)
        posting.post(
            source=programme.record,
            act=f"requirement-{made.number}-v{made.version}",
            lines=[Line("notices.requirement_changed", programme.unit_id, clock.today(), 1)],
            by=by,
            key=key,
            words=words.digest,
        )
        claim.answer = {"requirement": made.pk}
    return made


def unit_of(requirement: Requirement) -> int:
    """How many of the metric's smallest unit make one of what people speak of: minutes to a study hour, else one."""
    metric = CATALOGUE[requirement.metric]
    return requirement.programme.minutes_per_hour if metric.measure is Measure.MINUTES and not metric.is_share else 1


class ChangeForm(KeyedForm):
    """Another threshold for the same requirement, with the reason."""

    title = forms.CharField(label=gettext_lazy("What is asked"), max_length=120)
    operator = forms.ChoiceField(label=gettext_lazy("Condition"), choices=Operator.choices)
    amount = AmountField(label=gettext_lazy("Quantity"), max_length=30)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, record: int, number: int) -> HttpResponseBase:
    """The sheet for a new version of a requirement."""
    programme = queries.programme_for(request.viewer, record)
    rules.may_change_programme(request.viewer, programme).demand()
    requirement = programme.requirements.filter(number=number, superseded_by__isnull=True).first()
    if requirement is None:
        raise Http404
    shown = Fraction(requirement.numerator, requirement.denominator) / unit_of(requirement)
    initial = {"title": requirement.title, "operator": requirement.operator, "amount": str(shown)}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_requirement(
                requirement=requirement,
                title=said["title"],
                operator=Operator(said["operator"]),
                amount=Fraction(said["amount"]),
                reason=said["reason"],
                by=request.viewer.person,
                key=said["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            toasts.say(request, _("The new version holds for all that is not decided yet, and is booked"))
            return redirect(reverse("notices:programme", args=[record]) + f"#requirement-{number}")
    page: dict[str, Any] = {
        "form": form,
        "title": _("Change requirement %(number)s") % {"number": number},
        "lead": _("The old version stays beside the new one. What is decided already is not judged again."),
        "action": _("Put the new version in its place"),
        "cancel_url": reverse("notices:programme", args=[record]),
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)
