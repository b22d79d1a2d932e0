"""Timetables: tables whose rows are steps with their days. Rows are lines, cells are parted by tabs.

A table is one when its head names a time and what is done (步骤, 环节, 内容, 事项 …). In the main text only tables that
speak of steps or phases count, as a programme of lectures divides no campaign; an annex is sent for its table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.script import fold
from taizhang.work.notices.reading.deadlines import resolve_in_text
from taizhang.work.notices.reading.masthead import Masthead

_PHASE = re.compile(r"(?:活动|工作|实施|所属)?阶段(?:名称)?")
_STEP = re.compile(r"(?:工作|实施|活动|具体|主要)?(?:步骤|环节|程序)(?:名称)?")
_TASK = re.compile(
    r"(?:主要|重点|具体|活动|工作|学习|实施)*(?:内容|任务|事项|工作|项目|安排|措施|活动|主题)(?:名称|安排)?|(?:主要|重点)?工作任务"
)
_TIME = re.compile(
    r"(?:起止|完成|实施|活动|工作|学习|进度|计划|安排)*(?:时间|日期|时限|期限)(?:安排|节点|要求)?|(?:时间|进度)安排|起止时间"
)
_FROM = re.compile(r"(?:开始|起始|启动)(?:时间|日期)|起")
_TO = re.compile(r"(?:结束|截止|截至|完成|终止)(?:时间|日期|时限)|止")
_ALL = re.compile(r"(?:合计|总计|小计|备注|说明|注)[：:]?")
_LONGEST_NAME = 80
_LONGEST_HEAD = 10

Cell = tuple[int, int]


@dataclass(frozen=True)
class TimetableStep:
    """One row: its name, the phase it stands under ("" for none), its days, and where its row stands in the text."""

    name: str
    phase: str
    starts_on: date | None
    ends_on: date | None
    start: int
    end: int
    phase_at: Cell


@dataclass(frozen=True)
class _Head:
    """Which column holds what; -1 for none."""

    width: int
    phase: int
    name: int
    time: int
    since: int
    until: int


def read_timetables(text: str, masthead: Masthead, *, is_annex: bool) -> list[TimetableStep]:
    """The steps of all timetables in a text, in its order."""
    return list(_steps(text, fold(text), masthead, is_annex))


def _steps(text: str, folded: str, masthead: Masthead, is_annex: bool) -> Iterator[TimetableStep]:
    head: _Head | None = None
    phase, phase_at = "", (0, 0)
    for start, end in _lines(folded):
        cells = _cells(folded, start, end)
        found = _head(folded, cells, is_annex)
        if found:
            head, phase, phase_at = found, "", (0, 0)
            continue
        if head is None or len(cells) < 2 or len(cells) > head.width + 1:
            head = None if len(cells) < 2 else head
            continue
        said = _at(text, cells, head.phase)
        if said:
            phase, phase_at = said, cells[head.phase]
        name = _at(text, cells, head.name) or (said if head.name < 0 else "")
        starts_on, ends_on = _span(folded, cells, head, masthead)
        if not name or _ALL.fullmatch(name) or not (starts_on or ends_on):
            continue
        low, high = _row(text, cells)
        under = phase if head.phase >= 0 and head.name >= 0 else ""
        yield TimetableStep(name[:_LONGEST_NAME], under, starts_on, ends_on, low, high, phase_at)


def _lines(text: str) -> Iterator[Cell]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _cells(text: str, start: int, end: int) -> list[Cell]:
    out, at = [], start
    for cell in text[start:end].split("\t"):
        out.append((at, at + len(cell)))
        at += len(cell) + 1
    return out


def _head(text: str, cells: list[Cell], is_annex: bool) -> _Head | None:
    if len(cells) < 2:
        return None
    words = [re.sub(r"\s", "", text[a:b]) for a, b in cells]
    if any(len(word) > _LONGEST_HEAD for word in words):
        return None

    def column(pattern: re.Pattern[str]) -> int:
        return next((place for place, word in enumerate(words) if pattern.fullmatch(word)), -1)

    since, until = column(_FROM), column(_TO)
    time = column(_TIME) if since < 0 or until < 0 else -1
    if time < 0 and until < 0:
        return None
    phase, step = column(_PHASE), column(_STEP)
    name = step if step >= 0 else column(_TASK)
    if (phase < 0 and step < 0 and not is_annex) or (phase < 0 and name < 0):
        return None
    return _Head(len(words), phase, name, time, since, until)


def _at(text: str, cells: list[Cell], column: int) -> str:
    if not 0 <= column < len(cells):
        return ""
    return re.sub(r"\s+", " ", text[cells[column][0] : cells[column][1]]).strip(" 。；;，,")


def _span(text: str, cells: list[Cell], head: _Head, masthead: Masthead) -> tuple[date | None, date | None]:
    if head.time >= 0:
        return _days(text, cells, head.time, masthead)
    begun, ended = _days(text, cells, head.since, masthead), _days(text, cells, head.until, masthead)
    return begun[0] or begun[1], ended[1]


def _days(text: str, cells: list[Cell], column: int, masthead: Masthead) -> tuple[date | None, date | None]:
    """The span that a cell names; a day alone begins and ends it, a day with 前 only ends it."""
    if not 0 <= column < len(cells):
        return None, None
    words = text[cells[column][0] : cells[column][1]]
    found = [resolve_in_text(mention, masthead) for mention in find_dates(words)[:2]]
    if not found:
        return None, None
    first, last = found[0], found[-1]
    if re.search(r"[前止]\s*$|以前|之前|截止", words) and len(found) == 1 and first.start == first.end:
        return None, first.end
    start, end = first.start, last.end
    return (start, end) if not (start and end and end < start) else (None, end)


def _row(text: str, cells: list[Cell]) -> Cell:
    """From the first to the last word of a row."""
    held = [(a, b) for a, b in cells if text[a:b].strip()]
    start, end = held[0][0], held[-1][1]
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
