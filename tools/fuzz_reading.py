"""Damage notices at random and read them: nothing may escape but a refusal with a code, every quote must be exact.

Run: python -m tools.fuzz_reading [--inputs 10000] [--seed 1]
"""

import argparse
import random
import time

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.sources import UnreadableNotice, read_source
from taizhang.work.notices.reading.tests.mutations import mutate, mutate_bytes
from taizhang.work.notices.reading.tests.scoring import NOTICES

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5")
SLOW_SECONDS = 2.0


def main() -> None:
    """Half of the inputs are damaged texts, half damaged bytes of files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))]
    files = [path.read_bytes() for path in sorted(NOTICES.parent.glob("files/*"))]
    refused: dict[str, int] = {}
    slowest = 0.0
    for number in range(wanted.inputs):
        started = time.perf_counter()
        if number % 2:
            text = mutate(chance.choice(texts), chance)
        else:
            whole = chance.choice(texts).encode(chance.choice(ENCODINGS), errors="ignore")
            data = mutate_bytes(chance.choice(files) if files and number % 4 else whole, chance)
            try:
                text = read_source(data).text
            except UnreadableNotice as refusal:
                refused[refusal.code] = refused.get(refusal.code, 0) + 1
                continue
        for item in draft(text).items:
            if text[item.start : item.end] != item.quote:
                raise SystemExit(f"input {number} of seed {wanted.seed}: a quote is not exact")
        slowest = max(slowest, time.perf_counter() - started)
    if slowest > SLOW_SECONDS:
        raise SystemExit(f"one input took {slowest:.1f} s")
    print(f"{wanted.inputs} inputs, refused {refused}, slowest {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
