"""Who may read the calendar of a unit, and who keeps its feed."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied

KEEPERS = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_read_calendar(viewer: Viewer, unit: Unit) -> Answer:
    """Its members, and who holds a role over it."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("The calendar of this unit is open to its members and to those who have a role over it."))


def may_keep_calendar(viewer: Viewer, unit: Unit) -> Answer:
    """Who keeps the books of that very unit, heads it, or is its office."""
    if any(grant.unit == unit.pk and grant.role in KEEPERS for grant in viewer.grants):
        return Allowed()
    return Denied(_("The calendar of a unit is kept by its secretary, keeper, head or office."))
