"""Who reads what a person writes: members' papers go to the head of their branch, leaders' to the head of the committee,
leadership group or work committee above, a secretary's own one level up. Nobody reads their own (R1-43)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import ancestors_of, subtree_of
from taizhang.ground.people.kinds import COUNTED, Category, RoleKind
from taizhang.ground.people.models import Membership, PersonCategory, Role
from taizhang.ground.people.queries import standing_on
from taizhang.lib import clock

HEADS = (RoleKind.SECRETARY, RoleKind.PRINCIPAL)
# Whose heads read what leaders write.
COMMITTEES = (UnitKind.COMMITTEE, UnitKind.LEADERSHIP_GROUP, UnitKind.WORK_COMMITTEE)


def reviewing_unit(person: int, home: Unit) -> Unit:
    """Whose head reads what a person of ``home`` writes."""
    today = clock.today()
    above = ancestors_of(home)[::-1]
    is_leader = PersonCategory.objects.filter(
        standing_on(today), person_id=person, category=Category.LEADER.value
    ).exists()
    return _reader(person, home, above, is_leader, _heads([home, *above]))


def reviewed_in(unit: Unit) -> list[int]:
    """The persons whose papers the head of a unit reads: its members, and leaders and secretaries from beneath it."""
    today = clock.today()
    beneath = Membership.objects.filter(
        standing_on(today), unit__in=subtree_of(unit), tree=unit.tree, kind__in=COUNTED
    ).order_by("person__code")
    goers = set(
        PersonCategory.objects.filter(
            standing_on(today), category=Category.LEADER.value, person__in=beneath.values("person")
        ).values_list("person_id", flat=True)
    )
    secretaries = set(
        Role.objects.filter(
            standing_on(today), role=RoleKind.SECRETARY, unit__in=subtree_of(unit), person__in=beneath.values("person")
        ).values_list("person_id", flat=True)
    )
    units = {one.path: one for one in [*ancestors_of(unit), *subtree_of(unit)]}
    by_pk = {one.pk: one for one in units.values()}
    heads = _heads(list(units.values()))
    found = []
    for person, home_pk in beneath.values_list("person_id", "unit_id"):
        if home_pk != unit.pk and person not in goers | secretaries:
            continue
        home = by_pk[home_pk]
        above = [units[path] for path in reversed(home.ancestor_paths[:-1])]
        if _reader(person, home, above, person in goers, heads).pk == unit.pk:
            found.append(person)
    return found


def _heads(units: Collection[Unit]) -> dict[int, set[int]]:
    """unit → who heads it today."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Role.objects.filter(standing_on(clock.today()), role__in=HEADS, unit__in=[unit.pk for unit in units])
    for unit, person in rows.values_list("unit_id", "person_id"):
        found[unit].add(person)
    return found


def _reader(person: int, home: Unit, above: Sequence[Unit], is_leader: bool, heads: Mapping[int, set[int]]) -> Unit:
    """The unit whose head reads; where nobody heads the one that should, the nearest above that has a head."""
    if not is_leader and person not in heads.get(home.pk, ()):
        return home
    headed = [unit for unit in above if heads.get(unit.pk, set()) - {person}]
    if is_leader:
        own = [home] if heads.get(home.pk, set()) - {person} else []
        for unit in (*own, *headed):
            if unit.kind in COMMITTEES:
                return unit
    return headed[0] if headed else above[0] if above else home
