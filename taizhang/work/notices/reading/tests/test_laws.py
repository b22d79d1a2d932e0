"""Laws of the reading: a date comes back however it is written, copies and chrome change nothing, time is linear."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.lib.chinese.dates import find_dates, resolve
from taizhang.lib.chinese.script import fold
from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.tests.test_properties import NAMES, TEXTS, plain

_HAN = "〇一二三四五六七八九"


def _han(number: int) -> str:
    """A number up to 99 in Chinese characters."""
    tens, ones = divmod(number, 10)
    shown = _HAN[ones] if ones else ""
    return (("" if tens == 1 else _HAN[tens]) + "十" if tens else "") + shown


FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}-{day.month:02d}-{day.day:02d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: "".join(_HAN[int(c)] for c in str(day.year)) + f"年{_han(day.month)}月{_han(day.day)}日",
    lambda day: f"{day.year}年{day.month}月{day.day}号",
    lambda day: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{day.year}年{day.month}月{day.day}日"),
)
DAYS = st.dates(date(2001, 1, 1), date(2049, 12, 31))


@given(DAYS, st.sampled_from(FORMS))
def test_a_date_comes_back_however_it_is_written(day: date, form: Callable[[date], str]) -> None:
    (mention,) = find_dates(fold(f"请于{form(day)}前报送"))
    assert resolve(mention, year=None).end == day


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(FORMS))
def test_a_due_day_is_the_deadline_of_a_notice(day: date, form: Callable[[date], str]) -> None:
    text = f"关于报送材料的通知\n各科室：\n请各科室于{form(day)}前将材料报送办公室。\n办公室\n{day.year}年1月1日\n"
    due = [item.fields["due"] for item in draft(text).items if item.kind == "deadline"]
    assert due == [day.isoformat()]


@settings(max_examples=20, deadline=None)
@given(NAMES)
def test_copies_change_no_value(name: str) -> None:
    text = TEXTS[name]
    if "<" in text:
        return
    tagged = "".join(f"<span>{c}</span>" if c.isdigit() and c.isascii() else c for c in text)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() and c.isascii() else c for c in text)
    for copied in (tagged, wide):
        assert plain(draft(copied)) == plain(draft(text))


@settings(max_examples=20, deadline=None)
@given(NAMES)
def test_the_lines_of_a_page_above_a_notice_add_no_item(name: str) -> None:
    text = TEXTS[name]
    above = "首页\n当前位置：首页 > 通知公告\n浏览次数：120\n"
    assert len(draft(above + text).items) <= len(draft(text).items)


@pytest.mark.parametrize("unit", ["3月1日至3月5日，", "5月8日", "每周一、周四、", "各局5月8日前，", "一二三四"])
def test_the_densest_text_is_read_in_linear_time(unit: str) -> None:
    times = []
    for length in (6_000, 24_000):
        text = unit * (length // len(unit))
        started = time.thread_time()
        draft(text)
        times.append(time.thread_time() - started)
    assert times[1] < times[0] * 4 * 3 + 0.5
