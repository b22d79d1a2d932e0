"""My branch: who lacks what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import export
from taizhang.oversight.dashboards.queries import branch as queries
from taizhang.ui import parts


@signed_in
@require_safe
def branch(request: Asked, unit: int | None = None) -> HttpResponse:
    """Members × requirements; for readers to whom names are closed, how many meet each."""
    shown = request.GET.get("show", "all")
    page = queries.branch(
        request.viewer,
        unit,
        programme=request.GET.get("programme", ""),
        phase=request.GET.get("phase", ""),
        shown=shown,
    )
    if request.GET.get("export") == "xlsx":
        return _export(page)
    options: list[tuple[str, str, int | None]] = [
        ("all", _("All"), page.people),
        ("lacking", _("Still owing"), page.lacking),
    ]
    if page.missing:
        options.append(("missing", _("Not reached yet"), page.missing))
    return render(
        request,
        "dashboards/branch.html",
        {
            "page": page,
            "now": clock.now(),
            "choices": parts.choices(request, "show", options, default="all"),
            "phases": _phase_choices(request, page),
        },
    )


def _phase_choices(request: Asked, page: queries.Branch) -> list[parts.Choice]:
    if page.course is None:
        return []
    at_hand = page.course.phase
    return [
        parts.Choice(
            one.name, parts.query_with(request.GET, phase=one.pk), at_hand is not None and one.pk == at_hand.pk
        )
        for one in page.course.phases
        if not one.is_routine
    ]


def _export(page: queries.Branch) -> HttpResponse:
    """The matrix exactly as shown, with the sum row."""
    course = page.course
    scope = " · ".join(
        [
            page.unit.name,
            *([course.programme.title] if course else []),
            *([course.phase.name] if course and course.phase else []),
        ]
    )
    if not page.sees_names:
        rows: list[list[Value]] = [[one.label, one.condition, one.met, one.due] for one in page.columns]
        return export.answer(
            title=_("%(unit)s: requirements") % {"unit": page.unit.name},
            scope=scope,
            heads=[_("Requirement"), _("Asked"), _("Met"), _("Owed")],
            rows=rows,
        )
    heads = [
        _("Group"),
        _("Roster number"),
        _("Member"),
        *(f"{one.label} {one.condition}" for one in page.columns),
        _("Next step"),
    ]
    listed: list[list[Value]] = [
        [group.name, row.person.code, row.person.name, *(_cell(cell) for cell in row.cells), row.next]
        for group in page.groups
        for row in group.rows
    ]
    total: list[Value] = ["", "", _("Met / owed"), *(f"{one.met} / {one.due}" for one in page.columns), ""]
    return export.answer(
        title=_("%(unit)s: members and requirements") % {"unit": page.unit.name},
        scope=scope,
        heads=heads,
        rows=listed,
        total=total,
        widths=[12, 14, 12],
    )


def _cell(cell: queries.Cell) -> str:
    mark = {"met": " ✓", "lacks": " ◐"}.get(cell.look, "")
    return f"{cell.shown}{mark}"
