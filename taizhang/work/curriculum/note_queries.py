"""What pages of notes show: the sheet of a week, one's own notes, the checks of a unit's groups, the concerns of a branch."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.http import Http404

from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer
from taizhang.ledger.reading import Scope, totals_by_day
from taizhang.lib import clock
from taizhang.work.curriculum.actions.notes import WEEK, monday_of
from taizhang.work.curriculum.models import Note, NoteLook, NoteRound, QualityFlag, SelfCheck
from taizhang.work.curriculum.roster import sheet_of
from taizhang.work.curriculum.rules import (
    may_check_themselves,
    may_flag,
    may_read_note,
    may_review_notes,
    may_see_notes_of,
)

# What makes a week one with study.
STUDY = ("learning.session_held", "learning.study_minutes", "curriculum.note_written")
WEEKS_BACK = 8


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One person on the sheet of a week: their notes, whether these were looked at, and what was said."""

    person: Person
    notes: list[Note]
    is_looked_at: bool
    comment: str


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """The sheet of one week in one unit."""

    unit: Unit
    week_on: date
    rows: list[NoteRow]

    @property
    def done(self) -> int:
        """How many were looked at."""
        return sum(row.is_looked_at for row in self.rows)

    @property
    def ends_on(self) -> date:
        """Its Sunday."""
        return self.week_on + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """One week with study in a unit: how many of how many were looked at."""

    week_on: date
    done: int
    due: int

    @property
    def is_full(self) -> bool:
        """Whether everybody's notes were looked at."""
        return self.done >= self.due


def note_sheet(viewer: Viewer, unit: Unit, week_on: date) -> NoteSheet:
    """Everybody whose notes the head of a unit reads, with what they wrote in a week (R1-56)."""
    may_review_notes(viewer, unit).demand()
    people = sheet_of(unit)
    notes: dict[int, list[Note]] = {}
    rows = Note.objects.filter(
        person__in=people, on__gte=week_on, on__lt=week_on + WEEK, withdrawn_on__isnull=True
    ).select_related("record")
    for note in rows.order_by("on", "pk"):
        notes.setdefault(note.person_id, []).append(note)
    looks = {look.person_id: look for look in NoteLook.objects.filter(round__unit=unit, round__week_on=week_on)}
    return NoteSheet(
        unit,
        week_on,
        [
            NoteRow(
                person,
                notes.get(person.pk, []),
                person.pk in looks,
                looks[person.pk].comment if person.pk in looks else "",
            )
            for person in people
        ],
    )


def weeks_with_study(unit: Unit) -> list[Week]:
    """The last weeks in which a unit studied, the newest first, each with how many of how many notes were looked at."""
    today = clock.today()
    first = monday_of(today) - WEEKS_BACK * WEEK
    days = totals_by_day(Scope(STUDY, unit=unit, subtree=False, from_on=first, copies=("programme",)))
    weeks = {monday_of(day) for day, amount in days.items() if amount > 0}
    held = NoteRound.objects.filter(unit=unit, week_on__gte=first).annotate(done=Count("looks"))
    rounds = {week_on: (done, asked) for week_on, done, asked in held.values_list("week_on", "done", "due")}
    due = len(sheet_of(unit))
    found = []
    for week_on in sorted(weeks | rounds.keys(), reverse=True):
        done, asked = rounds.get(week_on, (0, 0))
        found.append(Week(week_on, done, asked or due))
    return found


def note_for(viewer: Viewer, record: int) -> Note:
    """A note that the viewer may read."""
    note = Note.objects.select_related("record__unit", "person").filter(record=record).first()
    if note is None:
        raise Http404
    may_read_note(viewer, note).demand()
    return note


def comments_on(note: Note) -> list[tuple[Person, str, date]]:
    """(who, what, the week) said about the week's notes of the author."""
    rows = NoteLook.objects.filter(person=note.person_id, round__week_on=monday_of(note.on)).select_related(
        "by", "round"
    )
    return [(look.by, look.comment, look.round.week_on) for look in rows]


def my_notes(viewer: Viewer, most: int = 3) -> list[Note]:
    """One's own last notes."""
    rows = Note.objects.filter(person=viewer.person, withdrawn_on__isnull=True).select_related("record")
    return list(rows.order_by("-on", "-pk")[:most])


@dataclass(frozen=True, slots=True)
class NoteLink:
    """One note as a link of its author's chain of study: its title only for who may read it."""

    note: Note
    is_open: bool
    is_looked_at: bool


def notes_of(viewer: Viewer, person: Person, most: int = 8) -> list[NoteLink]:
    """The last notes of one person, each with whether its week was looked at (R1-52).

    What a moved person wrote elsewhere stays with them and with whoever reads it.
    """
    may_see_notes_of(viewer, person).demand()
    rows = Note.objects.filter(person=person, withdrawn_on__isnull=True).select_related("record__unit", "person")
    looked = set(NoteLook.objects.filter(person=person).values_list("round__week_on", flat=True))
    found = []
    for note in rows.order_by("-on", "-pk"):
        is_open = bool(may_read_note(viewer, note))
        if is_open or viewer.may_see_names(note.record.unit):
            found.append(NoteLink(note, is_open, monday_of(note.on) in looked))
        if len(found) == most:
            break
    return found


def groups_of(viewer: Viewer, unit: Unit) -> list[Body]:
    """The party groups of a unit whose check the viewer may note."""
    rows = Body.objects.filter(unit=unit, kind=BodyKind.PARTY_GROUP, dissolved_on__isnull=True).order_by("name")
    return [group for group in rows if may_check_themselves(viewer, unit, group)]


def groups_led(viewer: Viewer) -> list[Body]:
    """The party groups that the viewer leads."""
    rows = Body.objects.filter(
        kind=BodyKind.PARTY_GROUP,
        dissolved_on__isnull=True,
        pk__in=viewer.person.bodies.filter(leads=True, to_on=None).values("body"),
    )
    return list(rows.select_related("unit").order_by("name"))


def checks_of(unit: Unit) -> list[SelfCheck]:
    """The checks of a unit's groups, the newest first."""
    rows = SelfCheck.objects.filter(unit=unit, withdrawn_on__isnull=True).select_related("group", "record")
    return list(rows.order_by("-on", "-pk")[:12])


def concerns_of(viewer: Viewer, unit: Unit) -> list[QualityFlag]:
    """What a branch noted about its members' study, open ones first; only its secretary reads it (R1-65)."""
    may_flag(viewer, unit).demand()
    rows = QualityFlag.objects.filter(unit=unit).select_related("person").order_by("-on", "pk")
    return sorted(rows, key=lambda flag: flag.settled_on is not None)
