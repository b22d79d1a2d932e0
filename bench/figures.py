"""One measured figure, how a measure hands it over, and the table at the end."""

import json
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

HEADS = ("figure", "database", "measured", "baseline", "ratio", "aim", "load", "note")


@dataclass(frozen=True)
class Figure:
    """One figure. ``measured`` and ``baseline`` carry their unit; ``ratio`` is what the aim is about, if it is one."""

    name: str
    database: str
    measured: str
    baseline: str = ""
    ratio: float | None = None
    aim: str = ""
    note: str = ""
    load: float = 0.0


def rate(number: float, seconds: float, unit: str) -> str:
    """So many a second, in words."""
    return f"{number / seconds:,.0f} {unit}/s"


def milliseconds(seconds: float) -> str:
    """A duration in words."""
    return f"{seconds * 1000:,.1f} ms"


def quantile(values: Sequence[float], part: float) -> float:
    """The value that ``part`` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def hand_over(figures: Iterable[Figure], path: Path) -> None:
    """Append figures to a file, one a line, with the machine's load beside each."""
    with path.open("a") as file:
        for figure in figures:
            row = asdict(figure) | {"load": round(os.getloadavg()[0], 1)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(f"  {figure.name}: {figure.measured} ({figure.baseline}) {shown_ratio(figure.ratio)}", flush=True)


def take_over(path: Path) -> list[Figure]:
    """The figures of a file."""
    return [Figure(**json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


def shown_ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a plain table."""
    rows = [HEADS] + [
        (f.name, f.database, f.measured, f.baseline, shown_ratio(f.ratio), f.aim, f"{f.load:.1f}", f.note)
        for f in figures
    ]
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = [
        "  ".join(cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * min(200, sum(widths) + 2 * len(HEADS)), *lines[1:]])


def width(text: str) -> int:
    """Columns on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
