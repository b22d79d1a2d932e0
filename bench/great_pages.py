"""The same two pages over 100,000 units, a million members and twenty million facts on PostgreSQL."""

from collections.abc import Iterator

from django.db import connection

from bench.figures import Figure
from bench.instances import is_tenth
from bench.pages import visits
from bench.province import TENTH, WHOLE, fill


def measure(database: str) -> Iterator[Figure]:
    """Fill the tables, say how large they are, then visit."""
    spent = 0.0
    for name, seconds in fill(TENTH if is_tenth() else WHOLE):
        spent += seconds
        print(f"    {name}: {seconds:.0f} s", flush=True)
    counts = {table: _one(f"SELECT count(*) FROM {table}") for table in ("organisations_unit", "people_person")}
    facts = _one("SELECT count(*) FROM ledger_fact")
    gigabytes = _one("SELECT pg_database_size(current_database())") / 2**30
    yield Figure(
        "filling the province",
        database,
        f"{spent:.0f} s",
        aim="≤ 360 s",
        note=f"{counts['organisations_unit']:,} units, {counts['people_person']:,} people, {facts:,} facts, "
        f"{gigabytes:.1f} GB",
    )
    yield from visits(database, f"{facts / 1e6:.0f} M facts")


def _one(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(words)
        row = cursor.fetchone()
    return int(row[0])
