"""The metrics of plans."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Ratio, Sum

METRICS = (
    Metric(
        "plans_handed_in",
        Words("报送计划数", "報送計劃數", "Plans handed in"),
        Sum(("plans.plan_handed_in",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "plans_sent_back",
        Words("退回计划数", "退回計劃數", "Plans sent back"),
        Sum(("plans.plan_sent_back",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "plans_approved",
        Words("批准计划数", "批准計劃數", "Plans approved"),
        Sum(("plans.plan_approved",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-31", "R1-38"),
    ),
    Metric(
        "self_study_checks",
        Words("自学检查次数", "自學檢查次數", "Checks of self-study"),
        Sum(("plans.self_study_checked",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-67",),
    ),
    Metric(
        "self_study_in_order",
        Words("自学落实占比", "自學落實佔比", "Share of checks with self-study in order"),
        Ratio(Sum(("plans.self_study_checked",), ("in_order",)), Sum(("plans.self_study_checked",))),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-67",),
    ),
    Metric(
        "units_with_study_plan",
        Words("有学习计划的单位", "有學習計劃的單位", "Units with a study plan"),
        Sum(("plans.unit_planned",), ("study",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-31",),
    ),
    Metric(
        "units_with_themed_plan",
        Words("有主题实践方案的单位", "有主題實踐方案的單位", "Units with a themed plan"),
        Sum(("plans.unit_planned",), ("themed",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-163",),
    ),
    Metric(
        "study_plan_coverage",
        Words("学习计划覆盖面", "學習計劃覆蓋面", "Share of units with a study plan"),
        Ratio(Sum(("plans.unit_planned",), ("study",)), Sum(("rolls.unit_enrolled",))),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-31",),
    ),
)
