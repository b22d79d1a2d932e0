"""Writing the frame of a programme: named lists, aims, fields of work, consolidation, activities, and what points to them.

Ground posts nothing; the act that calls this does, with the same key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.programmes.models import (
    Activity,
    AreaTask,
    Completion,
    Goal,
    KeyPoints,
    ListFor,
    ListItem,
    ListUse,
    NamedList,
    Phase,
    Programme,
    Step,
    StepExtension,
    Tag,
)
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Refusal

# a record as a target is a directive that others carry out
Target = ListItem | Goal | Activity | Record


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item of a list, under a heading or none."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class NewList:
    """A named list to be written; ``stated`` is how many items it is said to have, 0 for not said."""

    name: str
    items: tuple[NewItem, ...] = ()
    use: str = ListUse.CONTENT.value
    speaks_to: str = ListFor.EVERYBODY.value
    stated: int = 0
    quote: str = ""
    template: str = ""


def write_list(*, home: Programme | KeyPoints, new: NewList, on: date) -> NamedList:
    """Write a list of a programme or of a year's key points. Raises `Refusal` ``list_exists`` for a name that stands."""
    owner = {"programme": home} if isinstance(home, Programme) else {"agenda": home}
    if NamedList.objects.filter(name=new.name.strip(), superseded_by=None, **owner).exists():
        raise Refusal("list_exists", _("A list of this name stands already. Change that one."), field="name")
    return _written(home.named_lists.model(**owner), new, on, version=1)


def supersede_list(*, named: NamedList, new: NewList, on: date) -> NamedList:
    """Put a new version in the place of a list; what pointed to an item points to the item that goes on for it.

    An item goes on in the one with the same words, else in the one with its number that has new words. Raises `Refusal`
    ``changed_meanwhile``.
    """
    with transaction.atomic():
        held = NamedList.objects.select_for_update().get(pk=named.pk)
        if held.superseded_by_id:
            raise Refusal("changed_meanwhile", _("Somebody changed this in the meantime. Look at it again."))
        made = _written(NamedList(programme=held.programme, agenda=held.agenda), new, on, held.version + 1)
        held.superseded_by = made
        held.save(update_fields=["superseded_by"])
        old, now = list(held.items.all()), list(made.items.all())
        for before, after in _goes_on(old, now):
            Tag.objects.filter(item=before).update(item=after)
            AreaTask.objects.filter(area=before).update(area=after)
    return made


def _goes_on(old: Sequence[ListItem], now: Sequence[ListItem]) -> list[tuple[ListItem, ListItem]]:
    by_words = {item.text: item for item in now}
    pairs = [(item, by_words[item.text]) for item in old if item.text in by_words]
    kept, taken = {item.pk for item, _after in pairs}, {after.pk for _item, after in pairs}
    by_number = {item.number: item for item in now if item.pk not in taken}
    return pairs + [(item, by_number[item.number]) for item in old if item.pk not in kept and item.number in by_number]


def _written(row: NamedList, new: NewList, on: date, version: int) -> NamedList:
    name = new.name.strip()
    if not name:
        raise Refusal("no_name", _("A list needs its name."), field="name")
    if new.stated and len(new.items) > new.stated:
        reason = _("The list is said to have %(stated)s items, and here are %(held)s.")
        raise Refusal("too_many_items", reason % {"stated": new.stated, "held": len(new.items)}, field="items")
    row.name, row.use, row.speaks_to = name[:40], new.use, new.speaks_to
    row.stated, row.version, row.on = new.stated, version, on
    row.quote, row.template = new.quote, new.template
    with transaction.atomic():
        row.save()
        ListItem.objects.bulk_create(
            ListItem(named_list=row, number=number, text=item.text[:200], heading=item.heading[:40])
            for number, item in enumerate(new.items, start=1)
        )
    return row


def state_aims(*, programme: Programme, theme: str, goals: Sequence[str], principles: Sequence[str]) -> None:
    """Write theme, goals and principles as they stand now. Raises `Refusal` ``goal_in_use`` for a goal with records."""
    programme.theme = theme.strip()[:200]
    programme.save(update_fields=["theme"])
    for is_principle, texts in ((False, goals), (True, principles)):
        for number, text in enumerate(texts, start=1):
            Goal.objects.update_or_create(
                programme=programme, is_principle=is_principle, number=number, defaults={"text": text[:200]}
            )
        gone = Goal.objects.filter(programme=programme, is_principle=is_principle, number__gt=len(texts))
        if Tag.objects.filter(goal__in=gone).exists():
            reason = _("Records point to a goal that would fall away. Keep its line, or take the records off it first.")
            raise Refusal("goal_in_use", reason, field="goals")
        gone.delete()


def place_task(*, area: ListItem, text: str, lead: Sequence[str], support: Sequence[str]) -> AreaTask:
    """Write the next task of a field of work. Raises `Refusal`: ``no_area``, ``task_placed``."""
    if area.named_list.use != ListUse.AREAS or area.named_list.superseded_by_id:
        raise Refusal("no_area", _("Tasks stand under the items of a list of fields of work."), field="area")
    if AreaTask.objects.filter(area__named_list=area.named_list, text=text.strip()[:200]).exists():
        raise Refusal("task_placed", _("This task stands under a field of work already."), field="text")
    number = AreaTask.objects.filter(area=area).count() + 1
    return AreaTask.objects.create(
        area=area, number=number, text=text.strip()[:200], lead=list(lead), support=list(support)
    )


def add_consolidation(*, programme: Programme, name: str, starts_on: date, ends_on: date) -> Phase:
    """Put a consolidation phase after the last stage and before routine work (R4-01).

    Raises `Refusal`: ``ongoing_has_no_phases``, ``consolidates_already``, ``ends_before_start``.
    """
    if programme.is_ongoing:
        raise Refusal("ongoing_has_no_phases", _("A programme that runs on has no phases."))
    if ends_on < starts_on:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="ends_on")
    with transaction.atomic():
        phases = Phase.objects.select_for_update().filter(programme=programme)
        if phases.filter(is_consolidation=True).exists():
            raise Refusal("consolidates_already", _("The programme has a consolidation phase already."))
        routine = phases.get(is_routine=True)
        number = routine.number
        phases.filter(pk=routine.pk).update(number=F("number") + 1)
        return Phase.objects.create(
            programme=programme,
            number=number,
            name=name.strip()[:80],
            starts_on=starts_on,
            ends_on=ends_on,
            is_consolidation=True,
        )


def add_preparation(*, programme: Programme, name: str) -> Phase:
    """Put a preparation before the first phase, in which units wait for their mobilisation (R2-26).

    Raises `Refusal`: ``ongoing_has_no_phases``, ``waits_already``, ``units_take_part``.
    """
    if programme.is_ongoing:
        raise Refusal("ongoing_has_no_phases", _("A programme that runs on has no phases."))
    if programme.phases.filter(is_preparation=True).exists():
        raise Refusal("waits_already", _("The first phase waits for the mobilisation already."))
    if programme.enrolments.exists():
        raise Refusal("units_take_part", _("Units take part already, and their first phase is open."))
    return Phase.objects.create(programme=programme, number=0, name=name[:80], is_preparation=True)


def assess_completion(*, programme: Programme, is_done: bool, result: str, on: date) -> Completion:
    """Note whether the main part of a programme is done, with the finding (R4-02). Raises `Refusal` ``no_result``."""
    if not result.strip():
        raise Refusal("no_result", _("Say what the assessment found."), field="result")
    return Completion.objects.create(programme=programme, on=on, is_done=is_done, result=result.strip()[:400])


def extend_step(*, step: Step, ends_on: date, reason: str, on: date) -> StepExtension:
    """Move a step's reference date with a reason; the first dates stay (R1-32). Raises `Refusal` as for a phase."""
    newest = step.extensions.order_by("-pk").first()
    before = newest.ends_on if newest else step.ends_on
    if not reason.strip():
        raise Refusal("no_reason", _("Say why the step is extended."), field="reason")
    if before and ends_on <= before:
        raise Refusal("not_later", _("An extension ends later than what it extends."), field="ends_on")
    return StepExtension.objects.create(step=step, ends_on=ends_on, reason=reason.strip()[:200], on=on)


def add_activity(*, record: Record, phase: Phase, title: str, occasion: str, on: date) -> Activity:
    """Write a themed activity for an occasion inside a phase (R4-35).

    Raises `Refusal`: ``routine_has_none``, ``outside_phase`` when its day lies outside the phase's dates as extended.
    """
    if phase.is_routine:
        raise Refusal("routine_has_none", _("A themed activity stands inside a phase of the programme."), field="phase")
    last = max([e.ends_on for e in phase.extensions.all()], default=phase.ends_on)
    if (phase.starts_on and on < phase.starts_on) or (last and on > last):
        raise Refusal("outside_phase", _("This day lies outside the dates of the phase."), field="on")
    return Activity.objects.create(
        record=record,
        programme=phase.programme,
        phase=phase,
        unit=record.unit,
        title=title.strip()[:120],
        occasion=occasion.strip()[:80],
        on=on,
    )


def open_key_points(*, record: Record, unit: Unit, year: int) -> KeyPoints:
    """Open the key points of a unit for a year (R1-144). Raises `Refusal` ``key_points_exist``."""
    if KeyPoints.objects.filter(unit=unit, year=year).exists():
        raise Refusal("key_points_exist", _("The key points of this year stand already."), field="year")
    return KeyPoints.objects.create(record=record, unit=unit, year=year)


def point_to(*, record: Record, target: Target) -> Tag:
    """Say that a record serves a list item, a goal, an activity or a directive; saying it twice changes nothing."""
    return Tag.objects.get_or_create(record=record, **_pointer(target))[0]


def take_off(*, record: Record, target: Target) -> bool:
    """Take that back; False when nothing was said."""
    gone, _by_table = Tag.objects.filter(record=record, **_pointer(target)).delete()
    return bool(gone)


def _pointer(target: Target) -> dict[str, Any]:
    if isinstance(target, ListItem):
        return {"item": target}
    if isinstance(target, Record):
        return {"directive": target}
    return {"goal": target} if isinstance(target, Goal) else {"activity": target}
