"""Databases for tests, each copied from a template; nothing is ever flushed (settled question 51).

- Plain tests (`db`, `@pytest.mark.django_db`) share one copy and roll back.
- Tests that need real commits (threads, processes, the served site) take `committed_db`: a copy of their own,
  which every connection of this process then opens, dropped afterwards.
- A costly world is built once a run: `database_copies.fresh("world", build_world)` is a copy of what
  `build_world` left behind. Plain tests may share a copy of it as they share the empty one: `Side`.
  `tests.cast` has both for the cast.
"""

from __future__ import annotations

import fcntl
import hashlib
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
from django.db import connection, connections, transaction
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

RUN = Path(os.environ["TAIZHANG_TEST_RUN"])
RUNNER_URL = os.environ.get("TAIZHANG_DATABASE_URL", "")
OWNER_URL = os.environ.get("TAIZHANG_OWNER_DATABASE_URL", RUNNER_URL)
EMPTY = "empty"
ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "empty-databases"


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


class Side:
    """A second copy beside the one that plain tests share: open as long as the process runs, rolled back after each."""

    def __init__(self, name: str) -> None:
        self.opened = connections.create_connection("default")
        self.opened.settings_dict = self.opened.settings_dict | {"NAME": name}

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """This copy is the default connection of the thread; what is written in it is checked, then rolled back."""
        before = connections["default"]
        connections["default"] = self.opened
        # As in a TestCase: what the product opens as outermost transaction may be the second here.
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]
        try:
            with around:
                yield
                if not self.opened.needs_rollback and self.opened.is_usable():
                    self.opened.check_constraints()
                transaction.set_rollback(True)
        finally:
            self.opened.run_on_commit = []
            connections["default"] = before


class DatabaseCopies(ABC):
    """Templates and their copies on one engine; the processes of a parallel run share the templates."""

    def __init__(self) -> None:
        self.serial = count(1)
        self.sides: dict[str, tuple[str, Side]] = {}

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

    def beside(self, short: str, build: Callable[[], object]) -> Side:
        """The copy of a template that this process keeps open beside the empty one."""
        if short not in self.sides:
            source = self.template(short, build)
            name = self.full_name(f"side_{os.getpid()}_{next(self.serial)}")
            self.copy(source, name)
            self.sides[short] = name, Side(name)
        return self.sides[short][1]

    def close_sides(self) -> None:
        for name, side in self.sides.values():
            side.opened.close()
            self.drop(name)
        self.sides.clear()

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

    def __init__(self) -> None:
        super().__init__()
        # What a power cut would lose is thrown away anyway; a process that is killed loses nothing by it.
        connections.databases["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"

    def full_name(self, name: str) -> str:
        return str(RUN / name / "taizhang.sqlite3")

    def migrate(self, name: str) -> None:
        """As an operator would; the file is kept in `build` for later runs, for as long as nothing says otherwise."""
        kept = KEPT / f"{digest_of_tables()}.sqlite3"
        if kept.exists():
            Path(name).parent.mkdir()
            shutil.copyfile(kept, name)
            return
        run_migrations({"TAIZHANG_HOME": str(Path(name).parent)})
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob("*.sqlite3"):
            old.unlink(missing_ok=True)
        # Written beside and renamed: another run may look for it at this moment.
        unfinished = KEPT / f"{os.getpid()}.unfinished"
        with closing(sqlite3.connect(name)) as read, closing(sqlite3.connect(unfinished)) as write:
            read.backup(write)
        unfinished.rename(kept)

    def copy(self, source: str, target: str) -> None:
        Path(target).parent.mkdir()
        # Read through SQLite, not as a file: the write-ahead log may hold the last pages.
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
            read.backup(write)

    def drop(self, name: str) -> None:
        # the last connection to close takes its log away meanwhile; what is gone already is as good as removed
        shutil.rmtree(Path(name).parent, ignore_errors=True)


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


def digest_of_tables() -> str:
    """Over every file that says what an empty database holds: migrations, models, guards, the command, the pins."""
    files = [*(ROOT / "taizhang").rglob("migrations/*.py"), *(ROOT / "taizhang").rglob("models.py")]
    files += [*(ROOT / "taizhang").rglob("apps.py"), ROOT / "taizhang" / "ledger" / "guards.py"]
    files += [ROOT / "taizhang" / "commands" / "serving.py", ROOT / "requirements.txt"]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


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
        database_copies.close_sides()
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run only what opens a database; the rest cannot tell one from another (docs/decisions/0019)."""
    if not RUNNER_URL:
        return
    opening = [item for item in items if opens_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not opens_database(item)])
    items[:] = opening


def opens_database(item: pytest.Item) -> bool:
    """Whether a test was let to a database at all: pytest-django refuses every connection to one that was not."""
    asked = set(getattr(item, "fixturenames", ()))
    return bool(asked & {"db", "committed_db", "committed_world", "site", "database_copies"}) or bool(
        item.get_closest_marker("django_db")
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Files go with the run's folder; a server keeps what nobody drops.
    if RUNNER_URL and not hasattr(session.config, "workerinput"):
        PostgresCopies().drop_templates()
