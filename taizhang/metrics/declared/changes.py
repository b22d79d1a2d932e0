"""The metrics of changes."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "change_sets_adopted",
        Words("补充通知采纳数", "補充通知採納數", "Sets of changes adopted"),
        Sum(("changes.set_adopted",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-28",),
    ),
)
