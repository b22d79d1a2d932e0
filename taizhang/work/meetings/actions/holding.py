"""A meeting noted as held, stated anew, withdrawn: one request, one entry."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import settle_unit_duties, withdraw_unit_duties
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import standing_on
from taizhang.ground.programmes.models import Phase
from taizhang.ground.programmes.queries import taking_part
from taizhang.ground.records.actions import retitle_record, write_text
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.meetings.actions.planning import demand_planned, locked
from taizhang.work.meetings.duties import SPEECH
from taizhang.work.meetings.kinds import Attendance, MeetingKind, MeetingState, SpeechState
from taizhang.work.meetings.lines import Count, Places, meeting_lines
from taizhang.work.meetings.models import Attending, Meeting, Progress, Spoken, Task
from taizhang.work.meetings.rules import may_keep_meetings

MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a meeting that was held.

    ``attending`` maps an `Attendance` to how many came; ``decisions`` and ``counts`` map the number of an agenda item to
    its words and its vote; ``spoke`` are the persons who spoke at a criticism session, in their order; ``speeches`` are
    the units whose exchange speech was given; ``progress`` maps the number of an open task to what is said of it.
    """

    on: date
    attending: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[int, str] = field(default_factory=dict)
    counts: Mapping[int, Count] = field(default_factory=dict)
    spoke: Sequence[int] = ()
    speeches: Collection[int] = ()
    progress: Mapping[int, str] = field(default_factory=dict)
    minutes: str = ""
    conclusion: str = ""
    concludes: Phase | None = None

    def as_content(self) -> dict[str, object]:
        """For the key of the act."""
        return {
            "on": self.on,
            "attending": {str(code): people for code, people in sorted(self.attending.items())},
            "decisions": {str(number): words for number, words in sorted(self.decisions.items())},
            "counts": {str(number): count.by_code() for number, count in sorted(self.counts.items())},
            "spoke": list(self.spoke),
            "speeches": sorted(self.speeches),
            "progress": {str(number): words for number, words in sorted(self.progress.items())},
            "minutes": self.minutes,
            "conclusion": self.conclusion,
            "concludes": self.concludes and self.concludes.pk,
        }


def hold_meeting(*, meeting: Meeting, said: Statement, by: Person, key: uuid.UUID) -> Meeting:
    """Note a meeting as held, with who came, what was decided and how the votes stood.

    Posts ``meetings.meeting_held`` by kind, ``meetings.people_attended`` by category, ``meetings.votes_counted``, and one
    ``meetings.speech_given`` for each unit that spoke. Of a criticism session only that it was held: who spoke, leaders
    too, stays in the branch (R1-167, docs/decisions/0020). Raises `Refusal`: ``held_already``, ``withdrawn``, ``not_yet``,
    ``unknown_attendance``, ``votes_do_not_add_up``, ``not_on_roll``, ``no_conclusion``.
    """
    content = {"meeting": meeting.pk, **said.as_content()}
    with claimed(key=key, by=by, action="meetings.hold_meeting", content=content) as claim:
        held = locked(meeting)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.unit).demand()
        demand_planned(held)
        lines = _stated(held, said, by)
        post(source=held.record, act=MEETING, lines=lines, by=by, key=key)
    return held


def restate_meeting(
    *,
    meeting: Meeting,
    said: Statement,
    reason: str,
    words: str = "",
    seen: int | None = None,
    by: Person,
    key: uuid.UUID,
) -> Meeting:
    """State a held meeting anew; the ledger books only what differs, earlier minutes stay beside the new ones.

    Raises `Refusal`: ``not_held``, ``changed_meanwhile``, ``unknown_reason`` and those of `hold_meeting`.
    """
    content = {"meeting": meeting.pk, "reason": reason, "words": words, **said.as_content()}
    with claimed(key=key, by=by, action="meetings.restate_meeting", content=content) as claim:
        held = locked(meeting)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.unit).demand()
        if held.state == MeetingState.PLANNED:
            raise Refusal("not_held", _("This meeting is not noted as held yet."))
        lines = _stated(held, said, by)
        _correct(held, lines, by=by, key=key, reason=reason, words=words, seen=seen)
    return held


def withdraw_meeting(
    *, meeting: Meeting, reason: str = "not_held", words: str = "", by: Person, key: uuid.UUID
) -> Meeting:
    """Withdraw a planned meeting, which books nothing, or one that was noted and did not take place: all is reversed.

    Tasks that it gave are withdrawn by themselves. Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"meeting": meeting.pk, "reason": reason, "words": words}
    with claimed(key=key, by=by, action="meetings.withdraw_meeting", content=content) as claim:
        held = locked(meeting)
        if claim.is_repeat:
            return held
        may_keep_meetings(viewer_of(by), held.unit).demand()
        if held.state == MeetingState.WITHDRAWN:
            raise Refusal("withdrawn", _("This meeting was withdrawn."))
        was_held = held.state == MeetingState.HELD
        held.state = MeetingState.WITHDRAWN
        held.save(update_fields=["state"])
        for speech in held.speeches.select_related("record"):
            withdraw_unit_duties(kind=SPEECH, record=speech.record)
        if was_held:
            _correct(held, [], by=by, key=key, reason=reason, words=words, seen=None)
    return held


def places_of(meeting: Meeting, unit: int, on: date) -> Places:
    """The programmes in which a line about ``unit`` is booked on a day; outside all it is 0."""
    programmes = list(meeting.programmes.all())
    taking = taking_part(programmes, [unit], on=on)
    return [programme.pk for programme in programmes if (programme.pk, unit) in taking] or [0]


def _stated(meeting: Meeting, said: Statement, by: Person) -> list[Line]:
    """Write what is said into the rows of the meeting; its lines."""
    _check(meeting, said)
    meeting.on, meeting.state = said.on, MeetingState.HELD
    meeting.concludes = said.concludes if said.conclusion.strip() else None
    meeting.save(update_fields=["on", "state", "concludes"])
    retitle_record(record=meeting.record, title=meeting.title, on=said.on)
    _write_decisions(meeting, said)
    meeting.attending.all().delete()
    Attending.objects.bulk_create(
        Attending(meeting=meeting, category=category, people=people)
        for category, people in said.attending.items()
        if people
    )
    _write_spoken(meeting, said, by)
    _write_progress(meeting, said)
    for purpose, body in (("minutes", said.minutes), ("conclusion", said.conclusion)):
        _write_words(meeting, purpose, body.strip(), by)
    speeches = _write_speeches(meeting, said)
    # Of a criticism session nothing goes upward but that it was held, and on which day (R1-167).
    is_inside = meeting.kind == MeetingKind.CRITICISM
    return meeting_lines(
        kind=meeting.kind,
        unit=meeting.unit_id,
        on=said.on,
        places=places_of(meeting, meeting.unit_id, said.on),
        attending={} if is_inside else said.attending,
        counts=[] if is_inside else said.counts.values(),
        speeches={unit: places_of(meeting, unit, said.on) for unit in speeches},
    )


def _check(meeting: Meeting, said: Statement) -> None:
    if said.on > clock.today():
        raise Refusal("not_yet", _("This meeting has not been held yet."), field="on", day=said.on)
    if said.attending.keys() - set(Attendance.values):
        raise Refusal("unknown_attendance", _("People are counted by the listed categories."))
    for number, count in said.counts.items():
        if count.present > count.due or count.votes_for + count.against + count.abstained > count.present:
            reason = _(
                "Item %(number)s: for, against and abstained cannot be more than were present, nor present more than "
                "were entitled."
            )
            raise Refusal("votes_do_not_add_up", reason % {"number": number}, item=number)
    if said.spoke:
        if meeting.kind != MeetingKind.CRITICISM:
            raise Refusal("no_order_here", _("Only a criticism session notes in which order people spoke."))
        at_home = Membership.objects.filter(standing_on(said.on), unit=meeting.unit, person_id__in=said.spoke)
        # who is noted already was on the roll when it was noted, whatever the roll says since
        noted = meeting.spoken.filter(withdrawn_on__isnull=True).values_list("person", flat=True)
        strangers = set(said.spoke) - set(at_home.values_list("person", flat=True)) - set(noted)
        if len(set(said.spoke)) != len(said.spoke) or strangers:
            raise Refusal("not_on_roll", _("Each who spoke is a member of this unit, named once."))
    if said.concludes and not said.conclusion.strip():
        raise Refusal("no_conclusion", _("Write the conclusion that was agreed."), field="conclusion")


def _write_decisions(meeting: Meeting, said: Statement) -> None:
    for item in meeting.agenda.all():
        count = said.counts.get(item.number)
        item.decision = said.decisions.get(item.number, "").strip()[:400]
        item.due = count.due if count else None
        item.present = count.present if count else None
        item.votes_for = count.votes_for if count else None
        item.votes_against = count.against if count else None
        item.abstained = count.abstained if count else None
        item.save()


def _write_spoken(meeting: Meeting, said: Statement, by: Person) -> None:
    """Keep the rows that are still right, withdraw the others, and add what is new: none is ever lost or written over."""
    now, day = {person: place for place, person in enumerate(said.spoke, start=1)}, clock.today()
    standing = list(meeting.spoken.filter(withdrawn_on__isnull=True))
    right = {row.person_id for row in standing if now.get(row.person_id) == row.place}
    gone = [row.pk for row in standing if row.person_id not in right]
    meeting.spoken.filter(pk__in=gone).update(withdrawn_by=by, withdrawn_on=day)
    Spoken.objects.bulk_create(
        Spoken(meeting=meeting, person_id=person, place=place, noted_by=by, noted_on=day)
        for person, place in now.items()
        if person not in right
    )


def _write_progress(meeting: Meeting, said: Statement) -> None:
    meeting.progress.all().delete()
    open_tasks = Task.objects.filter(unit=meeting.unit, pk__in=said.progress).values_list("pk", flat=True)
    Progress.objects.bulk_create(
        Progress(meeting=meeting, task_id=task, said=said.progress[task].strip()[:300])
        for task in open_tasks
        if said.progress[task].strip()
    )


def _write_words(meeting: Meeting, purpose: str, body: str, by: Person) -> None:
    """Keep the words, unless they are the ones that stand already."""
    if body and body != newest_words(meeting.record, purpose):
        write_text(record=meeting.record, purpose=purpose, body=body, by=by)


def _write_speeches(meeting: Meeting, said: Statement) -> list[int]:
    given = []
    for speech in meeting.speeches.select_related("record", "unit").order_by("unit__code"):
        if speech.unit_id in said.speeches:
            given.append(speech.unit_id)
            speech.state = SpeechState.GIVEN
            settle_unit_duties(kind=SPEECH, record=speech.record, unit=speech.unit, by=meeting.record, on=said.on)
        elif speech.state == SpeechState.GIVEN:
            has_text = speech.record.texts.filter(purpose="speech").exists()
            speech.state = SpeechState.HANDED_IN if has_text else SpeechState.ASKED
        speech.save(update_fields=["state"])
    return given


def _correct(
    meeting: Meeting,
    lines: Sequence[Line],
    *,
    by: Person,
    key: uuid.UUID,
    reason: str,
    words: str,
    seen: int | None,
) -> None:
    text = write_text(record=meeting.record, purpose="reason", body=words.strip(), by=by) if words.strip() else None
    correct(
        source=meeting.record,
        act=MEETING,
        lines=lines,
        by=by,
        key=key,
        reason=reason,
        seen=seen,
        words=text.digest if text else "",
    )
