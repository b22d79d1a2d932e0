"""The acts on a supplementary notice: compare it with a running programme, drop the comparison, adopt what was decided.

Adoption puts new versions in the place of requirements (never an edit), lets each unit covered owe new deadlines, moves
reminders, sends the changes to the units concerned and keeps the log, all in one transaction.
"""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from taizhang.flows.supplement.comparing import end_of, plans_due_in, proposals_of
from taizhang.flows.supplement.concerned import Concern, units_taking_part
from taizhang.ground.duties.actions import let_stand, move_unit_duties, open_unit_duties
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ground.programmes.actions import (
    NewRequirement,
    add_requirement,
    extend_phase,
    supersede_requirement,
    withdraw_requirement,
)
from taizhang.ground.programmes.models import Operator, Programme, Requirement
from taizhang.ground.records.actions import open_record
from taizhang.ledger import posting
from taizhang.ledger.claims import Claimed, claimed
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.lib.refusals import Allowed, Answer, Denied, Refusal
from taizhang.work.changes import actions as changes
from taizhang.work.changes.kinds import KEPT, REVISION, Decision, Subject, Verdict
from taizhang.work.changes.models import Change, ChangeSet
from taizhang.work.changes.queries import standing_for
from taizhang.work.changes.rules import may_decide_changes
from taizhang.work.documents import actions as documents
from taizhang.work.notices import actions as notices
from taizhang.work.notices import rules
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.handing.actions import give_task
from taizhang.work.notices.handing.queries import given_to
from taizhang.work.notices.models import Notice


def may_compare_notice(viewer: Viewer, notice: Notice, programme: Programme) -> Answer:
    """The office of both, while the notice is nothing else yet and has been read."""
    answer = rules.may_change_programme(viewer, programme)
    if not answer:
        return answer
    if standing_for(notice.record) is not None:
        return Denied(_("This notice is compared with a programme already."), code="compared_already")
    return rules.may_decide_items(viewer, notice)


def may_adopt_changes(viewer: Viewer, change_set: ChangeSet) -> Answer:
    """The office, once every change is decided and something of it stands."""
    answer = may_decide_changes(viewer, change_set)
    if not answer:
        return answer
    rows = list(change_set.changes.exclude(verdict=Verdict.UNCHANGED))
    waiting = sum(one.decision == Decision.OPEN for one in rows)
    if waiting:
        reason = ngettext("%(count)s change is not decided yet.", "%(count)s changes are not decided yet.", waiting)
        return Denied(reason % {"count": waiting}, code="changes_open")
    if not any(one.decision in KEPT for one in rows):
        return Denied(_("Nothing was accepted. Drop the comparison instead."), code="nothing_accepted")
    return Allowed()


def compare_notice(*, notice: Notice, programme: Programme, by: Person, key: uuid.UUID) -> ChangeSet:
    """Say that a notice changes a running programme, and propose what it changes, adds and withdraws (R1-28).

    Posts nothing: a proposal binds nobody; what is adopted of it is posted. Raises `Refusal`: ``compared_already`` and
    those of the rules.
    """
    asked = {"notice": notice.pk, "programme": programme.pk}
    with claimed(key=key, by=by, action="flows.compare_notice", content=asked) as claim:
        if claim.is_repeat:
            return ChangeSet.objects.get(pk=claim.answer["set"])
        held = Notice.objects.select_for_update(of=("self",)).select_related("record__unit").get(pk=notice.pk)
        may_compare_notice(viewer_of(by), held, programme).demand()
        made = changes.keep_proposals(
            programme=programme,
            source=held.record,
            proposals=proposals_of(held, programme),
            plans_due_on=plans_due_in(held),
        )
        notices.mark_supplement(notice=held, programme=programme)
        claim.answer = {"set": made.pk}
    return made


def drop_comparison(*, change_set: ChangeSet, by: Person, key: uuid.UUID) -> None:
    """The notice changes no running programme after all: its own draft is open again.

    Posts nothing: what was only proposed is set aside.
    """
    with claimed(key=key, by=by, action="flows.drop_comparison", content={"set": change_set.pk}) as claim:
        if claim.is_repeat:
            return
        held = changes.locked(change_set)
        may_decide_changes(viewer_of(by), held).demand()
        changes.drop_changes(change_set=held)
        notices.mark_supplement(notice=Notice.objects.get(record=held.source), programme=None)


def adopt_changes(
    *,
    change_set: ChangeSet,
    by: Person,
    key: uuid.UUID,
    plans_due_on: date | None = None,
    receipts_due_on: date | None = None,
) -> ChangeSet:
    """Adopt what was decided: new versions stand from now on and judge what is not decided yet (settled question 28).

    Posts ``changes.set_adopted``, and ``notices.requirement_changed`` for each requirement; the units concerned get the
    changes with a receipt to confirm (R1-36) and, with ``plans_due_on``, owe a new version of their plan (R1-37). Raises
    `Refusal`: ``changes_open``, ``nothing_accepted``, ``changed_meanwhile``, ``past_day``.
    """
    asked = {"set": change_set.pk, "plans": plans_due_on, "receipts": receipts_due_on}
    with claimed(key=key, by=by, action="flows.adopt_changes", content=asked) as claim:
        if claim.is_repeat:
            return ChangeSet.objects.get(pk=change_set.pk)
        held, day = changes.locked(change_set), clock.today()
        may_adopt_changes(viewer_of(by), held).demand()
        for name, due in (("plans_due_on", plans_due_on), ("receipts_due_on", receipts_due_on)):
            if due and due < day:
                raise Refusal("past_day", _("This day has passed already."), field=name)
        kept = list(held.changes.filter(decision__in=KEPT).select_related("requirement__phase", "phase", "owed"))
        taking = units_taking_part(held.programme)
        concern = Concern(held.programme, taking)
        for one in kept:
            _carry_out(held, one, [unit for unit in taking if concern.concerns(one, unit)], by, claim)
        # what was edited no longer says what its item says
        made = {one.item: one.made for one in kept if one.item and one.made and one.decision == Decision.ACCEPTED}
        notices.tie_items(notice=Notice.objects.get(record=held.source), made=made, by=by, claim=claim)
        changes.mark_adopted(change_set=held, made=kept, plans_due_on=plans_due_on, by=by, on=day)
        told = [unit for unit in taking if any(concern.concerns(one, unit) for one in kept)]
        _tell_units(held, told, receipts_due_on, by, claim)
        line = Line("changes.set_adopted", held.programme.unit_id, day, 1)
        posting.post(source=held.record, act="adopted", lines=[line], by=by, key=key)
    return held


def changed_act(requirement: Requirement) -> str:
    """The act under which a version of a requirement was put in its place; its entry says since when it stands."""
    return f"requirement-{requirement.number}-v{requirement.version}"


def _carry_out(change_set: ChangeSet, one: Change, concerned: Sequence[Unit], by: Person, claim: Claimed) -> None:
    programme, day = change_set.programme, clock.today()
    if one.subject == Subject.PHASE and one.phase is not None:
        end, now = date.fromisoformat(one.standing["ends_on"]), end_of(one.phase)
        if now is None or end > now:
            extend_phase(phase=one.phase, ends_on=end, reason=one.quote[:200], on=day)
    elif one.subject == Subject.DEADLINE:
        _carry_out_deadline(programme, one, concerned, by, claim)
    elif one.subject == Subject.REQUIREMENT:
        act = _carry_out_requirement(programme, one)
        line = Line("notices.requirement_changed", programme.unit_id, day, 1)
        posting.post(source=programme.record, act=act, lines=[line], by=by, key=claim.part(f"change {one.number}"))


def _carry_out_requirement(programme: Programme, one: Change) -> str:
    """A new version, a new requirement, or one that stands no longer; returns the act that says so."""
    if one.verdict == Verdict.WITHDRAWN and one.requirement is not None:
        withdraw_requirement(requirement=one.requirement)
        return f"requirement-{one.requirement.number}-off"
    new = _new_requirement(one)
    if one.requirement is not None:
        one.made = supersede_requirement(requirement=one.requirement, new=new)
    else:
        last = Requirement.objects.filter(programme=programme).order_by("-number").first()
        one.made = add_requirement(programme=programme, number=last.number + 1 if last else 1, new=new)
    return changed_act(one.made)


def _new_requirement(one: Change) -> NewRequirement:
    fields, old = one.standing, one.requirement
    return NewRequirement(
        title=str(fields["title"]),
        metric=str(fields["metric"]),
        operator=Operator(fields["operator"]),
        numerator=int(fields["numerator"]),
        denominator=int(fields["denominator"]),
        phase=int(fields["phase"]),
        code=str(fields["code"]),
        audience=tuple(fields["audience"]),
        exempt=tuple(fields["exempt"]),
        is_hard=old.is_hard if old else True,
        quote=one.quote,
        quote_start=one.quote_start,
    )


def _carry_out_deadline(
    programme: Programme, one: Change, concerned: Sequence[Unit], by: Person, claim: Claimed
) -> None:
    """Each unit covered owes a new deadline and reports it done (R1-28); while none takes part, the unit that adopts.

    A deadline that moves moves for all who still owe it, and is owed by those covered that had it not yet. Who
    begins to take part later owes it by itself.
    """
    due = date.fromisoformat(one.standing["due_on"])
    if one.owed is None:
        title = str(one.standing["what"])
        one.owed = open_record(type="flows.changed_deadline", unit=programme.unit, title=title, on=clock.today())
    else:
        move_unit_duties(record=one.owed, due_on=due)
    known = set(given_to(one.owed).values_list("unit", flat=True))
    # an own deadline that the adopting unit alone owes was never given to the units, and only moves
    wanted = [] if known == {programme.unit_id} else [unit for unit in concerned if unit.pk not in known]
    if not known and not wanted:
        wanted = [programme.unit]
    if wanted:
        give_task(record=one.owed, programme=programme, units=wanted, due_on=due, by=by, claim=claim)
        # who has left the phase it concerns owes it not, and who begins later has not left it
        let_stand(kind=DEADLINE, record=one.owed, programme=programme, due_on=due)


def _tell_units(
    change_set: ChangeSet, told: Sequence[Unit], receipts_due_on: date | None, by: Person, claim: Claimed
) -> None:
    programme = change_set.programme
    if not told:
        return
    documents.send_record(
        record=change_set.record, units=told, due_on=receipts_due_on, programme=programme, by=by, claim=claim
    )
    if change_set.plans_due_on:
        open_unit_duties(
            kind=REVISION,
            record=change_set.record,
            units=told,
            opened_on=clock.today(),
            due_on=change_set.plans_due_on,
            programme=programme,
        )
