"""How study stands beside its hours: three things per member, leaders first, the four leads of a leader."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.ground.people.models import Person
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import export
from taizhang.oversight.dashboards.queries import leaders as leading
from taizhang.oversight.dashboards.queries import leads as four
from taizhang.oversight.dashboards.queries import three as queries


@signed_in
@require_safe
def three(request: Asked, unit: int) -> HttpResponse:
    """Covered, hours met, effect assessed: by member for who may see names, else how many (R1-30)."""
    page = queries.three(request.viewer, unit, programme=request.GET.get("programme", ""))
    if request.GET.get("export") == "xlsx":
        return _export(page)
    return render(request, "dashboards/three.html", {"page": page, "now": clock.now()})


@signed_in
@require_safe
def my_three(request: Asked) -> HttpResponse:
    """One's own line of the three."""
    page = queries.my_three(request.viewer, programme=request.GET.get("programme", ""))
    return render(request, "dashboards/three.html", {"page": page, "now": clock.now(), "is_own": True})


@signed_in
@require_safe
def leaders(request: Asked, unit: int) -> HttpResponse:
    """What the leaders read, noted and reflected on, apart from the members, and who was through first (R0-05)."""
    page = leading.leaders(request.viewer, unit, programme=request.GET.get("programme", ""))
    return render(request, "dashboards/leaders.html", {"page": page, "now": clock.now()})


@signed_in
@require_safe
def leaders_panel(request: Asked, unit: int) -> HttpResponse:
    """The same in short, for the page of a branch."""
    page = leading.leaders(request.viewer, unit, programme=request.GET.get("programme", ""))
    return render(request, "dashboards/leaders_panel.html", {"page": page})


@signed_in
@require_safe
def leads(request: Asked, person: int) -> HttpResponse:
    """The four leads of one leader (R1-102)."""
    page = four.leads(request.viewer, get_object_or_404(Person, pk=person), programme=request.GET.get("programme", ""))
    return render(request, "dashboards/leads.html", {"page": page, "now": clock.now()})


def _export(page: queries.Three) -> HttpResponse:
    scope = " · ".join([page.unit.name, *([page.course.programme.title] if page.course else [])])
    title = _("%(unit)s: covered, hours, effect") % {"unit": page.unit.name}
    if not page.sees_names:
        due = len(page.due)
        rows: list[list[Value]] = [
            [_("Covered"), page.covered, due],
            [_("Hours met"), page.met, due],
            [_("Effect assessed"), page.assessed, due],
        ]
        return export.answer(title=title, scope=scope, heads=["", _("Met"), _("Owed")], rows=rows)
    heads = [_("Roster number"), _("Member"), _("Covered"), _("Hours met"), _("Effect assessed")]
    listed: list[list[Value]] = [
        [
            row.person.code,
            row.person.name,
            _("yes") if row.covered else _("no"),
            row.hours,
            "；".join(f"{one.on:%Y-%m-%d} {one.what} {one.by}" for one in row.assessed),
        ]
        for row in page.rows
    ]
    return export.answer(title=title, scope=scope, heads=heads, rows=listed, widths=[14, 12, 10, 10, 60])
