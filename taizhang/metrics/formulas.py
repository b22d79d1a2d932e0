"""What a metric is: its formula, its grain, its words.

The chart knows only sums (settled question 15): a formula is a sum of lines by kind and code, a ratio of a sum to another
or to a quota, never a last value or a set. `Quota` is the threshold that the programme itself sets for another metric: the
share of group study is counted against the hours asked for, so that extra self-study never makes anyone fail (R1-34).
"""

from dataclasses import dataclass
from enum import StrEnum

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words


class Grain(StrEnum):
    """Whose value a metric is: each member's own, or a unit's volume."""

    MEMBER = "member"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of the amounts of all lines of these kinds and codes (no codes: all)."""

    kinds: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """The threshold of the requirement that the same programme and phase sets on another metric."""

    metric: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """One sum over another, or over a quota."""

    numerator: Sum
    denominator: Sum | Quota


@dataclass(frozen=True, slots=True)
class Metric:
    """One declared figure: its words, its formula, the smallest unit it is counted in, and whose value it is.

    ``asks_at_most`` says that less is better, so a requirement on it is an upper bound.
    """

    name: str
    words: Words
    formula: Sum | Ratio
    measure: Measure
    grain: Grain
    basis: tuple[str, ...] = ()
    asks_at_most: bool = False

    @property
    def is_share(self) -> bool:
        """Whether its value is a ratio and is shown in percent."""
        return isinstance(self.formula, Ratio)

    @property
    def main(self) -> Sum:
        """The sum whose lines open when the figure is opened."""
        return self.formula.numerator if isinstance(self.formula, Ratio) else self.formula
