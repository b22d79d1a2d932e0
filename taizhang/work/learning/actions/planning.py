"""Planning a session and moving it inside the phase. A plan posts nothing: what is planned is not a fact (question 5)."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from taizhang.ground.calendar.actions import drop_occasion, put_occasion
from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Occasion
from taizhang.ground.materials.kinds import SHOWN_KINDS
from taizhang.ground.materials.models import Material, Topic
from taizhang.ground.materials.queries import common_left, materials_of, topics_of
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme, UnitPhase
from taizhang.ground.programmes.queries import programmes_of, reference_end
from taizhang.ground.records.actions import open_record, retitle_record, write_text
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.actions.agreeing import invite, invite_anew, lies_outside_hours
from taizhang.work.learning.kinds import PLANNED_FORMS, SessionForm, SessionState
from taizhang.work.learning.models import Session
from taizhang.work.learning.rules import may_keep_sessions


def plan_session(
    *,
    unit: Unit,
    programmes: Sequence[Programme],
    form: str,
    topic: str,
    on: date,
    starts_at: time,
    ends_at: time,
    place: str = "",
    topic_of: Topic | None = None,
    materials: Sequence[Material] = (),
    override: str = "",
    business: Occasion | None = None,
    clash: str = "",
    by: Person,
    key: uuid.UUID,
) -> Session:
    """Plan a session of ``unit`` that counts for ``programmes``; a day in the past is a sheet entered later from paper.

    ``topic_of`` is the listed topic it belongs to; without words of its own the session carries that topic's name. On an
    own topic before the common ones are done it needs ``override``, the reason, which stays with the record (R1-49).
    Outside the working hours a unit has said it needs the clash, a busy time (``business``) or a sentence, and only who says
    yes is expected (R1-64). Raises `Refusal`: ``no_topic``, ``unknown_form``, ``no_time``, ``not_enrolled``,
    ``before_programme``, ``outside_phase``, ``not_listed_here``, ``common_first``, ``out_of_hours``, ``no_clash``,
    ``no_film``.
    """
    content = {
        "unit": unit.pk,
        "programmes": [programme.pk for programme in programmes],
        "form": str(form),
        "topic": topic,
        "on": on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "topic_of": topic_of and topic_of.pk,
        "materials": [material.pk for material in materials],
        "override": override,
        "business": business and business.record_id,
        "clash": clash,
    }
    with claimed(key=key, by=by, action="learning.plan_session", content=content) as claim:
        if claim.is_repeat:
            return Session.objects.get(pk=claim.answer["session"])
        may_keep_sessions(viewer_of(by), unit).demand()
        films = check_film(form, materials)
        topic = _checked_topic(topic or (topic_of.name if topic_of else films))
        if form not in PLANNED_FORMS:
            raise Refusal("unknown_form", _("Choose one of the listed forms."), field="form")
        check_times(starts_at, ends_at)
        check_day(unit, programmes, on)
        _check_listed(unit, topic_of, materials)
        _check_order(unit, topic_of, override)
        is_outside = lies_outside_hours(unit, on, starts_at, ends_at, business=business, clash=clash)
        session = Session.objects.create(
            record=open_record(type="learning.session", unit=unit, title=topic, on=on),
            unit=unit,
            form=form,
            topic=topic,
            topic_of=topic_of,
            place=place.strip()[:120],
            on=on,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.programmes.add(*programmes)
        session.materials.add(*materials)
        if override.strip():
            write_text(record=session.record, purpose="override", body=override.strip()[:200], by=by)
        if is_outside:
            invite(session, business=business, clash=clash, by=by)
        on_the_calendar(session)
        claim.answer = {"session": session.pk}
    return session


def change_session(
    *,
    session: Session,
    topic: str,
    on: date,
    starts_at: time,
    ends_at: time,
    place: str = "",
    topic_of: Topic | None = None,
    materials: Sequence[Material] = (),
    override: str = "",
    business: Occasion | None = None,
    clash: str = "",
    by: Person,
    key: uuid.UUID,
) -> Session:
    """Move a planned session inside the phase that is open for its unit (R0-11), or mend its topic, place and materials.

    Moved outside working hours it needs the clash; at another time everybody is asked anew. Raises `Refusal`:
    ``closed_already``, ``withdrawn``, ``outside_phase`` and those of `plan_session`.
    """
    content = {
        "session": session.pk,
        "topic": topic,
        "on": on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "topic_of": topic_of and topic_of.pk,
        "materials": [material.pk for material in materials],
        "override": override,
        "business": business and business.record_id,
        "clash": clash,
    }
    with claimed(key=key, by=by, action="learning.change_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        demand_planned(held)
        films = check_film(held.form, materials)
        held.topic = _checked_topic(topic or (topic_of.name if topic_of else films))
        check_times(starts_at, ends_at)
        _check_listed(held.unit, topic_of, materials)
        if topic_of != held.topic_of:
            _check_order(held.unit, topic_of, override)
        check_day(held.unit, list(held.programmes.all()), on, open_phase_only=on != held.on)
        if (on, starts_at, ends_at) != (held.on, held.starts_at, held.ends_at):
            invite_anew(held, on, starts_at, ends_at, business=business, clash=clash, by=by)
        held.on, held.starts_at, held.ends_at, held.place = on, starts_at, ends_at, place.strip()[:120]
        held.topic_of = topic_of
        held.save(update_fields=["topic", "topic_of", "on", "starts_at", "ends_at", "place"])
        held.materials.set(materials)
        if override.strip():
            write_text(record=held.record, purpose="override", body=override.strip()[:200], by=by)
        retitle_record(record=held.record, title=held.topic, on=on)
        on_the_calendar(held)
    return held


def on_the_calendar(session: Session) -> None:
    """Let the calendar of the unit say when a session is now; one that was withdrawn leaves it."""
    if session.state == SessionState.WITHDRAWN:
        drop_occasion(record=session.record)
        return
    put_occasion(
        record=session.record,
        unit=session.unit,
        kind=OccasionKind.SESSION,
        title=session.topic,
        starts_on=session.on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place,
    )


def locked(session: Session) -> Session:
    """The row as it stands now, held until the act commits, so that of two windows one waits for the other."""
    return Session.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=session.pk)


def demand_planned(session: Session) -> None:
    """Refuse what only a planned session allows."""
    if session.state == SessionState.CLOSED:
        raise Refusal(
            "closed_already",
            _("The roll-call of this session is booked already. If something is wrong, state it anew."),
        )
    if session.state == SessionState.WITHDRAWN:
        raise Refusal("withdrawn", _("This session was withdrawn."))


def check_times(starts_at: time, ends_at: time) -> None:
    """Refuse a session without length."""
    if starts_at.replace(second=0, microsecond=0) == ends_at.replace(second=0, microsecond=0):
        raise Refusal("no_time", _("The end must differ from the start."), field="ends_at")


def check_day(unit: Unit, programmes: Sequence[Programme], on: date, *, open_phase_only: bool = False) -> None:
    """Refuse a day on which ``unit`` cannot hold a session for ``programmes``.

    Programmes of another tree count for the people there, not for this unit, and are not asked. A reference end that has
    passed refuses nothing: dates remind, a phase ends by an act (settled question 6).
    """
    stays: dict[int, list[UnitPhase]] = {}
    rows = UnitPhase.objects.filter(unit=unit, programme__in=programmes).select_related("phase")
    for stay in rows.order_by("opened_on", "pk"):
        stays.setdefault(stay.programme_id, []).append(stay)
    for programme in programmes:
        if programme.tree != unit.tree:
            continue
        own = stays.get(programme.pk, [])
        if not own or own[-1].closed_on is not None:
            words = {"programme": programme.short_title}
            raise Refusal(
                "not_enrolled", _("This unit does not take part in %(programme)s.") % words, field="programmes"
            )
        now = own[-1]
        if on < own[0].opened_on:
            raise Refusal(
                "before_programme", _("This day lies before the unit began this programme."), field="on", day=on
            )
        end = reference_end(now.phase)
        is_after = end is not None and clock.today() <= end < on
        if is_after or (open_phase_only and on < now.opened_on):
            raise Refusal("outside_phase", outside_words(now, end), field="on", day=on)


def _check_listed(unit: Unit, topic: Topic | None, materials: Sequence[Material]) -> None:
    """Refuse a topic or material that is not listed for this unit's people."""
    programmes = programmes_of(unit)
    if topic and topic not in topics_of(programmes, unit):
        raise Refusal("not_listed_here", _("This topic is not listed for this unit."), field="topic_of")
    if not set(materials) <= set(materials_of(programmes, unit)):
        raise Refusal("not_listed_here", _("One of the materials is not listed for this unit."), field="materials")


def _check_order(unit: Unit, topic: Topic | None, override: str) -> None:
    """Sessions on an own topic open when the common ones are done; with a reason they may come earlier (R1-49)."""
    if topic is None or topic.unit_id is None or override.strip():
        return
    if left := common_left(unit, topic.programme):
        words = {"topics": "、".join(f"{one.number} {one.name}" for one in left)}
        raise Refusal(
            "common_first",
            _("The common topics come first; not done yet: %(topics)s. To hold it earlier, say why.") % words,
            field="override",
        )


def outside_words(stay: UnitPhase, end: date | None) -> str:
    """Which days the phase that is open for a unit has."""
    words = {"phase": stay.phase.name, "start": date_format(stay.opened_on), "end": date_format(end) if end else ""}
    if end is None:
        return _("%(phase)s began on %(start)s. Choose a day in it.") % words
    return _("%(phase)s runs from %(start)s to %(end)s. Choose a day in it.") % words


def check_film(form: str, materials: Sequence[Material]) -> str:
    """The titles of what a showing shows; raises `Refusal` ``no_film`` for a showing of nothing listed (R1-47)."""
    films = [material.title for material in materials if material.kind in SHOWN_KINDS]
    if form == SessionForm.FILM and not films:
        reason = _(
            "Tick the film that is shown. If it is not listed yet, list it among the materials of your unit first."
        )
        raise Refusal("no_film", reason, field="materials")
    return "、".join(films)


def _checked_topic(topic: str) -> str:
    topic = topic.strip()[:200]
    if not topic:
        raise Refusal("no_topic", _("Say in a few words what is studied."), field="topic")
    return topic
