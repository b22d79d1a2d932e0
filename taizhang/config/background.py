"""The background of an instance: one process that gives positions, folds figures, seals, and runs long tasks.

The figures loop and the task worker stand side by side as two threads, so that a long import never lets figures grow
stale; on SQLite their writes take turns at the database's one lock. Each round is short, and a crash loses nothing: every
step commits with its mark.
"""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.db.utils import OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from taizhang.ledger.positions import give_positions
from taizhang.ledger.seals import seal
from taizhang.metrics.derive import derive

PAUSE = 0.4
SEAL_EVERY = 150
# Small steps while people write beside it; a catch-up takes larger ones.
STEP = 25
CATCH_UP = 500

log = logging.getLogger("taizhang.background")


def run_round(*, sealing: bool = False) -> int:
    """Give positions to what waits, fold it, and seal if asked to; return how many entries were folded."""
    given = give_positions(most=1_000)
    folded = derive(most=CATCH_UP if given > STEP else STEP)
    if sealing:
        seal()
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
            moved = run_round(sealing=rounds % SEAL_EVERY == 0)
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
