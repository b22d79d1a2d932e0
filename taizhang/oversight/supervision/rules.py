"""Who may do what about samples: the same call decides the button and the 403. Every no has a reason."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied

BRANCH = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL)


def may_draw(viewer: Viewer, unit: Unit) -> Answer:
    """Publish and draw a sample, note findings: the supervision group to which the unit is assigned."""
    if viewer.holds(unit, RoleKind.SUPERVISOR):
        return Allowed()
    return Denied(_("Samples are drawn by the supervision group to which the unit is assigned."))


def answers_for(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer answers for that very unit: its secretary, keeper or head."""
    return any(grant.unit == unit.pk and grant.role in BRANCH for grant in viewer.grants)


def may_see_samples(viewer: Viewer, unit: Unit) -> Answer:
    """Seed, list and what was drawn: whoever holds a role over the unit, and its members, so that all can draw it again."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("The samples of this unit are open to its members and to those who have a role over it."))


def may_read_findings(viewer: Viewer, unit: Unit) -> Answer:
    """What was found stays between the group and the unit."""
    if may_draw(viewer, unit) or answers_for(viewer, unit):
        return Allowed()
    return Denied(_("What was found stays between the supervision group and the branch."))


def may_answer(viewer: Viewer, unit: Unit) -> Answer:
    """Answer a finding: those who answer for that very unit."""
    if answers_for(viewer, unit):
        return Allowed()
    return Denied(_("The branch itself answers what was found."))
