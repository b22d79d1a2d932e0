"""The metrics of supervision."""

from taizhang.ledger.measures import Measure
from taizhang.lib.words import Words
from taizhang.metrics.formulas import Grain, Metric, Sum

METRICS = (
    Metric(
        "samples_published",
        Words("公布抽样次数", "公佈抽樣次數", "Samples published"),
        Sum(("supervision.sample_published",)),
        Measure.TIMES,
        Grain.UNIT,
        basis=("R1-25", "R1-44"),
    ),
    Metric(
        "papers_sampled",
        Words("督导抽查份数", "督導抽查份數", "Papers drawn in samples"),
        Sum(("supervision.paper_sampled",)),
        Measure.PIECES,
        Grain.UNIT,
        basis=("R1-25", "R1-44"),
    ),
)
