"""The figures of a programme by year."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.ground.people.access import Asked, signed_in
from taizhang.lib import clock
from taizhang.lib.xlsx import Value
from taizhang.oversight.dashboards import amounts, export
from taizhang.oversight.dashboards.queries import years as queries


@signed_in
@require_safe
def years(request: Asked, record: int) -> HttpResponse:
    """Every figure of a programme, year by year and as a whole, for one unit: ``?unit=``."""
    raw = request.GET.get("unit", "")
    unit = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 18 else None
    page = queries.years(request.viewer, record, unit)
    per_hour = page.programme.minutes_per_hour
    rows = [
        (
            row,
            [
                (year, amounts.of_value(row.metric, value, per_hour), value is None, url)
                for year, (value, url) in zip(page.years, row.years, strict=True)
            ],
            amounts.of_value(row.metric, row.whole, per_hour),
        )
        for row in page.rows
    ]
    if request.GET.get("export") == "xlsx":
        listed: list[list[Value]] = [
            [str(row.metric.words), *(shown for _year, shown, _is_withheld, _url in cells), whole]
            for row, cells, whole in rows
        ]
        return export.answer(
            title=_("%(name)s by year") % {"name": page.programme.short_title},
            scope=page.unit.name,
            heads=[_("Figure"), *(str(year) for year in page.years), _("All years")],
            rows=listed,
            widths=[30],
        )
    return render(request, "dashboards/years.html", {"page": page, "rows": rows, "now": clock.now()})
