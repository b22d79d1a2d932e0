"""How sure we are: every sign found beside a candidate has a weight, their sum becomes a confidence from 0 to 1.

The weights are logarithms of odds: +0.7 doubles the odds, −0.7 halves them. Only candidates at 0.5 and above are kept.
To change a judgement, change a row here and measure (see docs/reading.md).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from taizhang.work.notices.reading.model import Kind

KEPT_FROM = 0.5

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "phase": {
        "base": -1.0, "named_stage": 3.0, "under_steps": 1.6, "step_name": 0.8, "own_date": 1.4, "no_date": -0.6,
        "siblings_dated": 0.8,
        "running_text": 1.8, "lasting": -5.0, "single": -1.2,
    },
    "step": {"base": 0.0, "under_phase": 1.4, "own_date": 1.0, "no_date": 0.0},
    "named_list": {"base": -0.2, "named": 0.0, "spelled_out": 2.6, "again": 1.2, "title": 1.2},
    "requirement": {
        "base": -1.6, "bound": 2.8, "order_verb": 1.6, "ordered": 1.0, "planned": -0.6, "plain_order": 0.5,
        "plain_told": -1.2,
        "reported": -4.0, "open": -5.0, "conditional": -4.0, "counts_work": 0.8, "counts_time": 0.0,
        "counts_other": -0.4, "per_head": 0.6,
        "structure": -5.0, "one": -0.4, "one_of_nothing": -4.0, "prize": -5.0, "audience": -5.0, "background": -0.6,
        "forecast": -4.0,
        "attached": 1.4, "length": 1.4, "listed_after": 1.4, "range_set": 1.2, "goal_rate": 1.9, "composed": 1.6, "bought": -4.0,
        "everybody": 2.4, "within": 2.4, "target": 1.8, "told": -1.5,
        "makeup": -5.5, "group_formed": -3.0, "bare": -0.9, "quota_label": 1.6, "per_head_product": 1.4,
        "counts_money": -1.0,
        "described": -3.0,
        "with_recurrence": -3.0, "bounded_elsewhere": -4.0, "criteria": 0.4, "title": -0.6, "condition_number": -3.0,
    },
    "figure": {
        "base": -1.7, "fact_verb": 1.7, "reported": 1.5, "ordered": -1.6, "planned": -0.3, "open": -1.5,
        "conditional": -2.5, "plain_order": -0.4,
        "plain_told": 0.8, "counts_money": 2.2, "object_of": 1.7, "mark_scheme": -5.0, "meeting": -3.5, "listed_after": 1.5,
        "counts_rate": 1.2, "counts_things": 0.8, "counts_time": -6.0,
        "counts_text": -5.0,
        "structure": -6.0, "one": -6.0, "prize": -5.0, "small_word_number": -0.7, "bound": -2.2, "forecast": 2.4,
        "background": 0.8,
        "criteria": -1.5, "title": -3.0, "referred": -2.5, "breakdown": -4.0, "table_cell": 2.5, "scores": -1.5,
        "contact": -4.0,
        "order_verb": -1.2, "given": 1.6, "listed": 2.2, "per_head": -0.5, "told": 0.6,
    },
    "deadline": {
        "base": -1.2, "due_word": 2.6, "as_of": -5.0, "from_now": 1.2, "forecast": -2.5, "named": 1.7, "dated_item": 2.6,
        "vague_task": -0.6, "on_word": 0.5,
        "event": 1.5,
        "label": 1.8, "ordered": 0.9, "planned": 0.9,
        "plain_order": 0.6, "plain_told": -0.8,
        "reported": -4.0, "open": -2.5, "conditional": -1.5, "report_verb": 0.9, "past": -4.5, "start": -5.0,
        "year_only": -2.4, "target_year": 4.6,
        "loose": -0.3, "stage_heading": -6.0, "paper": -5.0, "campaign": -5.0, "told": -2.2, "recurs": 1.6,
        "task": 0.8, "rate": -3.0,
        "range": -0.4, "no_year": -0.5, "background": -0.6, "no_task": -1.1, "title": -0.8,
        "criteria": -0.8, "contact": -1.0, "table_cell": 2.6,
        "dated_elsewhere": -5.0, "signed": -5.0,
    },
    "responsibility": {
        "base": -1.6, "marked": 3.0, "label": 3.2, "by": 2.6, "hook_verb": 1.9, "hook_date": 2.0,
        "hook_number": 1.8, "hook_sentence": 1.5,
        "ordered": 0.9, "planned": 0.9,
        "plain_order": 0.2, "plain_told": -1.4, "reported": -4.0, "open": -3.5, "conditional": -1.2, "division": 2.6,
        "carried": -0.3,
        "host": 3.2, "table_cell": 3.0, "group": 3.2, "told": -1.2, "background": -0.8,
        "criteria": -0.5, "title": -1.5,
    },
}  # fmt: skip


@dataclass
class Candidate:
    """A possible item at `start`..`end` of the clean text, with the signs that speak for and against it."""

    kind: Kind
    fields: dict[str, Any]
    start: int
    end: int
    signs: list[str]
    question: str | None = None
    also: list[tuple[int, int]] = field(default_factory=list)
    about: tuple[int, int] = (0, 0)

    @property
    def confidence(self) -> float:
        """What the signs say, between 0 and 1, two places; `calibrated` says what that is worth."""
        table = WEIGHTS[self.kind]
        odds = table["base"] + sum(table[sign] for sign in self.signs)
        return round(1 / (1 + math.exp(-max(-20.0, min(20.0, odds)))), 2)

    @property
    def is_kept(self) -> bool:
        """Sure enough to be shown."""
        return self.confidence >= KEPT_FROM
