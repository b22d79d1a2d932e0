"""What rests: a holiday notice lets reminders rest for some days, and then they come back (R1-14).

The one place that knows pauses. Whatever lists what is owed, counts what is overdue or reminds of a day asks here; what is
owed stays owed, and its day stays.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.db.models.lookups import Exact, IsNull, StartsWith

from taizhang.ground.duties.kinds import SERVES
from taizhang.ground.duties.models import Duty, Pause
from taizhang.lib import clock

A_DAY = timedelta(days=1)


def overdue(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Those of the rows that are owed past their day and are reminded of today."""
    late = rows.filter(settled_on__isnull=True, due_on__lt=clock.today())
    return late.exclude(Exists(_over_rows(clock.today())))


def resting(duties: Iterable[Duty]) -> dict[int, date]:
    """Duty → the last day of its rest, of those whose reminders rest today, or that begin later: who travels is not
    reminded of what is made up on return (R1-107)."""
    held = list(duties)
    begin = {duty.pk: duty.opened_on - A_DAY for duty in held if duty.opened_on > clock.today()}
    return begin | _ends(Duty.objects.filter(pk__in=[duty.pk for duty in held]), clock.today())


def resting_about(records: Collection[int], *, kind: str) -> dict[int, date]:
    """Record → the last day on which reminders of what is owed about it rest, of those that rest today."""
    rows = Duty.objects.filter(record__in=records, kind=kind, settled_on__isnull=True)
    ends, about = _ends(rows, clock.today()), dict(rows.values_list("pk", "record"))
    return {about[number]: end for number, end in ends.items()}


def units_at_rest(*, kind: str, units: Iterable[int], programme: int | None = None, on: date) -> dict[int, date]:
    """Unit → the last day of its rest, of those that are not reminded on a day of what they owe without a row."""
    rows = _holding(Value(kind), Value(programme), on).filter(unit__in=list(units))
    return dict(rows.order_by("to_on").values_list("unit", "to_on"))


def reminded_on(duties: Collection[Duty]) -> dict[int, date]:
    """Duty → the day on which a calendar reminds of it: its own, or the first after it on which it does not rest."""
    days = {duty.pk: duty.due_on for duty in duties if duty.due_on}
    asked: Collection[int] = days
    while asked:
        ends: dict[int, date] = {}
        for day in {days[number] for number in asked}:
            numbers = [number for number in asked if days[number] == day]
            ends |= _ends(Duty.objects.filter(pk__in=numbers), day)
        days |= {number: end + A_DAY for number, end in ends.items()}
        asked = ends
    return days


def _ends(rows: QuerySet[Duty], on: date) -> dict[int, date]:
    """Duty → the last day of the rest that holds on a day; who does not rest is left out."""
    last = _over_rows(on).order_by("-to_on").values("to_on")[:1]
    found: dict[int, date | None] = dict(rows.annotate(rests_until=Subquery(last)).values_list("pk", "rests_until"))
    return {number: end for number, end in found.items() if end}


def _over_rows(on: date) -> QuerySet[Pause]:
    return _holding(OuterRef("kind"), OuterRef("programme"), on).filter(unit=OuterRef("unit"))


def _holding(kind: Combinable, programme: Combinable, on: date) -> QuerySet[Pause]:
    """The pauses that hold on a day over what is owed of a kind in a programme.

    A pause of a programme spares what belongs to none, but for the duties of a requirement that it names: those count
    wherever the unit takes part.
    """
    works = Q(pk__in=[])
    for known, metrics in SERVES.items():
        works |= Q(Exact(kind, Value(known))) & Q(requirement__metric__in=metrics)
    return Pause.objects.filter(
        Q(from_on__lte=on, to_on__gte=on),
        Q(requirement=None) | works,
        Q(programme=None) | Q(programme=programme) | Q(requirement__isnull=False) & Q(IsNull(programme, True)),
        Q(spares="") | ~Q(StartsWith(kind, Concat(F("spares"), Value(".")))),
    )
