"""What a notice says about itself: title, kind, issuer, number, date, whom it addresses, the year its dates lie in."""

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date

from taizhang.lib.chinese.dates import find_dates, resolve
from taizhang.work.notices.reading.structure import Layout, Line
from taizhang.work.notices.reading.words.sections import DOCUMENT_KINDS, REPORT_KINDS

_KIND = re.compile(
    rf"(?:{'|'.join(DOCUMENT_KINDS)})(?:》)?(?:的(?:紧急)?(?:通知|函|意见|公告|通报|报告))?(?:（[^）]{{0,12}}）)?$"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[（\[](?:19|20)\d\d[）\]]第?\d{1,4}号")
_BODY_END = re.compile(
    r"(?:委员会|委|局|厅|部|办公室|办|中心|学校|学院|大学|中学|小学|幼儿园|司|院|公司|政府|组|会|校|站|所|"
    r"处|科|馆|社|团)$"
)
_YEAR = re.compile(r"(?:^|[^\d])((?:19|20)\d\d)\s?(?:年|[）\]]|-\d|\.\d)")
_YEARS = re.compile(r"(?P<from>(?:19|20)\d\d)年?\s?[-—~至]{1,2}\s?(?:19|20)\d\d年(?!度?第)")
_SCHOOL_YEAR = re.compile(r"(?P<from>20\d\d)\s?年?\s?[-—~至/]{1,2}\s?(?P<to>20\d\d|\d\d)\s?学年")
_SCHOOL_TURN = 8  # the month a school year begins in
_WEEKDAYS = "一二三四五六日天"
_WEEKDAY = re.compile(
    rf"(?<!年)(?P<m>1[0-2]|[1-9])月(?P<d>3[01]|[12]?\d)[日号]\s?（?(?:周|星期)(?P<w>[{_WEEKDAYS}])"
    rf"|(?:周|星期)(?P<w2>[{_WEEKDAYS}])\s?（(?P<m2>1[0-2]|[1-9])月(?P<d2>3[01]|[12]?\d)[日号]"
)
# When lessons begin (2月26日正式上课, 开学时间：2月26日), or the days of the first week (第1周（2月26日—3月1日）).
_DAY = r"(?:1[0-2]|[1-9])(?:月(?:3[01]|[12]?\d)[日号]|\.(?:3[01]|[12]\d|[1-9])(?=[-—~]))"
_TERM_BEGINS = re.compile(
    rf"(?P<day>{_DAY})(?:（[^）\n]{{1,6}}）)?[^，。；\n]{{0,8}}(?:开学|上课|行课|开课)(?!典礼|仪式|前|日起?的)"
    rf"|(?:开学|上课|行课|开课)(?:时间|日期)?(?:为|是|定于|：)\s?(?:(?:19|20)\d\d年)?(?P<after>{_DAY})"
    rf"|第[一1]周\s?[（(：]?\s?(?:(?:19|20)\d\d年)?(?P<week>{_DAY})"
)
_LONGEST_LATE = 12  # an older year in a text is a year of birth or of history
_PUBLISHED = re.compile(r"(?:发布|发文|成文|印发|发表|更新)\s?(?:时间|日期)?\s?[：:]?\s?")


@dataclass(frozen=True)
class Masthead:
    """The frame of a notice; offsets are those of the folded text, `skip` are lines that hold no sentence to read.

    `is_year_guessed`: the text names no year at all, `year` is that of today. `term_from` is the first day of the term
    that school weeks count from.
    """

    title: str
    title_start: int
    title_end: int
    kind: str
    issuer: tuple[int, int] | None
    number: tuple[int, int] | None
    document_date: date | None
    is_signed: bool
    year: int | None
    is_year_guessed: bool
    school_year: int | None
    term_from: date | None
    reports: bool
    skip: frozenset[int]
    body_end: int


def read_masthead(text: str, layout: Layout, *, today: date | None) -> Masthead:
    """Find title, issuer, number and date; `today` gives the year when the text names none."""
    lines = [line for line in layout.lines if not line.reason]
    title_lines = _title_lines(text, lines) or _repeated_title(text, layout.lines)
    title = "".join(text[a:b] for a, b in title_lines)
    kind = next((k for k in DOCUMENT_KINDS if re.search(k + r"[》”]?(?:（[^）]*）)?$", title)), "")
    kind = kind or next((k for k in ("讲话", "通知", "方案", "意见") if k in title), "")
    signed, date_line = _signed_date(text, lines)
    document_date = signed or _published_date(text, layout.lines)
    if signed is None and document_date is not None and _is_put_up_later(text, layout, document_date):
        document_date = None
    year = _year_of(text, title, layout, signed, document_date)
    school_year = _school_year(text, title)
    if signed is None and year is not None and (fit := _weekday_year(text, year, school_year)) != year:
        year, school_year = fit, None
    is_guessed = year is None and today is not None
    if year is None and today:
        year = today.year
    issuer = _issuer(text, lines, title_lines, date_line)
    late = date_line is not None and date_line.start > len(text) * 0.4
    body_end = len(text)
    if late and date_line is not None:
        body_end = issuer[0] if issuer and len(text) * 0.4 < issuer[0] < date_line.start else date_line.start
    number = _NUMBER.search(text, 0, min(len(text), 4000))
    skip = {a for a, _ in title_lines} | set(_addressee_lines(text, lines, title_lines))
    if date_line is not None:
        skip.add(date_line.start)
        if issuer and issuer[0] > len(text) * 0.3:
            skip.add(next((line.start for line in lines if line.start <= issuer[0] < line.end), date_line.start))
    skip |= {
        line.start
        for line in lines
        if line.end - line.start < 60
        and _NUMBER.search(text, line.start, line.end)
        and not re.search("[，。]", text[line.start : line.end])
    }
    told = not re.search(r"通知|方案|意见|办法", title) and bool(
        re.search(r"召开|举行|举办|认真|扎实|圆满|顺利|深入", title)
    )
    return Masthead(
        title,
        title_lines[0][0] if title_lines else 0,
        title_lines[-1][1] if title_lines else 0,
        kind,
        issuer,
        number.span() if number else None,
        document_date,
        signed is not None,
        year,
        is_guessed,
        school_year,
        _term_from(text, year, school_year),
        (kind in REPORT_KINDS and not re.search(r"策划|方案|计划", title)) or told,
        frozenset(skip),
        body_end,
    )


def _title_lines(text: str, lines: list[Line]) -> list[tuple[int, int]]:
    """The line that names the document, joined with the line it is broken from; else the first line that is a name."""
    head = lines[:14]
    for i, line in enumerate(head):
        shown = text[line.start : line.end]
        if (
            len(shown) <= 70
            and not re.search(r"[。；]", shown)
            and _KIND.search(re.sub(r"\s?[\u4e00-\u9fff]{1,12}（\d{4}）\d+号$", "", shown))
        ):
            if re.match(r"^[\u4e00-\u9fff]{0,3}\s?附件", shown):
                continue
            out = [(line.start, line.end)]
            before = head[i - 1] if i else None
            if before and _is_broken(text[before.start : before.end], shown):
                out.insert(0, (before.start, before.end))
            return out
    for line in head:
        shown = text[line.start : line.end]
        if 6 <= len(shown) <= 60 and not re.search(r"[。：；，]|^[一二三四五六七八九十\d]+[、.]|^（", shown):
            return [(line.start, line.end)]
    return []


def _repeated_title(text: str, lines: list[Line]) -> list[tuple[int, int]]:
    """The name that the page repeats below a text whose own first line ran into its body."""
    for line in lines:
        shown = text[line.start : line.end]
        if line.reason == "page" and 8 <= len(shown) <= 60 and shown in text[: line.start]:
            return [(line.start, line.end)]
    return []


def _is_broken(before: str, shown: str) -> bool:
    if re.search(r"[。：；，]|号$", before) or len(before) > 60 or _KIND.search(before):
        return False
    return ("关于" in before and "关于" not in shown) or len(shown) < 10


def _signed_date(text: str, lines: list[Line]) -> tuple[date | None, Line | None]:
    """The date a document is signed with: a line that is only a date, or the end of the last line."""
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        day = _only_date(text[line.start : line.end]) if line.end - line.start <= 24 else None
        above = text[lines[i - 1].start : lines[i - 1].end] if i else ""
        if day and (i >= len(lines) - 3 or i < 10 or (len(above) <= 40 and _BODY_END.search(above))):
            return day, line
    for line in lines[-3:]:
        shown = text[line.start : line.end]
        for mention in find_dates(shown)[-1:]:
            whole = mention.first.kind == "day" and mention.first.year and not mention.is_range
            ends = (
                mention.end >= len(shown) - 1
                and whole
                and "（" not in shown[max(0, mention.start - 12) : mention.start]
            )
            if ends and not shown[: mention.start].endswith(("于", "至", "在", "到", "从", "为")):
                return resolve(mention, year=None).end, None
    return None, None


def _only_date(shown: str) -> date | None:
    mentions = find_dates(shown)
    if len(mentions) != 1 or mentions[0].is_range or mentions[0].first.kind != "day" or not mentions[0].first.year:
        return None
    rest = shown[: mentions[0].start] + shown[mentions[0].tail :]
    return resolve(mentions[0], year=None).end if not re.search(r"[\u4e00-\u9fff]", rest.replace("印发", "")) else None


def _published_date(text: str, lines: list[Line]) -> date | None:
    for line in lines[:12]:
        shown = text[line.start : line.end]
        found = _PUBLISHED.search(shown)
        if not found and len(shown) > 60:
            continue
        for mention in find_dates(shown):
            whole = mention.first.kind == "day" and mention.first.year and not mention.is_range
            if whole and (found or line.reason == "page" or "来源" in shown):
                return resolve(mention, year=None).end
    return None


def _likely_year(text: str, title: str, layout: Layout) -> int | None:
    """The year of the title, else the one named most often in the lines that are read."""
    planned = _YEARS.search(title)
    if planned:
        return int(planned["from"])
    named = _YEAR.search(title)
    if named:
        return int(named[1])
    counts: Counter[int] = Counter()
    for line in layout.lines:
        if not line.reason:
            counts.update(int(y) for y in _YEAR.findall(text[line.start : line.end]))
    if counts:
        return counts.most_common(1)[0][0]
    dates = [m.first.year for m in find_dates(text[:20000]) if m.first.year]
    return Counter(dates).most_common(1)[0][0] if dates else None


def _year_of(text: str, title: str, layout: Layout, signed: date | None, published: date | None) -> int | None:
    """The year of the signature; a page may be published again in another year than the one its text speaks of."""
    if signed:
        return signed.year
    named = _likely_year(text, title, layout)
    if published is None or named is None:
        return published.year if published else named
    body = {int(y) for line in layout.lines if not line.reason for y in _YEAR.findall(text[line.start : line.end])}
    return published.year if published.year in body or not body else named


def _is_put_up_later(text: str, layout: Layout, published: date) -> bool:
    """True where a page shows a text years after the latest year the text itself names."""
    named = [int(y) for line in layout.lines if not line.reason for y in _YEAR.findall(text[line.start : line.end])]
    return bool(named) and published.year - _LONGEST_LATE <= max(named) < published.year - 1


def _weekday_year(text: str, year: int | None, school_year: int | None) -> int | None:
    """The year in which the weekdays written beside days are right, among the given one and its neighbours.

    The given one stands where a school year that the text names has as many of them right.
    """
    if year is None:
        return None
    said = []
    for found in _WEEKDAY.finditer(text):
        part = found.groupdict()
        weekday = min(6, _WEEKDAYS.index(part["w"] or part["w2"]))
        said.append((int(part["m"] or part["m2"]), int(part["d"] or part["d2"]), weekday))

    def right(of: int) -> int:
        return sum(d <= monthrange(of, m)[1] and date(of, m, d).weekday() == w for m, d, w in said)

    best = max((year, year + 1, year - 1), key=right)
    known = right(year)
    if school_year is not None:
        known = sum(date(school_year + (m < _SCHOOL_TURN), m, min(d, 28)).weekday() == w for m, d, w in said if d <= 28)
    return best if right(best) > known else year


def _school_year(text: str, title: str) -> int | None:
    """The year a school year begins in, where title or opening name one (2021-2022学年度第一学期)."""
    found = _SCHOOL_YEAR.search(title) or _SCHOOL_YEAR.search(text, 0, 600)
    if found and int(found["to"]) % 100 == (int(found["from"]) + 1) % 100:
        return int(found["from"])
    return None


def _term_from(text: str, year: int | None, school_year: int | None) -> date | None:
    """The first day of the term, where the text says when lessons begin or which days its first week has."""
    for found in _TERM_BEGINS.finditer(text):
        shown = found["day"] or found["after"] or found["week"]
        month = int(re.split("[月.]", shown)[0])
        of = school_year + (month < _SCHOOL_TURN) if school_year is not None else year
        mention = next(iter(find_dates(shown)), None)
        day = resolve(mention, year=of).start if mention else None
        if day:
            return day
    return None


def _issuer(
    text: str, lines: list[Line], title_lines: list[tuple[int, int]], date_line: Line | None
) -> tuple[int, int] | None:
    if date_line is not None:
        before = [line for line in lines if line.end <= date_line.start]
        if before:
            line = before[-1]
            shown = text[line.start : line.end]
            if len(shown) <= 40 and not re.search(r"[。：，；]", shown) and _BODY_END.search(shown):
                return line.start, line.end
    if title_lines:
        start, end = title_lines[0]
        at = text.find("关于", start, end)
        if at > start + 2 and _BODY_END.search(text[start:at].strip()):
            return start, at
    return None


def _addressee_lines(text: str, lines: list[Line], title_lines: list[tuple[int, int]]) -> list[int]:
    """Lines near the top that only name whom the notice is sent to, ended by a colon."""
    out = []
    for line in lines[:16]:
        shown = text[line.start : line.end]
        if (
            shown.endswith("：")
            and len(shown) < 400
            and (not title_lines or line.start > title_lines[0][0])
            and not re.search(r"如下|通知|以下|[一二三四五六七八九十]、|。", shown)
            and re.search(r"各|局|校|委|同志|部|位|处|单位|公司|院|会", shown)
        ):
            out.append(line.start)
    return out
