"""Members away on duty: from a day to a day, and the list that keeps them with the group (R0-12).

Nothing here is posted: that somebody is away is no fact of a campaign, the roll-calls book who missed what.
"""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.calendar.actions import end_away as end_on_calendar
from taizhang.ground.calendar.actions import put_away
from taizhang.ground.calendar.models import Away
from taizhang.ground.messages.actions import send_messages
from taizhang.ground.messages.models import MessageKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.keeping_up import current_topic, who_falls_behind
from taizhang.work.learning.rules import may_keep_sessions, may_study_for


def note_away(*, person: Person, from_on: date, to_on: date, by: Person, key: uuid.UUID) -> Away:
    """Note that a member is away on duty: by themselves or by who keeps the books of their unit; no place, no reason.

    Posts nothing. Raises `Refusal`: ``ends_before_start``, ``away_already``.
    """
    content = {"person": person.pk, "from_on": from_on, "to_on": to_on}
    with claimed(key=key, by=by, action="learning.note_away", content=content) as claim:
        if claim.is_repeat:
            return Away.objects.filter(pk=claim.answer["away"]).first() or Away(
                person=person, from_on=from_on, to_on=to_on
            )
        may_study_for(viewer_of(by), person).demand()
        away = put_away(person=person, from_on=from_on, to_on=to_on)
        claim.answer = {"away": away.pk}
    return away


def end_away(*, away: Away, by: Person, key: uuid.UUID) -> None:
    """Note that a member is back from today on. Posts nothing."""
    with claimed(key=key, by=by, action="learning.end_away", content={"away": away.pk}) as claim:
        if claim.is_repeat:
            return
        held = Away.objects.select_for_update(of=("self",)).select_related("person").get(pk=away.pk)
        may_study_for(viewer_of(by), held.person).demand()
        end_on_calendar(away=held, on=clock.today())


def send_list(*, unit: Unit, by: Person, key: uuid.UUID) -> int:
    """Send topic and materials to everybody of a unit who is away and lacks them; how many that were.

    Posts nothing: a message is no fact. Raises `Refusal` ``nobody_lacks``.
    """
    with claimed(key=key, by=by, action="learning.send_list", content={"unit": unit.pk}) as claim:
        if claim.is_repeat:
            return int(claim.answer["sent"])
        viewer = viewer_of(by)
        may_keep_sessions(viewer, unit).demand()
        topic = current_topic(unit)
        lacking = [one.person.pk for one in who_falls_behind(viewer, unit) if one.lacks]
        if topic is None or not lacking:
            raise Refusal("nobody_lacks", _("Nobody who is away lacks the current topic."))
        send_messages(to=lacking, kind=MessageKind.STUDY_LIST, record=topic.record, by=by)
        claim.answer = {"sent": len(lacking)}
    return len(lacking)
