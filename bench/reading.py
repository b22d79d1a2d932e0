"""How fast notices are read: characters per second, a long speech, and how time grows with length.

Run: python -m bench.reading
"""

import time
import tracemalloc

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.tests.scoring import NOTICES

SPEECH = 15_000


def seconds(text: str) -> float:
    """Wall time of one draft."""
    started = time.perf_counter()
    draft(text)
    return time.perf_counter() - started


def main() -> None:
    """Print the figures, one a line."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt")))
    draft(text[:1000])
    speech = (text * (SPEECH // len(text) + 1))[:SPEECH]
    print(f"a text of {SPEECH} characters: {min(seconds(speech) for _ in range(3)):.2f} s")
    for length in (100_000, 400_000, 1_600_000):
        long_text = (text * (length // len(text) + 1))[:length]
        spent = seconds(long_text)
        print(f"{length} characters: {spent:.1f} s, {length / spent:,.0f} characters a second")
    tracemalloc.start()
    draft((text * 40)[:400_000])
    print(f"memory for 400000 characters: {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MB at most")
    tracemalloc.stop()


if __name__ == "__main__":
    main()
