"""The metrics of documents."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "documents_issued",
        Words("印发文件数", "印發文件數", "Documents issued"),
        Sum(("documents.document_issued",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R4-38",),
    ),
    Metric(
        "documents_dispatched",
        Words("下发文件件次", "下發文件件次", "Documents sent to units"),
        Sum(("documents.document_dispatched",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-36",),
    ),
    Metric(
        "documents_received",
        Words("签收文件件次", "簽收文件件次", "Documents received by units"),
        Sum(("documents.document_received",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-36",),
    ),
    Metric(
        "document_tasks_done",
        Words("完成文件任务次数", "完成文件任務次數", "Tasks of documents done"),
        Sum(("documents.task_done",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-14", "R3-07"),
    ),
)
