"""Sending papers to units and taking them in: one row, one duty and one fact for each unit (R1-36)."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import open_unit_duties, pause_reminders, settle_unit_duties
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme
from taizhang.ground.records.models import Record
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import MAX_LINES, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.documents.actions.drafting import locked
from taizhang.work.documents.duties import APP, RECEIPT, TASK
from taizhang.work.documents.kinds import TaskKind
from taizhang.work.documents.lines import received_line, sent_lines
from taizhang.work.documents.models import Dispatch, Document
from taizhang.work.documents.rules import may_send, may_take_in


def send_document(
    *, document: Document, units: Sequence[Unit], due_on: date | None = None, by: Person, key: uuid.UUID
) -> int:
    """Send an issued document to units of the office and return to how many; who has it already gets no second one.

    Posts one document sent for each unit, opens the duty of its receipt (by ``due_on``, if any) and of each task that
    the document adds, and lets the reminders rest that it pauses.

    Raises `Refusal`: ``not_issued``, ``revoked``, ``no_units``, ``out_of_reach``, ``past_day``.
    """
    content = {"document": document.pk, "units": sorted(unit.pk for unit in units), "due_on": due_on}
    with claimed(key=key, by=by, action="documents.send_document", content=content) as claim:
        if claim.is_repeat:
            return int(claim.answer["units"])
        held = locked(document)
        may_send(viewer_of(by), held).demand()
        for unit in units:
            if unit.tree != held.unit.tree or not unit.path.startswith(held.unit.path) or unit.closed_on:
                reason = _("%(unit)s does not stand under the unit that issues.") % {"unit": unit.name}
                raise Refusal("out_of_reach", reason, field="to")
        sent = send_record(record=held.record, units=units, due_on=due_on, programme=held.programme, by=by, claim=claim)
        for task in held.tasks.filter(kind=TaskKind.ADD).select_related("record"):
            open_unit_duties(
                kind=TASK,
                record=task.record,
                units=sent,
                opened_on=clock.today(),
                due_on=task.due_on or held.valid_to,
                programme=held.programme,
            )
        for task in held.tasks.filter(kind=TaskKind.PAUSE).select_related("record", "requirement"):
            if held.valid_from and held.valid_to:
                pause_reminders(
                    record=task.record,
                    units=sent,
                    from_on=held.valid_from,
                    to_on=held.valid_to,
                    programme=held.programme,
                    requirement=task.requirement,
                    spares=APP,
                )
        claim.answer = {"units": len(sent)}
    return len(sent)


def send_record(
    *,
    record: Record,
    units: Sequence[Unit],
    by: Person,
    claim: Claimed,
    due_on: date | None = None,
    programme: Programme | None = None,
) -> list[Unit]:
    """Send the page of a record to units, inside the act whose claim is handed in; the units that had it not yet.

    Who calls it has asked the rule. Raises `Refusal`: ``no_units``, ``past_day``.
    """
    day = clock.today()
    if due_on and due_on < day:
        raise Refusal("past_day", _("This day has passed already."), field="due_on")
    rows = Dispatch.objects.filter(record=record)
    known, last = set(rows.values_list("unit", flat=True)), rows.aggregate(last=Max("round"))["last"] or 0
    new = sorted({unit for unit in units if unit.pk not in known}, key=lambda unit: (unit.tree, unit.code))
    if not new:
        raise Refusal("no_units", _("There is no unit here that has it not yet."), field="to")
    Dispatch.objects.bulk_create(
        Dispatch(record=record, unit=unit, round=last + 1, sent_on=day, due_on=due_on) for unit in new
    )
    open_unit_duties(kind=RECEIPT, record=record, units=new, opened_on=day, due_on=due_on, programme=programme)
    for part, start in enumerate(range(0, len(new), MAX_LINES), start=1):
        post(
            source=record,
            act=f"sent-{last + 1}-{part}",
            lines=sent_lines(new[start : start + MAX_LINES], day),
            by=by,
            key=claim.part(f"sent-{part}"),
        )
    return new


def confirm_receipt(*, record: Record, unit: Unit, by: Person, key: uuid.UUID) -> Dispatch:
    """Confirm for a unit that it has a paper: who and on which day (R1-36). Posts one document received.

    Raises `Refusal`: ``not_sent``; who confirms what is confirmed already changes nothing.
    """
    content = {"record": record.pk, "unit": unit.pk}
    with claimed(key=key, by=by, action="documents.confirm_receipt", content=content) as claim:
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related("record", "unit")
        held = rows.filter(record=record, unit=unit).first()
        may_take_in(viewer_of(by), unit).demand()
        if held is None:
            raise Refusal("not_sent", _("This was not sent to this unit."))
        if claim.is_repeat or held.received_on:
            return held
        day = clock.today()
        held.received_on, held.received_by = day, by
        held.save(update_fields=["received_on", "received_by"])
        settle_unit_duties(kind=RECEIPT, record=record, unit=unit, by=record, on=day)
        post(source=record, act=f"received-{unit.pk}", lines=[received_line(unit, day)], by=by, key=key)
    return held
