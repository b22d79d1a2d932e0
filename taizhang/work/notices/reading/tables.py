"""Duty tables whose cells stand one per line, or side by side with tabs and bars: rows with a lead and a count.

A table is known by a header that names a lead (负责人, 责任单位, 牵头单位) and by rows of as many cells as the header.
"""

import re
from dataclasses import dataclass

from taizhang.lib.chinese.numerals import parse_number, plain_value
from taizhang.work.notices.reading.bodies import read_names
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.structure import Layout, Line

_LEAD = re.compile(
    r"^(?:负责人|责任人|责任单位|牵头单位|牵头部门|责任部门|带队领导|带队|主讲人|主持人|组长|负责教师|"
    r"负责单位|责任领导|负责部门|承办单位|带队老师|带队教师|主讲|责任处室)$"
)
_SUPPORT = re.compile(r"^(?:配合单位|配合部门|联系人|组员|成员|参与单位|协办单位)$")
_COUNT = re.compile(r"^(?:人数|数量|名额|份数|场次|户数)(?:（[^）]{1,4}）)?$")
_MAX_CELL = 40


@dataclass(frozen=True)
class Tables:
    """Candidates out of tables, and the starts of the lines that belong to one (not to be read as sentences)."""

    candidates: list[Candidate]
    lines: frozenset[int]


def read_tables(text: str, layout: Layout) -> Tables:
    """Find all duty tables."""
    lines = [line for line in layout.lines if not line.reason]
    candidates: list[Candidate] = []
    used: set[int] = set()
    i = 0
    while i < len(lines):
        if _LEAD.match(_cell(text, lines[i])):
            found, upto = _one_cell_per_line(text, lines, i)
            if found:
                candidates += found
                used.update(line.start for line in lines[i - 8 if i > 8 else 0 : upto] if _is_cell(text, line))
                i = upto
                continue
        i += 1
    candidates += _side_by_side(text, lines, used)
    return Tables(candidates, frozenset(used))


def _cell(text: str, line: Line) -> str:
    return re.sub(r"\s", "", text[line.start : line.end])


def _is_cell(text: str, line: Line) -> bool:
    return line.end - line.start <= _MAX_CELL and not re.search(r"[。；！？：]", text[line.start : line.end])


def _one_cell_per_line(text: str, lines: list[Line], lead: int) -> tuple[list[Candidate], int]:
    """Rows below the header that holds line `lead`; the header runs up to the first cell with the number one."""
    first = lead
    while (
        first > 0
        and lead - first < 8
        and _is_cell(text, lines[first - 1])
        and lines[first - 1].end - lines[first - 1].start <= 8
    ):
        first -= 1
    body = lead + 1
    while body < len(lines) and body - lead < 8 and not re.match(r"[1一]", _cell(text, lines[body])):
        body += 1
    if body >= len(lines) or not all(_is_cell(text, line) for line in lines[first:body]):
        return [], lead + 1
    header = [_cell(text, line) for line in lines[first:body]]
    width = len(header)
    out: list[Candidate] = []
    at, number = body, 1
    while at + width <= len(lines) and all(_is_cell(text, line) for line in lines[at : at + width]):
        opening = re.match(r"\d+|[一二三四五六七八九十]+", _cell(text, lines[at]))
        if not opening or parse_number(opening.group()) != number:
            break
        out += _row(text, header, [(line.start, line.end) for line in lines[at : at + width]])
        at, number = at + width, number + 1
    return (out, at) if number > 2 and width >= 2 else ([], lead + 1)


def _side_by_side(text: str, lines: list[Line], used: set[int]) -> list[Candidate]:
    out: list[Candidate] = []
    header: list[str] = []
    for line in lines:
        cells = _cells(text, line)
        if len(cells) < 2:
            header = []
            continue
        words = [re.sub(r"\s", "", text[a:b]) for a, b in cells]
        if any(_LEAD.match(w) for w in words):
            header = words
            used.add(line.start)
        elif header and len(words) == len(header):
            out += _row(text, header, cells)
            used.add(line.start)
        else:
            header = []
    return out


def _cells(text: str, line: Line) -> list[tuple[int, int]]:
    shown = text[line.start : line.end]
    if "|" in shown:
        pattern = r"[^|]+"
    elif re.search(r"\s{2,}", shown):
        pattern = r"\S+(?:\s\S+)*"
    else:
        return []
    return [(line.start + m.start(), line.start + m.end()) for m in re.finditer(pattern, shown) if m.group().strip()]


def _row(text: str, header: list[str], cells: list[tuple[int, int]]) -> list[Candidate]:
    out: list[Candidate] = []
    task = next(
        (
            text[a:b].strip()
            for (a, b), name in zip(cells, header, strict=True)
            if re.search(r"任务|内容|事项|项目|活动|主题|工作", name)
        ),
        text[cells[0][0] : cells[0][1]].strip(),
    )
    support: list[tuple[int, int]] = []
    for (start, end), name in zip(cells, header, strict=True):
        if _SUPPORT.match(name):
            support += [(n.start, n.end) for n in read_names(text, start, end, loose=True) or []]
    for (start, end), name in zip(cells, header, strict=True):
        if _LEAD.match(name):
            names = read_names(text, start, end, loose=True)
            if names:
                duty = {"task": task[:60], "lead": [(n.start, n.end) for n in names], "support": support}
                out.append(Candidate("responsibility", duty, start, end, ["table_cell"], about=(start, end)))
        elif _COUNT.match(name):
            value = parse_number(re.sub(r"\D*$", "", text[start:end].strip()))
            if value is not None:
                fields = {
                    "what": f"{task} {name}"[:60],
                    "value": plain_value(value),
                    "unit": "人" if "人" in name else "个",
                    "change": None,
                }
                out.append(Candidate("figure", fields, start, end, ["table_cell", "counts_things"], about=(start, end)))
    return out
