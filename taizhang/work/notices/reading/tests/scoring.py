"""Right answers against a draft: a small matcher of our own, by kind of item and value, quotes overlapping.

A known notice is NAME.txt with NAME.json beside it; the JSON holds, per field, the items that must be found and no
others. `value_of` says which part of an item must agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIELDS = ("phases", "requirements", "deadlines", "responsibilities", "figures")
NOTICES = Path(__file__).parent / "notices"


@dataclass(frozen=True)
class Score:
    """Items found rightly, items found at all, items there are."""

    right: int
    found: int
    there: int

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def precision(self) -> float:
        """Share of the found items that are right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the items there are that were found; 1 when there are none."""
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def value_of(field: str, item: Mapping[str, Any]) -> object:
    """The part of an item two readers must agree on."""
    if field == "phases":
        return (item.get("start"), item.get("end"))
    if field == "deadlines":
        return item["due"]
    if field == "responsibilities":
        return frozenset(item["lead"])
    if field == "requirements":
        return (item["op"], float(item["value"]))
    return float(item["value"])


def compare(field: str, found: list[dict[str, Any]], there: list[dict[str, Any]]) -> tuple[Score, list[Any], list[Any]]:
    """The score of one field, what was found wrongly, and what was missed."""
    left = list(there)
    wrong = []
    for item in found:
        match = next((t for t in left if value_of(field, t) == value_of(field, item) and _meet(t, item)), None)
        if match is None:
            wrong.append(item)
        else:
            left.remove(match)
    return Score(len(found) - len(wrong), len(found), len(there)), wrong, left


def _meet(truth: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    quotes = [item["quote"], *item.get("alt_quotes", [])]
    return any(truth["quote"] in quote or quote in truth["quote"] for quote in quotes)
