"""The ledger is append-only by every road that Django does not guard (architecture; settled questions 48 and 51)."""

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from taizhang.ledger.guards import GUARDED
from taizhang.ledger.positions import give_positions
from taizhang.ledger.seals import seal
from tests.law.acts import book, held, session
from tests.world import World, build_world


def booked_world() -> World:
    world = build_world()
    record = session(world.branch, world.today)
    book(record, [held(world.branch, world.today, world.programme)])
    give_positions()
    seal()
    return world


SYNTAX_ERROR = "42601"
# What an owner could do and the running role must not, for each guarded table. A savepoint keeps each attempt apart.
POSTGRES_ROADS = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "MERGE INTO {table} USING {table} other ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
    "TRUNCATE {table} CASCADE",
    "DROP TABLE {table} CASCADE",
    "DROP TRIGGER {table}_no_change ON {table}",
    "ALTER TABLE {table} DISABLE TRIGGER {table}_no_change",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} ADD COLUMN more integer",
    "ALTER TABLE {table} RENAME TO other",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "ALTER TABLE {table} DETACH PARTITION {table}",
    "ALTER TABLE {table} NO INHERIT {table}",
    "CREATE RULE change AS ON INSERT TO {table} DO ALSO UPDATE ledger_mark SET position = 0",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION ledger_refuse() CASCADE",
    "DROP SCHEMA public CASCADE",
    "DROP OWNED BY CURRENT_USER CASCADE; UPDATE {table} SET {column} = {column}",
    "SET ROLE taizhang_owner",
]
SQLITE_ROADS = [
    "UPDATE {table} SET {column} = {column}",
    "UPDATE OR REPLACE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {column} = {column}",
]


def content(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return list(cursor.fetchall())


def test_the_running_role_has_no_road_to_change_what_is_booked(committed_db: None) -> None:
    booked_world()
    before = {table: content(table) for table in GUARDED}
    assert all(before.values())
    open_roads = []
    for table in GUARDED:
        fields = apps.get_model(table.replace("_", "."))._meta.concrete_fields
        words = {"table": table, "key": fields[0].column, "column": fields[-1].column}
        for road in SQLITE_ROADS if connection.vendor == "sqlite" else POSTGRES_ROADS:
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(road.format(**words))
            except DatabaseError as refused:
                assert getattr(refused.__cause__, "sqlstate", "") != SYNTAX_ERROR, road
                continue
            open_roads.append(road.format(**words))
    assert not open_roads
    assert {table: content(table) for table in GUARDED} == before


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
