"""What holds for every test, loaded by pytest before Django's settings are read.

- An instance of its own: TAIZHANG_HOME is a temporary folder; TAIZHANG_DATABASE_URL is left as it was.
- Words as readers see them: catalogues are compiled first, so that no test leans on their absence.
- No network: a connection to anything but this machine fails the test that tried.
- Laws without a clock and without chance: no example of a property fails because the machine does other work besides,
  and the same code is tried with the same examples; `--hypothesis-profile seeking` draws others.
- Requirement ids: `@pytest.mark.requirement("R1-33")` names ids of docs/requirements.md, an unknown one stops
  the run; `--requirements FILE` writes the ids that passing tests prove.
"""

from __future__ import annotations

import atexit
import ipaddress
import json
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tools.requirements import read_register
from tools.words import compile_all

HOME = Path(tempfile.mkdtemp(prefix="taizhang-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

# Worker processes of a parallel run inherit it: templates of databases are made once a run, in the folder of
# the process that started the run.
os.environ.setdefault("TAIZHANG_TEST_RUN", str(HOME))
os.environ["TAIZHANG_HOME"] = str(HOME)
os.environ["TAIZHANG_SECRET_KEY"] = "known to everybody, and good for nothing but for tests"
os.environ.pop("TAIZHANG_DEBUG", None)
os.environ.pop("TAIZHANG_DEMO", None)

# How long an example takes says how busy the machine is, not whether the law holds. The cast is read, or each example
# takes back what it did.
HEALTHY = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
UNHURRIED = settings(deadline=None, suppress_health_check=HEALTHY)
settings.register_profile("seeking", UNHURRIED)
settings.register_profile("taizhang", UNHURRIED, derandomize=True)
settings.load_profile("taizhang")


# --- network ---


class NetworkRefused(Exception):
    """A test tried to reach another machine."""


def refuse_elsewhere(family: int, address: Any) -> None:
    """Unix sockets and loopback addresses are here; a name other than localhost is not even looked up."""
    if family not in (socket.AF_UNSPEC, socket.AF_INET, socket.AF_INET6):
        return
    host = address[0] if isinstance(address, tuple) else address
    if host in (None, "", "localhost"):
        return
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        raise NetworkRefused(f"a test tried to reach {address}")


class LocalSocket(socket.socket):
    """A socket that connects to this machine only."""

    def connect(self, address: Any) -> None:
        refuse_elsewhere(self.family, address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        refuse_elsewhere(self.family, address)
        return super().connect_ex(address)


look_up = socket.getaddrinfo


def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
    """`socket.getaddrinfo` for names of this machine only."""
    refuse_elsewhere(socket.AF_UNSPEC, host)
    return look_up(host, *arguments, **options)


# --- requirements ---

IDS = "requirement_ids"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--requirements", metavar="FILE", help="write the ids that passing tests prove")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        compile_all()
    config.pluginmanager.register(Recorder(), "requirement-recorder")
    # Replaced for the whole run: fixtures of any scope are held to it as tests are.
    socket.socket = LocalSocket  # type: ignore[misc]
    socket.getaddrinfo = look_up_here


def requirement_ids(item: pytest.Item) -> list[str]:
    """The ids a test claims, from every marker on it, its class and its module."""
    return sorted({name for marker in item.iter_markers("requirement") for name in marker.args})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = read_register()
    for item in items:
        ids = requirement_ids(item)
        unknown = [name for name in ids if name not in known]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid} names ids that docs/requirements.md lacks: {unknown}")
        # Properties travel with the report from a worker process to the one that writes the file.
        item.user_properties.extend((IDS, name) for name in ids)


class Recorder:
    """Notes which tests prove an id; a test that fails, with any of its parameters, takes its ids back."""

    def __init__(self) -> None:
        self.proofs: dict[str, set[str]] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        ids = {str(value) for key, value in report.user_properties if key == IDS}
        if report.failed:
            self.failed |= ids
        elif report.when == "call" and report.passed:
            for name in ids:
                self.proofs.setdefault(name, set()).add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        target = session.config.getoption("--requirements")
        # Worker processes of a parallel run report to the one that started them.
        if target and not hasattr(session.config, "workerinput"):
            kept = {name: sorted(tests) for name, tests in sorted(self.proofs.items()) if name not in self.failed}
            path = Path(target)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(kept, indent=1) + "\n")
