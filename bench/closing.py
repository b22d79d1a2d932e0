"""Closing a session of 200 by its roll-call, against executemany of the same rows into the same kind of table."""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.figures import Figure, rate
from bench.instances import raw_connection
from bench.stage import all_present, build_stage, plan_session
from taizhang.ledger.models import Fact
from taizhang.ledger.writing import COLUMNS
from taizhang.work.learning import actions as learning
from tests.world import key

PEOPLE = 200
SESSIONS = 30


def measure(database: str) -> Iterator[Figure]:
    """The median of thirty closings, each beside a bare one of the same rows at the same moment."""
    stage = build_stage(branches=1, people=PEOPLE)
    branch = stage.branches[0]
    planned = [plan_session(stage, branch, stage.began + timedelta(days=1 + at)) for at in range(SESSIONS)]
    marks = all_present(branch)
    raw = raw_connection()
    cursor = raw.cursor()
    make_twin(cursor, database)
    raw.commit()
    acts, bares, facts, queries = [], [], 0, 0
    for session in planned:
        start = time.perf_counter()
        learning.close_session(session=session, marks=marks, by=branch.secretary, key=key())
        acts.append(time.perf_counter() - start)
        rows = list(Fact.objects.filter(entry__source=session.record).values_list(*COLUMNS))
        facts = len(rows)
        bares.append(time_bare(raw, cursor, database, rows))
    again = plan_session(stage, branch, stage.began + timedelta(days=SESSIONS + 1))
    with CaptureQueriesContext(connection) as captured:
        learning.close_session(session=again, marks=marks, by=branch.secretary, key=key())
        queries = len(captured)
    act, bare = statistics.median(acts), statistics.median(bares)
    yield Figure(
        "closing a session of 200",
        database,
        rate(facts, act, "facts"),
        f"executemany {rate(facts, bare, 'rows')}",
        bare / act,
        "≥ 0.30",
        f"{facts} facts, {queries} statements, {act * 1000:.1f} ms",
    )


def make_twin(cursor: object, database: str) -> None:
    """A bare table with the columns, indexes and foreign key of the facts."""
    if database == "postgresql":
        cursor.execute("CREATE TABLE bare_fact (LIKE ledger_fact INCLUDING ALL)")  # type: ignore[attr-defined]
        cursor.execute("ALTER TABLE bare_fact ADD FOREIGN KEY (entry_id) REFERENCES ledger_entry")  # type: ignore[attr-defined]
        return
    for name, words in twin_words():
        cursor.execute(words.replace("ledger_fact", "bare_fact").replace(name, f"bare_{name}"))  # type: ignore[attr-defined]


def twin_words() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'ledger_fact' AND sql IS NOT NULL "
            "AND type IN ('table', 'index') ORDER BY type DESC"
        )
        return [(name, words) for name, words in cursor.fetchall()]


def time_bare(raw: object, cursor: object, database: str, rows: list[tuple[object, ...]]) -> float:
    mark = "%s" if database == "postgresql" else "?"
    words = f"INSERT INTO bare_fact ({', '.join(COLUMNS)}) VALUES ({', '.join([mark] * len(COLUMNS))})"
    ready = rows if database == "postgresql" else [tuple(map(plain, row)) for row in rows]
    start = time.perf_counter()
    cursor.executemany(words, ready)  # type: ignore[attr-defined]
    raw.commit()  # type: ignore[attr-defined]
    return time.perf_counter() - start


def plain(value: object) -> object:
    """SQLite takes days as text."""
    return value if isinstance(value, int | str) else str(value)
