"""From what the reading gives to the items a person decides: phases numbered, audiences known, shares exact.

The reading is a pure library and knows no categories, units or programmes; here its plain fields take the kept shape
of `fields`. The exchange form that `taizhang notice draft` prints is the reading's own and is not touched.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.kinds import Category
from taizhang.lib import clock
from taizhang.lib.chinese.numerals import parse_part
from taizhang.lib.chinese.script import fold
from taizhang.lib.refusals import Refusal
from taizhang.work.notices import audiences
from taizhang.work.notices.fields import FORMS
from taizhang.work.notices.kinds import DECIDED_KINDS, SHARES, ItemKind, Measure
from taizhang.work.notices.reading import Draft, Item, Outline, Span
from taizhang.work.notices.reading.bundles import PartText, draft_annex, draft_parts
from taizhang.work.notices.reading.model import FIELD_OF_KIND
from taizhang.work.notices.reading.sources import SourceText, UnreadableNotice, read_source

# Longer texts are read in the background, with a bar.
LONG_TEXT = 100_000
_PART = re.compile(r"[一二三四五六七八九十百兩两\d]{1,4}分之[一二三四五六七八九十百兩两\d]{1,5}")
_PHASE_NUMBER = re.compile(r"^\s*第?[一二三四五六七八九十]{1,3}(?:个)?(?:阶段|階段|步|环节|環節)(?:[：:、\s]|(?=\S))")
_PHASE_DATES = re.compile(r"[（(][^（()）]*[\d月日年][^（()）]*[）)]?\s*$")
# what is wrong with a file that cannot be read, and what to do
UNREADABLE: dict[str, str | Promise] = {
    "empty": _("There is no text in it. Paste the text of the notice, or choose another file."),
    "binary": _("This is not a text that can be read here. Save it as docx or pdf, or paste the text."),
    "unknown_encoding": _("The characters of this file cannot be told. Save it as UTF-8, or paste the text."),
    "too_large": _("This is longer than any notice. Send the notice itself, without its annexes."),
    "swollen": _("This file swells to many times its size when it is opened. Save it anew, or paste the text."),
    "too_slow": _("Reading this file took too long and was stopped. Save it anew as docx, or paste the text."),
    "scanned_pdf": _(
        "This pdf holds pictures of pages, not text. Choose the file it was printed from, or paste the text."
    ),
    "garbled_pdf": _(
        "The characters of this pdf cannot be told from their shapes. Choose the docx, or paste the text."
    ),
    "encrypted": _("This file is locked with a password. Save it without one, or paste the text."),
    "broken": _("This file is damaged and cannot be opened. Send it again, or paste the text."),
    "no_converter": _("Old doc files are not read on this server. Save it as docx, or paste the text."),
    "wps": _("Files of WPS are not read here. Save it in WPS as docx, or paste the text."),
    "rtf": _("Rtf files are not read here. Save it as docx, or paste the text."),
    "odf": _("OpenDocument files are not read here. Save it as docx, or paste the text."),
    "ofd": _("Ofd files are not read here. Open it and copy the text, or choose the docx it was made from."),
    "slides": _("Slides are not read here. Paste the text of the notice."),
    "image": _("This is a picture, not text. Choose the file it was made from, or paste the text."),
    "archive": _("This is a packed file. Unpack it and choose the notice itself and its annexes."),
}


@dataclass(frozen=True, slots=True)
class NewItem:
    """One item to be decided: kind, kept fields, exact quote at ``start``..``end``, confidence in per cent."""

    kind: ItemKind
    fields: dict[str, Any]
    quote: str
    start: int
    end: int
    confidence: int
    question: str = ""
    why: tuple[str, ...] = ()
    group: str = ""


def read_text(content: bytes, filename: str = "") -> SourceText:
    """The text of a file. Raises `Refusal` with the code of what is wrong with it and what to do."""
    try:
        return read_source(content, filename=filename)
    except UnreadableNotice as error:
        reason = UNREADABLE[error.code]
        raise Refusal(error.code, reason, field="file") from error


def draft_file(path: Path) -> dict[str, Any]:
    """The exchange form of a notice in a file. Raises `Refusal` when the file cannot be read."""
    source = read_text(path.read_bytes(), path.name)
    said = read_draft(source.text, source.aside).as_json()
    for items in (said[name] for name in FIELD_OF_KIND.values()):
        for item in items:
            place = source.place_of(item["at"][0])
            item["place"] = f"{place.kind} {place.name}"
    return said


def read_draft(text: str, aside: Sequence[Span] = (), parts: Sequence[tuple[int, int]] = ()) -> Draft:
    """Read a text that was received, without what its files set aside; dates without a year are those around today.

    ``parts`` are the places of main text and annexes in it; none for a text in one piece.
    """
    return draft_parts([_piece(text, span, aside) for span in parts or [(0, len(text))]], today=clock.today())


def read_annex(
    text: str, place: tuple[int, int], aside: Sequence[Span], *, day: date | None, has_phases: bool
) -> Draft:
    """Read an annex that came after its notice of this ``day``; ``has_phases`` says that phases are named already."""
    return draft_annex(_piece(text, place, aside), today=day or clock.today(), has_phases=has_phases)


def _piece(text: str, place: tuple[int, int], aside: Sequence[Span]) -> PartText:
    start, end = place
    inner = [Span(s.start - start, s.end - start, s.reason) for s in aside if start <= s.start and s.end <= end]
    return PartText(text[start:end], start, tuple(inner))


def items_of(read: Draft, text: str, named: Sequence[Item] = ()) -> list[NewItem]:
    """The items of a draft of ``text`` in its order; each demand knows the phase in whose part of the text it stands.

    ``named`` are the phases that the notice has already, when only an annex of it is read.
    """
    found = sorted((item for item in read.items if item.kind == "phase"), key=lambda item: item.start)
    parts = [_part_of(item, read.outline) for item in found]
    # a phase under the heading of another is a step of it
    is_step = [any(_stands_in(item, part) for part in parts) for item in found]
    phases = [part for part, inner in zip(parts, is_step, strict=True) if not inner]
    steps = {item.start for item, inner in zip(found, is_step, strict=True) if inner}
    outer = list(named) or [item for item, inner in zip(found, is_step, strict=True) if not inner]
    made = [
        _from_reading(
            item,
            text,
            _kind_of(item, steps),
            _phase_of_row(item, outer) if item.kind == "step" else _phase_number(item, phases),
        )
        for item in read.items
    ]
    divided = {item.fields["phase"] for item in made if item.kind is ItemKind.STEP}
    for number, part in enumerate(phases, start=1):
        if part and number not in divided:
            made += _steps(part, number)
    order = [*FORMS, ItemKind.FIGURE]
    return _joined(sorted(made, key=lambda item: (item.start, order.index(item.kind), item.end)))


def _joined(items: list[NewItem]) -> list[NewItem]:
    """Demands that rest on exactly the same words belong to one sentence, so that one act may decide them."""
    spans = Counter((item.start, item.end) for item in items if item.kind in DECIDED_KINDS)
    return [
        replace(item, group=item.group or f"s{item.start}")
        if item.kind in DECIDED_KINDS and spans[item.start, item.end] > 1
        else item
        for item in items
    ]


def _kind_of(item: Item, steps: set[int]) -> ItemKind:
    return ItemKind.STEP if item.kind == "phase" and item.start in steps else ItemKind(item.kind)


def _stands_in(item: Item, part: Outline | None) -> bool:
    return part is not None and part.end <= item.start < part.stop


def _part_of(item: Item, outline: tuple[Outline, ...]) -> Outline | None:
    """The part of the text whose heading is the item's sentence."""
    for heading in _headings(outline):
        if heading.start < item.end and item.start < heading.end:
            return heading
    return None


def _headings(outline: tuple[Outline, ...]) -> Iterator[Outline]:
    for heading in outline:
        yield from _headings(heading.children)
        yield heading


def _phase_number(item: Item, parts: list[Outline | None]) -> int:
    """The number of the phase in whose part an item stands, 0 for none."""
    inside = [number for number, part in enumerate(parts, start=1) if part and part.start <= item.start < part.stop]
    return inside[-1] if inside else 0


def _phase_of_row(step: Item, phases: Sequence[Item]) -> int:
    """The number of the phase a row of a timetable names, else of the one that holds its days; 0 for neither."""
    wanted = fold(str(step.fields.get("phase") or "")).removesuffix("阶段")
    for number, phase in enumerate(phases, start=1):
        name = fold(phase_name(str(phase.fields["name"]))).removesuffix("阶段")
        if wanted and (wanted in name or name in wanted):
            return number
    first, last = step.fields.get("start") or step.fields.get("end"), step.fields.get("end")
    for number, phase in enumerate(phases, start=1):
        start, end = phase.fields.get("start"), phase.fields.get("end")
        if start and end and first and last and str(start) <= str(first) and str(last) <= str(end):
            return number
    return 0


def _steps(part: Outline, phase: int) -> Iterator[NewItem]:
    """The headings directly under a phase are its steps (R1-27); one alone divides nothing."""
    named = [child for child in part.children if child.title and len(child.title) <= 40]
    if len(named) < 2:
        return
    for child in named:
        fields = {"name": child.title.rstrip("。：:."), "starts_on": "", "ends_on": "", "phase": phase}
        yield NewItem(ItemKind.STEP, fields, child.label + child.title, child.start, child.end, 80, why=("heading",))


def _from_reading(item: Item, text: str, kind: ItemKind, phase: int) -> NewItem:
    shape = _SHAPES.get(kind)
    return NewItem(
        kind=kind,
        fields=shape(item, phase) if shape else _requirement(item, _said_before(text, item.start), phase),
        quote=item.quote,
        start=item.start,
        end=item.end,
        confidence=round(item.confidence * 100),
        question=item.question or "",
        why=tuple(item.why),
        group=item.group,
    )


def phase_name(words: str) -> str:
    """The name of a phase or step without its number and its bracketed dates, which stand in fields of their own.

    >>> phase_name("第一阶段：学习动员（10月11日至12月2日）")
    '学习动员'
    """
    bare = _PHASE_NUMBER.sub("", _PHASE_DATES.sub("", words)).strip(" ：:、.。")
    return bare or words.strip()


def _span(item: Item, phase: int) -> dict[str, Any]:
    return {
        "name": _as_written(phase_name(str(item.fields["name"])), item.quote)[:80],
        "starts_on": _day(item.fields, "start"),
        "ends_on": _day(item.fields, "end"),
    }


def _step(item: Item, phase: int) -> dict[str, Any]:
    return _span(item, phase) | {"phase": phase}


def _said_before(text: str, start: int) -> str:
    """What stands before a place in its sentence: there the one addressed is named."""
    return re.split(r"[。；;\n]", text[max(0, start - 200) : start])[-1]


def _requirement(item: Item, before: str, phase: int) -> dict[str, Any]:
    measure = str(item.fields["measure"])
    words = f"{item.fields.get('audience') or ''} {before}{item.quote}"
    audience = audiences.people_addressed(words)
    exempt = audiences.people_exempt(words)
    if measure not in Measure.values:
        measure = Measure.OTHER.value
    if measure in (Measure.SESSIONS, Measure.LECTURES, Measure.MEETINGS):
        audience, exempt = audiences.units_addressed(words), []
    elif measure == Measure.ESSAYS and not audience:
        # who cannot write is heard instead (R1-42), whether a notice says so or not
        exempt = [Category.CANNOT_WRITE.value]
    return {
        "what": item.quote[:120],
        "measure": measure,
        "op": item.fields["op"],
        "amount": str(exact_amount(item.quote, item.fields["value"], item.fields["unit"], measure)),
        "unit": str(item.fields["unit"])[:12],
        "audience": audience,
        "exempt": exempt,
        "phase": phase,
    }


def exact_amount(quote: str, value: float, unit: str, measure: str) -> Fraction:
    """A quantity as a fraction: 三分之二 is 2/3 and never 0.6667; a percentage is a part of one."""
    written = _PART.search(quote)
    part = parse_part(written.group().replace("兩", "两")) if written else None
    # a sentence may hold another number besides: the fraction is meant only where it has the value that was read
    share = value / 100 if unit == "%" or value > 1 else value
    if part is not None and unit in ("", "%") and abs(float(part) - share) < 0.005:
        return part
    amount = Fraction(str(value))
    return amount / 100 if unit == "%" or measure in SHARES else amount


def _deadline(item: Item, phase: int) -> dict[str, Any]:
    due = str(item.fields["due"] or "")
    is_day = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", due))
    return {
        "what": item.quote[:200],
        "due_on": due if is_day else "",
        "recurs": "" if is_day else due[:24],
        "phase": phase,
    }


def _responsibility(item: Item, phase: int) -> dict[str, Any]:
    return {
        "task": _task(item)[:200],
        "lead": list(item.fields.get("lead") or []),
        "support": list(item.fields.get("support") or []),
        "phase": phase,
    }


def _task(item: Item) -> str:
    """The task in the characters of the notice; the reading gives it simplified."""
    task = str(item.fields.get("task") or "")
    written = _as_written(task, item.quote)
    # a task named elsewhere in the sentence is kept as read, unless that would change its script
    return written if written and (written in item.quote or fold(item.quote) == item.quote) else item.quote


def _as_written(words: str, quote: str) -> str:
    """Words that the reading gives in simplified characters, as they stand in the sentence."""
    folded = fold(quote)
    place = folded.find(words)
    return quote[place : place + len(words)] if place >= 0 and len(folded) == len(quote) else words


def _named_list(item: Item, phase: int) -> dict[str, Any]:
    return {
        "name": _as_written(str(item.fields["name"]), item.quote)[:40],
        "stated": int(item.fields["count"] or 0),
        "items": list(item.fields["items"]),
    }


def _figure(item: Item, phase: int) -> dict[str, Any]:
    return {
        "what": str(item.fields.get("what") or item.quote)[:120],
        "value": item.fields.get("value"),
        "unit": item.fields.get("unit") or "",
        "change": item.fields.get("change"),
    }


_SHAPES = {
    ItemKind.PHASE: _span,
    ItemKind.STEP: _step,
    ItemKind.DEADLINE: _deadline,
    ItemKind.RESPONSIBILITY: _responsibility,
    ItemKind.FIGURE: _figure,
    ItemKind.NAMED_LIST: _named_list,
}


def _day(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value.isoformat() if isinstance(value, date) else str(value or "")
