"""Tables whose cells stand one per line, or side by side with tabs, bars or wide gaps.

A table is known by a header of which one cell names a lead (负责人, 责任单位) or a time (完成时限), and by rows of as
many cells as the header. Its rows give responsibilities, deadlines and head counts.
"""

import re
from dataclasses import dataclass

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.numerals import parse_number, plain_value
from taizhang.work.notices.reading.bodies import read_names
from taizhang.work.notices.reading.deadlines import resolve_in_text
from taizhang.work.notices.reading.masthead import Masthead
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.structure import Layout, Line
from taizhang.work.notices.reading.words import tables as words

_LEAD, _SUPPORT, _COUNT, _TIME, _TASK, _HEADER = (
    re.compile(rf"(?:{pattern})$")
    for pattern in (words.LEAD, words.SUPPORT, words.COUNT, words.TIME, words.TASK, words.HEADER)
)
_MAX_CELL = 60

Cell = tuple[int, int]


@dataclass(frozen=True)
class Tables:
    """Candidates out of tables, and the starts of the lines that belong to one (not to be read as sentences)."""

    candidates: list[Candidate]
    lines: frozenset[int]


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
                grids.append((header, rows))
                used.update(line.start for line in lines[upto - len(header) * (len(rows) + 1) : upto])
                i = upto
                continue
        i += 1
    candidates = [c for header, rows in grids for row in rows for c in _row(text, masthead, header, row)]
    return Tables(candidates, frozenset(used))


def _word(text: str, line: Line) -> str:
    return re.sub(r"\s", "", text[line.start : line.end])


def _is_telling(word: str) -> bool:
    return bool(_LEAD.match(word) or _TIME.match(word))


def _is_cell(text: str, line: Line) -> bool:
    return line.end - line.start <= _MAX_CELL and not re.search(r"[。；！？]|：$", text[line.start : line.end])


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
    if len(header) < 2 or not any(_TIME.match(word) for word in header):
        return [], [], telling + 1
    rows, upto = _rows_below(text, lines, last + 1, header, numbered_rows=False)
    return (header, rows, upto) if len(rows) >= 2 else ([], [], telling + 1)


def _rows_below(
    text: str, lines: list[Line], at: int, header: list[str], *, numbered_rows: bool
) -> tuple[list[list[Cell]], int]:
    """Rows of the header's width, as long as they count on, or as long as their time cell holds a date."""
    rows: list[list[Cell]] = []
    width = len(header)
    time = next((i for i, word in enumerate(header) if _TIME.match(word)), 0)
    while at + width <= len(lines) and all(_is_cell(text, line) for line in lines[at : at + width]):
        opening = re.match(r"\d+|[一二三四五六七八九十]+", _word(text, lines[at]))
        counted = bool(opening and parse_number(opening.group()) == len(rows) + 1)
        cell = lines[at + time]
        if not (counted if numbered_rows else find_dates(text[cell.start : cell.end])):
            break
        rows.append([(line.start, line.end) for line in lines[at : at + width]])
        at += width
    return rows, at


def _side_by_side(text: str, lines: list[Line], used: set[int]) -> list[tuple[list[str], list[list[Cell]]]]:
    grids: list[tuple[list[str], list[list[Cell]]]] = []
    header: list[str] = []
    for line in lines:
        cells = _cells(text, line)
        names = [re.sub(r"\s", "", text[a:b]) for a, b in cells]
        if len(cells) >= 2 and any(map(_is_telling, names)) and all(len(name) <= 10 for name in names):
            header = names
            grids.append((header, []))
            used.add(line.start)
        elif header and len(cells) == len(header):
            grids[-1][1].append(cells)
            used.add(line.start)
        else:
            header = []
    return grids


def _cells(text: str, line: Line) -> list[Cell]:
    shown = text[line.start : line.end]
    pattern = r"[^|]+" if "|" in shown else r"[^\t]+" if "\t" in shown else r"\S+(?:\s\S+)*" if "  " in shown else ""
    if not pattern:
        return []
    return [(line.start + m.start(), line.start + m.end()) for m in re.finditer(pattern, shown) if m.group().strip()]


def _row(text: str, masthead: Masthead, header: list[str], cells: list[Cell]) -> list[Candidate]:
    out: list[Candidate] = []
    named = [(start, end, name) for (start, end), name in zip(cells, header, strict=True)]
    first = text[cells[0][0] : cells[0][1]].strip()
    task = next((text[a:b].strip() for a, b, name in named if _TASK.match(name)), first)[:60]
    support = [
        (n.start, n.end)
        for a, b, name in named
        if _SUPPORT.match(name)
        for n in read_names(text, a, b, loose=True) or []
    ]
    for start, end, name in named:
        if _LEAD.match(name):
            names = read_names(text, start, end, loose=True)
            if names:
                duty = {"task": task, "lead": [(n.start, n.end) for n in names], "support": support}
                out.append(Candidate("responsibility", duty, start, end, ["table_cell"], about=(start, end)))
        elif _TIME.match(name):
            for mention in find_dates(text[start:end])[:1]:
                due = resolve_in_text(mention, masthead).end
                if due and not (masthead.document_date and due < masthead.document_date):
                    fields = {
                        "what": task,
                        "due": due.isoformat(),
                        "approx": False,
                        "year_inferred": mention.first.year is None,
                    }
                    out.append(
                        Candidate("deadline", fields, cells[0][0], cells[-1][1], ["table_cell"], about=(start, end))
                    )
        elif _COUNT.match(name):
            value = parse_number(re.sub(r"\D*$", "", text[start:end].strip()))
            if value is not None:
                unit = "人" if "人" in name else "个"
                figure = {"what": f"{task} {name}"[:60], "value": plain_value(value), "unit": unit, "change": None}
                out.append(Candidate("figure", figure, start, end, ["table_cell", "counts_things"], about=(start, end)))
    return out
