"""Reading programmes: the days of a phase, what is asked in it, which units take part and where they stand."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min, Q

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Phase, Programme, Requirement, UnitPhase


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


def reference_end(phase: Phase) -> date | None:
    """The reference date of a phase, as last extended (R1-32)."""
    extended = phase.extensions.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return max(filter(None, [phase.ends_on, extended]), default=None)


def open_stay(unit: Unit, programme: Programme) -> UnitPhase | None:
    """The phase that is open for a unit in a programme, with the day it opened."""
    rows = UnitPhase.objects.filter(unit=unit, programme=programme, closed_on__isnull=True)
    return rows.select_related("phase", "programme").first()


def standing_requirements(programme: Programme, phase: Phase) -> list[Requirement]:
    """What is asked in a phase now: its own requirements and those of the whole programme."""
    rows = Requirement.objects.filter(programme=programme, superseded_by__isnull=True)
    return [one for one in rows.order_by("number") if one.phase_id in (None, phase.pk)]


def programmes_of(unit: Unit) -> list[Programme]:
    """The programmes that a unit takes part in now, the newest first."""
    stays = UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).values("programme")
    return list(Programme.objects.filter(pk__in=stays).order_by("-starts_on", "pk"))
