"""The register of requirements (docs/requirements.md) against what passing tests prove: one line an area.

`python -m tools.requirements` reads build/requirements.json, which `make test` and `make requirements` write, and fails
when a test names an unknown id or proves one that the register says is built nowhere. With `--fill` it first writes the
app of the proving test into the register where none stands yet.
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
ROW = re.compile(r"^\| (R\d-\d{2,3}|N-\d{2}) \| ([^|]+) \| ([^|]+) \|$")
NOWHERE = "—"


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


def homeless(proved: set[str], path: Path = REGISTER) -> list[str]:
    """Ids that tests prove though the register says they live nowhere."""
    rows = (ROW.match(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [row[1] for row in rows if row and row[1] in proved and row[3] == NOWHERE]


def home_of(tests: list[str]) -> str:
    """The app whose tests prove an id, such as work/learning; nowhere when only spanning tests do."""
    for test in tests:
        if beside := re.match(r"taizhang/(.+?)/tests/", test):
            return beside[1]
    return NOWHERE


def fill(proofs: dict[str, list[str]], path: Path = REGISTER) -> None:
    """Write the app of the proving test where the register names no place yet."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = ROW.match(line)
        if row and row[3] == NOWHERE and row[1] in proofs:
            lines[number] = f"| {row[1]} | {row[2]} | {home_of(proofs[row[1]])} |"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def coverage_lines(areas: dict[str, str], proved: set[str]) -> list[str]:
    """One line an area, `STUDY 12/50`, and the sum of all."""
    of_area = Counter(areas.values())
    done = Counter(areas[name] for name in proved)
    lines = [f"{area} {done[area]}/{total}" for area, total in of_area.items()]
    return [*lines, f"ALL {len(proved)}/{len(areas)}"]


def main(arguments: list[str]) -> int:
    areas = read_register()
    proofs: dict[str, list[str]] = json.loads(PROVED.read_text()) if PROVED.exists() else {}
    if unknown := sorted(proofs.keys() - areas.keys()):
        print(f"Tests name ids that {REGISTER.name} lacks: {', '.join(unknown)}", file=sys.stderr)
        return 1
    if "--fill" in arguments:
        fill(proofs)
    print("\n".join(coverage_lines(areas, set(proofs))))
    if missing := homeless(set(proofs)):
        print(f"Proved, but {REGISTER.name} names no place for: {', '.join(missing)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
