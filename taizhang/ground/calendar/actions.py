"""Writing the calendar. Ground posts nothing; who plans the thing itself does, where it is a fact at all."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _

from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import Away, Feed, LeaveDays, Occasion, WorkingTime
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Refusal


def put_occasion(
    *,
    record: Record,
    unit: Unit,
    kind: OccasionKind,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    is_peak: bool = False,
) -> Occasion:
    """Let the calendar of a unit say when a thing is now; one that stands there already is moved."""
    occasion, _is_new = Occasion.objects.update_or_create(
        record=record,
        defaults={
            "unit": unit,
            "kind": kind,
            "title": title[:200],
            "place": place[:120],
            "starts_on": starts_on,
            "ends_on": ends_on or starts_on,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "is_peak": is_peak,
        },
    )
    return occasion


def drop_occasion(*, record: Record) -> None:
    """Take a thing that does not take place out of the calendar."""
    Occasion.objects.filter(record=record).delete()


def keep_working_time(
    *, unit: Unit, days: Sequence[int], opens_at: time, closes_at: time, days_apart: int
) -> WorkingTime:
    """Say the working time of a unit anew. Raises `Refusal`: ``no_days``, ``no_hours``, ``bad_number``."""
    if not days or any(day not in range(7) for day in days):
        raise Refusal("no_days", _("Name at least one working day."), field="days")
    if closes_at <= opens_at:
        raise Refusal("no_hours", _("The working day ends after it begins."), field="closes_at")
    if not 0 <= days_apart <= 30:
        raise Refusal("bad_number", _("Give a whole number of days between 0 and 30."), field="days_apart")
    kept, _is_new = WorkingTime.objects.update_or_create(
        unit=unit,
        defaults={
            "days": sorted(set(days)),
            "opens_at": opens_at,
            "closes_at": closes_at,
            "days_apart": days_apart,
        },
    )
    return kept


def put_away(*, person: Person, from_on: date, to_on: date) -> Away:
    """Note that a person is away on duty. Raises `Refusal`: ``ends_before_start``, ``away_already``."""
    if to_on < from_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="to_on")
    if Away.objects.filter(person=person, from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Refusal("away_already", _("An absence on duty is noted for some of these days already."), field="from_on")
    return Away.objects.create(person=person, from_on=from_on, to_on=to_on)


def end_away(*, away: Away, on: date) -> None:
    """Let an absence end before a day; one that has not begun by then was none."""
    if on <= away.from_on:
        away.delete()
        return
    away.to_on = min(away.to_on, on - timedelta(days=1))
    away.save(update_fields=["to_on"])


def give_leave_days(*, record: Record, person: Person, from_on: date, to_on: date) -> None:
    """Note that a person has leave from a day to a day by an approved record; a record that gave some gives these now."""
    days = {"person": person, "from_on": from_on, "to_on": to_on}
    LeaveDays.objects.update_or_create(record=record, defaults=days)


def forget_away(*, person: Person) -> None:
    """Delete when an erased person was away or had leave."""
    Away.objects.filter(person=person).delete()
    LeaveDays.objects.filter(person=person).delete()


def open_feed(*, person: Person | None = None, unit: Unit | None = None) -> str:
    """Give a person or a unit a new secret address, and end the one before; returns the token, which is not kept."""
    token = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(person=person, unit=unit, defaults={"digest": digest_of(token)})
    return token


def close_feed(*, person: Person | None = None, unit: Unit | None = None) -> bool:
    """Switch the address off; False when there was none."""
    gone, _by_table = Feed.objects.filter(person=person, unit=unit).delete()
    return gone > 0


def digest_of(token: str) -> str:
    """What is kept of a token: who has the database cannot read a calendar from it."""
    return hashlib.sha256(token.encode()).hexdigest()
