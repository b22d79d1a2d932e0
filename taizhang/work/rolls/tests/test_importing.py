"""Tables of units and members: what is wrong is named by row and column, what is right is written as if by hand."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook

from taizhang.ground.jobs.models import Job, JobState
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Membership, PersonCategory
from taizhang.ledger.reading import Scope, facts, total
from taizhang.lib import tables
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls.importing import Plan, check_table, run_plan
from taizhang.work.rolls.queries import record_number
from taizhang.work.rolls.tasks import check_import, file_of, write_import
from taizhang.work.rolls.tests.asking import KEY, page, plain, reader
from tests.world import World, key

UNITS = "单位编码,单位名称,单位类型,上级编码,设立日期\n"
MEMBERS = "名册编号,姓名,单位编码,成员类型,人员类别,转入日期\n"


@pytest.fixture(autouse=True)
def in_chinese() -> object:
    """Errors are read in the default language."""
    with override("zh-hans"):
        yield


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A csv file."""
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


def errors(plan: Plan) -> list[tuple[int, str]]:
    """(row, column) of every error."""
    return [(error.row, error.column) for error in plan.errors]


def test_units_come_in_any_order_and_stand_where_they_say(world: World, tmp_path: Path) -> None:
    rows = (
        "20101,新一支部,党支部,201,2020-01-02\n201,新党总支,党总支,1,2020/1/2\n20102,新二支部,branch,201,2020年3月5日\n"
    )
    opened = world.founded.isoformat()
    rows = rows.replace("2020-01-02", opened).replace("2020/1/2", opened.replace("-", "/"))
    rows = rows.replace("2020年3月5日", opened.replace("-", ""))
    plan = check_table(table(tmp_path, UNITS + rows), what="units", by=world.office)
    assert not plan.errors
    told: list[tuple[int, int]] = []
    sent = key()
    assert run_plan(plan, by=world.office, key=sent, told=lambda done, steps: told.append((done, steps))) == 3
    assert told[-1] == (3, 3)
    above = Unit.objects.get(code="201")
    assert above.parent == world.committee
    assert {unit.code for unit in above.children.all()} == {"20101", "20102"}
    # a run that stopped and is begun again opens nothing twice
    assert run_plan(plan, by=world.office, key=sent) == 3
    assert total(Scope(("rolls.unit_opened",), unit=above)) == 3


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("301,甲,党总支,1,\n301,乙,党总支,1,\n", [(3, "单位编码")]),
        ("101,甲,党总支,1,\n", [(2, "单位编码")]),
        ("301,甲,党总支,777,\n", [(2, "上级编码")]),
        ("301,甲,派出所,1,\n", [(2, "单位类型")]),
        ("301,甲,党总支,1,2005-02-30\n", [(2, "设立日期")]),
        ("301,甲,党总支,1,2999-01-01\n", [(2, "设立日期")]),
        ("301,甲,党支部,10101,\n", [(2, "上级编码")]),
        ("301,甲,党委,302,\n302,乙,党委,301,\n", [(2, "上级编码"), (3, "上级编码")]),
        (",甲,党总支,1,\n303,,党总支,1,\n", [(2, "单位编码"), (3, "单位名称")]),
        ("301,甲,党支部,901,\n", [(2, "上级编码"), (2, "上级编码")]),
        ("301,甲,党委,,\n", []),
    ],
)
def test_wrong_rows_of_units_are_named_and_nothing_is_written(
    world: World, tmp_path: Path, rows: str, wrong: list[tuple[int, str]]
) -> None:
    before = Unit.objects.count()
    plan = check_table(table(tmp_path, UNITS + rows), what="units", by=world.office)
    assert errors(plan) == wrong
    if wrong:
        with pytest.raises(Refusal):
            run_plan(plan, by=world.office, key=key())
    assert Unit.objects.count() == before


def test_members_come_a_unit_at_a_time(world: World, tmp_path: Path) -> None:
    day = world.began.isoformat()
    rows = (
        f"5001,应如是,10101,,干部、流动,{day}\n5002,容若谷,10102,预备党员,工人,{day}\n5003,舒长歌,10101,full,,{day}\n"
    )
    plan = check_table(table(tmp_path, MEMBERS + rows, "gb18030"), what="members", by=world.office)
    assert not plan.errors
    entries = facts(Scope(("rolls.member_joined",))).values("entry").distinct().count()
    sent = key()
    assert run_plan(plan, by=world.office, key=sent) == 3
    assert facts(Scope(("rolls.member_joined",))).values("entry").distinct().count() == entries + 2
    assert Membership.objects.get(person__code="5002").kind == "probationary"
    assert PersonCategory.objects.filter(person__code="5001").count() == 2
    run_plan(plan, by=world.office, key=sent)
    assert Membership.objects.filter(person__code="5001").count() == 1


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("5001,甲,10101,,,\n5001,乙,10101,,,\n", [(3, "名册编号")]),
        ("1027,纪晚晴,10101,,,\n", [(2, "名册编号")]),
        ("5001,甲,40404,,,\n", [(2, "单位编码")]),
        ("5001,甲,901,,,\n", [(2, "单位编码")]),
        ("5001,甲,10101,路人,,\n", [(2, "成员类型")]),
        ("5001,甲,10101,,外星人,\n", [(2, "人员类别")]),
        ("5001,甲,10101,,,1999-01-01\n", [(2, "转入日期")]),
        ("5001,甲,10101,,,昨天\n", [(2, "转入日期")]),
        (",,10101,,,\n", [(2, "名册编号"), (2, "姓名")]),
    ],
)
def test_wrong_rows_of_members_are_named(world: World, tmp_path: Path, rows: str, wrong: list[tuple[int, str]]) -> None:
    plan = check_table(table(tmp_path, MEMBERS + rows), what="members", by=world.office)
    assert errors(plan) == wrong


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空的"),
        (b"\x00\x01\x02\x03" * 50, "不是 xlsx"),
        ("名册编号,姓名\n1,甲\n".encode(), "缺这一列"),
        ("随便,什么\n1,2\n".encode(), "没有找到表头"),
        (MEMBERS.encode(), "没有内容"),
    ],
)
def test_a_file_that_is_no_such_table_says_why(world: World, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "odd"
    path.write_bytes(content)
    plan = check_table(path, what="members", by=world.office)
    assert says in plan.errors[0].says


def test_a_zip_that_is_no_workbook_and_a_table_that_is_too_long_are_refused(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("letter.txt", "hello")
    assert "不是 xlsx" in check_table(path, what="units", by=None).errors[0].says
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    long = MEMBERS + "".join(f"5{number},甲,10101,,,\n" for number in range(5))
    assert "一百万行" in check_table(table(tmp_path, long), what="members", by=None).errors[0].says


def test_what_is_exported_can_be_imported(world: World, tmp_path: Path) -> None:
    office = reader(world, world.office)
    answer = office.get(reverse("rolls:units"), {"export": "xlsx", "tree": "party", "q": "101"})
    path = tmp_path / "units.xlsx"
    path.write_bytes(answer.content)
    plan = check_table(path, what="units", by=world.office)
    # read as units, each of them there already
    assert [error.says for error in plan.errors] == ["这个编码已有单位使用。"] * 3
    secretary = reader(world, world.secretary)
    path.write_bytes(secretary.get(reverse("rolls:members_export", args=[record_number(world.branch)])).content)
    plan = check_table(path, what="members", by=world.secretary)
    assert {error.column for error in plan.errors} == {"名册编号"}
    assert plan.error_count == 8
    assert office.get(reverse("rolls:members_export", args=[record_number(world.branch)])).status_code == 403


def workbook(rows: list[list[object]]) -> SimpleUploadedFile:
    """An xlsx file as a browser hands it in."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    return SimpleUploadedFile("名册.xlsx", held.getvalue())


def test_an_import_is_checked_confirmed_and_found_again(world: World) -> None:
    office = reader(world, world.office)

    def hand_in(*rows: list[object]) -> Job:
        drawn = KEY.search(page(office, "import_table"))
        assert drawn
        sent = {"key": drawn[1], "what": "members", "file": workbook([["编号", "姓名", "支部编码", "加入日期"], *rows])}
        answer = office.post(reverse("rolls:import_table"), sent)
        job = Job.objects.latest("pk")
        assert answer.headers["Location"] == reverse("rolls:import", args=[job.pk])
        return job

    wrong = hand_in([6001, "甲", "nowhere", world.began])
    check_import.call(wrong.pk)
    shown = plain(page(office, "import", wrong.pk))
    assert "改好这张表再交" in shown
    assert "2 单位编码 没有编码为 nowhere 的单位。" in shown
    assert office.post(reverse("rolls:confirm_import", args=[wrong.pk])).status_code == 409

    right = hand_in([6001, "甲", "10101", world.began], [6002, "乙", "10102", world.began])
    assert "轮到" in page(office, "import", right.pk) or "任务" in page(office, "import", right.pk)
    check_import.call(right.pk)
    assert "可写入 2 行" in plain(page(office, "import", right.pk))
    assert not Membership.objects.filter(person__code="6001").exists()
    office.post(reverse("rolls:confirm_import", args=[right.pk]))
    assert Job.objects.get(pk=right.pk).state == JobState.WAITING
    write_import.call(right.pk)
    assert "已写入 2 行" in plain(page(office, "import", right.pk))
    assert Membership.objects.get(person__code="6001").from_on == world.began
    assert not file_of(right).exists()
    assert "名册.xlsx" in page(office, "imports")
    assert reader(world, world.secretary).get(reverse("rolls:import", args=[right.pk])).status_code == 404
    assert reader(world, world.member).get(reverse("rolls:imports")).status_code == 403
