"""Units take part in programmes; their phases close and open by acts."""

import uuid

import pytest

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.programmes.models import Enrolment, UnitPhase
from taizhang.ledger.reading import Scope, facts, total
from taizhang.lib.refusals import NotAllowed, Refusal
from taizhang.work.rolls import actions as rolls
from tests.world import World, key, open_unit

PHASES = ("rolls.phase_opened", "rolls.phase_closed")


def test_closing_a_phase_books_its_end_in_it_and_the_beginning_in_the_next(world: World) -> None:
    sent = key()

    def close(under: uuid.UUID) -> UnitPhase:
        return rolls.close_unit_phase(
            programme=world.programme,
            unit=world.branch,
            phase=world.first_phase,
            on=world.today,
            by=world.office,
            key=under,
        )

    stay = close(sent)
    booked = {
        (line.kind, line.phase, line.booked_phase) for line in facts(Scope(PHASES, unit=world.branch)).order_by("pk")
    }
    first, second = world.first_phase.pk, world.second_phase.pk
    assert booked == {
        ("rolls.phase_opened", first, first),
        ("rolls.phase_closed", first, first),
        ("rolls.phase_opened", second, second),
    }
    assert close(sent) == stay
    assert UnitPhase.objects.filter(unit=world.branch).count() == 2
    with pytest.raises(Refusal) as refused:
        close(key())
    assert refused.value.code == "not_open"


@pytest.mark.parametrize("who", ["secretary", "principal", "foreign_secretary", "supervisor", "leader"])
def test_only_the_office_closes_a_phase_and_enrols(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        rolls.close_unit_phase(
            programme=world.programme,
            unit=world.branch,
            phase=world.first_phase,
            on=world.today,
            by=getattr(world, who),
            key=key(),
        )
    with pytest.raises(NotAllowed):
        rolls.enrol_units(
            programme=world.programme,
            units=[world.general_branch],
            on=world.today,
            by=getattr(world, who),
            key=key(),
        )


def test_routine_work_never_closes(world: World) -> None:
    for phase in (world.first_phase, world.second_phase):
        rolls.close_unit_phase(
            programme=world.programme, unit=world.branch, phase=phase, on=world.today, by=world.office, key=key()
        )
    with pytest.raises(Refusal) as refused:
        rolls.close_unit_phase(
            programme=world.programme,
            unit=world.branch,
            phase=world.routine,
            on=world.today,
            by=world.office,
            key=key(),
        )
    assert refused.value.code == "routine_stays_open"


def test_a_batch_covers_only_its_kinds_of_unit(world: World) -> None:
    committee = open_unit(world.committee, "103", "直属党委", UnitKind.COMMITTEE, world.founded)
    with pytest.raises(Refusal) as refused:
        rolls.enrol_units(
            programme=world.programme,
            units=[committee],
            batch=world.batch,
            on=world.today,
            by=world.office,
            key=key(),
        )
    assert refused.value.code == "batch_covers_other_kinds"
    assert total(Scope(("rolls.unit_enrolled",), programme=world.programme.pk)) == 2


def test_a_unit_takes_part_once(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        rolls.enrol_units(programme=world.programme, units=[world.branch], on=world.today, by=world.office, key=key())
    assert refused.value.code == "enrolled_already"


def test_the_unit_itself_fits_the_plan_and_the_office_binds_it(world: World) -> None:
    row = Enrolment.objects.get(unit=world.branch)
    rolls.bind_enrolment(
        enrolment=row,
        superior=row.superior,
        supervision_group=row.supervision_group,
        adaptation="与年终结算错开，周三下午集中学习。",
        by=world.secretary,
        key=key(),
    )
    assert Enrolment.objects.get(pk=row.pk).adaptation.startswith("与年终结算")
    with pytest.raises(NotAllowed):
        rolls.bind_enrolment(
            enrolment=row,
            superior=world.general_branch,
            supervision_group=None,
            adaptation="",
            by=world.secretary,
            key=key(),
        )
