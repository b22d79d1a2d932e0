"""Reading programmes: the days of a phase, what is asked in it, which units take part, which lists speak to whom."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import (
    KeyPoints,
    ListItem,
    ListUse,
    NamedList,
    Phase,
    Programme,
    Requirement,
    UnitPhase,
)


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


def open_end(unit: Unit, programme: Programme) -> date | None:
    """The reference date of the phase that is open for a unit in a programme, as last extended; one statement."""
    rows = UnitPhase.objects.filter(unit=unit, programme=programme, closed_on__isnull=True)
    found = rows.values_list("phase__ends_on", Max("phase__extensions__ends_on")).first()
    return max(filter(None, found), default=None) if found else None


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


def standing_lists(home: Programme | KeyPoints) -> list[NamedList]:
    """The lists of a programme or of key points that stand, each with its items."""
    rows = home.named_lists.filter(superseded_by=None).prefetch_related("items", "items__tasks")
    return list(rows.order_by("pk"))


def lists_seen_by(viewer: Viewer) -> list[NamedList]:
    """Every standing list that speaks to the viewer: of programmes and key points of units above or within their reach."""
    above = {path for home in viewer.homes.values() for path in home.ancestor_paths}
    for grant in viewer.grants:
        above.update(grant.path[:end] for end in range(5, len(grant.path) + 1, 5))
    trees = {home.tree for home in viewer.homes.values()} | {grant.tree for grant in viewer.grants}
    units = Unit.objects.filter(viewer.reach() | Q(path__in=above, tree__in=trees)).values("pk")
    rows = NamedList.objects.filter(superseded_by=None)
    rows = rows.filter(Q(programme__unit__in=units) | Q(agenda__unit__in=units))
    return list(rows.select_related("programme", "agenda").prefetch_related("items").order_by("pk"))


def listed_things(programmes: Collection[Programme], name: str = "") -> QuerySet[ListItem]:
    """The items of the lists of things to do that stand in programmes (of one name, if given), list by list in order."""
    rows = ListItem.objects.filter(
        named_list__programme__in=programmes, named_list__use=ListUse.CONTENT, named_list__superseded_by=None
    )
    return (rows.filter(named_list__name=name) if name else rows).order_by("named_list__pk", "number")
