"""Who may read and answer what was said about burden, and who may object to what, and answer."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.messages.models import Objection
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Membership
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied

# Those who post for a unit, and the office above them, answer for its lines.
ANSWERING = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.OFFICE)


def may_read_burdens(viewer: Viewer) -> Answer:
    """The campaign office reads what was said, and answers."""
    if viewer.holds_anywhere(RoleKind.OFFICE):
        return Allowed()
    return Denied(_("The campaign office reads this. Its answers are open to everybody."), "office_only")


def may_raise_objection(viewer: Viewer, unit: Unit) -> Answer:
    """Whoever reads a figure of a unit may object to it: its people, those it once had, and roles that reach it.

    A person who moved away may still object to the lines about them that stay with the old unit (settled question 18).
    """
    if viewer.holds(unit) or Membership.objects.filter(person=viewer.person, unit=unit).exists():
        return Allowed()
    return Denied(_("You may object to figures of your own unit and of units you answer for."), "foreign_unit")


def may_answer_objection(viewer: Viewer, objection: Objection) -> Answer:
    """Those who post for the unit, or the office above it; never who raised it."""
    if not viewer.holds(objection.unit, *ANSWERING):
        return Denied(_("The branch secretary or the office answers this."), "not_answerable")
    if objection.by_id == viewer.person.pk:
        return Denied(_("Somebody else answers your own objection."), "own_objection")
    return Allowed()
