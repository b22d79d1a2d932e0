"""Damage small files of every kind and read them: nothing may escape but a refusal with a code, and none may take long.

Packed files are damaged in their bytes and in the parts they hold; what is still readable is drafted, and every quote
must be exact. Run: python -m tools.fuzz_readers [--inputs 12000] [--seed 1]
"""

import argparse
import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable

from taizhang.work.notices.reading import draft
from taizhang.work.notices.reading.docx import read_docx
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice
from taizhang.work.notices.reading.pdf import read_pdf
from taizhang.work.notices.reading.sheets import read_csv, read_xls, read_xlsx
from taizhang.work.notices.reading.sources import read_source
from taizhang.work.notices.reading.tests import files
from taizhang.work.notices.reading.tests.mutations import mutate, mutate_bytes

SLOW_SECONDS = 3.0
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def main() -> None:
    """Each kind in turn; native readers run in this process, so that a fall of theirs shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    kinds = makers(chance)
    told: Counter[str] = Counter()
    slowest = (0.0, "")
    for number in range(wanted.inputs):
        name, make, read = kinds[number % len(kinds)]
        data = make()
        started = time.perf_counter()
        try:
            source = read(data)
            told[f"{name} read"] += 1
            check(source, name, number)
        except UnreadableNotice as refusal:
            told[f"{name} {refusal.code}"] += 1
        slowest = max(slowest, (time.perf_counter() - started, name))
    if slowest[0] > SLOW_SECONDS:
        raise SystemExit(f"one {slowest[1]} took {slowest[0]:.1f} s")
    for what, count in sorted(told.items()):
        print(f"{what}: {count}")
    print(f"{wanted.inputs} inputs, slowest {slowest[0] * 1000:.0f} ms ({slowest[1]})")


def check(source: SourceText, name: str, number: int) -> None:
    """Places rise and lie in the text, as do the stretches set aside; quotes are exact."""
    text = source.text
    starts = [place.start for place in source.places]
    if starts != sorted(set(starts)) or (starts and starts[-1] >= len(text)):
        raise SystemExit(f"{name}, input {number}: places do not rise through the text")
    if any(not 0 <= span.start < span.end <= len(text) for span in source.aside):
        raise SystemExit(f"{name}, input {number}: something aside lies outside the text")
    for item in draft(text, aside=source.aside).items:
        if text[item.start : item.end] != item.quote:
            raise SystemExit(f"{name}, input {number}: a quote is not exact")


Maker = tuple[str, Callable[[], bytes], Callable[[bytes], SourceText]]


def makers(chance: random.Random) -> list[Maker]:
    """(kind, a way to make a damaged file, its reader)."""
    texts = ["\n".join(files.PARAGRAPHS), "\n".join("\t".join(row) for row in files.TIMETABLE)]
    word = files.docx("".join(map(files.paragraph, files.PARAGRAPHS)) + files.table(files.TIMETABLE))
    book, paper, web = files.xlsx(), files.pdf([files.PARAGRAPHS[:5], files.PARAGRAPHS[5:]]), files.page()

    def plain() -> bytes:
        encoding = chance.choice(("utf-8", "gb18030", "utf-16", "big5"))
        return mutate_bytes(mutate(chance.choice(texts), chance).encode(encoding, errors="ignore"), chance)

    def whole(data: bytes) -> bytes:
        return mutate_bytes(data, chance)

    return [
        ("text", plain, lambda data: read_source(data, filename=chance.choice(("a.txt", "a.csv", "a.html")))),
        (
            "page",
            lambda: mutate(web.decode(), chance).encode(errors="ignore"),
            lambda d: read_source(d, filename="a.htm"),
        ),
        ("docx", lambda: whole(word), read_docx),
        ("docx part", lambda: repacked(word, chance), read_docx),
        ("xlsx", lambda: whole(book), read_xlsx),
        ("xlsx part", lambda: repacked(book, chance), read_xlsx),
        ("pdf", lambda: whole(paper), read_pdf),
        (
            "csv",
            lambda: mutate(texts[1].replace("\t", ","), chance).encode(errors="ignore"),
            lambda d: read_csv(d.decode(), ""),
        ),
        ("xls", lambda: OLD + chance.randbytes(chance.randrange(600, 4000)), read_xls),
    ]


def repacked(data: bytes, chance: random.Random) -> bytes:
    """A packed file in which one part was damaged before it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(list(parts))
    content = parts[name]
    parts[name] = (
        mutate_bytes(content, chance)
        if chance.random() < 0.3
        else mutate(content.decode(errors="replace"), chance).encode(errors="ignore")
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for part, inside in parts.items():
            made.writestr(part, inside)
    return held.getvalue()


if __name__ == "__main__":
    main()
