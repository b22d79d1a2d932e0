"""The ledger is append-only by every road that Django does not guard (architecture; settled questions 48 and 51)."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from taizhang.ledger.guards import GUARDED
from taizhang.ledger.positions import give_positions
from tests.law.acts import book, held, session
from tests.world import World, build_world


def booked_world() -> World:
    world = build_world()
    record = session(world.branch, world.today)
    book(record, [held(world.branch, world.today, world.programme)])
    give_positions()
    return world


# What an owner could do and the running role must not. A savepoint keeps each attempt apart.
POSTGRES_ROADS = [
    "TRUNCATE ledger_fact",
    "DROP TABLE ledger_fact",
    "DROP TRIGGER ledger_fact_no_change ON ledger_fact",
    "ALTER TABLE ledger_fact DISABLE TRIGGER ALL",
    "ALTER TABLE ledger_fact ADD COLUMN more integer",
    "ALTER TABLE ledger_fact RENAME TO other",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "UPDATE ledger_fact SET amount = amount + 1",
    "DELETE FROM ledger_fact",
    "INSERT INTO ledger_fact SELECT * FROM ledger_fact ON CONFLICT (id) DO UPDATE SET amount = 0",
]
SQLITE_ROADS = [
    "UPDATE ledger_fact SET amount = amount + 1",
    "UPDATE OR REPLACE ledger_fact SET amount = amount + 1",
    "DELETE FROM ledger_fact",
    "REPLACE INTO ledger_fact SELECT * FROM ledger_fact",
    "INSERT INTO ledger_fact SELECT * FROM ledger_fact WHERE true ON CONFLICT (id) DO UPDATE SET amount = 0",
]


def test_the_running_role_has_no_road_to_change_a_fact(committed_db: None) -> None:
    booked_world()
    roads = SQLITE_ROADS if connection.vendor == "sqlite" else POSTGRES_ROADS
    for road in roads:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(road)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(amount) FROM ledger_fact WHERE kind = 'learning.session_held'")
        assert cursor.fetchone() == (1,)


def guarded_tables() -> set[str]:
    """The tables that have triggers, as the database lists them."""
    listing = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(listing[connection.vendor])
        return {str(table) for (table,) in cursor.fetchall()}


def test_after_a_plain_migrate_every_table_of_the_ledger_is_guarded(committed_db: None) -> None:
    assert guarded_tables() >= set(GUARDED)


def test_a_migration_that_makes_a_table_anew_leaves_it_guarded(committed_db: None) -> None:
    """SQLite changes a column by making the table anew, without its triggers; every migrate puts them back."""
    if connection.vendor != "sqlite":
        return
    before = ProjectState.from_apps(apps)
    after = before.clone()
    change = migrations.AlterField("fact", "code", models.CharField(max_length=30))
    change.state_forwards("ledger", after)
    with connection.schema_editor() as editor:
        change.database_forwards("ledger", editor, before, after)
    assert "ledger_fact" not in guarded_tables()
    call_command("migrate", verbosity=0)
    assert guarded_tables() >= set(GUARDED)
