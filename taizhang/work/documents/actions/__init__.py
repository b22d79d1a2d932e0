"""All writes of documents. Each claims its key, asks the rule, saves, and posts what it caused in one transaction."""

from taizhang.work.documents.actions.drafting import (
    NewDocument,
    add_annex,
    add_task,
    change_draft,
    draft_document,
    open_series,
    remove_annex,
    remove_task,
)
from taizhang.work.documents.actions.issuing import issue_document, revoke_document
from taizhang.work.documents.actions.sending import confirm_receipt, send_document, send_record
from taizhang.work.documents.actions.tasks import report_done, take_back_done

__all__ = [
    "NewDocument",
    "add_annex",
    "add_task",
    "change_draft",
    "confirm_receipt",
    "draft_document",
    "issue_document",
    "open_series",
    "remove_annex",
    "remove_task",
    "report_done",
    "revoke_document",
    "send_document",
    "send_record",
    "take_back_done",
]
