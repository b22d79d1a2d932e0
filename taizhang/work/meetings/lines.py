"""What the statement of a meeting says in the ledger: pure functions from records to lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.ledger.lines import copy_of
from taizhang.ledger.posting import Line
from taizhang.work.meetings.kinds import Vote

HELD = "meetings.meeting_held"
ATTENDED = "meetings.people_attended"
VOTED = "meetings.votes_counted"
SPOKE = "meetings.speech_given"
ASSIGNED = "meetings.task_assigned"
DONE = "meetings.task_done"

# Where the lines about one unit are booked: programme, or 0 outside all; all but the first are copies (question 14).
Places = Sequence[int]


@dataclass(frozen=True, slots=True)
class Count:
    """The totals of a vote on one agenda item."""

    due: int
    present: int
    votes_for: int
    against: int
    abstained: int

    def by_code(self) -> dict[str, int]:
        """Code → amount."""
        return {
            Vote.DUE.value: self.due,
            Vote.PRESENT.value: self.present,
            Vote.FOR.value: self.votes_for,
            Vote.AGAINST.value: self.against,
            Vote.ABSTAINED.value: self.abstained,
        }


def unit_lines(kind: str, unit: int, on: date, amount: int, places: Places, *, code: str = "") -> list[Line]:
    """One amount of one unit, once for each programme."""
    return [
        Line(kind, unit, on, amount, code, programme, copy=copy_of(place)) for place, programme in enumerate(places)
    ]


def meeting_lines(
    *,
    kind: str,
    unit: int,
    on: date,
    places: Places,
    attending: Mapping[str, int],
    counts: Iterable[Count],
    speeches: Mapping[int, Places],
) -> list[Line]:
    """The whole statement of a meeting: held, who was counted, votes, speeches of units.

    ``speeches`` maps each speaking unit to its own places.
    """
    lines = unit_lines(HELD, unit, on, 1, places, code=kind)
    for category, people in sorted(attending.items()):
        if people:
            lines += unit_lines(ATTENDED, unit, on, people, places, code=category)
    votes: dict[str, int] = {}
    for count in counts:
        for code, amount in count.by_code().items():
            votes[code] = votes.get(code, 0) + amount
    for code, amount in votes.items():
        if amount:
            lines += unit_lines(VOTED, unit, on, amount, places, code=code)
    for speaking, own in speeches.items():
        lines += unit_lines(SPOKE, speaking, on, 1, own)
    return lines
