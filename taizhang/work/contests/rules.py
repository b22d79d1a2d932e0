"""Who may do what about knowledge contests: the same call decides the button and the 403."""

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import BRANCH_ROLES, Viewer
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.contests.models import Contest


def may_organise(viewer: Viewer, unit: Unit) -> Answer:
    """Keep the bank and run contests: the campaign office, or who keeps the books of the very unit."""
    if viewer.holds(unit, RoleKind.OFFICE) or viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("Contests are run by the campaign office or by who keeps the books of the unit."))


def may_see(viewer: Viewer, unit: Unit) -> Answer:
    """See the contests of a unit and their results: its own people, those of units beneath, those with a role above."""
    homes = any(home.tree == unit.tree and home.path.startswith(unit.path) for home in viewer.homes.values())
    roles = any(grant.tree == unit.tree and grant.path.startswith(unit.path) for grant in viewer.grants)
    if homes or roles or viewer.holds(unit):
        return Allowed()
    return Denied(_("A contest is seen by the people of the unit that runs it and of the units beneath."))


def may_join(viewer: Viewer, contest: Contest, unit: Unit) -> Answer:
    """Join with a unit: who keeps its books, if it is the organising unit or stands beneath it."""
    if unit.tree != contest.unit.tree or not unit.path.startswith(contest.unit.path):
        return Denied(_("Only units beneath the organiser can join."))
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(_("The secretary or the keeper joins with the unit."))


def kept_units(viewer: Viewer) -> set[int]:
    """The units whose books the viewer keeps."""
    return {grant.unit for grant in viewer.grants if grant.role in BRANCH_ROLES}
