"""Problems that a person finds in themself before a criticism session (R1-102)."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.ground.records.queries import newest_words
from taizhang.lib.refusals import Refusal
from taizhang.ui.toasts import say
from taizhang.work.meetings import actions, queries
from taizhang.work.meetings.forms import SelfLookForm
from taizhang.work.meetings.models import SelfLook
from taizhang.work.meetings.rules import may_name_problems
from taizhang.work.meetings.views.meetings import find


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Asked, record: int) -> HttpResponseBase:
    """Name the problems, one a line; ``?person=`` lets the branch enter what somebody wrote on paper."""
    held = find(request, record)
    person = request.viewer.person
    if (asked := request.GET.get("person", "")).isdecimal():
        person = get_object_or_404(Person, pk=int(asked[:18]))
    may_name_problems(request.viewer, held, person).demand()
    said = held.self_looks.filter(person=person).select_related("record").first()
    form = SelfLookForm(
        request.POST or None, initial={"problems": newest_words(said.record, "problems") if said else ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_problems(
                meeting=held,
                person=person,
                problems=form.cleaned_data["problems"].splitlines(),
                by=request.viewer.person,
                key=form.cleaned_data["key"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Kept; it stays in the branch."))
            return redirect("meetings:meeting", record)
    is_own = person.pk == request.viewer.person.pk
    context = {
        "form": form,
        "title": _("What I found in myself") if is_own else _("What %(name)s found") % {"name": person.name},
        "lead": _(
            "Before the session, one problem a line. You and who keeps the branch's books read it; it is no figure."
        ),
        "action": _("Keep them"),
        "cancel_url": request.path.removesuffix("self-look/"),
    }
    return render(request, "ui/form.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def self_look(request: Asked, record: int) -> HttpResponseBase:
    """What one person found."""
    get_object_or_404(SelfLook, record=record)
    held = queries.find_self_look(request.viewer, record)
    context = {
        "look": held,
        "problems": newest_words(held.record, "problems").splitlines(),
        "may_change": bool(may_name_problems(request.viewer, held.meeting, held.person)),
        "is_own": held.person_id == request.viewer.person.pk,
    }
    return render(request, "meetings/self_look.html", context)
