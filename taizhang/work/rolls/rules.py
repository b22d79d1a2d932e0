"""Who may change which roll. The same answer decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import BRANCH_ROLES, Viewer
from taizhang.ground.programmes.models import Programme
from taizhang.lib.refusals import Allowed, Answer, Denied

OFFICE_ONLY = _("Only the office of this unit or of one above it may do this.")
BRANCH_ONLY = _("Only the secretary or ledger keeper of this unit, or the office above it, may do this.")
NEAR_ONLY = _("Only those who hold a role over this unit, and its own members, may see it.")
NAMES_ONLY = _("Only the person, and the secretary or ledger keeper of their unit, may see this by name.")


def may_see_unit(viewer: Viewer, unit: Unit) -> Answer:
    """A unit's page: whoever holds a role that reaches it, and its own members."""
    return Allowed() if viewer.holds(unit) or viewer.belongs_to(unit) else Denied(NEAR_ONLY)


def may_see_names(viewer: Viewer, unit: Unit) -> Answer:
    """The roster by name: those who keep this very unit's books (settled question 31)."""
    return Allowed() if viewer.may_see_names(unit) else Denied(NAMES_ONLY)


def may_see_person(viewer: Viewer, person: Person, home: Unit | None) -> Answer:
    """A person's roll: the person, and those who keep the books of their unit."""
    if person.pk == viewer.person.pk or (home is not None and viewer.may_see_names(home)):
        return Allowed()
    return Denied(NAMES_ONLY)


def may_shape_units(viewer: Viewer, unit: Unit | None) -> Answer:
    """Open units under this one, rename, move, merge, split or close it; a new tree (None) is the root office's."""
    if unit is None:
        at_root = any(grant.role == RoleKind.OFFICE and len(grant.path) == 5 for grant in viewer.grants)
        return Allowed() if at_root else Denied(_("Only the office of the topmost unit may begin a new tree."))
    return Allowed() if viewer.holds(unit, RoleKind.OFFICE) else Denied(OFFICE_ONLY)


def may_keep_roster(viewer: Viewer, unit: Unit) -> Answer:
    """Take on, transfer, release people and change categories."""
    near = viewer.may_see_names(unit) or viewer.holds(unit, RoleKind.OFFICE)
    return Allowed() if near else Denied(BRANCH_ONLY)


def may_transfer(viewer: Viewer, old: Unit, new: Unit) -> Answer:
    """Pass a person on: whoever keeps the old unit's roster, within one organisation; across two, of both units."""
    if old.path[:5] == new.path[:5]:
        return may_keep_roster(viewer, old)
    return may_keep_roster(viewer, old) and may_keep_roster(viewer, new)


def may_order_unit(viewer: Viewer, unit: Unit) -> Answer:
    """Set up bodies, posts and matters of a unit."""
    near = viewer.may_see_names(unit) or viewer.holds(unit, RoleKind.OFFICE, RoleKind.PRINCIPAL)
    return Allowed() if near else Denied(BRANCH_ONLY)


def may_change_body(viewer: Viewer, body: Body) -> Answer:
    """Fill, extend or dissolve a body; supervision groups are set up by the office alone."""
    if body.kind == BodyKind.SUPERVISION_GROUP:
        return may_shape_units(viewer, body.unit)
    return may_order_unit(viewer, body.unit)


def may_give_role(viewer: Viewer, unit: Unit, role: RoleKind) -> Answer:
    """The office gives roles; a secretary or principal names the ledger keeper of their own unit (R1-53)."""
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    own = any(
        grant.unit == unit.pk and grant.role in (RoleKind.SECRETARY, RoleKind.PRINCIPAL) for grant in viewer.grants
    )
    if role == RoleKind.KEEPER and own:
        return Allowed()
    return Denied(_("Only the office gives roles; a secretary or principal names the ledger keeper."))


def may_enrol_units(viewer: Viewer, programme: Programme) -> Answer:
    """Let units take part in a programme, in batches: the office that runs it."""
    return may_shape_units(viewer, programme.unit)


def may_close_phase(viewer: Viewer, unit: Unit) -> Answer:
    """Close a unit's phase and open the next: the office above or at the unit."""
    return may_shape_units(viewer, unit)


def may_import(viewer: Viewer) -> Answer:
    """Hand in tables of units or members: offices, secretaries and ledger keepers; each row is judged by itself."""
    if viewer.holds_anywhere(RoleKind.OFFICE, *BRANCH_ROLES):
        return Allowed()
    return Denied(_("Only offices, secretaries and ledger keepers import tables."))
