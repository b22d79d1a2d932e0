"""What the answer to an act brings to a review that stands open: what differs from what the page shows, and no more.

With every act the page says what it shows: a stamp of four letters for each item in its order and for each question, as
it got them with its last answer. So an answer also brings what somebody else decided meanwhile. Where an item or a
question is to be put in between (an answer took items from the template, a filter lets an item in again), or the page
stands under other conditions than it was drawn in, there is nothing to tell apart: then the whole list comes anew.
"""

import base64
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from taizhang.lib.refusals import Answer as May
from taizhang.work.notices.programme_templates.fit import Difference, Fit
from taizhang.work.notices.queries import Review, Said
from taizhang.work.notices.shown import GROUPS, is_shown

_WIDTH = 4
_HIDDEN = "-" * _WIDTH


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows, as stamps: of the conditions it stands under, of the template, by item, by question."""

    conditions: str
    fit: str
    items: dict[int, str]
    questions: dict[str, str]

    def __str__(self) -> str:
        """As the page keeps it. An item without a stamp is hidden by the filters."""
        items = "".join(self.items.values())
        return ".".join(
            (self.conditions, self.fit, items, "".join(name + as_of for name, as_of in self.questions.items()))
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """What an answer brings: items and questions that differ, what left the page, and the groups that shrank.

    ``lit`` are the items whose sentences may look otherwise: also those of items that the filters hide.
    """

    items: frozenset[int]
    lit: frozenset[int]
    questions: frozenset[str]
    gone: tuple[str, ...]
    shrunk: dict[str, int]
    fit: bool


def seen_of(
    review: Review,
    request: HttpRequest,
    may: May,
    held_against: tuple[Fit | None, Difference | None],
    answers: Sequence[Said],
) -> Seen:
    """What a page of this draft shows now; ``held_against`` is the template, with what differs from it."""
    fit, difference = held_against
    query = {name: request.GET.get(name, "") for name in ("kind", "sure", "state")}
    doubts: dict[int, str] = {}
    for asked in review.open_questions:
        doubts.setdefault(asked.question.about, asked.question.code)
    said: dict[int, list[str]] = {}
    for answer in answers:
        said.setdefault(answer.about, []).append(repr((answer.question, answer.answer, answer.by.name, answer.at)))
    return Seen(
        conditions=_stamp(query, getattr(may, "code", ""), len(review.items), get_language()),
        fit=_stamp(fit and (fit.template.code, fit.score, fit.reasons), difference),
        items={
            item.number: _stamp(
                item.state,
                item.decided_at,
                item.decided_by_id,
                item.decided_fields,
                doubts.get(item.number),
                said.get(item.number),
            )
            if is_shown(item, request)
            else _HIDDEN
            for item in review.items
        },
        questions={
            question_name(asked.question.about, asked.question.code): _stamp(
                str(asked.question.words),
                str(asked.question.offer),
                asked.answer,
                [c.code for c in asked.question.choices],
            )
            for asked in review.asked
        },
    )


def question_name(about: int, code: str) -> str:
    """The name of a question on the page: the same however many stand before it."""
    return _stamp(about, code)


def changed(said: str, now: Seen, review: Review, *, always: Collection[int], asked: str = "") -> Changed | None:
    """What a page that said what it shows has to be brought; None when it wants the whole list.

    ``always`` are the items that were acted on, ``asked`` the question: they come with a new key, even when refused.
    """
    then = _read(said, now)
    if then is None or then.conditions != now.conditions:
        return None
    entering = any(then.items[number] == _HIDDEN != stamp for number, stamp in now.items.items())
    if entering or set(now.questions) - set(then.questions):
        return None
    left = [number for number, stamp in then.items.items() if stamp != _HIDDEN == now.items[number]]
    shown = {number for number, stamp in now.items.items() if stamp != _HIDDEN}
    shrunk = dict(_shrunk(review, shown, {*shown, *left}))
    if not shown and left:
        return None
    gone = [*(f"group-{key}" for key, count in shrunk.items() if not count)]
    gone += [f"i{number}" for number in left]
    gone += [f"q{name}" for name in then.questions if name not in now.questions]
    items = {*(number for number in shown if now.items[number] != then.items[number]), *(shown & set(always))}
    return Changed(
        items=frozenset(items),
        lit=frozenset({*items, *left, *always}),
        questions=frozenset(
            {*(name for name, stamp in now.questions.items() if then.questions[name] != stamp), asked}
            & set(now.questions)
        ),
        gone=tuple(gone),
        shrunk={key: count for key, count in shrunk.items() if count},
        fit=then.fit != now.fit,
    )


def _shrunk(review: Review, shown: Collection[int], before: Collection[int]) -> Iterator[tuple[str, int]]:
    """(group, how many items it shows now) of the groups that lost one."""
    for key, _name, _line, kinds in GROUPS:
        members = {item.number for item in review.items if item.kind in kinds}
        if members & set(before) != members & set(shown):
            yield key, len(members & set(shown))


def _read(said: str, now: Seen) -> Seen | None:
    """The stamps that a page sent, by the items as they are numbered now; None when they are none of these."""
    pieces = said.split(".")
    if len(pieces) != 4 or len(pieces[2]) != _WIDTH * len(now.items) or len(pieces[3]) % (2 * _WIDTH):
        return None
    items, questions = list(_cut(pieces[2], _WIDTH)), list(_cut(pieces[3], 2 * _WIDTH))
    return Seen(
        conditions=pieces[0],
        fit=pieces[1],
        items=dict(zip(now.items, items, strict=True)),
        questions={both[:_WIDTH]: both[_WIDTH:] for both in questions},
    )


def _cut(text: str, width: int) -> Iterator[str]:
    return (text[at : at + width] for at in range(0, len(text), width))


def _stamp(*said: object) -> str:
    """Four letters that differ when what is said differs (one in sixteen million stays unseen until the next page)."""
    return base64.urlsafe_b64encode(hashlib.blake2b(repr(said).encode(), digest_size=3).digest()).decode()
