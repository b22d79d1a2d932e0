"""How the ledger is read: sums, vouchers and lines, "as of" a position. No page reads the tables any other way.

A `Scope` says which lines are meant; the same scope serves the figure, its vouchers, its lines and their export, so that
they are always filtered alike (N-02).
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from taizhang.ground.organisations.models import Unit
from taizhang.ground.records.models import Record
from taizhang.ledger.models import Entry, Fact, Position


@dataclass(frozen=True, slots=True)
class Scope:
    """Which lines: kinds and codes (empty: all), one programme or phase, one unit or its subtree, one member, days,
    late lines or not, up to a position (None: everything committed).

    ``late_in`` asks for the late lines that belong to a phase or were booked in it.
    """

    kinds: tuple[str, ...]
    codes: tuple[str, ...] = ()
    programme: int | None = None
    phase: int | None = None
    unit: Unit | None = None
    subtree: bool = True
    member: int | None = None
    members: tuple[int, ...] | None = None
    from_on: date | None = None
    to_on: date | None = None
    late: bool | None = None
    late_in: int | None = None
    copies: tuple[str, ...] = ()
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """One entry as a person sees it, with what it adds to and takes from the figure at hand."""

    entry: int
    number: int
    source: Record
    act: str
    occurred_on: date
    posted_at: datetime
    posted_by: int
    reason: str
    plus: int
    minus: int
    members: int
    is_late: bool
    position: int


def facts(scope: Scope) -> QuerySet[Fact]:
    """The lines of a scope, unordered."""
    rows = Fact.objects.filter(kind__in=scope.kinds)
    if scope.codes:
        rows = rows.filter(code__in=scope.codes)
    if scope.programme is not None:
        rows = rows.filter(programme=scope.programme)
    if scope.phase is not None:
        rows = rows.filter(phase=scope.phase)
    if scope.unit is not None:
        rows = rows.filter(unit__in=_units(scope.unit)) if scope.subtree else rows.filter(unit=scope.unit.pk)
        # a successor's opening lines count for itself and in no sum above (question 24)
        rows = rows.exclude(~Q(unit=scope.unit.pk), copy="opening")
    if scope.member is not None:
        rows = rows.filter(member=scope.member)
    if scope.members is not None:
        rows = rows.filter(member__in=scope.members)
    if scope.from_on is not None:
        rows = rows.filter(occurred_on__gte=scope.from_on)
    if scope.to_on is not None:
        rows = rows.filter(occurred_on__lte=scope.to_on)
    if scope.late is True:
        rows = rows.exclude(phase=F("booked_phase"))
    elif scope.late is False:
        rows = rows.filter(phase=F("booked_phase"))
    if scope.late_in is not None:
        rows = rows.exclude(phase=F("booked_phase")).filter(Q(phase=scope.late_in) | Q(booked_phase=scope.late_in))
    if scope.copies:
        rows = rows.exclude(copy__in=scope.copies)
    if scope.position is not None:
        rows = rows.filter(entry__place__position__lte=scope.position)
    return rows


def _units(unit: Unit) -> QuerySet[Unit, int]:
    return Unit.objects.filter(tree=unit.tree, path__gte=unit.path, path__lt=unit.path_end).values_list("pk", flat=True)


def total(scope: Scope) -> int:
    """The sum of a scope."""
    return facts(scope).aggregate(net=Sum("amount"))["net"] or 0


def totals_by_unit(scope: Scope) -> dict[int, int]:
    """The sums of a scope by the unit on the line."""
    return dict(facts(scope).values_list("unit").annotate(net=Sum("amount")))


def totals_by_member(scope: Scope) -> dict[int, int]:
    """The sums of a scope by member."""
    return dict(facts(scope).values_list("member").annotate(net=Sum("amount")))


def totals_by_member_and_source(scope: Scope) -> dict[tuple[int, str], int]:
    """The sums of a scope by member and the type of the record that says so."""
    rows = facts(scope).values_list("member", "entry__source__type").annotate(net=Sum("amount"))
    return {(member, source): net for member, source, net in rows}


def totals_by_day(scope: Scope) -> dict[date, int]:
    """The sums of a scope by the day they occurred on."""
    return dict(facts(scope).values_list("occurred_on").annotate(net=Sum("amount")))


def totals_by_year(scope: Scope) -> dict[tuple[str, str, int], int]:
    """The sums of a scope by kind, code and the calendar year they occurred in."""
    rows = facts(scope).values_list("kind", "code", "occurred_on__year").annotate(net=Sum("amount")).order_by()
    return {(kind, code, year): net for kind, code, year, net in rows}


def vouchers(scope: Scope) -> list[Voucher]:
    """The entries behind a figure, oldest day first, with their plus and minus in that scope."""
    rows = (
        facts(scope)
        .values("entry")
        .annotate(
            plus=Sum("amount", filter=Q(amount__gt=0), default=0),
            minus=Sum("amount", filter=Q(amount__lt=0), default=0),
            members=Count("member", distinct=True, filter=~Q(member=0)),
            first_on=Min("occurred_on"),
            late=Max("booked_phase", filter=~Q(phase=F("booked_phase")), default=0),
        )
        .order_by("first_on", "entry")
    )
    found = list(rows)
    wanted = [row["entry"] for row in found]
    entries: dict[int, Entry] = {}
    places: dict[int, int] = {}
    for start in range(0, len(wanted), 900):
        some = wanted[start : start + 900]
        entries |= Entry.objects.select_related("source", "source__unit").in_bulk(some)
        places |= dict(Position.objects.filter(entry__in=some).values_list("entry", "position"))
    return [
        Voucher(
            entry=row["entry"],
            number=entries[row["entry"]].number,
            source=entries[row["entry"]].source,
            act=entries[row["entry"]].act,
            occurred_on=row["first_on"],
            posted_at=entries[row["entry"]].posted_at,
            posted_by=entries[row["entry"]].posted_by,
            reason=entries[row["entry"]].reason,
            plus=row["plus"],
            minus=row["minus"],
            members=row["members"],
            is_late=row["late"] > 0,
            position=places.get(row["entry"], 0),
        )
        for row in found
    ]


def statements(source: Record, act: str = "") -> QuerySet[Entry]:
    """All statements of the acts of a record, in order, with their lines prefetched."""
    rows = Entry.objects.filter(source=source).select_related("place").prefetch_related("facts")
    return (rows.filter(act=act) if act else rows).order_by("act", "number")


@dataclass(frozen=True, slots=True)
class Statement:
    """The first statement of an act: its entry, who made it when, the digest of its words, its position (0: in the tray)."""

    entry: int
    posted_at: datetime
    posted_by: int
    words: str
    position: int


def first_statements(record: int, begins: str) -> dict[str, Statement]:
    """act → its first statement, for the acts of a record whose name begins so."""
    rows = Entry.objects.filter(source=record, act__startswith=begins, number=1)
    listed = rows.values_list("act", "pk", "posted_at", "posted_by", "words", "place__position")
    return {
        act: Statement(entry, posted_at, posted_by, words, position or 0)
        for act, entry, posted_at, posted_by, words, position in listed
    }


def nets_of(records: Iterable[int]) -> dict[int, int]:
    """record → the net of all that is booked from it; records that never booked are left out."""
    rows = Fact.objects.filter(entry__source__in=list(records)).values_list("entry__source")
    return dict(rows.annotate(net=Sum("amount")).order_by())


def entries_about(member: int) -> QuerySet[Entry]:
    """Every entry with a line about a person, newest first (N-14)."""
    return (
        Entry.objects.filter(pk__in=Fact.objects.filter(member=member).values("entry"))
        .select_related("source")
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True)
class Posted:
    """One entry as the journal lists it: its place in the one order of the ledger, and how many lines of each kind."""

    position: int
    entry: int
    source: Record
    number: int
    reason: str
    posted_at: datetime
    posted_by: int
    kinds: dict[str, int]


def find_entry(entry: int) -> Entry | None:
    """One entry with its record and its lines, or None."""
    rows = Entry.objects.select_related("source", "source__unit", "place").prefetch_related("facts")
    return rows.filter(pk=entry).first()


def journal(reach: Q, *, before: int | None = None, most: int = 100) -> list[Posted]:
    """The entries about records of the units in ``reach``, the newest position first, below ``before``."""
    places = Position.objects.filter(entry__source__unit__in=Unit.objects.filter(reach))
    if before is not None:
        places = places.filter(position__lt=before)
    listed = list(places.select_related("entry__source__unit").order_by("-position")[:most])
    kinds: dict[int, dict[str, int]] = {place.entry_id: {} for place in listed}
    counted = (
        Fact.objects.filter(entry__in=list(kinds)).values_list("entry", "kind").annotate(lines=Count("pk")).order_by()
    )
    for entry, kind, lines in counted:
        kinds[entry][kind] = lines
    return [
        Posted(
            position=place.position,
            entry=place.entry_id,
            source=place.entry.source,
            number=place.entry.number,
            reason=place.entry.reason,
            posted_at=place.entry.posted_at,
            posted_by=place.entry.posted_by,
            kinds=kinds[place.entry_id],
        )
        for place in listed
    ]


def last_days(units: Iterable[int], kinds: Iterable[str], *, programme: int | None = None) -> dict[int, date]:
    """unit → the last day on which a line of these kinds occurred there; units without one are left out."""
    rows = Fact.objects.filter(unit__in=list(units), kind__in=list(kinds), amount__gt=0)
    if programme is not None:
        rows = rows.filter(programme=programme)
    return dict(rows.values_list("unit").annotate(last=Max("occurred_on")).order_by())


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One line as it stands in the ledger; ``phase`` is where it belongs, ``booked_phase`` where it was booked."""

    entry: int
    kind: str
    code: str
    programme: int
    phase: int
    booked_phase: int
    unit: int
    member: int
    occurred_on: date
    amount: int
    copy: str

    @property
    def is_late(self) -> bool:
        """Whether it was booked in a later phase than the one it belongs to (更正上期)."""
        return self.phase != self.booked_phase


_LINE = tuple(column.name for column in fields(BookedLine))


def lines(scope: Scope, *, most: int | None = None) -> list[BookedLine]:
    """The lines of a scope, oldest day first; at most ``most``."""
    rows = facts(scope).order_by("occurred_on", "entry", "pk").values_list(*_LINE)
    return [BookedLine(*row) for row in (rows if most is None else rows[:most])]


def lines_of_entries(entries: Iterable[int], *, member: int | None = None) -> dict[int, list[BookedLine]]:
    """entry → its lines (or those about one member), in the order they were booked."""
    wanted = list(entries)
    found: dict[int, list[BookedLine]] = {entry: [] for entry in wanted}
    rows = Fact.objects.filter(entry__in=wanted)
    if member is not None:
        rows = rows.filter(member=member)
    for row in rows.order_by("entry", "pk").values_list(*_LINE):
        found[row[0]].append(BookedLine(*row))
    return found
