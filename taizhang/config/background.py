"""The background of an instance: one process that gives positions, folds figures, seals, and runs long tasks.

The figures loop and the task worker stand side by side as two threads, so that a long import never lets figures grow
stale; on SQLite their writes take turns at the database's one lock. Each round is short, and a crash loses nothing: every
step commits with its mark.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection
from django.db.utils import OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from taizhang.ledger.positions import give_positions
from taizhang.ledger.seals import seal
from taizhang.lib.turns import give_way
from taizhang.metrics.derive import derive

PAUSE = 0.4
SEAL_EVERY = 150
# Small steps while people write beside it; a catch-up takes larger ones. On SQLite each step holds the one lock, so it is
# bounded by lines too (settled questions 29 and 49).
STEP = 25
CATCH_UP = 500
LINES = {"sqlite": 1_000, "postgresql": 20_000}

log = logging.getLogger("taizhang.background")


def run_round(*, lines: int | None = None) -> int:
    """Give positions to what waits and fold it, at most so many ``lines`` at once; return how many entries moved."""
    given = give_positions(most=1_000 if lines is None else 100)
    folded = derive(most=CATCH_UP if given > STEP else STEP, lines=lines)
    return given + folded


def settle() -> None:
    """Run rounds until nothing waits, then seal: for commands, stories and tests that want figures to be current."""
    while run_round():
        pass
    seal()


def _figures(stop: threading.Event) -> None:
    rounds = 0
    while not stop.is_set():
        rounds += 1
        try:
            close_old_connections()
            started = time.perf_counter()
            moved = run_round(lines=LINES[connection.vendor])
            if rounds % SEAL_EVERY == 0:
                seal()
            if moved:
                give_way(time.perf_counter() - started)
        except OperationalError:
            log.warning("the database was busy; the round is repeated", exc_info=True)
            moved = 0
        if not moved:
            stop.wait(PAUSE)


def _tasks(stop: threading.Event) -> None:
    while not stop.is_set():
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id="background",
            excluded_queue_names=[],
        )
        try:
            worker.run()
        except OperationalError:
            log.warning("the database was busy; the task is tried again", exc_info=True)
        stop.wait(PAUSE)


def start(stop: threading.Event) -> list[threading.Thread]:
    """Start both threads; they end soon after ``stop`` is set."""
    loops: list[Callable[[threading.Event], None]] = [_figures, _tasks]
    threads = [threading.Thread(target=loop, args=(stop,), daemon=True, name=loop.__name__[1:]) for loop in loops]
    for thread in threads:
        thread.start()
    return threads
