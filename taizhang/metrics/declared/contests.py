"""The metrics of contests."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "contests_held",
        Words("知识竞赛举办次数", "知識競賽舉辦次數", "Knowledge contests held"),
        Sum(("contests.contest_held",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-74",),
    ),
    Metric(
        "contest_teams",
        Words("知识竞赛参赛队次", "知識競賽參賽隊次", "Teams in knowledge contests"),
        Sum(("contests.team_took_part",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-74",),
    ),
    Metric(
        "contest_participations",
        Words("知识竞赛参赛人次", "知識競賽參賽人次", "Participations in knowledge contests"),
        Sum(("contests.person_took_part",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-74",),
    ),
)
