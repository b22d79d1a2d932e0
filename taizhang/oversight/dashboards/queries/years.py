"""All figures of a programme, cut off by year (R2-06)."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Sight
from taizhang.metrics import yearly
from taizhang.metrics.catalogue import CATALOGUE, Metric
from taizhang.metrics.judging import Value
from taizhang.oversight.dashboards import rules
from taizhang.oversight.dashboards.addresses import Address
from taizhang.oversight.dashboards.queries.finding import find_unit


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over the years, each with its address (None: withheld), and all years together."""

    metric: Metric
    years: list[tuple[Value | None, str]]
    whole: Value
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """The figures of one unit in one programme by year."""

    unit: Unit
    programme: Programme
    years: list[int]
    rows: list[Row]


def years(viewer: Viewer, record: int, unit: int | None) -> Page:
    """Every figure that has lines in a programme, year by year, over the subtree of a unit the viewer has a role over.

    Without a unit: the one that runs the programme, or the first of the viewer's own.
    """
    programme = get_object_or_404(Programme.objects.select_related("unit", "record"), record=record)
    if unit is None and viewer.holds(programme.unit):
        unit = programme.unit_id
    held = find_unit(viewer, unit, rules.may_open_unit)
    table = yearly.table_of(held, programme)
    columns = sorted({*yearly.touched_by(programme), *(year for one in table.values() for year in one)})
    rows = []
    for name, found in table.items():
        metric = CATALOGUE[name]
        address = Address(name, unit=held.pk, programme=programme.pk)
        shown: dict[int, int | None] = {year: value.numerator for year, value in found.items()}
        if rules.sight_of_metric(metric) == Sight.SEALED:
            shown = rules.withhold({year: value.numerator for year, value in found.items()})
        cells = [
            (None if year in found and shown[year] is None else found.get(year, Value(0)), address.but(year=year).url)
            for year in columns
        ]
        rows.append(Row(metric, cells, yearly.whole_of(metric, found), address.url))
    return Page(held, programme, columns, rows)
