"""Who reaches what: a `Viewer` is a signed-in person with the roles they hold today, read once per request.

Rules ask `viewer.holds(unit, …roles)`; queries ask `viewer.reach(…roles)` for the subtrees they may show. A grant reaches
the subtree of its unit unless it says otherwise; the one who holds no role reaches only what is theirs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q

from taizhang.ground.organisations.kinds import BodyKind, Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.models import Person
from taizhang.lib import clock

# Who stands near a person's lines: by name only the branch sees them (settled question 31).
BRANCH_ROLES = (RoleKind.SECRETARY, RoleKind.KEEPER)
READING_ROLES = tuple(RoleKind)
# Who decides or watches above branches, and keeps no book of one.
ABOVE_ROLES = (RoleKind.PRINCIPAL, RoleKind.OFFICE, RoleKind.SUPERVISOR, RoleKind.LEADER)


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


_STANDING = "{0}.from_on <= %s AND ({0}.to_on IS NULL OR {0}.to_on > %s)"
_UNIT = "u.id, u.tree, u.parent_id, u.path, u.code, u.name, u.kind, u.opened_on, u.closed_on"
# Asked on every request, so it is one statement: the roles, the units of supervision groups, the homes.
_READ = f"""
SELECT 0, r.role, r.subtree, {_UNIT} FROM people_role r JOIN organisations_unit u ON u.id = r.unit_id
WHERE r.person_id = %s AND {_STANDING.format("r")}
UNION ALL
SELECT 0, %s, %s, {_UNIT} FROM people_bodymember m
JOIN organisations_body b ON b.id = m.body_id AND b.kind = %s
JOIN organisations_bodyunit a ON a.body_id = b.id JOIN organisations_unit u ON u.id = a.unit_id
WHERE m.person_id = %s AND {_STANDING.format("m")} AND {_STANDING.format("a")}
UNION ALL
SELECT 1, '', %s, {_UNIT} FROM people_membership h JOIN organisations_unit u ON u.id = h.unit_id
WHERE h.person_id = %s AND {_STANDING.format("h")}
"""


# What one request has read of its person already: the view and the action that it calls ask alike.
_asked: ContextVar[dict[tuple[int, date], Viewer] | None] = ContextVar("viewers of this request", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within the block, one request, a person's roles and homes are read once and hold as they stood at its beginning."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def viewer_of(person: Person, *, on: date | None = None) -> Viewer:
    """A person's roles and homes as they stand on a day (today when none is named)."""
    day = on or clock.today()
    known = _asked.get()
    if known is None:
        return _read(person, day)
    if (person.pk, day) not in known:
        known[person.pk, day] = _read(person, day)
    return known[person.pk, day]


def _read(person: Person, day: date) -> Viewer:
    watching = (RoleKind.SUPERVISOR.value, True, BodyKind.SUPERVISION_GROUP.value)
    grants: list[Grant] = []
    homes: dict[str, Unit] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _READ, [person.pk, day, day, *watching, person.pk, day, day, day, day, False, person.pk, day, day]
        )
        rows = cursor.fetchall()
    for is_home, role, subtree, *columns in rows:
        unit = Unit(*columns)
        if is_home:
            homes[unit.tree] = unit
        else:
            grants.append(Grant(RoleKind(role), unit.pk, unit.tree, unit.path, bool(subtree)))
    return Viewer(person, tuple(grants), homes)
