"""The register of requirements (docs/requirements.md) against what passing tests prove: one line an area.

`python -m tools.requirements` reads build/requirements.json, which `make test` and `make requirements` write.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "docs" / "requirements.md"
PROVED = ROOT / "build" / "requirements.json"

AREA = re.compile(r"^## ([A-Z]{3,5})\b")
ROW = re.compile(r"^\| ((?:R\d-\d{2,3})|(?:N-\d{2})) \|")


def read_register(path: Path = REGISTER) -> dict[str, str]:
    """Requirement id → area, in the order of the page; raises ValueError when an id stands twice."""
    areas: dict[str, str] = {}
    area = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := AREA.match(line):
            area = heading[1]
        elif row := ROW.match(line):
            if row[1] in areas:
                raise ValueError(f"{row[1]} stands twice in {path.name}")
            areas[row[1]] = area
    return areas


def coverage_lines(areas: dict[str, str], proved: set[str]) -> list[str]:
    """One line an area, `STUDY 12/48`, and the sum of all."""
    of_area = Counter(areas.values())
    done = Counter(areas[name] for name in proved)
    lines = [f"{area} {done[area]}/{total}" for area, total in of_area.items()]
    return [*lines, f"ALL {len(proved)}/{len(areas)}"]


def main() -> int:
    areas = read_register()
    proved = set(json.loads(PROVED.read_text())) if PROVED.exists() else set()
    unknown = sorted(proved - areas.keys())
    if unknown:
        print(f"Tests name ids that {REGISTER.name} lacks: {', '.join(unknown)}", file=sys.stderr)
        return 1
    print("\n".join(coverage_lines(areas, proved)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
