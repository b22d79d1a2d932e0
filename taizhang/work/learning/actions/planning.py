"""Planning a session and moving it inside the phase. A plan posts nothing: what is planned is not a fact (question 5)."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme, UnitPhase
from taizhang.ground.programmes.queries import reference_end
from taizhang.ground.records.actions import open_record, retitle_record
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.learning.kinds import PLANNED_FORMS, SessionState
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
    by: Person,
    key: uuid.UUID,
) -> Session:
    """Plan a session of ``unit`` that counts for ``programmes``; a day in the past is a sheet entered later from paper.

    Raises `Refusal`: ``no_topic``, ``unknown_form``, ``no_time``, ``not_enrolled``, ``before_programme``,
    ``outside_phase``.
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
    }
    with claimed(key=key, by=by, action="learning.plan_session", content=content) as claim:
        if claim.is_repeat:
            return Session.objects.get(pk=claim.answer["session"])
        may_keep_sessions(viewer_of(by), unit).demand()
        topic = _checked_topic(topic)
        if form not in PLANNED_FORMS:
            raise Refusal("unknown_form", _("Choose one of the listed forms."), field="form")
        check_times(starts_at, ends_at)
        check_day(unit, programmes, on)
        session = Session.objects.create(
            record=open_record(type="learning.session", unit=unit, title=topic, on=on),
            unit=unit,
            form=form,
            topic=topic,
            place=place.strip()[:120],
            on=on,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.programmes.add(*programmes)
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
    by: Person,
    key: uuid.UUID,
) -> Session:
    """Move a planned session inside the phase that is open for its unit (R0-11), or mend its topic and place.

    Raises `Refusal`: ``closed_already``, ``withdrawn``, ``outside_phase`` and those of `plan_session`.
    """
    content = {
        "session": session.pk,
        "topic": topic,
        "on": on,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
    }
    with claimed(key=key, by=by, action="learning.change_session", content=content) as claim:
        held = locked(session)
        if claim.is_repeat:
            return held
        may_keep_sessions(viewer_of(by), held.unit).demand()
        demand_planned(held)
        held.topic = _checked_topic(topic)
        check_times(starts_at, ends_at)
        check_day(held.unit, list(held.programmes.all()), on, open_phase_only=on != held.on)
        held.on, held.starts_at, held.ends_at, held.place = on, starts_at, ends_at, place.strip()[:120]
        held.save(update_fields=["topic", "on", "starts_at", "ends_at", "place"])
        retitle_record(record=held.record, title=held.topic, on=on)
    return held


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


def outside_words(stay: UnitPhase, end: date | None) -> str:
    """Which days the phase that is open for a unit has."""
    words = {"phase": stay.phase.name, "start": date_format(stay.opened_on), "end": date_format(end) if end else ""}
    if end is None:
        return _("%(phase)s began on %(start)s. Choose a day in it.") % words
    return _("%(phase)s runs from %(start)s to %(end)s. Choose a day in it.") % words


def _checked_topic(topic: str) -> str:
    topic = topic.strip()[:200]
    if not topic:
        raise Refusal("no_topic", _("Say in a few words what is studied."), field="topic")
    return topic
