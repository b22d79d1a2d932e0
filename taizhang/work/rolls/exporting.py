"""Units and members as xlsx, in the very shape that the import takes back."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.lib import clock
from taizhang.lib.xlsx import Sheet, Value, write_sheet
from taizhang.ui.formats import day_full
from taizhang.work.rolls.shapes import MEMBERS, UNITS, Column, heads_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def units_sheet(units: QuerySet[Unit]) -> HttpResponse:
    """The units of a list, exactly as filtered."""
    return _answer("units", _("Units"), UNITS, _unit_rows(units.select_related("parent")))


def _unit_rows(units: Iterable[Unit]) -> Iterator[Sequence[Value]]:
    for unit in units:
        yield (
            unit.code,
            unit.name,
            str(UnitKind(unit.kind).label),
            unit.parent.code if unit.parent else "",
            unit.opened_on,
        )


def members_sheet(unit: Unit) -> HttpResponse:
    """The roll of one unit by name, for those near it."""
    today = clock.today()
    rows = list(members_of(unit, on=today))
    categories = categories_on([row.person_id for row in rows], on=today)
    table = (
        (
            row.person.code,
            row.person.name,
            unit.code,
            str(MembershipKind(row.kind).label),
            "、".join(str(Category(one).label) for one in sorted(categories.get(row.person_id, ()))),
            row.from_on,
        )
        for row in rows
    )
    return _answer("members", unit.name, MEMBERS, table)


def _answer(name: str, title: str, columns: tuple[Column, ...], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    notes = [f"{_('As of')} {day_full(clock.today())}"]
    content = write_sheet(Sheet(title, heads_of(columns), rows, notes=notes))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
