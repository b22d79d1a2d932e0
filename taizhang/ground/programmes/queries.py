"""Reading who takes part in which programme."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min, Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme, UnitPhase


def taking_part(programmes: Collection[Programme], units: Collection[int], *, on: date) -> set[tuple[int, int]]:
    """Which (programme, unit) were begun by a day and are still open: only there a line can be booked."""
    if not programmes or not units:
        return set()
    rows = (
        UnitPhase.objects.filter(programme__in=programmes, unit_id__in=units)
        .values_list("programme_id", "unit_id")
        .annotate(first=Min("opened_on"), still=Count("pk", filter=Q(closed_on__isnull=True)))
    )
    return {(programme, unit) for programme, unit, first, still in rows if first <= on and still}


def programmes_of(unit: Unit) -> list[Programme]:
    """The programmes that a unit takes part in now, the newest first."""
    stays = UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).values("programme")
    return list(Programme.objects.filter(pk__in=stays).order_by("-starts_on", "pk"))
