"""The three-column account of a figure (三栏账): what was booked, what was reversed, the running total.

The statements of one act stand together: the original, its reversal in red, the correction. The last running total is the
sum of the scope, whatever its history.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from taizhang.ground.people.models import Person
from taizhang.ground.records.models import Record
from taizhang.ledger.kinds import REASONS
from taizhang.ledger.reading import Voucher
from taizhang.lib.words import Words


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row of the account. ``look``: plain, original (reversed as a whole by a later statement), amended (in part),
    reversal (``reversal last`` when no correction follows) or correction.

    ``tie`` says to what the row is tied: the entry that reversed it, or the entry it reverses. ``is_closed`` withholds the
    record and its voucher: a new unit sees of older lines only day and amount (settled question 36).
    """

    entry: int
    on: date
    source: Record
    number: int
    reason: Words | None
    booked: int
    reversed: int
    balance: int
    members: int
    posted_at: datetime
    posted_by: str
    position: int
    look: str = "plain"
    tie: int = 0
    is_late: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of an account and their sums: ``booked`` less what was ``reversed`` is the figure."""

    rows: tuple[BookRow, ...]
    booked: int
    reversed: int
    vouchers: int
    reversals: int

    @property
    def taken(self) -> int:
        """What was reversed, as a whole number above nothing."""
        return -self.reversed

    @property
    def total(self) -> int:
        """What the rows come to."""
        return self.booked + self.reversed


def keep_book(vouchers: Sequence[Voucher], *, with_names: bool = False, open_unit: int = 0) -> Book:
    """Arrange the entries behind a figure as an account.

    ``with_names`` adds who booked each entry; ``open_unit`` withholds the records of every other unit.
    """
    posters = names_of({one.posted_by for one in vouchers if one.posted_by}) if with_names else {}
    acts: dict[tuple[int, str], list[Voucher]] = defaultdict(list)
    for voucher in vouchers:
        acts[voucher.source.pk, voucher.act].append(voucher)
    ordered = sorted(acts.values(), key=lambda act: min((one.occurred_on, one.entry) for one in act))
    rows: list[BookRow] = []
    for act in ordered:
        rows += _rows_of_act(sorted(act, key=lambda one: one.number), posters, open_unit)
    balance = 0
    balanced = []
    for row in rows:
        balance += row.booked + row.reversed
        balanced.append(replace(row, balance=balance))
    return Book(
        tuple(balanced),
        sum(row.booked for row in rows),
        sum(row.reversed for row in rows),
        len(vouchers),
        sum(1 for row in rows if row.look.startswith("reversal")),
    )


def _rows_of_act(act: Sequence[Voucher], posters: Mapping[int, str], open_unit: int) -> list[BookRow]:
    """The statements of one act in order; a row that later statements took back as a whole is struck through."""
    rows: list[BookRow] = []
    standing: list[int] = []

    def row_of(voucher: Voucher, booked: int, taken: int) -> BookRow:
        return _row(voucher, booked, taken, posters.get(voucher.posted_by, ""), open_unit)

    for voucher in act:
        if voucher.minus and rows and rows[0].entry != voucher.entry:
            reversal = row_of(voucher, 0, voucher.minus)
            taken = -voucher.minus
            tie = 0
            for place in reversed(standing):
                row = rows[place]
                tie = tie or row.entry
                if taken and taken >= row.booked:
                    rows[place] = replace(row, look="original", tie=voucher.entry)
                    taken -= row.booked
                    standing.remove(place)
                elif taken:
                    rows[place] = replace(row, look="amended", tie=voucher.entry)
                    taken = 0
            rows.append(replace(reversal, look="reversal" if voucher.plus else "reversal last", tie=tie))
            if voucher.plus:
                standing.append(len(rows))
                rows.append(replace(row_of(voucher, voucher.plus, 0), look="correction"))
        else:
            if voucher.plus:
                standing.append(len(rows))
                rows.append(row_of(voucher, voucher.plus, 0))
            if voucher.minus:
                rows.append(
                    replace(row_of(voucher, 0, voucher.minus), look="reversal last" if voucher.reason else "plain")
                )
    return rows


def _row(voucher: Voucher, booked: int, taken: int, poster: str, open_unit: int) -> BookRow:
    return BookRow(
        entry=voucher.entry,
        on=voucher.occurred_on,
        source=voucher.source,
        number=voucher.number,
        reason=REASONS[voucher.reason] if voucher.reason else None,
        booked=booked,
        reversed=taken,
        balance=0,
        members=voucher.members,
        posted_at=voucher.posted_at,
        posted_by=poster,
        position=voucher.position,
        is_late=voucher.is_late,
        is_closed=bool(open_unit) and voucher.source.unit_id != open_unit,
    )


def names_of(numbers: set[int]) -> dict[int, str]:
    """number → name of a person; an erased one has none."""
    return dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
