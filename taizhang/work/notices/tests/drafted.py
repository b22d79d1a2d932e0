"""A received notice with a decided draft, built through actions, for the tests of notices and of the flows above."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from taizhang.lib.refusals import Refusal
from taizhang.work.notices import actions, queries
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.samples import notice_text
from tests.world import World, key


def receive(world: World, text: str = "", start: date | None = None) -> Notice:
    """The sample notice, or a text, received by the office for the committee."""
    words = text or notice_text(start or world.today - timedelta(days=42))
    return actions.receive_notice(unit=world.committee, by=world.office, key=key(), text=words)


def decide(world: World, item: DraftItem, decision: ItemState, **fields: object) -> DraftItem:
    """One decision of the office."""
    wanted = fields or None
    return actions.decide_item(item=item, decision=decision, fields=wanted, by=world.office, key=key())


def demand(notice: Notice, measure: str) -> DraftItem:
    """The first requirement of a measure."""
    return notice.items.filter(kind=ItemKind.REQUIREMENT, fields__measure=measure).order_by("number")[0]


def settle(world: World, notice: Notice) -> None:
    """Accept everything that may be accepted, strike the rest, and give every question its first answer."""
    actions.decide_many(notice=notice, at_least=0, by=world.office, key=key())
    for item in notice.items.filter(state=ItemState.PROPOSED, kind__in=DECIDED_KINDS):
        decide(world, item, ItemState.STRUCK)
    for asked in queries.read_review(notice).open_questions:
        actions.answer_question(
            notice=notice,
            question=asked.question.code,
            about=asked.question.about,
            answer=asked.question.choices[0].code,
            by=world.office,
            key=key(),
        )


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused with this code."""
    with pytest.raises(Refusal) as refusal:
        yield refusal
    assert refusal.value.code == code, refusal.value
