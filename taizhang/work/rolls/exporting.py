"""Units and members as xlsx, in the very shape that the import takes back."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.http import HttpResponse

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category, MembershipKind
from taizhang.ground.people.queries import categories_on, members_of
from taizhang.lib import clock
from taizhang.lib.tables import XLSX, write_xlsx
from taizhang.work.rolls.shapes import MEMBERS, UNITS, heads_of


def units_sheet(units: QuerySet[Unit]) -> HttpResponse:
    """The units of a list, exactly as filtered."""
    return _answer("units", write_xlsx(heads_of(UNITS), _unit_rows(units.select_related("parent"))))


def _unit_rows(units: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
    for unit in units:
        yield (
            unit.code,
            unit.name,
            str(UnitKind(unit.kind).label),
            unit.parent.code if unit.parent else "",
            unit.opened_on.isoformat(),
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
            row.from_on.isoformat(),
        )
        for row in rows
    )
    return _answer("members", write_xlsx(heads_of(MEMBERS), table))


def _answer(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
