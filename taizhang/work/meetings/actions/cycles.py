"""How often the units of a programme meet (R4-13)."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.claims import claimed
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.kinds import MeetingKind
from taizhang.work.meetings.models import Cycle
from taizhang.work.meetings.rules import may_set_cycle


def set_cycle(
    *,
    programme: Programme,
    kind: str = MeetingKind.CONSOLIDATION.value,
    every_days: int,
    grace_days: int,
    from_on: date,
    by: Person,
    key: uuid.UUID,
) -> Cycle:
    """Ask the units of a programme for a meeting every so many days from a day on; the cycle before ends there.

    Posts nothing: it is a rule that reminds, and no figure follows from it. Raises `Refusal`: ``unknown_kind``,
    ``no_days``.
    """
    content = {
        "programme": programme.pk,
        "kind": str(kind),
        "every_days": every_days,
        "grace_days": grace_days,
        "from_on": from_on,
    }
    with claimed(key=key, by=by, action="meetings.set_cycle", content=content) as claim:
        if claim.is_repeat:
            return Cycle.objects.get(pk=claim.answer["cycle"])
        may_set_cycle(viewer_of(by), programme).demand()
        if kind not in MeetingKind.values:
            raise Refusal("unknown_kind", _("Choose one of the listed kinds of meeting."), field="kind")
        if every_days < 1 or grace_days < 0:
            raise Refusal("no_days", _("Give a number of days, one or more."), field="every_days")
        Cycle.objects.filter(programme=programme, kind=kind, to_on__isnull=True).update(to_on=from_on)
        cycle = Cycle.objects.create(
            programme=programme, kind=kind, every_days=every_days, grace_days=grace_days, from_on=from_on
        )
        claim.answer = {"cycle": cycle.pk}
    return cycle
