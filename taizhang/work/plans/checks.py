"""What a plan must say before it can be approved: pure functions, whole numbers and fractions only (R1-38, R1-39, R2-12).

Nothing here reads a table. `frames` hands in what the programme asks, so that the same check stands beside the draft, refuses
the approval, and comes out anew after an extension.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

AT_LEAST, AT_MOST, EXACTLY = ">=", "<=", "=="
# The four points that every plan must settle: 学习任务、时间、内容、要求 (R1-39).
POINTS = ("task", "time", "content", "asks")


@dataclass(frozen=True, slots=True)
class Planned:
    """One item as the checks see it. ``minutes`` are those of each member; no ``categories`` mean that it is for all."""

    number: int
    from_on: date | None = None
    to_on: date | None = None
    content: str = ""
    minutes: int = 0
    is_group: bool = True
    method: str = ""
    is_for_all: bool = True
    categories: frozenset[str] = frozenset()
    serves: int = 0
    list_item: int = 0
    has_owner: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as the checks see it; None is a blank."""

    task: str
    asks: str
    notes: int | None
    essays: int | None
    items: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """One standing requirement of the phase. ``quota`` is the threshold that a share is counted against, if any."""

    number: int
    title: str
    metric: str
    operator: str
    numerator: int
    denominator: int = 1
    code: str = ""
    is_hard: bool = True
    audience: frozenset[str] = frozenset()
    quota: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan is held against: the days of its phase as extended, what is asked in it, the items of its list."""

    starts_on: date
    ends_on: date | None
    demands: tuple[Demand, ...] = ()
    list_items: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and its answer. ``items`` are those it is about; ``have`` and ``need`` stand where numbers are compared."""

    code: str
    is_met: bool
    is_hard: bool = True
    items: tuple[int, ...] = ()
    demand: Demand | None = None
    have: Fraction | None = None
    need: Fraction | None = None
    missing: tuple[str, ...] = ()


def may_stand(findings: Sequence[Finding]) -> bool:
    """Whether nothing that binds is lacking."""
    return all(finding.is_met for finding in findings if finding.is_hard)


def examine_study(draft: Draft, frame: Frame) -> list[Finding]:
    """The four points, the five fields, the days, and a place for everything that is asked."""
    items = draft.items
    undated = tuple(one.number for one in items if not (one.from_on and one.to_on))
    empty = tuple(one.number for one in items if not one.content.strip())
    unmeasured = tuple(one.number for one in items if one.minutes <= 0)
    outside = tuple(one.number for one in items if _is_outside(one, frame))
    return [
        Finding("task", bool(draft.task.strip())),
        Finding("time", bool(items) and not undated, items=undated),
        Finding("content", bool(items) and not empty, items=empty),
        Finding("asks", bool(draft.asks.strip())),
        Finding("hours", bool(items) and not unmeasured, items=unmeasured),
        Finding("notes", draft.notes is not None),
        Finding("essays", draft.essays is not None),
        Finding("dates", not outside, items=outside),
        *(_held_against(demand, draft, frame) for demand in frame.demands),
    ]


def examine_themed(draft: Draft, frame: Frame) -> list[Finding]:
    """Every item of the list has at least one action, and each action a day, words and a person who answers (R1-163)."""
    items = draft.items
    served = {one.list_item for one in items if one.list_item and one.content.strip()}
    undated = tuple(one.number for one in items if not one.to_on)
    empty = tuple(one.number for one in items if not one.content.strip())
    unowned = tuple(one.number for one in items if not one.has_owner)
    outside = tuple(one.number for one in items if _is_outside(one, frame))
    lacking = tuple(text for number, text in frame.list_items if number not in served)
    return [
        Finding("list_items", bool(frame.list_items) and not lacking, missing=lacking),
        Finding("content", bool(items) and not empty, items=empty),
        Finding("owners", bool(items) and not unowned, items=unowned),
        Finding("time", bool(items) and not undated, items=undated),
        Finding("dates", not outside, items=outside),
    ]


def _is_outside(one: Planned, frame: Frame) -> bool:
    days = [day for day in (one.from_on, one.to_on) if day]
    return any(day < frame.starts_on or (frame.ends_on is not None and day > frame.ends_on) for day in days)


def _counted(demand: Demand, draft: Draft, frame: Frame) -> list[Planned]:
    """What counts for a demand: what ends in time, and is meant for all or for exactly those who are asked."""
    return [
        one
        for one in draft.items
        if one.to_on
        and (frame.ends_on is None or one.to_on <= frame.ends_on)
        and (one.is_for_all or (demand.audience and one.categories and demand.audience <= one.categories))
    ]


def planned_value(demand: Demand, draft: Draft, frame: Frame) -> Fraction | None:
    """What a plan promises of a demand's metric, or None where a plan has no number for it."""
    items = _counted(demand, draft, frame)
    group = [one for one in items if one.is_group]
    minutes = sum(one.minutes for one in items)
    in_groups = sum(one.minutes for one in group)
    if demand.metric == "group_share":
        whole = demand.quota or Fraction(minutes)
        return Fraction(in_groups) / whole if whole else Fraction(0)
    of_method = [one for one in group if demand.code in ("", one.method)]
    values: dict[str, int] = {
        "study_minutes": {"group": in_groups, "self": minutes - in_groups}.get(demand.code, minutes),
        "group_minutes": in_groups,
        "self_minutes": minutes - in_groups,
        "sessions_held": len(of_method),
        "sessions_attended": len(of_method),
        "mobilisations_held": sum(1 for one in group if one.method == "mobilisation"),
        "lectures_held": sum(1 for one in group if one.method == "lecture"),
        "essays_reviewed": draft.essays or 0,
        "notes_reviewed": draft.notes or 0,
    }
    return Fraction(values[demand.metric]) if demand.metric in values else None


def _held_against(demand: Demand, draft: Draft, frame: Frame) -> Finding:
    """Whether a demand has its place: enough is planned, or an item says that it serves it; a bound above asks nothing."""
    need = Fraction(demand.numerator, demand.denominator)
    if demand.operator == AT_MOST or (demand.operator == EXACTLY and not demand.numerator):
        return Finding("demand", True, demand.is_hard, demand=demand)
    have = planned_value(demand, draft, frame)
    if have is None:
        serving = tuple(one.number for one in draft.items if one.serves == demand.number)
        return Finding("place", bool(serving), demand.is_hard, serving, demand)
    return Finding("demand", have >= need, demand.is_hard, demand=demand, have=have, need=need)
