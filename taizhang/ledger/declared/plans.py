"""The kinds of fact of units' plans."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

PLAN_KINDS = ("study", "themed")

KINDS = (
    Kind("plans.plan_handed_in", Words("计划报送", "計劃報送", "Plan handed in"), Measure.PIECES, codes=PLAN_KINDS),
    Kind("plans.plan_sent_back", Words("计划退回", "計劃退回", "Plan sent back"), Measure.PIECES, codes=PLAN_KINDS),
    Kind("plans.plan_approved", Words("计划批准", "計劃批准", "Plan approved"), Measure.PIECES, codes=PLAN_KINDS),
    Kind(
        "plans.self_study_checked",
        Words("自学检查", "自學檢查", "Self-study checked"),
        Measure.TIMES,
        codes=("in_order", "partly", "lacking"),
    ),
    Kind(
        "plans.unit_planned",
        Words("单位首次有计划", "單位首次有計劃", "Unit has a plan"),
        Measure.UNITS,
        codes=PLAN_KINDS,
    ),
)
