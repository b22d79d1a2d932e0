"""Who belongs to a sheet on a day, who owes to come, and where a line about each of them is booked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from taizhang.ground.calendar.models import LeaveDays
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import COUNTED, VOLUNTARY
from taizhang.ground.people.models import Membership, PersonCategory
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import taking_part
from taizhang.work.learning.models import OutOfHours, Session

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person on a sheet. ``places`` are the (programme, unit) their lines are booked in: the home on the day in the
    tree of each programme it takes part in; outside every programme it is (0, home). ``leave_until`` is the last day of an
    approved trip that covers the day (R1-107).
    """

    person: int
    code: str
    name: str
    unit: int
    places: Places
    owes: bool
    is_guest: bool
    # Would be expected, but the session lies outside working hours and they have not agreed to it.
    is_asked: bool = False
    leave_until: date | None = None

    @property
    def is_outside(self) -> bool:
        """Whether what they do is noted, and counts in no programme."""
        return self.places[0][0] == 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Who is on the sheet of a session, and where the line about its host is booked."""

    host: Places
    attendees: list[Attendee]


def sheet_for(
    *,
    unit: Unit,
    programmes: Collection[Programme],
    on: date,
    guests: Iterable[int] = (),
    agreed: Collection[int] | None = None,
) -> Sheet:
    """The members of ``unit`` on a day, then the named guests from elsewhere, each in roster order.

    A guest without a home in the tree on that day is left out. Voluntary categories never owe (R0-07), nor do guests, nor,
    outside working hours, anybody but those who ``agreed`` (R1-64).
    """
    of_sheet = Q(unit=unit, kind__in=COUNTED)
    if guests:
        of_sheet |= Q(person_id__in=set(guests))
    voluntary = PersonCategory.objects.filter(standing_on(on), person=OuterRef("person"), category__in=VOLUNTARY)
    on_sheet = Membership.objects.filter(standing_on(on), of_sheet, tree=unit.tree)
    trip = LeaveDays.objects.filter(person=OuterRef("person"), from_on__lte=on, to_on__gte=on).order_by("-to_on")
    rows = list(
        on_sheet.annotate(is_voluntary=Exists(voluntary), leave_until=Subquery(trip.values("to_on")[:1]))
        .order_by("person__code")
        .values_list("person_id", "person__code", "person__name", "unit_id", "kind", "is_voluntary", "leave_until")
    )
    people = [row[0] for row in rows]
    counted = {person: home for person, _code, _name, home, kind, *_more in rows if kind in COUNTED}
    # The host stands for itself under 0, so that one query tells where it and everybody on the sheet take part.
    places = places_of([0, *people], counted | {0: unit.pk}, programmes=programmes, tree=unit.tree, on=on)
    found = []
    for person, code, name, home, kind, is_voluntary, leave in rows:
        is_guest = home != unit.pk or kind not in COUNTED
        is_expected = not is_guest and not is_voluntary
        owes = is_expected and (agreed is None or person in agreed)
        own = places.get(person, ((0, home),))
        is_asked = is_expected and not owes
        found.append(Attendee(person, code, name, home, own, owes, is_guest, is_asked, leave))
    return Sheet(places.get(0, ((0, unit.pk),)), sorted(found, key=lambda attendee: attendee.is_guest))


def sheet_of(session: Session, programmes: Collection[Programme], *, guests: Iterable[int] = ()) -> Sheet:
    """The sheet of one session; outside working hours only those who agreed owe to come."""
    agreed = None
    if OutOfHours.objects.filter(session=session).exists():
        agreed = set(session.agreements.filter(is_yes=True).values_list("person", flat=True))
    return sheet_for(unit=session.unit, programmes=programmes, on=session.on, guests=guests, agreed=agreed)


def places_of(
    people: Collection[int],
    homes: dict[int, int],
    *,
    programmes: Collection[Programme],
    tree: str,
    on: date,
) -> dict[int, Places]:
    """Person → where their lines are booked; persons who are in none of the programmes on that day are missing.

    ``homes`` are the homes in ``tree``; those in other trees are read here when a programme needs them (question 22).
    """
    by_tree = {tree: homes}
    for other in {programme.tree for programme in programmes} - {tree}:
        by_tree[other] = dict(
            Membership.objects.filter(standing_on(on), person_id__in=people, tree=other, kind__in=COUNTED).values_list(
                "person_id", "unit_id"
            )
        )
    taking = taking_part(programmes, {unit for homes in by_tree.values() for unit in homes.values()}, on=on)
    found: dict[int, Places] = {}
    for person in people:
        places = tuple(
            (programme.pk, home)
            for programme in programmes
            if (home := by_tree[programme.tree].get(person)) and (programme.pk, home) in taking
        )
        if places:
            found[person] = places
    return found


def home_of(person: int, *, tree: str, on: date) -> Unit | None:
    """The unit a person was counted in on a day, if any."""
    row = (
        Membership.objects.filter(standing_on(on), person_id=person, tree=tree, kind__in=COUNTED)
        .select_related("unit")
        .first()
    )
    return row.unit if row else None
