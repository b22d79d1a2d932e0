"""Drafting a document. A draft posts nothing: it says nothing to anybody until it is issued."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.programmes.models import Programme, Requirement
from taizhang.ground.records.actions import keep_file, open_record, retitle_record
from taizhang.ground.records.models import File, Record
from taizhang.ledger.claims import claimed
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.documents.kinds import DocumentKind, TaskKind
from taizhang.work.documents.models import Basis, Document, Series, Task
from taizhang.work.documents.rules import may_change_draft, may_write_documents

LARGEST_ANNEX = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What the sheet of a document says. ``cites`` are records it stands on, ``citations`` others in words (R4-03)."""

    series: Series
    title: str
    text: str
    kind: str = DocumentKind.NOTICE.value
    addressee: str = ""
    copies_to: str = ""
    programme: Programme | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    cites: tuple[Record, ...] = ()
    citations: tuple[str, ...] = ()


def open_series(*, unit: Unit, code: str, issuer: str, mark: str, by: Person, key: uuid.UUID) -> Series:
    """Open a series of numbers of a unit: the issuer's code, who issues, the words of the red head.

    Posts nothing: what is issued in it is posted. Raises `Refusal`: ``incomplete``, ``code_used``.
    """
    content = {"unit": unit.pk, "code": code, "issuer": issuer, "mark": mark}
    with claimed(key=key, by=by, action="documents.open_series", content=content) as claim:
        if claim.is_repeat:
            return Series.objects.get(pk=claim.answer["series"])
        may_write_documents(viewer_of(by), unit).demand()
        code, issuer, mark = code.strip(), issuer.strip(), mark.strip()
        for name, words in (("code", code), ("issuer", issuer), ("mark", mark)):
            if not words:
                raise Refusal("incomplete", _("Fill this in."), field=name)
        if Series.objects.filter(unit=unit, code=code).exists():
            raise Refusal("code_used", _("This unit has a series of this code already."), field="code")
        series = Series.objects.create(unit=unit, code=code[:24], issuer=issuer[:80], mark=mark[:40])
        claim.answer = {"series": series.pk}
    return series


def draft_document(*, new: NewDocument, by: Person, key: uuid.UUID) -> Document:
    """Begin a document in a series of its unit. Raises `Refusal`: ``incomplete``, ``ends_before_start``."""
    with claimed(key=key, by=by, action="documents.draft_document", content=_content(new)) as claim:
        if claim.is_repeat:
            return Document.objects.get(pk=claim.answer["document"])
        unit = new.series.unit
        may_write_documents(viewer_of(by), unit).demand()
        _check(new)
        record = open_record(type="documents.document", unit=unit, title=new.title.strip(), on=clock.today())
        document = Document(record=record, unit=unit)
        _write(document, new)
        claim.answer = {"document": document.pk}
    return document


def change_draft(*, document: Document, new: NewDocument, by: Person, key: uuid.UUID) -> Document:
    """State a draft anew. Raises as `draft_document`, and ``issued`` when it is a draft no more."""
    content = {"document": document.pk, **_content(new)}
    with claimed(key=key, by=by, action="documents.change_draft", content=content) as claim:
        held = locked(document)
        if claim.is_repeat:
            return held
        may_change_draft(viewer_of(by), held).demand()
        may_write_documents(viewer_of(by), new.series.unit).demand()
        _check(new)
        if new.series.unit_id != held.unit_id:
            raise Refusal("other_unit", _("This series belongs to another unit."), field="series")
        _write(held, new)
        retitle_record(record=held.record, title=held.title)
    return held


def add_annex(*, document: Document, name: str, content: bytes, by: Person, key: uuid.UUID) -> File:
    """Add a file to a draft, after those it has. Raises `Refusal`: ``empty_file``, ``too_large``."""
    asked = {"document": document.pk, "name": name, "content": hashlib.sha256(content).hexdigest()}
    with claimed(key=key, by=by, action="documents.add_annex", content=asked) as claim:
        if claim.is_repeat:
            return File.objects.get(pk=claim.answer["file"])
        held = locked(document)
        may_change_draft(viewer_of(by), held).demand()
        if not content:
            raise Refusal("empty_file", _("This file is empty."), field="annexes")
        if len(content) > LARGEST_ANNEX:
            raise Refusal("too_large", _("An annex is at most 20 MB."), field="annexes")
        file = keep_file(record=held.record, name=name, content=content, by=by)
        claim.answer = {"file": file.pk}
    return file


def remove_annex(*, document: Document, file: int, by: Person, key: uuid.UUID) -> None:
    """Take a file off a draft again."""
    asked = {"document": document.pk, "file": file}
    with claimed(key=key, by=by, action="documents.remove_annex", content=asked) as claim:
        if claim.is_repeat:
            return
        held = locked(document)
        may_change_draft(viewer_of(by), held).demand()
        File.objects.filter(record=held.record, pk=file).delete()


def add_task(
    *,
    document: Document,
    kind: str,
    what: str,
    requirement: Requirement | None = None,
    due_on: date | None = None,
    by: Person,
    key: uuid.UUID,
) -> Task:
    """Let a draft add a task, ease one, or pause the reminders of its units (R1-14).

    Raises `Refusal`: ``incomplete``, ``no_range`` when something is eased or paused for no range of days,
    ``other_programme``.
    """
    asked = {
        "document": document.pk,
        "kind": str(kind),
        "what": what,
        "requirement": requirement and requirement.pk,
        "due_on": due_on,
    }
    with claimed(key=key, by=by, action="documents.add_task", content=asked) as claim:
        if claim.is_repeat:
            return Task.objects.get(pk=claim.answer["task"])
        held = locked(document)
        may_change_draft(viewer_of(by), held).demand()
        what = what.strip()[:200] or (requirement.title if requirement else "")
        if not what:
            raise Refusal("incomplete", _("Say what the units are to do, or what is eased."), field="what")
        if requirement is not None and requirement.programme_id != held.programme_id:
            reason = _("This requirement belongs to another programme than the document.")
            raise Refusal("other_programme", reason, field="requirement")
        if kind != TaskKind.ADD and not (held.valid_from and held.valid_to):
            reason = _("Say first from which day to which day the document holds.")
            raise Refusal("no_range", reason, field="kind")
        last = held.tasks.aggregate(last=Max("number"))["last"] or 0
        task = Task.objects.create(
            document=held,
            number=last + 1,
            kind=kind,
            what=what,
            requirement=requirement,
            due_on=due_on if kind == TaskKind.ADD else None,
            record=open_record(type="documents.task", unit=held.unit, title=what, on=clock.today()),
        )
        claim.answer = {"task": task.pk}
    return task


def remove_task(*, task: Task, by: Person, key: uuid.UUID) -> None:
    """Take a task off a draft again."""
    asked = {"task": task.pk}
    with claimed(key=key, by=by, action="documents.remove_task", content=asked) as claim:
        if claim.is_repeat:
            return
        may_change_draft(viewer_of(by), locked(task.document)).demand()
        Task.objects.filter(pk=task.pk).delete()


def locked(document: Document) -> Document:
    """The row as it stands now, held until the act commits, so that of two windows one waits for the other."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("unit", "record", "series", "programme")
    return rows.get(pk=document.pk)


def citation_of(record: Record, number: str = "") -> str:
    """How a paper of this instance is cited: 《title》（number）."""
    return (f"《{record.title}》" + (f"（{number}）" if number else ""))[:200]


def _content(new: NewDocument) -> dict[str, object]:
    return {
        "series": new.series.pk,
        "kind": str(new.kind),
        "title": new.title,
        "text": new.text,
        "addressee": new.addressee,
        "copies_to": new.copies_to,
        "programme": new.programme and new.programme.pk,
        "valid": [new.valid_from, new.valid_to],
        "cites": [record.pk for record in new.cites],
        "citations": list(new.citations),
    }


def _check(new: NewDocument) -> None:
    if new.kind not in DocumentKind.values:
        raise Refusal("unknown_kind", _("Choose one of the listed kinds."), field="kind")
    for name, words in (("title", new.title), ("text", new.text)):
        if not words.strip():
            raise Refusal("incomplete", _("Fill this in."), field=name)
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        raise Refusal("ends_before_start", _("The end lies before the start."), field="valid_to")


def _write(document: Document, new: NewDocument) -> None:
    document.series, document.kind = new.series, new.kind
    document.title, document.text = new.title.strip()[:200], new.text.strip()
    document.addressee, document.copies_to = new.addressee.strip()[:200], new.copies_to.strip()[:200]
    document.programme = new.programme
    document.valid_from, document.valid_to = new.valid_from, new.valid_to
    document.save()
    document.bases.all().delete()
    numbers = {
        cited.record_id: cited.number
        for cited in Document.objects.filter(record__in=new.cites).select_related("series")
    }
    cited: Sequence[tuple[Record | None, str]] = [
        *((record, citation_of(record, numbers.get(record.pk, ""))) for record in new.cites),
        *((None, words.strip()[:200]) for words in new.citations if words.strip()),
    ]
    Basis.objects.bulk_create(
        Basis(document=document, place=place, record=record, citation=words)
        for place, (record, words) in enumerate(cited, start=1)
    )
