"""The roll-call: close a session by it, take it back, state it anew, withdraw what did not take place: one entry each."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from taizhang.ground.duties.actions import open_duties, settle_duty, withdraw_duties
from taizhang.ground.people.models import Membership, Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import open_end
from taizhang.ground.records.actions import retitle_record, write_text
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line, correct, post, standing_lines
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.lib.rows import write_rows
from taizhang.work.learning.actions.accounts import follow_roll_call
from taizhang.work.learning.actions.agreeing import forget_noes
from taizhang.work.learning.actions.planning import check_day, check_times, demand_planned, locked, on_the_calendar
from taizhang.work.learning.actions.study import restate_make_up
from taizhang.work.learning.actions.using import ROLL_CALL, forget_use, hand_over, note_use, read_here
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import MISSED, Mark, SessionState
from taizhang.work.learning.lines import MISSED_KIND, person_lines, roll_call_lines
from taizhang.work.learning.models import MakeUp, RollMark, SaidPresent, Session
from taizhang.work.learning.roster import Sheet, sheet_of
from taizhang.work.learning.rules import may_keep_sessions

TAKEN_BACK = "taken_back"
Marks = Mapping[int, str]


def close_session(*, session: Session, marks: Marks, by: Person, key: uuid.UUID) -> Session:
    """Book the roll-call of a session: ``marks`` (person → `Mark`) of every member of the host, and of guests who came.

    Posts ``learning.session_held`` for the host, minutes and attendance for each who was there, one missed session for
    each who owed to come, and opens a make-up for each of those. Guests are counted at their own home; who is in none of
    the session's programmes is noted outside them. Raises `Refusal`: ``closed_already``, ``withdrawn``, ``not_yet``,
    ``not_on_roll``, ``unmarked``, ``guest_did_not_come``, ``owes``, ``unknown_mark``.

    Who is absent on a day of an approved trip is on leave by that trip, and makes it up on return (R1-107).
    """
    content = {"session": session.pk, "marks": _as_content(marks)}
    with claimed(key=key, by=by, action="learning.close_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        demand_planned(held)
        if held.on > clock.today():
            raise Refusal("not_yet", _("This session has not been held yet."), field="on", day=held.on)
        programmes = list(held.programmes.all())
        sheet = _sheet(held, programmes, marks)
        marks = _checked(held, _with_leave(sheet, marks), sheet)
        if held.is_taken_back:
            held.marks.all().delete()
        _write_marks(held, sheet, marks, marks.keys())
        lines = roll_call_lines(held, sheet.host, sheet.attendees, marks)
        lines += note_use(held, sheet.host, sheet.attendees, marks)
        SaidPresent.objects.filter(session=held).delete()
        forget_noes(held)
        held.state = SessionState.CLOSED
        if held.is_taken_back:
            _book_difference(held, programmes, [], lines, claim, sheet, by=by, reason=TAKEN_BACK, words="", seen=None)
            held.is_taken_back = False
        else:
            _open_make_ups(held, programmes, _missed_in(lines), sheet)
            post(source=held.record, act=ROLL_CALL, lines=lines, by=by, key=key)
        held.save(update_fields=["state", "is_taken_back"])
    return held


def take_back_roll_call(*, session: Session, by: Person, key: uuid.UUID) -> Session:
    """Take a booked roll-call back with one click: nothing stands booked, the session is planned again, its marks wait.

    The ledger keeps both statements; booked again, the act is stated anew. Raises `Refusal`: ``not_booked``.
    """
    with claimed(key=key, by=by, action="learning.take_back_roll_call", content={"session": session.pk}) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        if held.state != SessionState.CLOSED:
            raise Refusal("not_booked", _("The roll-call of this session is not booked yet."))
        held.state, held.is_taken_back = SessionState.PLANNED, True
        held.save(update_fields=["state", "is_taken_back"])
        _reverse(held, claim, by=by, reason=TAKEN_BACK, words="")
    return held


def restate_session(
    *,
    session: Session,
    marks: Marks,
    reason: str,
    words: str = "",
    on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    programmes: Sequence[Programme] | None = None,
    seen: int | None = None,
    by: Person,
    key: uuid.UUID,
) -> Session:
    """State a booked roll-call anew, with all its marks; the ledger books only what differs.

    Day, times and programmes may be stated anew too. Who is marked as before keeps the lines that stand, even if the
    roll has changed since, unless ``reason`` is ``roll_changed`` or day, times or programmes are stated anew.
    ``words`` are kept as a text of the session, ``seen`` is the statement the person was looking at. Make-ups follow: a
    session that was not missed after all is not made up either, though its minutes stay. Raises `Refusal`:
    ``not_booked``, ``nothing_differs``, ``changed_meanwhile``, ``unknown_reason`` and those of `close_session`.
    """
    content = {
        "session": session.pk,
        "marks": _as_content(marks),
        "reason": reason,
        "words": words,
        "on": on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "programmes": None if programmes is None else [programme.pk for programme in programmes],
    }
    with claimed(key=key, by=by, action="learning.restate_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        if held.state == SessionState.PLANNED:
            raise Refusal("not_booked", _("The roll-call of this session is not booked yet."))
        is_moved = _move(held, on or held.on, starts_at or held.starts_at, ends_at or held.ends_at)
        counted_for = list(held.programmes.all())
        is_relinked = programmes is not None and set(programmes) != set(counted_for)
        if programmes is not None and is_relinked:
            counted_for = list(programmes)
            held.programmes.set(counted_for)
        if is_moved or is_relinked:
            check_day(held.unit, counted_for, held.on)
        sheet = _sheet(held, counted_for, marks)
        marks = _with_leave(sheet, marks)
        all_anew = is_moved or is_relinked or reason == "roll_changed" or held.state == SessionState.WITHDRAWN
        old = {row.person_id: row.mark for row in held.marks.all()}
        kept = set() if all_anew else {person for person, mark in marks.items() if old.get(person) == mark}
        marks = _checked(held, marks, sheet, kept=kept)
        standing = standing_lines(held.record, ROLL_CALL)
        read_before = read_here(held)
        lines = _lines_anew(held, sheet, marks, standing, kept)
        lines += note_use(held, sheet.host, sheet.attendees, marks, kept)
        held.marks.exclude(person_id__in=kept).delete()
        _write_marks(held, sheet, marks, marks.keys() - kept)
        held.state = SessionState.CLOSED
        held.save(update_fields=["state", "on", "starts_at", "ends_at"])
        retitle_record(record=held.record, title=held.topic, on=held.on)
        on_the_calendar(held)
        _book_difference(held, counted_for, standing, lines, claim, sheet, by=by, reason=reason, words=words, seen=seen)
        gone = read_before - read_here(held)
        hand_over(held, gone, by=by, key=key, reason=reason, topic_gone=False)
    return held


def withdraw_session(
    *, session: Session, reason: str = "not_held", words: str = "", by: Person, key: uuid.UUID
) -> Session:
    """Withdraw a planned session, which posts nothing, or one that was booked and did not take place: all is reversed.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"session": session.pk, "reason": reason, "words": words}
    with claimed(key=key, by=by, action="learning.withdraw_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        if held.state == SessionState.WITHDRAWN:
            raise Refusal("withdrawn", _("This session was withdrawn."))
        was_booked = held.state == SessionState.CLOSED
        if was_booked or held.is_taken_back:
            held.marks.all().delete()
        held.state, held.is_taken_back = SessionState.WITHDRAWN, False
        held.save(update_fields=["state", "is_taken_back"])
        on_the_calendar(held)
        if was_booked:
            _reverse(held, claim, by=by, reason=reason, words=words)
    return held


def _reverse(session: Session, claim: Claimed, *, by: Person, reason: str, words: str) -> None:
    """Book that nothing of a roll-call stands; what it showed as read goes to another session that shows it too."""
    gone = read_here(session)
    forget_use(session)
    standing = standing_lines(session.record, ROLL_CALL)
    programmes = list(session.programmes.all())
    _book_difference(session, programmes, standing, [], claim, None, by=by, reason=reason, words=words, seen=None)
    hand_over(session, gone, by=by, key=claim.key, reason=reason, topic_gone=True)


def _as_content(marks: Marks) -> dict[str, str]:
    return {str(person): str(mark) for person, mark in sorted(marks.items())}


def _move(session: Session, on: date, starts_at: time, ends_at: time) -> bool:
    """Set day and times as now stated; whether that changes anything."""
    if (on, starts_at, ends_at) == (session.on, session.starts_at, session.ends_at):
        return False
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
    check_times(starts_at, ends_at)
    session.on, session.starts_at, session.ends_at = on, starts_at, ends_at
    return True


def _sheet(session: Session, programmes: Sequence[Programme], marks: Marks) -> Sheet:
    """The sheet of the session's day, with the marked persons from elsewhere."""
    sheet = sheet_of(session, programmes)
    guests = marks.keys() - {attendee.person for attendee in sheet.attendees}
    if guests:
        sheet = sheet_of(session, programmes, guests=guests)
    return sheet


def _with_leave(sheet: Sheet, marks: Marks) -> Marks:
    """The marks, with leave for who was absent on a day of an approved trip: nobody types that again (R1-107)."""
    trips = {one.person for one in sheet.attendees if one.leave_until}
    absent = {person for person, mark in marks.items() if mark == Mark.ABSENT}
    return {**marks, **dict.fromkeys(absent & trips, Mark.LEAVE.value)}


def _checked(session: Session, marks: Marks, sheet: Sheet, *, kept: Collection[int] = ()) -> dict[int, str]:
    """The marks of a sheet that is complete and says nothing impossible; ``kept`` were on it before and may have left.

    Whoever is free to come and is not marked present simply did not join.
    """
    if unknown := sorted({str(mark) for mark in marks.values()} - set(Mark.values)):
        raise Refusal("unknown_mark", _("Each person is marked by one of the listed marks."), marks=unknown)
    on_sheet = {attendee.person: attendee for attendee in sheet.attendees}
    if strangers := marks.keys() - on_sheet.keys() - set(kept):
        raise _not_on_roll(session, strangers)
    missing = [person for person, attendee in on_sheet.items() if not attendee.is_guest and person not in marks]
    if missing:
        reason = ngettext_lazy(
            "%(count)s member of this unit has no mark yet. Load the sheet again.",
            "%(count)s members of this unit have no mark yet. Load the sheet again.",
            "count",
        )
        raise Refusal("unmarked", reason % {"count": len(missing)}, persons=missing)
    checked: dict[int, str] = {}
    for person, mark in marks.items():
        attendee = on_sheet.get(person)
        if attendee is None or person in kept:
            checked[person] = str(mark)
        elif attendee.is_guest and mark != Mark.PRESENT:
            raise Refusal("guest_did_not_come", _("A guest is noted only when present."), persons=[person])
        elif attendee.owes and mark == Mark.NOT_JOINED:
            raise Refusal("owes", _("Who is expected was present, absent, on leave or on duty."), persons=[person])
        elif not attendee.owes and mark in MISSED:
            checked[person] = Mark.NOT_JOINED.value
        else:
            checked[person] = str(mark)
    return checked


def _not_on_roll(session: Session, strangers: Iterable[int]) -> Refusal:
    """Names those who once belonged to the unit, as its secretary knows them; of others it tells only how many."""
    strangers = set(strangers)
    former = dict(
        Membership.objects.filter(person_id__in=strangers, unit=session.unit)
        .order_by("person__code")
        .values_list("person_id", "person__name")
    )
    if former.keys() == strangers:
        words = {"names": "、".join(former.values()), "day": date_format(session.on)}
        reason = _("%(names)s did not belong to this unit on %(day)s. Load the sheet again.") % words
    else:
        reason = _("%(count)s on this sheet were no members on that day. Load the sheet again.") % {
            "count": len(strangers)
        }
    return Refusal("not_on_roll", reason, persons=sorted(strangers))


def _write_marks(session: Session, sheet: Sheet, marks: Marks, persons: Collection[int]) -> None:
    write_rows(
        RollMark,
        ("session_id", "person_id", "unit_id", "mark"),
        [
            (session.pk, attendee.person, attendee.unit, str(marks[attendee.person]))
            for attendee in sheet.attendees
            if attendee.person in persons
        ],
    )


def _lines_anew(
    session: Session, sheet: Sheet, marks: Marks, standing: Sequence[tuple[Line, int]], kept: Collection[int]
) -> list[Line]:
    """The new statement: what stands for those marked as before, computed anew for the others."""
    if not kept:
        return roll_call_lines(session, sheet.host, sheet.attendees, marks)
    lines = [line for line, _phase in standing if line.member == 0 or line.member in kept]
    for attendee in sheet.attendees:
        if attendee.person not in kept:
            lines += person_lines(session, session.minutes, attendee, marks[attendee.person])
    return lines


def _book_difference(
    session: Session,
    programmes: Sequence[Programme],
    standing: Sequence[tuple[Line, int]],
    lines: Sequence[Line],
    claim: Claimed,
    sheet: Sheet | None,
    *,
    by: Person,
    reason: str,
    words: str,
    seen: int | None,
) -> None:
    """Book the new statement, and let duties and make-ups follow it (settled question 44); without a sheet nobody missed."""
    said = write_text(record=session.record, purpose="reason", body=words.strip(), by=by) if words.strip() else None
    entry = correct(
        source=session.record,
        act=ROLL_CALL,
        lines=lines,
        by=by,
        key=claim.key,
        reason=reason,
        seen=seen,
        words=said.digest if said else "",
    )
    if entry is None:
        raise Refusal("nothing_differs", _("This is what stands booked already."))
    follow_roll_call(session, booked=bool(lines), by=by, key=claim.part("account"), reason=reason)
    before = _missed_in([line for line, _phase in standing])
    now = _missed_in(lines)
    gone = {person for person, home in before.items() if now.get(person) != home}
    withdraw_duties(kind=MAKE_UP, record=session.record, persons=gone)
    new = {person: home for person, home in now.items() if before.get(person) != home}
    _open_make_ups(session, programmes, new, sheet)
    for made in MakeUp.objects.filter(session=session, is_withdrawn=False).select_related("record"):
        if made.person_id in now:
            settle_duty(kind=MAKE_UP, record=session.record, person=made.person_id, by=made.record, on=made.on)
        restate_make_up(made, lines, by=by, key=claim.part(f"make_up {made.pk}"), reason=reason)


def _missed_in(lines: Iterable[Line]) -> dict[int, int]:
    """Person → home unit, of each who missed the session; copies for further programmes are skipped."""
    return {line.member: line.unit for line in lines if line.kind == MISSED_KIND and not line.copy}


def _open_make_ups(
    session: Session, programmes: Sequence[Programme], homes: Mapping[int, int], sheet: Sheet | None
) -> None:
    """Each missed session is owed, by the reference date of the phase the host is in (R1-55).

    Who is still on an approved trip owes it from the last day of the trip on, and not by a day before that (R1-107).
    """
    if not homes or sheet is None:
        return
    programme, today = programmes[0] if programmes else None, clock.today()
    end = open_end(session.unit, programme) if programme else None
    back = {one.person: max(one.leave_until, today) for one in sheet.attendees if one.leave_until}
    for begins in sorted({back.get(person, today) for person in homes}):
        open_duties(
            kind=MAKE_UP,
            record=session.record,
            homes={person: home for person, home in homes.items() if back.get(person, today) == begins},
            programme=programme,
            opened_on=begins,
            due_on=end and max(end, begins),
        )
