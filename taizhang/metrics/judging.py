"""Whether a value meets a requirement: whole numbers, compared by cross-multiplication (settled question 2).

The same functions judge a live recount, the kept standings and, later, every gate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.ground.people.kinds import VOLUNTARY
from taizhang.ground.programmes.models import Operator, Requirement
from taizhang.metrics.catalogue import CATALOGUE, Grain, Metric, Quota, Ratio, Sum

_VOLUNTARY = frozenset(VOLUNTARY)
# A sum of lines: (kind, code, programme, phase) → amount, late lines and programme copies of others left out.
Sums = Mapping[tuple[str, str, int, int], int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a fraction of two whole numbers; a plain sum has the denominator 1."""

    numerator: int
    denominator: int = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """One member or unit held against one requirement."""

    requirement: Requirement
    value: Value
    is_due: bool
    is_met: bool

    @property
    def lacking(self) -> int:
        """How much is lacking, in the metric's smallest unit (rounded up); 0 when met."""
        if self.is_met:
            return 0
        have = self.value.numerator * self.requirement.denominator
        need = self.requirement.numerator * self.value.denominator
        return -(-abs(need - have) // self.requirement.denominator)


class Yardstick:
    """The standing requirements of one programme, with the quotas that ratios are counted against."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self.requirements = requirements
        self._quotas = {(r.metric, r.phase_id): r for r in requirements}

    def value(self, requirement: Requirement, sums: Sums) -> Value:
        """The value of a requirement's metric over ``sums``."""
        formula = CATALOGUE[requirement.metric].formula
        if isinstance(formula, Sum):
            return Value(self._sum(formula, requirement, sums))
        top = self._sum(formula.numerator, requirement, sums)
        if isinstance(formula.denominator, Quota):
            quota = self.quota(requirement, formula.denominator)
            if quota is None:
                return Value(0, 1)
            return Value(top * quota.denominator, quota.numerator)
        return Value(top, self._sum(formula.denominator, requirement, sums) or 1)

    def quota(self, requirement: Requirement, quota: Quota) -> Requirement | None:
        """The requirement whose threshold is the quota, in the same phase."""
        found = self._quotas.get((quota.metric, requirement.phase_id))
        return found if found and found.numerator else None

    @staticmethod
    def _sum(formula: Sum, requirement: Requirement, sums: Sums) -> int:
        kinds, codes = formula.kinds, (requirement.code,) if requirement.code else formula.codes
        wanted, within = requirement.programme_id, requirement.phase_id
        total = 0
        for (kind, code, programme, phase), amount in sums.items():
            if kind in kinds and programme == wanted and (not codes or code in codes) and within in (None, phase):
                total += amount
        return total

    def judge(self, requirement: Requirement, sums: Sums, *, is_due: bool) -> Judged:
        """Hold ``sums`` against one requirement."""
        value = self.value(requirement, sums)
        return Judged(requirement, value, is_due, meets(value, requirement))


def meets(value: Value, requirement: Requirement) -> bool:
    """Whether a value meets a threshold; 以上 and 不少于 include the number."""
    left = value.numerator * requirement.denominator
    right = requirement.numerator * value.denominator
    if requirement.operator == Operator.AT_LEAST:
        return left >= right
    if requirement.operator == Operator.AT_MOST:
        return left <= right
    return left == right


def owes(requirement: Requirement, categories: Iterable[str]) -> bool:
    """Whether a counted member of these categories owes a requirement; voluntary categories never owe (R0-07)."""
    held = frozenset(categories)
    if not _VOLUNTARY.isdisjoint(held) or not held.isdisjoint(requirement.exempt):
        return False
    return not requirement.audience or not held.isdisjoint(requirement.audience)


def unit_owes(requirement: Requirement, kind: str) -> bool:
    """Whether a unit of a kind owes a requirement counted per unit."""
    return not requirement.audience or kind in requirement.audience


def is_per_member(requirement: Requirement) -> bool:
    """Whether a requirement is held against each member, or against the unit."""
    return CATALOGUE[requirement.metric].grain is Grain.MEMBER


def metric_of(requirement: Requirement) -> Metric:
    """The declared metric of a requirement."""
    return CATALOGUE[requirement.metric]


def kinds_of(requirements: Iterable[Requirement]) -> set[str]:
    """The kinds of fact that these requirements read."""
    kinds: set[str] = set()
    for requirement in requirements:
        formula = CATALOGUE[requirement.metric].formula
        kinds.update(formula.numerator.kinds if isinstance(formula, Ratio) else formula.kinds)
        if isinstance(formula, Ratio) and isinstance(formula.denominator, Sum):
            kinds.update(formula.denominator.kinds)
    return kinds
