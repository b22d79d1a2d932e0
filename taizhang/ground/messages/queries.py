"""Reading what was said and what was answered; never a name that the reader may not see."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from taizhang.ground.messages.models import BurdenNote, Message, MessageKind, Objection
from taizhang.ground.messages.rules import ANSWERING, may_answer_objection, may_read_burdens
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer

# Below this no breakdown (settled question 32).
LEAST = 5


@dataclass(slots=True)
class PageBurden:
    """What was said from one page: how often, how often not yet answered, and the words, in no order of time."""

    page: str
    said: int = 0
    waiting: int = 0
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BurdenAnswer:
    """One answer to what was said from one page, and how often it had been said."""

    page: str
    said: int
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class ShownObjection:
    """An objection as one reader sees it: ``name`` and ``words`` are empty where they are not for this reader."""

    objection: Objection
    name: str
    words: str
    answer: str
    is_own: bool
    may_answer: bool


def _burdens(viewer: Viewer) -> QuerySet[BurdenNote]:
    may_read_burdens(viewer).demand()
    units = Unit.objects.filter(viewer.reach(RoleKind.OFFICE))
    return BurdenNote.objects.filter(Q(unit__isnull=True) | Q(unit__in=units))


def burdens_by_page(viewer: Viewer) -> list[PageBurden]:
    """What was said, by page in the order of addresses; the words in the order of the alphabet, not of time."""
    found: dict[str, PageBurden] = {}
    for note in _burdens(viewer).order_by("page", "words"):
        entry = found.setdefault(note.page, PageBurden(note.page))
        entry.said += 1
        entry.waiting += note.answered_on is None
        if note.words and note.answered_on is None:
            entry.words.append(note.words)
    return list(found.values())


def messages_about(record: int, kind: MessageKind) -> dict[int, Message]:
    """person → what was sent to them about a record. Callers ask their own rules."""
    rows = Message.objects.filter(record_id=record, kind=kind).select_related("sent_by")
    return {row.to_id: row for row in rows}


def burdens_waiting_at(viewer: Viewer, page: str) -> QuerySet[BurdenNote]:
    """What was said from one page and waits for an answer of this office."""
    return _burdens(viewer).filter(page=page, answered_on__isnull=True)


def burdens_by_unit(viewer: Viewer) -> tuple[list[tuple[Unit, int]], int]:
    """How often each unit directly below the office's said so, in code order, and the rest that is not broken down.

    A part below five is withheld, and so is one more where the rest itself would be below five.
    """
    counts = dict(_burdens(viewer).exclude(unit=None).values_list("unit__path").annotate(said=Count("pk")))
    own = Unit.objects.filter(pk__in=[grant.unit for grant in viewer.grants if grant.role == RoleKind.OFFICE])
    parts = [
        (unit, sum(said for path, said in counts.items() if path.startswith(unit.path)))
        for unit in Unit.objects.filter(parent__in=own).order_by("code")
    ]
    total = _burdens(viewer).count()
    shown = [(unit, said) for unit, said in parts if said >= LEAST]
    while shown and 0 < total - sum(said for _unit, said in shown) < LEAST:
        shown.remove(min(shown, key=lambda part: part[1]))
    return shown, total - sum(said for _unit, said in shown)


def burden_answers() -> list[BurdenAnswer]:
    """Every answer of the office, newest first: open to everybody who is signed in."""
    rows = (
        BurdenNote.objects.filter(answered_on__isnull=False)
        .values("page", "answer", "answered_on")
        .annotate(said=Count("pk"))
        .order_by("-answered_on", "page")
    )
    return [
        BurdenAnswer(row["page"], row["said"], row["answer"], row["answered_on"]) for row in rows if row["answered_on"]
    ]


def burden_counts() -> tuple[int, int]:
    """How often it was said in all, and how often an answer is still owed: open to everybody."""
    counts = BurdenNote.objects.aggregate(said=Count("pk"), waiting=Count("pk", filter=Q(answered_on__isnull=True)))
    return counts["said"], counts["waiting"]


def objections_to_entries(viewer: Viewer, entries: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[ShownObjection]]:
    """The objections to each entry, by the entry's key, oldest first; an entry without any is not in the answer."""
    found: dict[uuid.UUID, list[ShownObjection]] = defaultdict(list)
    for objection in _seen_by(viewer).filter(entry__in=list(entries)):
        if objection.entry:
            found[objection.entry].append(_as_seen(viewer, objection))
    return dict(found)


def objections_to_figure(viewer: Viewer, figure: str, unit: Unit) -> list[ShownObjection]:
    """The objections to a figure of a unit, named by the address of the page that shows it, oldest first."""
    return [_as_seen(viewer, objection) for objection in _seen_by(viewer).filter(figure=figure, unit=unit)]


def own_objections(viewer: Viewer) -> list[ShownObjection]:
    """What this person objected to, newest first, with the answers."""
    rows = _seen_by(viewer).filter(by=viewer.person).order_by("-pk")
    return [_as_seen(viewer, objection) for objection in rows]


def objections_waiting(viewer: Viewer) -> list[ShownObjection]:
    """What waits for an answer of this reader, oldest first."""
    rows = _seen_by(viewer).filter(answered_on__isnull=True).exclude(by=viewer.person)
    shown = (_as_seen(viewer, objection) for objection in rows)
    return [one for one in shown if one.may_answer]


def get_objection(viewer: Viewer, pk: int) -> Objection:
    """One objection that this reader may see; 404 for any other."""
    return get_object_or_404(_seen_by(viewer), pk=pk)


def _seen_by(viewer: Viewer) -> QuerySet[Objection]:
    """Own ones, and those of units that one of the reader's roles reaches; to a figure also those of one's home."""
    homes = [home.pk for home in viewer.homes.values()]
    reached = Unit.objects.filter(viewer.reach())
    return (
        Objection.objects.filter(
            Q(by=viewer.person) | Q(unit__in=reached) | (Q(entry__isnull=True) & Q(unit__in=homes))
        )
        .select_related("unit", "by", "record", "answered_by")
        .order_by("pk")
    )


def _as_seen(viewer: Viewer, objection: Objection) -> ShownObjection:
    is_own = objection.by_id == viewer.person.pk
    # What somebody says about their own line is for them and for those who answer; others see that it stands.
    in_full = is_own or objection.entry is None or viewer.holds(objection.unit, *ANSWERING)
    return ShownObjection(
        objection=objection,
        name=objection.by.name if is_own or viewer.may_see_names(objection.unit) else "",
        words=objection.words if in_full else "",
        answer=objection.answer if in_full else "",
        is_own=is_own,
        may_answer=objection.answered_on is None and bool(may_answer_objection(viewer, objection)),
    )
