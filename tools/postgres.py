"""A PostgreSQL server of one's own for one command: `python -m tools.postgres -- pytest -n 2`.

Data lie in a temporary folder, the server listens on a unix socket in that folder only, and both go when the
command ends. The command finds two addresses in its environment:

- `TAIZHANG_OWNER_DATABASE_URL`: the role that owns the tables, creates databases and migrates;
- `TAIZHANG_DATABASE_URL`: the role the product runs as, which owns nothing (settled question 48).
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "taizhang_owner"
RUNNER = "taizhang_app"
DATABASE = "taizhang"

# What a crash would lose is thrown away anyway; durability is switched off where no figure is measured.
# Without autovacuum, whose worker belongs to the server and may not be ended by the role that drops a test's database.
FAST_AND_FORGETFUL = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "autovacuum=off",
)


@dataclass(frozen=True)
class Server:
    """A running server: `folder` holds its socket, `owner_url` and `runner_url` name the two roles."""

    folder: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgres://{role}@{quote(str(self.folder), safe='')}/{database}"

    @property
    def owner_url(self) -> str:
        return self.url(OWNER)

    @property
    def runner_url(self) -> str:
        return self.url(RUNNER)


class PostgresMissing(RuntimeError):
    """No PostgreSQL server programs on this machine."""


def find_binaries() -> Path:
    """The folder of initdb and pg_ctl, the newest installed; raises PostgresMissing."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    if versions:
        return versions[0].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise PostgresMissing("PostgreSQL is not installed. Run: sudo apt-get install --yes postgresql")


def unprivileged() -> list[str]:
    """The words to put before a command so that root does not run it: the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return ["runuser", "-u", user, "--"]


def run_quietly(command: Sequence[str | Path], folder: Path) -> None:
    """Run a command in `folder`; what it says is shown only when it fails."""
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def running_server(options: Sequence[str] = FAST_AND_FORGETFUL) -> Iterator[Server]:
    """Start a server with both roles and an empty database; stop it and remove its files at the end."""
    binaries = find_binaries()
    before = unprivileged()
    # A socket's path may hold 107 bytes, so the folder is made where paths are short.
    folder = Path(tempfile.mkdtemp(prefix="tz-pg-", dir="/tmp"))
    log = folder / "log"
    data = folder / "data"
    try:
        if before:
            shutil.chown(folder, before[2])
            folder.chmod(0o755)
        initdb: list[str | Path] = [*before, binaries / "initdb", "--auth=trust", "--username=postgres", "--no-sync"]
        run_quietly([*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata", data], folder)
        settings = [f"unix_socket_directories={folder}", "unix_socket_permissions=0777", "listen_addresses="]
        spoken = " ".join(f"-c {setting}" for setting in [*settings, *options])
        start: list[str | Path] = [binaries / "pg_ctl", "--wait", "--silent", "--pgdata", data, "--log", log]
        try:
            run_quietly([*before, *start, "--options", spoken, "start"], folder)
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{log.read_text() if log.exists() else ''}") from error
        try:
            server = Server(folder)
            create_roles(server)
            yield server
        finally:
            run_quietly([*before, *start, "--mode", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_roles(server: Server) -> None:
    """The owner may create databases; the runner may connect and own nothing."""
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        connection.execute(f"CREATE ROLE {RUNNER} LOGIN")
        # Dropping a database WITH (FORCE) ends the runner's last connections, which only a member may.
        connection.execute(f"GRANT {RUNNER} TO {OWNER}")
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def main(arguments: Sequence[str]) -> int:
    """Run the command behind `--` with the addresses of a fresh server; its exit code is ours."""
    if len(arguments) < 2 or arguments[0] != "--":
        print("usage: python -m tools.postgres -- command [argument ...]", file=sys.stderr)
        return 2
    # An ending asked for from outside unwinds as any other does, so that no server is left behind.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with running_server() as server:
        environment = os.environ | {
            "TAIZHANG_DATABASE_URL": server.runner_url,
            "TAIZHANG_OWNER_DATABASE_URL": server.owner_url,
        }
        return subprocess.run(arguments[1:], env=environment).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PostgresMissing as missing:
        sys.exit(str(missing))
