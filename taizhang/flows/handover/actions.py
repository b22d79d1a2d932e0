"""Open matters are handed over to an owner by one act (R4-06)."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from taizhang.flows.handover.queries import owners_of
from taizhang.flows.handover.rules import may_hand_over
from taizhang.ground.duties.actions import name_owner
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal


def pass_to_owner(*, unit: Unit, duties: Sequence[Duty], owner: Person, by: Person, key: uuid.UUID) -> int:
    """Pass what a unit and its people still owe on to routine work under ``owner``; how many were passed on.

    Posts nothing: what is owed stays owed by whom it was and is settled where it always was; only who sees to it has a
    name now. What lies with this owner already is left as it is. Raises `Refusal`: ``nothing_chosen``, ``not_open``,
    ``no_owner_here``.
    """
    content = {"unit": unit.pk, "duties": sorted(duty.pk for duty in duties), "owner": owner.pk}
    with claimed(key=key, by=by, action="flows.pass_to_owner", content=content) as claim:
        if claim.is_repeat:
            return int(claim.answer["count"])
        may_hand_over(viewer_of(by), unit).demand()
        if not duties:
            raise Refusal("nothing_chosen", _("Choose at least one matter."), field="duties")
        if not owners_of(unit).filter(pk=owner.pk).exists():
            raise Refusal("no_owner_here", _("The owner belongs to the unit or holds a role on it."), field="owner")
        numbers = {duty.pk for duty in duties}
        held = list(Duty.objects.select_for_update().filter(pk__in=numbers, unit=unit, settled_on__isnull=True))
        if len(held) != len(numbers):
            reason = _("Something chosen is settled meanwhile, or is no matter of this unit. Look at the list again.")
            raise Refusal("not_open", reason, field="duties")
        count = name_owner(duties=held, owner=owner, by=by, on=clock.today())
        claim.answer = {"count": count}
    return count
