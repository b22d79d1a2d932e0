"""Which units of a programme have a plan, and which do not: for the office and for every unit above."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import listed_things
from taizhang.ui.parts import choices, page_of
from taizhang.work.plans import queries
from taizhang.work.plans.kinds import PlanKind
from taizhang.work.plans.rules import may_oversee


@signed_in
@require_safe
def overview(request: Asked, programme: int) -> HttpResponse:
    """The units that the reader's roles reach, in code order, each with how its plan stands."""
    held = get_object_or_404(Programme.objects.select_related("unit"), pk=programme)
    may_oversee(request.viewer, held).demand()
    kind = PlanKind.THEMED if request.GET.get("kind") == PlanKind.THEMED else PlanKind.STUDY
    state = request.GET.get("state", "")
    units = queries.taking_part(request.viewer, held)
    found = {one: queries.filtered(units, held, kind, one) for one in queries.STATES}
    page = page_of(request, found.get(state, units))
    has_lists = listed_things([held]).exists()
    labels = {
        "": _("All units"),
        "none": _("Without an approved plan"),
        "handed_in": _("Waiting for a decision"),
        "approved": _("Approved"),
        "revision": _("Owe a revision"),
    }
    options = [(one, words, found[one].count() if one else units.count()) for one, words in labels.items()]
    kinds = [(one.value, str(one.label), None) for one in PlanKind]
    return render(
        request,
        "plans/overview.html",
        {
            "programme": held,
            "kind": kind,
            "page": page,
            "rows": queries.rows_of(list(page.object_list), held, kind),
            "choices": choices(request, "state", options),
            "kinds": choices(request, "kind", kinds, default=PlanKind.STUDY) if has_lists else [],
            "without": found["none"].count(),
            "units": units.count(),
        },
    )
