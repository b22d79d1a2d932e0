"""The kinds of fact of supervision."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

# What a sample is drawn of; the words stand in oversight/supervision.
OF = ("sessions", "notes", "essays")

KINDS = (
    Kind(
        "supervision.sample_published",
        Words("公布抽样名单", "公佈抽樣名單", "Sample published"),
        Measure.TIMES,
        codes=OF,
    ),
    Kind(
        "supervision.paper_sampled",
        Words("督导抽查", "督導抽查", "Paper drawn in a sample"),
        Measure.PIECES,
        codes=OF,
    ),
)
