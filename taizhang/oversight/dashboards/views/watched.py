"""My units: where may a visit help?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.oversight.dashboards.queries import watched as queries
from taizhang.ui import parts


@signed_in
@require_safe
def watched(request: Asked) -> HttpResponse:
    """The units of the reader's supervision group, in code order."""
    page = queries.watched(request.viewer)
    options: list[tuple[str, str, int | None]] = [
        ("", _("All"), len(page.units)),
        ("visit", _("With a reason"), len(page.needing)),
    ]
    return render(
        request,
        "dashboards/watched.html",
        {
            "page": page,
            "units": page.needing if request.GET.get("show") == "visit" else page.units,
            "choices": parts.choices(request, "show", options),
        },
    )
