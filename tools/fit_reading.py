"""Fit the weights of the reading's signs to notices with known answers, judged by documents left out.

Run: python -m tools.fit_reading [FOLDER …] [--pull 4] [--write]

Every candidate, kept or not, is one case: its signs, and whether an answer agrees. A logistic regression is pulled
towards the weights that stand in `scoring.py` (`--pull`: how many cases a standing weight counts for), so that a sign
seen seldom keeps the judgement of its writer. The figures printed are those of documents left out in turn: what a
new text may expect. The table printed at the end is the one to write into `scoring.py`, by hand and after a look.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from taizhang.work.notices.reading.drafting import weighed
from taizhang.work.notices.reading.model import FIELD_OF_KIND
from taizhang.work.notices.reading.scoring import WEIGHTS
from taizhang.work.notices.reading.tests.scoring import NOTICES, value_of

FOLDS = 8
ROUNDS = 300

Weights = dict[str, float]


@dataclass(frozen=True)
class Case:
    """One candidate: the kind it would be, its signs, whether it is right, and the document it stands in."""

    kind: str
    signs: tuple[str, ...]
    right: bool
    document: int


def main() -> None:
    """Print, per kind, F1 of documents left out before and after, then the fitted table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--pull", type=float, default=4.0)
    wanted = parser.parse_args()
    cases = [case for i, path in enumerate(_paths([NOTICES, *wanted.folders])) for case in _cases(path, i)]
    for kind, table in WEIGHTS.items():
        mine = [case for case in cases if case.kind == kind]
        standing = dict(table)
        before = _f1(mine, dict.fromkeys(range(FOLDS), standing))
        folds = {
            fold: _fit([c for c in mine if c.document % FOLDS != fold], standing, wanted.pull) for fold in range(FOLDS)
        }
        print(f"{kind:15} {len(mine):5} candidates, F1 standing {before:.4f}, left out {_f1(mine, folds):.4f}")
        fitted = _fit(mine, standing, wanted.pull)
        moved = {s: (standing[s], round(w, 1)) for s, w in fitted.items() if abs(w - standing[s]) >= 0.2}
        print("   " + ", ".join(f'"{s}": {a} → {b}' for s, (a, b) in sorted(moved.items())))


def _paths(folders: list[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.glob("*.txt")) if path.with_suffix(".json").exists()]


def _cases(path: Path, document: int) -> list[Case]:
    """The candidates of one notice; each answer is given to the surest candidate that agrees with it."""
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    left: dict[str, list[Mapping[str, object]]] = {
        field: list(truth.get(field) or []) for field in FIELD_OF_KIND.values()
    }
    out = []
    for item, candidate in sorted(weighed(text), key=lambda pair: -pair[1].confidence):
        field = FIELD_OF_KIND[item.kind]
        if field not in left:
            continue
        shown = {**item.fields, "quote": item.quote}
        match = next((t for t in left[field] if _agrees(field, t, shown)), None)
        if match is not None:
            left[field].remove(match)
        repeated = match is None and any(_agrees(field, t, shown) for t in truth.get(field) or [])
        if not repeated:
            out.append(Case(item.kind, tuple(sorted(candidate.signs)), match is not None, document))
    return out


def _agrees(field: str, truth: Mapping[str, object], item: Mapping[str, object]) -> bool:
    if field in ("requirements", "figures"):
        same = float(str(truth["value"])) == float(str(item["value"]))
    else:
        same = value_of(field, truth) == value_of(field, item)
    quotes = [str(truth["quote"]), *map(str, truth.get("alt_quotes") or ())]  # type: ignore[call-overload]
    quote = str(item["quote"])
    return same and any(q in quote or quote in q or _overlap(q, quote) for q in quotes)


def _overlap(one: str, other: str) -> bool:
    """Whether the end of one is the beginning of the other for at least half of the shorter."""
    half = max(4, min(len(one), len(other)) // 2)
    return one[-half:] in other or other[-half:] in one or one[:half] in other or other[:half] in one


def _fit(cases: list[Case], standing: Weights, pull: float) -> Weights:
    """Weights that fit the cases best, each held back by its standing value."""
    weights = dict(standing)
    rates: Weights = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        slope: Weights = defaultdict(float)
        bend: Weights = defaultdict(float)
        for case in cases:
            odds = weights["base"] + sum(weights[s] for s in case.signs)
            chance = 1 / (1 + math.exp(-max(-20.0, min(20.0, odds))))
            for sign in ("base", *case.signs):
                slope[sign] += case.right - chance
                bend[sign] += chance * (1 - chance)
        for sign in slope:
            step = (slope[sign] - pull * 0.25 * (weights[sign] - standing[sign])) / (bend[sign] * 4 + pull * 0.25 + 1)
            weights[sign] += rates[sign] * step
    return weights


def _f1(cases: list[Case], folds: Mapping[int, Weights]) -> float:
    found = right = there = 0
    for case in cases:
        weights = folds[case.document % FOLDS]
        kept = weights["base"] + sum(weights[s] for s in case.signs) >= 0
        found, right, there = found + kept, right + (kept and case.right), there + case.right
    return 2 * right / (found + there) if found + there else 0.0


if __name__ == "__main__":
    main()
