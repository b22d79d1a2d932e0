"""Units take part in programmes, in batches; their phases are closed and opened by acts (settled question 6)."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.people.models import Person
from taizhang.ground.programmes import actions as programmes
from taizhang.ground.programmes.models import Batch, Enrolment, Phase, Programme, UnitPhase
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import MAX_LINES, Line, post
from taizhang.lib.refusals import Refusal
from taizhang.work.rolls import rules
from taizhang.work.rolls.actions.acts import act_name, check_day, demand, record_of
from taizhang.work.rolls.actions.standing import take_on_standing

# two lines a unit, and no entry above the ledger's limit
_UNITS_AN_ENTRY = MAX_LINES // 2


def enrol_units(
    *,
    programme: Programme,
    units: Sequence[Unit],
    on: date,
    by: Person | None,
    key: uuid.UUID,
    batch: Batch | None = None,
    superior: Unit | None = None,
    supervision_group: Body | None = None,
) -> None:
    """Let units take part in a programme, in a batch if one is named, and open its first phase for each.

    Posts ``rolls.unit_enrolled`` and ``rolls.phase_opened`` for each unit, from the record of the programme's unit, and
    ``notices.task_given`` for each task that every unit of the programme owes and that they owe from now on (R1-28).
    Raises `Refusal`: ``no_units``, ``other_batch`` and those of `programmes.enrol`.
    """
    content = {
        "programme": programme.pk,
        "units": [unit.pk for unit in units],
        "on": on,
        "batch": batch and batch.pk,
        "superior": superior and superior.pk,
        "supervision_group": supervision_group and supervision_group.pk,
    }
    with claimed(key=key, by=by, action="rolls.enrol_units", content=content) as claim:
        if claim.is_repeat:
            return
        demand(by, lambda viewer: rules.may_enrol_units(viewer, programme))
        check_day(on)
        if not units:
            raise Refusal("no_units", _("Choose at least one unit."), field="units")
        if batch is not None and batch.programme_id != programme.pk:
            raise Refusal("other_batch", _("This batch belongs to another programme."), field="batch")
        for place in range(0, len(units), _UNITS_AN_ENTRY):
            part = units[place : place + _UNITS_AN_ENTRY]
            part_key = claim.part(f"enrol {place}")
            for unit in part:
                programmes.enrol(
                    programme=programme,
                    unit=unit,
                    on=on,
                    by_key=part_key,
                    batch=batch,
                    superior=superior,
                    supervision_group=supervision_group,
                )
            lines = [Line("rolls.unit_enrolled", unit.pk, on, 1, unit.kind, programme.pk) for unit in part]
            lines += [Line("rolls.phase_opened", unit.pk, on, 1, programme=programme.pk) for unit in part]
            post(
                source=record_of(programme.unit),
                act=act_name("enrolled", part_key),
                lines=lines,
                by=by,
                key=part_key,
            )
        take_on_standing(programme=programme, units=units, on=on, by=by, claim=claim)


def close_unit_phase(
    *, programme: Programme, unit: Unit, phase: Phase, on: date, by: Person | None, key: uuid.UUID
) -> UnitPhase:
    """Close a unit's open phase and open the next. Posts ``rolls.phase_closed`` into the one that closes, and
    ``rolls.phase_opened`` into the one that opens.

    Raises `Refusal`: ``not_open``, ``routine_stays_open``, ``closes_before_opening``.
    """
    content = {"programme": programme.pk, "unit": unit.pk, "phase": phase.pk, "on": on}
    with claimed(key=key, by=by, action="rolls.close_unit_phase", content=content) as claim:
        if claim.is_repeat:
            return UnitPhase.objects.get(pk=claim.answer["stay"])
        demand(by, lambda viewer: rules.may_close_phase(viewer, unit))
        check_day(on)
        with transaction.atomic():
            record = record_of(unit)
            _check_closing(programme, unit, phase, on)
            post(
                source=record,
                act=f"phase_closed-{phase.pk}",
                lines=[Line("rolls.phase_closed", unit.pk, on, 1, programme=programme.pk)],
                by=by,
                key=claim.part("closed"),
            )
            stay = programmes.close_phase(programme=programme, unit=unit, phase=phase, on=on, by_key=key)
            post(
                source=record,
                act=f"phase_opened-{stay.phase_id}",
                lines=[Line("rolls.phase_opened", unit.pk, on, 1, programme=programme.pk)],
                by=by,
                key=claim.part("opened"),
            )
        claim.answer = {"stay": stay.pk}
    return stay


def _check_closing(programme: Programme, unit: Unit, phase: Phase, on: date) -> None:
    """Take the open row before posting into it, so that what is booked last in the phase is its closing."""
    stay = UnitPhase.objects.select_for_update().filter(programme=programme, unit=unit, closed_on__isnull=True).first()
    if stay is None or stay.phase_id != phase.pk:
        raise Refusal("not_open", _("This phase is not the one that is open for the unit."))
    if phase.is_routine:
        raise Refusal("routine_stays_open", _("Routine work is always open."))
    if on < stay.opened_on:
        raise Refusal("closes_before_opening", _("A phase cannot close before it opened."), field="on")


def bind_enrolment(
    *,
    enrolment: Enrolment,
    superior: Unit | None,
    supervision_group: Body | None,
    adaptation: str,
    by: Person | None,
    key: uuid.UUID,
) -> None:
    """Say who directs a unit in a programme, who watches it, and how it fits the plan to its own place (R0-01).

    Posts nothing: it changes no figure. The office binds; the unit itself may change how it fits the plan.
    """
    content = {
        "enrolment": enrolment.pk,
        "superior": superior and superior.pk,
        "group": supervision_group and supervision_group.pk,
        "adaptation": adaptation,
    }
    with claimed(key=key, by=by, action="rolls.bind_enrolment", content=content) as claim:
        if claim.is_repeat:
            return
        same = (superior and superior.pk, supervision_group and supervision_group.pk) == (
            enrolment.superior_id,
            enrolment.supervision_group_id,
        )
        rule = rules.may_order_unit if same else rules.may_shape_units
        demand(by, lambda viewer: rule(viewer, enrolment.unit))
        programmes.bind_enrolment(
            enrolment=enrolment, superior=superior, supervision_group=supervision_group, adaptation=adaptation
        )


def add_batch(
    *,
    programme: Programme,
    starts_on: date,
    ends_on: date | None,
    unit_kinds: Sequence[str],
    by: Person | None,
    key: uuid.UUID,
) -> Batch:
    """Write the next batch of a programme and the kinds of unit it covers (R0-02, R1-172).

    Posts nothing: only the units that are enrolled into it count, and enrolling posts.
    """
    content = {"programme": programme.pk, "starts": starts_on, "ends": ends_on, "kinds": list(unit_kinds)}
    with claimed(key=key, by=by, action="rolls.add_batch", content=content) as claim:
        if claim.is_repeat:
            return Batch.objects.get(pk=claim.answer["batch"])
        demand(by, lambda viewer: rules.may_enrol_units(viewer, programme))
        batch = programmes.add_batch(programme=programme, starts_on=starts_on, ends_on=ends_on, unit_kinds=unit_kinds)
        claim.answer = {"batch": batch.pk}
    return batch
