"""A province for the large measures, written straight into the tables of PostgreSQL by set-based statements.

A benchmark only: no product code ever writes this way. The tables end as acts would leave them: units on five levels, people
with homes and categories, a programme in its phases, one session a week for each branch, kept figures beside.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.instances import raw_connection
from taizhang.ground.organisations.kinds import Tree, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.lib import clock
from taizhang.work.rolls import actions as rolls
from taizhang.work.rolls.actions import NewMember
from tests.world import key, make_programme

SESSIONS = 9
MINUTES = 300
LEVELS = "(VALUES (5), (10), (15), (20), (25)) AS l (width)"
# Filled in bulk: their foreign keys go for good, other indexes are made anew at the end.
FILLED = (
    "organisations_unit",
    "people_person",
    "people_membership",
    "people_personcategory",
    "records_record",
    "programmes_enrolment",
    "programmes_unitphase",
    "ledger_entry",
    "ledger_position",
    "ledger_fact",
    "metrics_unittotal",
    "metrics_membertotal",
    "metrics_home",
    "metrics_standing",
)


@dataclass(frozen=True)
class Size:
    """How many units stand on each level below the root, and how many people belong to each branch."""

    cities: int
    counties: int
    towns: int
    branches: int
    small: int
    large: int
    large_branches: int

    @property
    def all_branches(self) -> int:
        return self.cities * self.counties * self.towns * self.branches

    @property
    def people(self) -> int:
        return self.all_branches * self.small + self.large_branches * (self.large - self.small)


WHOLE = Size(30, 20, 15, 10, small=9, large=49, large_branches=4_750)
TENTH = Size(10, 12, 8, 10, small=9, large=49, large_branches=340)


@dataclass
class Found:
    """What the first acts made: numbers that the statements need."""

    root: int
    programme: int
    phase: int
    second: int
    routine: int
    record: int
    unit0: int
    person0: int
    record0: int
    entry0: int
    founded: date
    began: date


def fill(size: Size) -> Iterator[tuple[str, float]]:
    """Fill the database; yields the name of each step and its seconds."""
    found = begin()
    raw = raw_connection()
    raw.autocommit = True
    cursor = raw.cursor()
    cursor.execute("SET synchronous_commit = off")
    cursor.execute("SET work_mem = '256MB'")
    cursor.execute("SET max_parallel_maintenance_workers = 2")
    indexes = strip(cursor)
    for name, words in steps(size, found):
        start = time.perf_counter()
        cursor.execute(words)
        yield name, time.perf_counter() - start
    start = time.perf_counter()
    for words in indexes:
        cursor.execute(words)
    yield "indexes", time.perf_counter() - start
    start = time.perf_counter()
    finish(cursor)
    yield "statistics", time.perf_counter() - start
    raw.close()


def begin() -> Found:
    """The root with its office and the programme, by acts."""
    began = clock.today() - timedelta(days=60)
    founded = began - timedelta(days=365)
    root = rolls.open_unit(
        tree=Tree.PARTY,
        parent=None,
        code="1",
        name="云岭省委",
        kind=UnitKind.COMMITTEE,
        on=founded,
        by=None,
        key=key(),
    )
    office = rolls.admit_member(unit=root, member=NewMember("0001", "闻人秋"), on=founded, by=None, key=key())
    rolls.give_role(person=office, unit=root, role=RoleKind.OFFICE, on=founded, by=None, key=key())
    programme = make_programme(root, began)
    phases = list(programme.phases.order_by("number").values_list("pk", flat=True))
    top = {table: _top(table) for table in ("people_person", "records_record", "ledger_entry")}
    return Found(
        root=root.pk,
        programme=programme.pk,
        phase=phases[0],
        second=phases[1],
        routine=phases[2],
        record=programme.record_id,
        unit0=Unit.objects.count(),
        person0=top["people_person"],
        record0=top["records_record"],
        entry0=top["ledger_entry"],
        founded=founded,
        began=began,
    )


def _top(table: str) -> int:
    raw = raw_connection()
    cursor = raw.cursor()
    cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
    row = cursor.fetchone()
    raw.close()
    return int(row[0])


def strip(cursor: Any) -> list[str]:
    """Drop foreign keys and indexes of the filled tables; returns the statements that make the indexes again."""
    again = []
    for table in FILLED:
        cursor.execute(
            "SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = %s::regclass AND contype IN ('f', 'u')",
            [table],
        )
        for name, kind, words in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            if kind == "u":
                again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {words}")
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
            "WHERE i.indrelid = %s::regclass AND NOT i.indisprimary",
            [table],
        )
        for name, words in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            again.append(words)
    return again


def steps(size: Size, f: Found) -> Iterator[tuple[str, str]]:
    """(name, statement) in order. Branch number b runs from 0; so do people within all branches."""
    yield "units", units(size, f)
    yield (
        "branches",
        "CREATE UNLOGGED TABLE bench_branch AS SELECT id AS unit, (row_number() OVER (ORDER BY id) - 1)::int AS b "
        f"FROM organisations_unit WHERE kind = 'branch'; ALTER TABLE bench_branch ADD PRIMARY KEY (b); "
        "CREATE UNLOGGED TABLE bench_member AS "
        f"SELECT {f.person0} + (row_number() OVER (ORDER BY b.b, n))::bigint AS member, b.b, b.unit, n "
        f"FROM bench_branch b, LATERAL generate_series(1, CASE WHEN b.b % {size.all_branches // size.large_branches} = 0 "
        f"AND b.b / {size.all_branches // size.large_branches} < {size.large_branches} "
        f"THEN {size.large} ELSE {size.small} END) n; "
        "ANALYZE bench_branch; ANALYZE bench_member",
    )
    yield (
        "people",
        "INSERT INTO people_person (id, code, name) SELECT member, 'p' || member, '党员' || member FROM bench_member; "
        "INSERT INTO people_membership (person_id, tree, unit_id, kind, from_on) "
        f"SELECT member, 'party', unit, 'full', '{f.founded}' FROM bench_member; "
        "INSERT INTO people_personcategory (person_id, category, from_on) SELECT member, "
        f"CASE WHEN n % 9 = 8 THEN 'retired' ELSE 'cadre' END, '{f.founded}' FROM bench_member; "
        "INSERT INTO people_personcategory (person_id, category, from_on) "
        f"SELECT member, 'leader', '{f.founded}' FROM bench_member WHERE n = 1; "
        "INSERT INTO people_role (person_id, unit_id, role, subtree, from_on) "
        f"SELECT member, unit, 'secretary', true, '{f.founded}' FROM bench_member WHERE n = 1",
    )
    yield (
        "records and entries",
        'INSERT INTO records_record (id, type, unit_id, title, "on", sight) '
        f"SELECT {f.record0} + row_number() OVER (ORDER BY id), 'rolls.unit', id, name, opened_on, 'open' "
        f"FROM organisations_unit WHERE id > {f.unit0}; "
        'INSERT INTO records_record (id, type, unit_id, title, "on", sight) '
        f"SELECT {f.record0} + 200000 + s * {size.all_branches} + b, 'learning.session', unit, '集中学习', "
        f"'{f.began}'::date + s * 5 + 1, 'open' FROM bench_branch, generate_series(0, {SESSIONS - 1}) s; "
        "INSERT INTO ledger_entry (id, key, source_id, act, number, posted_at, posted_by, reason, words) "
        f"SELECT {f.entry0} + 1 + b, gen_random_uuid(), r.id, 'joined', 1, '{f.founded}', 0, '', '' "
        "FROM bench_branch JOIN records_record r ON r.unit_id = unit AND r.type = 'rolls.unit'; "
        "INSERT INTO ledger_entry (id, key, source_id, act, number, posted_at, posted_by, reason, words) "
        f"SELECT {f.entry0} + 1 + (s + 1) * {size.all_branches} + b, gen_random_uuid(), "
        f"{f.record0} + 200000 + s * {size.all_branches} + b, 'roll_call', 1, "
        f"'{f.began}'::date + s * 5 + 1, 0, '', '' FROM generate_series(0, {SESSIONS - 1}) s, bench_branch; "
        "INSERT INTO ledger_entry (id, key, source_id, act, number, posted_at, posted_by, reason, words) "
        f"SELECT {f.entry0} + 1 + {SESSIONS + 1} * {size.all_branches} + b, gen_random_uuid(), {f.record}, "
        f"'enrolled-' || b, 1, '{f.began}', 0, '', '' FROM bench_branch; "
        "DELETE FROM ledger_tray; INSERT INTO ledger_position (position, entry_id, given_at) "
        "SELECT row_number() OVER (ORDER BY id), id, posted_at FROM ledger_entry; "
        "INSERT INTO ledger_mark (name, position) SELECT name, (SELECT count(*) FROM ledger_entry) "
        "FROM (VALUES ('positions'), ('derive')) n (name)",
    )
    yield "facts", facts(size, f)
    yield (
        "stays in phases",
        "INSERT INTO programmes_enrolment (programme_id, unit_id, adaptation, from_on) "
        f"SELECT {f.programme}, unit, '', '{f.began}' FROM bench_branch; "
        "INSERT INTO programmes_unitphase (programme_id, unit_id, phase_id, opened_on, opened_by, closed_on, closed_by) "
        f"SELECT {f.programme}, unit, {f.phase}, '{f.began}', gen_random_uuid(), "
        f"CASE WHEN b % 10 = 0 THEN '{f.began + timedelta(days=50)}'::date END, "
        "CASE WHEN b % 10 = 0 THEN gen_random_uuid() END FROM bench_branch; "
        "INSERT INTO programmes_unitphase (programme_id, unit_id, phase_id, opened_on, opened_by) "
        f"SELECT {f.programme}, unit, {f.second}, '{f.began + timedelta(days=50)}', gen_random_uuid() "
        "FROM bench_branch WHERE b % 10 = 0",
    )
    yield (
        "kept sums of members",
        (
            "INSERT INTO metrics_membertotal (member, kind, code, programme, phase, is_late, amount) "
            "SELECT member, kind, code, programme, phase, false, sum(amount) FROM ledger_fact WHERE member <> 0 "
            "GROUP BY member, kind, code, programme, phase; "
            "INSERT INTO metrics_home (member, unit, code, amount) SELECT member, unit, 'full', 1 FROM bench_member"
        ),
    )
    yield (
        "kept sums of units",
        (
            "CREATE UNLOGGED TABLE bench_own AS SELECT unit, kind, code, programme, phase, sum(amount) AS own "
            "FROM ledger_fact GROUP BY unit, kind, code, programme, phase; "
            "INSERT INTO metrics_unittotal (unit, kind, code, programme, phase, is_late, copy, own, subtree) "
            "SELECT a.id, o.kind, o.code, o.programme, o.phase, false, '', "
            "sum(CASE WHEN a.id = o.unit THEN o.own ELSE 0 END), sum(o.own) "
            f"FROM bench_own o JOIN organisations_unit u ON u.id = o.unit JOIN {LEVELS} ON l.width <= length(u.path) "
            "JOIN organisations_unit a ON a.path = substr(u.path, 1, l.width) "
            "GROUP BY a.id, o.kind, o.code, o.programme, o.phase"
        ),
    )
    yield (
        "kept standings",
        (
            "CREATE UNLOGGED TABLE bench_own_standing AS SELECT m.unit, r.id AS requirement, "
            "count(*) FILTER (WHERE t.amount >= r.numerator OR r.operator <> 'at_least') AS met, count(*) AS due "
            "FROM programmes_requirement r CROSS JOIN bench_member m LEFT JOIN metrics_membertotal t "
            "ON t.member = m.member AND t.kind = 'learning.study_minutes' GROUP BY m.unit, r.id; "
            "INSERT INTO metrics_standing (unit, requirement, own_met, own_due, met, due) "
            "SELECT a.id, o.requirement, sum(CASE WHEN a.id = o.unit THEN o.met ELSE 0 END), "
            "sum(CASE WHEN a.id = o.unit THEN o.due ELSE 0 END), sum(o.met), sum(o.due) "
            f"FROM bench_own_standing o JOIN organisations_unit u ON u.id = o.unit JOIN {LEVELS} ON l.width <= length(u.path) "
            "JOIN organisations_unit a ON a.path = substr(u.path, 1, l.width) GROUP BY a.id, o.requirement"
        ),
    )


def units(size: Size, f: Found) -> str:
    """Four levels below the root; each level numbers its units under their superior."""
    levels = [
        ("committee", "委", size.cities, 5),
        ("committee", "县委", size.counties, 10),
        ("general_branch", "党总支", size.towns, 15),
        ("branch", "党支部", size.branches, 20),
    ]
    words = []
    for kind, title, number, width in levels:
        words.append(
            "INSERT INTO organisations_unit (id, tree, parent_id, path, code, name, kind, opened_on) "
            "SELECT (SELECT max(id) FROM organisations_unit) + row_number() OVER (ORDER BY p.path, n), 'party', p.id, "
            f"p.path || lpad(n::text, 5, '0'), p.code || lpad(n::text, 2, '0'), '第' || n || '{title}', '{kind}', "
            f"'{f.founded}' FROM organisations_unit p, generate_series(1, {number}) n WHERE length(p.path) = {width}"
        )
    return "; ".join(words)


def facts(size: Size, f: Found) -> str:
    """Who joined with a category; for each session two lines of who came, one of who did not, one of the host."""
    into = (
        "INSERT INTO ledger_fact (entry_id, kind, code, programme, phase, booked_phase, unit, member, occurred_on, "
        "amount, copy, data) "
    )
    entry = f"{f.entry0} + 1 + (s + 1) * {size.all_branches} + b"
    within = f"{f.programme}, {f.phase}, {f.phase}, unit"
    day = f"'{f.began}'::date + s * 5 + 1"
    enrolled = f"{f.entry0} + 1 + {SESSIONS + 1} * {size.all_branches} + b"
    later = f"{f.programme}, {f.second}, {f.second}, unit"
    words = [
        f"{into} SELECT {f.entry0} + 1 + b, k.kind, k.code, 0, 0, 0, unit, member, '{f.founded}', 1, '', '' "
        "FROM bench_member, LATERAL (VALUES ('rolls.member_joined', 'full'), ('rolls.category_changed', "
        "CASE WHEN n % 9 = 8 THEN 'retired' ELSE 'cadre' END)) k (kind, code)",
        f"{into} SELECT {enrolled}, k.kind, k.code, {within}, 0, '{f.began}', 1, '', '' FROM bench_branch, "
        "(VALUES ('rolls.unit_enrolled', 'branch'), ('rolls.phase_opened', '')) k (kind, code)",
        f"{into} SELECT {enrolled}, 'rolls.phase_opened', '', {later}, 0, '{f.began + timedelta(days=50)}', 1, '', '' "
        "FROM bench_branch WHERE b % 10 = 0",
        f"{into} SELECT {enrolled}, 'rolls.phase_closed', '', {within}, 0, '{f.began + timedelta(days=50)}', 1, '', '' "
        "FROM bench_branch WHERE b % 10 = 0",
    ]
    words += [
        f"{into} SELECT {entry}, k.kind, k.code, {within}, k.member, {day}, k.amount, '', '' "
        f"FROM (SELECT {at} AS s) s, bench_member, LATERAL (VALUES "
        "(true, 'learning.session_held', 'meeting', 0::bigint, 1, n = 1), "
        f"(true, 'learning.study_minutes', 'group', member, {MINUTES}, (member + s) % 20 <> 0), "
        "(true, 'learning.session_attended', 'meeting', member, 1, (member + s) % 20 <> 0), "
        "(true, 'learning.session_missed', 'leave', member, 1, (member + s) % 20 = 0)) "
        "k (one, kind, code, member, amount, is_there) WHERE k.is_there"
        for at in range(SESSIONS)
    ]
    return "; ".join(words)


def finish(cursor: Any) -> None:
    """Sequences after what was numbered by hand, statistics for the planner."""
    for table in ("organisations_unit", "people_person", "records_record", "ledger_entry"):
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    cursor.execute("DROP TABLE bench_branch, bench_member, bench_own, bench_own_standing")
    for table in FILLED:
        cursor.execute(f"VACUUM (ANALYZE) {table}")
    cursor.execute("VACUUM (ANALYZE) people_role")
