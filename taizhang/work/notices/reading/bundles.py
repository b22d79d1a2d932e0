"""A notice with its annexes read as one: each part is drafted for itself, then all stand in one text.

The frame (title, issuer, number, span) is the main text's; an annex adds what it demands, and its timetable adds steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from taizhang.lib.chinese.script import fold
from taizhang.work.notices.reading.drafting import draft
from taizhang.work.notices.reading.masthead import Masthead, read_masthead
from taizhang.work.notices.reading.model import Draft, Item, Outline, Span
from taizhang.work.notices.reading.structure import lay_out
from taizhang.work.notices.reading.timetable import TimetableStep, read_timetables

BETWEEN = "\n\n"


@dataclass(frozen=True)
class PartText:
    """One text of a notice with what its file set aside; `start` is its place in the whole."""

    text: str
    start: int
    aside: tuple[Span, ...] = ()


def whole_text(texts: Sequence[str]) -> tuple[str, list[int]]:
    """The texts as one, and where each begins in it."""
    starts, size = [], 0
    for text in texts:
        starts.append(size)
        size += len(text) + len(BETWEEN)
    return BETWEEN.join(texts), starts


def draft_parts(parts: Sequence[PartText], *, today: date | None) -> Draft:
    """Read a notice (the first part) and its annexes."""
    main = _drafted(parts[0], today)
    day = main.document_date or today
    reads = [main]
    for part in parts[1:]:
        named = any(item.kind == "phase" for read in reads for item in read.items)
        reads.append(draft_annex(part, today=day, has_phases=named))
    return replace(
        main,
        campaign_span=next((read.campaign_span for read in reads if read.campaign_span), None),
        items=tuple(item for read in reads for item in read.items),
        outline=tuple(heading for read in reads for heading in read.outline),
        dropped=tuple(span for read in reads for span in read.dropped),
    )


def draft_annex(part: PartText, *, today: date | None, has_phases: bool) -> Draft:
    """Read an annex; phases of its timetable are only phases of the notice when it names none (`has_phases`)."""
    return _drafted(part, today, is_annex=True, has_phases=has_phases)


def steps_in(text: str, *, today: date | None) -> list[TimetableStep]:
    """The steps that an annex sets; `today` gives the year of days that name none."""
    return read_timetables(text, _dated(today), is_annex=True)


def _drafted(part: PartText, today: date | None, *, is_annex: bool = False, has_phases: bool = False) -> Draft:
    read = draft(part.text, today=today, aside=part.aside)
    steps = read_timetables(part.text, _dated(read.document_date or today), is_annex=is_annex)
    items = list(read.items)
    if steps:
        items = [item for item in items if not _is_told_by(item, steps)]
        if not has_phases and not any(item.kind == "phase" for item in items):
            items += _phases(part.text, steps)
        items += [_item(part.text, step) for step in steps]
    return _moved(replace(read, items=tuple(items)), part.start)


def _dated(day: date | None) -> Masthead:
    """A frame that only knows the day of the notice."""
    nothing = read_masthead("", lay_out(""), today=day)
    return replace(nothing, document_date=day, year=day.year if day else None)


def _is_told_by(item: Item, steps: Sequence[TimetableStep]) -> bool:
    """The last day of a step is no deadline beside it, and its row no phase."""
    return item.kind in ("deadline", "phase") and any(
        step.start <= item.start and item.end <= step.end for step in steps
    )


def _item(text: str, step: TimetableStep) -> Item:
    fields = {"name": step.name, "start": _iso(step.starts_on), "end": _iso(step.ends_on), "phase": step.phase}
    quote = text[step.start : step.end]
    return Item("step", fields, quote, step.start, step.end, 0.9, why=("timetable",))


def _phases(text: str, steps: Sequence[TimetableStep]) -> list[Item]:
    """The phases that a timetable names in a column of their own, each with the days of all its steps."""
    named: dict[str, list[TimetableStep]] = {}
    for step in steps:
        if step.phase:
            named.setdefault(fold(step.phase), []).append(step)
    out = []
    for inner in named.values():
        starts = [step.starts_on for step in inner if step.starts_on]
        ends = [step.ends_on for step in inner if step.ends_on]
        start, end = inner[0].phase_at
        fields = {
            "name": inner[0].phase,
            "start": _iso(min(starts, default=None)),
            "end": _iso(max(ends, default=None)),
        }
        out.append(Item("phase", fields, text[start:end], start, end, 0.85, why=("timetable",)))
    return out


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moved(read: Draft, by: int) -> Draft:
    """The same draft at its place in the whole."""
    if not by:
        return read

    def heading(of: Outline) -> Outline:
        inner = tuple(map(heading, of.children))
        return replace(of, start=of.start + by, end=of.end + by, stop=of.stop + by, children=inner)

    def span(of: Span) -> Span:
        return replace(of, start=of.start + by, end=of.end + by)

    items = (
        replace(item, start=item.start + by, end=item.end + by, also=tuple(map(span, item.also))) for item in read.items
    )
    return replace(
        read,
        items=tuple(items),
        outline=tuple(map(heading, read.outline)),
        dropped=tuple(map(span, read.dropped)),
    )
