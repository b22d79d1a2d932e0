"""Files that native code reads are read in a process of their own, with limits: a damaged one ends that process only.

Run as a module it reads the file from its input and writes the text as JSON: python -m taizhang.work.notices.reading.apart pdf
"""

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import cast, get_args

from taizhang.work.notices.reading.extracting import Place, PlaceKind, SourceKind, SourceText, UnreadableNotice
from taizhang.work.notices.reading.model import Span
from taizhang.work.notices.reading.pdf import read_pdf
from taizhang.work.notices.reading.sheets import read_xls

# Of work; where the machine does other work besides, a sound file may take longer by the clock.
MOST_SECONDS = 60
MOST_SECONDS_BY_THE_CLOCK = 4 * MOST_SECONDS
MOST_MEMORY = 3 * 1024 * 1024 * 1024
READERS: Mapping[str, Callable[[bytes], SourceText]] = {"pdf": read_pdf, "xls": read_xls}


def read_apart(kind: SourceKind, data: bytes) -> SourceText:
    """The text of a file, read by a child. Raises `UnreadableNotice` as the reader does; ``broken`` when it fell."""
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and a fixed module
            [sys.executable, "-m", __name__, kind],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS_BY_THE_CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableNotice("too_slow") from error
    if done.returncode == -signal.SIGXCPU:
        raise UnreadableNotice("too_slow")
    if done.returncode:
        raise UnreadableNotice("broken")
    return from_plain(json.loads(done.stdout))


def as_plain(source: SourceText) -> dict[str, object]:
    """A text with its places as plain values."""
    return {
        "text": source.text,
        "encoding": source.encoding,
        "kind": source.kind,
        "places": [place.as_json() for place in source.places],
        "aside": [[span.start, span.end, span.reason] for span in source.aside],
    }


def from_plain(said: dict[str, object]) -> SourceText:
    """The same back. Raises `UnreadableNotice` where the child refused."""
    if "code" in said:
        raise UnreadableNotice(str(said["code"]))
    kind = str(said["kind"])
    if kind not in get_args(SourceKind):
        raise UnreadableNotice("broken")
    places = cast("list[tuple[int, PlaceKind, str]]", said["places"])
    aside = cast("list[tuple[int, int, str]]", said["aside"])
    return SourceText(
        str(said["text"]),
        str(said["encoding"]),
        cast(SourceKind, kind),
        tuple(Place(start, which, name) for start, which, name in places),
        tuple(Span(start, end, reason) for start, end, reason in aside),
    )


def main() -> None:
    """Read the file on the input and say what is in it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    said: dict[str, object]
    try:
        said = as_plain(READERS[sys.argv[1]](sys.stdin.buffer.read()))
    except UnreadableNotice as refused:
        said = {"code": refused.code}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
