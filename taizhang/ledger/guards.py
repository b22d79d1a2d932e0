"""The database itself refuses to change what is booked, by every road: triggers on both databases, and on PostgreSQL a
running role that owns nothing and may only read and append.

Traps that are settled here: SQLite drops triggers when a migration rebuilds a table, so they are installed after every
migrate; `INSERT OR REPLACE` passes a delete trigger unless recursive triggers are on (see settings).
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("ledger_entry", "ledger_fact", "ledger_position", "ledger_seallink", "ledger_seal")
REFUSAL = "the ledger is append-only"


def install_guards(using: str = "default", **kwargs: Any) -> None:
    """Install the triggers that refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE; running it again changes nothing."""
    connection = connections[using]
    if "ledger_seal" not in connection.introspection.table_names():
        return
    if connection.vendor == "sqlite":
        _guard_sqlite(connection)
    else:
        _guard_postgresql(connection)


def _guard_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in GUARDED:
            for event in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )


def _guard_postgresql(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        for table in GUARDED:
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )


def grant_running_role(role: str, *, using: str = "default") -> None:
    """Give the running role what it needs and no more: it reads all, appends to the ledger, changes the rest.

    Run by the owning role on PostgreSQL after a migrate. The running role owns no table, so it can neither lift a
    trigger nor detach, drop or truncate anything (settled question 48).
    """
    connection = connections[using]
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table in connection.introspection.table_names():
            rights = "SELECT, INSERT" if table in GUARDED else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f"REVOKE ALL ON {connection.ops.quote_name(table)} FROM {quoted}")
            cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {quoted}")
