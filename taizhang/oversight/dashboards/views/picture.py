"""Big picture: the organisation as an icicle."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.programmes.models import Requirement
from taizhang.oversight.dashboards import addresses
from taizhang.oversight.dashboards.queries import picture as queries
from taizhang.ui import charts, parts


@signed_in
@require_safe
def big_picture(request: Asked, unit: int | None = None) -> HttpResponse:
    """The organisation for its leaders: area is members, shade is the share that meets."""
    page = queries.picture(
        request.viewer,
        unit,
        programme=request.GET.get("programme", ""),
        requirement=request.GET.get("requirement", ""),
    )
    drawn = ""
    if page.root is not None and page.chosen is not None and page.root.share.due:
        title = _("%(unit)s: share of members who meet %(what)s") % {"unit": page.unit.name, "what": page.chosen.title}
        drawn = charts.icicle(_cell(page.root, page.chosen, is_root=True), title=title)
    choices = [
        parts.Choice(
            one.label,
            parts.query_with(request.GET, requirement=one.requirement.pk),
            page.chosen is not None and one.requirement.pk == page.chosen.pk,
        )
        for one in page.wholes
    ]
    return render(request, "dashboards/big_picture.html", {"page": page, "drawn": drawn, "choices": choices})


def _cell(piece: queries.Piece, chosen: Requirement, *, is_root: bool = False) -> charts.Cell:
    """One unit drawn; the root opens its figure, a unit with units below opens its own picture, a branch its figure."""
    if is_root or piece.is_branch:
        url = addresses.of_requirement(chosen, unit=piece.unit.pk).url
    else:
        url = f"{reverse('dashboards:big_picture', args=[piece.unit.pk])}?requirement={chosen.pk}"
    children = [_cell(child, chosen) for child in piece.children if child.share.due]
    return charts.Cell(piece.unit.name, piece.share.due, piece.share.met, url, children)
