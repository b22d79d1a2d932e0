"""Packed files opened with care: how many parts, how large unpacked, no entities, and whatever is damaged said in one way."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat

from taizhang.work.notices.reading.extracting import UnreadableNotice

MOST_PARTS = 4000
MOST_UNPACKED = 200 * 1024 * 1024
# one part of text: a book of a thousand pages has less
MOST_IN_PART = 32 * 1024 * 1024


class Package:
    """A zip whose size was looked at before anything was unpacked."""

    def __init__(self, data: bytes) -> None:
        with told_damage():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableNotice("swollen")
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableNotice("encrypted")
        self.names = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """One part; never more than `MOST_IN_PART` is unpacked, whatever its head says."""
        with told_damage(), self._zip.open(name) as part:
            content = part.read(MOST_IN_PART + 1)
        if len(content) > MOST_IN_PART:
            raise UnreadableNotice("swollen")
        return content


@contextmanager
def told_damage(code: str = "broken") -> Iterator[None]:
    """Whatever a library raises over a damaged file is told as one refusal."""
    try:
        yield
    except UnreadableNotice:
        raise
    except Exception as error:  # libraries raise dozens of kinds over damaged files, and each means the same here
        raise UnreadableNotice(code) from error


Start = Callable[[str, dict[str, str]], None]


def walk_xml(content: bytes, start: Start, end: Callable[[str], None], words: Callable[[str], None]) -> None:
    """Walk through a part without building a tree. A part that declares a document type is refused: none needs one."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words

    def refuse(*_given: Any) -> None:
        raise UnreadableNotice("broken")

    parser.StartDoctypeDeclHandler = refuse
    with told_damage():
        parser.Parse(content, True)
