"""The busy times of a unit's own business, and its working time. Nothing here is posted: they are no facts of a campaign."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from taizhang.ground.calendar.actions import drop_occasion, keep_working_time, put_occasion
from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import WorkingTime
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import open_record, retitle_record
from taizhang.ledger.claims import claimed
from taizhang.lib.refusals import Refusal
from taizhang.work.plans.kinds import EventKind
from taizhang.work.plans.models import BusinessEvent
from taizhang.work.plans.rules import may_keep_plan


def note_event(
    *, unit: Unit, kind: str, title: str, starts_on: date, ends_on: date | None = None, by: Person, key: uuid.UUID
) -> BusinessEvent:
    """Note a busy time of the unit; what is planned too near it is flagged from now on (R0-29).

    Posts nothing. Raises `Refusal`: ``no_title``, ``unknown_kind``, ``ends_before_start``.
    """
    content = {"unit": unit.pk, "kind": str(kind), "title": title, "starts_on": starts_on, "ends_on": ends_on}
    with claimed(key=key, by=by, action="plans.note_event", content=content) as claim:
        if claim.is_repeat:
            return BusinessEvent.objects.get(pk=claim.answer["event"])
        may_keep_plan(viewer_of(by), unit).demand()
        title, ends_on = _checked(kind, title, starts_on, ends_on)
        event = BusinessEvent.objects.create(
            record=open_record(type="plans.event", unit=unit, title=title, on=starts_on),
            unit=unit,
            kind=kind,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        _on_the_calendar(event)
        claim.answer = {"event": event.pk}
    return event


def change_event(
    *,
    event: BusinessEvent,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
    by: Person,
    key: uuid.UUID,
) -> BusinessEvent:
    """Move a busy time, or name it otherwise; sessions near it are judged anew.

    Posts nothing. Raises `Refusal`: ``withdrawn`` and those of `note_event`.
    """
    content = {"event": event.pk, "kind": str(kind), "title": title, "starts_on": starts_on, "ends_on": ends_on}
    with claimed(key=key, by=by, action="plans.change_event", content=content) as claim:
        held = _locked(event)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.unit).demand()
        _demand_standing(held)
        held.title, held.ends_on = _checked(kind, title, starts_on, ends_on)
        held.kind, held.starts_on = kind, starts_on
        held.save(update_fields=["kind", "title", "starts_on", "ends_on"])
        retitle_record(record=held.record, title=held.title, on=starts_on)
        _on_the_calendar(held)
    return held


def withdraw_event(*, event: BusinessEvent, by: Person, key: uuid.UUID) -> BusinessEvent:
    """Take a busy time back that is none after all. Posts nothing. Raises `Refusal` ``withdrawn``."""
    with claimed(key=key, by=by, action="plans.withdraw_event", content={"event": event.pk}) as claim:
        held = _locked(event)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.unit).demand()
        _demand_standing(held)
        held.is_withdrawn = True
        held.save(update_fields=["is_withdrawn"])
        drop_occasion(record=held.record)
    return held


def say_working_time(
    *,
    unit: Unit,
    days: Sequence[int],
    opens_at: time,
    closes_at: time,
    days_apart: int,
    by: Person,
    key: uuid.UUID,
) -> WorkingTime:
    """Say when a unit works and how many days study keeps from its business; it holds beneath too (R0-29, R1-64).

    Posts nothing. Raises `Refusal`: ``no_days``, ``no_hours``, ``bad_number``.
    """
    content = {
        "unit": unit.pk,
        "days": sorted(days),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "days_apart": days_apart,
    }
    with claimed(key=key, by=by, action="plans.say_working_time", content=content) as claim:
        if claim.is_repeat:
            return WorkingTime.objects.get(unit=unit)
        may_keep_plan(viewer_of(by), unit).demand()
        return keep_working_time(unit=unit, days=days, opens_at=opens_at, closes_at=closes_at, days_apart=days_apart)


def _locked(event: BusinessEvent) -> BusinessEvent:
    return BusinessEvent.objects.select_for_update(of=("self",)).select_related("unit", "record").get(pk=event.pk)


def _demand_standing(event: BusinessEvent) -> None:
    if event.is_withdrawn:
        raise Refusal("withdrawn", _("This busy time was taken back."))


def _checked(kind: str, title: str, starts_on: date, ends_on: date | None) -> tuple[str, date]:
    title = title.strip()[:120]
    if not title:
        raise Refusal("no_title", _("Say in a few words what keeps the unit busy."), field="title")
    if kind not in EventKind:
        raise Refusal("unknown_kind", _("Choose one of the listed words."), field="kind")
    if ends_on and ends_on < starts_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="ends_on")
    return title, ends_on or starts_on


def _on_the_calendar(event: BusinessEvent) -> None:
    put_occasion(
        record=event.record,
        unit=event.unit,
        kind=OccasionKind.BUSINESS,
        title=event.title,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        is_peak=event.kind == EventKind.PEAK,
    )
