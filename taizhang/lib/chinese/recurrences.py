"""Recurring times as Chinese official texts write them (每周四, 每月25日前, 按季度), in one normal form.

Forms: daily, weekly, weekly Thu, monthly, monthly day 25, quarterly, half-yearly, yearly, yearly 06-30, every 15 days.
"""

import calendar
import re
from dataclasses import dataclass

from taizhang.lib.chinese.numerals import NUMBER, parse_number, plain_value

_WEEKDAYS = {"一": "Mon", "二": "Tue", "三": "Wed", "四": "Thu", "五": "Fri", "六": "Sat", "日": "Sun", "天": "Sun"}
_EVERY = r"每个?(?:逢)?"
_PATTERN = re.compile(
    r"(?P<yearend>每年(?:年底|年末|底|末))"
    rf"|(?P<yearday>每年(?:度)?(?P<ym>{NUMBER})月份?(?:(?P<yd>{NUMBER})[日号]|(?P<yp>底|末|上旬|中旬|下旬|初))?)"
    rf"|(?P<monthday>(?:{_EVERY}月|次月|下月|下个月)(?P<md>{NUMBER})[日号])"
    rf"|(?P<weekday>{_EVERY}(?:周|星期)(?P<wd>[一二三四五六日天])(?!次))"
    rf"|(?P<tenday>每旬|按旬|逐旬)|(?P<halfday>每半天)|(?P<halfmonth>每半个?月)|(?P<halfyear>每半年|半年一次|半年一[报评查])"
    r"|(?P<biweekly>每(?:双|单|两|隔)周)"
    rf"|每隔?(?P<count>{NUMBER})个?(?P<unit>天|日|周|星期)"
    r"|(?P<daily>每天|每日|每晚|按日|逐日|[一每]日一[报查调督])"
    rf"|(?P<weekly>{_EVERY}(?:周|星期)|按周|逐周|一周一[次报查调督通小]|[一每]周一[次报查调督通小])"
    rf"|(?P<monthly>{_EVERY}月(?!份|\d)|按月|逐月|[一每]月一[次报查调督通小])"
    rf"|(?P<quarterly>{_EVERY}季度?|按季度?|逐季度?|[一每]季度?一[次报查调督通小])"
    r"|(?P<yearly>每年度?(?!级)|按年(?!级)度?|一年一[次度报查])"
)

# A day of the next month recurs where something is done every month (每月填表，次月10日前报送).
_MONTHLY = re.compile(r"每个?月|按月|逐月|月报")
_ANOTHER_DATE = re.compile(rf"[、和及]\s?(?P<n>{NUMBER})(?P<unit>[日号月])")
_ANOTHER_DAY = re.compile(r"[、和及](?P<day>(?:周|星期)?(?P<wd>[一二三四五六日天]))(?![次至到个\d])")


@dataclass(frozen=True)
class RecurrenceMention:
    """One recurring time at characters `start`..`end`; `code` in the normal form, `dated` when it names a day."""

    start: int
    end: int
    code: str
    dated: bool


def find_recurrences(text: str) -> list[RecurrenceMention]:
    """All recurring times of a folded text, in order."""
    out = []
    monthly = bool(_MONTHLY.search(text))
    for found in _PATTERN.finditer(text):
        code = _code(found)
        if found["monthday"] and not found.group().startswith("每") and not monthly:
            continue
        if code:
            dated = " " in code and not code.startswith("every")
            out.append(RecurrenceMention(found.start(), found.end(), code, dated))
        end = found.end()
        kind = "day" if found["monthday"] else "月" if found["yearday"] and not found["yd"] else ""
        while code and kind and (more := _ANOTHER_DATE.match(text, end)) and (more["unit"] == "月") == (kind == "月"):
            number = parse_number(more["n"])
            other = _yearly(more["n"], None, None) if kind == "月" else f"monthly day {int(number or 0)}"
            if other and (kind == "月" or 1 <= (number or 0) <= 31):
                out.append(RecurrenceMention(more.start("n"), more.end(), other, True))
            end = more.end()
        while code and found["weekday"] and (more := _ANOTHER_DAY.match(text, end)):
            out.append(RecurrenceMention(more.start("day"), more.end(), f"weekly {_WEEKDAYS[more['wd']]}", True))
            end = more.end()
    return out


def _code(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    if part["yearend"]:
        return "yearly 12-31"
    if part["yearday"]:
        return _yearly(part["ym"], part["yd"], part["yp"])
    if part["monthday"]:
        day = parse_number(part["md"])
        return f"monthly day {int(day)}" if day is not None and 1 <= day <= 31 else None
    if part["weekday"]:
        return f"weekly {_WEEKDAYS[part['wd']]}"
    if part["count"]:
        count = parse_number(part["count"])
        if not count:
            return None
        days = count * (7 if part["unit"] in ("周", "星期") else 1)
        if days == 7:
            return "weekly"
        return "daily" if days == 1 else f"every {plain_value(days)} days"
    fixed = {
        "tenday": "every 10 days",
        "halfday": "every 0.5 days",
        "halfmonth": "every 15 days",
        "halfyear": "half-yearly",
        "biweekly": "every 14 days",
    }
    for name, code in fixed.items():
        if part[name]:
            return code
    return next((name for name in ("daily", "weekly", "monthly", "quarterly", "yearly") if part[name]), None)


def _yearly(month_text: str, day_text: str | None, part: str | None) -> str | None:
    month = parse_number(month_text)
    if month is None or not 1 <= month <= 12 or month.denominator != 1:
        return None
    last = calendar.monthrange(2001, int(month))[1]
    day = {"上旬": 10, "初": 10, "中旬": 20}.get(part or "", last)
    if day_text:
        given = parse_number(day_text)
        if given is None or not 1 <= given <= 31:
            return None
        day = min(int(given), calendar.monthrange(2000, int(month))[1])
    return f"yearly {int(month):02d}-{day:02d}"
