"""The metrics of leaders' contact points."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "contact_point_visits",
        Words("领导干部到联系点次数", "領導幹部到聯繫點次數", "Leaders' visits to contact points"),
        Sum(("contact_points.visit_made",)),
        Measure.TIMES,
        Grain.MEMBER,
        basis=("R1-15",),
    ),
    Metric(
        "visits_received",
        Words("联系点来访次数", "聯繫點來訪次數", "Visits received from leaders"),
        Sum(("contact_points.unit_visited",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-15",),
    ),
    Metric(
        "contact_point_problems",
        Words("联系点发现问题数", "聯繫點發現問題數", "Problems found at contact points"),
        Sum(("contact_points.problem_found",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-15",),
    ),
    Metric(
        "contact_point_problems_settled",
        Words("联系点解决问题数", "聯繫點解決問題數", "Problems settled at contact points"),
        Sum(("contact_points.problem_settled",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-15",),
    ),
)
