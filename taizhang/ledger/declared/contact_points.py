"""The kinds of fact of leaders' contact points."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

KINDS = (
    Kind(
        "contact_points.visit_made",
        Words("领导干部到联系点", "領導幹部到聯繫點", "Leader's visit to a contact point"),
        Measure.TIMES,
        member=True,
    ),
    Kind("contact_points.unit_visited", Words("联系点来访", "聯繫點來訪", "Visited by a leader"), Measure.TIMES),
    Kind("contact_points.problem_found", Words("联系点发现问题", "聯繫點發現問題", "Problem found"), Measure.PIECES),
    Kind(
        "contact_points.problem_settled", Words("联系点解决问题", "聯繫點解決問題", "Problem settled"), Measure.PIECES
    ),
)
