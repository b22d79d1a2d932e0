"""Deriving: facts folded a second, in the small steps beside people's work, in catching up, and in a rebuild."""

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import transaction

from bench.figures import Figure, rate
from bench.instances import raw_connection
from bench.stage import Branch, Stage, build_stage
from taizhang.config.background import CATCH_UP, STEP
from taizhang.ground.records.actions import open_record
from taizhang.ledger.models import Fact
from taizhang.ledger.positions import give_positions
from taizhang.ledger.posting import Line, post
from taizhang.metrics.derive import derive, derive_all, rebuild

BRANCHES = 80
PEOPLE = 50
WEEKS = 10
AIM = 50_000


def measure(database: str) -> Iterator[Figure]:
    """A city of 80 branches with 50 people each that hold one session a week; a raw sum over the lines beside it."""
    stage = build_stage(branches=BRANCHES, people=PEOPLE)
    settle()
    for week in range(WEEKS):
        with transaction.atomic():
            for branch in stage.branches:
                hold(stage, branch, week)
    while give_positions():
        pass
    facts = Fact.objects.filter(kind__startswith="learning.").count()
    per_entry = 2 * PEOPLE + 1
    bare = time_bare()
    small, seconds = folded(lambda: derive(most=STEP), WEEKS * BRANCHES // 4)
    yield figure(f"derive, {STEP} entries a step", database, small * per_entry, seconds, bare)
    rest, seconds = folded(lambda: derive(most=CATCH_UP), WEEKS * BRANCHES)
    yield figure(f"derive, {CATCH_UP} entries a step", database, rest * per_entry, seconds, bare)
    start = time.perf_counter()
    rebuild()
    yield figure("rebuild", database, Fact.objects.count(), time.perf_counter() - start, bare, f"{facts} facts")


def settle() -> None:
    while give_positions():
        pass
    derive_all()


def hold(stage: Stage, branch: Branch, week: int) -> None:
    """One session of a branch: everybody was there but every twentieth."""
    on = stage.began + timedelta(days=1 + 5 * week)
    unit, programme = branch.unit.pk, stage.programme.pk
    lines = [Line("learning.session_held", unit, on, 1, "meeting", programme)]
    for at, person in enumerate(branch.people):
        if at % 20 == week:
            lines.append(Line("learning.session_missed", unit, on, 1, "leave", programme, person.pk))
            continue
        lines.append(Line("learning.study_minutes", unit, on, 180, "group", programme, person.pk))
        lines.append(Line("learning.session_attended", unit, on, 1, "meeting", programme, person.pk))
    record = open_record(type="learning.session", unit=branch.unit, title="集中学习", on=on)
    post(source=record, act="roll_call", lines=lines, by=None, key=uuid.uuid4())


def folded(step: Callable[[], int], most: int) -> tuple[int, float]:
    """Fold until ``most`` entries are done or nothing waits; how many, and in how many seconds."""
    start, done = time.perf_counter(), 0
    while done < most and (now := step()):
        done += now
    return done, time.perf_counter() - start


def time_bare() -> float:
    """Lines a second of the one statement that no derivation can do without: all sums by unit, member, kind and code."""
    raw = raw_connection()
    cursor = raw.cursor()
    start = time.perf_counter()
    cursor.execute("SELECT unit, member, kind, code, phase, SUM(amount) FROM ledger_fact GROUP BY 1, 2, 3, 4, 5")
    cursor.fetchall()
    seconds = time.perf_counter() - start
    raw.close()
    return Fact.objects.count() / seconds


def figure(name: str, database: str, facts: int, seconds: float, bare: float, note: str = "") -> Figure:
    now = facts / seconds
    return Figure(
        name,
        database,
        rate(facts, seconds, "facts"),
        f"bare GROUP BY {bare:,.0f} lines/s",
        now / bare,
        f"≥ {AIM:,}/s",
        note,
    )
