"""Who may do what with documents: the same call decides the button and the 403."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.ground.organisations.models import Unit
from taizhang.ground.people.kinds import RoleKind
from taizhang.ground.people.permissions import Viewer
from taizhang.ground.records.models import Record
from taizhang.lib.refusals import Allowed, Answer, Denied
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.models import Dispatch, Document

# Who takes a paper in for a unit: those who hold it, not those above.
TAKERS = (RoleKind.SECRETARY, RoleKind.KEEPER, RoleKind.PRINCIPAL, RoleKind.OFFICE)


def may_write_documents(viewer: Viewer, unit: Unit) -> Answer:
    """The campaign office of a unit drafts, issues and sends."""
    if viewer.holds(unit, RoleKind.OFFICE):
        return Allowed()
    return Denied(_("Only the campaign office of this unit writes its documents."), code="not_office")


def may_change_draft(viewer: Viewer, document: Document) -> Answer:
    """The office, as long as the document is a draft."""
    answer = may_write_documents(viewer, document.unit)
    if answer and document.state != DocumentState.DRAFT:
        return Denied(_("An issued document is not changed. Issue another one that replaces it."), code="issued")
    return answer


def may_send(viewer: Viewer, document: Document) -> Answer:
    """The office, once the document is issued and as long as it is not revoked."""
    answer = may_write_documents(viewer, document.unit)
    if not answer:
        return answer
    if document.state == DocumentState.DRAFT:
        return Denied(_("Issue the document first: what is sent carries its number."), code="not_issued")
    if document.state == DocumentState.REVOKED:
        return Denied(_("This document was revoked."), code="revoked")
    return Allowed()


def may_read_document(viewer: Viewer, document: Document) -> Answer:
    """A draft is its office's; an issued document is open to who answers for its unit and to whom it was sent."""
    if may_write_documents(viewer, document.unit):
        return Allowed()
    if document.state == DocumentState.DRAFT:
        return Denied(_("This document is not issued yet."), code="not_issued")
    if viewer.holds(document.unit) or was_sent_to(viewer, document.record):
        return Allowed()
    return Denied(_("This document was not sent to a unit of yours."), code="not_reached")


def may_read_inbox(viewer: Viewer, unit: Unit) -> Answer:
    """What a unit received is open to its own people and to those who answer for it."""
    if viewer.holds(unit) or viewer.belongs_to(unit):
        return Allowed()
    return Denied(_("What this unit received is open to its people and to those who have a role over it."))


def may_take_in(viewer: Viewer, unit: Unit) -> Answer:
    """Confirm a receipt or report a task done: who holds the secretary's, head's or office's role on that very unit."""
    if any(grant.unit == unit.pk and grant.role in TAKERS for grant in viewer.grants):
        return Allowed()
    return Denied(_("Only those who keep the books of this unit confirm what it received."), code="not_taker")


def was_sent_to(viewer: Viewer, record: Record) -> bool:
    """Whether a record was sent to a unit that the viewer belongs to or has a role over."""
    reached = viewer.reach() | Q(pk__in=[home.pk for home in viewer.homes.values()])
    return Dispatch.objects.filter(record=record, unit__in=Unit.objects.filter(reached)).exists()
