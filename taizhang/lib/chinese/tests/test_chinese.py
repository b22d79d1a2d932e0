"""Numerals, dates and script keep what is written."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.lib.chinese.dates import find_dates, resolve
from taizhang.lib.chinese.numerals import parse_number, parse_part, write_han
from taizhang.lib.chinese.recurrences import find_recurrences
from taizhang.lib.chinese.script import count_characters, fold, script_of

DAYS = st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2099, 12, 31))
FORMS = st.sampled_from(["plain", "padded", "hao", "dashes", "dots", "slashes", "han", "full_width", "spaced"])


def written(day: datetime.date, form: str) -> str:
    year, month, number = day.year, day.month, day.day
    if form == "padded":
        return f"{year}年{month:02d}月{number:02d}日"
    if form == "hao":
        return f"{year}年{month}月{number}号"
    if form in ("dashes", "dots", "slashes"):
        sign = {"dashes": "-", "dots": ".", "slashes": "/"}[form]
        return f"{year}{sign}{month}{sign}{number}"
    if form == "han":
        digits = "".join("〇一二三四五六七八九"[int(c)] for c in str(year))
        return f"{digits}年{write_han(month)}月{write_han(number)}日"
    if form == "full_width":
        return written(day, "plain").translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    if form == "spaced":
        return f"{year} 年 {month} 月 {number} 日"
    return f"{year}年{month}月{number}日"


@given(DAYS, FORMS)
def test_a_date_written_in_any_form_comes_back_the_same(day: datetime.date, form: str) -> None:
    (mention,) = find_dates(fold(f"请于{written(day, form)}前报送"))
    assert resolve(mention, year=None).end == day


@given(DAYS, DAYS, FORMS, st.sampled_from(["至", "到", "—", "-", "~", "起至"]))
def test_a_range_comes_back_with_both_its_ends(one: datetime.date, two: datetime.date, form: str, joint: str) -> None:
    first, last = sorted((one, two))
    if joint == "-" and form == "dashes":
        joint = "至"
    (mention,) = find_dates(fold(f"（{written(first, form)}{joint}{written(last, form)}）"))
    found = resolve(mention, year=None)
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3月上旬", "2024-03-01", "2024-03-10"),
        ("3月中旬", "2024-03-11", "2024-03-20"),
        ("2月下旬", "2024-02-21", "2024-02-29"),
        ("6月底", "2024-06-30", "2024-06-30"),
        ("年底", "2024-12-31", "2024-12-31"),
        ("2025年底", "2025-12-31", "2025-12-31"),
        ("明年3月", "2025-03-01", "2025-03-31"),
        ("7月上、中旬", "2024-07-01", "2024-07-20"),
        ("3月至5月", "2024-03-01", "2024-05-31"),
        ("3—5月", "2024-03-01", "2024-05-31"),
        ("5月3日至9日", "2024-05-03", "2024-05-09"),
        ("5月3-9日", "2024-05-03", "2024-05-09"),
        ("12月20日至1月5日", "2024-12-20", "2025-01-05"),
        ("12月20日至次年1月5日", "2024-12-20", "2025-01-05"),
        ("第三季度", "2024-07-01", "2024-09-30"),
        ("下半年", "2024-07-01", "2024-12-31"),
        ("2024.3.1-2024.4.30", "2024-03-01", "2024-04-30"),
        ("（3.1-4.15）", "2024-03-01", "2024-04-15"),
        ("今年第三季度", "2024-07-01", "2024-09-30"),
        ("即日起至9月3日", None, "2024-09-03"),
        ("“七一”前夕", "2024-07-01", "2024-07-01"),
    ],
)
def test_loose_and_short_dates_have_one_normal_form(text: str, start: str | None, end: str | None) -> None:
    (mention,) = find_dates(fold(text))
    found = resolve(mention, year=2024)
    assert (found.start and str(found.start), found.end and str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("本周五", "2024-03-15", "2024-03-15"),
        ("下周三", "2024-03-20", "2024-03-20"),
        ("下周内", "2024-03-18", "2024-03-24"),
        ("周内", "2024-03-11", "2024-03-17"),
        ("第2周", "2024-03-04", "2024-03-10"),
        ("第八周星期五", "2024-04-19", "2024-04-19"),
        ("第3至5周", "2024-03-11", "2024-03-31"),
    ],
)
def test_weeks_count_from_the_day_of_the_text_or_of_its_term(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(fold(text))
    found = resolve(mention, year=None, written_on=datetime.date(2024, 3, 13), term_from=datetime.date(2024, 2, 26))
    assert (str(found.start), str(found.end)) == (start, end)
    assert resolve(mention, year=2024).end is None  # nobody knows from which day


@pytest.mark.parametrize("text", ["本周期", "下周期内", "第2周年", "连续三周", "一周内", "每周内", "一个月内"])
def test_a_length_of_time_is_no_week_of_the_calendar(text: str) -> None:
    assert find_dates(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("元月12日", "2024-01-12", "2024-01-12"),
        ("5月第二周", "2024-05-08", "2024-05-14"),
        ("2013年全年", "2013-01-01", "2013-12-31"),
    ],
)
def test_other_names_of_days_months_and_years(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(fold(text))
    found = resolve(mention, year=2024)
    assert (str(found.start), str(found.end)) == (start, end)


def test_a_day_that_does_not_exist_has_no_date() -> None:
    (mention,) = find_dates("2023年2月30日")
    assert resolve(mention, year=None).end is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("每天", "daily"), ("每周", "weekly"), ("每周四", "weekly Thu"), ("每月", "monthly"), ("每月25日前", "monthly day 25"),
        ("每季度", "quarterly"), ("按季", "quarterly"), ("每半年", "half-yearly"), ("每年", "yearly"),
        ("每年6月30日前", "yearly 06-30"),
        ("每年2月底", "yearly 02-28"), ("每半个月", "every 15 days"), ("每半天", "every 0.5 days"),
        ("每10天", "every 10 days"),
        ("每两周", "every 14 days"),
    ],
)  # fmt: skip
def test_recurrences_have_one_normal_form(text: str, code: str) -> None:
    assert [mention.code for mention in find_recurrences(text)] == [code]


@given(st.integers(min_value=0, max_value=99))
def test_numbers_in_characters_are_read_back(value: int) -> None:
    assert parse_number(write_han(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2,300", 2300), ("1.5", 1.5), ("两", 2), ("一百零三", 103), ("三万五千", 35000), ("二〇二五", 2025)],
)
def test_other_ways_to_write_a_number(text: str, value: float) -> None:
    assert parse_number(text) == value


def test_shares_are_parts_of_one() -> None:
    two_thirds = parse_part("三分之二")
    assert two_thirds is not None and round(float(two_thirds) * 100, 2) == 66.67
    assert parse_part("三分") is None


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_both_scripts_fold_alike_and_are_told_apart() -> None:
    assert fold("組織學習，報送總結") == fold("组织学习，报送总结")
    assert script_of("組織學習") == "hant"
    assert script_of("组织学习") == "hans"


def test_a_word_or_number_counts_as_one_character() -> None:
    assert count_characters("共2024人参加 Python 培训。") == 8
