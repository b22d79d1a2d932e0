"""Who may do what about leaders' travel: the same call decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import ABOVE_ROLES, Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.travel.models import Trip

APPROVING = (RoleKind.PRINCIPAL, RoleKind.LEADER)


def may_ask(viewer: Viewer, home: Unit | None) -> Answer:
    """Ask for oneself; the secretary of the branch may enter what a leader handed in on paper."""
    if home is not None and (viewer.belongs_to(home) or viewer.may_see_names(home)):
        return Allowed()
    return Denied(_("Leaders ask for themselves, or their secretary enters it from paper."))


def may_consent(viewer: Viewer, trip: Trip) -> Answer:
    """Record the office's written opinion: the office of the programme, never about oneself."""
    if viewer.person.pk == trip.person_id:
        return Denied(_("Nobody decides about their own travel."))
    if viewer.holds(trip.programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office consents."))


def may_approve(viewer: Viewer, trip: Trip) -> Answer:
    """Approve: a head above the leader's unit, never oneself."""
    if viewer.person.pk == trip.person_id:
        return Denied(_("Nobody decides about their own travel."))
    if viewer.holds(trip.unit, *APPROVING):
        return Allowed()
    return Denied(_("Travel is approved by the head of the unit above."))


def may_note_return(viewer: Viewer, trip: Trip) -> Answer:
    """Say that one is back, and close: the leader, or the secretary of the branch."""
    if viewer.person.pk == trip.person_id or viewer.may_see_names(trip.unit):
        return Allowed()
    return Denied(_("Only the leader or the secretary of the branch notes this."))


def may_see_trip(viewer: Viewer, trip: Trip) -> Answer:
    """The leader, the branch, and those who decide or watch."""
    if viewer.person.pk == trip.person_id or viewer.may_see_names(trip.unit) or viewer.holds(trip.unit, *ABOVE_ROLES):
        return Allowed()
    return Denied(_("A request is seen by the leader, the branch and those who decide."))


def may_list_trips(viewer: Viewer, unit: Unit) -> Answer:
    """The requests of the leaders of a unit and beneath: those who decide or watch there, and its secretary."""
    if viewer.holds(unit, *ABOVE_ROLES) or viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("A request is seen by the leader, the branch and those who decide."))


def may_restrict(viewer: Viewer, programme: Programme) -> Answer:
    """Say which kinds of travel are restricted: the office of the programme."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office says which travel is restricted."))
