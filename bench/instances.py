"""An instance for one measure: a home, a migrated database, and raw connections for baselines."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection

from tools.postgres import RUNNER


@contextmanager
def made_instance(home: Path, owner_url: str) -> Iterator[dict[str, str]]:
    """The environment of a fresh, migrated instance; on PostgreSQL (``owner_url``) with a database of its own."""
    home.mkdir(parents=True)
    environment = {"TAIZHANG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    name = "bench_" + home.name.replace("-", "_")
    if owner_url:
        server, _slash, _database = owner_url.rpartition("/")
        with psycopg.connect(owner_url, autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name}")
        own = f"{server}/{quote(name)}"
        role, _at, place = own.partition("://")[2].partition("@")
        environment["TAIZHANG_OWNER_DATABASE_URL"] = own
        environment["TAIZHANG_DATABASE_URL"] = own.replace(f"{role}@{place}", f"{RUNNER}@{place}")
    else:
        environment |= {"TAIZHANG_DATABASE_URL": "", "TAIZHANG_OWNER_DATABASE_URL": ""}
    command = [sys.executable, "-m", "taizhang", "migrate", "--quiet"]
    plain = environment | {"DJANGO_SETTINGS_MODULE": "taizhang.config.settings"}
    subprocess.run(command, env=os.environ | plain, check=True)
    try:
        yield environment
    finally:
        shutil.rmtree(home, ignore_errors=True)
        if owner_url:
            # the server goes with everything in it at the end; a vacuum under way may keep a database until then
            with suppress(psycopg.Error), psycopg.connect(owner_url, autocommit=True) as owner:
                owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


def is_tenth() -> bool:
    """Whether the large measures run at a tenth of their size."""
    return os.environ.get("BENCH_TENTH") == "1"


def raw_connection() -> Any:
    """A bare connection to the same database, as its owner, with the same promises about a power cut."""
    if connection.vendor == "postgresql":
        return psycopg.connect(os.environ["TAIZHANG_OWNER_DATABASE_URL"])
    raw = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=60, isolation_level="IMMEDIATE")
    raw.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000; PRAGMA foreign_keys=ON;"
    )
    return raw
