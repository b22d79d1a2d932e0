"""The page of all that a unit owes, and what other pages take in of it."""

from collections import Counter
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.flows.owed.gathering import Line, owed_in
from taizhang.flows.owed.kinds import Kind, When
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.oversight.dashboards import export
from taizhang.ui import parts

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one nearness."""

    when: When
    lines: list[Line]


@signed_in
@require_safe
def owed(request: Asked, unit: int) -> HttpResponseBase:
    """All open duties of a unit in the order of their days, filtered by kind, with what its contexts show beside them."""
    held = get_object_or_404(Unit.objects.select_related("parent"), pk=unit)
    every = owed_in(request.viewer, held)
    counts = Counter(line.kind for line in every)
    chosen = request.GET.get("kind", "")
    lines = [line for line in every if not chosen or line.kind == chosen]
    if request.GET.get("export") == "xlsx":
        return export.answer(
            title=_("%(unit)s: what is owed") % {"unit": held.name},
            scope=held.name,
            heads=[_("By"), _("Kind"), _("What is owed"), _("Whose")],
            rows=[[line.due_on, str(line.kind.label), line.words, line.whom] for line in lines],
        )
    options: list[tuple[str, str, int | None]] = [("", _("All"), len(every))]
    options += [(kind.value, str(kind.label), counts[kind]) for kind in Kind if counts[kind]]
    context = {
        "unit": held,
        "every": every,
        "lines": lines,
        "groups": [Group(when, found) for when in When if (found := [line for line in lines if line.when == when])],
        "overdue": sum(line.when == When.OVERDUE for line in every),
        "week": sum(line.when == When.WEEK for line in every),
        "choices": parts.choices(request, "kind", options),
        "keeps": request.viewer.may_see_names(held),
        "now": clock.now(),
    }
    return render(request, "flows/owed.html", context)


@signed_in
@require_safe
def panel(request: Asked, unit: int) -> HttpResponseBase:
    """For the page of a unit: the first lines of all contexts but study, whose own panel stands beside; ``?line`` only
    says how much there is."""
    held = get_object_or_404(Unit, pk=unit)
    every = owed_in(request.viewer, held)
    beside = [line for line in every if line.kind != Kind.STUDY or not request.viewer.may_see_names(held)]
    context = {
        "unit": held,
        "count": len(every),
        "overdue": sum(line.when == When.OVERDUE for line in every),
        "week": sum(line.when == When.WEEK for line in every),
        "lines": beside[:SHOWN],
    }
    return render(request, "flows/owed_line.html" if "line" in request.GET else "flows/owed_panel.html", context)
