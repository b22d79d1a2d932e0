"""Figures of the reading of notices: F1 by field on our own notices, and how often each level of confidence is right.

Run: python -m tools.reading_figures [FOLDER with NAME.txt and NAME.json in the exchange form]
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.tests.scoring import FIELDS, NOTICES, Score, compare

STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 1.01)


def main() -> None:
    """One line per field, then one per level of confidence."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else NOTICES
    totals = {field: Score(0, 0, 0) for field in FIELDS}
    levels: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(folder.glob("*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = draft(path.read_text(encoding="utf-8")).as_json()
        for field in FIELDS:
            score, wrong, _ = compare(field, found[field], truth[field])
            totals[field] += score
            for item in found[field]:
                level = sum(item["confidence"] >= step for step in STEPS)
                levels[level][0] += not any(item is bad for bad in wrong)
                levels[level][1] += 1
    whole = sum(totals.values(), Score(0, 0, 0))
    for name, score in [*totals.items(), ("overall", whole)]:
        print(
            f"{name:17} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}  of {score.there}"
        )
    for level in sorted(levels):
        right, found_there = levels[level]
        low, high = STEPS[level - 1], min(STEPS[level], 1.0)
        print(f"confidence {low:.2f} to {high:.2f}: {right} of {found_there} right, {right / found_there:.2f}")


if __name__ == "__main__":
    main()
