"""Self-study, and making up what was missed."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import reopen_duty, settle_duty
from taizhang.ground.organisations.kinds import Tree
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record, retitle_record, write_text
from taizhang.ground.records.models import Sight
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, correct, post, standing_lines
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.duties import MAKE_UP
from taizhang.work.learning.kinds import LessonState, MakeUpForm
from taizhang.work.learning.lines import MINUTES, make_up_code, missed_of, study_lines
from taizhang.work.learning.models import AcceptedMakeUp, HomeLesson, MakeUp, SelfStudy, Session
from taizhang.work.learning.roster import Places, home_of, places_of
from taizhang.work.learning.rules import may_make_up, may_rule_make_ups, may_study_for

SELF_STUDY = "self_study"
MADE_UP = "made_up"
MINUTES_A_DAY = 24 * 60


def record_self_study(
    *,
    person: Person,
    on: date,
    minutes: int,
    material: str,
    programmes: Sequence[Programme] = (),
    by: Person,
    key: uuid.UUID,
) -> SelfStudy:
    """Note what a person studied alone; posts the minutes as self-study, once for each programme (R0-09).

    Raises `Refusal`: ``bad_minutes``, ``no_material``, ``future_day``, ``no_home``, ``not_enrolled``.
    """
    content = {
        "person": person.pk,
        "on": on,
        "minutes": minutes,
        "material": material,
        "programmes": [programme.pk for programme in programmes],
    }
    with claimed(key=key, by=by, action="learning.record_self_study", content=content) as claim:
        if claim.is_repeat:
            return SelfStudy.objects.get(pk=claim.answer["study"])
        may_study_for(viewer_of(by), person).demand()
        material = _checked_material(material)
        _check_minutes(minutes)
        unit, places = person_places(person.pk, programmes, on=on)
        study = SelfStudy.objects.create(
            record=open_record(type="learning.self_study", unit=unit, title=material, on=on, sight=Sight.NAMED),
            person=person,
            on=on,
            minutes=minutes,
            material=material,
        )
        study.programmes.add(*programmes)
        lines = study_lines(person.pk, places, on=on, minutes=minutes, code="self")
        post(source=study.record, act=SELF_STUDY, lines=lines, by=by, key=key)
        claim.answer = {"study": study.pk}
    return study


def restate_self_study(
    *,
    study: SelfStudy,
    on: date,
    minutes: int,
    material: str,
    reason: str,
    words: str = "",
    seen: int | None = None,
    by: Person,
    key: uuid.UUID,
) -> SelfStudy:
    """State self-study anew; no minutes means that it did not take place. The ledger books the difference.

    Raises `Refusal`: ``nothing_differs``, ``changed_meanwhile``, ``unknown_reason`` and those of `record_self_study`.
    """
    content = {
        "study": study.pk,
        "on": on,
        "minutes": minutes,
        "material": material,
        "reason": reason,
        "words": words,
    }
    with claimed(key=key, by=by, action="learning.restate_self_study", content=content) as claim:
        held = SelfStudy.objects.select_for_update(of=("self",)).select_related("record", "person").get(pk=study.pk)
        if claim.is_repeat:
            return held
        may_study_for(viewer_of(by), held.person).demand()
        held.material = _checked_material(material)
        lines: list[Line] = []
        if minutes:
            _check_minutes(minutes)
            _unit, places = person_places(held.person_id, list(held.programmes.all()), on=on)
            lines = study_lines(held.person_id, places, on=on, minutes=minutes, code="self")
        said = write_text(record=held.record, purpose="reason", body=words.strip(), by=by) if words.strip() else None
        entry = correct(
            source=held.record,
            act=SELF_STUDY,
            lines=lines,
            by=by,
            key=key,
            reason=reason,
            seen=seen,
            words=said.digest if said else "",
        )
        if entry is None and held.material == study.material:
            raise Refusal("nothing_differs", _("This is what stands booked already."))
        held.on, held.minutes = on, minutes
        held.save(update_fields=["on", "minutes", "material"])
        retitle_record(record=held.record, title=held.material, on=on)
    return held


def make_up(
    *, session: Session, person: Person, form: str, on: date, minutes: int = 0, by: Person, key: uuid.UUID
) -> MakeUp:
    """Note that a person made up a missed session on a day; posts the minutes there, and one missed less.

    ``minutes`` 0 means as long as the session was. The missed one is taken away on the day it was missed, so that it
    excuses nothing new (settled question 7). Raises `Refusal`: ``unknown_form``, ``bad_minutes``, ``before_session``,
    ``nothing_missed``, ``future_day``, ``no_home``; ``not_accepted`` and ``too_short`` by the rule of a programme.
    """
    content = {"session": session.pk, "person": person.pk, "form": str(form), "on": on, "minutes": minutes}
    with claimed(key=key, by=by, action="learning.make_up", content=content) as claim:
        if claim.is_repeat:
            return MakeUp.objects.get(pk=claim.answer["made"])
        missed = Session.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=session.pk)
        may_make_up(viewer_of(by), missed, person).demand()
        if form not in MakeUpForm:
            raise Refusal("unknown_form", _("Choose one of the listed forms."), field="form")
        minutes = minutes or missed.minutes
        _check_minutes(minutes)
        _check_accepted(missed, form, minutes)
        if on < missed.on:
            raise Refusal("before_session", _("A session is made up on its day or later."), field="on", day=on)
        unit, places = person_places(person.pk, list(missed.programmes.all()), on=on, may_be_outside=True)
        made = MakeUp(
            record=open_record(type="learning.make_up", unit=unit, title=missed.topic, on=on, sight=Sight.NAMED),
            session=missed,
            person=person,
            form=form,
            on=on,
            minutes=minutes,
        )
        if not settle_duty(kind=MAKE_UP, record=missed.record, person=person.pk, by=made.record, on=on):
            raise Refusal("nothing_missed", _("This person has nothing to make up from this session."))
        made.save()
        lines = study_lines(person.pk, places, on=on, minutes=minutes, code=make_up_code(form))
        lines += missed_of(standing_lines(missed.record, "roll_call"), person.pk)
        post(source=made.record, act=MADE_UP, lines=lines, by=by, key=key)
        claim.answer = {"made": made.pk}
    return made


def withdraw_make_up(*, made: MakeUp, reason: str, words: str = "", by: Person, key: uuid.UUID) -> MakeUp:
    """A make-up that did not take place, or was somebody else's: all is reversed and the session is owed again.

    Raises `Refusal`: ``withdrawn``, ``unknown_reason``.
    """
    content = {"made": made.pk, "reason": reason, "words": words}
    with claimed(key=key, by=by, action="learning.withdraw_make_up", content=content) as claim:
        held = (
            MakeUp.objects.select_for_update(of=("self",))
            .select_related("record", "person", "session__record", "session__unit")
            .get(pk=made.pk)
        )
        if claim.is_repeat:
            return held
        may_make_up(viewer_of(by), held.session, held.person).demand()
        if held.is_withdrawn:
            raise Refusal("withdrawn", _("This make-up was withdrawn."))
        if HomeLesson.objects.filter(made=held, state=LessonState.HELD).exists():
            raise Refusal("of_a_lesson", _("It was made up by a lesson at home; withdraw that lesson instead."))
        held.is_withdrawn = True
        held.save(update_fields=["is_withdrawn"])
        reopen_duty(kind=MAKE_UP, record=held.session.record, person=held.person_id, by=held.record)
        said = write_text(record=held.record, purpose="reason", body=words.strip(), by=by) if words.strip() else None
        correct(
            source=held.record,
            act=MADE_UP,
            lines=[],
            by=by,
            key=key,
            reason=reason,
            words=said.digest if said else "",
        )
    return held


def set_accepted_make_ups(
    *, programme: Programme, forms: Mapping[str, bool], by: Person, key: uuid.UUID
) -> list[AcceptedMakeUp]:
    """Say which forms of making up a programme accepts (R1-52): form → whether it must last as long as the session did.

    Posts nothing: it is a rule of the programme, asked when a make-up is noted; what was noted stands. Raises `Refusal`:
    ``unknown_form``, ``none_accepted``.
    """
    content = {"programme": programme.pk, "forms": {str(form): whole for form, whole in sorted(forms.items())}}
    with claimed(key=key, by=by, action="learning.set_accepted_make_ups", content=content) as claim:
        if not claim.is_repeat:
            may_rule_make_ups(viewer_of(by), programme).demand()
            if set(forms) - set(MakeUpForm):
                raise Refusal("unknown_form", _("Choose one of the listed forms."), field="form")
            if not forms:
                raise Refusal("none_accepted", _("Accept at least one form, or nobody can make anything up."))
            AcceptedMakeUp.objects.filter(programme=programme).delete()
            rows = [AcceptedMakeUp(programme=programme, form=form, is_whole=whole) for form, whole in forms.items()]
            AcceptedMakeUp.objects.bulk_create(rows)
    return list(AcceptedMakeUp.objects.filter(programme=programme).order_by("pk"))


def restate_make_up(made: MakeUp, roll_call: Sequence[Line], *, by: Person, key: uuid.UUID, reason: str) -> None:
    """Let a make-up follow a roll-call stated anew: its minutes stay, it takes away exactly what is missed now."""
    lines = [line for line, _phase in standing_lines(made.record, MADE_UP) if line.kind == MINUTES]
    lines += missed_of([(line, 0) for line in roll_call], made.person_id)
    correct(source=made.record, act=MADE_UP, lines=lines, by=by, key=key, reason=reason)


def person_places(
    person: int, programmes: Sequence[Programme], *, on: date, may_be_outside: bool = False
) -> tuple[Unit, Places]:
    """The home of a person on a day, and where their lines for ``programmes`` are booked.

    Raises `Refusal`: ``future_day``, ``no_home``; and ``not_enrolled`` when a programme does not take them on that day,
    unless they ``may_be_outside`` all of them.
    """
    if on > clock.today():
        raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
    home = home_of(person, tree=Tree.PARTY, on=on)
    if home is None:
        raise Refusal("no_home", _("On that day this person belonged to no unit."), field="on", day=on)
    places = places_of([person], {person: home.pk}, programmes=programmes, tree=home.tree, on=on).get(person, ())
    if len(places) < len(programmes) and not may_be_outside:
        raise Refusal("not_enrolled", _("On that day the unit did not take part in this programme."), field="on")
    return home, places or ((0, home.pk),)


def _check_accepted(missed: Session, form: str, minutes: int) -> None:
    """Refuse what one of the session's programmes does not accept as its make-up."""
    rules: dict[int, dict[str, bool]] = {}
    rows = AcceptedMakeUp.objects.filter(programme__in=missed.programmes.all())
    for programme, accepted, whole in rows.values_list("programme", "form", "is_whole"):
        rules.setdefault(programme, {})[accepted] = whole
    for rule in rules.values():
        if form not in rule:
            words = {"form": MakeUpForm(form).label}
            raise Refusal("not_accepted", _("%(form)s is not accepted as a make-up here.") % words, field="form")
        if rule[form] and minutes < missed.minutes:
            reason = _("It must last at least as long as the session, %(minutes)s minutes.")
            raise Refusal("too_short", reason % {"minutes": missed.minutes}, field="minutes")


def _checked_material(material: str) -> str:
    material = material.strip()[:200]
    if not material:
        raise Refusal("no_material", _("Say in a few words what was studied."), field="material")
    return material


def _check_minutes(minutes: int) -> None:
    if not 0 < minutes <= MINUTES_A_DAY:
        raise Refusal("bad_minutes", _("Minutes are a whole number between 1 and 1440."), field="minutes")
