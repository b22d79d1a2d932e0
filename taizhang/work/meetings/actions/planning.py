"""Planning a meeting and its agenda. A plan posts nothing: what is planned is not a fact (question 5)."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record, retitle_record
from taizhang.ledger.claims import claimed
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.kinds import MeetingKind, MeetingState
from taizhang.work.meetings.models import AgendaItem, Meeting
from taizhang.work.meetings.rules import may_keep_meetings


def plan_meeting(
    *,
    unit: Unit,
    programmes: Sequence[Programme],
    kind: str,
    title: str,
    on: date,
    starts_at: time | None = None,
    place: str = "",
    purpose: str = "",
    chair: Person | None = None,
    speaker: Person | None = None,
    follows: Meeting | None = None,
    agenda: Sequence[str] = (),
    by: Person,
    key: uuid.UUID,
) -> Meeting:
    """Plan a meeting of ``unit``; its agenda is open to the members from now on (R3-35).

    ``follows`` is the meeting of a unit above that this one carries down (R1-146). A day in the past is a meeting that
    is noted afterwards. Raises `Refusal`: ``no_title``, ``unknown_kind``, ``not_above``.
    """
    content = {
        "unit": unit.pk,
        "programmes": [programme.pk for programme in programmes],
        "kind": str(kind),
        **_as_content(title, on, starts_at, place, purpose, chair, speaker, agenda),
        "follows": follows and follows.pk,
    }
    with claimed(key=key, by=by, action="meetings.plan_meeting", content=content) as claim:
        if claim.is_repeat:
            return Meeting.objects.get(pk=claim.answer["meeting"])
        may_keep_meetings(viewer_of(by), unit).demand()
        if kind not in MeetingKind.values:
            raise Refusal("unknown_kind", _("Choose one of the listed kinds of meeting."), field="kind")
        if follows and not _is_above(follows.unit, unit):
            raise Refusal("not_above", _("Only a meeting of a unit above is carried down."), field="follows")
        title = _checked_title(title)
        meeting = Meeting.objects.create(
            record=open_record(type="meetings.meeting", unit=unit, title=title, on=on),
            unit=unit,
            kind=kind,
            title=title,
            purpose=purpose.strip()[:200],
            on=on,
            starts_at=starts_at,
            place=place.strip()[:120],
            chair=chair,
            speaker=speaker,
            follows=follows,
        )
        meeting.programmes.add(*programmes)
        write_agenda(meeting, agenda)
        claim.answer = {"meeting": meeting.pk}
    return meeting


def change_meeting(
    *,
    meeting: Meeting,
    title: str,
    on: date,
    starts_at: time | None = None,
    place: str = "",
    purpose: str = "",
    chair: Person | None = None,
    speaker: Person | None = None,
    agenda: Sequence[str] = (),
    by: Person,
    key: uuid.UUID,
) -> Meeting:
    """Move a planned meeting or mend its agenda. Raises `Refusal`: ``held_already``, ``withdrawn``, ``no_title``."""
    content = {"meeting": meeting.pk, **_as_content(title, on, starts_at, place, purpose, chair, speaker, agenda)}
    with claimed(key=key, by=by, action="meetings.change_meeting", content=content) as claim:
        held = locked(meeting)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.unit).demand()
        demand_planned(held)
        held.title = _checked_title(title)
        held.on, held.starts_at = on, starts_at
        held.place, held.purpose = place.strip()[:120], purpose.strip()[:200]
        held.chair, held.speaker = chair, speaker
        held.save()
        held.agenda.all().delete()
        write_agenda(held, agenda)
        retitle_record(record=held.record, title=held.title, on=on)
    return held


def write_agenda(meeting: Meeting, agenda: Sequence[str]) -> None:
    """Number the items of an agenda as they stand; empty lines are none."""
    texts = [text.strip()[:200] for text in agenda if text.strip()]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, text=text) for number, text in enumerate(texts, start=1)
    )


def locked(meeting: Meeting) -> Meeting:
    """The row as it stands now, held until the act commits, so that of two windows one waits for the other."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=meeting.pk)


def demand_planned(meeting: Meeting) -> None:
    """Refuse what only a planned meeting allows."""
    if meeting.state == MeetingState.HELD:
        raise Refusal("held_already", _("This meeting is noted as held already. If something is wrong, state it anew."))
    if meeting.state == MeetingState.WITHDRAWN:
        raise Refusal("withdrawn", _("This meeting was withdrawn."))


def _is_above(upper: Unit, unit: Unit) -> bool:
    return upper.tree == unit.tree and unit.path.startswith(upper.path) and upper.pk != unit.pk


def _checked_title(title: str) -> str:
    title = title.strip()[:200]
    if not title:
        raise Refusal("no_title", _("Give the meeting a title."), field="title")
    return title


def _as_content(
    title: str,
    on: date,
    starts_at: time | None,
    place: str,
    purpose: str,
    chair: Person | None,
    speaker: Person | None,
    agenda: Sequence[str],
) -> dict[str, object]:
    return {
        "title": title,
        "on": on,
        "starts_at": starts_at,
        "place": place,
        "purpose": purpose,
        "chair": chair and chair.pk,
        "speaker": speaker and speaker.pk,
        "agenda": list(agenda),
    }
