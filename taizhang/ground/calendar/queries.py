"""Reading the calendar: what is near what, which days are free, when a unit works. Callers ask their own rules first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import QuerySet

from taizhang.ground.calendar.kinds import OccasionKind
from taizhang.ground.calendar.models import (
    CLOSES_AT,
    DAYS_APART,
    OPENS_AT,
    WORKING_DAYS,
    Away,
    LeaveDays,
    Occasion,
    WorkingTime,
)
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import UnitPhase
from taizhang.ground.programmes.queries import reference_end
from taizhang.lib import clock

LOOK_AHEAD = 60
FREE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Hours:
    """When a unit works, and how many days a session keeps from its business. ``is_said`` tells that a unit said so."""

    days: tuple[int, ...] = WORKING_DAYS
    opens_at: time = OPENS_AT
    closes_at: time = CLOSES_AT
    days_apart: int = DAYS_APART
    is_said: bool = False

    def covers(self, on: date, starts_at: time, ends_at: time) -> bool:
        """Whether a time lies within working hours; what runs past midnight does not."""
        return on.weekday() in self.days and self.opens_at <= starts_at < ends_at <= self.closes_at


@dataclass(frozen=True, slots=True)
class Clash:
    """Business that lies too near a thing, and how many days are between them; 0 on the same day."""

    business: Occasion
    days: int


def hours_of(unit: Unit) -> Hours:
    """The working time of a unit: its own, else that of the nearest unit above that said one, else the usual."""
    said = WorkingTime.objects.filter(unit__tree=unit.tree, unit__path__in=unit.ancestor_paths)
    nearest = said.order_by("-unit__path").first()
    if nearest is None:
        return Hours()
    return Hours(tuple(nearest.days), nearest.opens_at, nearest.closes_at, nearest.days_apart, is_said=True)


@dataclass(frozen=True, slots=True)
class Busy:
    """The working time of a unit and all its business, read once for whatever is held against it."""

    hours: Hours
    business: Sequence[Occasion]


def busy_times(unit: Unit) -> Busy:
    """See `Busy`; the business in the order of days."""
    return Busy(hours_of(unit), list(occasions_of(unit, kind=OccasionKind.BUSINESS)))


def occasions_of(
    unit: Unit, *, kind: OccasionKind | None = None, from_on: date | None = None, to_on: date | None = None
) -> QuerySet[Occasion]:
    """What stands in the calendar of a unit in some days, in the order of days."""
    rows = Occasion.objects.filter(unit=unit).select_related("record")
    if kind:
        rows = rows.filter(kind=kind)
    if from_on:
        rows = rows.filter(ends_on__gte=from_on)
    if to_on:
        rows = rows.filter(starts_on__lte=to_on)
    return rows.order_by("starts_on", "starts_at", "pk")


def peaks_of(unit: Unit, *, on: date) -> list[Occasion]:
    """The peaks of work that last on a day in a unit or one above it, the first to begin first (R0-11)."""
    above = Unit.objects.filter(tree=unit.tree, path__in=unit.ancestor_paths)
    rows = Occasion.objects.filter(unit__in=above, is_peak=True, starts_on__lte=on, ends_on__gte=on)
    return list(rows.select_related("record", "unit").order_by("starts_on", "pk"))


def away_on(people: Iterable[int], on: date) -> dict[int, Away]:
    """person → their absence on duty that covers a day."""
    rows = Away.objects.filter(person_id__in=list(people), from_on__lte=on, to_on__gte=on)
    return {row.person_id: row for row in rows}


def leave_on(people: Iterable[int], on: date) -> dict[int, LeaveDays]:
    """person → their leave by an approved record that covers a day; of several the one that ends last."""
    rows = LeaveDays.objects.filter(person_id__in=list(people), from_on__lte=on, to_on__gte=on)
    return {row.person_id: row for row in rows.order_by("to_on", "pk")}


def days_between(first: date, last: date, occasion: Occasion) -> int:
    """How many days lie from one span to another; 0 when they meet."""
    return max((occasion.starts_on - last).days, (first - occasion.ends_on).days, 0)


def clashes_on(busy: Busy, first: date, last: date | None = None) -> list[Clash]:
    """The business of a unit within its days of something on these days (R0-29)."""
    near = [Clash(one, days_between(first, last or first, one)) for one in busy.business]
    return [clash for clash in near if clash.days <= busy.hours.days_apart]


def sessions_near(business: Occasion) -> list[Occasion]:
    """The other direction: sessions to come that lie too near this business, now that it is where it is."""
    apart = timedelta(days=hours_of(business.unit).days_apart)
    rows = occasions_of(
        business.unit,
        kind=OccasionKind.SESSION,
        from_on=max(business.starts_on - apart, clock.today()),
        to_on=business.ends_on + apart,
    )
    return list(rows)


def free_days(busy: Busy, around: date, *, first: date, last: date | None, most: int = FREE_DAYS) -> list[date]:
    """Working days near ``around``, from ``first`` to ``last`` and not before today, that keep away from all business.

    The nearest are chosen, and told in the order of days.
    """
    first = max(first, clock.today())
    days = days_in(first, last or first + timedelta(days=LOOK_AHEAD))
    free = [day for day in days if day.weekday() in busy.hours.days and is_free(day, busy.business, busy.hours)]
    nearest = sorted((abs(day - around), day) for day in free)
    return sorted(day for _distance, day in nearest[:most])


def is_free(day: date, business: Iterable[Occasion], hours: Hours) -> bool:
    """Whether a day keeps away from all this business."""
    return all(days_between(day, day, one) > hours.days_apart for one in business)


def days_in(first: date, last: date) -> Sequence[date]:
    """Every day from the first to the last, at most a year of them."""
    return [first + timedelta(days=place) for place in range(min((last - first).days, 366) + 1)]


@dataclass(frozen=True, slots=True)
class Near:
    """A session that lies too near business, with days it could be on instead."""

    session: Occasion
    clashes: Sequence[Clash]
    free: Sequence[date]


def phase_days(unit: Unit) -> tuple[date, date | None]:
    """From today to the end of the phase that is open for a unit, the earliest where several programmes run."""
    today = clock.today()
    stays = UnitPhase.objects.filter(unit=unit, closed_on__isnull=True).select_related("phase")
    ends = [end for stay in stays if (end := reference_end(stay.phase)) and end >= today]
    return today, min(ends, default=None)


def near_business(unit: Unit, sessions: Iterable[Occasion]) -> list[Near]:
    """The sessions of a unit that lie too near its business, each with the free days of the phase nearest to it."""
    busy = busy_times(unit)
    clashing = [(one, found) for one in sessions if (found := clashes_on(busy, one.starts_on, one.ends_on))]
    if not clashing:
        return []
    first, last = phase_days(unit)
    return [Near(one, found, free_days(busy, one.starts_on, first=first, last=last)) for one, found in clashing]


def nearness_of(occasion: Occasion) -> list[Near]:
    """Both directions: of a session itself, of business every session that lies too near it. What is over clashes no more."""
    if occasion.kind == OccasionKind.SESSION:
        return near_business(occasion.unit, [occasion]) if occasion.ends_on >= clock.today() else []
    return near_business(occasion.unit, sessions_near(occasion))


def nearness_in(unit: Unit) -> list[Near]:
    """All sessions to come of a unit that lie too near its business, in the order of days."""
    return near_business(unit, occasions_of(unit, kind=OccasionKind.SESSION, from_on=clock.today()))
