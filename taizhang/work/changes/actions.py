"""All writes of changes save adoption, which joins contexts and stands in `flows/supplement`.

Proposing and deciding posts nothing: until the set is adopted it binds nobody; the adoption is posted as a whole.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Phase, Programme, Requirement
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.changes.kinds import Decision, SetState, Subject, Verdict
from taizhang.work.changes.models import Change, ChangeSet
from taizhang.work.changes.rules import may_decide_changes

# Its page joins contexts, so it stands with the flows.
CHANGE_SET = "flows.change_set"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change to be decided, as a comparison gives it."""

    verdict: Verdict
    subject: Subject
    quote: str
    quote_start: int | None = None
    item: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    requirement: Requirement | None = None
    phase: Phase | None = None
    owed: Record | None = None


def keep_proposals(
    *, programme: Programme, source: Record, proposals: Sequence[Proposal], plans_due_on: date | None
) -> ChangeSet:
    """Keep what a comparison proposes, inside the act that compared; what is unchanged needs no decision.

    Raises `Refusal` ``compared_already``.
    """
    if ChangeSet.objects.filter(source=source).exclude(state=SetState.DROPPED).exists():
        raise Refusal("compared_already", _("This notice is compared with a programme already."))
    day = clock.today()
    made = ChangeSet.objects.create(
        record=open_record(type=CHANGE_SET, unit=programme.unit, title=source.title, on=day),
        programme=programme,
        source=source,
        proposed_on=day,
        plans_due_on=plans_due_on,
    )
    Change.objects.bulk_create(
        Change(
            change_set=made,
            number=number,
            verdict=one.verdict,
            subject=one.subject,
            item=one.item,
            quote=one.quote,
            quote_start=one.quote_start,
            fields=one.fields,
            before=one.before,
            requirement=one.requirement,
            phase=one.phase,
            owed=one.owed,
        )
        for number, one in enumerate(proposals, start=1)
    )
    return made


def decide_change(
    *, change: Change, decision: Decision, by: Person, key: uuid.UUID, fields: dict[str, Any] | None = None
) -> Change:
    """Accept, edit (with ``fields``) or strike one proposed change, or open it again.

    Raises `Refusal`: ``adopted``, ``nothing_to_decide``.
    """
    content = {"change": change.pk, "decision": decision, "fields": fields or {}}
    with claimed(key=key, by=by, action="changes.decide_change", content=content) as claim:
        held = Change.objects.select_for_update(of=("self",)).select_related("change_set__programme__unit")
        one = held.get(pk=change.pk)
        if claim.is_repeat:
            return one
        may_decide_changes(viewer_of(by), one.change_set).demand()
        if one.verdict == Verdict.UNCHANGED:
            raise Refusal("nothing_to_decide", _("This stays as it is; there is nothing to decide."))
        _decide(one, Decision(decision), fields or {}, by)
    return one


def accept_open_changes(*, change_set: ChangeSet, by: Person, key: uuid.UUID) -> int:
    """Accept every change that is still open; return how many."""
    with claimed(key=key, by=by, action="changes.accept_open_changes", content={"set": change_set.pk}) as claim:
        if claim.is_repeat:
            return int(claim.answer["accepted"])
        held = locked(change_set)
        may_decide_changes(viewer_of(by), held).demand()
        rows = held.changes.filter(decision=Decision.OPEN).exclude(verdict=Verdict.UNCHANGED)
        waiting = list(rows.select_for_update())
        for one in waiting:
            _decide(one, Decision.ACCEPTED, {}, by)
        claim.answer = {"accepted": len(waiting)}
    return len(waiting)


def mark_adopted(
    *, change_set: ChangeSet, made: Sequence[Change], plans_due_on: date | None, by: Person, on: date
) -> None:
    """Close a set whose changes a flow has carried out. Posts nothing: the flow does."""
    change_set.state, change_set.adopted_on, change_set.adopted_by = SetState.ADOPTED, on, by
    change_set.plans_due_on = plans_due_on
    change_set.save(update_fields=["state", "adopted_on", "adopted_by", "plans_due_on"])
    Change.objects.bulk_update(made, ["made", "owed"])


def drop_changes(*, change_set: ChangeSet) -> None:
    """Set a comparison aside, inside the act of a flow."""
    change_set.state = SetState.DROPPED
    change_set.save(update_fields=["state"])


def locked(change_set: ChangeSet) -> ChangeSet:
    """The row as it stands now, held until the act commits."""
    rows = ChangeSet.objects.select_for_update(of=("self",))
    return rows.select_related("record", "programme__unit", "programme__record", "source").get(pk=change_set.pk)


def _decide(one: Change, decision: Decision, fields: dict[str, Any], by: Person) -> None:
    one.decision = decision
    one.decided_fields = {**one.fields, **fields} if decision == Decision.EDITED else {}
    one.decided_by = None if decision == Decision.OPEN else by
    one.decided_on = None if decision == Decision.OPEN else clock.today()
    one.save(update_fields=["decision", "decided_fields", "decided_by", "decided_on"])
