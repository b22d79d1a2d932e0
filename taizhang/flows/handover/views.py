"""The page on which open matters are handed over, and what other pages take in of it."""

from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.flows.handover import queries
from taizhang.flows.handover.actions import pass_to_owner
from taizhang.flows.handover.rules import may_hand_over, may_see_panel
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.forms import KeyedForm
from taizhang.ui.toasts import say


class HandOverForm(KeyedForm):
    """Which open matters go to which owner."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = forms.ModelChoiceField(
            queries.owners_of(unit), label=pgettext_lazy("matter", "Owner"), empty_label="—"
        )
        self.fields["duties"] = forms.ModelMultipleChoiceField(
            Duty.objects.filter(unit=unit),
            label=gettext_lazy("Open matters"),
            error_messages={"required": gettext_lazy("Choose at least one matter.")},
        )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Asked, unit: int) -> HttpResponseBase:
    """Choose open matters and an owner; one act hands them over (R4-06)."""
    held = get_object_or_404(Unit, pk=unit)
    may_hand_over(request.viewer, held).demand()
    form = HandOverForm(request.POST or None, unit=held)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            count = pass_to_owner(
                unit=held,
                duties=list(given["duties"]),
                owner=given["owner"],
                by=request.viewer.person,
                key=given["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            words = _("%(count)s matters are with %(owner)s now.")
            say(request, words % {"count": count, "owner": given["owner"].name})
            return redirect("flows:hand_over", held.pk)
    chosen = set(request.POST.getlist("duties"))
    matters = queries.open_matters(held)
    rows = [(one, str(one.duty.pk) in chosen if chosen else one.handover is None) for one in matters]
    return render(request, "flows/hand_over.html", {"unit": held, "form": form, "rows": rows})


@signed_in
@require_safe
def handed_panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of routine work: what was handed over and is open still; nothing for who keeps no books there."""
    held = get_object_or_404(Unit, pk=unit)
    may_see_panel(request.viewer, held).demand()
    matters = queries.handed_in(held) if may_hand_over(request.viewer, held) else []
    return render(request, "flows/handed_panel.html", {"matters": matters, "unit": held})


@signed_in
@require_safe
def my_panel(request: Asked) -> HttpResponseBase:
    """For one's own page: the open matters that lie with oneself."""
    return render(request, "flows/my_matters.html", {"matters": queries.in_the_hands_of(request.viewer.person)})
