"""The plans of the demo city: most branches near the shown one have theirs approved, one waits, one is being written."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from taizhang.commands.demoworld.branches import Branch
from taizhang.ground.people.models import Person
from taizhang.ground.programmes.models import Programme
from taizhang.work.plans import actions as plans
from taizhang.work.plans.actions.drafting import said_by
from taizhang.work.plans.kinds import CheckResult, Mode, PlanKind
from taizhang.work.plans.models import Version

NOTES = 6


def write_plans(
    programme: Programme, office: Person, branches: Sequence[Branch], topics: Sequence[str], shown: str
) -> None:
    """Let these branches write their plans; the last leaves a draft, the one before waits for the office."""
    for place, branch in enumerate(branches):
        version = plans.begin_plan(
            unit=branch.unit,
            programme=programme,
            kind=PlanKind.STUDY.value,
            by=branch.secretary,
            key=uuid.uuid4(),
        )
        if place == len(branches) - 1 and not branch.unit.name.endswith(shown):
            continue
        _finish(version, branch, topics)
        if place == len(branches) - 2 and not branch.unit.name.endswith(shown):
            continue
        plans.approve_plan(version=version, by=office, key=uuid.uuid4())
        if branch.unit.name.endswith(shown):
            _tie(version, branch)


def look_after(programme: Programme, branch: Branch, day: date) -> None:
    """The shown branch looks at its self-study, and has its accounts to close in the days of a session."""
    version = Version.objects.filter(plan__unit=branch.unit, plan__programme=programme, state="approved").first()
    item = version.items.filter(mode=Mode.SELF, from_on__lte=day).first() if version else None
    if item:
        plans.check_self_study(
            item=item, on=day, result=CheckResult.PARTLY.value, by=branch.secretary, key=uuid.uuid4()
        )
    plans.note_event(
        unit=branch.unit,
        kind="deadline",
        title="三季度水费结算上报",
        starts_on=day + timedelta(days=4),
        ends_on=day + timedelta(days=5),
        by=branch.secretary,
        key=uuid.uuid4(),
    )


def _finish(version: Version, branch: Branch, topics: Sequence[str]) -> None:
    for place, item in enumerate(version.items.all()):
        said = replace(said_by(item), content=item.content or topics[place % len(topics)])
        if place == 0:
            said = replace(said, serves=must_read(version.plan.programme))
        if place == 1:
            said = replace(said, methods={"older": "home_lesson", "on_post": "broadcast"})
        if said != said_by(item):
            plans.put_item(version=version, new=said, number=item.number, by=branch.secretary, key=uuid.uuid4())
    plans.write_frame(
        version=version,
        task=version.task,
        asks=version.asks,
        notes=NOTES,
        essays=version.essays if version.essays is not None else 1,
        by=branch.secretary,
        key=uuid.uuid4(),
    )
    plans.hand_in_plan(version=version, by=branch.secretary, key=uuid.uuid4())


def must_read(programme: Programme) -> int:
    """The number of the requirement that follows from the listed must items."""
    return programme.requirements.filter(metric="must_read").latest("version").number


def _tie(version: Version, branch: Branch) -> None:
    start = version.begun_on
    plans.tie_task(
        plan=version.plan,
        task="规程与责任：岗位上的第一道防线",
        business="汛期泵站值守",
        joining_point="学完规程当班就查一遍险点，查到的进整改台账",
        deployed_on=start,
        pushed_on=start + timedelta(days=20),
        assessed_on=start + timedelta(days=60),
        by=branch.secretary,
        key=uuid.uuid4(),
    )
