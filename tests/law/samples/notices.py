"""Samples of the addresses of notices."""

from __future__ import annotations

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import Programme
from taizhang.work.notices import actions, queries
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import Notice
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    draft_item,
    notice,
    office_of,
    phase,
    programme_record,
    received,
)
from tests.world import World, key


def adopted(world: World, unit: Unit) -> tuple[Notice, Programme]:
    """A notice of the unit of which everything was accepted that may be, as a programme."""
    held, by = received(world, unit), office_of(world, unit)
    actions.decide_many(notice=held, at_least=0, by=by, key=key())
    for item in held.items.filter(state=ItemState.PROPOSED, kind__in=DECIDED_KINDS):
        actions.decide_item(item=item, decision=ItemState.STRUCK, by=by, key=key())
    for asked in queries.read_review(held).open_questions:
        question = asked.question
        actions.answer_question(
            notice=held, question=question.code, about=question.about, answer=question.choices[0].code, by=by, key=key()
        )
    return held, adopt_draft(notice=held, by=by, key=key())


def adopted_item(world: World, unit: Unit) -> Sample:
    """A deadline that the unit owes."""
    held, _programme = adopted(world, unit)
    item = held.items.filter(kind=ItemKind.DEADLINE, record__isnull=False).order_by("number")[0]
    return Sample((item.record_id,))


def adopted_programme(world: World, unit: Unit) -> Sample:
    return Sample((adopted(world, unit)[1].record_id,))


def joined_items(world: World, unit: Unit) -> Sample:
    """Two items of one sentence."""
    held = received(world, unit)
    group = held.items.exclude(group="").order_by("number").values_list("group", flat=True)
    return Sample((held.record_id, group[0]))


SAMPLES: dict[str, Maker | Sample] = {
    "notices:notices": ALONE,
    "notices:receive": ALONE,
    "notices:notice": notice,
    "notices:progress": notice,
    "notices:file": notice,
    "notices:decide_many": notice,
    "notices:answer": notice,
    "notices:assistant": notice,
    "notices:assistant_progress": notice,
    "notices:add_item": notice,
    "notices:decide": draft_item,
    "notices:edit_item": draft_item,
    "notices:decide_together": joined_items,
    "notices:item": adopted_item,
    "notices:waiting_panel": ALONE,
    "notices:decisions": adopted_programme,
    "notices:programmes": ALONE,
    "notices:programme": programme_record,
    "notices:extend_phase": phase,
}
