"""Samples of the addresses of notices."""

from __future__ import annotations

from taizhang.flows.adopt_draft import adopt_draft
from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.frame import NewItem, NewList
from taizhang.ground.programmes.models import NamedList, Programme
from taizhang.work.notices import actions, queries
from taizhang.work.notices.annexes import Given
from taizhang.work.notices.frame import actions as frame
from taizhang.work.notices.kinds import DECIDED_KINDS, ItemKind, ItemState
from taizhang.work.notices.models import Notice, StepChange
from taizhang.work.notices.reading.tests.files import xlsx
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    closed_session,
    draft_item,
    enrolled,
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


def first_step(world: World, unit: Unit) -> Sample:
    return Sample((enrolled(world, unit).record_id, 1, 1))


def listed(world: World, unit: Unit) -> NamedList:
    """A list of a programme of the unit's own."""
    new = NewList("两先", (NewItem("先学"), NewItem("先改")))
    return frame.add_list(home=enrolled(world, unit), new=new, by=office_of(world, unit), key=key())


def named_list(world: World, unit: Unit) -> Sample:
    return Sample((listed(world, unit).pk,))


def served_item(world: World, unit: Unit) -> Sample:
    return Sample((listed(world, unit).items.all()[0].code,))


def key_points_record(world: World, unit: Unit) -> Sample:
    by = office_of(world, unit)
    return Sample((frame.open_key_points(unit=unit, year=world.today.year, by=by, key=key()).record_id,))


def activity_record(world: World, unit: Unit) -> Sample:
    programme = enrolled(world, unit)
    made = frame.add_activity(
        phase=programme.phases.get(number=1),
        unit=unit,
        title="重温入党誓词",
        occasion="纪念日",
        on=world.today,
        by=office_of(world, unit),
        key=key(),
    )
    return Sample((made.record_id,))


def joined_items(world: World, unit: Unit) -> Sample:
    """Two items of one sentence."""
    held = received(world, unit)
    group = held.items.exclude(group="").order_by("number").values_list("group", flat=True)
    return Sample((held.record_id, group[0]))


def annexed(world: World, unit: Unit) -> StepChange:
    """A change that an annex proposes for the unit's adopted programme."""
    held, _programme = adopted(world, unit)
    held.refresh_from_db()
    given = Given("安排.xlsx", xlsx())
    part = actions.take_annex(notice=held, given=given, by=office_of(world, unit), key=key())
    return part.changes.order_by("number")[0]


def annex(world: World, unit: Unit) -> Sample:
    return Sample((annexed(world, unit).part.notice.record_id, 1))


def step_change(world: World, unit: Unit) -> Sample:
    change = annexed(world, unit)
    return Sample((change.part.notice.record_id, 1, change.number))


SAMPLES: dict[str, Maker | Sample] = {
    "notices:notices": ALONE,
    "notices:receive": ALONE,
    "notices:notice": notice,
    "notices:progress": notice,
    "notices:file": notice,
    "notices:take_annex": notice,
    "notices:annex": annex,
    "notices:annex_file": annex,
    "notices:decide_step_change": step_change,
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
    "notices:leave_open": notice,
    "notices:choose_template": notice,
    "notices:programme_templates": ALONE,
    "notices:extend_step": first_step,
    "notices:add_list": programme_record,
    "notices:state_aims": programme_record,
    "notices:place_task": programme_record,
    "notices:add_consolidation": programme_record,
    "notices:assess_completion": programme_record,
    "notices:add_activity": programme_record,
    "notices:activity": activity_record,
    "notices:named_list": named_list,
    "notices:change_list": named_list,
    "notices:all_key_points": ALONE,
    "notices:key_points": key_points_record,
    "notices:add_key_list": key_points_record,
    "notices:guidance": by_unit,
    "notices:tags": closed_session,
    "notices:tagged": served_item,
    "notices:programmes": ALONE,
    "notices:programme": programme_record,
    "notices:extend_phase": phase,
}
