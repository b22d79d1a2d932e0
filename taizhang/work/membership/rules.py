"""Who may do what about keeping in touch and taking in: the same call decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.membership.kinds import ReportState
from taizhang.work.membership.models import Report


def may_keep(viewer: Viewer, unit: Unit) -> Answer:
    """Contacts and candidates by name: who keeps the books of that very branch."""
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Contacts and candidates are seen and noted only by those who keep the books of the branch."))


def may_read_routines(viewer: Viewer, unit: Unit) -> Answer:
    """The routine work of a unit: its people, and those with a role there or above."""
    if viewer.belongs_to(unit) or viewer.holds(unit):
        return Allowed()
    return Denied(_("The routine work of a unit is seen by its people and those above."))


def may_keep_routines(viewer: Viewer, unit: Unit) -> Answer:
    """Set up and tick off the routine work: who keeps the books of the unit, or leads it."""
    if viewer.may_see_names(unit) or any(
        grant.unit == unit.pk and grant.role in (RoleKind.PRINCIPAL, RoleKind.OFFICE) for grant in viewer.grants
    ):
        return Allowed()
    return Denied(_("Routine work is set up and noted by the unit that does it."))


def may_handle(viewer: Viewer, report: Report) -> Answer:
    """Pass a report on or close it: the office of the organisation it was sent to."""
    if report.state == ReportState.NEW and viewer.holds(report.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("A report from outside is handled by the campaign office."))


def may_meet(viewer: Viewer, report: Report) -> Answer:
    """Note that the branch has met the member who reported in: the branch it was passed to."""
    if report.state == ReportState.PASSED and viewer.may_see_names(report.unit):
        return Allowed()
    return Denied(_("Only the branch that a report was passed to notes the contact."))


def may_open_inbox(viewer: Viewer) -> Answer:
    """The reports from outside: any campaign office."""
    if viewer.holds_anywhere(RoleKind.OFFICE):
        return Allowed()
    return Denied(_("A report from outside is handled by the campaign office."))
