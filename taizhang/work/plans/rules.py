"""Who may do what with a plan: the same call decides the button and the 403. Every no has a reason a person can read."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Enrolment, Programme
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.plans.models import Plan, Version

KEEPERS = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_keep_plan(viewer: Viewer, unit: Unit) -> Answer:
    """Write and hand in: who keeps the books of that very unit, heads it, or is its office."""
    if any(grant.unit == unit.pk and grant.role in KEEPERS for grant in viewer.grants):
        return Allowed()
    return Denied(_("A plan is written by the secretary, keeper, head or office of the unit itself."))


def may_see_plans(viewer: Viewer, unit: Unit) -> Answer:
    """Read: whoever belongs to the unit, or holds a role that reaches it."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("The plans of this unit are open to its members and to those who have a role over it."))


def may_see_plan(viewer: Viewer, plan: Plan) -> Answer:
    """As the plans of the unit; and the superior that directs it in the programme."""
    if _is_superior(viewer, plan):
        return Allowed()
    return may_see_plans(viewer, plan.unit)


def may_decide_plan(viewer: Viewer, version: Version) -> Answer:
    """Approve or send back: the keeper of the superior unit, or the office above; never who wrote or handed it in."""
    if viewer.person.pk in (version.begun_by_id, version.handed_in_by_id):
        return Denied(_("Nobody approves their own plan."))
    if _is_superior(viewer, version.plan):
        return Allowed()
    return Denied(_("A plan is decided by the unit above, or by the campaign office above."))


def may_oversee(viewer: Viewer, programme: Programme) -> Answer:
    """See which units have a plan: whoever holds a role over some of them."""
    if viewer.grants:
        taking = Enrolment.objects.filter(programme=programme, to_on__isnull=True).values("unit")
        if viewer.holds(programme.unit) or Unit.objects.filter(viewer.reach(), pk__in=taking).exists():
            return Allowed()
    return Denied(_("Which units have a plan is open to those who hold a role over units."))


def _is_superior(viewer: Viewer, plan: Plan) -> bool:
    unit = plan.unit
    above = {unit.parent_id}
    row = Enrolment.objects.filter(programme=plan.programme_id, unit=unit, to_on__isnull=True).first()
    if row:
        above.add(row.superior_id)
    # at the top of a programme nobody stands above: there another person of its office decides
    at_the_top = unit.pk == plan.programme.unit_id
    for grant in viewer.grants:
        if grant.role in KEEPERS and grant.unit in above:
            return True
        if grant.role == RoleKind.OFFICE and grant.covers(unit) and (grant.unit != unit.pk or at_the_top):
            return True
    return False
