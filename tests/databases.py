"""Databases for tests, each copied from a template; nothing is ever flushed (settled question 51).

- Plain tests (`db`, `@pytest.mark.django_db`) share one copy and roll back.
- Tests that need real commits (threads, processes, the served site) take `committed_db`: a copy of their own,
  which every connection of this process then opens, dropped afterwards.
- A costly world is built once a run: `database_copies.fresh("world", build_world)` is a copy of what
  `build_world` left behind.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

RUN = Path(os.environ["TAIZHANG_TEST_RUN"])
RUNNER_URL = os.environ.get("TAIZHANG_DATABASE_URL", "")
OWNER_URL = os.environ.get("TAIZHANG_OWNER_DATABASE_URL", RUNNER_URL)
EMPTY = "empty"


def with_database(url: str, name: str) -> str:
    """The same server and role with another database."""
    return f"{url.rpartition('/')[0]}/{quote(name)}"


@contextmanager
def pointing_at(name: str) -> Iterator[None]:
    """New connections of every thread open the database `name` until the end of the block."""
    settings = connections.databases["default"]
    before = settings["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = before


class DatabaseCopies(ABC):
    """Templates and their copies on one engine; the processes of a parallel run share the templates."""

    def __init__(self) -> None:
        self.serial = count(1)

    @abstractmethod
    def full_name(self, name: str) -> str:
        """What the engine calls the database of this run with this short name."""

    @abstractmethod
    def migrate(self, name: str) -> None:
        """Make the database with every table, as an operator would."""

    @abstractmethod
    def copy(self, source: str, target: str) -> None: ...

    @abstractmethod
    def drop(self, name: str) -> None: ...

    def template(self, short: str, build: Callable[[], object] | None) -> str:
        """The full name of a template, made by the first process that asks for it."""
        name = self.full_name(short)
        made = RUN / f"{short}.made"
        with (RUN / f"{short}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                if build is None:
                    self.migrate(name)
                else:
                    self.copy(self.template(EMPTY, None), name)
                    with pointing_at(name):
                        build()
                made.touch()
        return name

    @contextmanager
    def fresh(self, short: str = EMPTY, build: Callable[[], object] | None = None) -> Iterator[None]:
        """Point the default connection at a copy of a template; `build` fills the template the first time."""
        source = self.template(short, build)
        name = self.full_name(f"copy_{os.getpid()}_{next(self.serial)}")
        self.copy(source, name)
        try:
            with pointing_at(name):
                yield
        finally:
            self.drop(name)


class SqliteCopies(DatabaseCopies):
    """Databases are files, each in a home of its own in the folder of the run, which goes when the run ends."""

    def full_name(self, name: str) -> str:
        return str(RUN / name / "taizhang.sqlite3")

    def migrate(self, name: str) -> None:
        run_migrations({"TAIZHANG_HOME": str(Path(name).parent)})

    def copy(self, source: str, target: str) -> None:
        Path(target).parent.mkdir()
        # Read through SQLite, not as a file: the write-ahead log may hold the last pages.
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
            read.backup(write)

    def drop(self, name: str) -> None:
        shutil.rmtree(Path(name).parent)


class PostgresCopies(DatabaseCopies):
    """Databases of the server that TAIZHANG_DATABASE_URL names, made and dropped by the owning role."""

    def full_name(self, name: str) -> str:
        return f"{RUN.name.replace('-', '_')}_{name}"

    def migrate(self, name: str) -> None:
        self.command("CREATE DATABASE {}", name)
        run_migrations(
            {
                "TAIZHANG_DATABASE_URL": with_database(RUNNER_URL, name),
                "TAIZHANG_OWNER_DATABASE_URL": with_database(OWNER_URL, name),
            }
        )

    def copy(self, source: str, target: str) -> None:
        self.command("CREATE DATABASE {} TEMPLATE {}", target, source)

    def drop(self, name: str) -> None:
        self.command("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def drop_templates(self) -> None:
        for made in RUN.glob("*.made"):
            self.drop(self.full_name(made.stem))

    def command(self, words: str, *names: str) -> None:
        with psycopg.connect(OWNER_URL, autocommit=True) as owner:
            owner.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


def run_migrations(environment: dict[str, str]) -> None:
    """`taizhang migrate`, as an operator runs it; what it says is shown only when it fails."""
    command = [sys.executable, "-W", "error", "-m", "taizhang", "migrate"]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"taizhang migrate failed:\n{done.stdout}{done.stderr}")


def environment_of_copy() -> dict[str, str]:
    """The environment in which a process of its own opens the database that this test has open."""
    name = str(connections.databases["default"]["NAME"])
    if RUNNER_URL:
        return os.environ | {
            "TAIZHANG_DATABASE_URL": with_database(RUNNER_URL, name),
            "TAIZHANG_OWNER_DATABASE_URL": with_database(OWNER_URL, name),
        }
    return os.environ | {"TAIZHANG_HOME": str(Path(name).parent)}


@pytest.fixture(scope="session")
def database_copies() -> DatabaseCopies:
    return PostgresCopies() if RUNNER_URL else SqliteCopies()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, database_copies: DatabaseCopies
) -> Iterator[None]:
    """In place of pytest-django's own: plain tests roll back in a copy of the empty template."""
    copy = database_copies.fresh()
    with django_db_blocker.unblock():
        copy.__enter__()
    yield
    with django_db_blocker.unblock():
        copy.__exit__(None, None, None)


@pytest.fixture
def committed_db(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker, database_copies: DatabaseCopies
) -> Iterator[None]:
    """An empty, migrated database of the test's own, where commits are real in every thread."""
    refuse_rollback(request)
    with django_db_blocker.unblock(), database_copies.fresh():
        yield


def refuse_rollback(request: pytest.FixtureRequest) -> None:
    """A test cannot commit in a copy of its own and roll back in the shared one."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        raise pytest.UsageError("a test with real commits takes committed_db alone, without db or django_db")


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Files go with the run's folder; a server keeps what nobody drops.
    if RUNNER_URL and not hasattr(session.config, "workerinput"):
        PostgresCopies().drop_templates()
