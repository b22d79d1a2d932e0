"""The kinds of fact of official documents."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

# Kinds of official document; the words stand in work/documents.
DOCUMENT_KINDS = (
    *("notice", "circular", "letter", "opinions", "decision", "report", "request", "reply", "minutes"),
    *("resolution", "order", "communique", "announcement", "proclamation", "bill"),
)

KINDS = (
    Kind(
        "documents.document_issued",
        Words("印发文件", "印發文件", "Document issued"),
        Measure.PIECES,
        codes=DOCUMENT_KINDS,
    ),
    Kind("documents.document_dispatched", Words("文件下发", "文件下發", "Document sent"), Measure.PIECES),
    Kind("documents.document_received", Words("文件签收", "文件簽收", "Document received"), Measure.PIECES),
    Kind("documents.task_done", Words("文件任务完成", "文件任務完成", "Task of a document done"), Measure.TIMES),
)
