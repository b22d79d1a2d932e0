"""`python -m bench [--tenth] [names]`: run measures one after another, each in a process of its own, and print a table."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bench import figures
from bench.instances import made_instance
from tools.postgres import PostgresMissing, running_server

BOTH = ("sqlite", "postgresql")
# Name → the databases it is measured on; what needs none has an instance on SQLite that stays empty.
MEASURES: dict[str, tuple[str, ...]] = {
    "closing": BOTH,
    "together": ("postgresql",),
    "posting": BOTH,
    "folding": BOTH,
    "fresh": BOTH,
    "pages": ("sqlite",),
    "great_pages": ("postgresql",),
    "landings": ("postgresql",),
    "importing": ("postgresql",),
    "crowding": ("sqlite",),
    "reading": ("sqlite",),
    "reviewing": ("sqlite",),
}
# What an acknowledged act survives is measured: nothing is promised here that a power cut would take.
DURABLE = (
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=60",
    "shared_buffers=512MB",
    "work_mem=64MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=8GB",
    "effective_cache_size=3GB",
    "random_page_cost=1.1",
)


@contextmanager
def maybe_server(wanted: bool) -> Iterator[str]:
    """The address of a PostgreSQL server's owning role, '' when no measure needs one."""
    if not wanted:
        yield ""
        return
    with running_server(DURABLE) as server:
        yield server.owner_url


def main(arguments: Sequence[str]) -> int:
    """Run what is named, or all; returns 1 when a measure failed, with all others printed."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    tenth = "--tenth" in arguments
    names = [name for name in arguments if name != "--tenth"] or list(MEASURES)
    if unknown := [name for name in names if name not in MEASURES]:
        print(f"no such measure: {', '.join(unknown)}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    home = Path(tempfile.mkdtemp(prefix="tz-bench-"))
    results, failed = home / "figures", []
    try:
        with maybe_server(any("postgresql" in MEASURES[name] for name in names)) as owner_url:
            for name in names:
                for database in MEASURES[name]:
                    print(f"{name} on {database}", flush=True)
                    with made_instance(
                        home / f"{name}-{database}", owner_url if database == "postgresql" else ""
                    ) as at:
                        environment = os.environ | at | {"BENCH_TENTH": "1" if tenth else "0"}
                        command = [sys.executable, "-m", "bench.one", name, database, str(results)]
                        if subprocess.run(command, env=environment).returncode:
                            failed.append(f"{name} on {database}")
        print("\n" + figures.table(figures.take_over(results)))
    finally:
        with suppress(OSError):
            shutil.rmtree(home)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PostgresMissing as missing:
        sys.exit(str(missing))
