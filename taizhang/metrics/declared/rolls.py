"""The metrics of rolls."""

from taizhang.ground.people.kinds import COUNTED
from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

_COUNTED = tuple(kind.value for kind in COUNTED)

METRICS = (
    Metric(
        "members",
        Words("党员数", "黨員數", "Members"),
        Sum(("rolls.member_joined", "rolls.member_left"), _COUNTED),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-142",),
    ),
    Metric(
        "activists",
        Words("入党积极分子", "入黨積極分子", "Activists"),
        Sum(("rolls.member_joined", "rolls.member_left"), ("activist",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-143",),
    ),
    Metric(
        "members_by_category",
        Words("各类党员数", "各類黨員數", "Members by category"),
        Sum(("rolls.category_changed",)),
        Measure.PERSONS,
        Grain.UNIT,
        basis=("R1-143",),
    ),
    Metric(
        "units",
        Words("单位数", "單位數", "Units"),
        Sum(("rolls.unit_opened", "rolls.unit_closed")),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R1-142",),
    ),
    Metric(
        "unit_changes",
        Words("单位变动次数", "單位變動次數", "Changes of units"),
        Sum(("rolls.unit_moved", "rolls.unit_renamed", "rolls.unit_merged", "rolls.unit_split")),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-157",),
    ),
    Metric(
        "units_enrolled",
        Words("参加单位数", "參加單位數", "Units taking part"),
        Sum(("rolls.unit_enrolled",)),
        Measure.UNITS,
        Grain.UNIT,
        basis=("R0-02",),
    ),
    Metric(
        "phases_opened",
        Words("进入阶段次数", "進入階段次數", "Phases opened"),
        Sum(("rolls.phase_opened",)),
        Measure.TIMES,
        Grain.UNIT,
    ),
    Metric(
        "phases_closed",
        Words("完成阶段次数", "完成階段次數", "Phases closed"),
        Sum(("rolls.phase_closed",)),
        Measure.TIMES,
        Grain.UNIT,
    ),
)
