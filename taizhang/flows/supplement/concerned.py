"""Which units a change concerns, and what changes for one of them: by who takes part, phase, kind and audience (R1-36)."""

from collections.abc import Collection, Iterable

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Membership, PersonCategory
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.models import Enrolment, Programme, UnitPhase
from taizhang.lib import clock
from taizhang.metrics.catalogue import CATALOGUE, Grain
from taizhang.work.changes.kinds import KEPT, Subject, Verdict
from taizhang.work.changes.models import Change


def units_taking_part(programme: Programme) -> list[Unit]:
    """The units that take part in a programme now, in code order."""
    rows = Enrolment.objects.filter(programme=programme, to_on__isnull=True, unit__closed_on__isnull=True)
    return [row.unit for row in rows.select_related("unit").order_by("unit__code")]


class Concern:
    """Answers whether a change concerns a unit, for all units of a programme with a handful of queries."""

    def __init__(self, programme: Programme, units: Iterable[Unit]) -> None:
        wanted = [unit.pk for unit in units]
        closed = UnitPhase.objects.filter(programme=programme, unit__in=wanted, closed_on__isnull=False)
        self._left = set(closed.values_list("unit", "phase"))
        today = clock.today()
        members = Membership.objects.filter(standing_on(today), unit__in=wanted)
        homes = dict(members.values_list("person", "unit"))
        self._categories: dict[int, set[str]] = {}
        rows = PersonCategory.objects.filter(standing_on(today), person__in=members.values("person"))
        for person, category in rows.values_list("person", "category"):
            if person in homes:
                self._categories.setdefault(homes[person], set()).add(category)

    def concerns(self, change: Change, unit: Unit) -> bool:
        """Whether an accepted change is about this unit: not about a phase it has left, nor about others only."""
        if change.decision not in KEPT or change.verdict == Verdict.UNCHANGED:
            return False
        phase = change.phase or (change.made or change.requirement or change).phase
        if phase is not None and (unit.pk, phase.pk) in self._left:
            return False
        if change.subject != Subject.REQUIREMENT:
            return True
        fields = change.standing or change.before
        audience: Collection[str] = fields.get("audience") or ()
        if not audience:
            return True
        if CATALOGUE[str(fields["metric"])].grain is Grain.UNIT:
            return unit.kind in audience
        return not self._categories.get(unit.pk, set()).isdisjoint(audience)
