"""Issuing a document under its number, and revoking it."""

import uuid
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from taizhang.ground.duties.actions import resume_reminders, withdraw_unit_duties
from taizhang.ground.people.models import Person
from taizhang.ground.people.permissions import viewer_of
from taizhang.ground.records.actions import retitle_record, write_text
from taizhang.ledger.claims import claimed
from taizhang.ledger.posting import correct, post
from taizhang.lib import clock
from taizhang.lib.refusals import Refusal
from taizhang.work.documents.actions.drafting import locked
from taizhang.work.documents.duties import RECEIPT, TASK
from taizhang.work.documents.kinds import DocumentState
from taizhang.work.documents.lines import issued_line
from taizhang.work.documents.models import Document, Series
from taizhang.work.documents.rules import may_change_draft, may_send

ISSUED = "issued"


def issue_document(*, document: Document, on: date, by: Person, key: uuid.UUID) -> Document:
    """Issue a draft on a day under the next number of its series and year; posts one document issued (R4-38).

    Serials run from 1 without gaps, as the series is held while one is given. Raises `Refusal`: ``issued``,
    ``future_day``, ``tasks_need_range``.
    """
    content = {"document": document.pk, "on": on}
    with claimed(key=key, by=by, action="documents.issue_document", content=content) as claim:
        held = locked(document)
        if claim.is_repeat:
            return held
        may_change_draft(viewer_of(by), held).demand()
        if on > clock.today():
            raise Refusal("future_day", _("This day has not come yet."), field="on")
        held.year, held.serial = on.year, next_serial(Series.objects.select_for_update().get(pk=held.series_id), on)
        held.state, held.dated_on = DocumentState.ISSUED, on
        held.save(update_fields=["year", "serial", "state", "dated_on"])
        retitle_record(record=held.record, title=held.title, on=on)
        post(source=held.record, act=ISSUED, lines=[issued_line(held, on)], by=by, key=key)
    return held


def next_serial(series: Series, on: date) -> int:
    """The number that a document issued in a series on a day gets: one more than the last of that year."""
    return (series.documents.filter(year=on.year).aggregate(last=Max("serial"))["last"] or 0) + 1


def revoke_document(*, document: Document, words: str, by: Person, key: uuid.UUID) -> Document:
    """Revoke an issued document with the reason in words; its number stays used, what units owe for it is withdrawn.

    Books the issue back; what was sent and received stays, as it happened. Raises `Refusal`: ``revoked``, ``no_reason``.
    """
    content = {"document": document.pk, "words": words}
    with claimed(key=key, by=by, action="documents.revoke_document", content=content) as claim:
        held = locked(document)
        if claim.is_repeat:
            return held
        may_send(viewer_of(by), held).demand()
        if not words.strip():
            raise Refusal("no_reason", _("Say why the document is revoked; those who got it read it."), field="words")
        held.state = DocumentState.REVOKED
        held.save(update_fields=["state"])
        text = write_text(record=held.record, purpose="revoked", body=words.strip(), by=by)
        withdraw_unit_duties(kind=RECEIPT, record=held.record)
        for task in held.tasks.select_related("record"):
            withdraw_unit_duties(kind=TASK, record=task.record)
        resume_reminders(records=[task.record for task in held.tasks.select_related("record")])
        correct(source=held.record, act=ISSUED, lines=[], by=by, key=key, reason="revoked", words=text.digest)
    return held
