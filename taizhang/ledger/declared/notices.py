"""The kinds of fact of notices and programmes."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

# Parts of a programme's frame that an office changes after adoption; the words stand in work/notices.
FRAME_PARTS = ("list", "aims", "task", "consolidation", "completion", "activity", "key_points", "start")

KINDS = (
    Kind("notices.notice_received", Words("收到来文", "收到來文", "Notice received"), Measure.PIECES),
    Kind(
        "notices.programme_adopted",
        Words("活动方案通过", "活動方案通過", "Programme adopted"),
        Measure.PIECES,
    ),
    Kind(
        "notices.requirement_changed",
        Words("要求调整", "要求調整", "Requirement changed"),
        Measure.PIECES,
    ),
    Kind("notices.annex_received", Words("收到附件", "收到附件", "Annex received"), Measure.PIECES),
    Kind("notices.step_changed", Words("步骤调整", "步驟調整", "Step changed"), Measure.PIECES),
    Kind(
        "notices.frame_changed",
        Words("活动框架调整", "活動框架調整", "Frame of a programme changed"),
        Measure.TIMES,
        codes=FRAME_PARTS,
    ),
    Kind(
        "notices.record_tagged",
        Words("记录标注用途", "記錄標註用途", "Record pointed to what it serves"),
        Measure.TIMES,
        codes=("item", "goal", "activity", "directive"),
    ),
    Kind(
        "notices.task_given", Words("上级要求下达到单位", "上級要求下達到單位", "Task given to a unit"), Measure.TIMES
    ),
    Kind("notices.task_done", Words("单位落实上级要求", "單位落實上級要求", "Task of a directive done"), Measure.TIMES),
    Kind(
        "notices.item_decided",
        Words("草案条目取舍", "草案條目取捨", "Draft item decided"),
        Measure.PIECES,
        codes=("accepted", "edited", "struck"),
    ),
)
