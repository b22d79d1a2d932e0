"""What a sum of signs is worth: the share of items that proved right, on texts that were new to the reading.

The table was reckoned from 326 items of twenty notices at the first sight of them, before any rule was made from them;
neighbouring levels that did not rise were pooled. See docs/reading.md for how it holds on other texts.
"""

from itertools import pairwise

# odds of the signs as a chance → share of right items
TABLE: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.5, 0.6),
    (0.65, 0.72),
    (0.75, 0.77),
    (0.85, 0.86),
    (0.93, 0.89),
    (1.0, 0.95),
)


def calibrated(chance: float) -> float:
    """The share of right items to expect at a chance of the signs, straight between the rows; two places.

    >>> calibrated(0.5), calibrated(0.8), calibrated(1.0)
    (0.6, 0.82, 0.95)
    """
    for (low, worth), (high, more) in pairwise(TABLE):
        if chance <= high:
            return round(worth + (more - worth) * (chance - low) / (high - low), 2)
    return TABLE[-1][1]
