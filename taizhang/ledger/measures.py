"""What a kind of fact is and what it counts in."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from taizhang.ground.records.models import Sight
from taizhang.lib.words import Words


class Measure(StrEnum):
    """The smallest unit in which a kind counts, always whole numbers (settled question 1)."""

    PERSONS = "persons"
    UNITS = "units"
    TIMES = "times"
    MINUTES = "minutes"
    PIECES = "pieces"
    FEN = "fen"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact. ``member`` says whether a line names a person's number or never does."""

    name: str
    words: Words
    measure: Measure
    member: bool = False
    codes: tuple[str, ...] = ("",)
    sight: Sight = Sight.OPEN
    data: frozenset[str] = field(default_factory=frozenset)


of_a_member = partial(Kind, measure=Measure.TIMES, member=True, sight=Sight.NAMED)
