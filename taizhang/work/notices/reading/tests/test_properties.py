"""What holds for any notice: scripts, noise and damage change nothing that they should not."""

import random
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from taizhang.work.notices.reading import Draft, draft
from taizhang.work.notices.reading.tests.mutations import mutate
from taizhang.work.notices.reading.tests.scoring import NOTICES

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))}
NAMES = st.sampled_from(sorted(TEXTS))
UNRELATED = (
    "某网站小编整理了各类范文，供大家参考学习。",
    "天气晴朗，适合出游。公园里的花都开了，孩子们在草地上奔跑。",
    "点击下载完整版，会员每月仅需25元，新用户首月优惠60%。",
    "某校全体师生5月8日前交作文3篇，由王老师负责。",
)


@cache
def to_traditional() -> OpenCC:
    return OpenCC("s2t")


def plain(reading: Draft) -> list[tuple[object, ...]]:
    """Kind and value of all items, without words."""
    wanted = ("start", "end", "op", "value", "due", "change", "measure")
    return [(item.kind, *(item.fields.get(name) for name in wanted)) for item in reading.items]


@settings(max_examples=20, deadline=None)
@given(NAMES)
def test_converting_to_traditional_changes_no_value(name: str) -> None:
    text = TEXTS[name]
    by_character = "".join(to_traditional().convert(c) for c in text)
    assert plain(draft(by_character)) == plain(draft(text))


@settings(max_examples=20, deadline=None)
@given(NAMES, st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=6))
def test_unrelated_text_after_the_end_adds_no_item(name: str, noise: list[str]) -> None:
    text = TEXTS[name]
    if "上一篇" in text:
        return
    longer = text + "\n相关阅读\n" + "\n".join(noise)
    before, after = draft(text), draft(longer)
    assert plain(after) == plain(before)
    assert {span.reason for span in after.dropped} >= {"teaser"}


@settings(max_examples=20, deadline=None)
@given(NAMES, st.sampled_from(["\r\n", "\n\n", " \n"]))
def test_other_line_ends_change_no_value(name: str, line_end: str) -> None:
    text = TEXTS[name]
    assert plain(draft(text.replace("\n", line_end))) == plain(draft(text))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_draft_with_exact_quotes(text: str) -> None:
    for item in draft(text).items:
        assert text[item.start : item.end] == item.quote


@pytest.mark.parametrize("seed", range(6))
def test_damaged_notices_never_fail(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        text = mutate(chance.choice(list(TEXTS.values())), chance)
        reading = draft(text)
        assert all(text[item.start : item.end] == item.quote for item in reading.items)
        assert reading.as_json()["script"] in ("hans", "hant")


def test_time_grows_with_the_length_and_no_faster() -> None:
    text = "".join(TEXTS.values())
    draft(text)
    times = []
    for times_over in (2, 8):
        started = time.thread_time()
        draft(text * times_over)
        times.append(time.thread_time() - started)
    assert times[1] < times[0] * 4 * 3


@pytest.mark.parametrize(
    "unit",
    [
        "一、", "（", "）", "每", "第一阶段", "<p>", "<script>", "&lt;", "由", "不少于",
        "1", "一", "5月", "至", "，", "、", "负责", "的", "<!--", "（一）",
        "\n", " ", "各局、",
    ],
)  # fmt: skip
def test_no_pattern_backtracks_away(unit: str) -> None:
    started = time.thread_time()
    draft(unit * 2500)
    assert time.thread_time() - started < 5


def test_known_texts_lie_beside_the_tests() -> None:
    assert Path(NOTICES).is_dir()
    assert TEXTS
