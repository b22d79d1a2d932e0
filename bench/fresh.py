"""How old a kept figure is while people work: from the commit of an act until a roll-up shows it."""

import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator

from django.db import connection, transaction

from bench.figures import Figure, quantile
from bench.stage import Stage, build_stage
from taizhang.config.background import settle
from taizhang.ground.records.actions import open_record
from taizhang.ledger.models import Position
from taizhang.ledger.positions import mark_of
from taizhang.ledger.posting import Line, post
from taizhang.lib import clock
from taizhang.metrics.derive import DERIVE

FACTS_A_SECOND = 200
FACTS_AN_ACT = 20
SECONDS = 30
BRANCHES = 40


def measure(database: str) -> Iterator[Figure]:
    """Ten acts of twenty facts a second for half a minute, with the real background process beside."""
    stage = build_stage(branches=BRANCHES, people=FACTS_AN_ACT)
    settle()
    connection.close()
    background = subprocess.Popen([sys.executable, "-m", "taizhang", "background"])
    marks: list[tuple[float, int]] = []
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(marks, stop))
    try:
        time.sleep(4)
        watcher.start()
        committed = write(stage)
        entries = list(committed)
        deadline = time.monotonic() + 60
        while Position.objects.filter(entry__in=entries).count() < len(entries) and time.monotonic() < deadline:
            time.sleep(0.1)
        places = dict(Position.objects.filter(entry__in=entries).values_list("entry", "position"))
        while mark_of(DERIVE) < max(places.values()) and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.2)
    finally:
        stop.set()
        watcher.join()
        background.terminate()
        background.wait()
    ages = [age(committed[entry], place, marks) for entry, place in places.items()]
    spent = max(committed.values()) - min(committed.values())
    yield Figure(
        "freshness under load, p95",
        database,
        f"{quantile(ages, 0.95):.2f} s",
        f"{FACTS_AN_ACT * len(ages) / spent:.0f} facts/s",
        aim="≤ 2 s",
        note=f"p50 {quantile(ages, 0.5):.2f} s, most {max(ages):.2f} s",
    )


def write(stage: Stage) -> dict[int, float]:
    """Entry → when it was committed."""
    committed: dict[int, float] = {}
    pause = FACTS_AN_ACT / FACTS_A_SECOND
    begun = time.monotonic()
    today = clock.today()
    for number in range(int(SECONDS / pause)):
        branch = stage.branches[number % BRANCHES]
        lines = [
            Line("learning.study_minutes", branch.unit.pk, today, 45, "group", stage.programme.pk, person.pk)
            for person in branch.people
        ]
        with transaction.atomic():
            record = open_record(type="learning.session", unit=branch.unit, title="集中学习", on=today)
            entry = post(source=record, act="roll_call", lines=lines, by=None, key=uuid.uuid4()).pk
        committed[entry] = time.monotonic()
        time.sleep(max(0.0, begun + (number + 1) * pause - time.monotonic()))
    return committed


def watch(marks: list[tuple[float, int]], stop: threading.Event) -> None:
    """Note how far the figures have come, every twentieth of a second."""
    while not stop.wait(0.05):
        marks.append((time.monotonic(), mark_of(DERIVE)))
    connection.close()


def age(committed: float, place: int, marks: list[tuple[float, int]]) -> float:
    return next((at - committed for at, mark in marks if mark >= place), float("inf"))
