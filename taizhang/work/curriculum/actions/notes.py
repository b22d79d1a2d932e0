"""Study notes, the weekly look at them, and a group's check of its own."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from taizhang.ground.duties.actions import open_unit_duty
from taizhang.ground.duties.models import Duty
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.people.queries import home_on
from taizhang.ground.people.reviewing import reviewing_unit
from taizhang.ground.programmes.queries import programmes_of, taking_part
from taizhang.ground.records.actions import open_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.lines import copy_of
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.curriculum.kinds import NOTE_REVIEW
from taizhang.work.curriculum.lines import NOTE_WRITTEN, NOTES_CHECKED, NOTES_LOOKED_AT, NOTES_REVIEWED, state
from taizhang.work.curriculum.models import Note, NoteLook, NoteRound, SelfCheck
from taizhang.work.curriculum.roster import sheet_of
from taizhang.work.curriculum.rules import may_check_themselves, may_keep_note, may_note_reading, may_review_notes

WRITING, REVIEW, CHECK = "writing", "review", "check"
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def write_note(
    *,
    person: Person,
    title: str,
    text: str = "",
    is_on_paper: bool = False,
    on: date | None = None,
    by: Person,
    key: uuid.UUID,
) -> Note:
    """Keep a study note, or the line that one stands on paper. Posts ``curriculum.note_written`` and lets the head of the
    branch owe a look at that week (R1-41, R1-56). No length is asked. Raises `Refusal`: ``no_title``, ``no_text``,
    ``future_day``, ``no_home``.
    """
    content = {"person": person.pk, "title": title, "text": text, "is_on_paper": is_on_paper, "on": on}
    with claimed(key=key, by=by, action="curriculum.write_note", content=content) as claim:
        if claim.is_repeat:
            return Note.objects.get(pk=claim.answer["note"])
        may_note_reading(viewer_of(by), person).demand()
        day, title = on or clock.today(), title.strip()[:120]
        if not title:
            raise Refusal("no_title", _("Say in one line what the note is about."), field="title")
        if not is_on_paper and not text.strip():
            raise Refusal("no_text", _("Write the note here, or say that it is on paper."), field="text")
        if day > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=day)
        home = home_on(person, tree=Tree.PARTY, on=day)
        if home is None:
            raise Refusal("no_home", _("On that day this person belonged to no unit."), field="on", day=day)
        record = open_record(type="curriculum.note", unit=home, title=title, on=day, sight=Sight.NAMED)
        if not is_on_paper:
            write_text(record=record, purpose="note", body=text.strip(), by=by)
        note = Note.objects.create(record=record, person=person, title=title, is_on_paper=is_on_paper, on=day)
        programmes = [pk for pk, _home in _places(home, day) if pk]
        note.programmes.add(*programmes)
        lines = [
            Line(NOTE_WRITTEN, home.pk, day, 1, "", programme, person.pk, copy_of(place))
            for place, (programme, _unit) in enumerate(_places(home, day))
        ]
        post(source=record, act=WRITING, lines=lines, by=by, key=key)
        _owe_a_look(reviewing_unit(person.pk, home), monday_of(day))
        claim.answer = {"note": note.pk}
    return note


def withdraw_note(*, note: Note, by: Person, key: uuid.UUID) -> Note:
    """Take back a note that was entered by mistake; its words go, the ledger books the difference.

    Raises `Refusal` ``withdrawn``.
    """
    with claimed(key=key, by=by, action="curriculum.withdraw_note", content={"note": note.pk}) as claim:
        held = Note.objects.select_for_update(of=("self",)).select_related("record__unit", "person").get(pk=note.pk)
        if claim.is_repeat:
            return held
        may_keep_note(viewer_of(by), held).demand()
        if held.withdrawn_on:
            raise Refusal("withdrawn", _("This note was taken back."))
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        held.record.texts.all().delete()
        correct(source=held.record, act=WRITING, lines=[], by=by, key=key, reason="noted_wrongly")
    return held


def review_notes(
    *, unit: Unit, week_on: date, looked: Collection[int], comments: Mapping[int, str], by: Person, key: uuid.UUID
) -> NoteRound:
    """State whose notes of a week the head of a unit has looked at, each with a comment or none (R1-56).

    Stated again it replaces the statement before. Posts ``curriculum.notes_reviewed`` for the unit: how many were due, how
    many are done; and ``curriculum.notes_looked_at`` for each who wrote a note in that week and had it looked at, open to
    them, their branch and its readers (R1-30). Raises `Refusal`: ``not_monday``, ``future_day``, ``not_on_sheet``, ``nobody_due``.
    """
    content = {
        "unit": unit.pk,
        "week_on": week_on,
        "looked": sorted(looked),
        "comments": {str(person): said for person, said in sorted(comments.items())},
    }
    with claimed(key=key, by=by, action="curriculum.review_notes", content=content) as claim:
        if claim.is_repeat:
            return NoteRound.objects.get(pk=claim.answer["round"])
        may_review_notes(viewer_of(by), unit).demand()
        if week_on.weekday():
            raise Refusal("not_monday", _("A week begins on its Monday."), field="week_on")
        if week_on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="week_on", day=week_on)
        sheet = {person.pk for person in sheet_of(unit)}
        if not sheet:
            raise Refusal("nobody_due", _("Nobody's notes are read here."))
        if set(looked) - sheet:
            raise Refusal("not_on_sheet", _("The sheet has changed. Load it again."))
        held = _round(unit, week_on)
        held.due = len(sheet)
        held.save(update_fields=["due"])
        held.looks.exclude(person__in=looked).delete()
        for person in sorted(looked):
            NoteLook.objects.update_or_create(
                round=held,
                person_id=person,
                defaults={"comment": comments.get(person, "").strip()[:300]},
                create_defaults={"comment": comments.get(person, "").strip()[:300], "by": by},
            )
        day = min(clock.today(), week_on + timedelta(days=6))
        lines = [
            Line(NOTES_REVIEWED, home, day, amount, code, programme, copy=copy_of(place))
            for place, (programme, home) in enumerate(_places(unit, day))
            for code, amount in (("due", len(sheet)), ("done", len(set(looked))))
            if amount
        ]
        lines += _looked_at_lines(week_on, day, looked)
        state(held.record, REVIEW, lines, by=by, key=key, reason="decided_anew")
        owed = Duty.objects.filter(kind=NOTE_REVIEW, record=held.record)
        is_full = len(set(looked)) == len(sheet)
        owed.update(settled_on=clock.today() if is_full else None, settled_by=held.record if is_full else None)
        claim.answer = {"round": held.pk}
    return held


def check_themselves(
    *,
    unit: Unit,
    group: Body | None,
    on: date,
    checked: Collection[int],
    passed: Collection[int],
    remarks: str = "",
    by: Person,
    key: uuid.UUID,
) -> SelfCheck:
    """Note a group's check of its own notes and reflections: ticks in, two counts kept (R0-14).

    Posts ``curriculum.notes_checked``. Raises `Refusal`: ``nothing_ticked``, ``not_on_sheet``, ``future_day``.
    """
    content = {
        "unit": unit.pk,
        "group": group and group.pk,
        "on": on,
        "checked": sorted(checked),
        "passed": sorted(passed),
        "remarks": remarks,
    }
    with claimed(key=key, by=by, action="curriculum.check_themselves", content=content) as claim:
        if claim.is_repeat:
            return SelfCheck.objects.get(pk=claim.answer["check"])
        may_check_themselves(viewer_of(by), unit, group).demand()
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
        everybody = set(checked) | set(passed)
        if not everybody:
            raise Refusal("nothing_ticked", _("Tick whose notes were checked."))
        if everybody - {person.pk for person in sheet_of(unit, group=group, whole=True)}:
            raise Refusal("not_on_sheet", _("The sheet has changed. Load it again."))
        name = group.name if group else unit.name
        held = SelfCheck.objects.create(
            record=open_record(type="curriculum.self_check", unit=unit, title=name, on=on),
            unit=unit,
            group=group,
            on=on,
            checked=len(everybody),
            passed=len(set(passed)),
        )
        if remarks.strip():
            write_text(record=held.record, purpose="remarks", body=remarks.strip()[:500], by=by)
        lines = [
            Line(NOTES_CHECKED, home, on, amount, code, programme, copy=copy_of(place))
            for place, (programme, home) in enumerate(_places(unit, on))
            for code, amount in (("checked", held.checked), ("passed", held.passed))
            if amount
        ]
        post(source=held.record, act=CHECK, lines=lines, by=by, key=key)
        claim.answer = {"check": held.pk}
    return held


def withdraw_check(*, check: SelfCheck, by: Person, key: uuid.UUID) -> SelfCheck:
    """A check that did not take place. Raises `Refusal` ``withdrawn``."""
    with claimed(key=key, by=by, action="curriculum.withdraw_check", content={"check": check.pk}) as claim:
        rows = SelfCheck.objects.select_for_update(of=("self",)).select_related("record", "unit", "group")
        held = rows.get(pk=check.pk)
        if claim.is_repeat:
            return held
        may_check_themselves(viewer_of(by), held.unit, held.group).demand()
        if held.withdrawn_on:
            raise Refusal("withdrawn", _("This check was taken back."))
        held.withdrawn_on = clock.today()
        held.save(update_fields=["withdrawn_on"])
        correct(source=held.record, act=CHECK, lines=[], by=by, key=key, reason="not_held")
    return held


def _looked_at_lines(week_on: date, day: date, looked: Collection[int]) -> list[Line]:
    """That the notes of those who wrote some in a week were looked at, each booked at their own home."""
    rows = Note.objects.filter(
        person__in=looked, on__gte=week_on, on__lt=week_on + WEEK, withdrawn_on__isnull=True
    ).select_related("person")
    homes = {note.person_id: home for note in rows if (home := home_on(note.person, tree=Tree.PARTY, on=day))}
    places = {home: _places(home, day) for home in set(homes.values())}
    return [
        Line(NOTES_LOOKED_AT, unit, day, 1, "", programme, person, copy_of(place))
        for person, home in sorted(homes.items())
        for place, (programme, unit) in enumerate(places[home])
    ]


def _places(unit: Unit, on: date) -> list[tuple[int, int]]:
    programmes = programmes_of(unit)
    taking = taking_part(programmes, [unit.pk], on=on)
    return [(one.pk, unit.pk) for one in programmes if (one.pk, unit.pk) in taking] or [(0, unit.pk)]


def _round(unit: Unit, week_on: date) -> NoteRound:
    held = NoteRound.objects.select_for_update(of=("self",)).filter(unit=unit, week_on=week_on).first()
    if held:
        return held
    record = open_record(type="curriculum.note_round", unit=unit, title=_("Notes of the week"), on=week_on)
    return NoteRound.objects.create(record=record, unit=unit, week_on=week_on)


def _owe_a_look(unit: Unit, week_on: date) -> None:
    """The head of a unit owes one look at the notes of a week, by the end of the next."""
    held = _round(unit, week_on)
    if not Duty.objects.filter(kind=NOTE_REVIEW, record=held.record).exists():
        due_on = week_on + 2 * WEEK - timedelta(days=1)
        open_unit_duty(kind=NOTE_REVIEW, record=held.record, unit=unit, opened_on=clock.today(), due_on=due_on)
