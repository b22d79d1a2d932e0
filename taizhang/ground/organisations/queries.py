"""Reading units and bodies as the viewer's roles allow is done one floor up (`people`); this is the shape of the trees."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.ground.organisations.models import Unit


def subtree_of(unit: Unit) -> QuerySet[Unit]:
    """A unit and all beneath it, closed ones included."""
    return Unit.objects.filter(tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end)


def ancestors_of(unit: Unit) -> list[Unit]:
    """The units above, from the root down to the superior."""
    return list(Unit.objects.filter(tree=unit.tree, path__in=unit.ancestor_paths[:-1]).order_by("path"))


def children_of(unit: Unit, *, on: date | None = None) -> QuerySet[Unit]:
    """The units directly beneath in code order; with a day only those open on it."""
    rows = unit.children.all()
    if on is not None:
        rows = rows.filter(open_on(on))
    return rows.order_by("code")


def open_on(day: date) -> Q:
    """A filter on `Unit` for those open on a day; a unit is closed from its closing day on."""
    return Q(opened_on__lte=day) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def under_one_of(units: Iterable[Unit]) -> Q:
    """A filter on `Unit` for everything in the subtrees of ``units``."""
    wanted = Q(pk__in=[])
    for unit in units:
        wanted |= Q(tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end)
    return wanted
