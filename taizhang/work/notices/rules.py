"""Who may do what with notices and drafts; the same answers decide buttons and refusals."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import KeyPoints, Programme
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.notices.models import Notice

REPORTERS = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_receive_notice(viewer: Viewer, unit: Unit) -> Answer:
    """The campaign office of a unit takes notices in for it."""
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office of this unit takes notices in."), code="not_office")


def may_read_notice(viewer: Viewer, notice: Notice) -> Answer:
    """Whoever answers for the unit reads its notices; once a programme is adopted, so does everyone beneath it."""
    unit = notice.record.unit
    if viewer.holds(unit) or ((notice.programme_id or notice.supplements_id) and stands_under(viewer, unit)):
        return Allowed()
    return Denied(_("This notice belongs to a unit that you do not answer for."), code="not_reached")


def may_decide_items(viewer: Viewer, notice: Notice) -> Answer:
    """The office decides a draft until it is adopted."""
    if not viewer.holds(notice.record.unit, RoleKind.OFFICE):
        return Denied(_("Only the campaign office of this unit decides its drafts."), code="not_office")
    if notice.programme_id:
        return Denied(
            _("The programme is adopted. A requirement changes by a new version on the programme's page."),
            code="adopted",
        )
    if notice.supplements_id:
        return Denied(_("This notice changes a campaign that runs; its changes are decided there."), code="supplement")
    if notice.drafted_at is None:
        return Denied(_("The notice is still being read."), code="not_drafted")
    return Allowed()


def may_take_annex(viewer: Viewer, notice: Notice) -> Answer:
    """The office that took a notice in takes in its later annexes, before and after adoption."""
    if not viewer.holds(notice.record.unit, RoleKind.OFFICE):
        return Denied(_("Only the campaign office of this unit takes notices in."), code="not_office")
    if notice.drafted_at is None:
        return Denied(_("The notice is still being read."), code="not_drafted")
    return Allowed()


def may_read_programme(viewer: Viewer, programme: Programme) -> Answer:
    """A programme is open to those who answer for its unit and to everyone beneath it."""
    if viewer.holds(programme.unit) or stands_under(viewer, programme.unit):
        return Allowed()
    return Denied(_("This programme belongs to a unit that you do not answer for."), code="not_reached")


def may_change_programme(viewer: Viewer, programme: Programme) -> Answer:
    """The office of the programme's unit changes it."""
    if viewer.holds(programme.unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office of this unit changes the programme."), code="not_office")


def may_report_task(viewer: Viewer, unit: Unit) -> Answer:
    """Whoever keeps the books of that very unit reports what it has carried out, not those above."""
    if any(grant.unit == unit.pk and grant.role in REPORTERS for grant in viewer.grants):
        return Allowed()
    return Denied(_("Only those who keep the books of this unit report its tasks done."), code="not_keeper")


def may_read_key_points(viewer: Viewer, key_points: KeyPoints) -> Answer:
    """The key points of a unit are open to those who answer for it and to everyone in it or beneath it."""
    if viewer.holds(key_points.unit) or stands_under(viewer, key_points.unit):
        return Allowed()
    return Denied(_("These key points belong to a unit that you do not answer for."), code="not_reached")


def may_plan_in(viewer: Viewer, unit: Unit) -> Answer:
    """Whoever answers for a unit or belongs to it reads what its planners keep in mind."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("You plan nothing in this unit."), code="not_reached")


def may_write_key_points(viewer: Viewer, unit: Unit) -> Answer:
    """The office or the head of a unit writes its key points."""
    if viewer.holds(unit, RoleKind.OFFICE, RoleKind.PRINCIPAL):
        return Allowed()
    return Denied(_("Only the office or the head of a unit writes its key points."), code="not_office")


def stands_under(viewer: Viewer, unit: Unit) -> bool:
    """Whether a home or a role of the viewer lies in the subtree of ``unit``."""
    homes = any(home.tree == unit.tree and home.path.startswith(unit.path) for home in viewer.homes.values())
    return homes or any(grant.tree == unit.tree and grant.path.startswith(unit.path) for grant in viewer.grants)
