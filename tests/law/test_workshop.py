"""The workshop keeps its own promises: databases of tests, the network, the register of requirements."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections
from pytest_django.plugin import DjangoDbBlocker

from taizhang.ground.people.models import Person
from tests.databases import DatabaseCopies
from tests.plugin import NetworkRefused
from tools.requirements import coverage_lines, fill, homeless, read_register


def test_a_test_cannot_reach_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(NetworkRefused):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkRefused):
        socket.create_connection(("example.org", 80))


def test_what_one_test_commits_every_thread_of_it_sees(committed_db: None) -> None:
    Person.objects.create(code="T-1", name="甲")
    seen: list[int] = []

    def look() -> None:
        seen.append(Person.objects.count())
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [1]


def test_and_no_other_test_sees_it(committed_db: None) -> None:
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_nor_does_a_test_that_rolls_back() -> None:
    assert Person.objects.count() == 0


def test_a_world_is_built_once_and_copied(database_copies: DatabaseCopies, django_db_blocker: DjangoDbBlocker) -> None:
    built: list[int] = []

    def build() -> None:
        built.append(1)
        Person.objects.create(code="W-1", name="乙")

    for _ in range(2):
        with django_db_blocker.unblock(), database_copies.fresh("workshop_world", build):
            assert Person.objects.count() == 1
            Person.objects.create(code="W-2", name="丙")
    assert built == [1]


def test_tests_run_under_a_role_that_owns_nothing(committed_db: None) -> None:
    """On PostgreSQL, as in production; SQLite has no roles, and there the triggers alone refuse."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError):
            cursor.execute("DROP TABLE ledger_fact")


def test_the_register_has_every_id_once_in_its_area() -> None:
    areas = read_register()
    assert len(areas) == 342
    assert sum(area == "OWN" for area in areas.values()) == 15
    assert areas["R1-33"] == "STUDY"


def test_coverage_is_one_line_an_area() -> None:
    assert coverage_lines({"R1-33": "STUDY", "R1-34": "STUDY"}, {"R1-33"}) == ["STUDY 1/2", "ALL 1/2"]


def test_the_register_learns_where_a_proved_requirement_lives(tmp_path: Path) -> None:
    page = tmp_path / "requirements.md"
    rows = ["## STUDY: study (2)", "| R1-33 | hours | — |", "| R1-34 | share | — |", "| R1-40 | essays | flows |"]
    page.write_text("\n".join(rows) + "\n")
    proofs = {"R1-33": ["taizhang/work/learning/tests/test_a.py::test_b"], "R1-34": ["tests/stories/test_c.py::test_d"]}
    assert homeless(set(proofs), page) == ["R1-33", "R1-34"]
    fill(proofs, page)
    assert "| R1-33 | hours | work/learning |" in page.read_text()
    assert homeless(set(proofs), page) == ["R1-34"]


def run_pytest(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a test file of these words in a process of its own, with the plugins of this project."""
    path = folder / "test_tried.py"
    path.write_text(f"import pytest\n{text}\n")
    command = [sys.executable, "-m", "pytest", str(path), "--rootdir", ".", "-c", "pyproject.toml", *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])


def test_an_unknown_requirement_id_stops_the_run(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, '@pytest.mark.requirement("R9-99")\ndef test_it(): pass')
    assert done.returncode != 0
    assert "R9-99" in done.stdout + done.stderr


def test_only_passing_tests_prove_a_requirement(tmp_path: Path) -> None:
    """R1-33 is claimed by two tests, one of which fails; the run is parallel, as `make test` is."""
    words = """
@pytest.mark.requirement("R1-33", "R1-34")
def test_good(): pass
@pytest.mark.requirement("R1-33")
def test_bad(): assert False
@pytest.mark.requirement("R1-40")
@pytest.mark.skip
def test_skipped(): pass
"""
    proved = tmp_path / "proved.json"
    run_pytest(tmp_path, words, "-n", "2", "--requirements", str(proved))
    assert list(json.loads(proved.read_text())) == ["R1-34"]
