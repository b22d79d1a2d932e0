"""Sentences and clauses of a document with their mood: reported, ordered, planned, open, conditional or plain.

A clause without a sign of its own takes the mood of the clause before it in the sentence; a sentence without any sign
is "plain", and what plain means depends on the kind of document (a notice orders, a speech or a report tells).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from taizhang.work.notices.reading.structure import Layout, Part
from taizhang.work.notices.reading.words import moods

Mood = Literal["reported", "ordered", "planned", "open", "conditional", "plain"]

_REPORTED, _ORDERED, _PLANNED, _OPEN, _CONDITIONAL = (
    re.compile("|".join(words))
    for words in (moods.REPORTED, moods.ORDERED, moods.PLANNED, moods.OPTIONAL, moods.CONDITIONAL)
)
_SENTENCE_END = re.compile(r"[。！？]”?|[\n\t]")
_MAX_SENTENCE = 1200
_CLAUSE_END = re.compile(r"[，；]")
_ISSUED = re.compile(r"(?:下发|印发|发布|出台)了?《")
_PREAMBLE_END = re.compile(r"(?:通知|安排|要求|事项|意见|方案|公告|部署|措施)[^，。；\n]{0,6}如下")
_LONGEST_PREAMBLE = 2500
_COMPARED = re.compile(moods.COMPARED)
_BRACKETED = re.compile(r"（[^）\n]{0,80}）")
# One clause before the one that reports: what was done was done in it (甲局等9部门在46个城市试行的基础上，近日印发…).
_SUBJECT_ALONE = re.compile(r"[^，；]{2,60}(?:基础上|以后|之后|后|中|时|期间)")
# A paper tells what another paper orders: 通知要求，…
_PASSED_ON = re.compile(
    r"\s?(?:《[^》\n]{2,60}》|[\u4e00-\u9fff]{0,12}(?:通知|意见|方案|办法|文件|公告|规定|决定))"
    r"(?:还|也|并|同时|特别|最后|进一步)?(?:要求|明确|提出|规定|强调|指出)(?!的)"
)
_QUOTED = re.compile(r"“[^”\n]{0,80}”|《[^》\n]{0,80}》")


@dataclass(frozen=True)
class Clause:
    """Characters `start`..`end` of the text, without the sign that ends them."""

    start: int
    end: int
    mood: Mood
    conditional: bool


@dataclass(frozen=True)
class Sentence:
    """One sentence under one part; `is_title` for a heading that is only a heading.

    `orders` says how a plain clause in it is meant: ordered, as its surroundings are, or told.
    """

    start: int
    end: int
    part: Part
    clauses: tuple[Clause, ...]
    is_title: bool
    orders: bool

    def clause_at(self, offset: int) -> Clause:
        """The clause that holds the character at `offset`."""
        i = bisect_right([c.start for c in self.clauses], offset) - 1
        return self.clauses[max(i, 0)]


@dataclass(frozen=True)
class Reading:
    """A text with its sentences, and how its plain sentences are meant."""

    text: str
    layout: Layout
    sentences: tuple[Sentence, ...]
    tells: bool
    speech: bool

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`; None between sentences."""
        i = bisect_right(self.starts, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None


def read_sentences(text: str, layout: Layout, *, title: str, reports: bool) -> Reading:
    """Cut the segments of a document into sentences; `reports` says that its kind only tells what was done.

    `title` helps to tell a notice, which orders, from a speech, which orders only where it says so.
    """
    by_segment = [_cut(text, segment.start, segment.end, segment.part) for segment in layout.segments]
    everything = [sentence for group in by_segment for sentence in group]
    orders, done = _tendency(everything)
    named = re.search(rf"(?:{moods.ORDERING_TITLES})[》”]?(?:（[^）]{{0,12}}）)?$", title) or (
        re.search(moods.ORDERING_TITLES, title) and not re.search(moods.SPEECH_TITLES, title)
    )
    tells = reports or (not named and done > 2 * orders + 1)
    speech = not named and bool(re.search(moods.SPEECH_TITLES, title) or re.search(moods.ADDRESSES, text[:3000]))
    told = _PREAMBLE_END.search(text, 0, _LONGEST_PREAMBLE)
    sentences: list[Sentence] = []
    for group in by_segment:
        here, past = _tendency(group)
        plain_orders = here > past if tells or speech else past <= 2 * here + 1
        ahead = any(re.search(moods.AHEAD_TITLES, part.title) for part in group[0].part.path()) if group else False
        sentences += [
            replace(sentence, orders=(plain_orders or ahead) and not (told and _leads_in(sentence, told.start())))
            for sentence in group
        ]
    return Reading(text, layout, tuple(sentences), tells, speech)


def _leads_in(sentence: Sentence, until: int) -> bool:
    """True for a sentence above the first heading, before 通知如下: it tells why the paper is written."""
    return sentence.part.kind == "root" and sentence.end <= until


def _tendency(sentences: list[Sentence]) -> tuple[int, int]:
    """How many sentences order or plan something, and how many report."""
    moods_of = [{clause.mood for clause in sentence.clauses} for sentence in sentences]
    orders = sum(bool(m & {"ordered", "planned"}) for m in moods_of)
    return orders, sum("reported" in m and not m & {"ordered", "planned"} for m in moods_of)


def _cut(text: str, start: int, stop: int, part: Part) -> list[Sentence]:
    """The sentences of one segment; a heading that is only a heading is a sentence of its own."""
    out: list[Sentence] = []
    at = start
    if part.start == start and part.title and not part.is_sentence:
        out.append(_sentence(text, part.title_start, part.title_end, part, True))
        at = part.title_end
    elif part.start == start:
        at = max(at, part.title_start)
    passed_on: Mood = "ordered" if _PASSED_ON.match(text, at, stop) else "plain"
    while at < stop:
        found = _SENTENCE_END.search(text, at, stop)
        end = min(found.end() if found else stop, at + _MAX_SENTENCE)
        first = at
        while first < end and text[first] in " ：。；，\n":
            first += 1
        if end - first > 1:
            out.append(_sentence(text, first, end, part, False, passed_on))
        at = end
    return out


def _sentence(text: str, start: int, end: int, part: Part, is_title: bool, mood: Mood = "plain") -> Sentence:
    bounds = [start] + [m.end() for m in _CLAUSE_END.finditer(text, start, end)]
    clauses: list[Clause] = []
    conditional = False
    for low, high in zip(bounds, [*bounds[1:], end], strict=True):
        stop = high
        while stop > low and text[stop - 1] in "，；。！？\n":
            stop -= 1
        said = text[low:stop] if part.role != "goals" else _COMPARED.sub("", text[low:stop])
        own = _mood(said, opens=part.kind == "root")
        if own:
            mood = own
        elif mood == "open" and not text.startswith(("并", "且", "也", "或"), low):
            mood = "plain"
        goes_on = conditional and text[low - 1] == "，" and text[low - 2] in "的时者"
        conditional = goes_on or bool(_CONDITIONAL.match(text[low : low + 6].lstrip("对")))
        clauses.append(Clause(low, stop, mood, conditional))
    first = next((c.mood for c in clauses if c.mood != "plain"), "plain")
    if first == "reported" and clauses[0].mood == "plain":
        told = next(i for i, c in enumerate(clauses) if c.mood != "plain")
        if _SUBJECT_ALONE.fullmatch(text[clauses[0].start : clauses[told - 1].end]):
            clauses[:told] = [replace(c, mood="reported") for c in clauses[:told]]
    return Sentence(start, end, part, tuple(clauses), is_title, True)


def _mood(clause: str, *, opens: bool = False) -> Mood | None:
    """How a clause is meant by its own words; `opens` for one above the first heading, where the past is told."""
    bare = _QUOTED.sub("", clause)
    outside = _BRACKETED.sub("", bare) or bare
    if _OPEN.search(outside) and not re.search(r"不可|必须|不得", bare):
        return "open"
    if _ORDERED.search(bare):
        return "ordered"
    if _REPORTED.search(outside) or (opens and _ISSUED.search(clause)):
        return "reported"
    if _PLANNED.search(bare):
        return "planned"
    return None


def mood_sign(sentence: Sentence, clause: Clause) -> str:
    """The sign for a clause's mood: a plain clause orders or tells as the sentences around it do."""
    if clause.conditional:
        return "conditional"
    if clause.mood == "plain":
        return "plain_order" if sentence.orders else "plain_told"
    return clause.mood
