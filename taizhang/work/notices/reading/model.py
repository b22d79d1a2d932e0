"""What the reading of a notice gives: plain frozen data with places in the original text, and its JSON shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["phase", "step", "requirement", "deadline", "responsibility", "figure", "named_list"]
FIELD_OF_KIND: Mapping[str, str] = {
    "phase": "phases",
    "step": "steps",
    "requirement": "requirements",
    "deadline": "deadlines",
    "responsibility": "responsibilities",
    "figure": "figures",
    "named_list": "named_lists",
}


@dataclass(frozen=True)
class Span:
    """Characters `start`..`end` of the original text, and why they were set aside (a code such as "teaser")."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Item:
    """One thing found. `text[start:end] == quote`; `confidence` 0..1; `question` is the code of a doubt to be asked.

    `fields` holds plain values: name/start/end (a step also phase), what/measure/op/value/unit/audience, what/due,
    task/lead/support, what/value/unit/change or name/count/items, dates as ISO text. A deadline without a year has no
    `due` and the question "no_year", one in a week of unknown days "no_first_day". `also` holds other places that
    state the same thing, each with its own quote as reason. Demands out of one sentence share a `group`, so that one
    look may decide them. `why` lists the codes of what spoke for and against the item.
    """

    kind: Kind
    fields: Mapping[str, Any]
    quote: str
    start: int
    end: int
    confidence: float
    question: str | None = None
    why: tuple[str, ...] = ()
    also: tuple[Span, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Outline:
    """One heading with what stands under it: characters `start`..`end` of its title, up to `stop` for its part."""

    label: str
    title: str
    role: str
    start: int
    end: int
    stop: int
    children: tuple["Outline", ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The heading and all below it as plain values."""
        return {
            "label": self.label,
            "title": self.title,
            "role": self.role,
            "start": self.start,
            "end": self.end,
            "stop": self.stop,
            "children": [child.as_json() for child in self.children],
        }


@dataclass(frozen=True)
class Draft:
    """A notice as read: what it is, what it asks, where each thing stands, and what was left out."""

    script: Literal["hans", "hant"]
    title: str
    issuer: str | None
    number: str | None
    document_date: date | None
    kind: str
    campaign_span: tuple[date | None, date | None] | None
    items: tuple[Item, ...]
    outline: tuple[Outline, ...]
    dropped: tuple[Span, ...]

    def as_json(self) -> dict[str, Any]:
        """The exchange form: one list per field, every item with quote, place (`at`), confidence, doubt and reasons."""
        span = self.campaign_span
        out: dict[str, Any] = {
            "script": self.script,
            "title": self.title,
            "issuer": self.issuer,
            "number": self.number,
            "document_date": self.document_date.isoformat() if self.document_date else None,
            "kind": self.kind,
            "campaign_span": [day.isoformat() if day else None for day in span] if span else None,
            "phases": [],
            "steps": [],
            "requirements": [],
            "deadlines": [],
            "responsibilities": [],
            "figures": [],
            "named_lists": [],
            "undated": [],
        }
        for item in self.items:
            undated = item.kind == "deadline" and item.fields["due"] is None
            out["undated" if undated else FIELD_OF_KIND[item.kind]].append(
                {
                    **item.fields,
                    "kind": item.kind,
                    "quote": item.quote,
                    "alt_quotes": [span.reason for span in item.also],
                    "at": [item.start, item.end],
                    "confidence": item.confidence,
                    "question": item.question,
                    "group": item.group,
                    "why": list(item.why),
                    "also_at": [[span.start, span.end] for span in item.also],
                }
            )
        out["outline"] = [heading.as_json() for heading in self.outline]
        out["dropped"] = [[span.start, span.end, span.reason] for span in self.dropped]
        return out
