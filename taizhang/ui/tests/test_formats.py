"""Numbers and dates as a reader of each language sees them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from taizhang.lib import clock
from taizhang.ui import formats


@pytest.mark.parametrize(
    ("language", "written"),
    [("zh-hans", "2005年3月5日"), ("zh-hant", "2005年3月5日"), ("en", "5 Mar 2005")],
)
def test_a_day_of_another_year_shows_its_year(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.day(date(2005, 3, 5)) == written


@pytest.mark.parametrize(("language", "written"), [("zh-hans", "4月2日"), ("en", "2 Apr")])
def test_a_day_of_this_year_does_not(language: str, written: str) -> None:
    with translation.override(language), clock.telling(datetime(2026, 11, 22, tzinfo=UTC)):
        assert formats.day(date(2026, 4, 2)) == written


def test_an_instant_is_shown_in_the_zone_of_the_instance() -> None:
    with translation.override("zh-hans"):
        assert formats.moment_full(datetime(2005, 3, 5, 23, 30, tzinfo=UTC)) == "2005年3月6日 07:30"


def test_a_day_of_the_week_stands_beside_what_is_planned() -> None:
    with translation.override("zh-hans"):
        assert formats.day_of_week(date(2026, 4, 3)) == "4月3日 周五"


@pytest.mark.parametrize(
    ("minutes", "column", "prose"),
    [(2400, "40.0", "40"), (2399, "39.9", "39.9"), (1710, "28.5", "28.5"), (0, "0.0", "0"), (-90, "−1.5", "−1.5")],
)
def test_hours_are_cut_and_never_rounded_up_over_a_threshold(minutes: int, column: str, prose: str) -> None:
    assert formats.hours(minutes) == column
    assert formats.hours_short(minutes) == prose


@pytest.mark.parametrize(
    ("part", "whole", "written"), [(2, 3, "66.7%"), (1, 1, "100.0%"), (1, 2000, "0.1%"), (0, 7, "0.0%"), (3, 0, "—")]
)
def test_a_share_has_one_decimal(part: int, whole: int, written: str) -> None:
    assert formats.share(part, whole) == written


def test_large_numbers_are_grouped_and_a_reversal_has_a_true_minus() -> None:
    assert formats.number(12407) == "12,407"
    assert formats.number(-63) == "−63"


def test_what_is_not_known_is_a_dash() -> None:
    assert [formats.day(None), formats.number(None), formats.hours(None), formats.share(None)] == ["—"] * 4


def test_an_effort_carries_its_measure_word() -> None:
    with translation.override("en"):
        assert [formats.duration(minutes) for minutes in (1, 12, 90, 960)] == [
            "1 minute",
            "12 minutes",
            "1.5 hours",
            "16 hours",
        ]
