"""What a person types, and what it answers."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taizhang.cli import main
from taizhang.commands.demoworld.plan import city, walk
from taizhang.ground.organisations.kinds import PARENT_KINDS, UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.work.notices.samples import notice_text
from tests.world import World


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize(
    "words",
    [(), ("demo",), ("serve",), ("migrate",), ("notice", "draft"), ("import",), ("metrics",), ("ledger", "verify")],
)
def test_help_reads_well_and_names_no_python(words: tuple[str, ...]) -> None:
    answer = run(*words, "--help")
    assert answer.exit_code == 0
    assert "Usage:" in answer.output
    assert "None" not in answer.output
    assert max(len(line) for line in answer.output.splitlines()) <= 100


def test_a_notice_is_drafted_with_exact_quotes(tmp_path: Path, world: World) -> None:
    text = notice_text(world.today)
    file = tmp_path / "notice.txt"
    file.write_text(text)
    answer = run("notice", "draft", str(file), "--format", "json")
    assert answer.exit_code == 0
    drafted = json.loads(answer.output)
    hours = [row for row in drafted["requirements"] if row["measure"] == "study_hours"]
    assert [(row["op"], row["value"]) for row in hours] == [(">=", 40)]
    for field in ("phases", "requirements", "deadlines", "responsibilities", "figures"):
        assert all(row["quote"] in text for row in drafted[field])


@pytest.mark.parametrize(("content", "words"), [(b"", "no text"), (bytes(range(256)) * 40, "not a text")])
def test_an_unreadable_notice_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "notice.bin"
    file.write_bytes(content)
    answer = run("notice", "draft", str(file))
    assert answer.exit_code == 1
    assert words in answer.output


def test_units_are_imported_after_a_look_and_errors_name_row_and_field(tmp_path: Path, world: World) -> None:
    file = tmp_path / "units.csv"
    day = world.days_ago(3).isoformat()
    file.write_text(f"编码,名称,类型,上级编码,设立日期\n10103,第三党支部,党支部,101,{day}\n")
    looked = run("import", "units", str(file), "--check")
    assert (looked.exit_code, looked.output.strip()) == (0, "1 rows can be imported."), looked.output
    assert not Unit.objects.filter(code="10103").exists()
    assert run("import", "units", str(file)).exit_code == 0
    assert Unit.objects.get(code="10103").parent == world.general_branch
    again = run("import", "units", str(file))
    assert again.exit_code == 1
    assert "row 2" in again.output
    assert "nothing was written" in again.output


def test_figures_are_rebuilt(world: World) -> None:
    answer = run("metrics", "rebuild")
    assert answer.exit_code == 0
    assert "entries folded anew" in answer.output


def test_the_demo_city_has_five_levels_and_stands_as_units_may_stand() -> None:
    places = walk(city(members=10_000))
    assert 150 <= len(places) <= 300
    assert abs(sum(place.members for place in places) - 10_000) < 100
    depth = {place.code: level for place, level in _levels(city())}
    assert max(depth.values()) == 5
    for place in places:
        for child in place.children:
            allowed = PARENT_KINDS.get(child.kind)
            assert allowed is None or place.kind in allowed
            assert place.kind != UnitKind.BRANCH


def _levels(place, level: int = 1):  # type: ignore[no-untyped-def]
    yield place, level
    for child in place.children:
        yield from _levels(child, level + 1)
