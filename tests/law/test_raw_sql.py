"""What an import check cannot see: statements of SQL name only tables of their own app and of lower floors (43)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.apps import apps

from tests.law.test_house import ROOT, product_code

# From the lowest floor up; an app may name tables of those before it.
FLOORS = (
    ("organisations",),
    ("people",),
    ("records",),
    ("programmes",),
    ("materials",),
    ("duties",),
    ("calendar",),
    ("ground_messages",),
    ("jobs",),
    ("ledger",),
    ("metrics",),
    (
        "rolls",
        "notices",
        "learning",
        "curriculum",
        "documents",
        "plans",
        "changes",
        "meetings",
        "travel",
        "contact_points",
        "contests",
        "membership",
    ),
    ("dashboards", "supervision"),
    ("flows",),
)
FLOOR = {label: number for number, labels in enumerate(FLOORS) for label in labels}
TABLES = {model._meta.db_table: model._meta.app_label for model in apps.get_models()}
STATEMENT = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|JOIN|FROM|COPY)\b")


def app_of(path: Path) -> str:
    """The label of the app that a file belongs to, or nothing for what stands above or below all of them."""
    owners = [config for config in apps.get_app_configs() if Path(config.path) in (path, *path.parents)]
    return max(owners, key=lambda config: len(config.path)).label if owners else ""


def words_of(path: Path) -> list[tuple[int, str]]:
    """Strings of a file that look like SQL, those with places for values in them too."""
    texts = [
        (node.lineno, str(node.value))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [(line, text) for line, text in texts if STATEMENT.search(text) or text in TABLES]


def test_every_app_has_its_floor() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("taizhang.")} - {"ui"}
    assert ours <= set(FLOOR)


def test_sql_names_tables_of_its_own_app_and_of_lower_floors() -> None:
    bad = []
    for path in product_code():
        own = app_of(path)
        for line, text in words_of(path):
            for table, owner in TABLES.items():
                if owner == own or not re.search(rf"\b{table}\b", text):
                    continue
                if own not in FLOOR or owner not in FLOOR or FLOOR[owner] >= FLOOR[own]:
                    bad.append(f"{path.relative_to(ROOT)}:{line}: {table}")
    assert not bad


def test_statements_are_read_where_they_stand() -> None:
    """The check sees the lock that posting takes on the rows of phases, one floor down."""
    posting = ROOT / "taizhang" / "ledger" / "posting.py"
    assert any("programmes_unitphase" in text for _line, text in words_of(posting))
