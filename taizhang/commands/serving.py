"""Serving an instance: bring the tables up to date, start the background, start the server."""

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import types
from urllib.parse import urlsplit

import click
from django.core.management import call_command
from django.db import connection

from taizhang.config import background as loops
from taizhang.ledger.guards import grant_running_role


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when there is nothing to do.")
def migrate(quiet: bool) -> None:
    """Bring the tables up to date and install the guards of the ledger.

    On PostgreSQL run it with the owning role (TAIZHANG_OWNER_DATABASE_URL); the running role of
    TAIZHANG_DATABASE_URL then gets what it needs and owns nothing.
    """
    owner, running = os.environ.get("TAIZHANG_OWNER_DATABASE_URL"), os.environ.get("TAIZHANG_DATABASE_URL")
    if owner and running and owner != running and "TAIZHANG_MIGRATING" not in os.environ:
        environment = {**os.environ, "TAIZHANG_DATABASE_URL": owner, "TAIZHANG_MIGRATING": running}
        command = [sys.executable, "-m", "taizhang", "migrate", *(["--quiet"] if quiet else [])]
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    # what the tables hold must be what the code declares: an undeclared metric stops the start with its name
    call_command("check", databases=["default"], stdout=io.StringIO())
    if running_url := os.environ.get("TAIZHANG_MIGRATING"):
        role = urlsplit(running_url).username or ""
        grant_running_role(role)
        click.echo(f"The role {role} may now read all, append to the ledger and change the rest.")


def start_background() -> "subprocess.Popen[bytes]":
    """Start the background as a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "taizhang", "background"])


@click.command()
def background() -> None:
    """Give positions, fold figures, seal and run long tasks, until stopped. "serve" starts it for you."""
    stop = threading.Event()

    def leave(signum: int, frame: types.FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    threads = loops.start(stop)
    while not stop.wait(1):
        if not all(thread.is_alive() for thread in threads):
            sys.exit("A loop of the background has ended unexpectedly; see the log.")
    for thread in threads:
        thread.join(timeout=10)


def run_server(host: str, port: int) -> int:
    """Run the web server with the background beside it until it is stopped; return its exit code.

    One blocking thread a worker on SQLite, four on PostgreSQL (measured: several on SQLite give a p99 of 700 ms).
    """
    threads = "1" if connection.vendor == "sqlite" else "4"
    behind = start_background()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(multiprocessing.cpu_count()), "--blocking-threads", threads),
        *("--log-level", "warning", "--no-ws"),
        "taizhang.config.wsgi:application",
    ]
    server = subprocess.Popen(command)  # noqa: S603

    def leave(signum: int, frame: types.FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, leave)
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()
    finally:
        behind.terminate()
        behind.wait(timeout=15)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve this instance: tables up to date, background running, web server listening."""
    call_command("migrate", interactive=False, verbosity=0)
    click.echo(f"Taizhang is listening on http://{host}:{port}/ (stop with Ctrl+C)")
    sys.exit(run_server(host, port))
