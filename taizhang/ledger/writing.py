"""The one statement that writes lines, in the dialect of each database."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from taizhang.ledger.posting import PhasedLine

COLUMNS = (
    "entry_id",
    "kind",
    "code",
    "programme",
    "phase",
    "booked_phase",
    "unit",
    "member",
    "occurred_on",
    "amount",
    "copy",
    "data",
)
_ARRAYS = ["bigint", "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint", "date", "bigint", "text", "text"]


def write_facts(entry: int, lines: "Sequence[PhasedLine]") -> None:
    """Insert the lines of one entry in one go: arrays on PostgreSQL, one prepared statement on SQLite."""
    rows: list[tuple[Any, ...]] = [
        (
            entry,
            phased.line.kind,
            phased.line.code,
            phased.line.programme,
            phased.phase,
            phased.booked_phase,
            phased.line.unit,
            phased.line.member,
            phased.line.occurred_on,
            phased.line.amount,
            phased.line.copy,
            json.dumps(phased.line.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            if phased.line.data
            else "",
        )
        for phased in lines
    ]
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in _ARRAYS)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"INSERT INTO ledger_fact ({names}) SELECT * FROM unnest({arrays})", columns)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO ledger_fact ({names}) VALUES ({marks})", rows)
