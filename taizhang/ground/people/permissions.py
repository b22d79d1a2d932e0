"""Who reaches what: a `Viewer` is a signed-in person with the roles they hold today, read once per request.

Rules ask `viewer.holds(unit, …roles)`; queries ask `viewer.reach(…roles)` for the subtrees they may show. A grant reaches
the subtree of its unit unless it says otherwise; the one who holds no role reaches only what is theirs.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import BodyUnit, Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import BodyMember, Membership, Person, Role
from taizhang.lib import clock

# Who stands near a person's lines: by name only the branch sees them (settled question 31).
BRANCH_ROLES = (RoleKind.SECRETARY, RoleKind.KEEPER)
READING_ROLES = tuple(RoleKind)


@dataclass(frozen=True, slots=True)
class Grant:
    """One role on one unit, reaching the subtree or the unit alone."""

    role: RoleKind
    unit: int
    tree: str
    path: str
    subtree: bool

    def covers(self, unit: Unit) -> bool:
        """Whether the grant reaches ``unit``."""
        if unit.tree != self.tree:
            return False
        return unit.path.startswith(self.path) if self.subtree else unit.path == self.path


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person as the rules see them. ``home`` is their unit in the party tree, if any."""

    person: Person
    grants: tuple[Grant, ...] = ()
    homes: dict[str, Unit] = field(default_factory=dict)

    @property
    def home(self) -> Unit | None:
        """The unit this person belongs to in the party tree."""
        return self.homes.get(Tree.PARTY)

    def holds(self, unit: Unit, *roles: RoleKind) -> bool:
        """Whether one of ``roles`` (none named: any) reaches ``unit``."""
        return any(grant.covers(unit) for grant in self.grants if not roles or grant.role in roles)

    def holds_anywhere(self, *roles: RoleKind) -> bool:
        """Whether one of ``roles`` is held on any unit."""
        return any(grant.role in roles for grant in self.grants)

    def belongs_to(self, unit: Unit) -> bool:
        """Whether ``unit`` is a home of this person."""
        return any(home.pk == unit.pk for home in self.homes.values())

    def may_see_names(self, unit: Unit) -> bool:
        """Whether lines by name of ``unit``'s people are open: to those who keep that very unit's books."""
        return any(grant.unit == unit.pk and grant.role in BRANCH_ROLES for grant in self.grants)

    def reach(self, *roles: RoleKind) -> Q:
        """A filter on `Unit` for all units that one of ``roles`` (none named: any) reaches."""
        wanted = Q(pk__in=[])
        for grant in self.grants:
            if roles and grant.role not in roles:
                continue
            if grant.subtree:
                end = grant.path[:-5] + f"{int(grant.path[-5:]) + 1:05d}"
                wanted |= Q(tree=grant.tree, path__gte=grant.path, path__lt=end)
            else:
                wanted |= Q(pk=grant.unit)
        return wanted


def viewer_of(person: Person, *, on: date | None = None) -> Viewer:
    """Read a person's roles and homes as they stand on a day (today when none is named)."""
    day = on or clock.today()
    open_then = Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day))
    grants = [
        Grant(RoleKind(role.role), role.unit_id, role.unit.tree, role.unit.path, role.subtree)
        for role in Role.objects.filter(open_then, person=person).select_related("unit")
    ]
    bodies = BodyMember.objects.filter(open_then, person=person, body__kind="supervision_group").values("body")
    for assigned in BodyUnit.objects.filter(open_then, body__in=bodies).select_related("unit"):
        unit = assigned.unit
        grants.append(Grant(RoleKind.SUPERVISOR, unit.pk, unit.tree, unit.path, subtree=True))
    homes = {
        membership.tree: membership.unit
        for membership in Membership.objects.filter(open_then, person=person).select_related("unit")
    }
    return Viewer(person, tuple(grants), homes)
