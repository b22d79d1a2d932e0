"""Who may do what with the changes of a programme; the same answers decide buttons and refusals."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.changes.kinds import SetState
from taizhang.work.changes.models import ChangeSet


def may_decide_changes(viewer: Viewer, change_set: ChangeSet) -> Answer:
    """The office of the programme's unit, as long as the set is neither adopted nor dropped."""
    if not viewer.holds(change_set.programme.unit, RoleKind.OFFICE):
        return Denied(_("Only the campaign office of this unit changes the programme."), code="not_office")
    if change_set.state == SetState.ADOPTED:
        return Denied(_("These changes are adopted and booked. Another notice changes them again."), code="adopted")
    if change_set.state == SetState.DROPPED:
        return Denied(_("This comparison was dropped."), code="dropped")
    return Allowed()


def may_read_changes(viewer: Viewer, change_set: ChangeSet) -> Answer:
    """Proposals are the office's; what was adopted is open to those over the unit and to everybody beneath it."""
    unit = change_set.programme.unit
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    if change_set.state != SetState.ADOPTED:
        return Denied(_("These changes are not adopted yet."), code="not_adopted")
    if viewer.holds(unit) or stands_under(viewer, unit):
        return Allowed()
    return Denied(_("This programme belongs to a unit that you do not answer for."), code="not_reached")


def stands_under(viewer: Viewer, unit: Unit) -> bool:
    """Whether a home or a role of the viewer lies in the subtree of ``unit``."""
    homes = any(home.tree == unit.tree and home.path.startswith(unit.path) for home in viewer.homes.values())
    return homes or any(grant.tree == unit.tree and grant.path.startswith(unit.path) for grant in viewer.grants)
