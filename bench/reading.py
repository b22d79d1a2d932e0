"""How fast notices are read: characters per second, a long speech, and how time grows with length and with each format.

Run: python -m bench.reading
"""

import time
import tracemalloc
from collections.abc import Callable

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.sources import MAX_BYTES, read_source
from taizhang.work.notices.reading.tests import files
from taizhang.work.notices.reading.tests.scoring import NOTICES

SPEECH = 15_000


def seconds(text: str) -> float:
    """Wall time of one draft."""
    started = time.perf_counter()
    draft(text)
    return time.perf_counter() - started


def formats() -> None:
    """Each kind of file at three sizes: time and memory should double with the size."""
    lines = list(files.PARAGRAPHS)
    makers: dict[str, Callable[[int], bytes]] = {
        "text": lambda size: "\n".join(lines * (900 * size)).encode(),
        "page": lambda size: files.page("utf-8", lines * (900 * size)),
        "docx": lambda size: files.docx("".join(map(files.paragraph, lines)) * (900 * size)),
        "pdf": lambda size: files.pdf([lines] * (50 * size)),
        "xlsx": lambda size: files.xlsx([files.TIMETABLE[1]] * (1200 * size)),
    }
    for name, make in makers.items():
        told = []
        for size in (1, 2, 4):
            data = make(size)
            tracemalloc.start()
            started = time.perf_counter()
            read = read_source(data, filename="a.html" if name == "page" else "")
            spent = time.perf_counter() - started
            told.append(
                f"{len(read.text)} characters {spent:.2f} s {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MB"
            )
            tracemalloc.stop()
        print(f"{name}: {', '.join(told)}")
    hostile = ("<html>" + '<div class="nav">x' * 300_000)[: MAX_BYTES - 1].encode()
    started = time.perf_counter()
    read_source(hostile, filename="a.html")
    print(f"a page of 5 MB that closes nothing: {time.perf_counter() - started:.1f} s")


def main() -> None:
    """Print the figures, one a line."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt")))
    draft(text[:1000])
    speech = (text * (SPEECH // len(text) + 1))[:SPEECH]
    print(f"a text of {SPEECH} characters: {min(seconds(speech) for _ in range(3)):.2f} s")
    # the last is a text of 5 MB in UTF-8; linear means that its rate is about that of the first
    for length in (100_000, 400_000, 1_700_000):
        long_text = (text * (length // len(text) + 1))[:length]
        spent = seconds(long_text)
        print(f"{length} characters: {spent:.1f} s, {length / spent:,.0f} characters a second")
    dense = "3月1日至3月5日，" * 5000
    print(f"{len(dense)} characters of nothing but dates: {seconds(dense):.1f} s")
    tracemalloc.start()
    draft((text * 40)[:400_000])
    print(f"memory for 400000 characters: {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MB at most")
    tracemalloc.stop()
    formats()


if __name__ == "__main__":
    main()
