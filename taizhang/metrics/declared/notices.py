"""The metrics of notices."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "notices_received",
        Words("来文数", "來文數", "Notices received"),
        Sum(("notices.notice_received",)),
        Measure.PIECES,
        Grain.UNIT,
    ),
    Metric(
        "frame_changes",
        Words("活动框架调整次数", "活動框架調整次數", "Changes of the frame"),
        Sum(("notices.frame_changed",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-11", "R2-04", "R4-01"),
    ),
    Metric(
        "records_tagged",
        Words("已标注用途的记录", "已標註用途的記錄", "Records pointed to what they serve"),
        Sum(("notices.record_tagged",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-11", "R3-04"),
    ),
    Metric(
        "annexes_received",
        Words("来文附件数", "來文附件數", "Annexes received"),
        Sum(("notices.annex_received",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-35",),
    ),
    Metric(
        "steps_changed",
        Words("步骤调整次数", "步驟調整次數", "Steps changed"),
        Sum(("notices.step_changed",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-35",),
    ),
    Metric(
        "items_decided",
        Words("草案取舍条数", "草案取捨條數", "Draft items decided"),
        Sum(("notices.item_decided",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("N-01",),
    ),
    Metric(
        "requirements_changed",
        Words("要求调整次数", "要求調整次數", "Requirements changed"),
        Sum(("notices.requirement_changed",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-28",),
    ),
    Metric(
        "directive_tasks_given",
        Words("下达任务次数", "下達任務次數", "Tasks given to units"),
        Sum(("notices.task_given",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R3-07",),
    ),
    Metric(
        "directive_tasks_done",
        Words("落实任务次数", "落實任務次數", "Tasks of directives done"),
        Sum(("notices.task_done",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R3-07",),
    ),
    Metric(
        "programmes_adopted",
        Words("活动方案数", "活動方案數", "Programmes adopted"),
        Sum(("notices.programme_adopted",)),
        Measure.PIECES,
        Grain.UNIT,
    ),
)
