"""Rules of the house that can be read off the files, without a database.

Each reads every file or every model anew, so a new app is held to them from its first line.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SHARED_TEMPLATES = "ui"


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository, also those about to be added, that match one of the patterns."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def inside(path: Path, *folders: str) -> bool:
    return bool(set(folders) & set(path.relative_to(ROOT).parts[:-1]))


def product_code() -> list[Path]:
    """Python of the product itself: neither tests nor migrations."""
    return [path for path in tracked("taizhang/*.py") if not inside(path, "tests", "migrations")]


def templates() -> list[Path]:
    return [path for path in tracked("taizhang/*.html", "taizhang/*.svg") if inside(path, "templates")]


def found(pattern: str, paths: list[Path], flags: int = 0) -> list[str]:
    """`file:line: text` of every match."""
    wanted = re.compile(pattern, flags)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def text_files() -> list[Path]:
    endings = ("py", "html", "css", "js", "svg", "sh", "md", "toml", "txt", "po", "cfg", "yaml", "yml", "json")
    return tracked(*(f"*.{ending}" for ending in endings), "Makefile", ".ci/run", ".importlinter")


# --- files ---


def test_no_file_is_longer_than_600_lines() -> None:
    paths = [path for path in tracked("*.py", "*.html", "*.css", "*.js", "*.sh") if not inside(path, "migrations")]
    long = {path.name: lines for path in paths if (lines := path.read_text(encoding="utf-8").count("\n")) > 600}
    assert not long


def test_no_requirement_file_holds_an_address() -> None:
    assert not found(r"[a-z]+://|@ ?file:|--(extra-)?index-url|--find-links", tracked("*requirements*.txt", "*.lock"))


def test_no_file_names_a_path_of_one_machine() -> None:
    assert not found(r"(?<![\w.~$}*])/(?:root|home|wo[r]k)/\w", text_files())


def test_nothing_is_left_unfinished() -> None:
    mine = Path(__file__)
    paths = [path for path in text_files() if path != mine]
    assert not found(r"\b(TODO|FIXME|XXX|HACK)\b", paths)


def test_no_part_has_a_name_that_says_nothing() -> None:
    empty = {
        "utils",
        "util",
        "helpers",
        "helper",
        "services",
        "service",
        "core",
        "manager",
        "managers",
        "common",
        "misc",
    }
    bad = [path for path in tracked("*.py") if empty & {*path.relative_to(ROOT).parts[:-1], path.stem}]
    assert not bad


def test_pages_hold_no_script_style_or_handler_of_their_own() -> None:
    inline = r"""<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=["']|javascript:"""
    assert not found(inline, templates(), re.IGNORECASE)


def test_pages_load_nothing_from_elsewhere() -> None:
    paths = [*templates(), *tracked("taizhang/*.css", "taizhang/*.js")]
    assert not found(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", paths, re.IGNORECASE)


# Where tampering is tried: that the database refuses it, and that a seal names the altered entry when it does not.
TAMPERING = {"tests/law/test_append_only.py", "tests/law/test_seals.py"}


def test_the_triggers_of_the_ledger_are_lifted_only_where_tampering_is_tried() -> None:
    allowed = {Path(__file__), *(ROOT / name for name in TAMPERING)}
    paths = [path for path in tracked("*.py", "*.sh", "*.sql") if path not in allowed]
    lifting = r"DROP\s+TRIGGER|DISABLE\s+TRIGGER|session_replication_role|writable_schema"
    assert not found(lifting, paths, re.IGNORECASE)


def test_no_test_flushes_its_database() -> None:
    mine = Path(__file__)
    paths = [path for path in tracked("*.py") if path != mine and inside(path, "tests")]
    assert not found(r"transaction=True|transactional_db|TransactionTestCase|\blive_server\b", paths)


# --- code ---


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_no_function_imports() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in tracked("*.py")
        if path.name != "apps.py"
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not bad


def test_models_are_named_by_their_class_not_by_words() -> None:
    relations = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    bad = []
    for path in product_code():
        for node in nodes(path):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            targets = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "to")]
            words = [target.value for target in targets if isinstance(target, ast.Constant)]
            if name == "get_model" or (name in relations and words not in ([], ["self"])):
                bad.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not bad


def test_migrations_are_named_by_hand() -> None:
    paths = [path for path in tracked("taizhang/*.py") if inside(path, "migrations") and path.stem != "__init__"]
    assert paths
    bad = [path.name for path in paths if "_auto_" in path.name or not re.fullmatch(r"\d{4}(_[a-z0-9]+)+", path.stem)]
    assert not bad


def may_use(path: Path, template: str) -> bool:
    """A file uses templates of its own app, and of ui."""
    owner = template.partition("/")[0]
    return owner == SHARED_TEMPLATES or owner in path.relative_to(ROOT).parts


def test_templates_include_only_their_own_app_and_ui() -> None:
    named = re.compile(r"""\{%-?\s*(?:include|extends)\s+(?:["']([^"']+)["']|(\S+))""")
    bad = [
        f"{path.relative_to(ROOT)}: {literal or variable}"
        for path in templates()
        for literal, variable in named.findall(path.read_text(encoding="utf-8"))
        if not literal or not may_use(path, literal)
    ]
    assert not bad


def test_code_renders_only_templates_of_its_own_app_and_ui() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in product_code()
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[a-z_]+(?:/[\w.-]+)+\.html(?:#[\w-]+)?", node.value) and not may_use(path, node.value)
    ]
    assert not bad


# --- tables ---

OURS = [model for model in apps.get_models() if model.__module__.startswith("taizhang.")]
COLUMNS = [(model, field) for model in OURS for field in model._meta.local_fields]
BOOKS = {"ledger", "metrics"}

FORBIDDEN_WORDS = {
    *("birth", "birthday", "religion", "belief", "faith", "ethnicity", "health", "diagnosis", "illness", "disease"),
    *("address", "location", "latitude", "longitude", "gps", "ip", "device", "photo", "portrait", "face", "biometric"),
    *("fingerprint", "points", "rank", "ranking", "score", "online", "password_hint"),
}
FORBIDDEN_PHRASES = ("id_card", "identity_card", "id_number", "last_login", "last_seen", "last_active")
STORED_TOTAL = re.compile(r"_(count|total|rate|score|share|sum|average|percent)s?$")


def column_name(column: tuple[type[models.Model], Any]) -> str:
    model, field = column
    return f"{model._meta.label}.{field.name}"


def test_every_model_says_what_one_row_is() -> None:
    assert OURS
    silent = [model._meta.label for model in OURS if not (model.__doc__ or "").startswith("One row is ")]
    assert not silent


def test_foreign_keys_that_leave_an_app_have_no_reverse_name() -> None:
    related = [
        (model, field) for model in OURS for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    ]
    bad = [
        column_name((model, field))
        for model, field in related
        if field.is_relation and field.related_model is not None
        if field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field
        and not field.remote_field.hidden
    ]
    assert not bad


def test_ledger_and_metrics_count_in_whole_numbers() -> None:
    broken = (models.FloatField, models.DecimalField)
    bad = [column_name(c) for c in COLUMNS if c[0]._meta.app_label in BOOKS and isinstance(c[1], broken)]
    assert not bad


def test_totals_are_stored_in_ledger_and_metrics_only() -> None:
    bad = [column_name(c) for c in COLUMNS if c[0]._meta.app_label not in BOOKS and STORED_TOTAL.search(c[1].name)]
    assert not bad


def test_no_column_holds_what_must_never_be_stored() -> None:
    bad = [
        column_name(column)
        for column in COLUMNS
        if FORBIDDEN_WORDS & set(column[1].name.split("_")) or any(p in column[1].name for p in FORBIDDEN_PHRASES)
    ]
    assert not bad


# --- the checks themselves ---


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"""<script(?![^>]*\bsrc=)""", "<script>alert(1)</script>"),
        (STORED_TOTAL.pattern, "member_count"),
    ],
)
def test_the_patterns_catch_what_they_name(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
