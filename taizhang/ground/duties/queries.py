"""What people owe. Callers ask their own rules first who may read it; nothing here is summed by a metric."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from taizhang.ground.duties.models import Duty, Standing


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


def standing_from(programme: int, on: date) -> int:
    """How many duties of every unit of a programme a unit owes that begins to take part on a day."""
    return Standing.objects.filter(programme=programme, due_on__gte=on).count()


def standing_records(programme: int) -> set[int]:
    """The records of what every unit of a programme owes."""
    return set(Standing.objects.filter(programme=programme).values_list("record", flat=True))


def owed_in_units(units: Collection[int], *, kind: str, programme: int | None = None) -> QuerySet[Duty]:
    """What units as such owe now, in the order it was opened."""
    rows = Duty.objects.filter(unit_id__in=units, kind=kind, person__isnull=True, settled_on__isnull=True)
    if programme is not None:
        rows = rows.filter(programme=programme)
    return rows.select_related("record", "unit").order_by("opened_on", "pk")
