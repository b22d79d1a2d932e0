"""What acts on documents say in facts. They belong to no programme: a paper is not study."""

from collections.abc import Sequence
from datetime import date

from taizhang.ground.organisations.models import Unit
from taizhang.ledger.posting import Line
from taizhang.work.documents.models import Document


def issued_line(document: Document, on: date) -> Line:
    """One document of its kind, issued by its unit."""
    return Line("documents.document_issued", document.unit_id, on, 1, code=document.kind)


def sent_lines(units: Sequence[Unit], on: date) -> list[Line]:
    """One paper sent, for each unit that gets it."""
    return [Line("documents.document_dispatched", unit.pk, on, 1) for unit in units]


def received_line(unit: Unit, on: date) -> Line:
    """One paper received by a unit."""
    return Line("documents.document_received", unit.pk, on, 1)


def done_line(unit: Unit, on: date) -> Line:
    """One task of a document carried out by a unit."""
    return Line("documents.task_done", unit.pk, on, 1)
