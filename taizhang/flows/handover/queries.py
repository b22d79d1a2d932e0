"""What of a unit is open, and what of it lies with whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from taizhang.ground.duties.models import Duty, Handover
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person, Role
from taizhang.ground.people.queries import members_of, standing_on
from taizhang.lib import clock


@dataclass(frozen=True, slots=True)
class Matter:
    """One open matter, and the newest handing over of it, if any."""

    duty: Duty
    handover: Handover | None


def owners_of(unit: Unit) -> QuerySet[Person]:
    """Who can own a matter of a unit: its people and those with a role on it, in roster order."""
    today = clock.today()
    people = members_of(unit, on=today).values("person")
    roles = Role.objects.filter(standing_on(today), unit=unit).values("person")
    return Person.objects.filter(Q(pk__in=people) | Q(pk__in=roles)).order_by("code")


def open_matters(unit: Unit) -> list[Matter]:
    """All that a unit and its people still owe, by day and in roster order."""
    rows = Duty.objects.filter(unit=unit, settled_on__isnull=True).select_related("record", "person", "programme")
    return with_owners(rows.order_by("due_on", "pk"))


def handed_in(unit: Unit) -> list[Matter]:
    """What of it lies with an owner."""
    return [matter for matter in open_matters(unit) if matter.handover]


def in_the_hands_of(person: Person) -> list[Matter]:
    """The open matters that lie with a person now, by day."""
    rows = Duty.objects.filter(settled_on__isnull=True, pk__in=Handover.objects.filter(owner=person).values("duty"))
    every = with_owners(rows.select_related("record", "person", "unit").order_by("due_on", "pk"))
    return [matter for matter in every if matter.handover and matter.handover.owner_id == person.pk]


def with_owners(duties: Iterable[Duty]) -> list[Matter]:
    """Duties with the newest handing over of each."""
    rows = list(duties)
    handed = Handover.objects.filter(duty__in=[duty.pk for duty in rows]).select_related("owner").order_by("pk")
    newest = {handover.duty_id: handover for handover in handed}
    return [Matter(duty, newest.get(duty.pk)) for duty in rows]
