"""Numbers and dates as a reader sees them, in the language of the request.

Amounts come as whole numbers in their smallest unit (minutes, persons). What is shown is never rounded up over a
threshold: hours are cut, not rounded, so 39.99 hours never reads as 40.0.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, ngettext, to_locale

from taizhang.lib import clock

NOTHING = "—"

# (this year, another year, with the day of the week) in CLDR letters
_DAY_PATTERNS = {
    "zh": ("M月d日", "y年M月d日", "M月d日 EEE"),
    "en": ("d MMM", "d MMM y", "EEE d MMM"),
}


def _locale() -> str:
    return to_locale(get_language() or "zh-hans")


def _patterns() -> tuple[str, str, str]:
    return _DAY_PATTERNS["zh" if _locale().startswith("zh") else "en"]


def _as_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime | None) -> str:
    """4月2日 in this year, else 2005年3月5日."""
    if value is None:
        return NOTHING
    on = _as_day(value)
    this_year, other_year, _weekday = _patterns()
    pattern = this_year if on.year == clock.today().year else other_year
    return format_date(on, pattern, locale=_locale())


def day_full(value: date | datetime | None) -> str:
    """Always with the year, for paper and for stamps: 2026年4月2日."""
    return NOTHING if value is None else format_date(_as_day(value), _patterns()[1], locale=_locale())


def day_of_week(value: date | datetime | None) -> str:
    """4月3日 周五, for what is planned."""
    return NOTHING if value is None else format_date(_as_day(value), _patterns()[2], locale=_locale())


def time_of_day(value: datetime | None) -> str:
    """15:00, in the zone of the instance."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_time(local, "HH:mm", locale=_locale())


def moment(value: datetime | None) -> str:
    """4月2日 09:40."""
    return NOTHING if value is None else f"{day(value)} {time_of_day(value)}"


def moment_full(value: datetime | None) -> str:
    """2026年4月2日 09:40."""
    return NOTHING if value is None else f"{day_full(value)} {time_of_day(value)}"


def number(value: int | None) -> str:
    """1,267; a true minus sign before what is taken away."""
    if value is None:
        return NOTHING
    return f"{value:,}".replace("-", "−")


def hours(minutes: int | None) -> str:
    """Minutes as hours with one decimal, cut: 2,399 minutes read 39.9. For a column of a table."""
    if minutes is None:
        return NOTHING
    tenths, sign = abs(minutes) // 6, "−" if minutes < 0 else ""
    return f"{sign}{tenths // 10:,}.{tenths % 10}"


def hours_short(minutes: int | None) -> str:
    """As ``hours``, without a decimal that says nothing: 28, 28.5. For prose and rings."""
    return hours(minutes).removesuffix(".0")


def yuan(fen: int) -> str:
    """An amount of money kept in fen, in yuan: 1,280.50."""
    return f"{fen // 100:,}.{fen % 100:02d}" if fen % 100 else f"{fen // 100:,}"


def duration(minutes: int | None) -> str:
    """An effort with its measure word: 12 分钟, 1.5 小时."""
    if minutes is None:
        return NOTHING
    if abs(minutes) < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if minutes == 60 else 2) % {"hours": hours_short(minutes)}


def share(part: int | Fraction | None, whole: int | None = 1) -> str:
    """A share in per cent with one decimal, half up: ``share(2, 3)`` is 66.7%. A dash where there is no whole."""
    return NOTHING if part is None or not whole else f"{percent(part, whole)}%"


def percent(part: int | Fraction, whole: int = 1) -> str:
    """As ``share`` without the sign, for a column headed by %."""
    tenths = (Fraction(part) * 1000 / whole + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"
