"""Tables that leave the house and tables that come in, when they are not what they should be."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from taizhang.lib import tables
from taizhang.lib.numbers import MOST, number_in
from taizhang.lib.tables import BadTable, read_rows
from taizhang.lib.xlsx import Sheet, write_sheet


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_what_looks_like_a_formula_leaves_as_a_text(start: str) -> None:
    told = f'{start}HYPERLINK("https://example.org")'
    book = load_workbook(BytesIO(write_sheet(Sheet("表", ["甲"], [[told]], notes=[told], total=[told]))))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_what_a_file_cannot_hold_is_left_out_and_the_rest_is_written() -> None:
    book = load_workbook(BytesIO(write_sheet(Sheet("学习\x01表", ["甲"], [["作风\x0b建设\x00"]]))))
    values = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert values == ["学习表", "甲", "作风建设"]


def test_a_small_file_that_swells_into_texts_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_TEXTS", 1_000_000)
    swollen = tmp_path / "swollen.xlsx"
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/SharedStrings.xml", b" " * 1_000_001)
    assert swollen.stat().st_size < 3000
    with pytest.raises(BadTable) as refused:
        list(read_rows(swollen))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (str(MOST), MOST), (str(MOST + 1), None), ("²", None), ("١", None), ("-1", None), ("", None)],
)
def test_a_number_is_what_plain_digits_write_and_a_database_holds(text: str, number: int | None) -> None:
    assert number_in(text) == number
