"""Laws of every reader: a damaged file is read or refused with a code, quotes are exact, and no file hangs.

The long run is tools/fuzz_readers.py.
"""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.work.notices.drafting import UNREADABLE
from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.docx import read_docx
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice, Writer
from taizhang.work.notices.reading.pages import read_page
from taizhang.work.notices.reading.sheets import read_csv
from taizhang.work.notices.reading.sources import MAX_BYTES
from taizhang.work.notices.reading.tests import files
from tools.fuzz_readers import makers

KINDS = [name for name, _make, _read in makers(random.Random(1))]
TIMELY = 20.0


def looked_over(source: SourceText) -> None:
    starts = [place.start for place in source.places]
    assert starts == sorted(set(starts))
    assert all(0 <= span.start < span.end <= len(source.text) for span in source.aside)
    for item in draft(source.text, aside=source.aside).items:
        assert source.text[item.start : item.end] == item.quote
        assert not any(span.start <= item.start and item.end <= span.end for span in source.aside)


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=15, deadline=None)
def test_a_damaged_file_is_read_or_refused_with_words(kind: str, seed: int) -> None:
    make, read = next((make, read) for name, make, read in makers(random.Random(seed)) if name == kind)
    try:
        looked_over(read(make()))
    except UnreadableNotice as refused:
        assert refused.code in UNREADABLE


@given(st.lists(st.tuples(st.sampled_from(["学习", "", "40", "。"]), st.integers(1, 5)), min_size=1, max_size=20))
def test_a_place_is_found_again_for_every_character(words: list[tuple[str, int]]) -> None:
    writer = Writer()
    meant: list[str] = []
    for said, page in words:
        writer.put(said, "page", str(page))
        meant += [str(page)] * len(said)
    if not any(said for said, _page in words):
        return
    source = writer.source("pdf")
    assert [source.place_of(at).name for at in range(len(source.text))] == meant


@given(st.lists(st.lists(st.text("学习时间40%、（）abc", max_size=9), min_size=1, max_size=5), min_size=1, max_size=8))
def test_rows_of_a_docx_and_of_a_csv_are_the_same(rows: list[list[str]]) -> None:
    given_rows = [[cell.strip() for cell in row] for row in rows]
    if not any(any(row) for row in given_rows):
        return
    width = max(map(len, given_rows))
    full = [row + [""] * (width - len(row)) for row in given_rows if any(row)]
    table = [line.rstrip("\t") for line in read_docx(files.docx(files.table(full))).text.split("\n")]
    if width > 1:
        assert table == ["\t".join(row).rstrip("\t") for row in full]
    plain = read_csv("\n".join(",".join(row) for row in full), "").text.split("\n")
    assert [line.rstrip("\t") for line in plain] == ["\t".join(row).rstrip("\t") for row in full]


@pytest.mark.parametrize("piece", ['<div class="nav">学', "<table><tr><td>学", "<a ", '<a "', "<!--", "&#", "<script>"])
def test_a_page_of_five_megabytes_that_closes_nothing_does_not_hang(piece: str) -> None:
    page = ("<html>" + piece * (MAX_BYTES // len(piece.encode()) // 5))[: MAX_BYTES - 100]
    timely(lambda: read_page(page, "utf-8"))


def timely(read: Callable[[], object]) -> None:
    started = time.thread_time()
    try:
        read()
    except UnreadableNotice as refused:
        assert refused.code in UNREADABLE
    assert time.thread_time() - started < TIMELY


def test_stages_of_which_only_the_year_is_named_have_no_dates() -> None:
    read = draft("阶段\t时间\n学习动员\t2023年\n整改提高\t2023年\n各单位要抓好落实。\n2023年1月5日")
    assert not any(item.fields["start"] or item.fields["end"] for item in read.items if item.kind == "phase")
