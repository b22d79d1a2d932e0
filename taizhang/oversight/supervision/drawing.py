"""How a sample is drawn: pure functions, so that anyone with the seed and the list draws the same again.

The seed is what the group gave, if anything, a blank, and the head of the seal that closed over the publication.

The numbers of the candidates stand in ascending order, one a line; the SHA-256 of that list is published with the seed. Each
candidate gets the SHA-256 of the line "seed number"; the candidates whose digests come first, in hexadecimal order, are drawn.
A shell is enough: ``printf '%s %s' SEED NUMBER | sha256sum``.
"""

import hashlib
from collections.abc import Iterable, Sequence


def digest_of(candidates: Iterable[int]) -> str:
    """The digest of the list as it is published: ascending numbers, one a line, each line ended."""
    listed = "".join(f"{number}\n" for number in sorted(candidates))
    return hashlib.sha256(listed.encode()).hexdigest()


def draw(seed: str, candidates: Sequence[int], size: int) -> list[int]:
    """The drawn numbers in the order in which they are drawn; ``size`` 0 draws all."""
    by_digest = sorted(candidates, key=lambda number: (hashlib.sha256(f"{seed} {number}".encode()).hexdigest(), number))
    return by_digest[: size or None]
