"""Leave, attendance and make-up as one chain: of a person, of a unit, and which make-ups a programme accepts."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import Refusal
from taizhang.ui.parts import choices, page_of
from taizhang.ui.toasts import say
from taizhang.work.learning import actions
from taizhang.work.learning.chain import accepted_by, chain_in, chain_of, studies_of
from taizhang.work.learning.forms import AcceptedForm
from taizhang.work.learning.kinds import LeaveState
from taizhang.work.learning.models import Essay
from taizhang.work.learning.rules import may_rule_make_ups


@signed_in
@require_safe
def of_person(request: Asked, person: int) -> HttpResponse:
    """The chain of one person, for them and for their branch."""
    held = get_object_or_404(Person, pk=person)
    links = chain_of(request.viewer, held)
    context = {
        "person": held,
        "is_own": held.pk == request.viewer.person.pk,
        "owed": sum(link.is_owed for link in links),
        "made": sum(link.made is not None for link in links),
        "page": page_of(request, links),
        "leave_states": LeaveState,
        "studies": studies_of(request.viewer, held),
        "essays": Essay.objects.filter(person=held).select_related("record").order_by("-handed_in_on", "-pk")[:5],
    }
    return render(request, "learning/chain.html", context)


@signed_in
@require_safe
def of_unit(request: Asked, unit: int) -> HttpResponse:
    """Leave and absence in one unit, with what came of each."""
    held = get_object_or_404(Unit, pk=unit)
    links = chain_in(request.viewer, held)
    owed = [link for link in links if link.is_owed]
    made = [link for link in links if link.made]
    wanted = {"owed": owed, "made": made}.get(request.GET.get("state", ""), links)
    states = [
        ("", _("All"), len(links)),
        ("owed", _("to be made up"), len(owed)),
        ("made", _("made up"), len(made)),
    ]
    context = {
        "unit": held,
        "owed": len(owed),
        "made": len(made),
        "choices": choices(request, "state", states),
        "page": page_of(request, wanted),
        "leave_states": LeaveState,
    }
    return render(request, "learning/unit_chain.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def accepted(request: Asked, programme: int) -> HttpResponseBase:
    """Which forms of making up a programme accepts, and how long they must be."""
    held = get_object_or_404(Programme.objects.select_related("unit"), pk=programme)
    may_rule_make_ups(request.viewer, held).demand()
    form = AcceptedForm(request.POST or None, accepted=accepted_by(held))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_accepted_make_ups(
                programme=held, forms=form.accepted, by=request.viewer.person, key=form.cleaned_data["key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("From now on make-ups are held to this; what is booked stands."))
            return redirect("learning:accepted_make_ups", programme)
    return render(request, "learning/accepted_make_ups.html", {"programme": held, "form": form})
