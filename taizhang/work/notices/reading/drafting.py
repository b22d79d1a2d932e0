"""From a text to a draft: clean, fold, lay out, read, weigh, join what is said twice, and map back to the original."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.script import fold, script_of
from taizhang.work.notices.reading.amounts import read_amounts
from taizhang.work.notices.reading.calibration import calibrated
from taizhang.work.notices.reading.cleaning import Cleaned, clean
from taizhang.work.notices.reading.deadlines import read_deadlines, resolve_in_text
from taizhang.work.notices.reading.joining import join_repeated, one_per_sentence, when_of
from taizhang.work.notices.reading.masthead import Masthead, read_masthead
from taizhang.work.notices.reading.mending import mend
from taizhang.work.notices.reading.model import Draft, Item, Outline, Span
from taizhang.work.notices.reading.named_lists import read_named_lists
from taizhang.work.notices.reading.phases import read_phases
from taizhang.work.notices.reading.responsibilities import read_responsibilities
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading, read_sentences
from taizhang.work.notices.reading.steps import read_steps
from taizhang.work.notices.reading.structure import Layout, Part, Segment, lay_out
from taizhang.work.notices.reading.tables import Tables, read_tables

_DEMANDS = ("requirement", "deadline", "responsibility")
_ORDER = {"phase": 0, "step": 1, "requirement": 2, "deadline": 3, "responsibility": 4, "figure": 5, "named_list": 6}


def draft(text: str, *, today: date | None = None, aside: Sequence[Span] = ()) -> Draft:
    """Read a notice. `today` gives the year of dates in a text that names none; `aside` holds the stretches that are
    no part of it. Never fails on any text."""
    cleaned = mend(clean(text, aside))
    folded = fold(cleaned.text)
    layout = lay_out(folded)
    masthead = read_masthead(folded, layout, today=today)
    tables = read_tables(folded, layout, masthead)
    layout.segments = _segments(layout, masthead, tables)
    reading = read_sentences(folded, layout, title=masthead.title, reports=masthead.reports)
    phases = read_phases(reading, masthead, tables.lines)
    amounts = [c for c in read_amounts(reading) if c.is_kept]
    deadlines = [
        c
        for c in read_deadlines(reading, masthead, phases.days, phases.used, _spans(phases.candidates))
        if c.is_kept and when_of(c)
    ]
    requirements = join_repeated(reading, [c for c in amounts if c.kind == "requirement"])
    deadlines = join_repeated(reading, one_per_sentence(reading, deadlines))
    duties = [c for c in read_responsibilities(reading, [*requirements, *deadlines], masthead.skip) if c.is_kept]
    figures = join_repeated(reading, [c for c in amounts if c.kind == "figure"])
    stages = [c for c in phases.candidates if c.is_kept]
    steps = read_steps(reading, masthead, phases.candidates)
    named = read_named_lists(reading, masthead.title)
    kept = [*stages, *steps, *requirements, *deadlines, *duties, *figures, *tables.candidates, *named]
    items = _grouped(reading, [(c, item) for c in kept if (item := _item(text, cleaned, c))])
    dropped = [*cleaned.dropped]
    for line in layout.lines:
        if line.reason:
            dropped.append(Span(cleaned.original_start(line.start), cleaned.original_end(line.end), line.reason))
    return Draft(
        script=script_of(cleaned.text),
        title=cleaned.text[masthead.title_start : masthead.title_end].replace("\n", "").strip(),
        issuer=_stretch(cleaned, masthead.issuer),
        number=_stretch(cleaned, masthead.number),
        document_date=masthead.document_date,
        kind=masthead.kind,
        campaign_span=_campaign_span(folded, reading, masthead, stages),
        items=tuple(sorted(items, key=lambda i: (_ORDER[i.kind], i.start, i.end))),
        outline=tuple(_outline(cleaned, part) for part in layout.root.children),
        dropped=tuple(sorted(dropped, key=lambda s: (s.start, s.end))),
    )


def weighed(text: str) -> list[tuple[Item, Candidate]]:
    """Every candidate of a notice, kept or not, as the item it would be: what weights are fitted on."""
    cleaned = mend(clean(text))
    folded = fold(cleaned.text)
    layout = lay_out(folded)
    masthead = read_masthead(folded, layout, today=None)
    tables = read_tables(folded, layout, masthead)
    layout.segments = _segments(layout, masthead, tables)
    reading = read_sentences(folded, layout, title=masthead.title, reports=masthead.reports)
    phases = read_phases(reading, masthead, tables.lines)
    amounts = read_amounts(reading, rejected=True)
    deadlines = read_deadlines(reading, masthead, phases.days, phases.used, _spans(phases.candidates))
    anchors = [c for c in amounts + deadlines if c.is_kept and c.kind != "figure"]
    duties = read_responsibilities(reading, anchors, masthead.skip)
    everything = [*phases.candidates, *amounts, *deadlines, *duties, *tables.candidates]
    pairs = [(_item(text, cleaned, c), c) for c in everything]
    return [(item, candidate) for item, candidate in pairs if item]


def _spans(phases: list[Candidate]) -> frozenset[tuple[date | None, date | None]]:
    """First and last days of the stages that are kept."""
    return frozenset(
        (date.fromisoformat(p.fields["start"]), date.fromisoformat(p.fields["end"]))
        for p in phases
        if p.is_kept and p.fields["start"] and p.fields["end"]
    )


def _segments(layout: Layout, masthead: Masthead, tables: Tables) -> list[Segment]:
    """What is read as sentences: all but title, addressees, signature and tables; of these the cells that tell tasks."""
    part_of = {s.start: s.part for s in layout.segments}
    starts = sorted(part_of)
    out = [s for s in layout.segments if s.start not in masthead.skip and s.start not in tables.lines]
    for start, end in tables.cells:
        home = part_of[starts[bisect_right(starts, start) - 1]]
        out.append(Segment(start, end, home))
    return sorted(out, key=lambda s: s.start)


def _stretch(cleaned: Cleaned, place: tuple[int, int] | None) -> str | None:
    return cleaned.text[place[0] : place[1]].strip() if place else None


def _grouped(reading: Reading, pairs: list[tuple[Candidate, Item]]) -> list[Item]:
    """The items; demands that one sentence, or one row of a table, makes together carry its place as their group."""
    homes: list[int | None] = []
    for candidate, _ in pairs:
        sentence = reading.sentence_at(candidate.start) if candidate.kind in _DEMANDS else None
        homes.append(sentence.start if sentence else None)
    many = {home for home, count in Counter(h for h in homes if h is not None).items() if count > 1}
    firsts: dict[int, int] = {}
    for (_, item), home in zip(pairs, homes, strict=True):
        if home is not None and home in many:
            firsts[home] = min(item.start, firsts.get(home, item.start))
    return [
        replace(item, group=f"s{firsts[place]}") if place is not None and place in firsts else item
        for (_, item), place in zip(pairs, homes, strict=True)
    ]


def _item(text: str, cleaned: Cleaned, candidate: Candidate) -> Item | None:
    """The candidate with its quote in the original text."""
    low, high = candidate.start, candidate.end
    while low < high and cleaned.text[low].isspace():
        low += 1
    while high > low and (cleaned.text[high - 1].isspace() or cleaned.text[high - 1] in "，。；,;"):
        high -= 1
    if high <= low:
        return None
    start, end = cleaned.original_start(low), cleaned.original_end(high)
    return Item(
        kind=candidate.kind,
        fields=_plain_fields(cleaned, candidate.fields),
        quote=text[start:end],
        start=start,
        end=end,
        confidence=calibrated(candidate.confidence),
        question=candidate.question,
        why=tuple(candidate.signs),
        also=tuple(_place(text, cleaned, a, b) for a, b in candidate.also),
    )


def _place(text: str, cleaned: Cleaned, low: int, high: int) -> Span:
    start, end = cleaned.original_start(low), cleaned.original_end(high)
    return Span(start, end, text[start:end])


def _plain_fields(cleaned: Cleaned, fields: dict[str, Any]) -> dict[str, Any]:
    """Places of names become the names as they are written in the (clean) original."""
    out = dict(fields)
    for key in ("lead", "support"):
        if key in out:
            out[key] = [cleaned.text[a:b].strip() for a, b in out[key]]
    return out


def _campaign_span(
    text: str, reading: Reading, masthead: Masthead, phases: list[Candidate]
) -> tuple[date | None, date | None] | None:
    """The stated period of the whole, else from the first stage's start to the last stage's end."""
    for sentence in reading.sentences[:80]:
        shown = text[sentence.start : sentence.end]
        for mention in find_dates(shown):
            before = shown[: mention.start]
            stated = before.endswith(
                ("时间为", "时间：", "时间从", "时间自", "决定于", "定于", "将于", "时间", "从", "自", "于")
            )
            title = sentence.part.title
            under = not sentence.is_title and (
                "活动时间" in title or "整治时间" in title or "治理时间" in title or "起止时间" in title
            )
            if mention.is_range and ((stated and not sentence.is_title) or (under and mention.start < 12)):
                found = resolve_in_text(mention, masthead)
                if found.start and found.end and (found.end - found.start).days > 2:
                    return found.start, found.end
                if mention.first.kind == "now" and found.end and not sentence.part.parent:
                    return None, found.end
    starts = [p.fields["start"] for p in phases if p.fields["start"]]
    ends = [p.fields["end"] for p in phases if p.fields["end"]]
    if len(phases) >= 2 and (starts or ends):
        first = date.fromisoformat(min(starts)) if starts and phases[0].fields["start"] else None
        last = date.fromisoformat(max(ends)) if ends and phases[-1].fields["end"] else None
        return (first, last) if first or last else None
    return None


def _outline(cleaned: Cleaned, part: Part) -> Outline:
    return Outline(
        label=part.label,
        title=cleaned.text[part.title_start : part.title_end].strip(),
        role=part.role,
        start=cleaned.original_start(part.start),
        end=cleaned.original_end(part.title_end),
        stop=cleaned.original_end(part.stop),
        children=tuple(_outline(cleaned, child) for child in part.children),
    )
