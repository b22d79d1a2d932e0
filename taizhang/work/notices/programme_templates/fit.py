"""Which template a notice follows, with the reasons, and what it adds, changes or lacks against it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from taizhang.lib.chinese.script import fold
from taizhang.work.notices.kinds import ItemKind, ItemState
from taizhang.work.notices.lines import line_of
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.programme_templates import TEMPLATES, ProgrammeTemplate
from taizhang.work.notices.programme_templates.model import TemplatePhase, TemplateRule

# From this score on a template is proposed; below it a notice follows none.
FITS = 40
_PHASES, _WORDS, _TITLE = 50, 35, 15
# Words by which a text says that a phase is left on conditions.
GATE_WORDS = re.compile(r"转段|转入(?:下一|第[二三四五])|进入(?:下一|第[二三四五])(?:个)?阶段|方可(?:转|进)")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a notice follows a template, of 100, and why."""

    template: ProgrammeTemplate
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a notice adds to a template, sets otherwise, or does not say."""

    adds: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    lacks: tuple[str, ...] = ()


def fits_of(notice: Notice, items: Sequence[DraftItem]) -> list[Fit]:
    """Every template with its score, the best first."""
    text, title = fold(notice.text), fold(notice.title)
    phases = [fold(str(item.standing["name"])) for item in kept(items, ItemKind.PHASE)]
    found = [_fit(template, text, title, phases) for template in TEMPLATES.values()]
    return sorted(found, key=lambda fit: -fit.score)


def _fit(template: ProgrammeTemplate, text: str, title: str, phases: Sequence[str]) -> Fit:
    alike = [str(phase.name) for phase in template.phases if any(_is(phase, name) for name in phases)]
    said = [word for word in template.words if word in text]
    titled = next((words for words in template.titles if words in title), "")
    score = _PHASES * len(alike) // len(template.phases)
    score += min(_WORDS, _WORDS * 2 * len(said) // len(template.words))
    score += _TITLE if titled else 0
    reasons = []
    if alike:
        reasons.append(_("phases named alike: %(names)s") % {"names": "、".join(alike)})
    if said:
        reasons.append(_("words it uses: %(words)s") % {"words": "、".join(said[:6])})
    if titled:
        reasons.append(_("its title says %(words)s") % {"words": titled})
    return Fit(template, score, tuple(reasons))


def template_of(notice: Notice, items: Sequence[DraftItem]) -> ProgrammeTemplate | None:
    """The template that a notice is held against: the one chosen, else the best when it fits well enough."""
    if notice.template:
        return TEMPLATES.get(notice.template)
    best = fits_of(notice, items)[0]
    return best.template if best.score >= FITS else None


def difference(template: ProgrammeTemplate, items: Sequence[DraftItem]) -> Difference:
    """What the standing items add, change and lack against a template; what was taken from it is neither."""
    own = [item for item in items if not item.template]
    phases = kept(own, ItemKind.PHASE)
    adds = [
        line_of(item) for item in phases if not any(_is(one, fold(item.standing["name"])) for one in template.phases)
    ]
    changes = []
    demands = kept(own, ItemKind.REQUIREMENT)
    counted = {rule.measure for rule in template.rules}
    for item in demands:
        rule = rule_of(template, item)
        if rule is None and item.standing["measure"] not in counted:
            adds.append(line_of(item))
        elif rule and Fraction(str(item.standing["amount"])) != Fraction(rule.amount):
            changes.append((line_of(item), str(rule.what)))
    adds += [line_of(item) for item in kept(own, ItemKind.NAMED_LIST)]
    lacks = [str(one.name) for one in template.phases if phases and not phase_item(one, kept(items, ItemKind.PHASE))]
    lacks += [str(rule.what) for rule in template.rules if not says(rule, items)]
    named = {fold(str(item.standing["name"])) for item in kept(items, ItemKind.NAMED_LIST)}
    lacks += [str(one.name) for one in template.lists if one.name.hans not in named]
    return Difference(tuple(adds), tuple(changes), tuple(lacks))


def kept(items: Sequence[DraftItem], kind: ItemKind) -> list[DraftItem]:
    """The items of a kind that are not struck."""
    return [item for item in items if item.kind == kind and item.state != ItemState.STRUCK]


def says(rule: TemplateRule, items: Sequence[DraftItem]) -> bool:
    """Whether a demand that stands sets what a rule sets, to whatever amount."""
    for item in kept(items, ItemKind.REQUIREMENT):
        fields = item.standing
        if item.fields.get("metric") == rule.metric:
            return True
        if fields["measure"] != rule.measure or rule.metric == "sessions_missed":
            continue
        if rule.audience and set(rule.audience) - set(fields.get("audience") or ()):
            continue
        return True
    return False


def rule_of(template: ProgrammeTemplate, item: DraftItem) -> TemplateRule | None:
    """The rule of a template that a demand is a case of: the same measure, for the same people."""
    fields = item.standing
    alike = [rule for rule in template.rules if rule.measure == fields["measure"] and rule.metric != "sessions_missed"]
    exact = [rule for rule in alike if set(rule.audience) == set(fields.get("audience") or ())]
    return next(iter(exact or alike), None)


def phase_item(phase: TemplatePhase, items: Sequence[DraftItem]) -> DraftItem | None:
    """The phase of a draft that a phase of a template is."""
    return next((item for item in items if _is(phase, fold(str(item.standing["name"])))), None)


def template_phase(template: ProgrammeTemplate, item: DraftItem, place: int) -> TemplatePhase | None:
    """The phase of a template that a phase of a draft is: by its name, else by its place in the order."""
    name = fold(str(item.standing["name"]))
    by_name = next((phase for phase in template.phases if _is(phase, name)), None)
    return by_name or (template.phases[place] if place < len(template.phases) else None)


def has_gate(notice: Notice, phases: Sequence[DraftItem], place: int) -> bool:
    """Whether the part of the text under a phase, or the text outside all phases, says on what conditions it is left."""
    text = fold(notice.text)
    starts = sorted(item.start for item in phases if item.quote)
    item = phases[place]
    if not starts or not item.quote:
        return bool(GATE_WORDS.search(text))
    end = next((start for start in starts if start > item.start), len(text))
    return bool(GATE_WORDS.search(text[item.start : end]) or GATE_WORDS.search(text[: starts[0]]))


def _is(phase: TemplatePhase, name: str) -> bool:
    return any(key in name for key in phase.keys)
