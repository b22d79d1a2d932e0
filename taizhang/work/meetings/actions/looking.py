"""Finding problems oneself before a criticism session: the second lead of a leader (R1-102).

Nothing here is posted: what somebody found in themself stays in the branch and is no figure (decision 0020).
"""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.kinds import COUNTED
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import standing_on
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.actions.planning import locked
from taizhang.work.meetings.kinds import MeetingKind, MeetingState
from taizhang.work.meetings.models import Meeting, SelfLook
from taizhang.work.meetings.rules import may_name_problems

MOST = 50


def name_problems(*, meeting: Meeting, person: Person, problems: Sequence[str], by: Person, key: uuid.UUID) -> SelfLook:
    """Say which problems a person found in themself before a criticism session; said again it replaces what was said.

    Raises `Refusal`: ``no_self_look_here``, ``withdrawn``, ``not_on_roll``, ``too_many``, ``no_text``.
    """
    content = {"meeting": meeting.pk, "person": person.pk, "problems": list(problems)}
    with claimed(key=key, by=by, action="meetings.name_problems", content=content) as claim:
        if claim.is_repeat:
            return SelfLook.objects.get(pk=claim.answer["look"])
        held = locked(meeting)
        may_name_problems(viewer_of(by), held, person).demand()
        found = [one.strip()[:400] for one in problems if one.strip()]
        look = SelfLook.objects.filter(meeting=held, person=person).select_related("record").first()
        _check(held, person, found, is_new=look is None)
        if look is None:
            record = open_record(
                type="meetings.self_look", unit=held.unit, title=held.title, on=held.on, sight=Sight.NAMED
            )
            look = SelfLook(record=record, meeting=held, person=person)
        look.problems = len(found)
        look.save()
        look.record.texts.all().delete()
        if found:
            write_text(record=look.record, purpose="problems", body="\n".join(found), by=by)
        claim.answer = {"look": look.pk}
    return look


def _check(meeting: Meeting, person: Person, found: Sequence[str], *, is_new: bool) -> None:
    if meeting.kind != MeetingKind.CRITICISM:
        raise Refusal("no_self_look_here", _("Problems are named before a session of criticism and self-criticism."))
    if meeting.state == MeetingState.WITHDRAWN:
        raise Refusal("withdrawn", _("This meeting was withdrawn."))
    at_home = Membership.objects.filter(
        standing_on(min(clock.today(), meeting.on)), unit=meeting.unit, person=person, kind__in=COUNTED
    )
    if not at_home.exists():
        raise Refusal("not_on_roll", _("This person does not belong to the unit."))
    if is_new and not found:
        raise Refusal("no_text", _("Name at least one problem, each on a line of its own."), field="problems")
    if len(found) > MOST:
        raise Refusal("too_many", _("At most 50 problems are named."), field="problems")
