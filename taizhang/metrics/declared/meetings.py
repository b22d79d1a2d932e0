"""The metrics of meetings."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

_MET = ("meetings.meeting_held",)

METRICS = (
    Metric(
        "mobilisations_held",
        Words("动员大会", "動員大會", "Mobilisation meetings"),
        Sum(_MET, ("mobilisation",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R0-03",),
    ),
    Metric(
        "meetings_held",
        Words("召开会议次数", "召開會議次數", "Meetings held"),
        Sum(_MET),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-146", "R3-01"),
    ),
    Metric(
        "criticism_sessions_held",
        Words("批评和自我批评会", "批評和自我批評會", "Criticism sessions held"),
        Sum(_MET, ("criticism",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-167",),
    ),
    Metric(
        "consolidation_meetings_held",
        Words("巩固工作会", "鞏固工作會", "Consolidation meetings held"),
        Sum(_MET, ("consolidation",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R4-13",),
    ),
    Metric(
        "people_at_meetings",
        Words("会议到会人次", "會議到會人次", "Attendance at meetings"),
        Sum(("meetings.people_attended",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R2-01",),
    ),
    Metric(
        "votes_counted",
        Words("表决票数", "表決票數", "Votes counted"),
        Sum(("meetings.votes_counted",), ("for", "against", "abstained")),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R3-35",),
    ),
    Metric(
        "speeches_given",
        Words("交流发言次数", "交流發言次數", "Exchange speeches"),
        Sum(("meetings.speech_given",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R3-02",),
    ),
    Metric(
        "meeting_tasks_assigned",
        Words("会议交办事项数", "會議交辦事項數", "Tasks given by meetings"),
        Sum(("meetings.task_assigned",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-146", "R3-32"),
    ),
    Metric(
        "meeting_tasks_done",
        Words("会议办结事项数", "會議辦結事項數", "Tasks of meetings done"),
        Sum(("meetings.task_done",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R3-32",),
    ),
)
