"""What pages of leaders' travel show. Each asks for the viewer first."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import PersonCategory
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import standing_on
from taizhang.lib import clock
from taizhang.work.travel.kinds import TripState
from taizhang.work.travel.models import Trip
from taizhang.work.travel.rules import APPROVING, may_list_trips, may_see_trip

OPEN = (TripState.ASKED, TripState.CONSENTED, TripState.APPROVED, TripState.RETURNED)


def find_trip(viewer: Viewer, record: int) -> Trip:
    """The request of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    trip = Trip.objects.select_related("record", "unit", "person", "programme__unit", "approved_by").get(record=record)
    may_see_trip(viewer, trip).demand()
    return trip


def trips_in(viewer: Viewer, unit: Unit) -> QuerySet[Trip]:
    """The requests of the leaders of a unit, and of those beneath for readers with a role there, the newest first."""
    may_list_trips(viewer, unit).demand()
    scope = Q(unit=unit) if not viewer.holds(unit) else Q(unit__in=subtree_of(unit))
    rows = Trip.objects.filter(scope).select_related("record", "unit", "person", "programme")
    return rows.order_by("-from_on", "-pk")


@dataclass(frozen=True, slots=True)
class Mine:
    """What a leader's own page shows: open requests, and whether they have to ask at all."""

    trips: list[Trip]
    is_leader: bool


def mine(viewer: Viewer) -> Mine:
    """One's own requests that are not ended."""
    own = Trip.objects.filter(person=viewer.person, state__in=OPEN).select_related("record")
    leads = PersonCategory.objects.filter(
        standing_on(clock.today()), person=viewer.person, category=Category.LEADER
    ).exists()
    return Mine(list(own.order_by("from_on", "pk")), leads)


def waiting_for(viewer: Viewer) -> list[Trip]:
    """What waits for the viewer: consent of the office, approval of the head; never one's own, by the day of departure."""
    rows = Trip.objects.exclude(person=viewer.person).select_related("record", "unit", "person")
    office = Q(state=TripState.ASKED, programme__unit__in=Unit.objects.filter(viewer.reach(RoleKind.OFFICE)))
    head = Q(state=TripState.CONSENTED, unit__in=Unit.objects.filter(viewer.reach(*APPROVING)))
    wanted = Q(pk__in=[])
    if viewer.holds_anywhere(RoleKind.OFFICE):
        wanted |= office
    if viewer.holds_anywhere(*APPROVING):
        wanted |= head
    return list(rows.filter(wanted).order_by("from_on", "pk"))
