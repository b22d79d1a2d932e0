"""What a programme template is: plain data that a notice is held against, each part with its words in three scripts.

A template proposes; nothing of it holds before a person takes it over, item by item.
"""

from dataclasses import dataclass, field

from taizhang.ground.programmes.models import ListFor, ListUse
from taizhang.lib.words import Words
from taizhang.work.notices.kinds import Bound, Measure


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step of a phase: a heading with what it needs, in words."""

    name: Words
    needs: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplatePhase:
    """A phase: ``keys`` are words (simplified) of which one in a name tells it; ``days`` is its usual length."""

    name: Words
    keys: tuple[str, ...]
    days: int
    steps: tuple[TemplateStep, ...] = ()
    conditions: tuple[Words, ...] = ()
    is_consolidation: bool = False


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """A quantity held against a declared metric; ``amount`` as items keep it (40, 2/3), ``phase`` 0 for the whole.

    ``lacking`` is what the office is asked when a notice does not say it; empty words ask nothing.
    """

    code: str
    what: Words
    lacking: Words
    measure: Measure
    amount: str
    metric: str
    unit: str = ""
    op: Bound = Bound.AT_LEAST
    audience: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    phase: int = 1
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TemplateList:
    """A named list; the items may be left to the programme (``stated`` then says how many its name promises)."""

    name: Words
    items: tuple[Words, ...] = ()
    stated: int = 0
    use: ListUse = ListUse.CONTENT
    speaks_to: ListFor = ListFor.EVERYBODY


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """Something reported again and again, filled from the records; ``recurs`` as items keep it."""

    what: Words
    recurs: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeTemplate:
    """A programme template. ``words`` are words (simplified) whose standing in a text speaks for it, ``titles`` in a title."""

    code: str
    title: Words
    about: Words
    titles: tuple[str, ...]
    words: tuple[str, ...]
    phases: tuple[TemplatePhase, ...]
    rules: tuple[TemplateRule, ...] = ()
    lists: tuple[TemplateList, ...] = ()
    reports: tuple[TemplateReport, ...] = ()
    goals: tuple[Words, ...] = ()
    principles: tuple[Words, ...] = ()
    leave: tuple[Words, ...] = ()
    forbidden: tuple[Words, ...] = field(default_factory=tuple)
