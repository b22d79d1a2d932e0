"""How often something is asked, as people say it: 每周五, 每月25日, every quarter. Kept as a short code that no page shows.

Codes are those of the reading: ``daily``, ``weekly Fri``, ``monthly day 25``, ``quarterly``, ``half-yearly``,
``yearly 07-01``, ``every 15 days``.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from taizhang.lib.chinese.numerals import parse_number
from taizhang.lib.chinese.script import fold

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CODE = re.compile(
    r"daily|weekly(?: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))?|monthly(?: day \d{1,2})?|quarterly|half-yearly|"
    r"yearly(?: \d\d-\d\d)?|every \d+(?:\.\d+)? days"
)
_DIGITS = r"[\d一二三四五六七八九十百两]{1,4}"
_PLAIN = {
    "每天": "daily",
    "每日": "daily",
    "每周": "weekly",
    "每月": "monthly",
    "每季": "quarterly",
    "每季度": "quarterly",
    "每半年": "half-yearly",
    "每年": "yearly",
    "每半月": "every 15 days",
    "every day": "daily",
    "every week": "weekly",
    "every month": "monthly",
    "every quarter": "quarterly",
    "every half-year": "half-yearly",
    "every year": "yearly",
}
_CHINESE_DAYS = "一二三四五六日"
_WEEKLY = re.compile(r"(?:每周|每星期|每礼拜)(?:周|星期|礼拜)?([一二三四五六日天末])")
_MONTHLY = re.compile(rf"每月(?:的)?({_DIGITS})(?:日|号)")
_YEARLY = re.compile(rf"每年({_DIGITS})月({_DIGITS})(?:日|号)")
_EVERY = re.compile(rf"每(?:隔)?({_DIGITS})天")
_ENGLISH_WEEKLY = re.compile(r"every (mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_ENGLISH_MONTHLY = re.compile(r"every month,? (?:on )?day (\d{1,2})")
_ENGLISH_YEARLY = re.compile(r"every year,? month (\d{1,2}),? day (\d{1,2})")
_ENGLISH_EVERY = re.compile(r"every (\d{1,3}) days")


def in_words(code: str) -> str:
    """weekly Fri → 每周五."""
    head, _space, rest = code.partition(" ")
    plain: dict[str, Callable[[], str]] = {
        "daily": lambda: _("every day"),
        "weekly": lambda: _("every week"),
        "monthly": lambda: _("every month"),
        "quarterly": lambda: _("every quarter"),
        "half-yearly": lambda: _("every half-year"),
        "yearly": lambda: _("every year"),
    }
    if not rest:
        return plain[head]() if head in plain else code
    if head == "weekly":
        return _("every %(weekday)s") % {"weekday": _weekday(rest)}
    if head == "monthly":
        return _("every month, day %(day)s") % {"day": rest.removeprefix("day ")}
    if head == "yearly":
        month, _dash, day = rest.partition("-")
        return _("every year, month %(month)s, day %(day)s") % {"month": int(month), "day": int(day)}
    return _("every %(days)s days") % {"days": rest.removesuffix(" days")}


def code_of(words: str) -> str | None:
    """每周五 → weekly Fri, in each script; a code stays as it is; None for what says no recurrence.

    >>> code_of("每週五前"), code_of("每月25日"), code_of("every quarter"), code_of("有空时")
    ('weekly Fri', 'monthly day 25', 'quarterly', None)
    """
    written = words.strip()
    if CODE.fullmatch(written):
        return written
    # the end of a saying (每周五前, 每季度一次) changes nothing of how often it comes
    said = re.sub(r"(?:之?前|以前|底前|底|末|一次|1次)+$", "", fold(written).lower().replace(" ", ""))
    english = " ".join(written.lower().split())
    if plain := _PLAIN.get(said.replace("星期", "周")) or _PLAIN.get(english):
        return plain
    if found := _WEEKLY.fullmatch(said):
        return f"weekly {WEEKDAYS[_CHINESE_DAYS.index(found[1].replace('天', '日').replace('末', '日'))]}"
    if found := _ENGLISH_WEEKLY.fullmatch(english):
        return f"weekly {found[1].capitalize()}"
    if found := _MONTHLY.fullmatch(said) or _ENGLISH_MONTHLY.fullmatch(english):
        day = _number(found[1])
        return f"monthly day {day}" if 1 <= day <= 31 else None
    if found := _YEARLY.fullmatch(said) or _ENGLISH_YEARLY.fullmatch(english):
        month, day = _number(found[1]), _number(found[2])
        return f"yearly {month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    if found := _EVERY.fullmatch(said) or _ENGLISH_EVERY.fullmatch(english):
        return f"every {_number(found[1])} days" if _number(found[1]) else None
    return None


def _number(written: str) -> int:
    found = parse_number(written)
    return int(found) if found is not None else 0


def _weekday(short: str) -> str:
    return {
        "Mon": pgettext("every", "Monday"),
        "Tue": pgettext("every", "Tuesday"),
        "Wed": pgettext("every", "Wednesday"),
        "Thu": pgettext("every", "Thursday"),
        "Fri": pgettext("every", "Friday"),
        "Sat": pgettext("every", "Saturday"),
        "Sun": pgettext("every", "Sunday"),
    }[short]
