"""Dates as Chinese official texts write them: found in folded text, resolved once the year is known.

`find_dates` finds what is written (a day, a month, 上旬, 年底, a range, a fixed feast); `resolve` turns it into first
and last day. Normal forms: 上旬 and 月初 run to the 10th, 中旬 to the 20th, 月底 is the last day, 年底 is 12-31.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from taizhang.lib.chinese.numerals import parse_number

FEASTS = {
    "元旦": (1, 1), "三八": (3, 8), "妇女节": (3, 8), "植树节": (3, 12), "3·15": (3, 15), "3.15": (3, 15),
    "五一": (5, 1), "劳动节": (5, 1), "五四": (5, 4), "青年节": (5, 4), "六一": (6, 1), "儿童节": (6, 1),
    "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "十一": (10, 1),
    "国庆": (10, 1), "12·4": (12, 4), "12.4": (12, 4), "国家宪法日": (12, 4), "12·9": (12, 9),
}  # fmt: skip

_D = "〇一二三四五六七八九"
_YEAR = rf"(?:(?P<y>(?:19|20)\d\d|二[{_D}]{{3}}|一九[{_D}]{{2}})\s{{0,3}}年|(?P<rel>今年|本年度?|明年|次年|翌年|来年|去年|当年))"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])\s{0,3}月份?"
_DAY_NUMBER = r"[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_JOIN = r"\s{0,3}(?:至|到|[-—~]{1,9}|(?<=[日月号旬底])一(?=\d))\s{0,3}"
_PART = r"(?P<part>上、?中旬|中、?下旬|上旬|中旬|下旬|底|末|初|第[一二三四五1-5]个?(?:周|星期))"
_YEAR_PART = r"(?:全年)?(?P<yearpart>底|末|初|内|年底|年末|(?:上半年|下半年)(?!度)|第?[一二三四1234]季度)?"
# Weeks counted from the day of the notice (下周三), and from the first day of a term (第8周, 第八周星期五).
_WEEKDAY = r"[一二三四五六日天](?![次个轮篇])"
_RELATIVE_WEEK = (
    rf"(?P<rw>下下|[本这下])个?(?:周|星期|礼拜)(?!期|年|岁|边|转|全)(?:(?P<rwd>{_WEEKDAY})|(?P<rwe>末))?(?:内(?!容))?"
    r"|(?<![\d一二两三四五六七八九十几个每半多])(?P<rwin>周内)(?!容)"
)
_WEEK_NUMBER = r"[12]?\d|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_TERM_WEEK = (
    rf"第(?P<tw0>{_WEEK_NUMBER})(?:至|到|[-—~]{{1,3}}|、)第?(?P<tw1>{_WEEK_NUMBER})(?:教学)?周(?![岁年期])"
    rf"|第(?P<tw>{_WEEK_NUMBER})(?:教学)?周(?![岁年期])(?:的?(?:周|星期)(?P<twd>{_WEEKDAY}))?"
)
_YEAR_ALONE = _YEAR.replace("?P<y>", "?P<y2>").replace("?P<rel>", "?P<rel2>")
_YEAR_FEAST = _YEAR.replace("?P<y>", "?P<y3>").replace("?P<rel>", "?P<rel3>")
_NUMERIC = (
    r"(?P<ny>(?:19|20)\d\d)(?P<nsep>[-./])(?P<nm>1[0-2]|0?[1-9])(?P=nsep)(?P<nd>3[01]|[12]\d|0?[1-9])(?!\d|(?P=nsep)\d)"
)
_FEAST = r"(?P<q>“)?(?P<feast>" + "|".join(sorted(map(re.escape, FEASTS), key=len, reverse=True)) + r")(?(q)”)节?"
# Month and day with a dot are a date only beside a word of dates, or from one to another: 11.5前, 11.20—11.24.
_DOT = r"(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|0?[1-9])"
_NO_UNIT = r"(?![\d.%万亿元米个小天倍公吨平克度分级级岁℃])"
_DOTTED = (
    r"(?:(?<!\d\.)(?P<xm>1[0-2]|[1-9])\.(?P<xd>3[01]|[12]\d|0?[1-9])"
    rf"(?=[日号]?(?:之前|以前|前)|[日号]|\s?(?:上午|下午|晚上)|[-—~至到]{{1,3}}{_DOT}{_NO_UNIT})[日号]?"
    r"|(?<=\.\d[-—~至到]|\d\d[-—~至到])(?P<zm>1[0-2]|[1-9])\.(?P<zd>3[01]|[12]\d|0?[1-9])(?![\d.%]))"
)
_ONE = re.compile(
    rf"(?<![\d.])(?:{_NUMERIC}"
    rf"|(?:{_YEAR}\s{{0,3}})?(?:(?P<m0>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月?份?{_JOIN})?{_MONTH}"
    rf"(?:\s{{0,3}}(?:(?P<d0>{_DAY_NUMBER})[日号]?(?:{_JOIN}|、))?(?P<d>{_DAY_NUMBER})(?:\s{{0,3}}[日号]|(?=\s?(?:之|以)?前)|(?={_JOIN}\d{{1,2}}\s?月\d))|{_PART})?"
    rf"|(?P<ymy>(?:19|20)\d\d)\.(?P<ymm>1[0-2]|0?[1-9])(?![\d.%])"
    rf"|(?P<relm>本月|当月|下个?月)份?(?:(?P<relmd>{_DAY_NUMBER})[日号]|(?P<relmp>上旬|中旬|下旬|底|末|初|内(?!容)))"
    r"|(?<![\d一二两三四五六七八九十几个每半元多当上月])(?P<inmonth>月内(?!容|部)|月底|月末)"
    rf"|{_RELATIVE_WEEK}|{_TERM_WEEK}"
    rf"|(?<=[（：~—-])(?P<sm>1[0-2]|0?[1-9])\.(?P<sd>3[01]|[12]\d|0?[1-9])(?=[）~—-])"
    rf"|(?P<wm>1[0-2]|0?[1-9])[./](?P<wd>3[01]|[12]\d|0?[1-9])(?=日?\s?（?(?:周|星期)[一二三四五六日天])"
    rf"|{_DOTTED}"
    rf"|(?P<half>(?:上半年|下半年)(?!度)|第[一二三四]季度)"
    r"|(?<![一二两三四五六七八九十百几数\d])(?P<yearword>年底|年末|年内)"
    rf"|(?P<now>即日|现在|本?通知(?:下发|印发|发布)之日|(?:发文|印发|发布)之日)"
    rf"|(?P<bare>{_DAY_NUMBER})[日号]"
    rf"|(?:{_YEAR_FEAST}\s?)?{_FEAST}"
    rf"|{_YEAR_ALONE}{_YEAR_PART})"
)
_CLOCK = re.compile(
    r"(?:（(?:周|星期|礼拜)[^）\n]{1,4}）)?\s?(?:(?:周|星期)[一二三四五六日天])?\s?(?:上午|下午|晚上|晚|中午|早上|凌晨|全天|上下午)?\s?"
    r"(?:\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?|[点时](?:\d{1,2}分|半|整)?))?"
)
_RANGE_GAP = re.compile(rf"\s{{0,3}}(?:起|开始)?，?(?:{_JOIN}|一)")
_OPEN_END = re.compile(
    r"\s{0,3}(?:至|到|[-—~]{1,9})\s{0,3}(?:党的[一二三四五六七八九十]+大|今后|长期|[\u4e00-\u9fff]{2,14}(?:召开|结束|闭幕|完成|开学|开幕))"
)
_BEGIN_GAP = re.compile(r"\s{0,3}(?:起|开始)，?(?:到|至)?")
_SOON = 40
_WEEKDAYS = "一二三四五六天日"  # 天 and 日 both stand for the seventh day
_LONGEST_TERM = 30
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class Partial:
    """What is written of one date; None where nothing is. `shift` counts years from the year of the text (明年 = 1),
    `months_on` months from its month (下月 = 1), `weeks_on` weeks from its week (下周 = 1); `week` is a week of a term,
    `weekday` 0 for Monday.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    shift: int | None = None
    months_on: int | None = None
    weeks_on: int | None = None
    week: int | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class DateMention:
    """One date or range in a text: characters `start`..`end`, `tail` past a weekday and clock time behind it.

    `is_open`: a range whose end is an event of no known day (2012年7月—党的十八大召开前).
    """

    start: int
    end: int
    tail: int
    first: Partial
    last: Partial | None = None
    is_open: bool = False

    @property
    def is_range(self) -> bool:
        return self.last is not None


@dataclass(frozen=True)
class Resolved:
    """First and last day meant; `approx` for 旬, 初 and feasts, `year_inferred` when no year is written."""

    start: date | None
    end: date | None
    approx: bool = False
    year_inferred: bool = False


def find_dates(text: str) -> list[DateMention]:
    """All dates of a folded text in order, ranges joined. Bare days (9日) only as the end of a range or with 前."""
    singles: list[DateMention] = []
    for found in _ONE.finditer(text):
        partial, last = _read(found)
        if partial is None:
            continue
        if partial.kind == "feast" and not _is_feast_use(text, found):
            continue
        tail = _CLOCK.match(text, found.end())
        singles.append(DateMention(found.start(), found.end(), tail.end() if tail else found.end(), partial, last))
    out: list[DateMention] = []
    for mention in singles:
        before = out[-1] if out else None
        gap = text[before.tail : mention.start] if before else ""
        joined = _RANGE_GAP.fullmatch(gap) or (before and gap == "" and _follow_on(before.first, mention.first))
        joined = joined or (_BEGIN_GAP.fullmatch(gap) and text.startswith(("结束", "止", "截止"), mention.end))
        if before and not before.is_range and mention.last is None and joined:
            if before.first.kind == "year" and mention.first.kind not in ("year", "yearpart"):
                out.append(mention)
                continue
            out[-1] = replace(before, end=mention.end, tail=mention.tail, last=mention.first)
        elif mention.first.kind == "bare":
            due = re.match(r"[日号]?\s?(?:之|以)?前", text[mention.end - 1 : mention.end + 4])
            if (due and _stands_alone(text, mention)) or _goes_on(text, out, mention):
                out.append(mention)
        else:
            out.append(mention)
    out = [m for m in out if m.first.kind != "now" or m.is_range]
    return [replace(m, is_open=not m.is_range and bool(_OPEN_END.match(text, m.tail))) for m in out]


def _follow_on(first: Partial, last: Partial) -> bool:
    """True for two dates written on end (11月底12月初, 4月1日5月31日): the sign between them is lost or left out."""
    return first.kind in ("day", "part") and last.kind in ("day", "part") and last.year is None


def _goes_on(text: str, before: list[DateMention], mention: DateMention) -> bool:
    """True for a bare day that opens a clause soon after a date with its month (10月13日报到，14日开班)."""
    last = before[-1] if before else None
    if last is None or (last.last or last.first).month is None or mention.start - last.end > _SOON:
        return False
    between = text[last.end : mention.start]
    return between.endswith(("，", "；")) and "。" not in between and "\n" not in between


def _stands_alone(text: str, mention: DateMention) -> bool:
    return mention.start == 0 or text[mention.start - 1] in "于在，；、。（\n "


def _is_feast_use(text: str, found: re.Match[str]) -> bool:
    """A feast is a date only with 前, 前夕, 期间 or 当天 behind it, or when its name is a date in digits."""
    at = found.start("q") if found["q"] else found.start("feast")
    before = text[at - 1] if at else ""
    if before.isdigit() or (not found["q"] and before and before in "第二三四五六七八九十、"):
        return False
    behind = text[found.end() : found.end() + 4]
    return bool(re.match(r"前夕|前(?!后)|期间|当天|当日|假期", behind)) or found["feast"] in ("3·15", "12·4", "12·9")


def _read(found: re.Match[str]) -> tuple[Partial | None, Partial | None]:
    part = found.groupdict()
    if part["ny"]:
        return Partial("day", int(part["ny"]), int(part["nm"]), int(part["nd"])), None
    if part["now"]:
        return Partial("now"), None
    if part["ymy"]:
        return Partial("month", int(part["ymy"]), int(part["ymm"])), None
    if part["sm"]:
        return Partial("day", None, int(part["sm"]), int(part["sd"])), None
    if part["wm"]:
        return Partial("day", None, int(part["wm"]), int(part["wd"])), None
    if part["xm"] or part["zm"]:
        return Partial("day", None, int(part["xm"] or part["zm"]), int(part["xd"] or part["zd"])), None
    if part["relm"]:
        day = _whole(part["relmd"]) if part["relmd"] else None
        kind = "day" if day else "part"
        return Partial(
            kind, day=day, part=(part["relmp"] or "").rstrip("内"), months_on=int(part["relm"].startswith("下"))
        ), None
    if part["inmonth"]:
        return Partial("part", part="" if part["inmonth"] == "月内" else "底", months_on=0), None
    if part["rw"] or part["rwin"]:
        weekday = _WEEKDAYS.index(part["rwd"]) % 7 if part["rwd"] else 5 if part["rwe"] else None
        on = {"下": 1, "下下": 2}.get(part["rw"] or "", 0)
        return Partial("day" if part["rwd"] else "week", weeks_on=on, weekday=weekday), None
    if part["tw0"]:
        one, other = _whole(part["tw0"]), _whole(part["tw1"])
        return Partial("week", week=one), Partial("week", week=other) if other > one else None
    if part["tw"]:
        weekday = _WEEKDAYS.index(part["twd"]) % 7 if part["twd"] else None
        return Partial("week", week=_whole(part["tw"]), weekday=weekday), None
    if part["half"]:
        return Partial("yearpart", part=part["half"]), None
    if part["bare"]:
        return Partial("bare", day=_whole(part["bare"])), None
    if part["feast"]:
        month, day = FEASTS[part["feast"]]
        year, shift = _year(part["y3"], part["rel3"])
        return Partial("feast", year, month, day, shift=shift), None
    if part["yearword"]:
        return Partial("yearpart", part=part["yearword"]), None
    if part["y2"] or part["rel2"]:
        year, shift = _year(part["y2"], part["rel2"])
        if part["yearpart"]:
            return Partial("yearpart", year, part=part["yearpart"], shift=shift), None
        return Partial("year", year, shift=shift), None
    year, shift = _year(part["y"], part["rel"])
    month = _whole(part["m"])
    kind = "day" if part["d"] else ("part" if part["part"] else "month")
    here = Partial(kind, year, month, _whole(part["d"]) if part["d"] else None, part["part"] or "", shift)
    if part["m0"]:
        first = replace(here, kind="month", month=_whole(part["m0"]), day=None, part="")
        turns = first.month is not None and first.month > month and year is not None
        return first, replace(here, year=(year or 0) + 1) if turns else here
    if part["d0"]:
        return replace(here, day=_whole(part["d0"])), here
    return here, None


def _year(written: str | None, relative: str | None) -> tuple[int | None, int | None]:
    if written:
        value = parse_number(written)
        return (int(value) if value is not None else None), None
    if relative:
        return None, {"明年": 1, "次年": 1, "翌年": 1, "来年": 1, "去年": -1}.get(relative, 0)
    return None, None


def _whole(text: str) -> int:
    if text == "元":
        return 1
    value = parse_number(text)
    return int(value) if value is not None else 0


def resolve(
    mention: DateMention,
    *,
    year: int | None,
    month: int | None = None,
    written_on: date | None = None,
    term_from: date | None = None,
) -> Resolved:
    """First and last day of a mention; `year` and `month` are those of the surroundings, for what is not written.

    `written_on` is the day of the text, which weeks such as 下周 count from; `term_from` the first day of its term.

    The missing half of a range takes year and month from the other half and crosses the year end where it must.
    Start and end are None when no year is known or the day does not exist.
    """
    first, last = mention.first, mention.last
    if first.weeks_on is not None or first.week is not None:
        low, end = _week(first, written_on, term_from)
        _, high = _week(last, written_on, term_from) if last else (low, end)
        return Resolved(low, high) if low and high and low <= high else Resolved(None, None)
    written = first.year or (last.year if last else None)
    inferred = written is None
    if last is None:
        low, high = _bounds(first, _own_year(first, year), month)
        return Resolved(low, None if mention.is_open else high, _is_loose(first), inferred and low is not None)
    first_year, last_year = _own_year(first, None), _own_year(last, None)
    if first.kind == "now":
        _, high = _bounds(last, last_year or _own_year(last, year), month)
        return Resolved(None, high, _is_loose(last), inferred)
    month_one = first.month or month
    month_two = last.month or first.month or month
    if last.shift is not None and year is not None:
        last_year = year + last.shift
    if first.shift is not None and year is not None:
        first_year = year + first.shift
    if first_year is None and last_year is None:
        first_year = year
    crosses = bool(month_one and month_two and month_one > month_two)
    if first_year is None and last_year is not None:
        # 从8月到2011年底, said in 2010: the year is told because it is another
        told = last.year is not None and last.month is None and year is not None and year == last_year - 1
        first_year = last_year - (crosses or told)
    if last_year is None and first_year is not None:
        last_year = first_year + crosses
    low, _ = _bounds(first, first_year, month_one)
    _, high = _bounds(last, last_year, month_two)
    if low and high and low > high:
        low, high = None, None
    return Resolved(low, high, _is_loose(first) or _is_loose(last), inferred)


def _week(partial: Partial, written_on: date | None, term_from: date | None) -> tuple[date | None, date | None]:
    """A week from Monday to Sunday, or one day of it; of a term, from the week its first day lies in."""
    origin, on = (
        (written_on, partial.weeks_on) if partial.weeks_on is not None else (term_from, (partial.week or 0) - 1)
    )
    if origin is None or on is None or not 0 <= on < _LONGEST_TERM:
        return None, None
    monday = origin - timedelta(days=origin.weekday()) + timedelta(weeks=on)
    if partial.weekday is None:
        return monday, monday + timedelta(days=6)
    if partial.kind == "week" and partial.weeks_on is not None:  # a weekend
        return monday + timedelta(days=5), monday + timedelta(days=6)
    day = monday + timedelta(days=partial.weekday)
    return day, day


def _own_year(partial: Partial, year: int | None) -> int | None:
    if partial.year is not None:
        return partial.year
    return year + (partial.shift or 0) if year is not None else None


def _is_loose(partial: Partial) -> bool:
    return (
        partial.kind == "feast" or "旬" in partial.part or partial.part == "初" or partial.part.endswith(("周", "星期"))
    )


def _bounds(partial: Partial, year: int | None, month: int | None) -> tuple[date | None, date | None]:
    if year is None or not 1900 <= year <= 2100:
        return None, None
    if partial.kind == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if partial.kind == "yearpart":
        return _year_part(partial.part, year)
    month = partial.month or month
    if not month:
        return None, None
    if partial.months_on and month + partial.months_on > 12:
        year, month = year + 1, month + partial.months_on - 12
    elif partial.months_on:
        month += partial.months_on
    end = calendar.monthrange(year, month)[1]
    if partial.day is not None:
        if not 1 <= partial.day <= end:
            return None, None
        return date(year, month, partial.day), date(year, month, partial.day)
    low, high = 1, end
    if partial.part in ("底", "末"):
        low = end
    elif partial.part == "初":
        high = 10
    elif partial.part.endswith(("周", "星期")):
        number = _whole(partial.part[1])
        low, high = min(end, number * 7 - 6), min(end, number * 7)
    elif partial.part:
        low = 1 if "上" in partial.part else 11 if "中" in partial.part else 21
        high = end if "下" in partial.part else 20 if "中" in partial.part else 10
    return date(year, month, low), date(year, month, high)


def _year_part(part: str, year: int) -> tuple[date, date]:
    if "季度" in part:
        quarter = _QUARTERS[part.replace("第", "")[0]]
        end = calendar.monthrange(year, quarter * 3)[1]
        return date(year, quarter * 3 - 2, 1), date(year, quarter * 3, end)
    if part == "初":
        return date(year, 1, 1), date(year, 1, 1)
    if part == "上半年":
        return date(year, 1, 1), date(year, 6, 30)
    if part == "下半年":
        return date(year, 7, 1), date(year, 12, 31)
    if part == "内":
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, 12, 31), date(year, 12, 31)
