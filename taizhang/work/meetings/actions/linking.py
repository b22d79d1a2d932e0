"""One meeting for several programmes: entered once, counted in each, and once in all together (R2-15, settled question 14)."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ledger.claims import claimed
from taizhang.ledger.lines import copy_of
from taizhang.ledger.posting import Line, correct, standing_lines
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.actions.holding import MEETING, places_of
from taizhang.work.meetings.actions.planning import locked
from taizhang.work.meetings.actions.tasks import relink_tasks
from taizhang.work.meetings.kinds import MeetingState
from taizhang.work.meetings.models import Meeting
from taizhang.work.meetings.queries import counted_for
from taizhang.work.meetings.rules import may_keep_meetings


def link_meeting(*, meeting: Meeting, programmes: Sequence[Programme], by: Person, key: uuid.UUID) -> Meeting:
    """Say which programmes a meeting counts for. What is booked of it and of its tasks is stated anew for
    them: in full in each, all but the first as copies. Raises `Refusal`: ``withdrawn``, ``not_enrolled``.
    """
    content = {"meeting": meeting.pk, "programmes": sorted(programme.pk for programme in programmes)}
    with claimed(key=key, by=by, action="meetings.link_meeting", content=content) as claim:
        held = locked(meeting)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.unit).demand()
        if held.state == MeetingState.WITHDRAWN:
            raise Refusal("withdrawn", _("This meeting was withdrawn."))
        if set(programmes) - {*held.programmes.all(), *counted_for(held.unit)}:
            raise Refusal("not_enrolled", _("This unit takes no part in one of these programmes."))
        held.programmes.set(programmes)
        if held.state == MeetingState.HELD:
            lines = _linked_lines(held)
            correct(source=held.record, act=MEETING, lines=lines, by=by, key=key, reason="programme_linked")
        relink_tasks(held, by=by, claim=claim)
    return held


def _linked_lines(meeting: Meeting) -> list[Line]:
    """What stands booked of a meeting, in full for each programme that it counts for now."""
    stated = [line for line, _phase in standing_lines(meeting.record, MEETING) if line.copy == ""]
    places = {key: places_of(meeting, *key) for key in {(line.unit, line.occurred_on) for line in stated}}
    return [
        Line(line.kind, line.unit, line.occurred_on, line.amount, line.code, programme, line.member, copy_of(place))
        for line in stated
        for place, programme in enumerate(places[line.unit, line.occurred_on])
    ]
