"""Several things at once, for the law tests: threads with connections of their own, loops in processes that can be killed."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable

from django.db import connections

from tests.databases import environment_of_copy


def run_at_once(works: Iterable[Callable[[], None]]) -> None:
    """Run each piece in a thread with a connection of its own; raise what any of them raised."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        raise failure


def start_background() -> "subprocess.Popen[bytes]":
    """`taizhang background`, the loop that gives positions, as a process that can be killed."""
    command = [sys.executable, "-m", "taizhang", "background"]
    return subprocess.Popen(command, env=environment_of_copy(), stderr=subprocess.DEVNULL)


def wait_until(reached: Callable[[], bool], seconds: float = 60) -> None:
    """Look again until it is so; fail when the loops do not get there in time."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "the loops did not get there"
        time.sleep(0.05)
