"""Following an approved plan: looks at planned self-study, and ties of the campaign's tasks to business tasks."""

import uuid
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ledger.claims import claimed
from taizhang.ledger.lines import copy_of
from taizhang.ledger.posting import Line, correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.plans.kinds import CheckResult, Mode, PlanState
from taizhang.work.plans.models import Item, Plan, SelfStudyCheck, TaskLink
from taizhang.work.plans.rules import may_keep_plan

CHECKED = "plans.self_study_checked"


def check_self_study(*, item: Item, on: date, result: str, by: Person, key: uuid.UUID) -> SelfStudyCheck:
    """Note one look at the self-study that an approved item plans; posts ``plans.self_study_checked`` by its result, once
    for each programme that the item counts for (R1-67, R2-15).

    Raises `Refusal`: ``not_self_study``, ``not_approved``, ``future_day``, ``before_item``, ``unknown_word``,
    ``checked_already``.
    """
    content = {"item": item.pk, "on": on, "result": str(result)}
    with claimed(key=key, by=by, action="plans.check_self_study", content=content) as claim:
        if claim.is_repeat:
            return SelfStudyCheck.objects.get(pk=claim.answer["check"])
        held = Item.objects.select_related("version__plan__unit", "version__plan__record").get(pk=item.pk)
        may_keep_plan(viewer_of(by), held.version.plan.unit).demand()
        if held.mode != Mode.SELF:
            raise Refusal("not_self_study", _("Only self-study is checked like this; sessions have a roll-call."))
        if held.version.state != PlanState.APPROVED:
            raise Refusal("not_approved", _("Only what an approved plan holds is checked."))
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on", day=on)
        if held.from_on and on < held.from_on:
            raise Refusal("before_item", _("The plan begins this item on a later day."), field="on", day=on)
        if result not in CheckResult:
            raise Refusal("unknown_word", _("Choose one of the listed words."), field="result")
        if held.checks.filter(on=on).exists():
            raise Refusal("checked_already", _("This day has a check already; correct that one."), field="on")
        check = SelfStudyCheck.objects.create(item=held, on=on, result=result, checked_by=by)
        post(source=held.version.plan.record, act=_act(check), lines=_lines(check), by=by, key=key)
        claim.answer = {"check": check.pk}
    return check


def restate_check(*, check: SelfStudyCheck, result: str, reason: str, by: Person, key: uuid.UUID) -> SelfStudyCheck:
    """State a check anew; the ledger books the difference. Raises `Refusal`: ``unknown_word``, ``unknown_reason``,
    ``nothing_differs``."""
    content = {"check": check.pk, "result": str(result), "reason": reason}
    with claimed(key=key, by=by, action="plans.restate_check", content=content) as claim:
        rows = SelfStudyCheck.objects.select_for_update(of=("self",))
        held = rows.select_related("item__version__plan__unit", "item__version__plan__record").get(pk=check.pk)
        if claim.is_repeat:
            return held
        plan = held.item.version.plan
        may_keep_plan(viewer_of(by), plan.unit).demand()
        if result not in CheckResult:
            raise Refusal("unknown_word", _("Choose one of the listed words."), field="result")
        held.result = result
        entry = correct(source=plan.record, act=_act(held), lines=_lines(held), by=by, key=key, reason=reason)
        if entry is None:
            raise Refusal("nothing_differs", _("This is what stands booked already."))
        held.save(update_fields=["result"])
    return held


def tie_task(
    *,
    plan: Plan,
    task: str,
    business: str,
    joining_point: str,
    deployed_on: date,
    pushed_on: date,
    assessed_on: date,
    by: Person,
    key: uuid.UUID,
) -> TaskLink:
    """Tie a task of the campaign to one of the unit's business: where they join, and the days on which both are deployed,
    pushed and assessed together (R3-05).

    Posts nothing: what is planned is no fact. Raises `Refusal`: ``no_words``, ``wrong_order``.
    """
    content = {
        "plan": plan.pk,
        "task": task,
        "business": business,
        "joining_point": joining_point,
        "deployed_on": deployed_on,
        "pushed_on": pushed_on,
        "assessed_on": assessed_on,
    }
    with claimed(key=key, by=by, action="plans.tie_task", content=content) as claim:
        if claim.is_repeat:
            return TaskLink.objects.get(pk=claim.answer["link"])
        held = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        may_keep_plan(viewer_of(by), held.unit).demand()
        for name, words in (("task", task), ("business", business), ("joining_point", joining_point)):
            if not words.strip():
                raise Refusal("no_words", _("Both tasks and the point where they join are named."), field=name)
        if not deployed_on <= pushed_on <= assessed_on:
            raise Refusal("wrong_order", _("Both are deployed first, then pushed, then assessed."), field="pushed_on")
        link = TaskLink.objects.create(
            plan=held,
            number=(held.links.aggregate(last=Max("number"))["last"] or 0) + 1,
            task=task.strip()[:120],
            business=business.strip()[:120],
            joining_point=joining_point.strip()[:200],
            deployed_on=deployed_on,
            pushed_on=pushed_on,
            assessed_on=assessed_on,
        )
        claim.answer = {"link": link.pk}
    return link


def untie_task(*, link: TaskLink, by: Person, key: uuid.UUID) -> TaskLink:
    """Take a tie back. Posts nothing. Raises `Refusal` ``withdrawn``."""
    with claimed(key=key, by=by, action="plans.untie_task", content={"link": link.pk}) as claim:
        rows = TaskLink.objects.select_for_update(of=("self",)).select_related("plan__unit")
        held = rows.get(pk=link.pk)
        if claim.is_repeat:
            return held
        may_keep_plan(viewer_of(by), held.plan.unit).demand()
        if held.is_withdrawn:
            raise Refusal("withdrawn", _("This tie was taken back."))
        held.is_withdrawn = True
        held.save(update_fields=["is_withdrawn"])
    return held


def _act(check: SelfStudyCheck) -> str:
    return f"checked-{check.pk}"


def _lines(check: SelfStudyCheck) -> list[Line]:
    plan = check.item.version.plan
    programmes = [plan.programme_id, *check.item.programmes.order_by("pk").values_list("pk", flat=True)]
    return [
        Line(CHECKED, plan.unit_id, check.on, 1, str(check.result), programme, copy=copy_of(place))
        for place, programme in enumerate(programmes)
    ]
