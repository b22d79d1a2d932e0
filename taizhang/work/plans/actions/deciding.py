"""Handing a plan in, sending it back, approving it: booked for the unit whose plan it is, on the day it is done."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ground.duties.actions import settle_unit_duties
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import write_text
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.plans.actions.drafting import demand_writable, locked
from taizhang.work.plans.checks import Finding, may_stand
from taizhang.work.plans.frames import findings_of
from taizhang.work.plans.kinds import REVISION, PlanState
from taizhang.work.plans.models import Version
from taizhang.work.plans.rules import may_decide_plan, may_keep_plan
from taizhang.work.plans.saying import lacking_words

HANDED_IN = "plans.plan_handed_in"
SENT_BACK = "plans.plan_sent_back"
APPROVED = "plans.plan_approved"
PLANNED = "plans.unit_planned"


def hand_in_plan(*, version: Version, by: Person, key: uuid.UUID) -> Version:
    """Hand a draft in to the unit above; posts ``plans.plan_handed_in``. What is lacking is refused here already.

    Raises `Refusal`: ``not_open``, ``not_complete`` (with the findings).
    """
    with claimed(key=key, by=by, action="plans.hand_in_plan", content={"version": version.pk}) as claim:
        held = locked(version)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.plan.unit).demand()
        demand_writable(held)
        _demand_complete(held)
        held.state, held.handed_in_by, held.handed_in_on = PlanState.HANDED_IN, by, clock.today()
        held.decided_by = held.decided_on = None
        held.save(update_fields=["state", "handed_in_by", "handed_in_on", "decided_by", "decided_on"])
        _post(held, HANDED_IN, by, key)
    return held


def send_back_plan(*, version: Version, comment: str, by: Person, key: uuid.UUID) -> Version:
    """Send a plan back with a comment; it is open again for the unit. Posts ``plans.plan_sent_back``.

    Raises `Refusal`: ``not_handed_in``, ``no_comment``.
    """
    content = {"version": version.pk, "comment": comment}
    with claimed(key=key, by=by, action="plans.send_back_plan", content=content) as claim:
        held = locked(version)
        if claim.is_repeat:
            return held
        may_decide_plan(viewer_of(by), held).demand()
        _demand_handed_in(held)
        if not comment.strip():
            raise Refusal("no_comment", _("Say what is to be mended."), field="comment")
        said = write_text(record=held.plan.record, purpose=purpose(held), body=comment.strip(), by=by)
        _decide(held, PlanState.SENT_BACK, by)
        _post(held, SENT_BACK, by, key, words=said.digest)
    return held


def approve_plan(*, version: Version, comment: str = "", by: Person, key: uuid.UUID) -> Version:
    """Approve a plan: it holds from today, the version before it is replaced, a revision that was asked for is settled.

    Posts ``plans.plan_approved``, and ``plans.unit_planned`` the first time. What the checks found is frozen with it.
    Raises `Refusal`: ``not_handed_in``, ``not_complete`` (the frame may have moved since it was handed in).
    """
    content = {"version": version.pk, "comment": comment}
    with claimed(key=key, by=by, action="plans.approve_plan", content=content) as claim:
        held = locked(version)
        if claim.is_repeat:
            return held
        may_decide_plan(viewer_of(by), held).demand()
        _demand_handed_in(held)
        findings = _demand_complete(held)
        plan = held.plan
        is_first = not plan.versions.filter(state__in=(PlanState.APPROVED, PlanState.SUPERSEDED)).exists()
        plan.versions.filter(state=PlanState.APPROVED).update(state=PlanState.SUPERSEDED)
        held.evidence = [evidence(finding) for finding in findings]
        _decide(held, PlanState.APPROVED, by)
        words = ""
        if comment.strip():
            said = write_text(record=plan.record, purpose=purpose(held), body=comment.strip(), by=by)
            words = said.digest
        more = [Line(PLANNED, plan.unit_id, clock.today(), 1, plan.kind, plan.programme_id)] if is_first else []
        _post(held, APPROVED, by, key, *more, words=words)
        settle_unit_duties(
            kind=REVISION,
            unit=plan.unit,
            programme=plan.programme,
            opened_by=held.handed_in_on or clock.today(),
            by=plan.record,
            on=clock.today(),
        )
    return held


def purpose(version: Version) -> str:
    """Under which word the comments on a version are kept with the plan's record."""
    return f"comment-{version.number}"


def evidence(finding: Finding) -> dict[str, Any]:
    """One finding as it is frozen: the check, the requirement, what was planned and what was asked, as fractions."""
    return {
        "code": finding.code,
        "requirement": finding.demand.number if finding.demand else 0,
        "have": str(finding.have) if finding.have is not None else "",
        "need": str(finding.need) if finding.need is not None else "",
        "is_met": finding.is_met,
    }


def _demand_handed_in(version: Version) -> None:
    if version.state != PlanState.HANDED_IN:
        raise Refusal("not_handed_in", _("This version does not wait for a decision."))


def _demand_complete(version: Version) -> list[Finding]:
    findings = findings_of(version)
    if not may_stand(findings):
        per_hour = version.plan.programme.minutes_per_hour
        lacking = [lacking_words(finding, per_hour) for finding in findings if finding.is_hard and not finding.is_met]
        raise Refusal(
            "not_complete",
            _("Not yet: %(what)s") % {"what": _("; ").join(lacking)},
            lacking=[finding.code for finding in findings if finding.is_hard and not finding.is_met],
        )
    return findings


def _decide(version: Version, state: PlanState, by: Person) -> None:
    version.state, version.decided_by, version.decided_on = state, by, clock.today()
    version.save(update_fields=["state", "decided_by", "decided_on", "evidence"])


def _post(version: Version, kind: str, by: Person, key: uuid.UUID, *more: Line, words: str = "") -> None:
    plan = version.plan
    # a version can be sent back and handed in again, so the act carries a part of its key
    act = f"v{version.number}-{kind.rpartition('_')[2]}-{key.hex[:8]}"
    line = Line(kind, plan.unit_id, clock.today(), 1, plan.kind, plan.programme_id)
    post(source=plan.record, act=act, lines=[line, *more], by=by, key=key, words=words)
