"""The code on the wall, a third way of equal rank beside grid and paper, off unless the host unit switches it on.

Nothing here is posted: what people say of themselves by a code is a proposal until the organiser books the roll-call.
No time, place or device is kept, and the proposal goes when the roll-call is booked.
"""

import uuid

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.learning.actions.planning import demand_planned, locked
from taizhang.work.learning.codes import check_pass
from taizhang.work.learning.models import CodeSwitch, SaidPresent, Session
from taizhang.work.learning.roster import sheet_for
from taizhang.work.learning.rules import may_keep_sessions


def switch_codes(*, unit: Unit, is_on: bool, by: Person, key: uuid.UUID) -> bool:
    """Let a unit show codes at its sessions, or no longer; what was said by them goes when it is switched off."""
    with claimed(key=key, by=by, action="learning.switch_codes", content={"unit": unit.pk, "is_on": is_on}) as claim:
        if not claim.is_repeat:
            may_keep_sessions(viewer_of(by), unit).demand()
            if is_on:
                CodeSwitch.objects.get_or_create(unit=unit)
            else:
                CodeSwitch.objects.filter(unit=unit).delete()
                SaidPresent.objects.filter(session__unit=unit).delete()
    return CodeSwitch.objects.filter(unit=unit).exists()


def say_present(*, session: Session, given: str, by: Person, key: uuid.UUID) -> Session:
    """Say by the code on the wall that one is at a session; ``given`` is the pass that the code was worth.

    Raises `Refusal`: ``expired_code``, ``wrong_code``, ``codes_off``, ``not_on_list``, ``not_today``,
    ``closed_already``, ``withdrawn``. Said twice, it stands once.
    """
    content = {"session": session.pk, "given": given}
    with claimed(key=key, by=by, action="learning.say_present", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        demand_shown(held)
        demand_on_list(held, by)
        check_pass(held.pk, by.pk, given)
        SaidPresent.objects.get_or_create(session=held, person=by)
    return held


def demand_shown(session: Session) -> None:
    """Refuse what needs a code on the wall when there is none."""
    demand_planned(session)
    if not CodeSwitch.objects.filter(unit=session.unit_id).exists():
        raise Refusal("codes_off", _("This unit shows no codes; the organiser calls the roll."))
    if session.on != clock.today():
        raise Refusal("not_today", _("This session is not held today."))


def demand_on_list(session: Session, person: Person) -> None:
    """Refuse who is not on the sheet; a guest is noted by the organiser."""
    sheet = sheet_for(unit=session.unit, programmes=[], on=session.on)
    if person.pk not in {one.person for one in sheet.attendees}:
        raise NotAllowed(
            "not_on_list", _("You are not on the list of this session. Tell the organiser, who notes guests.")
        )
