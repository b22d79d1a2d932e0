"""The statements that write an entry and its lines."""

import json
from collections.abc import Sequence

from django.db import connection

from taizhang.ledger.lines import PhasedLine
from taizhang.ledger.models import Entry, Fact
from taizhang.lib.rows import write_rows

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


def write_entry(entry: Entry) -> bool:
    """Insert an entry and lay it into the tray; False when its number or key is taken."""
    key = entry.key if connection.features.has_native_uuid_field else entry.key.hex
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (key, source_id, act, number, posted_at, posted_by, reason, words) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id",
            [
                key,
                entry.source_id,
                entry.act,
                entry.number,
                connection.ops.adapt_datetimefield_value(entry.posted_at),
                entry.posted_by,
                entry.reason,
                entry.words,
            ],
        )
        row = cursor.fetchone()
        if row is None:
            return False
        entry.pk = row[0]
        entry._state.adding = False
        cursor.execute("INSERT INTO ledger_tray (entry_id) VALUES (%s)", row)
    return True


def write_facts(entry: int, lines: Sequence[PhasedLine]) -> None:
    """Insert the lines of one entry in one go."""
    write_rows(
        Fact,
        COLUMNS,
        [
            (
                entry,
                line.kind,
                line.code,
                line.programme,
                phased.phase,
                phased.booked_phase,
                line.unit,
                line.member,
                line.occurred_on,
                line.amount,
                line.copy,
                json.dumps(line.data, sort_keys=True, ensure_ascii=False, separators=(",", ":")) if line.data else "",
            )
            for phased in lines
            for line in (phased.line,)
        ],
    )
