"""Closing many sessions at once over several connections: nothing is lost, and the count is exact."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from bench.closing import make_twin, time_bare
from bench.figures import Figure, rate
from bench.instances import is_tenth, raw_connection
from bench.stage import Branch, all_present, build_stage, plan_session
from taizhang.ledger.models import Fact
from taizhang.ledger.writing import COLUMNS
from taizhang.work.learning import actions as learning
from taizhang.work.learning.models import Session
from tests.world import key

BRANCHES = 20
PEOPLE = 50
SESSIONS = 1_000
CONNECTIONS = 8


def measure(database: str) -> Iterator[Figure]:
    """A thousand roll-calls of fifty over eight connections, against executemany of one roll-call's rows on one."""
    stage = build_stage(branches=BRANCHES, people=PEOPLE)
    sessions = SESSIONS // 10 if is_tenth() else SESSIONS
    planned: list[tuple[Branch, Session]] = []
    for at in range(sessions):
        branch = stage.branches[at % BRANCHES]
        planned.append((branch, plan_session(stage, branch, stage.began + timedelta(days=1 + at // BRANCHES))))
    marks = {branch.unit.pk: all_present(branch) for branch in stage.branches}

    def close(one: tuple[Branch, Session]) -> None:
        branch, session = one
        learning.close_session(session=session, marks=marks[branch.unit.pk], by=branch.secretary, key=key())

    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(close, planned))
        took = time.perf_counter() - start
        list(pool.map(lambda _number: connection.close(), range(CONNECTIONS * 4)))
    facts = Fact.objects.count()
    one = list(Fact.objects.filter(entry__source=planned[0][1].record).values_list(*COLUMNS))
    held = Fact.objects.filter(kind="learning.session_held").count()
    missed = Fact.objects.filter(kind="learning.session_missed").count()
    absent = sum(mark == "absent" for mark in marks[stage.branches[0].unit.pk].values())
    if (held, missed) != (sessions, sessions * absent):
        raise AssertionError(f"{held} sessions and {missed} absences booked, of {sessions} and {sessions * absent}")
    raw = raw_connection()
    cursor = raw.cursor()
    make_twin(cursor, database)
    raw.commit()
    bare = min(time_bare(raw, cursor, database, one) for _time in range(5))
    yield Figure(
        "closing 1,000 sessions of 50 at once",
        database,
        rate(sessions, took, "closings"),
        f"executemany {rate(len(one), bare, 'rows')}",
        (sessions * len(one) / took) / (len(one) / bare),
        "exact",
        f"{CONNECTIONS} connections, {facts} facts, {held} held, {missed} missed, none lost",
    )
