"""The cast of `tests.world` for tests: built once a run, then copied; each test has rows and objects of its own.

- `world`: in the database that plain tests of this process share; all is rolled back.
- `committed_world`: in a database of the test's own, where commits are real in every thread; `site` serves it.
"""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from taizhang.lib import clock
from tests.databases import RUN, DatabaseCopies, Side, refuse_rollback
from tests.world import World, build_world


@dataclass(frozen=True)
class Cast:
    """The template that holds the cast of a day, and the file of its objects; a run past midnight builds another."""

    template: str

    @property
    def kept(self) -> Path:
        return RUN / f"{self.template}.pickle"

    def build(self) -> None:
        self.kept.write_bytes(pickle.dumps(build_world()))

    def read(self) -> World:
        """Objects of the caller's own for the rows in a copy of the template; the file was written by this very run."""
        world = pickle.loads(self.kept.read_bytes())
        assert isinstance(world, World)
        return world


@contextmanager
def on_its_day(world: World) -> Iterator[None]:
    """A module that began before midnight ends on the day of its cast, at the hour that it is."""
    passed = clock.today() - world.today
    if not passed:
        yield
        return
    with clock.telling(clock.now() - passed):
        yield


def cast_of_today() -> Cast:
    return Cast(f"world_{clock.today():%m%d}")


@pytest.fixture(scope="module")
def world_beside(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, database_copies: DatabaseCopies
) -> tuple[Cast, Side]:
    """A copy that holds the cast, shared by the plain tests of this process."""
    cast = cast_of_today()
    with django_db_blocker.unblock():
        return cast, database_copies.beside(cast.template, cast.build)


@pytest.fixture
def world(world_beside: tuple[Cast, Side], db: None) -> Iterator[World]:
    """The named cast in a database that rolls back."""
    cast, side = world_beside
    with side.in_place():
        held = cast.read()
        with on_its_day(held):
            yield held


@pytest.fixture
def committed_world(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker, database_copies: DatabaseCopies
) -> Iterator[World]:
    """The named cast in a database of the test's own, where commits are real in every thread."""
    refuse_rollback(request)
    cast = cast_of_today()
    with django_db_blocker.unblock(), database_copies.fresh(cast.template, cast.build):
        yield cast.read()
