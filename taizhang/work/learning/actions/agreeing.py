"""Sessions outside working hours: only where work and study clash, and only for those who say yes (R1-64).

Nothing here is posted: an invitation and its answers are no facts. Who does not agree is not absent and owes no make-up;
their hours remain to be reached otherwise.
"""

import uuid
from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from taizhang.ground.calendar.models import Occasion
from taizhang.ground.calendar.queries import busy_times, clashes_on, hours_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import write_text
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.kinds import SessionState
from taizhang.work.learning.models import Agreement, OutOfHours, Session
from taizhang.work.learning.rules import may_answer_invitation
from taizhang.work.learning.starting import has_begun

CLASH = "clash"


def lies_outside_hours(
    unit: Unit, on: date, starts_at: time, ends_at: time, *, business: Occasion | None, clash: str
) -> bool:
    """Whether a time lies outside the working hours that a unit, or one above it, has said; without any it never does.

    Raises `Refusal`: ``out_of_hours`` without a clash, ``no_clash`` when the busy time named is not near that day.
    """
    hours = hours_of(unit)
    if not hours.is_said or hours.covers(on, starts_at, ends_at):
        return False
    if business is None and not clash.strip():
        words = {"start": time_format(hours.opens_at, "H:i"), "end": time_format(hours.closes_at, "H:i")}
        reason = _(
            "This lies outside working hours (%(start)s–%(end)s). Name the clash of work and study; "
            "then each member is asked, and only those who agree are expected."
        )
        raise Refusal("out_of_hours", reason % words, field="clash")
    if business is not None and business.pk not in {near.business.pk for near in clashes_on(busy_times(unit), on)}:
        reason = _("“%(title)s” is not near this day, so it does not keep study out of working hours.")
        raise Refusal("no_clash", reason % {"title": business.title}, field="business", day=on)
    return True


def invite(session: Session, *, business: Occasion | None, clash: str, by: Person) -> None:
    """Ask the members of a unit about a session outside working hours; one held already was agreed to by coming."""
    OutOfHours.objects.update_or_create(
        session=session,
        defaults={
            "business": business.record if business else None,
            "asked_by": by,
            "is_from_paper": session.on < clock.today(),
        },
    )
    if clash.strip():
        write_text(record=session.record, purpose=CLASH, body=clash.strip()[:200], by=by)


def invite_anew(
    session: Session,
    on: date,
    starts_at: time,
    ends_at: time,
    *,
    business: Occasion | None,
    clash: str,
    by: Person,
) -> None:
    """Follow a planned session to another time: answers were given for the old one, so everybody is asked anew.

    The clash named before still holds where none is named now. Raises `Refusal` as `lies_outside_hours`.
    """
    before = OutOfHours.objects.filter(session=session).first()
    if before and business is None and not clash.strip():
        business = Occasion.objects.filter(record=before.business_id).select_related("record").first()
        clash = clash_words(session)
    is_outside = lies_outside_hours(session.unit, on, starts_at, ends_at, business=business, clash=clash)
    session.agreements.all().delete()
    if is_outside:
        session.on = on
        invite(session, business=business, clash="" if clash == clash_words(session) else clash, by=by)
    elif before:
        before.delete()


def answer_invitation(*, session: Session, is_yes: bool, by: Person, key: uuid.UUID) -> Agreement:
    """Say yes or no to a session outside working hours, without a reason; it may be said otherwise until it begins.

    Posts nothing: a no is nobody's figure. Raises `Refusal`: ``not_asked``, ``closed_already``, ``too_late``.
    """
    content = {"session": session.pk, "is_yes": is_yes}
    with claimed(key=key, by=by, action="learning.answer_invitation", content=content) as claim:
        if claim.is_repeat:
            return Agreement.objects.filter(session=session, person=by).first() or Agreement(
                session=session, person=by, is_yes=is_yes
            )
        held = Session.objects.select_for_update(of=("self",)).select_related("unit").get(pk=session.pk)
        may_answer_invitation(viewer_of(by), held).demand()
        if not OutOfHours.objects.filter(session=held, is_from_paper=False).exists():
            raise Refusal("not_asked", _("Nobody is asked about this session: it lies in working hours."))
        if held.state != SessionState.PLANNED or has_begun(held):
            raise Refusal("too_late", _("The session has begun; an answer can be changed until then."))
        answer, _is_new = Agreement.objects.update_or_create(session=held, person=by, defaults={"is_yes": is_yes})
        return answer


def forget_noes(session: Session) -> None:
    """With the roll-call who said no is deleted: from now on nobody can know."""
    session.agreements.filter(is_yes=False).delete()


def clash_words(session: Session) -> str:
    """The sentence that says why a session lies outside working hours, as last written."""
    return newest_words(session.record, CLASH)
