"""Who may open which page, and how far lines by name go. The same answers decide links, pages and exports.

A branch's own people are seen by name only by those who keep its books (settled question 31); everybody who holds a role
over a unit sees how many meet and how many do not, however small the unit (question 32).
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.records.models import Sight
from taizhang.ledger.kinds import KINDS
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.metrics.catalogue import Metric

LEAST = 5
PICTURE_ROLES = (RoleKind.LEADER, RoleKind.OFFICE, RoleKind.PRINCIPAL)


def may_open_unit(viewer: Viewer, unit: Unit) -> Answer:
    """Figures of a unit are open to whoever holds a role over it."""
    if viewer.holds(unit):
        return Allowed()
    return Denied(_("The figures of this unit are open to those who hold a role over it."), "no_role_here")


def may_open_branch(viewer: Viewer, unit: Unit) -> Answer:
    """The page of a branch opens to the same people; names only to those `may_see_members` lets see them."""
    return may_open_unit(viewer, unit)


def may_see_members(viewer: Viewer, unit: Unit) -> Answer:
    """Lines by name: only the secretary and the keeper of that very unit."""
    if viewer.may_see_names(unit):
        return Allowed()
    return Denied(
        _("Names are open to the secretary and the keeper of the branch, and to each person."), "names_closed"
    )


def may_open_cockpit(viewer: Viewer, unit: Unit) -> Answer:
    """The cockpit is the desk of the campaign office."""
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("The cockpit is open to the campaign office of this unit."), "not_the_office")


def may_open_picture(viewer: Viewer, unit: Unit) -> Answer:
    """The organisation as a picture: leaders, principals and the office."""
    if viewer.holds(unit, *PICTURE_ROLES):
        return Allowed()
    return Denied(_("The big picture is open to the leaders and the office of this unit."), "not_a_leader")


def may_open_watched(viewer: Viewer) -> Answer:
    """The list of assigned units is the supervision group's."""
    if viewer.holds_anywhere(RoleKind.SUPERVISOR):
        return Allowed()
    return Denied(_("This list is open to members of a supervision group."), "not_in_a_group")


def may_open_ledger(viewer: Viewer) -> Answer:
    """The journal opens to whoever holds a role, as far as the role reaches."""
    if viewer.grants:
        return Allowed()
    return Denied(_("The journal is open to those who hold a role. Your own entries stand on your page."), "no_role")


def may_open_member(viewer: Viewer, member: Person, home: Unit | None) -> Answer:
    """A person's figures: the person, and who keeps the books of the present home."""
    if viewer.person.pk == member.pk or (home is not None and viewer.may_see_names(home)):
        return Allowed()
    return Denied(
        _("A person's figures are open to the person and to the secretary and keeper of the branch."), "names_closed"
    )


def may_open_entry(viewer: Viewer, source_unit: Unit, units: Iterable[Unit], members: Iterable[int]) -> Answer:
    """A voucher opens to whoever is on it, and to who holds a role over its record's unit or a unit on its lines."""
    if viewer.person.pk in set(members) or viewer.holds(source_unit) or any(viewer.holds(unit) for unit in units):
        return Allowed()
    return Denied(_("A voucher is open to those on it and to those who hold a role over its unit."), "no_role_here")


def sight_of(kinds: Iterable[str]) -> Sight:
    """The strictest sight of some kinds."""
    sights = {KINDS[kind].sight for kind in kinds}
    for sight in (Sight.SEALED, Sight.NAMED):
        if sight in sights:
            return sight
    return Sight.OPEN


def sight_of_metric(metric: Metric) -> Sight:
    """How far the lines behind a metric may be seen."""
    return sight_of(metric.main.kinds)


def withhold(parts: Mapping[int, int]) -> dict[int, int | None]:
    """Parts of a sealed tally as they may be shown: None where a part is below five (settled question 32).

    More parts are hidden, the smallest first, until all that is hidden together is five or more, so that the whole less
    what is shown gives no small part away. A whole below five shows nothing.
    """
    hidden = {key for key, amount in parts.items() if 0 < amount < LEAST}
    shown = sorted((amount, key) for key, amount in parts.items() if key not in hidden and amount > 0)
    while hidden and sum(parts[key] for key in hidden) < LEAST and shown:
        hidden.add(shown.pop(0)[1])
    return {key: None if key in hidden else amount for key, amount in parts.items()}
