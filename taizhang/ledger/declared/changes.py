"""The kinds of fact of changes to a programme."""

from taizhang.ledger.measures import Kind, Measure
from taizhang.lib.words import Words

KINDS = (
    Kind(
        "changes.set_adopted",
        Words("要求调整入账", "要求調整入賬", "Set of changes adopted"),
        Measure.PIECES,
    ),
)
