"""My units: where may a visit help?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.oversight.dashboards.queries import watched as queries


@signed_in
@require_safe
def watched(request: Asked) -> HttpResponse:
    """The units of the reader's supervision group, in code order."""
    return render(request, "dashboards/watched.html", {"page": queries.watched(request.viewer)})
