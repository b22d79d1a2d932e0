"""What people owe. Callers ask their own rules first who may read it; nothing here is summed by a metric."""

from collections.abc import Callable, Collection
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.ground.duties.models import Duty, Pause


def owed_by(person: int, *, kind: str = "") -> QuerySet[Duty]:
    """What one person owes now, the oldest first."""
    rows = Duty.objects.filter(person_id=person, settled_on__isnull=True).select_related("record", "unit")
    return (rows.filter(kind=kind) if kind else rows).order_by("record__on", "pk")


def owed_about(record: int, *, kind: str) -> QuerySet[Duty]:
    """Who owes ``kind`` about a record now, in roster order."""
    return (
        Duty.objects.filter(record_id=record, kind=kind, settled_on__isnull=True)
        .select_related("person", "unit")
        .order_by("person__code")
    )


def owed_in(unit: int, *, kind: str) -> QuerySet[Duty]:
    """What the people of one unit owe now, by day and in roster order."""
    return (
        Duty.objects.filter(unit_id=unit, kind=kind, settled_on__isnull=True)
        .select_related("person", "record")
        .order_by("record__on", "record", "person__code")
    )


def owed_by_units(*, kind: str, record: int | None = None, programme: int | None = None) -> QuerySet[Duty]:
    """Which units as such still owe a kind about a record or in a programme, in code order."""
    rows = Duty.objects.filter(kind=kind, person=None, settled_on__isnull=True).select_related("unit", "record")
    if record is not None:
        rows = rows.filter(record_id=record)
    if programme is not None:
        rows = rows.filter(programme_id=programme)
    return rows.order_by("unit__tree", "unit__code", "due_on", "pk")


def owed_by_unit(unit: int, *, kinds: tuple[str, ...] = ()) -> QuerySet[Duty]:
    """What one unit as such owes now, the earliest day first."""
    rows = Duty.objects.filter(unit_id=unit, person=None, settled_on__isnull=True).select_related("record", "programme")
    return (rows.filter(kind__in=kinds) if kinds else rows).order_by("due_on", "pk")


def owed_in_units(units: Collection[int], *, kind: str, programme: int | None = None) -> QuerySet[Duty]:
    """What units as such owe now, in the order it was opened."""
    rows = Duty.objects.filter(unit_id__in=units, kind=kind, person__isnull=True, settled_on__isnull=True)
    if programme is not None:
        rows = rows.filter(programme=programme)
    return rows.select_related("record", "unit").order_by("opened_on", "pk")


def reminded(rows: QuerySet[Duty], *, on: date, works_of: Callable[[str], Collection[str]]) -> QuerySet[Duty]:
    """Those of the rows whose reminders do not rest on a day (R1-14).

    ``works_of`` says for the metric of a paused requirement which apps' work counts towards it: their duties rest.
    """
    holding = Pause.objects.filter(from_on__lte=on, to_on__gte=on)
    resting = Q()
    for programme, metric, spares in holding.values_list("programme", "requirement__metric", "spares").distinct():
        alike = holding.filter(programme=programme, requirement__metric=metric, spares=spares)
        paused = Q(unit__in=alike.values("unit"))
        if programme:
            paused &= Q(programme=programme)
        if spares:
            paused &= ~Q(kind__startswith=f"{spares}.")
        if metric:
            kinds = Q(pk__in=[])
            for app in works_of(metric):
                kinds |= Q(kind__startswith=f"{app}.")
            paused &= kinds
        resting |= paused
    return rows.exclude(resting) if resting else rows
