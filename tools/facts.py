"""The pages of docs that are written from the code: docs/facts.md and docs/metrics.md.

`python -m tools.facts` writes them, `python -m tools.facts --check` fails when one is stale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.ledger.kinds import KINDS, REASONS  # noqa: E402 - needs Django to be set up
from taizhang.metrics.catalogue import CATALOGUE, Metric, Quota, Ratio, Sum  # noqa: E402

DOCS = Path(__file__).resolve().parent.parent / "docs"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") or "—" for cell in line) + " |" for line in lines)


def code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words if word)


def sums_of(metric: Metric) -> list[Sum]:
    """The sums a metric's formula is made of."""
    if isinstance(metric.formula, Sum):
        return [metric.formula]
    denominator = metric.formula.denominator
    return [metric.formula.numerator, *([denominator] if isinstance(denominator, Sum) else [])]


def spoken_sum(formula: Sum) -> str:
    kinds = " + ".join(f"`{kind}`" for kind in formula.kinds)
    return f"{kinds} ({code(formula.codes)})" if formula.codes else kinds


def spoken(formula: Sum | Ratio) -> str:
    """The formula as a reader says it."""
    if isinstance(formula, Sum):
        return f"sum of {spoken_sum(formula)}"
    below = formula.denominator
    asked = f"the quota of `{below.metric}`" if isinstance(below, Quota) else spoken_sum(below)
    return f"{spoken_sum(formula.numerator)} over {asked}"


def facts_page() -> str:
    rows = []
    for kind in KINDS.values():
        readers = [metric.name for metric in CATALOGUE.values() if any(kind.name in s.kinds for s in sums_of(metric))]
        words = f"{kind.words.hans} · {kind.words.hant} · {kind.words.en}"
        member = "a member" if kind.member else "nobody"
        measure = str(kind.measure)
        rows.append([f"`{kind.name}`", words, measure, member, str(kind.sight), code(kind.codes), code(readers)])
    head = ["kind", "words", "counts", "names", "sight", "codes", "read by"]
    reasons = [[f"`{key}`" if key else "", f"{w.hans} · {w.hant} · {w.en}"] for key, w in REASONS.items()]
    return "\n".join(
        [
            "# Facts: every kind of line the ledger knows",
            "",
            "Written by `make facts` from `taizhang/ledger/declared/`; do not edit.",
            "",
            table(head, rows),
            "",
            "## Reasons an entry may carry",
            "",
            table(["code", "words"], reasons),
            "",
        ]
    )


def metrics_page() -> str:
    rows = [
        [
            f"`{metric.name}`",
            f"{metric.words.hans} · {metric.words.hant} · {metric.words.en}",
            spoken(metric.formula),
            "share" if metric.is_share else str(metric.measure),
            str(metric.grain),
            "at most" if metric.asks_at_most else "at least",
            ", ".join(metric.basis),
        ]
        for metric in CATALOGUE.values()
    ]
    return "\n".join(
        [
            "# Metrics: every figure a page may show",
            "",
            "Written by `make facts` from `taizhang/metrics/declared`; do not edit.",
            "",
            table(["metric", "words", "formula", "counts", "grain", "a requirement asks", "basis"], rows),
            "",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    pages = {DOCS / "facts.md": facts_page(), DOCS / "metrics.md": metrics_page()}
    if "--check" not in arguments:
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if stale:
        print(f"Stale: {', '.join(stale)}. Run: make facts", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
