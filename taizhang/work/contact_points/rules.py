"""Who may do what about contact points: the same call decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import ABOVE_ROLES, Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.contact_points.models import ContactPoint


def may_assign(viewer: Viewer, programme: Programme) -> Answer:
    """Say which leader is assigned to which unit: the office of the programme."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office assigns contact points."))


def may_see_board(viewer: Viewer, programme: Programme) -> Answer:
    """All contact points of a programme: those who run or watch it."""
    if viewer.holds(programme.unit, *ABOVE_ROLES):
        return Allowed()
    return Denied(_("The contact points of a programme are seen by those who run or watch it."))


def may_see_point(viewer: Viewer, point: ContactPoint) -> Answer:
    """The leader, the people of the unit, and those with a role there or above."""
    if viewer.person.pk == point.leader_id or viewer.belongs_to(point.unit) or viewer.holds(point.unit):
        return Allowed()
    return Denied(_("A contact point is seen by the leader, the unit and those above it."))


def may_see_unit(viewer: Viewer, unit: Unit) -> Answer:
    """The contact points of a unit: its people, and those with a role there or above."""
    if viewer.belongs_to(unit) or viewer.holds(unit):
        return Allowed()
    return Denied(_("A contact point is seen by the leader, the unit and those above it."))


def may_note_visit(viewer: Viewer, point: ContactPoint) -> Answer:
    """Note a visit and what was found: the leader, or who keeps the books of the unit visited."""
    if viewer.person.pk == point.leader_id or viewer.may_see_names(point.unit):
        return Allowed()
    return Denied(_("A visit is noted by the leader or by who keeps the books of the unit."))


def may_settle(viewer: Viewer, point: ContactPoint) -> Answer:
    """Say what was done about a problem: the unit it was found in, or the leader who helps."""
    if may_note_visit(viewer, point) or viewer.holds(point.unit, RoleKind.PRINCIPAL):
        return Allowed()
    return Denied(_("What was done is said by the unit or by the leader."))
