"""Samples of the addresses of supervision."""

from __future__ import annotations

from taizhang.config.background import settle
from taizhang.ground.organisations.kinds import BodyKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.oversight.supervision import actions
from taizhang.oversight.supervision.models import Sample as Drawn
from taizhang.work.rolls import actions as rolls
from tests.law.samples.making import ALONE, Maker, Sample, by_unit, closed, new_body
from tests.world import World, key


def reviewer_of(world: World, unit: Unit) -> Person:
    """Somebody of a supervision group to which the unit is assigned, none of those who walk."""
    if held := Person.objects.filter(code=f"{unit.code}96").first():
        return held
    body = new_body(world, unit, BodyKind.SUPERVISION_GROUP)
    new = rolls.NewMember(f"{unit.code}96", "虞清越")
    (person,) = rolls.admit_members(unit=world.foreign_root, members=[new], on=world.began, by=None, key=key())
    rolls.join_body(body=body, person=person, on=world.began, leads=True, by=None, key=key())
    rolls.assign_unit(body=body, unit=unit, on=world.began, by=None, key=key())
    return person


def drawn_by(world: World, unit: Unit) -> tuple[Drawn, Person]:
    closed(world, unit)
    reviewer = reviewer_of(world, unit)
    sample = actions.publish_sample(
        unit=unit,
        of="sessions",
        from_on=world.began,
        to_on=world.today,
        size=1,
        seed="种子",
        by=reviewer,
        key=key(),
    )
    settle()
    return actions.draw_sample(sample=sample, by=reviewer, key=key()), reviewer


def sample(world: World, unit: Unit) -> Sample:
    return Sample((drawn_by(world, unit)[0].record_id,))


def finding(world: World, unit: Unit) -> Sample:
    drawn, reviewer = drawn_by(world, unit)
    found = actions.note_finding(
        sample=drawn, quality="thin", words="记录只有一行。", help="tutor", by=reviewer, key=key()
    )
    return Sample((found.record_id,))


SAMPLES: dict[str, Maker | Sample] = {
    "supervision:watched_panel": ALONE,
    "supervision:samples": by_unit,
    "supervision:publish": by_unit,
    "supervision:unit_panel": by_unit,
    "supervision:sample": sample,
    "supervision:candidates": sample,
    "supervision:draw": sample,
    "supervision:withdraw": sample,
    "supervision:note": sample,
    "supervision:finding": finding,
    "supervision:withdraw_finding": finding,
}
