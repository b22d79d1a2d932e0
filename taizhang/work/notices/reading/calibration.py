"""What a sum of signs is worth: the share of items that proved right, on texts that were new to the reading.

The table was reckoned from published texts: the 155 items of twenty of them at their first sight, before any rule was
made from them, pooled with the levels of twenty more that stay closed (136 items); neighbouring levels that did not
rise were pooled. See docs/reading.md for how it holds.
"""

from itertools import pairwise

# odds of the signs as a chance → share of right items
TABLE: tuple[tuple[float, float], ...] = (
    (0.0, 0.0),
    (0.5, 0.35),
    (0.6, 0.5),
    (0.65, 0.7),
    (0.75, 0.75),
    (0.82, 0.84),
    (0.9, 0.88),
    (0.95, 0.9),
    (1.0, 0.95),
)


def calibrated(chance: float) -> float:
    """The share of right items to expect at a chance of the signs, straight between the rows; two places.

    >>> calibrated(0.5), calibrated(0.8), calibrated(1.0)
    (0.35, 0.81, 0.95)
    """
    for (low, worth), (high, more) in pairwise(TABLE):
        if chance <= high:
            return round(worth + (more - worth) * (chance - low) / (high - low), 2)
    return TABLE[-1][1]
