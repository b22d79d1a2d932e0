"""From a text to a draft: clean, fold, lay out, read, weigh, join what is said twice, and map back to the original."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.script import bigrams, fold, script_of
from taizhang.work.notices.reading.amounts import read_amounts
from taizhang.work.notices.reading.cleaning import Cleaned, clean
from taizhang.work.notices.reading.deadlines import read_deadlines, resolve_in_text
from taizhang.work.notices.reading.masthead import Masthead, read_masthead
from taizhang.work.notices.reading.mending import mend
from taizhang.work.notices.reading.model import Draft, Item, Outline, Span
from taizhang.work.notices.reading.phases import read_phases
from taizhang.work.notices.reading.responsibilities import read_responsibilities
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading, read_sentences
from taizhang.work.notices.reading.structure import Layout, Part, Segment, lay_out
from taizhang.work.notices.reading.tables import Tables, read_tables

_SAME_TASK = 0.3
_SAME_PAPER = 0.12
_FEW_WORDS = 4
_LOOK_BACK = 60
_SAID_ONCE = ("coverage_share", "study_hours", "group_study_share")
_ORDER = {"phase": 0, "step": 1, "requirement": 2, "deadline": 3, "responsibility": 4, "figure": 5}


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
        for c in read_deadlines(reading, masthead, phases.parts, phases.used, _spans(phases.candidates))
        if c.is_kept and c.fields["due"]
    ]
    requirements = _join_repeated(reading, [c for c in amounts if c.kind == "requirement"])
    deadlines = _join_repeated(reading, _one_per_sentence(reading, deadlines))
    duties = [c for c in read_responsibilities(reading, [*requirements, *deadlines], masthead.skip) if c.is_kept]
    figures = _join_repeated(reading, [c for c in amounts if c.kind == "figure"])
    kept = [c for c in phases.candidates if c.is_kept] + requirements + deadlines + duties + figures + tables.candidates
    items = [_item(text, cleaned, c) for c in kept]
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
        campaign_span=_campaign_span(folded, reading, masthead, [c for c in phases.candidates if c.is_kept]),
        items=tuple(sorted((i for i in items if i), key=lambda i: (_ORDER[i.kind], i.start, i.end))),
        outline=tuple(_outline(cleaned, part) for part in layout.root.children),
        dropped=tuple(sorted(dropped, key=lambda s: (s.start, s.end))),
    )


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
        confidence=candidate.confidence,
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


def _one_per_sentence(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Several tasks behind one date in one sentence are one deadline."""
    seen: dict[tuple[int, Any], Candidate] = {}
    out = []
    for candidate in candidates:
        sentence = reading.sentence_at(candidate.start)
        key = (sentence.start if sentence else candidate.start, candidate.fields["due"])
        if key in seen and "；" not in reading.text[seen[key].start : candidate.start]:
            seen[key].also.append((candidate.start, candidate.end))
            continue
        seen[key] = candidate
        out.append(candidate)
    return out


def _join_repeated(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """The same value for the same task said again is one item; the other places go into `also`."""
    out: list[Candidate] = []
    by_value: dict[Any, list[tuple[Candidate, set[str]]]] = {}
    for candidate in candidates:
        fields = candidate.fields
        value = fields["due"] if candidate.kind == "deadline" else (fields["value"], fields["unit"][-1:] == "%")
        words = _words_of(reading, candidate)
        for earlier, known in by_value.get(value, [])[-_LOOK_BACK:]:
            if _is_same(reading, earlier, candidate, known, words):
                if candidate.confidence > earlier.confidence:
                    earlier.also.append((earlier.start, earlier.end))
                    earlier.start, earlier.end, earlier.fields = candidate.start, candidate.end, candidate.fields
                    earlier.signs = candidate.signs
                else:
                    earlier.also.append((candidate.start, candidate.end))
                break
        else:
            by_value.setdefault(value, []).append((candidate, words))
            out.append(candidate)
    return out


def _words_of(reading: Reading, candidate: Candidate) -> set[str]:
    """What a candidate is about, without its numbers."""
    return bigrams(_without_numbers(reading.text[candidate.about[0] : candidate.about[1]]))


def _without_numbers(shown: str) -> str:
    return re.sub(
        r"\d+[年月日号]?[前底]?|[上中下]旬|时间|日期|截止|[至于前请各]|每[年月周日天季]度?|[，。；：]", " ", shown
    )


def _is_same(reading: Reading, earlier: Candidate, candidate: Candidate, known: set[str], words: set[str]) -> bool:
    text = reading.text
    home, here = reading.sentence_at(earlier.start), reading.sentence_at(candidate.start)
    if (
        earlier.kind == "requirement"
        and home
        and here
        and home.is_title
        and home.part is here.part
        and not here.is_title
    ):
        return bool(earlier.fields["unit"] == candidate.fields["unit"])
    few = min(len(known), len(words)) < _FEW_WORDS
    if candidate.kind == "deadline" and few and "label" not in {*earlier.signs, *candidate.signs}:
        # 5月8日前完成 says of no task what it is: under another heading it is another
        return bool(home and here and home.part is here.part and (known <= words or words <= known))
    if candidate.kind == "requirement" and earlier.fields["op"] != candidate.fields["op"]:
        return False
    if earlier.about == candidate.about and earlier.kind in ("requirement", "figure"):
        return False
    if (
        candidate.kind == "requirement"
        and earlier.fields["measure"] == candidate.fields["measure"] in _SAID_ONCE
        and not {"bound", "everybody"} <= set(candidate.signs) & set(earlier.signs)
    ):
        return True
    shared = len(known & words) / max(1, min(len(known), len(words)))
    if re.search(r"上述|以上(?:材料|内容|任务|工作)", text[candidate.about[0] : candidate.about[1]]):
        return True
    sent_in = (
        "report_verb" in earlier.signs
        and "report_verb" in candidate.signs
        and "。" in text[earlier.end : candidate.start]
    )
    return shared >= (_SAME_PAPER if sent_in else _SAME_TASK)


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
