"""Samples of the addresses of learning."""

from __future__ import annotations

from datetime import time, timedelta

from taizhang.ground.calendar.actions import keep_working_time
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import Category
from taizhang.work.learning import actions as learning
from taizhang.work.learning.actions import add_expert, note_oral_answer
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import (
    ALONE,
    Maker,
    Sample,
    by_unit,
    closed_session,
    enrolled,
    essay,
    keeper_of,
    leave,
    made_up,
    office_of,
    person,
    person_of,
    planned_session,
    programme_of,
    programme_record,
    self_study,
)
from tests.world import World, key


def shown_session(world: World, unit: Unit) -> Sample:
    """A session of today whose unit shows codes."""
    keeper = keeper_of(world, unit)
    session = learning.plan_session(
        unit=unit,
        programmes=[],
        form="discussion",
        topic="专题",
        on=world.today,
        starts_at=time(9),
        ends_at=time(11),
        by=keeper,
        key=key(),
    )
    learning.switch_codes(unit=unit, is_on=True, by=keeper, key=key())
    return Sample((session.record_id,))


def shown_code(world: World, unit: Unit) -> Sample:
    """A code of today that was never drawn."""
    return Sample((*shown_session(world, unit).args, "1-0"))


def oral_answer(world: World, unit: Unit) -> Sample:
    """The answer of somebody of the unit who writes no essays."""
    code = f"{unit.code}97"
    new = rolls.NewMember(code, "茅静", categories=(Category.OTHER, Category.CANNOT_WRITE))
    (person,) = rolls.admit_members(unit=unit, members=[new], on=world.began, by=None, key=key())
    programme = enrolled(world, unit)
    keeper = keeper_of(world, unit)
    held = note_oral_answer(person=person, programme=programme, is_held=True, by=keeper, key=key())
    return Sample((held.record_id,))


def expert(world: World, unit: Unit) -> Sample:
    """An expert on the list of the unit."""
    made = add_expert(unit=unit, name="席先生", institution="市委党校", by=office_of(world, unit), key=key())
    return Sample((made.pk,))


def invitation(world: World, unit: Unit) -> Sample:
    """A session of tomorrow evening, about which the members are asked."""
    keeper = keeper_of(world, unit)
    keep_working_time(unit=unit, days=range(7), opens_at=time(9), closes_at=time(17), days_apart=2)
    session = learning.plan_session(
        unit=unit,
        programmes=[],
        form="discussion",
        topic="专题",
        on=world.today + timedelta(days=1),
        starts_at=time(19),
        ends_at=time(21),
        clash="白天值守",
        by=keeper,
        key=key(),
    )
    return Sample((session.record_id,))


def away(world: World, unit: Unit) -> Sample:
    """Somebody of the unit who is away on duty."""
    away = learning.note_away(
        person=person_of(world, unit),
        from_on=world.today,
        to_on=world.today + timedelta(days=3),
        by=person_of(world, unit),
        key=key(),
    )
    return Sample((away.pk,))


def lesson(world: World, unit: Unit) -> Sample:
    """A lesson at home that is planned for somebody of the unit."""
    keeper = keeper_of(world, unit)
    held = learning.plan_home_lesson(
        person=person_of(world, unit), deliverer=keeper, on=world.today, material="党章", by=keeper, key=key()
    )
    return Sample((held.record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "learning:sessions": by_unit,
    "learning:plan": by_unit,
    "learning:branch_panel": by_unit,
    "learning:unit_panel": by_unit,
    "learning:make_ups": by_unit,
    "learning:unit_chain": by_unit,
    "learning:chain": person,
    "learning:accepted_make_ups": programme_of,
    "learning:switch_codes": by_unit,
    "learning:wall": shown_session,
    "learning:code": shown_session,
    "learning:here": shown_code,
    "learning:take_back_roll_call": closed_session,
    "learning:session": closed_session,
    "learning:change": planned_session,
    "learning:withdraw": closed_session,
    "learning:sheet": planned_session,
    "learning:read_sheet": planned_session,
    "learning:roll_call": planned_session,
    "learning:restate": closed_session,
    "learning:link": closed_session,
    "learning:tell": closed_session,
    "learning:empty": by_unit,
    "learning:lectures": by_unit,
    "learning:add_expert": by_unit,
    "learning:withdraw_expert": expert,
    "learning:answer": invitation,
    "learning:home_lessons": by_unit,
    "learning:ask_home_lesson": ALONE,
    "learning:home_lesson": lesson,
    "learning:withdraw_home_lesson": lesson,
    "learning:showings": by_unit,
    "learning:modes": by_unit,
    "learning:peak": by_unit,
    "learning:away": by_unit,
    "learning:send_list": by_unit,
    "learning:my_away": ALONE,
    "learning:back": away,
    "learning:ask_leave": planned_session,
    "learning:decide_leave": leave,
    "learning:take_back_leave": leave,
    "learning:make_up": made_up,
    "learning:withdraw_make_up": made_up,
    "learning:add_self_study": ALONE,
    "learning:self_study": self_study,
    "learning:withdraw_self_study": self_study,
    "learning:hand_in_essay": ALONE,
    "learning:essay": essay,
    "learning:essay_rules": programme_record,
    "learning:oral_answers": by_unit,
    "learning:oral_answer": oral_answer,
    "learning:my_panel": ALONE,
}
