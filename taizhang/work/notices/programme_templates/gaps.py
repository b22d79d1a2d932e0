"""What a notice leaves open against its template, as questions, and what taking the template's value over makes of one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from taizhang.lib.words import Words
from taizhang.ui import formats
from taizhang.work.notices.kinds import ItemKind, ItemState, Measure
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.programme_templates import ProgrammeTemplate
from taizhang.work.notices.programme_templates.fit import has_gate, kept, phase_item, says, template_phase
from taizhang.work.notices.programme_templates.model import TemplatePhase, TemplateRule
from taizhang.work.notices.questions import Choice, Question

LEAVE_OPEN = Choice("leave_open", gettext_lazy("Leave it open"))
TAKE = "take"
_TAKEN = Choice(TAKE, gettext_lazy("Take it from the template"))
# A rule is asked for only where the one before it is said: a share of hours needs hours, more for leaders needs some for all.
_BESIDE = {"group": "hours", "essays_leader": "essays"}


@dataclass(frozen=True, slots=True)
class Taken:
    """One item that comes from a template, or (``instead_of``) the dates that it gives to a phase of the draft."""

    kind: ItemKind
    fields: dict[str, Any]
    instead_of: int = 0


@dataclass(slots=True)
class _Offers:
    """Questions with what each would take over."""

    template: ProgrammeTemplate
    script: str
    questions: list[Question] = field(default_factory=list)
    takings: dict[str, list[Taken]] = field(default_factory=dict)

    def ask(self, code: str, words: str, take: str, taken: list[Taken], about: int = 0) -> None:
        self.questions.append(Question(code, words, (LEAVE_OPEN, _TAKEN), about, take))
        self.takings[code] = taken

    def written(self, words: Words) -> str:
        """Words as the notice is written, so that a programme speaks one script."""
        return words.hant if self.script == "hant" else words.hans


def offered(
    notice: Notice, items: Sequence[DraftItem], template: ProgrammeTemplate | None, gaps: Sequence[Question]
) -> tuple[list[Question], dict[str, list[Taken]]]:
    """The gaps of a draft and those against its template, and by the code of each what taking over would make.

    ``gaps`` are those that any draft may have; where the template has an answer to one, it is offered beside the others.
    """
    if template is None:
        return list(gaps), {}
    offers = _Offers(template, notice.script)
    phases = kept(items, ItemKind.PHASE)
    questions = [_with_taking(gap, offers, items) for gap in gaps]
    for rule in template.rules:
        asked = rule.code != "hours" and not says(rule, items) and _is_worth_asking(rule, template, items)
        if asked:
            taken = [Taken(ItemKind.REQUIREMENT, _demand(rule, offers, items))]
            offers.ask(f"lacks_{rule.code}", str(rule.lacking), str(rule.what), taken)
    for place, item in enumerate(phases):
        _ask_for_gate(notice, offers, items, phases, place, item)
    _ask_for_lists(offers, items)
    _ask_for_reports(notice, offers, items)
    return [*questions, *offers.questions], offers.takings


def _is_worth_asking(rule: TemplateRule, template: ProgrammeTemplate, items: Sequence[DraftItem]) -> bool:
    beside = next((one for one in template.rules if one.code == _BESIDE.get(rule.code)), None)
    return beside is None or says(replace(beside, audience=()), items)


def _with_taking(gap: Question, offers: _Offers, items: Sequence[DraftItem]) -> Question:
    """A gap of any draft with the template's answer beside the usual ones, where it has one."""
    taken: list[Taken] = []
    value = ""
    template = offers.template
    if gap.code == "no_hours" and (rule := next((r for r in template.rules if r.measure == Measure.STUDY_HOURS), None)):
        taken, value = [Taken(ItemKind.REQUIREMENT, _demand(rule, offers, items))], str(rule.what)
    elif gap.code == "no_phases":
        taken, value = _phases(offers), "、".join(str(phase.name) for phase in template.phases)
    elif gap.code.startswith("phase_without_end_"):
        taken, value = _end(gap, offers, items)
    if not taken:
        return gap
    offers.takings[gap.code] = taken
    return replace(gap, choices=(*gap.choices, _TAKEN), offer=value)


def _end(gap: Question, offers: _Offers, items: Sequence[DraftItem]) -> tuple[list[Taken], str]:
    phases = kept(items, ItemKind.PHASE)
    item = next((one for one in phases if one.number == gap.about), None)
    phase = template_phase(offers.template, item, phases.index(item)) if item else None
    if item is None or phase is None or not item.standing.get("starts_on"):
        return [], ""
    end = date.fromisoformat(str(item.standing["starts_on"])) + timedelta(days=phase.days - 1)
    fields = {**item.standing, "ends_on": end.isoformat()}
    return [Taken(ItemKind.PHASE, fields, instead_of=item.number)], formats.day_full(end)


def _phases(offers: _Offers) -> list[Taken]:
    made: list[Taken] = []
    for number, phase in enumerate(offers.template.phases, start=1):
        blank = {"starts_on": "", "ends_on": ""}
        fields = {"name": offers.written(phase.name), **blank}
        made.append(Taken(ItemKind.PHASE, fields | ({"is_consolidation": True} if phase.is_consolidation else {})))
        made += [
            Taken(ItemKind.STEP, {"name": offers.written(step.name), **blank, "phase": number}) for step in phase.steps
        ]
    return made


def _demand(rule: TemplateRule, offers: _Offers, items: Sequence[DraftItem]) -> dict[str, Any]:
    return {
        "what": offers.written(rule.what),
        "measure": rule.measure.value,
        "op": rule.op.value,
        "amount": rule.amount,
        "unit": rule.unit,
        "audience": list(rule.audience),
        "exempt": list(rule.exempt),
        "phase": _place(offers.template.phases[rule.phase - 1], items) if rule.phase else 0,
        "metric": rule.metric,
    }


def _place(phase: TemplatePhase, items: Sequence[DraftItem]) -> int:
    """The number in the draft of the phase that a phase of the template is, 0 for none; struck phases count as places."""
    every = [item for item in items if item.kind == ItemKind.PHASE]
    item = phase_item(phase, [one for one in every if one.state != ItemState.STRUCK])
    return every.index(item) + 1 if item else 0


def _ask_for_gate(
    notice: Notice,
    offers: _Offers,
    items: Sequence[DraftItem],
    phases: Sequence[DraftItem],
    place: int,
    item: DraftItem,
) -> None:
    phase = template_phase(offers.template, item, place)
    every = [one for one in items if one.kind == ItemKind.PHASE]
    number = every.index(item) + 1
    said = any(int(one.standing.get("phase") or 0) == number for one in kept(items, ItemKind.CONDITION))
    if phase is None or not phase.conditions or said or has_gate(notice, phases, place):
        return
    taken = [Taken(ItemKind.CONDITION, {"what": offers.written(words), "phase": number}) for words in phase.conditions]
    words = _("The notice sets no condition for leaving the phase %(name)s.") % {"name": item.standing["name"]}
    value = "；".join(str(one) for one in phase.conditions)
    offers.ask(f"lacks_gate_{number}", words, value, taken, about=item.number)


def _ask_for_lists(offers: _Offers, items: Sequence[DraftItem]) -> None:
    if kept(items, ItemKind.NAMED_LIST) or not offers.template.lists:
        return
    taken = [
        Taken(
            ItemKind.NAMED_LIST,
            {
                "name": offers.written(one.name),
                "items": [offers.written(words) for words in one.items],
                "stated": one.stated,
                "use": one.use.value,
                "speaks_to": one.speaks_to.value,
            },
        )
        for one in offers.template.lists
    ]
    words = ngettext(
        "The notice spells out no named list; the template has %(number)s.",
        "The notice spells out no named list; the template has %(number)s.",
        len(taken),
    ) % {"number": len(taken)}
    offers.ask("lacks_lists", words, "、".join(str(one.name) for one in offers.template.lists), taken)


def _ask_for_reports(notice: Notice, offers: _Offers, items: Sequence[DraftItem]) -> None:
    recurring = any(item.standing.get("recurs") for item in kept(items, ItemKind.DEADLINE))
    if recurring or not offers.template.reports:
        return
    taken = [
        Taken(ItemKind.DEADLINE, {"what": offers.written(one.what), "due_on": "", "recurs": one.recurs, "phase": 0})
        for one in offers.template.reports
    ]
    value = "、".join(str(one.what) for one in offers.template.reports)
    offers.ask("lacks_reports", _("The notice asks for no regular report."), value, taken)
