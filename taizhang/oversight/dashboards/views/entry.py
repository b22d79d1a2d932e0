"""One voucher."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.oversight.dashboards.queries import entry as queries


@signed_in
@require_safe
def entry(request: Asked, entry: int) -> HttpResponse:
    """A voucher with every statement of its act."""
    page = queries.voucher(request.viewer, entry)
    return render(
        request,
        "dashboards/entry.html",
        {"page": page, "about": urlencode({"entry": page.key, "record": page.source.pk})},
    )
