"""What a line of the ledger is before it is booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be booked: ``amount`` of ``kind`` and ``code`` for a unit and at most one member on a day.

    ``unit`` is the member's home on the day, or the host for a line without a member (settled question 18).
    ``programme`` 0 is none. ``data`` may hold declared keys only.
    """

    kind: str
    unit: int
    occurred_on: date
    amount: int
    code: str = ""
    programme: int = 0
    member: int = 0
    copy: str = ""
    data: Mapping[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class PhasedLine:
    """A line with the phase it belongs to and the phase it is booked in."""

    line: Line
    phase: int
    booked_phase: int


def copy_of(place: int) -> str:
    """The mark of a line for the programme at ``place`` of an act's programmes: all but the first hold copies, which
    totals across programmes skip (settled question 14)."""
    return "programme" if place else ""
