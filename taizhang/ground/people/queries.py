"""Reading people: who belonged where on a day, and by which name a reader may call them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Membership, Person, PersonCategory


def standing_on(day: date) -> Q:
    """A filter for dated rows that stand on a day; what ends on a day no longer stands on it."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day))


def members_of(unit: Unit, *, on: date) -> QuerySet[Membership]:
    """Who belonged to this very unit on a day, in the order of their roster numbers."""
    return (
        Membership.objects.filter(standing_on(on), unit=unit, tree=unit.tree)
        .select_related("person")
        .order_by("person__code")
    )


def home_on(person: Person, *, tree: str, on: date) -> Unit | None:
    """Where a person belonged in a tree on a day."""
    row = Membership.objects.filter(standing_on(on), person=person, tree=tree).select_related("unit").first()
    return row.unit if row else None


def homes_of(person: Person) -> list[Membership]:
    """Where a person belongs now, one row for each tree."""
    return list(Membership.objects.filter(person=person, to_on__isnull=True).select_related("unit"))


def categories_on(people: Iterable[int], *, on: date) -> dict[int, set[str]]:
    """The categories of people (by their numbers) on a day."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = PersonCategory.objects.filter(standing_on(on), person__in=list(people))
    for person, category in rows.values_list("person_id", "category"):
        found[person].add(category)
    return found
