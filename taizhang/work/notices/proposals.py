"""From the words of the assistant to items that people decide: what does not stand in the notice is thrown away.

The answer is words of a stranger. It is taken apart strictly; an item is kept only when its quote stands in the notice
character for character and its fields pass the same form that a person's edit passes. Nothing in it is ever run, shown
as markup or believed: it becomes an open item of low confidence, marked, and somebody decides it like any other.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from taizhang.work.notices.assistant import AssistantFailed
from taizhang.work.notices.drafting import NewItem, items_of
from taizhang.work.notices.drafts import read_received
from taizhang.work.notices.fields import FORMS
from taizhang.work.notices.kinds import ItemKind, Measure
from taizhang.work.notices.models import Notice
from taizhang.work.notices.reading import Item

# How many items of one answer are looked at, and the longest words that still are a sentence and not the notice.
MOST = 200
LONGEST_QUOTE = 600
# A proposal begins as unsure: no button takes it together with what the rules are sure of.
CONFIDENCE = 0.5
_KINDS = ("phase", "requirement", "deadline", "responsibility")
_TELLING: dict[str, tuple[str, ...]] = {
    ItemKind.PHASE: ("starts_on", "ends_on"),
    ItemKind.REQUIREMENT: ("amount",),
    ItemKind.DEADLINE: ("due_on", "recurs"),
    ItemKind.RESPONSIBILITY: ("lead",),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer holds: items to be decided, and how many were thrown away by reason (no_quote, bad, known)."""

    items: list[NewItem]
    dropped: Counter[str]


def read_answer(words: str, notice: Notice) -> Found:
    """The proposals of an answer about a notice, beyond what its draft holds.

    Raises `AssistantFailed` ``no_answer`` when the answer is not one JSON object with a list of items.
    """
    dropped: Counter[str] = Counter()
    proposed: list[Item] = []
    for raw in _listed(words):
        item = _item(raw, notice.text)
        if isinstance(item, str):
            dropped[item] += 1
        else:
            proposed.append(item)
    known = [(one.kind, one.start, one.end, one.fields) for one in notice.items.all()]
    kept: list[NewItem] = []
    for placed in _placed(proposed, notice):
        form = FORMS[placed.kind](placed.fields)
        if not form.is_valid():
            dropped["bad"] += 1
            continue
        made = replace(placed, fields=form.as_fields())
        if any(_same(made, *other) for other in known):
            dropped["known"] += 1
        else:
            known.append((made.kind, made.start, made.end, made.fields))
            kept.append(made)
    return Found(kept, dropped)


def _listed(words: str) -> list[Any]:
    try:
        answer = json.loads(_bare(words))
    except (ValueError, RecursionError) as error:
        raise AssistantFailed("no_answer") from error
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise AssistantFailed("no_answer")
    return items[:MOST]


def _bare(words: str) -> str:
    """The answer without the fence of a code block, in which many wrap it."""
    lines = words.strip().splitlines()
    if len(lines) > 2 and lines[0] in ("```", "```json") and lines[-1] == "```":
        return "\n".join(lines[1:-1])
    return words


def _item(raw: Any, text: str) -> Item | str:
    """One proposal as the reading would give it, or the reason to throw it away."""
    if not isinstance(raw, dict) or raw.get("kind") not in _KINDS:
        return "bad"
    quote = raw.get("quote")
    if not isinstance(quote, str) or not 2 <= len(quote.strip()) <= len(quote) <= LONGEST_QUOTE:
        return "no_quote"
    start = text.find(quote)
    if start < 0:
        return "no_quote"
    fields = _FIELDS[raw["kind"]](raw)
    if fields is None:
        return "bad"
    return Item(raw["kind"], fields, quote, start, start + len(quote), CONFIDENCE, why=("assistant",))


def _placed(proposed: list[Item], notice: Notice) -> list[NewItem]:
    """Proposals in their kept shape, each demand in the phase in whose part of the text it stands."""
    text, read = notice.text, read_received(notice)
    phases = [item for item in proposed if item.kind == "phase"]
    demands = [item for item in proposed if item.kind != "phase"]
    # read apart: a new phase must not move the numbers of those that were read
    made = items_of(replace(read, items=(*read.items, *demands)), text)
    made += items_of(replace(read, items=tuple(phases), outline=()), text)
    return [replace(item, group="") for item in made if item.why == ("assistant",)]


def _same(made: NewItem, kind: str, start: int, end: int, fields: dict[str, Any]) -> bool:
    """Whether an item says what another says already: the same kind and value in the same words."""
    if made.kind != kind or made.start >= end or start >= made.end:
        return False
    return all(made.fields.get(name) == fields.get(name) for name in _TELLING[made.kind])


def _text(raw: dict[str, Any], name: str) -> str | None:
    value = raw.get(name)
    return value.strip() if isinstance(value, str) and value.strip() else None


def _names(raw: dict[str, Any], name: str) -> list[str] | None:
    value = raw.get(name)
    if not isinstance(value, list) or len(value) > 60:
        return None
    names = [one.strip() for one in value if isinstance(one, str) and one.strip()]
    return names if len(names) == len(value) else None


def _phase(raw: dict[str, Any]) -> dict[str, Any] | None:
    name = _text(raw, "name")
    return {"name": name, "start": _text(raw, "start"), "end": _text(raw, "end")} if name else None


def _requirement(raw: dict[str, Any]) -> dict[str, Any] | None:
    what, op, value, unit = _text(raw, "what"), _text(raw, "op"), raw.get("value"), raw.get("unit")
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**12
    if not what or not op or not is_number or not isinstance(unit, str):
        return None
    measure = raw.get("measure") if raw.get("measure") in Measure.values else Measure.OTHER.value
    return {"what": what, "measure": measure, "op": op, "value": value, "unit": unit.strip(), "audience": None}


def _deadline(raw: dict[str, Any]) -> dict[str, Any] | None:
    what, due = _text(raw, "what"), _text(raw, "due")
    return {"what": what, "due": due} if what and due else None


def _responsibility(raw: dict[str, Any]) -> dict[str, Any] | None:
    task, lead, support = _text(raw, "task"), _names(raw, "lead"), _names(raw, "support")
    return {"task": task, "lead": lead, "support": support} if task and lead and support is not None else None


_FIELDS = {"phase": _phase, "requirement": _requirement, "deadline": _deadline, "responsibility": _responsibility}
