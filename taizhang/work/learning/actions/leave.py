"""Leave before a session: one code, no reason. It posts nothing, as the roll-call posts the absence with the same code."""

import uuid

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.planning import demand_planned, locked
from taizhang.work.learning.kinds import LEAVE_CODES, LeaveState, Mark
from taizhang.work.learning.models import Leave, Session
from taizhang.work.learning.rules import may_ask_leave, may_decide_leave
from taizhang.work.learning.starting import has_begun


def ask_leave(*, session: Session, person: Person, code: str = Mark.LEAVE.value, by: Person, key: uuid.UUID) -> Leave:
    """Ask, before it begins, not to come to a session (R1-55). ``code`` is leave or duty.

    Raises `Refusal`: ``unknown_code``, ``closed_already``, ``withdrawn``, ``too_late``, ``asked_already``, and
    ``taken_back`` when the same request is sent again after the person has decided to come.
    """
    content = {"session": session.pk, "person": person.pk, "code": str(code)}
    with claimed(key=key, by=by, action="learning.ask_leave", content=content) as claim:
        if claim.is_repeat:
            asked = Leave.objects.get(session=session, person=person)
            if asked.state == LeaveState.RETURNED:
                raise Refusal("taken_back", _("The leave is taken back."))
            return asked
        held = locked(session)
        may_ask_leave(viewer_of(by), held, person).demand()
        if code not in LEAVE_CODES:
            raise Refusal("unknown_code", _("Leave is either leave or duty."), field="code")
        demand_planned(held)
        if has_begun(held):
            raise Refusal(
                "too_late", _("Leave is asked before the session begins. The organiser notes it in the roll-call.")
            )
        leave = Leave.objects.filter(session=held, person=person).first() or Leave(session=held, person=person)
        if leave.pk and leave.state != LeaveState.RETURNED:
            raise Refusal("asked_already", _("Leave was asked for this session already."))
        leave.code, leave.state, leave.asked_on = code, LeaveState.ASKED, clock.today()
        leave.decided_by = leave.decided_on = None
        leave.save()
        return leave


def take_back_leave(*, leave: Leave, by: Person, key: uuid.UUID) -> None:
    """Come after all: return from leave, granted or not, as long as the session is planned (销假)."""
    with claimed(key=key, by=by, action="learning.take_back_leave", content={"leave": leave.pk}) as claim:
        if claim.is_repeat:
            return
        held = locked(leave.session)
        may_ask_leave(viewer_of(by), held, leave.person).demand()
        demand_planned(held)
        Leave.objects.filter(pk=leave.pk).update(state=LeaveState.RETURNED)


def decide_leave(*, leave: Leave, granted: bool, by: Person, key: uuid.UUID) -> Leave:
    """Grant leave or not; a decision may be changed until the roll-call is booked."""
    content = {"leave": leave.pk, "granted": granted}
    with claimed(key=key, by=by, action="learning.decide_leave", content=content) as claim:
        held = Leave.objects.select_for_update(of=("self",)).select_related("session__unit").get(pk=leave.pk)
        if claim.is_repeat:
            return held
        may_decide_leave(viewer_of(by), held).demand()
        demand_planned(held.session)
        if held.state == LeaveState.RETURNED:
            raise Refusal("taken_back", _("The leave is taken back."))
        held.state = LeaveState.GRANTED if granted else LeaveState.REFUSED
        held.decided_by, held.decided_on = by, clock.today()
        held.save(update_fields=["state", "decided_by", "decided_on"])
    return held
