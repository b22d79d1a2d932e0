"""Annexes of a notice: their files read beside the main text, and what a changed one asks of a programme's steps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from taizhang.ground.programmes.models import Phase, Programme, Step
from taizhang.lib import clock
from taizhang.lib.chinese.script import fold
from taizhang.lib.refusals import Refusal
from taizhang.work.notices.drafting import phase_name, read_text
from taizhang.work.notices.kinds import ChangeState
from taizhang.work.notices.models import Notice, Part, StepChange
from taizhang.work.notices.reading.bundles import steps_in
from taizhang.work.notices.reading.extracting import SourceText
from taizhang.work.notices.reading.timetable import TimetableStep

MOST_ANNEXES = 20
_ALIKE = 0.5

Said = dict[str, str]


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was handed in."""

    name: str
    content: bytes


def read_annexes(given: Sequence[Given]) -> list[SourceText]:
    """The texts of annexes. Raises `Refusal` as `read_text` does, naming the file, or ``too_many``."""
    if len(given) > MOST_ANNEXES:
        raise Refusal("too_many", _("These are more annexes than a notice has."), field="annexes")
    return [_read(one) for one in given]


def _read(given: Given) -> SourceText:
    try:
        return read_text(given.content, given.name)
    except Refusal as refusal:
        reason = _("%(name)s: %(reason)s") % {"name": given.name, "reason": refusal.reason}
        raise Refusal(refusal.code, reason, field="annexes") from refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """One step that a changed annex has otherwise, newly or no longer; `row` is its row there."""

    step: Step | None
    phase: Phase
    earlier: Said
    wanted: Said
    row: TimetableStep | None


def said_of(step: Step) -> Said:
    """A step in the kept shape of a change."""
    return _said(step.name, step.starts_on, step.ends_on)


def differences(notice: Notice, part: Part, programme: Programme) -> list[Difference]:
    """What a changed annex asks of the steps of the programme; rows that did not change ask for nothing.

    A row is the same step when it has the same name, else when it alone is left with the same days, or a name alike.
    """
    day = notice.dated_on or clock.today()
    rows = steps_in(notice.text[part.start : part.end], today=day)
    before = part.replaces
    old_rows = steps_in(notice.text[before.start : before.end], today=day) if before else []
    known = {_row_said(row)["name"]: _row_said(row) for row in old_rows}
    phases = list(programme.phases.filter(is_routine=False, is_preparation=False).order_by("number"))
    steps = _steps_of(notice, before, programme)
    pairs, new, gone = _matched(rows, steps)
    found = [
        Difference(step, step.phase, said_of(step), _row_said(row), row)
        for row, step in pairs
        if _row_said(row) != said_of(step) and known.get(_row_said(row)["name"]) != _row_said(row)
    ]
    found += [Difference(None, _phase_of(row, phases), {}, _row_said(row), row) for row in new if phases]
    if before:
        found += [Difference(step, step.phase, said_of(step), {}, None) for step in gone]
    return found


def _steps_of(notice: Notice, before: Part | None, programme: Programme) -> list[Step]:
    """The steps that came from the annex that is replaced, else all; in the order of the programme."""
    steps = Step.objects.filter(phase__programme=programme, given_up_on__isnull=True).select_related("phase")
    if before is not None:
        chain = {before.pk}
        while before is not None and before.replaces_id:
            before = before.replaces
            if before is not None:
                chain.add(before.pk)
        ranges = Part.objects.filter(pk__in=chain).values_list("start", "end")
        items = notice.items.filter(step__isnull=False)
        from_items = [item.step_id for item in items if any(start <= item.start < end for start, end in ranges)]
        changed = StepChange.objects.filter(part__in=chain, state=ChangeState.ACCEPTED, step__isnull=False)
        steps = steps.filter(pk__in=[*from_items, *changed.values_list("step", flat=True)])
    return list(steps.order_by("phase__number", "number"))


def _matched(
    rows: Sequence[TimetableStep], steps: Sequence[Step]
) -> tuple[list[tuple[TimetableStep, Step]], list[TimetableStep], list[Step]]:
    """Pairs, rows that are new, steps that are gone."""
    left_rows, left_steps = list(rows), list(steps)
    pairs: list[tuple[TimetableStep, Step]] = []

    def same_name(row: TimetableStep, step: Step) -> bool:
        return _key(_row_said(row)["name"]) == _key(step.name)

    def same_place(row: TimetableStep, step: Step) -> bool:
        return same_name(row, step) and (not row.phase or _key(row.phase) in _key(step.phase.name))

    def same_days(row: TimetableStep, step: Step) -> bool:
        return (row.starts_on, row.ends_on) == (step.starts_on, step.ends_on)

    def alike(row: TimetableStep, step: Step) -> bool:
        return SequenceMatcher(None, _key(row.name), _key(step.name)).ratio() >= _ALIKE

    for is_same in (same_place, same_name, same_days, alike):
        for row in list(left_rows):
            step = next((one for one in left_steps if is_same(row, one)), None)
            if step is not None:
                pairs.append((row, step))
                left_rows.remove(row)
                left_steps.remove(step)
    return sorted(pairs, key=lambda pair: pair[0].start), left_rows, left_steps


def _phase_of(row: TimetableStep, phases: Sequence[Phase]) -> Phase:
    """The phase that a row names, else the one its days lie in, else the first."""
    key = _key(row.phase)
    named = [phase for phase in phases if key and (key in _key(phase.name) or _key(phase.name) in key)]
    day = row.starts_on or row.ends_on
    dated = [p for p in phases if day and p.starts_on and p.ends_on and p.starts_on <= day <= p.ends_on]
    return next(iter([*named, *dated, *phases]))


def _key(name: str) -> str:
    return re.sub(r"[\W_]|阶段$", "", fold(name))


def _row_said(row: TimetableStep) -> Said:
    return _said(phase_name(row.name)[:80], row.starts_on, row.ends_on)


def _said(name: str, starts_on: date | None, ends_on: date | None) -> Said:
    return {
        "name": name,
        "starts_on": starts_on.isoformat() if starts_on else "",
        "ends_on": ends_on.isoformat() if ends_on else "",
    }
