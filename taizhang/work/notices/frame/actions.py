"""Writing the frame of a programme after its adoption, and the key points of a unit's year.

Each act posts ``notices.frame_changed`` from the record whose frame it is; only extending a step posts nothing, as it
moves a reminder and no number (settled question 8).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import Viewer, viewer_of
from taizhang.ground.programmes import frame
from taizhang.ground.programmes.frame import NewList
from taizhang.ground.programmes.models import (
    Activity,
    AreaTask,
    Completion,
    KeyPoints,
    ListItem,
    NamedList,
    Phase,
    Programme,
    Step,
)
from taizhang.ground.records.actions import open_record
from taizhang.ground.records.models import Record
from taizhang.ledger import posting
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import Line
from taizhang.lib import clock
from taizhang.work.notices import rules

Home = Programme | KeyPoints

# The name of the preparation, as routine work has one: content, in the script of programmes.
PREPARATION = "动员准备"


def add_list(*, home: Home, new: NewList, by: Person, key: UUID) -> NamedList:
    """Write a named list of a programme or of a unit's key points (R1-11).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``list_exists``, ``no_name``, ``too_many_items``.
    """
    asked = {"home": home.record_id, "list": repr(new)}
    with claimed(key=key, by=by, action="notices.add_list", content=asked) as claim:
        if claim.is_repeat:
            return NamedList.objects.get(pk=claim.answer["list"])
        _may_write(viewer_of(by), home)
        made = frame.write_list(home=home, new=new, on=clock.today())
        _post(home.record, f"list-{made.pk}", "list", by, key)
        claim.answer = {"list": made.pk}
    return made


def change_list(*, named: NamedList, new: NewList, by: Person, key: UUID) -> NamedList:
    """Put a new version in the place of a list; the old one stays, and records go on pointing to its items (R1-11).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``changed_meanwhile``, ``no_name``, ``too_many_items``.
    """
    asked = {"list": named.pk, "new": repr(new)}
    with claimed(key=key, by=by, action="notices.change_list", content=asked) as claim:
        if claim.is_repeat:
            return NamedList.objects.get(pk=claim.answer["list"])
        home = home_of(named)
        _may_write(viewer_of(by), home)
        made = frame.supersede_list(named=named, new=new, on=clock.today())
        _post(home.record, f"list-{made.pk}", "list", by, key)
        claim.answer = {"list": made.pk}
    return made


def state_aims(
    *, programme: Programme, theme: str, goals: Sequence[str], principles: Sequence[str], by: Person, key: UUID
) -> None:
    """Say the theme, goals and principles of a programme as they stand now (R2-03, R1-99, R3-04, R1-29).

    Posts ``notices.frame_changed``. Raises `Refusal` ``goal_in_use``.
    """
    asked = {"programme": programme.pk, "theme": theme, "goals": list(goals), "principles": list(principles)}
    with claimed(key=key, by=by, action="notices.state_aims", content=asked) as claim:
        if claim.is_repeat:
            return
        rules.may_change_programme(viewer_of(by), programme).demand()
        frame.state_aims(programme=programme, theme=theme, goals=goals, principles=principles)
        _post(programme.record, f"aims-{key.hex[:16]}", "aims", by, key)


def place_task(
    *, area: ListItem, text: str, lead: Sequence[str], support: Sequence[str], by: Person, key: UUID
) -> AreaTask:
    """Put a task under a field of work, with who leads and who helps (R2-04).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``no_area``, ``task_placed``.
    """
    asked = {"area": area.pk, "text": text, "lead": list(lead), "support": list(support)}
    with claimed(key=key, by=by, action="notices.place_task", content=asked) as claim:
        if claim.is_repeat:
            return AreaTask.objects.get(pk=claim.answer["task"])
        home = home_of(area.named_list)
        _may_write(viewer_of(by), home)
        made = frame.place_task(area=area, text=text, lead=lead, support=support)
        _post(home.record, f"task-{made.pk}", "task", by, key)
        claim.answer = {"task": made.pk}
    return made


def add_consolidation(
    *, programme: Programme, name: str, starts_on: date, ends_on: date, by: Person, key: UUID
) -> Phase:
    """Put a consolidation phase after the last stage (R4-01).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``ongoing_has_no_phases``, ``consolidates_already``,
    ``ends_before_start``.
    """
    asked = {"programme": programme.pk, "name": name, "starts_on": starts_on, "ends_on": ends_on}
    with claimed(key=key, by=by, action="notices.add_consolidation", content=asked) as claim:
        if claim.is_repeat:
            return Phase.objects.get(pk=claim.answer["phase"])
        rules.may_change_programme(viewer_of(by), programme).demand()
        made = frame.add_consolidation(programme=programme, name=name, starts_on=starts_on, ends_on=ends_on)
        _post(programme.record, "consolidation", "consolidation", by, key)
        claim.answer = {"phase": made.pk}
    return made


def wait_for_mobilisation(*, programme: Programme, by: Person, key: UUID) -> Phase:
    """Let the first phase of a programme open for each unit when its mobilisation is recorded, not before (R2-26).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``ongoing_has_no_phases``, ``waits_already``, ``units_take_part``.
    """
    asked = {"programme": programme.pk}
    with claimed(key=key, by=by, action="notices.wait_for_mobilisation", content=asked) as claim:
        if claim.is_repeat:
            return Phase.objects.get(pk=claim.answer["phase"])
        rules.may_change_programme(viewer_of(by), programme).demand()
        made = frame.add_preparation(programme=programme, name=PREPARATION)
        _post(programme.record, "start", "start", by, key)
        claim.answer = {"phase": made.pk}
    return made


def assess_completion(*, programme: Programme, is_done: bool, result: str, by: Person, key: UUID) -> Completion:
    """Note whether the main part of a programme is done; until it is, no unit enters consolidation (R4-02).

    Posts ``notices.frame_changed``. Raises `Refusal` ``no_result``.
    """
    asked = {"programme": programme.pk, "is_done": is_done, "result": result}
    with claimed(key=key, by=by, action="notices.assess_completion", content=asked) as claim:
        if claim.is_repeat:
            return Completion.objects.get(pk=claim.answer["completion"])
        rules.may_change_programme(viewer_of(by), programme).demand()
        made = frame.assess_completion(programme=programme, is_done=is_done, result=result, on=clock.today())
        _post(programme.record, f"completion-{made.pk}", "completion", by, key)
        claim.answer = {"completion": made.pk}
    return made


def add_activity(*, phase: Phase, unit: Unit, title: str, occasion: str, on: date, by: Person, key: UUID) -> Activity:
    """Put a themed activity for an occasion into a phase, for a unit and all beneath it (R4-35).

    Posts ``notices.frame_changed``. Raises `Refusal`: ``routine_has_none``, ``outside_phase``.
    """
    asked = {"phase": phase.pk, "unit": unit.pk, "title": title, "occasion": occasion, "on": on}
    with claimed(key=key, by=by, action="notices.add_activity", content=asked) as claim:
        if claim.is_repeat:
            return Activity.objects.get(pk=claim.answer["activity"])
        rules.may_change_programme(viewer_of(by), phase.programme).demand()
        record = open_record(type="notices.activity", unit=unit, title=title, on=on)
        made = frame.add_activity(record=record, phase=phase, title=title, occasion=occasion, on=on)
        _post(record, "added", "activity", by, key)
        claim.answer = {"activity": made.pk}
    return made


def open_key_points(*, unit: Unit, year: int, by: Person, key: UUID) -> KeyPoints:
    """Open the key points of a unit for a year, to be filled with lists (R1-144).

    Posts ``notices.frame_changed``. Raises `Refusal` ``key_points_exist``.
    """
    with claimed(key=key, by=by, action="notices.open_key_points", content={"unit": unit.pk, "year": year}) as claim:
        if claim.is_repeat:
            return KeyPoints.objects.get(pk=claim.answer["key_points"])
        rules.may_write_key_points(viewer_of(by), unit).demand()
        record = open_record(type="notices.key_points", unit=unit, title=f"{unit.name} {year}", on=clock.today())
        made = frame.open_key_points(record=record, unit=unit, year=year)
        _post(record, "opened", "key_points", by, key)
        claim.answer = {"key_points": made.pk}
    return made


def extend_step(*, step: Step, ends_on: date, reason: str, by: Person, key: UUID) -> None:
    """Give a step a later reference date, with the reason; the first dates stay (R1-32).

    Posts nothing: an extension moves a reminder and no number. Raises `Refusal`: ``not_later``, ``no_reason``.
    """
    asked = {"step": step.pk, "ends_on": ends_on, "reason": reason}
    with claimed(key=key, by=by, action="notices.extend_step", content=asked) as claim:
        if claim.is_repeat:
            return
        rules.may_change_programme(viewer_of(by), step.phase.programme).demand()
        frame.extend_step(step=step, ends_on=ends_on, reason=reason, on=clock.today())


def home_of(named: NamedList) -> Home:
    """The programme or the key points that a list belongs to."""
    home = named.programme or named.agenda
    if home is None:
        raise LookupError("a list has a home")
    return home


def _may_write(viewer: Viewer, home: Home) -> None:
    if isinstance(home, Programme):
        rules.may_change_programme(viewer, home).demand()
    else:
        rules.may_write_key_points(viewer, home.unit).demand()


def _post(record: Record, act: str, code: str, by: Person, key: UUID) -> None:
    line = Line("notices.frame_changed", record.unit_id, clock.today(), 1, code=code)
    posting.post(source=record, act=act[:24], lines=[line], by=by, key=key)
