"""Tables whose cells stand one per line, or side by side with tabs, bars or wide gaps.

A table is known by a header of which one cell names a lead (负责人, 责任单位) or a time (完成时限), and by rows of as
many cells as the header. Its rows give responsibilities, deadlines, head counts and, under a column of stages, phases;
cells that tell a task are read as sentences.
"""

import re
from dataclasses import dataclass

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.numerals import parse_number, plain_value
from taizhang.lib.chinese.recurrences import find_recurrences
from taizhang.work.notices.reading.bodies import Name, is_body, read_names
from taizhang.work.notices.reading.deadlines import resolve_in_text
from taizhang.work.notices.reading.masthead import Masthead
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.structure import Layout, Line
from taizhang.work.notices.reading.words import tables as words

_LEAD, _SUPPORT, _COUNT, _TIME, _TASK, _STAGE, _HEADER = (
    re.compile(rf"(?:{pattern})$")
    for pattern in (words.LEAD, words.SUPPORT, words.COUNT, words.TIME, words.TASK, words.STAGE, words.HEADER)
)
_PLAIN = re.compile(r"(?:序号|编号|地点|备注|电话|联系电话|姓名|.*(?:地点|电话|备注))$")
_MAX_CELL = 60
_MAX_SPACED = 60  # a row whose cells only single blanks part is short
_MAX_TASK_CELL = 400
_MAX_TIME = 30
_TIME_OPENS = 8  # characters that may stand before the date of a time cell

Cell = tuple[int, int]


@dataclass(frozen=True)
class Tables:
    """Candidates out of tables, the starts of the lines that belong to one, and cells to be read as sentences."""

    candidates: list[Candidate]
    lines: frozenset[int]
    cells: list[Cell]


@dataclass
class _Grid:
    header: list[str]
    rows: list[list[Cell]]


def read_tables(text: str, layout: Layout, masthead: Masthead) -> Tables:
    """Find all tables with a lead or a time column."""
    lines = [line for line in layout.lines if not line.reason]
    used: set[int] = set()
    grids = _side_by_side(text, lines, used)
    i = 0
    while i < len(lines):
        if lines[i].start not in used and _is_telling(_word(text, lines[i])):
            header, rows, upto = _one_cell_per_line(text, lines, i)
            if rows:
                grids.append(_Grid(header, rows))
                used.update(line.start for line in lines[upto - len(header) * (len(rows) + 1) : upto])
                i = upto
                continue
        i += 1
    candidates: list[Candidate] = []
    cells: list[Cell] = []
    for grid in grids:
        stages = _stages(text, masthead, grid)
        candidates += stages
        for row in grid.rows:
            candidates += _row(text, masthead, grid.header, row, staged=bool(stages))
            cells += [
                cell
                for cell, name in zip(row, grid.header, strict=True)
                if cell[1] > cell[0]
                and (not _TIME.match(name) or _tells_task(text, cell))
                and not any(p.match(name) for p in (_LEAD, _SUPPORT, _COUNT, _PLAIN, _STAGE))
                and re.search(r"[\u4e00-\u9fff]{3}", text[cell[0] : cell[1]])
            ]
    return Tables(candidates, frozenset(used), cells)


def _word(text: str, line: Line) -> str:
    return re.sub(r"[\s|]", "", text[line.start : line.end])


def _is_telling(word: str) -> bool:
    return bool(_LEAD.match(word) or _TIME.match(word))


def _is_cell(text: str, line: Line) -> bool:
    barred = text[line.end - 1] == "|"
    limit = _MAX_TASK_CELL if barred else _MAX_CELL
    return line.end - line.start <= limit and (barred or not re.search(r"[。；！？]|：$", text[line.start : line.end]))


def _one_cell_per_line(text: str, lines: list[Line], telling: int) -> tuple[list[str], list[list[Cell]], int]:
    """Header, rows and the line behind them, for the header that holds the line `telling`."""
    first = telling
    while (
        first > 0
        and telling - first < 8
        and _is_cell(text, lines[first - 1])
        and lines[first - 1].end - lines[first - 1].start <= 8
    ):
        first -= 1
    numbered = telling + 1
    while numbered < len(lines) and numbered - telling < 8 and not re.match(r"[1一]", _word(text, lines[numbered])):
        numbered += 1
    if numbered < len(lines) and all(_is_cell(text, line) for line in lines[first:numbered]):
        header = [_word(text, line) for line in lines[first:numbered]]
        rows, upto = _rows_below(text, lines, numbered, header, numbered_rows=True)
        if len(rows) >= 2 and len(header) >= 2:
            return header, rows, upto
    first = last = telling
    while first > 0 and _HEADER.match(_word(text, lines[first - 1])):
        first -= 1
    while last + 1 < len(lines) and _HEADER.match(_word(text, lines[last + 1])):
        last += 1
    header = [_word(text, line) for line in lines[first : last + 1]]
    if len(header) < 2 or not any(_TIME.match(word) or _LEAD.match(word) for word in header):
        return [], [], telling + 1
    rows, upto = _rows_below(text, lines, last + 1, header, numbered_rows=False)
    return (header, rows, upto) if len(rows) >= 2 else ([], [], telling + 1)


def _rows_below(
    text: str, lines: list[Line], at: int, header: list[str], *, numbered_rows: bool
) -> tuple[list[list[Cell]], int]:
    """Rows of the header's width, as long as they count on, or as long as their time or lead cell holds one."""
    rows: list[list[Cell]] = []
    width = len(header)
    time = next((i for i, word in enumerate(header) if _TIME.match(word)), None)
    lead = next((i for i, word in enumerate(header) if _LEAD.match(word)), None)
    while at + width <= len(lines) and all(_is_cell(text, line) for line in lines[at : at + width]):
        block = lines[at : at + width]
        opening = re.match(r"\d+|[一二三四五六七八九十]+", _word(text, block[0]))
        counted = bool(opening and parse_number(opening.group()) == len(rows) + 1)
        told = time is not None and _tells_time(text[block[time].start : block[time].end])
        named = time is None and lead is not None and bool(_names(text, block[lead].start, _end(text, block[lead])))
        if not (counted if numbered_rows else told or named):
            break
        rows.append([(line.start, _end(text, line)) for line in block])
        at += width
    return rows, at


def _tells_task(text: str, cell: Cell) -> bool:
    """True for a time cell that says what is due besides when: 6月30日前交计划."""
    shown = text[cell[0] : cell[1]]
    mention = next(iter(find_dates(shown)), None)
    return bool(mention and re.match(r"(?:之|以)?前(?:须|要|应)?[\u4e00-\u9fff]{3}", shown[mention.tail :]))


def _tells_time(shown: str) -> bool:
    """True for a cell that holds a time and little else before it; a task may name a year in passing."""
    mention = next(iter(find_dates(shown)), None)
    return bool((mention and mention.start <= _TIME_OPENS) or (len(shown) <= _MAX_TIME and find_recurrences(shown)))


def _end(text: str, line: Line) -> int:
    """The end of a cell without the bar that closes it."""
    end = line.end
    while end > line.start and text[end - 1] in "| ":
        end -= 1
    return end


def _side_by_side(text: str, lines: list[Line], used: set[int]) -> list[_Grid]:
    grids: list[_Grid] = []
    header: list[str] = []
    for line in lines:
        cells = _cells(text, line)
        names = [re.sub(r"\s", "", text[a:b]) for a, b in cells]
        if len(cells) >= 2 and any(map(_is_telling, names)) and all(len(name) <= 12 for name in names):
            header = names
            grids.append(_Grid(header, []))
            used.add(line.start)
        elif header and len(cells) >= 2 and len(header) - 2 <= len(cells) <= len(header):
            cells = [(line.start, line.start)] * (len(header) - len(cells)) + cells
            grids[-1].rows.append(cells)
            used.add(line.start)
        elif header and text[line.start : line.end].strip("|- :") == "":
            used.add(line.start)
        elif header and line.end - line.start <= _MAX_CELL and text[line.start : line.end].count("|") == 1:
            # a row of one cell names the rows below it
            used.add(line.start)
        else:
            header = []
    return grids


def _cells(text: str, line: Line) -> list[Cell]:
    shown = text[line.start : line.end]
    if shown.count("|") + shown.count("\t") == 0 and "  " not in shown:
        spaced = shown.count(" ") >= 2 and len(shown) <= _MAX_SPACED and not re.search(r"[，。；：]", shown)
        return [(line.start + m.start(), line.start + m.end()) for m in re.finditer(r"\S+", shown)] if spaced else []
    if shown.endswith("|") and shown.count("|") == 1:
        return []
    sign = "|" if "|" in shown else "\t" if "\t" in shown else ""
    if not sign:
        return [(line.start + m.start(), line.start + m.end()) for m in re.finditer(r"\S+(?:\s\S+)*", shown)]
    out: list[Cell] = []
    at = 0
    for piece in shown.split(sign):
        low = at + len(piece) - len(piece.lstrip())
        out.append((line.start + low, line.start + max(low, at + len(piece.rstrip()))))
        at += len(piece) + 1
    if sign == "|":
        out = out[1:] if shown.startswith("|") else out
        out = out[:-1] if shown.endswith("|") else out
    return out


def _names(text: str, start: int, end: int) -> list[Name]:
    """The names of a cell; a blank or a stroke parts them as well as the usual signs do."""
    out: list[Name] = []
    for piece in re.finditer(r"[^\s/；;，,]+", text[start:end]):
        out += read_names(text, start + piece.start(), start + piece.end(), loose=True) or []
    whole = read_names(text, start, end, loose=True)
    return whole if whole and (len(out) < 2 or not all(is_body(n.text) for n in out)) else out


def _stages(text: str, masthead: Masthead, grid: _Grid) -> list[Candidate]:
    """Phases of a table with a column of stages and one of times; the latest day in its times ends a stage."""
    column = next((i for i, name in enumerate(grid.header) if _STAGE.match(name)), None)
    times = [i for i, name in enumerate(grid.header) if _TIME.match(name)]
    if column is None or not times or len(grid.rows) < 2:
        return []
    out: list[Candidate] = []
    year = masthead.year
    for row in grid.rows:
        start, end = row[column]
        if end - start < 2 or end - start > 40:
            return []
        found = [
            resolve_in_text(m, masthead, None)
            for i in times
            for m in find_dates(text[row[i][0] : row[i][1]])
            if m.first.kind != "year" or m.is_range
        ]
        first = next((m for i in times[:1] for m in find_dates(text[row[i][0] : row[i][1]])), None)
        behind = text[row[times[0]][0] : row[times[0]][1]][first.tail : first.tail + 2] if first else ""
        ends = [r.end for r in found if r.end]
        begins = bool(found and first and (first.is_range or not re.match(r"前|底前|止", behind)) and found[0].start)
        name = text[start:end].strip()
        fields: dict[str, object] = {
            "name": name,
            "start": found[0].start.isoformat() if begins and found[0].start else None,
            "end": max(ends).isoformat() if ends else None,
            "approx": any(r.approx for r in found),
        }
        signs = ["named_stage", "under_steps", "own_date" if ends else "no_date", "siblings_dated"]
        out.append(Candidate("phase", fields, start, end, signs, about=(start, row[-1][1])))
    return out if year is not None else []


def _row(text: str, masthead: Masthead, header: list[str], cells: list[Cell], *, staged: bool) -> list[Candidate]:
    out: list[Candidate] = []
    named = [(start, end, name) for (start, end), name in zip(cells, header, strict=True)]
    first = text[cells[0][0] : cells[0][1]].strip()
    task = next((text[a:b].strip() for a, b, name in named if _TASK.match(name) and b > a), first)[:60]
    support = [(n.start, n.end) for a, b, name in named if _SUPPORT.match(name) for n in _names(text, a, b)]
    begin = next((a for a, b in cells if b > a), cells[0][0])
    for start, end, name in named:
        if _LEAD.match(name):
            names = _names(text, start, end)
            if names:
                duty = {"task": task, "lead": [(n.start, n.end) for n in names], "support": support}
                out.append(Candidate("responsibility", duty, start, end, ["table_cell"], about=(start, end)))
        elif _TIME.match(name) and not staged and not _tells_task(text, (start, end)):
            out += _due(text, masthead, task, start, end, (begin, cells[-1][1]))
        elif _COUNT.match(name):
            value = parse_number(re.sub(r"\D*$", "", text[start:end].strip()))
            if value is not None:
                unit = "人" if "人" in name else "个"
                figure = {"what": f"{task} {name}"[:60], "value": plain_value(value), "unit": unit, "change": None}
                out.append(Candidate("figure", figure, start, end, ["table_cell", "counts_things"], about=(start, end)))
    return out


def _due(text: str, masthead: Masthead, task: str, start: int, end: int, row: Cell) -> list[Candidate]:
    """The deadline of a time cell: its day, the end of its period, or its recurrence."""
    shown = text[start:end]
    for repeated in find_recurrences(shown)[:1]:
        fields = {"what": task, "due": repeated.code, "approx": False, "year_inferred": False}
        return [Candidate("deadline", fields, row[0], row[1], ["table_cell"], about=(start, end))]
    for mention in find_dates(shown)[:1]:
        if mention.start > _TIME_OPENS:
            break
        due = resolve_in_text(mention, masthead)
        started = re.match(r"\s?(?:起|开始|启动)", shown[mention.tail :])
        if due.end and not started and not (masthead.document_date and due.end < masthead.document_date):
            fields = {
                "what": task,
                "due": due.end.isoformat(),
                "approx": due.approx,
                "year_inferred": mention.first.year is None,
            }
            return [Candidate("deadline", fields, row[0], row[1], ["table_cell"], about=(start, end))]
    return []
