"""The cockpit: which units need help, what waits for the office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import export
from taizhang.oversight.dashboards.queries import cockpit as queries
from taizhang.oversight.dashboards.queries import spread
from taizhang.oversight.dashboards.queries.gaps import QUIET_DAYS, gaps_below
from taizhang.ui import charts, parts

MOST_DAYS = 3650


@signed_in
@require_safe
def cockpit(request: Asked, unit: int | None = None) -> HttpResponse:
    """The desk of the campaign office for one unit and the units right below it."""
    only_help = request.GET.get("show") == "help"
    page = queries.cockpit(
        request.viewer,
        unit,
        programme=request.GET.get("programme", ""),
        phase=request.GET.get("phase", ""),
        kind=request.GET.get("kind", ""),
        after=request.GET.get("after", ""),
        only_help=only_help,
    )
    if request.GET.get("export") == "xlsx":
        return _export(page)
    kinds: list[tuple[str, str, int | None]] = [("", _("All"), page.children)]
    kinds += [(kind.value, str(kind.label), count) for kind, count in page.kinds]
    return render(
        request,
        "dashboards/cockpit.html",
        {
            "page": page,
            "kinds": parts.choices(request, "kind", kinds) if len(page.kinds) > 1 else [],
            "phases": _phase_choices(request, page),
            "help_url": parts.query_with(request.GET, show=None if only_help else "help"),
            "only_help": only_help,
            "next_url": parts.query_with(request.GET, after=page.after) if page.after else "",
            "first_url": parts.query_with(request.GET, after=None) if page.before else "",
        },
    )


def _phase_choices(request: Asked, page: queries.Cockpit) -> list[parts.Choice]:
    if page.course is None:
        return []
    at_hand = page.course.phase
    return [
        parts.Choice(
            one.phase.name,
            parts.query_with(request.GET, phase=one.phase.pk),
            at_hand is not None and one.phase.pk == at_hand.pk,
        )
        for one in page.phases
        if not one.phase.is_routine
    ]


def _export(page: queries.Cockpit) -> HttpResponse:
    """The heat map as shown: met and owed of each requirement, and the whole."""
    heads = [_("Code"), _("Unit")]
    for column in page.columns:
        heads += [f"{column.label} {column.condition} {_('met')}", f"{column.label} {_('owed')}"]
    rows: list[list[Value]] = []
    for row in page.rows:
        line: list[Value] = [row.unit.code, row.unit.name]
        for cell in row.cells:
            line += [cell.met, cell.due]
        rows.append(line)
    total: list[Value] = ["", _("Whole unit")]
    for column in page.columns:
        total += [column.share.met, column.share.due]
    scope = " · ".join([page.unit.name, *([page.course.programme.title] if page.course else [])])
    return export.answer(
        title=_("%(unit)s: units and requirements") % {"unit": page.unit.name},
        scope=scope,
        heads=heads,
        rows=rows,
        total=total,
        at=page.as_of.at,
        widths=[12, 24],
    )


@signed_in
@require_safe
def gaps(request: Asked, unit: int) -> HttpResponse:
    """Branches without a recorded act for some days, or not led, in code order with their reasons."""
    raw = request.GET.get("days", "")
    days = min(int(raw), MOST_DAYS) if raw.isascii() and raw.isdigit() and len(raw) < 5 else QUIET_DAYS
    page = gaps_below(
        request.viewer,
        unit,
        kind=request.GET.get("kind", ""),
        days=days,
        after=request.GET.get("after", "")[:32],
        programme=request.GET.get("programme", ""),
    )
    kinds: list[tuple[str, str, int | None]] = [
        ("", _("All"), None),
        ("quiet", _("Without an act"), None),
        ("leading", _("Not led"), None),
    ]
    if request.GET.get("export") == "xlsx":
        return export.answer(
            title=_("%(unit)s: gaps") % {"unit": page.unit.name},
            scope=page.course.programme.title if page.course else "",
            heads=[_("Code"), _("Unit"), _("Why")],
            rows=[[one.unit.code, one.unit.name, _("; ").join(one.reasons)] for one in page.found],
            widths=[16, 30, 60],
        )
    return render(
        request,
        "dashboards/gaps.html",
        {
            "page": page,
            "now": clock.now(),
            "choices": parts.choices(request, "kind", kinds),
            "more_url": parts.query_with(request.GET, after=page.more) if page.more else "",
        },
    )


@signed_in
@require_safe
def phases(request: Asked, unit: int) -> HttpResponse:
    """The panel of the phase timeline: where the units of each tier are in the plan."""
    found = queries.phase_spread(request.viewer, unit, programme=request.GET.get("programme", ""))
    drawn = ""
    sampled: list[spread.Tier] = []
    if found is not None:
        course, tiers = found
        planned = [one for one in course.phases if one.starts_on and one.ends_on]
        if planned and tiers:
            drawn = charts.timeline(
                [
                    charts.Phase(
                        one.name,
                        one.starts_on,
                        one.ends_on,
                        [
                            charts.Stretch(step.name, step.starts_on, step.ends_on)
                            for step in one.steps.all()
                            if step.starts_on and step.ends_on
                        ],
                    )
                    for one in planned
                    if one.starts_on and one.ends_on
                ],
                [
                    charts.Spread(
                        tier=str(tier.kind.label),
                        count=_("%(units)s units") % {"units": tier.units},
                        low=tier.low,
                        quarter=tier.quarter,
                        median=tier.median,
                        three_quarters=tier.three_quarters,
                        high=tier.high,
                        outside=tier.outside,
                        url="?show=help#help",
                    )
                    for tier in tiers
                ],
                today=clock.today(),
                title=_("Where the units of each tier are"),
            )
            sampled = [tier for tier in tiers if tier.sampled < tier.units]
    return render(request, "dashboards/phases.html", {"drawn": drawn, "sampled": sampled})
