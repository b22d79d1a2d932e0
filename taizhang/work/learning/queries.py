"""What pages of learning show. Each asks for the viewer first; names come only to those who may see them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.ground.calendar.models import LeaveDays
from taizhang.ground.calendar.queries import leave_on
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.queries import owed_about, owed_in
from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.materials.queries import unread_texts
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import subtree_of
from taizhang.ground.people.kinds import Category, RoleKind
from taizhang.ground.people.models import Person, Role
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.people.queries import categories_on, members_of, standing_on
from taizhang.ground.programmes.models import Programme
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ground.records.queries import newest_words
from taizhang.ledger.kinds import REASONS
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.ui import formats
from taizhang.work.learning.actions.using import ROLL_CALL
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import SEMINARS, LeaveState, Mark, SessionForm, SessionState, Verdict
from taizhang.work.learning.lines import MINUTES, MISSED_KIND
from taizhang.work.learning.models import (
    Account,
    CodeSwitch,
    Essay,
    EssayLength,
    Leave,
    MakeUp,
    OralAnswer,
    OutOfHours,
    SaidPresent,
    SelfStudy,
    Session,
)
from taizhang.work.learning.roster import Attendee, sheet_of
from taizhang.work.learning.rules import (
    may_decide_leave,
    may_keep_sessions,
    may_list_sessions,
    may_review_essay,
    may_see_session,
)

OWED_MARKS = (Mark.PRESENT, Mark.LEAVE, Mark.DUTY, Mark.ABSENT)
FREE_MARKS = (Mark.NOT_JOINED, Mark.PRESENT)


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the roll-call grid: a person, the marks to choose from (the untouched one first), the chosen one."""

    person: int
    code: str
    name: str
    of: str
    marks: tuple[Mark, ...]
    mark: Mark
    is_outside: bool = False
    said_present: bool = False
    leave_until: date | None = None

    @property
    def field(self) -> str:
        """The name of the inputs of this cell."""
        return f"m{self.person}"


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts row of a roll-call: 应到 实到 请假 公出 未到 自愿, and guests."""

    expected: int = 0
    present: int = 0
    leave: int = 0
    duty: int = 0
    absent: int = 0
    voluntary: int = 0
    guests: int = 0

    @property
    def came(self) -> int:
        """All who were there."""
        return self.present + self.voluntary + self.guests

    @property
    def owing(self) -> int:
        """All who have something to make up."""
        return self.leave + self.duty + self.absent


@dataclass(frozen=True, slots=True)
class Change:
    """What one statement says otherwise about one person; ``name`` is empty for readers without names."""

    name: str
    before: str
    after: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a roll-call as the page shows it: the first, or a correction with its reason and words."""

    number: int
    entry: int
    at: datetime
    by: str
    reason: str
    words: str
    is_late: bool
    came: int
    changes: list[Change] = field(default_factory=list)

    @property
    def reason_words(self) -> str:
        """The reason in the reader's language."""
        return str(REASONS[self.reason])


def find_session(viewer: Viewer, record: int) -> Session:
    """The session of a record, if the viewer may see it; else `NotAllowed` or ``DoesNotExist``."""
    session = Session.objects.select_related("record", "unit", "topic_of__record").get(record=record)
    may_see_session(viewer, session).demand()
    return session


def sessions_of(viewer: Viewer, unit: Unit) -> QuerySet[Session]:
    """The sessions of a unit, the newest first."""
    may_list_sessions(viewer, unit).demand()
    return Session.objects.filter(unit=unit).select_related("record").order_by("-on", "-starts_at", "-pk")


@dataclass(frozen=True, slots=True)
class Uses:
    """What a session uses: its listed topic, its materials, and the texts that some have not read before its seminar."""

    topic: Topic | None
    materials: list[Material]
    unread: list[tuple[Material, int]]
    override: str

    @property
    def is_empty(self) -> bool:
        """Whether it names neither topic nor material."""
        return self.topic is None and not self.materials


def uses_of(viewer: Viewer, session: Session) -> Uses:
    """What a session uses. Before a seminar it warns whose texts are unread, as a count, to who keeps its books (R1-159)."""
    topic = session.topic_of
    unread: list[tuple[Material, int]] = []
    is_ahead = topic is not None and session.state == SessionState.PLANNED and session.form in SEMINARS
    if topic and is_ahead and may_keep_sessions(viewer, session.unit):
        sheet = sheet_of(session, list(session.programmes.all()))
        missing = unread_texts(topic, [one.person for one in sheet.attendees if one.owes])
        texts = topic.texts.select_related("record").in_bulk(list(missing))
        unread = [(texts[material], count) for material, count in missing.items()]
    return Uses(
        topic, list(session.materials.select_related("record")), unread, newest_words(session.record, "override")
    )


def usual_session(viewer: Viewer, unit: Unit) -> dict[str, object]:
    """What a new plan starts with: today, and hour, place and form of the unit's last session in working hours."""
    last = sessions_of(viewer, unit).filter(out_of_hours__isnull=True).first()
    if last is None:
        return {"on": clock.today(), "form": SessionForm.MEETING.value}
    return {
        "on": clock.today(),
        "form": last.form,
        "starts_at": last.starts_at,
        "ends_at": last.ends_at,
        "place": last.place,
    }


def came_to(sessions: Collection[Session]) -> dict[int, int]:
    """How many came to each of some sessions, by session."""
    rows = Session.objects.filter(pk__in=[session.pk for session in sessions])
    there = Count("marks", filter=Q(marks__mark=Mark.PRESENT))
    return dict(rows.values_list("pk").annotate(came=there))


def number_of(session: Session) -> int:
    """The place of a session among those of its unit, withdrawn ones not counted."""
    before = Q(on__lt=session.on) | Q(on=session.on, starts_at__lt=session.starts_at)
    same = Session.objects.filter(unit=session.unit).exclude(state=SessionState.WITHDRAWN)
    return same.filter(before | Q(on=session.on, starts_at=session.starts_at, pk__lte=session.pk)).count()


def roll_call_rows(
    viewer: Viewer, session: Session, *, chosen: Mapping[int, str], guests: Collection[int] = ()
) -> list[Row]:
    """The grid: ``chosen`` marks where there are any, else granted leave or that of a trip, else what is usual.

    On a sheet stated anew, who is new on the roll starts as absent: nobody saw them there.
    """
    may_keep_sessions(viewer, session.unit).demand()
    booked = dict(session.marks.values_list("person_id", "mark"))
    said = said_present(session)
    granted = dict(Leave.objects.filter(session=session, state=LeaveState.GRANTED).values_list("person_id", "code"))
    usual = Mark.ABSENT if booked else Mark.PRESENT
    sheet = sheet_of(session, list(session.programmes.all()), guests={*guests, *booked, *chosen})
    trips = {one.person: one.leave_until for one in sheet.attendees if one.owes and one.leave_until}
    granted |= {person: Mark.LEAVE.value for person in trips if person not in granted}
    came_anyway = OutOfHours.objects.filter(session=session, is_from_paper=True).exists()
    found = []
    for one in sheet.attendees:
        marks = (Mark.PRESENT,) if one.is_guest else OWED_MARKS if one.owes else FREE_MARKS
        here = Mark.PRESENT if one.person in said else ""
        told = chosen.get(one.person) or booked.get(one.person) or here or granted.get(one.person, "")
        is_usual = one.owes or (one.is_asked and came_anyway)
        mark = Mark(told) if told in marks else usual if is_usual and usual in marks else marks[0]
        until = trips.get(one.person)
        found.append(Row(one.person, one.code, one.name, _of(one), marks, mark, one.is_outside, bool(here), until))
    return found


def said_present(session: Session) -> set[int]:
    """Who says by the code on the wall to be there; proposals, until the roll-call is booked."""
    return set(SaidPresent.objects.filter(session=session).values_list("person_id", flat=True))


def marked_by_number(rows: Sequence[Row], numbers: Collection[int], mark: Mark) -> list[Row]:
    """The grid with the persons of some numbers, counted from 1 as on paper, marked alike where the mark is offered."""
    return [
        replace(row, mark=mark) if place in numbers and mark in row.marks else row
        for place, row in enumerate(rows, start=1)
    ]


def others_absent(rows: Collection[Row]) -> list[Row]:
    """The grid with everybody who owes, did not say to be there and has no leave, proposed as absent."""
    return [
        replace(row, mark=Mark.ABSENT)
        if row.of == "owed" and row.mark == Mark.PRESENT and not row.said_present
        else row
        for row in rows
    ]


def shows_codes(unit: Unit) -> bool:
    """Whether a unit may show codes at its sessions."""
    return CodeSwitch.objects.filter(unit=unit).exists()


def _of(one: Attendee) -> str:
    return "guest" if one.is_guest else "owed" if one.owes else "voluntary"


def tally_of(rows: Collection[Row]) -> Tally:
    """The counts of a grid as it stands."""
    found = Counter((row.of, row.mark) for row in rows)
    return Tally(
        expected=sum(row.of == "owed" for row in rows),
        present=found["owed", Mark.PRESENT],
        leave=found["owed", Mark.LEAVE],
        duty=found["owed", Mark.DUTY],
        absent=found["owed", Mark.ABSENT],
        voluntary=found["voluntary", Mark.PRESENT],
        guests=found["guest", Mark.PRESENT],
    )


def booked_rows(session: Session) -> list[Row]:
    """The grid of a closed session as last stated. Only for readers who may see names, or to be counted."""
    marked = session.marks.values_list("person_id", flat=True)
    sheet = sheet_of(session, list(session.programmes.all()), guests=marked)
    on_sheet = {one.person: one for one in sheet.attendees}
    rows = []
    for row in session.marks.select_related("person").order_by("person__code"):
        one = on_sheet.get(row.person_id)
        # Who has left the roll of that day since stays on the sheet as it was stated.
        of = _of(one) if one else "owed"
        outside = one.is_outside if one else False
        rows.append(Row(row.person_id, row.person.code, row.person.name, of, (), Mark(row.mark), outside))
    return sorted(rows, key=lambda row: ("owed", "voluntary", "guest").index(row.of))


def statements_of(viewer: Viewer, session: Session) -> list[Statement]:
    """Every statement of a roll-call, first to last, with what each correction changed and for whom."""
    names_shown = viewer.may_see_names(session.unit)
    texts = {text.digest: text.body for text in session.record.texts.filter(purpose="reason")} if names_shown else {}
    said: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    drafts = []
    for entry in statements(session.record, ROLL_CALL):
        before: dict[int, tuple[str, int]] = {}
        is_late = False
        for fact in entry.facts.all():
            if fact.copy or not fact.member:
                continue
            before.setdefault(fact.member, _told(said[fact.member]))
            said[fact.member][fact.kind, fact.code] += fact.amount
            is_late = is_late or fact.phase != fact.booked_phase
        after = {person: _told(said[person]) for person in before}
        came = sum(_told(lines)[0] == Mark.PRESENT for lines in said.values())
        drafts.append((entry, before, after, is_late, came))
    people = {person for _entry, before, _after, _late, _came in drafts[1:] for person in before}
    people |= {viewer.person.pk}
    posters = {entry.posted_by for entry, *_rest in drafts}
    names = dict(Person.objects.filter(pk__in=people | posters).values_list("pk", "name"))
    return [
        Statement(
            number=entry.number,
            entry=entry.pk,
            at=entry.posted_at,
            by=names.get(entry.posted_by, ""),
            reason=entry.reason,
            words=texts.get(entry.words, ""),
            is_late=is_late,
            came=came,
            changes=list(_changes(before, after, names if names_shown else {})) if entry.number > 1 else [],
        )
        for entry, before, after, is_late, came in drafts
    ]


def _told(lines: Counter[tuple[str, str]]) -> tuple[str, int]:
    """The mark and minutes that the lines of one person add up to; no mark when there is none."""
    minutes = lines[MINUTES, "group"]
    if minutes:
        return Mark.PRESENT.value, minutes
    missed = [code for (kind, code), amount in lines.items() if kind == MISSED_KIND and amount]
    return (missed[0] if missed else ""), 0


def _changes(
    before: Mapping[int, tuple[str, int]], after: Mapping[int, tuple[str, int]], names: Mapping[int, str]
) -> Iterator[Change]:
    for person, (mark, minutes) in before.items():
        mark_now, minutes_now = after[person]
        if (mark, minutes) != (mark_now, minutes_now):
            yield Change(names.get(person, ""), _word(mark), _word(mark_now), minutes_now - minutes)


def _word(mark: str) -> str:
    return str(Mark(mark or Mark.NOT_JOINED).label)


def told_of(viewer: Viewer, session: Session) -> dict[str, object]:
    """For the page of a session: its account, the words as last told, the cost in yuan, presenters where names are open."""
    account = Account.objects.filter(session=session).select_related("lecturer", "expert", "host").first()
    latest = {text.purpose: text for text in session.record.texts.order_by("pk")}
    return {
        "account": account,
        "told": [latest[purpose] for purpose in ("discussion", "takeaways") if purpose in latest],
        "cost_words": _("%(amount)s yuan") % {"amount": formats.yuan(account.cost)} if account and account.cost else "",
        "presented": session.presented.select_related("person").order_by("person__code")
        if viewer.may_see_names(session.unit)
        else [],
    }


# --- what waits ---


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a secretary has to do in a unit: roll-calls to take, leave to decide, essays to review, make-ups to note."""

    sessions: list[Session]
    coming: list[Session]
    leaves: list[Leave]
    essays: list[Essay]
    make_ups: list[Duty]

    @property
    def things(self) -> int:
        """How many things wait."""
        return len(self.sessions) + len(self.leaves) + len(self.essays)


def waiting_in(viewer: Viewer, unit: Unit) -> Waiting:
    """What waits for the viewer in a unit today."""
    may_keep_sessions(viewer, unit).demand()
    today = clock.today()
    planned = Session.objects.filter(unit=unit, state=SessionState.PLANNED).select_related("record")
    leaves = Leave.objects.filter(session__unit=unit)
    return Waiting(
        sessions=list(planned.filter(on__lte=today).order_by("on", "starts_at")),
        coming=list(planned.filter(on__gt=today).order_by("on", "starts_at")[:3]),
        leaves=_leaves_for(viewer, leaves),
        essays=_essays_for(viewer, unit),
        make_ups=list(owed_in(unit.pk, kind=MAKE_UP)),
    )


def waiting_from_below(viewer: Viewer, unit: Unit) -> tuple[list[Leave], list[Essay]]:
    """What goes one level up to the viewer: leave of the secretaries beneath a unit, essays that its head reviews."""
    may_list_sessions(viewer, unit).demand()
    secretaries = Role.objects.filter(
        standing_on(clock.today()), role=RoleKind.SECRETARY, person=OuterRef("person"), unit=OuterRef("session__unit")
    )
    beneath = subtree_of(unit).exclude(pk=unit.pk)
    leaves = Leave.objects.filter(Exists(secretaries), session__unit__in=beneath)
    return _leaves_for(viewer, leaves), _essays_for(viewer, unit)


def _leaves_for(viewer: Viewer, leaves: QuerySet[Leave]) -> list[Leave]:
    """Of some requests, those that wait and that the viewer may decide, by day."""
    waiting = leaves.filter(session__state=SessionState.PLANNED, state=LeaveState.ASKED)
    found = waiting.select_related("session__unit", "session__record", "person").order_by("session__on", "pk")
    return [leave for leave in found if may_decide_leave(viewer, leave)]


def _essays_for(viewer: Viewer, unit: Unit) -> list[Essay]:
    """The essays that wait for the head of a unit, those the viewer may review, the oldest first."""
    waiting = Essay.objects.filter(unit=unit, verdict=Verdict.WAITING).select_related("record", "unit", "person")
    return [essay for essay in waiting.order_by("handed_in_on", "pk") if may_review_essay(viewer, essay)]


@dataclass(frozen=True, slots=True)
class Owed:
    """One missed session that one person has not made up."""

    session: Session
    person: Person
    mark: str
    due_on: date | None

    @property
    def field(self) -> str:
        """What the tick of this row sends."""
        return f"{self.session.pk}-{self.person.pk}"


def make_ups_owed(viewer: Viewer, unit: Unit) -> list[Owed]:
    """Everything the members of a unit have to make up, by day and in roster order."""
    may_keep_sessions(viewer, unit).demand()
    duties = list(owed_in(unit.pk, kind=MAKE_UP))
    records = {duty.record_id for duty in duties}
    sessions = {session.record_id: session for session in Session.objects.filter(record__in=records)}
    marks = {
        (session.record_id, mark.person_id): mark.mark
        for session in Session.objects.filter(record__in=records).prefetch_related("marks")
        for mark in session.marks.all()
    }
    return [
        Owed(sessions[duty.record_id], duty.person, marks.get((duty.record_id, duty.person.pk), ""), duty.due_on)
        for duty in duties
        if duty.person
    ]


@dataclass(frozen=True, slots=True)
class MissedHere:
    """One who missed a session: what they owe, or how they made it up."""

    person: Person
    made: MakeUp | None


def missed_here(viewer: Viewer, session: Session) -> list[MissedHere]:
    """Who missed a session, with the make-up where there is one; for those who may see names."""
    may_keep_sessions(viewer, session.unit).demand()
    owing = [MissedHere(duty.person, None) for duty in owed_about(session.record_id, kind=MAKE_UP) if duty.person]
    made = MakeUp.objects.filter(session=session, is_withdrawn=False).select_related("person", "record")
    found = owing + [MissedHere(row.person, row) for row in made]
    return sorted(found, key=lambda one: one.person.code)


# --- one's own ---


@dataclass(frozen=True, slots=True)
class Mine:
    """What a member finds about their own study: what comes, what they handed in."""

    next_session: Session | None
    leave: Leave | None
    trip: LeaveDays | None
    studies: list[SelfStudy]
    essays: list[Essay]


def standing_leave(session: Session, person: Person) -> Leave | None:
    """The leave a person asked for, unless they come after all."""
    return Leave.objects.filter(session=session, person=person).exclude(state=LeaveState.RETURNED).first()


def mine(viewer: Viewer) -> Mine:
    """The viewer's own study."""
    person = viewer.person
    coming = (
        Session.objects.filter(
            unit__in=[home.pk for home in viewer.homes.values()],
            state=SessionState.PLANNED,
            on__gte=clock.today(),
        )
        .select_related("record", "unit")
        .order_by("on", "starts_at")
        .first()
    )
    return Mine(
        next_session=coming,
        leave=standing_leave(coming, person) if coming else None,
        trip=leave_on([person.pk], coming.on).get(person.pk) if coming else None,
        studies=list(SelfStudy.objects.filter(person=person).select_related("record").order_by("-on", "-pk")[:3]),
        essays=list(Essay.objects.filter(person=person).select_related("record").order_by("-handed_in_on", "-pk")[:3]),
    )


def lengths_asked(essay: Essay) -> list[EssayLength]:
    """The lengths that the programmes of an essay ask for; most ask for none."""
    return list(EssayLength.objects.filter(programme__in=essay.programmes.all()))


def essays_asked(programme: Programme) -> dict[str, int]:
    """What a programme asks of essays now: their full length, and how many of it each leader writes."""
    length = EssayLength.objects.filter(programme=programme).first()
    asked = programme.requirements.filter(metric="essays_full_length", superseded_by__isnull=True).first()
    return {"characters": length.characters if length else 0, "papers": asked.numerator if asked else 0}


@dataclass(frozen=True, slots=True)
class Orally:
    """One member who writes no essays, in one programme, with the answer noted so far."""

    person: Person
    programme: Programme
    answer: OralAnswer | None

    @property
    def field(self) -> str:
        """What the buttons of this row send."""
        return f"{self.person.pk}-{self.programme.pk}"


def who_answer_orally(viewer: Viewer, unit: Unit) -> list[Orally]:
    """The members of a unit who write no essays, in each programme it takes part in (R1-42)."""
    may_keep_sessions(viewer, unit).demand()
    today = clock.today()
    rows = list(members_of(unit, on=today))
    categories = categories_on([row.person_id for row in rows], on=today)
    people = [row.person for row in rows if Category.CANNOT_WRITE in categories.get(row.person_id, set())]
    programmes = programmes_of(unit)
    answers = {
        (answer.person_id, answer.programme_id): answer
        for answer in OralAnswer.objects.filter(person__in=people, programme__in=programmes).select_related("record")
    }
    return [Orally(one, programme, answers.get((one.pk, programme.pk))) for programme in programmes for one in people]
