"""Reading documents: every function takes the viewer first and returns nothing the viewer may not see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from taizhang.ground.duties.models import Duty
from taizhang.ground.duties.queries import owed_by_units
from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.organisations.models import Unit
from taizhang.ground.organisations.queries import open_on, subtree_of
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.programmes.models import Batch, Enrolment, Programme
from taizhang.ground.records.models import File, Record, Text
from taizhang.lib import clock
from taizhang.work.documents import rules
from taizhang.work.documents.duties import RECEIPT, TASK
from taizhang.work.documents.kinds import DocumentState, TaskKind
from taizhang.work.documents.models import Dispatch, Document, Series, Task

# What a document may be founded on, by record type; the newest stand first.
CITABLE = ("notices.notice", "documents.document")
MOST_CITABLE = 12
NEVER = date.max
_NUMBERED = (DocumentState.ISSUED, DocumentState.REVOKED)


def documents_for(viewer: Viewer) -> QuerySet[Document]:
    """Documents of the units whose office the viewer is, drafts included, and issued ones of all units they have a role
    over; the newest first."""
    own = Unit.objects.filter(viewer.reach(RoleKind.OFFICE)).values("pk")
    reached = Unit.objects.filter(viewer.reach()).values("pk")
    rows = Document.objects.filter(Q(unit__in=own) | Q(unit__in=reached, state__in=_NUMBERED))
    return rows.select_related("series", "record", "unit", "programme").order_by("-record__on", "-pk")


def receipts_among(documents: list[Document]) -> dict[int, tuple[int, int]]:
    """Record → (how many units confirmed, how many it was sent to)."""
    rows = (
        Dispatch.objects.filter(record__in=[document.record_id for document in documents])
        .values("record")
        .annotate(sent=Count("pk"), received=Count("received_on"))
    )
    return {row["record"]: (row["received"], row["sent"]) for row in rows}


def document_for(viewer: Viewer, record: int) -> Document:
    """One document by its record. Raises `Http404`, or `NotAllowed` with the reason."""
    rows = Document.objects.select_related("record", "unit", "series", "programme__record")
    document = rows.filter(record=record).first()
    if document is None:
        raise Http404
    rules.may_read_document(viewer, document).demand()
    return document


def task_of_record(viewer: Viewer, record: int) -> Task:
    """The task that a record of the type ``documents.task`` stands for."""
    task = Task.objects.select_related("document__record", "document__unit", "record").filter(record=record).first()
    if task is None:
        raise Http404
    rules.may_read_document(viewer, task.document).demand()
    return task


def annexes_of(document: Document) -> list[File]:
    """The annexes in their order."""
    return list(File.objects.filter(record=document.record_id).order_by("pk"))


def annex_of(viewer: Viewer, record: int, number: int) -> File:
    """One annex of a document the viewer may read."""
    document = document_for(viewer, record)
    file = File.objects.filter(record=document.record_id, pk=number).first()
    if file is None:
        raise Http404
    return file


def why_revoked(document: Document) -> str:
    """The words with which a document was revoked."""
    text = Text.objects.filter(record=document.record_id, purpose="revoked").order_by("-pk").first()
    return text.body if text else ""


def series_for(viewer: Viewer) -> QuerySet[Series]:
    """The series in which the viewer may issue."""
    own = Unit.objects.filter(viewer.reach(RoleKind.OFFICE)).values("pk")
    return Series.objects.filter(unit__in=own).select_related("unit").order_by("unit__code", "code")


def citable_for(viewer: Viewer, *, besides: int = 0) -> QuerySet[Record]:
    """Notices that came in and documents issued, the newest first, that a document of the viewer's can be founded on."""
    own = Unit.objects.filter(viewer.reach(RoleKind.OFFICE)).values("pk")
    drafts = Document.objects.filter(state=DocumentState.DRAFT).values("record")
    return (
        Record.objects.filter(type__in=CITABLE, unit__in=own)
        .exclude(pk__in=drafts)
        .exclude(pk=besides)
        .order_by("-on", "-pk")
    )


def programmes_for(viewer: Viewer) -> QuerySet[Programme]:
    """The programmes that documents of the viewer's units can be about."""
    own = Unit.objects.filter(viewer.reach(RoleKind.OFFICE)).values("pk")
    taking = Enrolment.objects.filter(unit__in=own, to_on__isnull=True).values("programme")
    return Programme.objects.filter(Q(unit__in=own) | Q(pk__in=taking)).order_by("-starts_on", "-pk")


@dataclass(frozen=True, slots=True)
class Audience:
    """One choice of whom a document is sent to: its value in the address, its words, its units in code order."""

    value: str
    label: str
    units: list[Unit]


def audiences_of(document: Document) -> list[Audience]:
    """Whom a document can be sent to: who takes part in its programme, a batch, direct children, a kind, all."""
    today = clock.today()
    under = list(subtree_of(document.unit).filter(open_on(today)).exclude(pk=document.unit_id).order_by("code"))
    places = {unit.pk: unit for unit in under}
    found: list[Audience] = []
    if document.programme:
        programme = document.programme
        rows = Enrolment.objects.filter(programme=programme, to_on__isnull=True).values_list("unit", "batch")
        taking = dict(rows)
        label = _("Units taking part in %(name)s") % {"name": programme.short_title}
        found.append(Audience("enrolled", label, [unit for unit in under if unit.pk in taking]))
        batches = list(Batch.objects.filter(programme=programme).order_by("number"))
        for batch in batches if len(batches) > 1 else ():
            label = _("Batch %(number)s of %(name)s") % {"number": batch.number, "name": programme.short_title}
            units = [unit for unit in under if taking.get(unit.pk) == batch.pk]
            found.append(Audience(f"batch-{batch.pk}", label, units))
    below = [unit for unit in under if unit.parent_id == document.unit_id]
    found.append(Audience("below", _("Units directly below"), below))
    for kind in dict.fromkeys(unit.kind for unit in under):
        units = [unit for unit in under if unit.kind == kind]
        found.append(Audience(f"kind-{kind}", _("Every %(kind)s") % {"kind": UnitKind(kind).label}, units))
    found.append(Audience("all", _("All units below"), under))
    return [one for one in found if one.units and all(unit.pk in places for unit in one.units)]


def receipts_of(viewer: Viewer, document: Document) -> list[Dispatch]:
    """Each unit that a document was sent to with its receipt, in code order; those without a role over the issuing
    unit see only their own."""
    rows = Dispatch.objects.filter(record=document.record_id).select_related("unit", "received_by")
    if not viewer.holds(document.unit):
        reached = viewer.reach() | Q(pk__in=[home.pk for home in viewer.homes.values()])
        rows = rows.filter(unit__in=Unit.objects.filter(reached).values("pk"))
    return list(rows.order_by("unit__tree", "unit__code"))


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task of a document and which of the units that owe it are done, in code order."""

    task: Task
    done: list[Duty]
    open: list[Duty]


def tasks_of(viewer: Viewer, document: Document) -> list[TaskStanding]:
    """The tasks of a document with what units reported; who has no role over the issuing unit sees no units."""
    tasks = list(document.tasks.select_related("requirement", "record"))
    if not viewer.holds(document.unit):
        return [TaskStanding(task, [], []) for task in tasks]
    rows = Duty.objects.filter(kind=TASK, record__in=[task.record_id for task in tasks]).select_related("unit")
    rows = rows.order_by("unit__tree", "unit__code")
    return [
        TaskStanding(
            task,
            [duty for duty in rows if duty.record_id == task.record_id and duty.settled_on],
            [duty for duty in rows if duty.record_id == task.record_id and not duty.settled_on],
        )
        for task in tasks
    ]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as a unit has it: the sending with its receipt, its tasks with the duty, if one is owed."""

    dispatch: Dispatch
    document: Document
    tasks: list[tuple[Task, Duty | None]]

    @property
    def is_in_force(self) -> bool:
        """Whether the days for which the document holds have come and not passed."""
        first, last, today = self.document.valid_from, self.document.valid_to, clock.today()
        return bool(first and last and first <= today <= last)


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a unit received: to confirm, tasks to do, what holds these days; and everything, the newest first."""

    unit: Unit
    papers: list[Paper]

    @property
    def to_confirm(self) -> list[Paper]:
        """Papers without a receipt that still hold."""
        revoked = DocumentState.REVOKED
        return [p for p in self.papers if p.dispatch.received_on is None and p.document.state != revoked]

    @property
    def owed(self) -> list[tuple[Paper, Task, Duty]]:
        """Tasks that the unit still owes, the earliest day first."""
        found = [(p, task, duty) for p in self.papers for task, duty in p.tasks if duty and not duty.settled_on]
        return sorted(found, key=lambda one: (one[2].due_on or NEVER, one[2].pk))

    @property
    def in_force(self) -> list[tuple[Paper, Task]]:
        """What is eased or paused for the unit today."""
        standing = [p for p in self.papers if p.is_in_force and p.document.state == DocumentState.ISSUED]
        return [(p, task) for p in standing for task, _duty in p.tasks if task.kind != TaskKind.ADD]


def inbox_of(viewer: Viewer, unit: int) -> Inbox:
    """What a unit received. Raises `Http404`, or `NotAllowed` with the reason."""
    held = Unit.objects.filter(pk=unit).first()
    if held is None:
        raise Http404
    rules.may_read_inbox(viewer, held).demand()
    return read_inbox(held)


def read_inbox(unit: Unit) -> Inbox:
    """The inbox of a unit, for those who have asked the rule already."""
    sent = {
        one.record_id: one
        for one in Dispatch.objects.filter(unit=unit)
        .select_related("record", "received_by")
        .order_by("-sent_on", "-pk")
    }
    documents = {
        one.record_id: one
        for one in Document.objects.filter(record__in=sent)
        .select_related("record", "series", "unit")
        .prefetch_related("tasks__record", "tasks__requirement")
    }
    owed = {duty.record_id: duty for duty in Duty.objects.filter(kind=TASK, unit=unit).select_related("record")}
    return Inbox(
        unit,
        [
            Paper(
                dispatch,
                documents[record],
                [(task, owed.get(task.record_id)) for task in documents[record].tasks.all()],
            )
            for record, dispatch in sent.items()
            if record in documents
        ],
    )


def inboxes_of(viewer: Viewer) -> list[Unit]:
    """The units for which the viewer takes papers in, in code order."""
    own = [grant.unit for grant in viewer.grants if grant.role in rules.TAKERS]
    return list(Unit.objects.filter(pk__in=own).order_by("tree", "code"))


def unconfirmed(record: int) -> list[Unit]:
    """Which units have not confirmed a paper, in code order, for those who have asked the rule already."""
    return [duty.unit for duty in owed_by_units(kind=RECEIPT, record=record)]
