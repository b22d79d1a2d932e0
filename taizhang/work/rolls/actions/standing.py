"""What every unit of a programme owes already, a unit owes as it begins to take part: nobody has to give it again (R1-28)."""

from collections.abc import Collection, Sequence
from datetime import date

from taizhang.ground.duties.actions import owe_what_stands
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.claims import Claimed
from taizhang.ledger.posting import MAX_LINES, Line, post
from taizhang.lib import clock

TASK_GIVEN = "notices.task_given"


def take_on_standing(
    *,
    programme: Programme,
    units: Sequence[Unit],
    on: date,
    by: Person | None,
    claim: Claimed,
    but: Collection[int] = (),
) -> int:
    """Let units that begin to take part owe what all the others do, inside the act whose claim is handed in; how many.

    Posts ``notices.task_given`` for each, as giving it would have. ``but`` are records of what is owed no more.
    """
    day = clock.today()
    begun = owe_what_stands(programme=programme, units=units, on=on, opened_on=day, but=but)
    for record, new in begun:
        for start in range(0, len(new), MAX_LINES):
            lines = [Line(TASK_GIVEN, unit.pk, day, 1) for unit in new[start : start + MAX_LINES]]
            part = claim.part(f"standing {record.pk} {new[start].pk}")
            post(source=record, act=f"given-{part.hex[:12]}", lines=lines, by=by, key=part)
    return len(begun)
