"""What stays where it was written: notes for oneself, and concerns that point to help."""

from functools import partial

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib.refusals import Refusal
from taizhang.ui.acts import press
from taizhang.ui.toasts import say
from taizhang.work.curriculum import actions, note_queries, queries, rules
from taizhang.work.curriculum.forms import ConcernForm, GapForm
from taizhang.work.curriculum.models import GapNote, QualityFlag
from taizhang.work.curriculum.roster import sheet_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: Asked, record: int) -> HttpResponseBase:
    """What I lack beside an exemplar: my own page, which nobody else opens (R4-34)."""
    held = queries.material_for(request.viewer, record)
    mine = GapNote.objects.filter(material=held, person=request.viewer.person).first()
    form = GapForm(request.POST or None, initial={"words": mine.words if mine else ""})
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_gap_note(material=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Kept for you alone.") if kept else _("Your note is erased for good."))
            return redirect("curriculum:material", record)
    return render(request, "curriculum/gap.html", {"material": held, "form": form, "mine": mine})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def concerns(request: Asked, unit: int) -> HttpResponseBase:
    """Whose study needs help, and which: for the secretary of this very unit (R1-65)."""
    held = get_object_or_404(Unit, pk=unit)
    rules.may_flag(request.viewer, held).demand()
    form = ConcernForm(request.POST or None, people=sheet_of(held, whole=True))
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag_concern(unit=held, by=request.viewer.person, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Kept in the branch, with its help."))
            return redirect("curriculum:concerns", unit)
    context = {"unit": held, "form": form, "concerns": note_queries.concerns_of(request.viewer, held)}
    return render(request, "curriculum/concerns.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def settle(request: Asked, flag: int) -> HttpResponseBase:
    """The help has helped."""
    held = get_object_or_404(QualityFlag.objects.select_related("unit"), pk=flag)
    rules.may_flag(request.viewer, held.unit).demand()
    press(request, partial(actions.settle_concern, flag=held, by=request.viewer.person), done=_("Settled."))
    return redirect("curriculum:concerns", held.unit_id)
