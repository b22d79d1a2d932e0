"""From paper: numbers typed into the grid, and a filled-in file read into it; nothing is booked before the button."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from taizhang.ground.people.permissions import viewer_of
from taizhang.work.learning.kinds import Mark
from taizhang.work.learning.models import RollMark
from taizhang.work.learning.paper import read_sheet, sheet_file, words_of_marks
from taizhang.work.learning.queries import roll_call_rows
from taizhang.work.learning.tests.study import entries, plan
from taizhang.work.learning.tests.visitor import Visitor
from tests.world import World


@pytest.fixture
def secretary(world: World) -> Visitor:
    return Visitor(world, world.secretary)


def csv(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("sheet.csv", "\n".join(lines).encode())


def test_numbers_from_paper_mark_the_same_rows_as_on_the_sheet(world: World, secretary: Visitor) -> None:
    session = plan(world)
    rows = roll_call_rows(viewer_of(world.secretary), session, chosen={})
    place = next(number for number, row in enumerate(rows, start=1) if row.person == world.member.pk)
    answer = secretary.sends("roll_call", session.record_id, numbers=f"{place}，1", as_mark="leave")
    page = answer.content.decode()
    for person in (world.member.pk, rows[0].person):
        assert f'name="m{person}" value="leave" checked' in page
    assert entries() == 0
    for wrong in ("99", "0", "three", "1,x"):
        page = secretary.sends("roll_call", session.record_id, numbers=wrong, as_mark="leave").content.decode()
        assert f"go from 1 to {len(rows)}" in page, wrong


def test_the_sheet_as_a_file_comes_back_as_it_went(world: World, secretary: Visitor) -> None:
    session = plan(world)
    rows = roll_call_rows(viewer_of(world.secretary), session, chosen={})
    address = reverse("learning:sheet", args=[session.record_id])
    answer = secretary.client.get(address, {"export": "xlsx"})
    book = load_workbook(BytesIO(answer.content))
    table = book.active
    assert table is not None
    cells = {str(row[1].value): row for row in table.iter_rows() if str(row[0].value).isdigit()}
    assert list(cells) == [row.code for row in rows]
    cells[world.member.code][3].value = "请假"
    held = BytesIO()
    book.save(held)
    upload = SimpleUploadedFile("sheet.xlsx", held.getvalue())
    page = secretary.client.post(reverse("learning:read_sheet", args=[session.record_id]), {"file": upload})
    assert f'name="m{world.member.pk}" value="leave" checked' in page.content.decode()
    assert "not taken over" not in page.content.decode()
    assert entries() == 0
    marks, wrong = read_sheet(SimpleUploadedFile("a.xlsx", sheet_file(rows, "点名")), rows)
    assert (marks, wrong) == ({row.person: row.mark.value for row in rows}, [])


def test_what_cannot_be_read_is_named_by_row_and_field(world: World, secretary: Visitor) -> None:
    session = plan(world)
    member, other = world.member, world.floating
    upload = csv(
        "序号,名册号,姓名,记录",
        "1,nobody,某某,到",
        f"2,{member.code},别人,到",
        f"3,{other.code},{other.name},睡着了",
        f"4,{member.code},{member.name},×",
        f"5,{member.code},{member.name},到",
    )
    address = reverse("learning:read_sheet", args=[session.record_id])
    page = secretary.client.post(address, {"file": upload}).content.decode()
    for told in ("Row 2", "nobody is not on this sheet", "Row 3", f"{member.code} is {member.name}", "Row 4"):
        assert told in page, told
    assert "Write one of" in page and "stands here twice" in page
    broken = SimpleUploadedFile("sheet.xlsx", b"PK\x03\x04 no book at all")
    page = secretary.client.post(address, {"file": broken}).content.decode()
    assert "no table that can be read" in page
    assert secretary.client.post(address).status_code == 409
    assert not RollMark.objects.exists()
    Visitor(world, world.sibling_secretary).client.post(address, {"file": csv("1")})
    assert entries() == 0


def test_a_mark_is_read_in_every_script_and_as_it_is_drawn() -> None:
    words = words_of_marks()
    assert {words["请假"], words["請假"], words["on leave"], words["leave"]} == {Mark.LEAVE}
    assert (words["√"], words["×"]) == (Mark.PRESENT, Mark.ABSENT)
