"""What follows from a directive, unit by unit: read from the duties and records that stand, nothing is kept twice (R3-07).

A directive is a notice, a sentence of one, or an official document. Its tasks are the duties about it (sentences given to
units, tasks of documents founded on it, plans to revise) and every record of a unit that says it carries it out.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from taizhang.flows.supplement.concerned import units_taking_part
from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.resting import resting
from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Programme, Tag
from taizhang.ground.programmes.queries import programmes_of
from taizhang.ground.records.models import Record, Sight
from taizhang.ledger.reading import nets_of
from taizhang.lib import clock
from taizhang.lib.refusals import NotAllowed
from taizhang.work.changes import queries as changes
from taizhang.work.changes.kinds import REVISION, SetState
from taizhang.work.changes.models import Change, ChangeSet
from taizhang.work.documents import queries as documents
from taizhang.work.documents.duties import TASK
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.models import Dispatch, Document
from taizhang.work.documents.models import Task as DocumentTask
from taizhang.work.meetings.duties import TASK as MEETING_TASK
from taizhang.work.meetings.models import Progress
from taizhang.work.notices import queries as notices
from taizhang.work.notices.duties import DEADLINE
from taizhang.work.notices.kinds import ItemKind
from taizhang.work.notices.lines import line_of
from taizhang.work.notices.models import DraftItem, Notice
from taizhang.work.notices.tags.queries import page_of
from taizhang.work.plans.kinds import PlanState
from taizhang.work.plans.models import Version

# What a notice asks of somebody; how it is arranged (phases, steps, lists) is nobody's task.
ASKING = (ItemKind.REQUIREMENT, ItemKind.DEADLINE, ItemKind.RESPONSIBILITY)


# Duties that are tasks; to confirm the receipt of a paper is none.
TASKS = (DEADLINE, TASK, REVISION, MEETING_TASK)


class State(TextChoices):
    """How far a unit is with a task. Overdue is what is open past its day and is reminded of."""

    NOT_STARTED = "idle", pgettext_lazy("task", "not started")
    UNDER_WAY = "due", pgettext_lazy("task", "under way")
    DONE = "done", pgettext_lazy("task", "done")
    OVERDUE = "over", pgettext_lazy("task", "overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """One task of one unit: the record it opens, how far it is. ``kind`` is the kind of its duty, empty for a record
    that says it carries the directive out."""

    unit: Unit
    record: Record
    kind: str
    due_on: date | None
    done_on: date | None
    state: State

    @property
    def url(self) -> str:
        """The page of its record."""
        return page_of(self.record)

    @property
    def is_reported(self) -> bool:
        """Whether the unit reports it done with one press: a sentence given to it."""
        return self.kind == DEADLINE


@dataclass(slots=True)
class Sentence:
    """One sentence of a notice that asks something, and how many units' tasks follow from it."""

    item: DraftItem
    words: str
    tasks: int = 0
    done: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether a metric counts it, so that the ledger says how far it is."""
        return self.item.requirement_id is not None


@dataclass(slots=True)
class Directive:
    """A directive with all that follows from it. ``scope`` are the units it speaks to, in code order."""

    record: Record
    words: str
    number: str
    programme: Programme | None
    scope: list[Unit]
    lines: list[Line] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    item: DraftItem | None = None

    @property
    def url(self) -> str:
        """The page of the notice, sentence or document itself."""
        return page_of(self.record)

    @property
    def without_task(self) -> list[Unit]:
        """Units it speaks to that have no task of it."""
        having = {line.unit.pk for line in self.lines}
        return [unit for unit in self.scope if unit.pk not in having]

    @property
    def bare(self) -> list[Sentence]:
        """Sentences that no task follows from and no metric counts."""
        return [one for one in self.sentences if not one.tasks and not one.is_counted]

    @property
    def gaps(self) -> int:
        """How many units and sentences no task joins; one where nothing follows at all."""
        return len(self.without_task) + len(self.bare) or int(not self.lines)

    def count(self, state: State) -> int:
        """How many tasks are in a state."""
        return sum(line.state == state for line in self.lines)

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return self.count(State.DONE)

    @property
    def overdue(self) -> int:
        """How many tasks are open past their day."""
        return self.count(State.OVERDUE)


def directive_for(viewer: Viewer, number: int) -> Directive:
    """One directive by its record, as far as the viewer may see units. Raises `Http404`, or `NotAllowed` with the reason."""
    record = Record.objects.select_related("unit").filter(pk=number).first()
    if record is None:
        raise Http404
    found = _read(viewer, record)
    if not viewer.holds(record.unit):
        homes = [home.pk for home in viewer.homes.values()]
        shown = set(Unit.objects.filter(viewer.reach()).values_list("pk", flat=True)) | set(homes)
        found.scope = [unit for unit in found.scope if unit.pk in shown]
        found.lines = [line for line in found.lines if line.unit.pk in shown]
    return found


def directives_of_programme(viewer: Viewer, programme: Programme) -> list[Directive]:
    """What directs a programme: its notice, what changed it since, the documents about it; the newest last."""
    sets = changes.adopted_in(programme)
    papers = Document.objects.filter(programme=programme, state=DocumentState.ISSUED)
    wanted = [programme.notice_id, *(one.source_id for one in reversed(sets)), *papers.values_list("record", flat=True)]
    return _readable(viewer, [number for number in dict.fromkeys(wanted) if number])


def directives_of_unit(viewer: Viewer, unit: Unit) -> list[Directive]:
    """What directs a unit, each with the tasks of this unit only; those with something open come first."""
    mine = programmes_of(unit)
    wanted = {one.notice_id for one in mine}
    sets = ChangeSet.objects.filter(programme__in=mine, state=SetState.ADOPTED)
    wanted |= set(sets.values_list("source", flat=True))
    sent = Dispatch.objects.filter(unit=unit, record__type="documents.document").values_list("record", flat=True)
    wanted |= set(Document.objects.filter(record__in=sent, state=DocumentState.ISSUED).values_list("record", flat=True))
    owed = Duty.objects.filter(unit=unit, person=None, kind=DEADLINE).values("record")
    wanted |= set(DraftItem.objects.filter(record__in=owed).values_list("notice__record", flat=True))
    found = _readable(viewer, sorted(number for number in wanted if number))
    for one in found:
        one.scope = [held for held in one.scope if held.pk == unit.pk]
        one.lines = [line for line in one.lines if line.unit.pk == unit.pk]
        one.sentences = []
    shown = [one for one in found if one.lines or one.scope]
    return sorted(shown, key=lambda one: (one.done == len(one.lines), -one.overdue, one.record.pk))


def _readable(viewer: Viewer, numbers: Iterable[int]) -> list[Directive]:
    found = []
    for number in numbers:
        try:
            found.append(directive_for(viewer, number))
        except (NotAllowed, Http404):
            continue
    return found


def _read(viewer: Viewer, record: Record) -> Directive:
    if record.type == "notices.notice":
        return _of_notice(notices.notice_for(viewer, record.pk))
    if record.type == "notices.item":
        return _of_item(notices.item_of_record(viewer, record.pk))
    if record.type == "documents.document":
        return _of_document(documents.document_for(viewer, record.pk))
    if record.type == "flows.changed_deadline":
        change = Change.objects.select_related("change_set").filter(owed=record).first()
        if change is not None:
            return _of_deadline(changes.change_set_for(viewer, change.change_set.record_id), record)
    raise Http404


def _of_notice(notice: Notice) -> Directive:
    programme = notice.programme or notice.supplements
    items = [
        item
        for item in notice.items.select_related("requirement").order_by("number")
        if item.is_kept and item.kind in ASKING
    ]
    sets = list(ChangeSet.objects.filter(source=notice.record, state=SetState.ADOPTED))
    owed = Change.objects.filter(change_set__in=sets, owed__isnull=False).values_list("item", "owed")
    of_item = {item.pk: item.record_id for item in items if item.record_id}
    numbers = {item.number: item.pk for item in items}
    of_item |= {numbers[number]: record for number, record in owed if number in numbers and record}
    papers = _founded_on(notice.record_id)
    records = {record for record in of_item.values() if record} | {record for _number, record in owed if record}
    lines = _lines(
        {notice.record_id, *records, *papers},
        records | {one.record_id for one in sets},
        papers,
        [s.record_id for s in sets],
    )
    scope = units_taking_part(programme) if programme is not None else _sent(papers) or [notice.record.unit]
    found = Directive(notice.record, notice.title, notice.number, programme, scope, lines)
    if notice.programme_id or sets:
        found.sentences = [_sentence(item, of_item.get(item.pk), lines) for item in items]
    return found


def _sentence(item: DraftItem, record: int | None, lines: list[Line]) -> Sentence:
    mine = [line for line in lines if record and line.record.pk == record]
    return Sentence(item, line_of(item), len(mine), sum(line.state == State.DONE for line in mine))


def _of_item(item: DraftItem) -> Directive:
    if item.record is None:
        raise Http404
    programme = item.notice.programme or item.notice.supplements
    lines = _lines({item.record_id or 0}, {item.record_id or 0}, (), ())
    scope = units_taking_part(programme) if programme else []
    return Directive(item.record, item.record.title, item.notice.number, programme, scope, lines, item=item)


def _of_deadline(change_set: ChangeSet, record: Record) -> Directive:
    lines = _lines({record.pk}, {record.pk}, (), [change_set.record_id])
    scope = units_taking_part(change_set.programme)
    return Directive(record, record.title, change_set.source.title, change_set.programme, scope, lines)


def _of_document(document: Document) -> Directive:
    papers = [document.record_id, *_founded_on(document.record_id)]
    scope = _sent([document.record_id])
    lines = _lines(set(papers), set(), papers, ())
    return Directive(document.record, document.title, document.number, document.programme, scope, lines)


def _founded_on(record: int) -> list[int]:
    """The records of issued documents that are founded on a paper."""
    rows = Document.objects.filter(bases__record=record, state=DocumentState.ISSUED)
    return list(rows.values_list("record", flat=True).distinct())


def _sent(papers: Collection[int]) -> list[Unit]:
    rows = Unit.objects.filter(pk__in=Dispatch.objects.filter(record__in=papers).values("unit"), closed_on__isnull=True)
    return list(rows.order_by("tree", "code"))


def _lines(roots: Collection[int], owed: Collection[int], papers: Collection[int], sets: Collection[int]) -> list[Line]:
    """Every task: duties about ``owed`` records, tasks of ``papers``, and records that say they carry a root out.

    ``sets`` are the papers by which the tasks came, whose receipt says that a unit has begun.
    """
    tasks = dict(DocumentTask.objects.filter(document__record__in=papers).values_list("record", "document__record"))
    duties = list(
        Duty.objects.filter(record__in=[*owed, *tasks], kind__in=(DEADLINE, TASK, REVISION), person=None)
        .select_related("unit", "record")
        .order_by("unit__tree", "unit__code", "due_on", "pk")
    )
    tags = Tag.objects.filter(directive__in=roots, record__sight=Sight.OPEN).select_related("record__unit")
    linked = list({tag.record_id: tag.record for tag in tags.order_by("pk")}.values())
    own = Duty.objects.filter(record__in=[record.pk for record in linked], kind__in=TASKS)
    own = own.select_related("unit", "record")
    by_record: dict[int, list[Duty]] = {}
    for duty in own.order_by("due_on", "pk"):
        by_record.setdefault(duty.record_id, []).append(duty)
    has_begun = _begun(duties, linked, tasks, sets)
    rest = resting([*duties, *own])
    lines = [_line(duty, has_begun, rest) for duty in duties]
    done = _carried_out(linked)
    seen = {(line.unit.pk, line.record.pk) for line in lines}
    for record in linked:
        if about := by_record.get(record.pk):
            lines += [_line(duty, has_begun, rest) for duty in about if (duty.unit_id, duty.record_id) not in seen]
        else:
            state = State.DONE if record.pk in done else State.UNDER_WAY
            lines.append(Line(record.unit, record, "", None, record.on if state == State.DONE else None, state))
    return sorted(lines, key=lambda line: (line.unit.tree, line.unit.code, line.due_on or date.max, line.record.pk))


def _line(duty: Duty, has_begun: set[tuple[int, int]], rest: Collection[int]) -> Line:
    if duty.settled_on:
        state = State.DONE
    elif duty.due_on and duty.due_on < clock.today() and duty.pk not in rest:
        state = State.OVERDUE
    else:
        state = State.UNDER_WAY if (duty.unit_id, duty.record_id) in has_begun else State.NOT_STARTED
    return Line(duty.unit, duty.record, duty.kind, duty.due_on, duty.settled_on, state)


def _begun(
    duties: list[Duty], linked: list[Record], tasks: dict[int, int], sets: Collection[int]
) -> set[tuple[int, int]]:
    """(unit, record) of open tasks that a unit has begun: it confirmed the paper that brought it, or something of its own
    says it carries the directive out, or minutes of a meeting report on it."""
    papers = {*tasks.values(), *sets}
    taken = Dispatch.objects.filter(record__in=papers, received_on__isnull=False).values_list("unit", "record")
    confirmed = set(taken)
    working = {record.unit_id for record in linked}
    begun = set()
    for duty in duties:
        brought = {tasks[duty.record_id]} if duty.record_id in tasks else set(sets)
        if duty.unit_id in working or any((duty.unit_id, paper) in confirmed for paper in brought):
            begun.add((duty.unit_id, duty.record_id))
    said = Progress.objects.filter(task__record__in=[record.pk for record in linked])
    return begun | set(said.values_list("task__unit", "task__record"))


def _carried_out(linked: list[Record]) -> set[int]:
    """Records that are carried out: an approved plan; of all others what stands booked for them in the ledger."""
    plans = [record.pk for record in linked if record.type == "plans.plan"]
    approved = Version.objects.filter(plan__record__in=plans, state=PlanState.APPROVED)
    done = set(approved.values_list("plan__record", flat=True))
    rest = [record.pk for record in linked if record.type != "plans.plan"]
    return done | {record for record, net in nets_of(rest).items() if net > 0}


def name_of_task(line: Line) -> str:
    """What a task is, in words: its record, and that it asks for a new plan."""
    return _("Revise the plan: %(what)s") % {"what": line.record.title} if line.kind == REVISION else line.record.title


def day_of(item: DraftItem) -> date | None:
    """The day that a sentence names, if it names one."""
    day = item.standing.get("due_on")
    return date.fromisoformat(str(day)) if day else None
