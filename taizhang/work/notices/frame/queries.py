"""Reading the frame of a programme: its lists with what serves each item, its fields of work, its strands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import KeyPoints, ListItem, ListUse, NamedList, Programme
from taizhang.ground.programmes.queries import programmes_of, standing_lists
from taizhang.work.notices import rules
from taizhang.work.notices.tags.queries import counts_of

CONSOLIDATION_DAYS = 90


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list as a page shows it: each item with how many records serve it, and how many items are not known."""

    named: NamedList
    items: list[tuple[ListItem, int]]
    missing: int


def rows_of(lists: Sequence[NamedList]) -> list[ListRow]:
    """Lists with the counts of their items."""
    counts = counts_of([item.pk for named in lists for item in named.items.all()])
    return [
        ListRow(
            named,
            [(item, counts.get(f"item-{item.pk}", 0)) for item in named.items.all()],
            max(0, named.stated - len(named.items.all())),
        )
        for named in lists
    ]


def standing(home: Programme | KeyPoints) -> list[NamedList]:
    """The lists that stand."""
    return standing_lists(home)


def of_use(rows: Sequence[ListRow], *uses: ListUse) -> list[ListRow]:
    """The lists of these uses."""
    return [row for row in rows if row.named.use in uses]


def list_by_number(number: int) -> NamedList | None:
    """A list, standing or superseded."""
    rows = NamedList.objects.select_related("programme__record", "programme__unit", "agenda__record", "agenda__unit")
    return rows.filter(pk=number).prefetch_related("items", "items__tasks").first()


def earlier_of(named: NamedList) -> list[NamedList]:
    """The versions before this one, the newest first."""
    found: list[NamedList] = []
    before = NamedList.objects.filter(superseded_by=named).prefetch_related("items").first()
    while before is not None:
        found.append(before)
        before = NamedList.objects.filter(superseded_by=before).prefetch_related("items").first()
    return found


def suggested_consolidation(programme: Programme) -> dict[str, date]:
    """From the day after the last stage, for three months."""
    ends = [day for day in programme.phases.values_list("ends_on", flat=True) if day]
    start = max(ends) + timedelta(days=1) if ends else (programme.ends_on or programme.starts_on)
    return {"starts_on": start, "ends_on": start + timedelta(days=CONSOLIDATION_DAYS)}


def key_points_for(viewer: Viewer, record: int) -> KeyPoints:
    """Key points by their record. Raises `Http404`, or `NotAllowed` with the reason."""
    found = KeyPoints.objects.select_related("record", "unit").filter(record=record).first()
    if found is None:
        raise Http404
    rules.may_read_key_points(viewer, found).demand()
    return found


def key_points_seen_by(viewer: Viewer) -> QuerySet[KeyPoints]:
    """Key points of units above or within reach, the newest year first."""
    above = {path for home in viewer.homes.values() for path in home.ancestor_paths}
    trees = {home.tree for home in viewer.homes.values()} | {grant.tree for grant in viewer.grants}
    for grant in viewer.grants:
        above.update(grant.path[:end] for end in range(5, len(grant.path) + 1, 5))
    units = Unit.objects.filter(viewer.reach() | Q(path__in=above, tree__in=trees)).values("pk")
    return (
        KeyPoints.objects.filter(unit__in=units).select_related("record", "unit").order_by("-record__on", "unit__path")
    )


def guidance_for(viewer: Viewer, unit: int) -> list[NamedList]:
    """The guidance lists of the programmes that a unit takes part in (R2-14). Raises as `key_points_for`."""
    held = Unit.objects.filter(pk=unit).first()
    if held is None:
        raise Http404
    rules.may_plan_in(viewer, held).demand()
    lists = [named for programme in programmes_of(held) for named in standing_lists(programme)]
    return [named for named in lists if named.use == ListUse.GUIDANCE]
