"""What a supplementary notice does to a running programme: changed, added, withdrawn or unchanged, each with its sentence.

The reading drafts items; here they are held against what stands. Nothing is changed: a person decides each proposal.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Any

from taizhang.flows.adopt_draft import requirement_of
from taizhang.flows.change_requirement import unit_of
from taizhang.ground.duties.models import Duty
from taizhang.ground.programmes.actions import NewRequirement
from taizhang.ground.programmes.models import Phase, Programme, Requirement
from taizhang.work.changes.actions import Proposal
from taizhang.work.changes.kinds import Subject, Verdict
from taizhang.work.notices.actions import figures_held_by
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.models import DraftItem, Notice

_EXTENDS = re.compile(r"延长|延期|顺延|順延|推迟|推遲|延至|截止|结束|結束")
_REVISES = re.compile(r"(?:修订|修訂|修改|调整|調整|完善|重新制定|重新制訂)[^。；]{0,12}(?:计划|計劃|方案)")
_WITHDRAWS = re.compile(r"不再|取消|停止执行|停止執行|免于|免於|不作要求|废止|廢止")
_SPEAKS_OF: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"补课|補課|补学|補學"), "sessions_missed"),
    (re.compile(r"心得|体会文章|體會文章"), "essays_reviewed"),
    (re.compile(r"集中学习[^，。]{0,8}(?:占|比例|三分之)|集中學習[^，。]{0,8}(?:佔|占|比例)"), "group_share"),
    (re.compile(r"党课|黨課"), "lectures_held"),
    (re.compile(r"动员大会|動員大會"), "mobilisations_held"),
    (re.compile(r"学时|學時|学习时间|學習時間"), "study_minutes"),
)
_DATES = re.compile(r"[\d一二三四五六七八九十]+[年月日]|前|之前|以前|于|於")
_ALIKE = 0.6


def proposals_of(notice: Notice, programme: Programme) -> list[Proposal]:
    """All proposals, in the order of the notice's text; what says the same twice stands once."""
    return sorted(_proposals(notice, programme), key=lambda one: (one.quote_start or 0, one.subject))


def plans_due_in(notice: Notice) -> date | None:
    """The day by which the notice asks units to revise their plans (R1-37), or None when it asks no such thing."""
    for item in notice.items.filter(kind=ItemKind.DEADLINE).order_by("number"):
        if _REVISES.search(item.quote) and (day := item.standing.get("due_on")):
            return date.fromisoformat(str(day))
    return None


def programmes_cited(notice: Notice, programmes: list[Programme]) -> list[Programme]:
    """The programmes that a notice names: by the number or title of their own notice, or by their short title."""
    text = "".join(notice.text.split())
    numbers = {
        one.record_id: (one.number, one.title)
        for one in Notice.objects.filter(record__in=[p.notice_id for p in programmes if p.notice_id])
    }
    found = []
    for programme in programmes:
        number, title = numbers.get(programme.notice_id or 0, ("", ""))
        bare = re.sub(r"[“”「」『』]", "", programme.short_title)
        names = (number, title, programme.title, programme.short_title, bare)
        if any(name and "".join(name.split()) in text for name in names):
            found.append(programme)
    return found


def standing_of(programme: Programme) -> list[Requirement]:
    """The requirements that stand, in their order."""
    rows = Requirement.objects.filter(programme=programme, superseded_by__isnull=True)
    return list(rows.select_related("phase", "programme").order_by("number"))


def end_of(phase: Phase) -> date | None:
    """The reference date on which a phase ends now, extensions counted."""
    newest = phase.extensions.order_by("-pk").first()
    return newest.ends_on if newest else phase.ends_on


def fields_of(new: NewRequirement) -> dict[str, Any]:
    """A requirement as a change keeps it."""
    return {
        "title": new.title,
        "metric": new.metric,
        "code": new.code,
        "operator": str(new.operator),
        "numerator": new.numerator,
        "denominator": new.denominator,
        "phase": new.phase,
        "audience": list(new.audience),
        "exempt": list(new.exempt),
    }


def fields_now(requirement: Requirement) -> dict[str, Any]:
    """A standing requirement in the same shape."""
    return {
        "title": requirement.title,
        "metric": requirement.metric,
        "code": requirement.code,
        "operator": requirement.operator,
        "numerator": requirement.numerator,
        "denominator": requirement.denominator,
        "phase": requirement.phase.number if requirement.phase else 0,
        "audience": list(requirement.audience),
        "exempt": list(requirement.exempt),
    }


def _proposals(notice: Notice, programme: Programme) -> Iterator[Proposal]:
    items = list(notice.items.order_by("number"))
    standing = standing_of(programme)
    phases = list(programme.phases.filter(is_routine=False, is_preparation=False).order_by("number"))
    moved = list(_phases(items, phases))
    yield from moved
    asked = list(_requirements(items, standing, phases, programme.minutes_per_hour))
    yield from asked
    due = list(_deadlines(_untold(items, [*moved, *asked]), programme))
    yield from due
    withdrawn = list(_withdrawn(notice, standing, {one.requirement.pk for one in asked if one.requirement}))
    yield from withdrawn
    yield from _sentences(_untold(items, [*moved, *asked, *due, *withdrawn]))


def _untold(items: list[DraftItem], told: list[Proposal]) -> list[DraftItem]:
    """The items whose sentence no proposal carries yet, with or without its number."""
    quotes = [one.quote for one in told]
    return [item for item in items if not any(item.quote in quote or quote in item.quote for quote in quotes)]


def _phases(items: list[DraftItem], phases: list[Phase]) -> Iterator[Proposal]:
    """A sentence that names a phase and a day on which it ends, in words that move an end."""
    seen: set[int] = set()
    for item in items:
        if item.kind not in (ItemKind.PHASE, ItemKind.STEP, ItemKind.DEADLINE) or not _EXTENDS.search(item.quote):
            continue
        phase = _phase_in(item.quote, phases)
        day = item.standing.get("ends_on") or item.standing.get("due_on")
        if phase is None or not day or phase.pk in seen:
            continue
        seen.add(phase.pk)
        now = end_of(phase)
        yield Proposal(
            Verdict.UNCHANGED if now and now.isoformat() == day else Verdict.CHANGED,
            Subject.PHASE,
            item.quote,
            item.start,
            item.number,
            {"ends_on": str(day)},
            {"ends_on": now.isoformat() if now else ""},
            phase=phase,
        )


def _requirements(
    items: list[DraftItem], standing: list[Requirement], phases: list[Phase], minutes_per_hour: int
) -> Iterator[Proposal]:
    found: list[tuple[DraftItem, NewRequirement, Requirement | None]] = []
    for item in items:
        if item.kind != ItemKind.REQUIREMENT:
            continue
        new = requirement_of(item, {}, minutes_per_hour)
        if new is None:
            continue
        phase = _phase_in(item.quote, phases)
        new = replace(new, phase=phase.number if phase else 0)
        found.append((item, new, _match(new, phase, standing)))
    for item, new, old in found:
        # 由40学时调整为48学时 gives two demands of one sentence: the first tells what stood, the second what is asked
        rivals = [n for i, n, o in found if i.quote == item.quote and o == old and n.metric == new.metric and i != item]
        if old and _same(new, old) and any(not _same(other, old) for other in rivals):
            continue
        if old is None:
            yield Proposal(Verdict.ADDED, Subject.REQUIREMENT, item.quote, item.start, item.number, fields_of(new))
            continue
        kept = replace(
            new,
            title=_retitled(new, old),
            phase=old.phase.number if old.phase else 0,
            audience=new.audience or tuple(old.audience),
            exempt=tuple(old.exempt),
            code=old.code,
        )
        yield Proposal(
            Verdict.UNCHANGED if _same(kept, old) else Verdict.CHANGED,
            Subject.REQUIREMENT,
            item.quote,
            item.start,
            item.number,
            fields_of(kept),
            fields_now(old),
            requirement=old,
        )


def _retitled(new: NewRequirement, old: Requirement) -> str:
    """The title that stood, with the new amount in the place of the old one; the sentence where it names no amount."""
    before, now = (_spoken(one, old) for one in (old, new))
    title = re.sub(rf"(?<![\d.]){re.escape(before)}(?![\d.])", now, old.title)
    return title if title != old.title or before == now else new.title


def _spoken(one: NewRequirement | Requirement, old: Requirement) -> str:
    """An amount as people speak of it: hours for minutes."""
    return str(Fraction(one.numerator, one.denominator) / unit_of(old))


def _match(new: NewRequirement, phase: Phase | None, standing: list[Requirement]) -> Requirement | None:
    """The standing requirement that a demand speaks of: the same metric, the same people, the phase it names."""
    rows = [row for row in standing if (row.metric, row.code) == (new.metric, new.code)]
    if phase is not None and any(row.phase_id == phase.pk for row in rows):
        rows = [row for row in rows if row.phase_id == phase.pk]
    rows = [row for row in rows if set(row.audience) == set(new.audience)]
    return rows[0] if rows else None


def _same(new: NewRequirement, old: Requirement) -> bool:
    threshold = Fraction(new.numerator, new.denominator) == Fraction(old.numerator, old.denominator)
    return threshold and str(new.operator) == old.operator


def _deadlines(items: list[DraftItem], programme: Programme) -> Iterator[Proposal]:
    owed = list(
        Duty.objects.filter(kind=DEADLINE, programme=programme, settled_on__isnull=True)
        .select_related("record")
        .order_by("record__on", "pk")
    )
    for item in items:
        day = item.standing.get("due_on") if item.kind == ItemKind.DEADLINE else ""
        if not day or _REVISES.search(item.quote) or figures_held_by(item):
            continue
        what = str(item.standing["what"])
        old = next((duty for duty in owed if _alike(what, duty.record.title)), None)
        if old is None:
            fields = {"what": what, "due_on": str(day)}
            yield Proposal(Verdict.ADDED, Subject.DEADLINE, item.quote, item.start, item.number, fields)
            continue
        before = {"what": old.record.title, "due_on": old.due_on.isoformat() if old.due_on else ""}
        yield Proposal(
            Verdict.UNCHANGED if before["due_on"] == day else Verdict.CHANGED,
            Subject.DEADLINE,
            item.quote,
            item.start,
            item.number,
            {"what": what, "due_on": str(day)},
            before,
            owed=old.record,
        )


def _alike(one: str, other: str) -> bool:
    """Whether two tasks are the same but for their days."""
    left, right = _DATES.sub("", one), _DATES.sub("", other)
    return bool(left) and SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def _withdrawn(notice: Notice, standing: list[Requirement], told: set[int]) -> Iterator[Proposal]:
    """Sentences that take a demand back, for each standing requirement they speak of."""
    start = 0
    for sentence in re.split(r"(?<=[。；;\n])", notice.text):
        words, at = sentence.strip("。；;\n　 "), start
        start += len(sentence)
        if not _WITHDRAWS.search(words):
            continue
        for pattern, metric in _SPEAKS_OF:
            rows = [row for row in standing if row.metric == metric and row.pk not in told]
            if not rows or not pattern.search(words):
                continue
            told.add(rows[0].pk)
            yield Proposal(
                Verdict.WITHDRAWN,
                Subject.REQUIREMENT,
                words,
                at + sentence.find(words),
                before=fields_now(rows[0]),
                requirement=rows[0],
            )
            break


def _sentences(items: list[DraftItem]) -> Iterator[Proposal]:
    """What asks for something that no metric counts: it stays with the programme in its words."""
    seen: set[str] = set()
    for item in items:
        if item.quote in seen or item.kind not in (ItemKind.REQUIREMENT, ItemKind.RESPONSIBILITY):
            continue
        if figures_held_by(item) or _REVISES.search(item.quote):
            continue
        seen.add(item.quote)
        yield Proposal(Verdict.ADDED, Subject.SENTENCE, item.quote, item.start, item.number, {"what": item.quote[:200]})


def _phase_in(words: str, phases: list[Phase]) -> Phase | None:
    """The phase that a sentence names, the longest name first; 第一阶段 names by its number."""
    for phase in sorted(phases, key=lambda one: len(one.name), reverse=True):
        if phase.name in words or f"第{_NUMERALS[phase.number]}阶段" in words:
            return phase
    return None


_NUMERALS = " 一二三四五六七八九十" + "　" * 60
