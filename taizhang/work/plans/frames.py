"""What a version is held against now: the days of its phase as last extended, what is asked, the items of its list."""

from datetime import date
from fractions import Fraction

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import ListItem, Phase, Programme, Requirement, UnitPhase
from taizhang.ground.programmes.queries import listed_things, reference_end, standing_requirements
from taizhang.work.plans.checks import Demand, Draft, Finding, Frame, Planned, examine_study, examine_themed
from taizhang.work.plans.kinds import CATEGORIES, Audience, Mode, PlanKind
from taizhang.work.plans.models import Item, Version

QUOTAS = {"group_share": "study_minutes"}


def frame_of(version: Version) -> Frame:
    """The frame of a version, read anew, so that an extension or a changed requirement tells at once."""
    plan = version.plan
    return frame_in(plan.unit, plan.programme, version.phase, version.list_name)


def frame_in(unit: Unit, programme: Programme, phase: Phase, list_name: str = "") -> Frame:
    """The frame of a unit in a phase of a programme."""
    items = listed_things([programme], list_name) if list_name else ListItem.objects.none()
    return Frame(
        starts_on=begins_on(unit, phase),
        ends_on=reference_end(phase),
        demands=demands_of(standing_requirements(programme, phase)),
        list_items=tuple(items.values_list("pk", "text")),
    )


def begins_on(unit: Unit, phase: Phase) -> date:
    """The day a unit entered a phase; a plan for days before it plans what is over."""
    stay = UnitPhase.objects.filter(unit=unit, phase=phase).first()
    return stay.opened_on if stay else phase.starts_on or phase.programme.starts_on


def demands_of(requirements: list[Requirement]) -> tuple[Demand, ...]:
    """Requirements as the checks see them; a share is counted against the threshold of its own phase (R1-34)."""
    thresholds = {(one.metric, one.phase_id): Fraction(one.numerator, one.denominator) for one in requirements}
    return tuple(
        Demand(
            number=one.number,
            title=one.title,
            metric=one.metric,
            operator=one.operator,
            numerator=one.numerator,
            denominator=one.denominator,
            code=one.code,
            is_hard=one.is_hard,
            audience=frozenset(one.audience),
            quota=thresholds.get((QUOTAS.get(one.metric, ""), one.phase_id)),
        )
        for one in requirements
    )


def draft_of(version: Version) -> Draft:
    """A version as the checks see it."""
    return Draft(
        task=version.task,
        asks=version.asks,
        notes=version.notes,
        essays=version.essays,
        items=tuple(planned_of(item) for item in version.items.all()),
    )


def planned_of(item: Item) -> Planned:
    """An item as the checks see it."""
    return Planned(
        number=item.number,
        from_on=item.from_on,
        to_on=item.to_on,
        content=item.content,
        minutes=item.minutes,
        is_group=item.mode == Mode.GROUP,
        method=item.method,
        is_for_all=item.audience == Audience.ALL,
        categories=CATEGORIES.get(item.audience, frozenset()),
        serves=item.serves,
        list_item=item.list_item_id or 0,
        has_owner=item.owner_id is not None,
    )


def findings_of(version: Version) -> list[Finding]:
    """What the checks of its kind find in a version now."""
    examine = examine_themed if version.plan.kind == PlanKind.THEMED else examine_study
    return examine(draft_of(version), frame_of(version))
