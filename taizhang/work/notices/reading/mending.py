"""Mend what copying does to a text: wrapped lines, blanks inside words and numbers, page marks, foreign paragraph marks.

Works on an already clean text and keeps its way back to the original. Every edit looks at one line and its neighbour,
so time is linear.
"""

import re
from bisect import bisect_right

from taizhang.lib.chinese.script import fold
from taizhang.work.notices.reading.cleaning import Cleaned
from taizhang.work.notices.reading.model import Span

Edit = tuple[int, int, str, str]

_HAN = r"\u4e00-\u9fff"
_PAGE_MARK = re.compile(
    r"第\s?\d{1,3}\s?[页頁]\s?[，,/]?\s?[共（(]\s?\d{1,3}\s?[页頁][)）]?"
    r"|(?m:^[ 　]{0,8}[-—–·]{1,2}\s?\d{1,3}\s?[-—–·]{1,2}[ 　]{0,8}$)"
)
# Signs of a light markup: # before a heading, ** around words.
_MARKDOWN = re.compile(r"(?m:^[ 　]{0,3}#{1,6} +)|\*\*(?=[^\s*])|(?<=[^\s*])\*\*")
_PARAGRAPH_SIGN = re.compile("[Р¶↵]")
_ENOUGH_SIGNS = 3
_LABEL = (
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．)）]|[①-⑳]|"
    r"第[一二三四五六七八九十\d]{1,3}[章节條条阶階步節]|[一二三四五六七八九十]是|附\s?件|附：|[●■◆★▲◇•※➢□·])"
)
_WRAP = re.compile(
    rf"(?<=[{_HAN}、，\d])[ \t　]{{0,8}}\r?\n(?:[ \t　]{{0,60}}\r?\n)?[ \t　]{{0,60}}(?!{_LABEL})(?=[{_HAN}\d“《])"
)
_PROSE = re.compile(r"[，。；]")
_MIN_WRAPPED = 17
_COUNTED = (
    "年月日号时点分至到个名人份篇次万亿元条项件场本册套户家所处座支部%岁周天小学课字期届级米吨亩公千百辆台间栋张幅页位"
    "號時點個萬億條項場冊戶處歲週課級畝輛臺間棟張頁"
)
_DIGIT_BLANK = re.compile(rf"(?<=[{_HAN}])[ \u00a0](?=\d)|(?<=\d)[ \u00a0](?=[{_COUNTED}])")
_HAN_BLANK = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_LONG_LINE = 30
_RUN_ON = 200  # characters a line, on average, where line ends were lost
_BLANKS = re.compile(r"(?<=\S)[ 　\u00a0]+(?=\S)")
# A label of two characters set wide: 组 长：, 时 间：
_WIDE_LABEL = re.compile(
    rf"(?m:^[ \t　]{{0,8}}(?:\d{{1,2}}[.、．]|[（(]?[一二三四五六七八九十]{{1,2}}[)）、])?)"
    rf"[{_HAN}](?P<gap>[ 　]{{1,6}})[{_HAN}](?:(?P<gap2>[ 　]{{1,6}})[{_HAN}])?(?=[ 　]{{0,2}}[：:])"
)


_ENOUGH_LABELS = 3
_HAN_NUMBERS = "一二三四五六七八九"
_LOST_HEADING = re.compile(rf"(?<![第初高周之{_HAN_NUMBERS}十])[{_HAN_NUMBERS}](?=、[{_HAN}])")
# A label in the midst of a line, with no stop before it: 负责人:甲时 间:4月8日地 点:广场
_LOST_LABEL = re.compile(
    rf"(?<=[{_HAN}\d）)”\"])(?:(?:活动|比赛|展示|参赛|参加|报名|截止|竞赛|举办|培训|会议|相关)"
    r"(?:时间(?:安排)?|日期|地点|对象|要求)|时 {1,4}间|时间安排|地 {1,4}点|对 {1,4}象|副 ?组 ?长|组 {1,6}长|成 {1,6}员|"
    r"(?<![各和与及、总])(?:总负责人|负责人|责任人|联系人))[：:]"
)


_LOST_WIDE = re.compile(rf"[{_HAN}]{{1,2}}(?P<gap> {{1,6}})[{_HAN}]{{1,2}}[：:]")


def mend(cleaned: Cleaned) -> Cleaned:
    """The same text with wrapped lines joined and stray blanks gone."""
    text = cleaned.text
    edits: list[Edit] = [(m.start(), m.end(), "", "page") for m in _PAGE_MARK.finditer(text)]
    edits += [(m.start(), m.end(), "", "markup") for m in _MARKDOWN.finditer(text)]
    signs = [m.start() for m in _PARAGRAPH_SIGN.finditer(text)]
    if len(signs) >= _ENOUGH_SIGNS:
        edits += [(at, at + 1, "\n", "") for at in signs]
    edits += _run_on(text)
    folded = fold(text)
    lost = _lost_ends(folded)
    edits += [(at, at, "\n", "") for at in lost]
    for label in (found for at in lost if (found := _LOST_WIDE.match(folded, at))):
        edits.append((label.start("gap"), label.end("gap"), "", ""))
    edits += _wrapped(text)
    edits += [(m.start(), m.end(), "", "") for m in _DIGIT_BLANK.finditer(text) if not _numbers_line(text, m)]
    for wide in _WIDE_LABEL.finditer(text):
        edits += [(wide.start(gap), wide.end(gap), "", "") for gap in ("gap", "gap2") if wide[gap]]
    edits += _inside_words(text)
    if not edits:
        return cleaned
    return _apply(cleaned, sorted(edits))


def _numbers_line(text: str, blank: re.Match[str]) -> bool:
    """True for the blank behind a number that opens its line (1 召开会议): there it stands for a dot."""
    start = text.rfind("\n", max(0, blank.start() - 4), blank.start()) + 1
    return (
        start > 0
        and text[start : blank.start()].strip().isdigit()
        and not re.match(r"[年月日]", text[blank.end() :][:1])
    )


def _wrapped(text: str) -> list[Edit]:
    """Line ends inside a sentence: the line is prose, ends without a stop, and the next line goes on as prose."""
    out: list[Edit] = []
    for found in _WRAP.finditer(text):
        start = max(text.rfind("\n", max(0, found.start() - 400), found.start()) + 1, found.start() - 400)
        stop = text.find("\n", found.end(), found.end() + 400)
        line, following = (
            text[start : found.start()].strip(),
            text[found.end() : stop if stop >= 0 else found.end() + 400],
        )
        if len(line) < _MIN_WRAPPED or "\t" in line or "|" in line or not _PROSE.search(following):
            continue
        body = re.sub(rf"^{_LABEL}", "", line)
        told = "。" in body or ("，" in body and not re.match(_LABEL, line)) or len(body) > _MAX_HEADING
        if told and not re.match(r"[^，。；]{2,14}[：:]", following):
            out.append((found.start(), found.end(), "", "line_break"))
    return out


_MAX_HEADING = 46


def _run_on(text: str) -> list[Edit]:
    """Blanks that stand where line ends were: in a text of few lines, behind a stop, before a label, or many at once."""
    shown = [line for line in text.split("\n") if line.strip()]
    if not shown or len(text) < _RUN_ON or len(text) / len(shown) < _RUN_ON or "\t" in text:
        return []
    out: list[Edit] = []
    opening = 0
    for found in _BLANKS.finditer(text):
        before = text[max(opening, found.start() - 40) : found.start()]
        behind = text[found.end() : found.end() + 16]
        heading = re.match(rf"{_LABEL}[^，。；：]{{2,22}}$", before) and found.start() - opening <= 40
        if (
            found.end() - found.start() >= 2
            or text[found.start() - 1 : found.start()] in "。；！："
            or re.match(_LABEL, behind)
            or re.match(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*$", behind)
            or heading
        ):
            out.append((found.start(), found.end(), "\n", ""))
            opening = found.end()
    return out


def _lost_ends(text: str) -> list[int]:
    """Where a line must have begun in a text whose line ends were lost without a trace: labels and counted headings."""
    out = {m.start() for m in _LOST_LABEL.finditer(text)}
    if len(out) < _ENOUGH_LABELS:
        out = set()
    wanted = 1
    places: list[int] = []
    for found in _LOST_HEADING.finditer(text):
        if _HAN_NUMBERS[wanted - 1 : wanted] == found.group():
            places.append(found.start())
            wanted += 1
    if len(places) >= 3:
        out |= set(places)
    return sorted(at for at in out if at and text[at - 1] not in "\n ")


def _inside_words(text: str) -> list[Edit]:
    """Single blanks between characters of long prose lines; not behind a short numbered heading."""
    out: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        if len(line) >= _LONG_LINE and " " in line and _PROSE.search(line):
            for found in _HAN_BLANK.finditer(line):
                opening = max(line.rfind(sign, 0, found.start()) for sign in "。；：！") + 1
                before = line[opening : found.start()].strip()
                labelled = re.match(_LABEL, before) and len(before) <= 20
                after = line[found.end() : found.end() + 12]
                titled = re.search(
                    r"(?:人|长|員|员|领导|領導|单位|單位|部门|部門|时间|時間|地点|地點|电话|電話)$", before
                )
                if (
                    not titled
                    and not labelled
                    and not re.match(_LABEL, after)
                    and re.search(r"[，。、]", line[max(0, found.start() - 24) : found.end() + 24])
                ):
                    out.append((at + found.start(), at + found.end(), "", ""))
        at += len(line) + 1
    return out


def _apply(cleaned: Cleaned, edits: list[Edit]) -> Cleaned:
    """The clean text after the edits, pieces mapped on to the original."""
    pieces: list[str] = []
    here, there, length = [0], [0], [0]
    dropped = list(cleaned.dropped)
    size = 0

    def add(shown: str, origin: int, behind: int) -> None:
        nonlocal size
        pieces.append(shown)
        if here[-1] == size:
            there[-1], length[-1] = origin, behind
        else:
            here.append(size)
            there.append(origin)
            length.append(behind)
        size += len(shown)

    def copy(low: int, high: int) -> None:
        i = bisect_right(cleaned.here, low) - 1
        while low < high:
            stop = min(high, cleaned.here[i + 1] if i + 1 < len(cleaned.here) else high)
            if stop > low:
                add(cleaned.text[low:stop], cleaned.original_start(low), cleaned.length[i])
            low, i = stop, i + 1

    at = 0
    for start, end, put, reason in edits:
        if start < at:
            continue
        copy(at, start)
        if put:
            add(put, cleaned.original_start(start), max(1, cleaned.original_end(end) - cleaned.original_start(start)))
        elif reason:
            dropped.append(Span(cleaned.original_start(start), cleaned.original_end(end), reason))
        at = end
    copy(at, len(cleaned.text))
    if not pieces:
        return Cleaned("", (0,), (0,), (0,), tuple(dropped))
    return Cleaned("".join(pieces), tuple(here), tuple(there), tuple(length), tuple(dropped))
