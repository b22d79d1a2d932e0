"""How long people wait on SQLite while an import and a backup run beside them (settled question 49)."""

import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from bench.figures import Figure, milliseconds, quantile
from bench.importing import write_table
from bench.stage import Branch, Stage, build_stage
from taizhang.config.background import settle
from taizhang.ground.records.actions import open_record
from taizhang.ledger.posting import Line, post
from taizhang.lib import clock
from taizhang.work.rolls.importing import check_table, run_plan

BRANCHES = 60
PEOPLE_A_UNIT = 200
SECONDS = 20
EVERY = 0.1
IMPORT = "import django, sys; django.setup(); from bench.crowding import run_import; run_import(sys.argv[1])"


def measure(database: str) -> Iterator[Figure]:
    """Ten acts a second of ten lines each: alone, then with an import, a backup and the background beside."""
    stage = build_stage(branches=BRANCHES, people=10)
    settle()
    alone = write(stage, SECONDS / 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        today = clock.today().isoformat()
        units = [branch.unit.code for branch in stage.branches]
        rows = (
            (f"m{at}", f"党员{at}", units[at // PEOPLE_A_UNIT], "full", "", today) for at in range(60 * PEOPLE_A_UNIT)
        )
        write_table(path, "members", rows)
        connection.close()
        beside = [
            subprocess.Popen([sys.executable, "-m", "taizhang", "background"]),
            subprocess.Popen([sys.executable, "-c", IMPORT, str(path)]),
        ]
        stop = threading.Event()
        copier = threading.Thread(target=back_up, args=(Path(folder), stop))
        try:
            time.sleep(3)
            copier.start()
            crowded = write(stage, SECONDS)
        finally:
            stop.set()
            copier.join()
            for process in beside:
                process.terminate()
                process.wait()
    yield Figure(
        "one act beside import and backup, p99",
        database,
        milliseconds(quantile(crowded, 0.99)),
        f"alone p99 {milliseconds(quantile(alone, 0.99))}",
        quantile(crowded, 0.99) / quantile(alone, 0.99),
        note=f"p50 {milliseconds(quantile(crowded, 0.5))}, most {milliseconds(max(crowded))}, {len(crowded)} acts",
    )


def write(stage: Stage, seconds: float) -> list[float]:
    """How long each act took."""
    took: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        start = time.perf_counter()
        act(stage, stage.branches[len(took) % BRANCHES])
        took.append(time.perf_counter() - start)
        time.sleep(max(0.0, EVERY - took[-1]))
    return took


def act(stage: Stage, branch: Branch) -> None:
    today = clock.today()
    lines = [
        Line("learning.study_minutes", branch.unit.pk, today, 45, "group", stage.programme.pk, person.pk)
        for person in branch.people
    ]
    with transaction.atomic():
        record = open_record(type="learning.session", unit=branch.unit, title="集中学习", on=today)
        post(source=record, act="roll_call", lines=lines, by=None, key=uuid.uuid4())


def back_up(folder: Path, stop: threading.Event) -> None:
    """Copy the database again and again, as an operator's backup does."""
    source = sqlite3.connect(str(connection.settings_dict["NAME"]))
    while not stop.is_set():
        target = sqlite3.connect(folder / "copy.sqlite3")
        source.backup(target, pages=2_000, sleep=0.01)
        target.close()
        (folder / "copy.sqlite3").unlink()
    source.close()


def run_import(path: str) -> None:
    """Import a table of members, in a process of its own."""
    plan = check_table(Path(path), what="members", by=None)
    run_plan(plan, by=None, key=uuid.uuid4())
