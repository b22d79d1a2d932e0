"""What people owe. Callers ask their own rules first who may read it; nothing here is summed by a metric."""

from django.db.models import QuerySet

from taizhang.ground.duties.models import Duty


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
