"""A sentence of a notice is given to units as a task; the units report it done, or take that back (R3-07)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import let_stand, open_unit_duties, reopen_unit_duty, settle_unit_duties
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import MAX_LINES, Line, correct, post
from taizhang.ledger.reading import statements
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.handing.queries import given_to
from taizhang.work.notices.lines import line_of
from taizhang.work.notices.models import DraftItem
from taizhang.work.notices.rules import may_change_programme, may_report_task


def give_item(*, item: DraftItem, units: Sequence[Unit], due_on: date, by: Person, key: UUID) -> Record:
    """Give a sentence of an adopted programme to units of the office as a task by a day; its record.

    Who owes it already owes it once. Posts ``notices.task_given`` for each unit. Raises `Refusal`: ``not_adopted``,
    ``no_units``, ``out_of_reach``, ``past_day``.
    """
    content = {"item": item.pk, "units": sorted(unit.pk for unit in units), "due_on": due_on}
    with claimed(key=key, by=by, action="notices.give_item", content=content) as claim:
        if claim.is_repeat:
            return Record.objects.get(pk=claim.answer["record"])
        held = DraftItem.objects.select_for_update(of=("self",)).select_related("notice", "record").get(pk=item.pk)
        programme = held.notice.programme or held.notice.supplements
        if programme is None or not held.is_kept:
            raise Refusal("not_adopted", _("Only what was adopted of a notice is given to units."))
        may_change_programme(viewer_of(by), programme).demand()
        day = clock.today()
        if due_on < day:
            raise Refusal("past_day", _("This day has passed already."), field="due_on")
        if held.record is None:
            held.record = open_record(type="notices.item", unit=programme.unit, title=line_of(held)[:200], on=day)
            held.save(update_fields=["record"])
        give_task(record=held.record, programme=programme, units=units, due_on=due_on, by=by, claim=claim)
        claim.answer = {"record": held.record.pk}
    return held.record


def give_task(
    *, record: Record, programme: Programme, units: Sequence[Unit], due_on: date, by: Person, claim: Claimed
) -> None:
    """Let units owe the task that a record stands for, inside the act whose claim is handed in; its rule was asked.

    Once every unit taking part has it, who begins to take part later owes it too, by itself (`rolls.enrol_units`).
    Posts ``notices.task_given`` for each unit that had it not yet. Raises `Refusal`: ``no_units``, ``out_of_reach``.
    """
    day, top = clock.today(), programme.unit
    for unit in units:
        if unit.tree != top.tree or not unit.path.startswith(top.path) or unit.closed_on:
            reason = _("%(unit)s does not stand under the unit of this programme.") % {"unit": unit.name}
            raise Refusal("out_of_reach", reason, field="to")
    known = set(given_to(record).values_list("unit", flat=True))
    new = sorted({unit for unit in units if unit.pk not in known}, key=lambda unit: unit.code)
    if not new:
        raise Refusal("no_units", _("There is no unit here that has it not yet."), field="to")
    open_unit_duties(kind=DEADLINE, record=record, units=new, opened_on=day, due_on=due_on, programme=programme)
    rows = programme.enrolments.filter(to_on__isnull=True, unit__closed_on__isnull=True)
    taking = set(rows.values_list("unit", flat=True))
    if taking and taking <= known | {unit.pk for unit in new}:
        let_stand(kind=DEADLINE, record=record, programme=programme, due_on=due_on)
    for start in range(0, len(new), MAX_LINES):
        lines = [Line("notices.task_given", unit.pk, day, 1) for unit in new[start : start + MAX_LINES]]
        part = claim.part(f"given {record.pk} {start}")
        post(source=record, act=f"given-{part.hex[:12]}", lines=lines, by=by, key=part)


def report_task(*, record: Record, unit: Unit, by: Person, key: UUID) -> None:
    """Report for a unit that it has carried out a task given from above. Posts ``notices.task_done``, settles its duty.

    Raises `Refusal` ``not_owed`` when the unit does not owe it (any more).
    """
    content = {"record": record.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="notices.report_task", content=content) as claim:
        if claim.is_repeat:
            return
        may_report_task(viewer_of(by), unit).demand()
        day, act = clock.today(), f"done-{unit.pk}"
        if not settle_unit_duties(kind=DEADLINE, record=record, unit=unit, by=record, on=day):
            raise Refusal("not_owed", _("This unit does not owe this task, or has reported it already."))
        lines = [Line("notices.task_done", unit.pk, day, 1)]
        if statements(record, act).exists():
            correct(source=record, act=act, lines=lines, by=by, key=key, reason="wrong_date")
        else:
            post(source=record, act=act, lines=lines, by=by, key=key)


def take_back_report(*, record: Record, unit: Unit, by: Person, key: UUID) -> None:
    """Take such a report back: the unit owes the task again, and the fact is booked back.

    Raises `Refusal` ``not_done`` when nothing was reported.
    """
    content = {"record": record.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="notices.take_back_report", content=content) as claim:
        if claim.is_repeat:
            return
        may_report_task(viewer_of(by), unit).demand()
        if not reopen_unit_duty(kind=DEADLINE, record=record, unit=unit):
            raise Refusal("not_done", _("This unit has not reported this task done."))
        correct(source=record, act=f"done-{unit.pk}", lines=[], by=by, key=key, reason="not_held")
