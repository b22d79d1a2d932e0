"""Writing programmes and where units stand in them. Ground posts nothing; rolls and flows do, with the same key."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Body, Unit
from taizhang.ground.programmes.models import (
    Batch,
    Completion,
    Condition,
    Enrolment,
    Extension,
    Goal,
    Operator,
    Phase,
    Programme,
    Requirement,
    Step,
    UnitPhase,
)
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be written, with its reference dates."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A gate condition to be written, in the words of its notice or of a template."""

    text: str
    quote: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class NewPhase:
    """A phase to be written, with its reference dates, its steps and the sentence it comes from."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    steps: tuple[NewStep, ...] = ()
    quote: str = ""
    quote_start: int | None = None
    conditions: tuple[NewCondition, ...] = ()
    is_consolidation: bool = False


@dataclass(frozen=True, slots=True)
class NewRequirement:
    """A requirement to be written; ``phase`` is the number of its phase, 0 for the whole programme."""

    title: str
    metric: str
    operator: Operator
    numerator: int
    denominator: int = 1
    phase: int = 0
    code: str = ""
    audience: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    is_hard: bool = True
    quote: str = ""
    quote_start: int | None = None
    template: str = ""


def create_programme(
    *,
    record: Record,
    unit: Unit,
    title: str,
    short_title: str,
    starts_on: date,
    ends_on: date | None = None,
    theme: str = "",
    is_ongoing: bool = False,
    notice: Record | None = None,
    parent: Programme | None = None,
    minutes_per_hour: int = 60,
    goals: Sequence[str] = (),
    principles: Sequence[str] = (),
    phases: Sequence[NewPhase] = (),
    requirements: Sequence[NewRequirement] = (),
) -> Programme:
    """Write a programme with its phases in order; routine work is added as the last phase, always open (R1-27).

    An ongoing programme has no phases of its own (R3-36): routine work is all it has. ``goals`` and ``principles`` are
    numbered in their order (R1-99, R1-29).
    """
    if is_ongoing and phases:
        raise Refusal("ongoing_has_no_phases", _("A programme that runs on has no phases."))
    if not is_ongoing and not phases:
        raise Refusal("no_phases", _("A staged programme needs at least one phase."))
    if ends_on and ends_on < starts_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="ends_on")
    with transaction.atomic():
        programme = Programme.objects.create(
            record=record,
            unit=unit,
            tree=unit.tree,
            title=title[:200],
            short_title=short_title[:40],
            theme=theme[:200],
            is_ongoing=is_ongoing,
            starts_on=starts_on,
            ends_on=ends_on,
            notice=notice,
            parent=parent,
            minutes_per_hour=minutes_per_hour,
        )
        Goal.objects.bulk_create(
            Goal(programme=programme, number=number, is_principle=is_principle, text=text[:200])
            for is_principle, texts in ((False, goals), (True, principles))
            for number, text in enumerate(texts, start=1)
        )
        for number, new in enumerate(phases, start=1):
            phase = Phase.objects.create(
                programme=programme,
                number=number,
                name=new.name[:80],
                starts_on=new.starts_on,
                ends_on=new.ends_on,
                quote=new.quote,
                quote_start=new.quote_start,
                is_consolidation=new.is_consolidation,
            )
            Step.objects.bulk_create(
                Step(
                    phase=phase,
                    number=place,
                    name=step.name[:80],
                    starts_on=step.starts_on,
                    ends_on=step.ends_on,
                )
                for place, step in enumerate(new.steps, start=1)
            )
            Condition.objects.bulk_create(
                Condition(phase=phase, number=place, text=c.text[:120], quote=c.quote, template=c.template)
                for place, c in enumerate(new.conditions, start=1)
            )
        Phase.objects.create(programme=programme, number=len(phases) + 1, name="经常性工作", is_routine=True)
        for number, requirement in enumerate(requirements, start=1):
            add_requirement(programme=programme, number=number, new=requirement)
    return programme


def add_requirement(*, programme: Programme, number: int, new: NewRequirement, version: int = 1) -> Requirement:
    """Write one version of one requirement of a programme."""
    phase = None
    if new.phase:
        phase = Phase.objects.filter(programme=programme, number=new.phase).first()
        if phase is None:
            raise Refusal("unknown_phase", _("The programme has no such phase."), field="phase")
    if new.numerator < 0 or new.denominator <= 0:
        raise Refusal("bad_threshold", _("A threshold is a fraction of two whole numbers."), field="numerator")
    return Requirement.objects.create(
        programme=programme,
        phase=phase,
        number=number,
        version=version,
        metric=new.metric,
        code=new.code,
        operator=new.operator,
        numerator=new.numerator,
        denominator=new.denominator,
        audience=list(new.audience),
        exempt=list(new.exempt),
        is_hard=new.is_hard,
        title=new.title[:120],
        quote=new.quote,
        quote_start=new.quote_start,
        template=new.template,
    )


def extend_phase(*, phase: Phase, ends_on: date, reason: str, on: date) -> Extension:
    """Move a phase's reference date with a reason; the first dates stay, and no number moves (R1-32, question 8)."""
    newest = phase.extensions.order_by("-pk").first()
    before = newest.ends_on if newest else phase.ends_on
    if not reason.strip():
        raise Refusal("no_reason", _("Say why the phase is extended."), field="reason")
    if before and ends_on <= before:
        raise Refusal("not_later", _("An extension ends later than what it extends."), field="ends_on")
    return Extension.objects.create(phase=phase, ends_on=ends_on, reason=reason.strip()[:200], on=on)


def change_step(*, step: Step, new: NewStep) -> Step:
    """Give a step another name or other reference dates; no number moves (settled question 8)."""
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="ends_on")
    step.name, step.starts_on, step.ends_on = new.name[:80], new.starts_on, new.ends_on
    step.save(update_fields=["name", "starts_on", "ends_on"])
    return step


def add_step(*, phase: Phase, new: NewStep) -> Step:
    """Write one more step of a phase, after those it has."""
    number = phase.steps.count() + 1
    return Step.objects.create(
        phase=phase, number=number, name=new.name[:80], starts_on=new.starts_on, ends_on=new.ends_on
    )


def give_up_step(*, step: Step, on: date) -> Step:
    """Say that a programme no longer has a step; its row stays."""
    step.given_up_on = on
    step.save(update_fields=["given_up_on"])
    return step


def supersede_requirement(*, requirement: Requirement, new: NewRequirement) -> Requirement:
    """Write the next version of a requirement; the old row stays and names it (settled question 28)."""
    with transaction.atomic():
        held = Requirement.objects.select_for_update().get(pk=requirement.pk)
        if held.superseded_by_id:
            raise Refusal("changed_meanwhile", _("Somebody changed this in the meantime. Look at it again."))
        made = add_requirement(programme=held.programme, number=held.number, new=new, version=held.version + 1)
        held.superseded_by = made
        held.save(update_fields=["superseded_by"])
    return made


def withdraw_requirement(*, requirement: Requirement) -> None:
    """Let a requirement stand no longer. A withdrawn row is superseded by itself, so it counts nowhere and stays."""
    held = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if held.superseded_by_id:
        raise Refusal("changed_meanwhile", _("Somebody changed this in the meantime. Look at it again."))
    held.superseded_by = held
    held.save(update_fields=["superseded_by"])


def ask_for(*, programme: Programme, new: NewRequirement) -> Requirement | None:
    """Let a programme ask for ``new`` in the place of what it asks of the same metric now, or besides; None when it does.

    Asking for nothing (0) where nothing is asked is nothing new.
    """
    now = programme.requirements.filter(metric=new.metric, superseded_by__isnull=True).first()
    if (now.numerator if now else 0) == new.numerator:
        return None
    if now:
        return supersede_requirement(requirement=now, new=new)
    last = programme.requirements.aggregate(last=Max("number"))["last"] or 0
    return add_requirement(programme=programme, number=last + 1, new=new)


def enrol(
    *,
    programme: Programme,
    unit: Unit,
    on: date,
    by_key: uuid.UUID,
    batch: Batch | None = None,
    superior: Unit | None = None,
    supervision_group: Body | None = None,
    phase: Phase | None = None,
) -> UnitPhase:
    """Bind a unit to a programme and open its first phase, or the one named (a successor goes on where the old one was).

    Raises `Refusal` when it takes part already or may not: ``other_tree``, ``unit_not_open``,
    ``batch_covers_other_kinds``, ``enrolled_already``.
    """
    if unit.tree != programme.tree:
        raise Refusal("other_tree", _("This unit stands in another tree than the programme."))
    if unit.closed_on is not None or on < unit.opened_on:
        raise Refusal("unit_not_open", _("The unit was not open on that day."), field="on")
    if batch and batch.unit_kinds and unit.kind not in batch.unit_kinds:
        raise Refusal("batch_covers_other_kinds", _("The batch does not cover this kind of unit."))
    if Enrolment.objects.filter(programme=programme, unit=unit, to_on__isnull=True).exists():
        raise Refusal("enrolled_already", _("This unit takes part already."))
    first = phase or Phase.objects.filter(programme=programme).order_by("number").first()
    if first is None:
        raise Refusal("no_phases", _("A staged programme needs at least one phase."))
    Enrolment.objects.create(
        programme=programme,
        unit=unit,
        batch=batch,
        superior=superior or unit.parent,
        supervision_group=supervision_group,
        from_on=on,
    )
    return UnitPhase.objects.create(programme=programme, unit=unit, phase=first, opened_on=on, opened_by=by_key)


def end_enrolment(*, enrolment: Enrolment, on: date) -> None:
    """A unit takes part no longer. Its open phase stays open for later corrections of what it booked."""
    enrolment.to_on = max(on, enrolment.from_on)
    enrolment.save(update_fields=["to_on"])


def bind_enrolment(
    *, enrolment: Enrolment, superior: Unit | None, supervision_group: Body | None, adaptation: str
) -> None:
    """Say which superior directs a unit in a programme, which group watches it, how it fits the plan (R0-01)."""
    enrolment.superior, enrolment.supervision_group = superior, supervision_group
    enrolment.adaptation = adaptation.strip()[:400]
    enrolment.save(update_fields=["superior", "supervision_group", "adaptation"])


def add_batch(
    *, programme: Programme, starts_on: date, ends_on: date | None = None, unit_kinds: Sequence[str] = ()
) -> Batch:
    """Write the next wave of a programme with its dates and the kinds of unit it covers (none named: all)."""
    if ends_on and ends_on < starts_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="ends_on")
    number = Batch.objects.filter(programme=programme).count() + 1
    return Batch.objects.create(
        programme=programme, number=number, starts_on=starts_on, ends_on=ends_on, unit_kinds=list(unit_kinds)
    )


def close_phase(*, programme: Programme, unit: Unit, phase: Phase, on: date, by_key: uuid.UUID) -> UnitPhase:
    """Close a unit's open phase and open the next, taking the row alone so that no line slips in (question 9).

    Returns the stay in the phase that opened. Raises `Refusal`: ``not_open``, ``routine_stays_open``, and
    ``not_assessed`` before a consolidation phase (R4-02).
    """
    with transaction.atomic():
        stay = (
            UnitPhase.objects.select_for_update().filter(programme=programme, unit=unit, closed_on__isnull=True).first()
        )
        if stay is None or stay.phase_id != phase.pk:
            raise Refusal("not_open", _("This phase is not the one that is open for the unit."))
        if phase.is_routine:
            raise Refusal("routine_stays_open", _("Routine work is always open."))
        if on < stay.opened_on:
            raise Refusal("closes_before_opening", _("A phase cannot close before it opened."), field="on")
        following = Phase.objects.get(programme=programme, number=phase.number + 1)
        if following.is_consolidation and not Completion.objects.filter(programme=programme, is_done=True).exists():
            raise Refusal(
                "not_assessed",
                _("Consolidation waits until the office has assessed the main part of the programme as done."),
            )
        stay.closed_on, stay.closed_by = on, by_key
        stay.save(update_fields=["closed_on", "closed_by"])
        return UnitPhase.objects.create(programme=programme, unit=unit, phase=following, opened_on=on, opened_by=by_key)
