"""Lessons brought home: asked for by the member, planned, held (R1-61). As whom is the member's own choice; no health data."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.materials.actions import forget_readings, note_readings
from taizhang.ground.materials.models import Material
from taizhang.ground.materials.queries import materials_of
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ground.records.actions import open_record, retitle_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.study import make_up, person_places, withdraw_make_up
from taizhang.work.learning.actions.using import LESSON, hand_over_readings, readings_of_record
from taizhang.work.learning.kinds import LessonCategory, LessonState, MakeUpForm
from taizhang.work.learning.lines import lesson_lines, text_lines
from taizhang.work.learning.models import HomeLesson, Session
from taizhang.work.learning.roster import Places, home_of
from taizhang.work.learning.rules import may_keep_sessions, may_study_for

TITLE = _("Lesson at home")
MINUTES_A_DAY = 24 * 60


def ask_home_lesson(*, person: Person, category: str, by: Person, key: uuid.UUID) -> HomeLesson:
    """Ask for a lesson at home, as whom one likes; one wish at a time.

    Posts nothing: a wish is no fact. Raises `Refusal`: ``unknown_category``, ``no_home``, ``asked_already``.
    """
    content = {"person": person.pk, "category": str(category)}
    with claimed(key=key, by=by, action="learning.ask_home_lesson", content=content) as claim:
        if claim.is_repeat:
            return HomeLesson.objects.get(pk=claim.answer["lesson"])
        may_study_for(viewer_of(by), person).demand()
        if HomeLesson.objects.filter(person=person, state=LessonState.ASKED).exists():
            raise Refusal("asked_already", _("A lesson at home is asked for already."))
        lesson = _begin(person, category)
        claim.answer = {"lesson": lesson.pk}
    return lesson


def plan_home_lesson(
    *,
    person: Person,
    deliverer: Person,
    on: date,
    material: str = "",
    text: Material | None = None,
    category: str = LessonCategory.UNSAID.value,
    by: Person,
    key: uuid.UUID,
) -> HomeLesson:
    """Plan who brings a lesson to whom, when and on what; a wish of the member is met by it, and keeps its category.

    On what is a ``text`` of the catalogue, or ``material`` in words. Posts nothing: a plan is no fact. Raises `Refusal`:
    ``no_material``, ``not_listed_here``, ``unknown_category``, ``no_home``.
    """
    content = {
        "person": person.pk,
        "deliverer": deliverer.pk,
        "on": on,
        "material": material,
        "text": text and text.pk,
        "category": str(category),
    }
    with claimed(key=key, by=by, action="learning.plan_home_lesson", content=content) as claim:
        if claim.is_repeat:
            return HomeLesson.objects.get(pk=claim.answer["lesson"])
        home = _home(person)
        may_keep_sessions(viewer_of(by), home).demand()
        if text and text.pk not in {one.pk for one in materials_of(programmes_of(home), home)}:
            raise Refusal("not_listed_here", _("This text is not listed for the unit."), field="text")
        material = text.title if text else material.strip()[:200]
        if not material:
            raise Refusal("no_material", _("Say in a few words what is studied."), field="material")
        asked = HomeLesson.objects.filter(person=person, state=LessonState.ASKED).select_related("record").first()
        lesson = asked or _begin(person, category)
        lesson.state, lesson.deliverer, lesson.on, lesson.material = LessonState.PLANNED, deliverer, on, material
        lesson.text = text
        lesson.save(update_fields=["state", "deliverer", "on", "material", "text"])
        retitle_record(record=lesson.record, title=material, on=on)
        claim.answer = {"lesson": lesson.pk}
    return lesson


def hold_home_lesson(
    *,
    lesson: HomeLesson,
    on: date,
    minutes: int,
    makes_up: Session | None = None,
    by: Person,
    key: uuid.UUID,
) -> HomeLesson:
    """Note that a lesson was brought: a session attended, its minutes group study, and the make-up of an open session.

    Posts ``learning.session_attended`` and ``learning.study_minutes``, and ``curriculum.material_read`` of a listed text that
    the member had not read yet (R1-50); where it makes up a session the make-up posts the minutes. Raises `Refusal`:
    ``not_planned``, ``bad_minutes``, ``future_day`` and those of `make_up`.
    """
    content = {"lesson": lesson.pk, "on": on, "minutes": minutes, "makes_up": makes_up and makes_up.pk}
    with claimed(key=key, by=by, action="learning.hold_home_lesson", content=content) as claim:
        held = _locked(lesson)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        if held.state != LessonState.PLANNED:
            raise Refusal("not_planned", _("Plan the lesson first: who brings it, when and on what."))
        if not 0 < minutes <= MINUTES_A_DAY:
            raise Refusal("bad_minutes", _("Minutes are a whole number between 1 and 1440."), field="minutes")
        home, places = person_places(held.person_id, programmes_of(held.unit), on=on, may_be_outside=True)
        if makes_up:
            held.made = make_up(
                session=makes_up,
                person=held.person,
                form=MakeUpForm.HOME_LESSON.value,
                on=on,
                minutes=minutes,
                by=by,
                key=claim.part("make_up"),
            )
        held.state, held.on, held.unit = LessonState.HELD, on, home
        held.save(update_fields=["state", "on", "unit", "made"])
        retitle_record(record=held.record, title=held.material, on=on)
        lines = lesson_lines(held.person_id, places, on=on, minutes=0 if held.made else minutes)
        lines += _read_lines(held, places, on)
        post(source=held.record, act=LESSON, lines=lines, by=by, key=key)
    return held


def withdraw_home_lesson(
    *, lesson: HomeLesson, reason: str = "not_held", words: str = "", by: Person, key: uuid.UUID
) -> HomeLesson:
    """Withdraw a wish or plan, which posts nothing, or a lesson that was not held after all: all of it is reversed.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"lesson": lesson.pk, "reason": reason, "words": words}
    with claimed(key=key, by=by, action="learning.withdraw_home_lesson", content=content) as claim:
        held = _locked(lesson)
        if claim.is_repeat:
            return held
        viewer = viewer_of(by)
        if held.state in (LessonState.ASKED, LessonState.PLANNED):
            may_study_for(viewer, held.person).demand()
        else:
            may_keep_sessions(viewer, held.unit).demand()
        if held.state == LessonState.WITHDRAWN:
            raise Refusal("withdrawn", _("This lesson was withdrawn."))
        was_held, held.state = held.state == LessonState.HELD, LessonState.WITHDRAWN
        held.save(update_fields=["state"])
        if was_held:
            gone = readings_of_record(held.record)
            forget_readings(record=held.record)
            said = write_text(record=held.record, purpose="reason", body=words, by=by) if words.strip() else None
            digest = said.digest if said else ""
            correct(source=held.record, act=LESSON, lines=[], by=by, key=key, reason=reason, words=digest)
            if held.made:
                withdraw_make_up(made=held.made, reason=reason, by=by, key=claim.part("make_up"))
            hand_over_readings(gone, but=held.record, by=by, key=key, reason=reason)
    return held


def _read_lines(lesson: HomeLesson, places: Places, on: date) -> list[Line]:
    """That the member has read the listed text of a lesson, unless something else holds that already."""
    programmes = {programme for programme, _unit in places}
    if lesson.text is None or lesson.text.programme_id not in programmes:
        return []
    pair = (lesson.person_id, lesson.text)
    if not note_readings(record=lesson.record, on=on, pairs=[pair]):
        # who had read it before keeps that reading, and it is booked once
        return []
    return text_lines(lesson.person_id, places, on=on, text=lesson.text)


def _locked(lesson: HomeLesson) -> HomeLesson:
    rows = HomeLesson.objects.select_for_update(of=("self",)).select_related("unit", "record", "person", "made", "text")
    return rows.get(pk=lesson.pk)


def _home(person: Person) -> Unit:
    home = home_of(person.pk, tree=Tree.PARTY, on=clock.today())
    if home is None:
        raise Refusal("no_home", _("This person belongs to no unit."), field="person")
    return home


def _begin(person: Person, category: str) -> HomeLesson:
    """A lesson that is asked for, with its record, for the member and the branch only."""
    if category not in LessonCategory:
        raise Refusal("unknown_category", _("Choose one of the listed words."), field="category")
    home = _home(person)
    record = open_record(type="learning.home_lesson", unit=home, title=str(TITLE), on=clock.today(), sight=Sight.NAMED)
    return HomeLesson.objects.create(record=record, unit=home, person=person, category=category)
