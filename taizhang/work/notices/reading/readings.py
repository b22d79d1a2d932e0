"""Which syllables a character is read as.

The table is that of `pypinyin` (all readings of 44,000 characters, both scripts). It takes 0.08 s and 13 MB and is loaded
only when a text holds toned pinyin behind a character; the library's table of phrases (another 0.3 s and 44 MB) is left out.
"""

import os
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

_LETTERS = str.maketrans({"\u0261": "g", "\u0251": "a"})  # ɡ and ɑ, as primers and converters print them
_KEPT = "\u0308"  # the dots of ü tell lü from lu; every other mark is a tone, right or mangled


def is_reading(syllable: str, character: str) -> bool:
    """Whether a character is read so in some word; the tone may be wrong, mangled (ă for ǎ) or lost."""
    return _plain(syllable) in _readings(character)


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    """All syllables of one character without their tones; none for a character the table does not hold."""
    found = _table().pinyin(character, heteronym=True, errors="ignore")
    return frozenset(_plain(reading) for readings in found for reading in readings)


def _plain(syllable: str) -> str:
    """Small letters without tones; v stands for ü."""
    apart = unicodedata.normalize("NFD", syllable.translate(_LETTERS).lower())
    bare = "".join(sign for sign in apart if sign == _KEPT or not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare).replace("v", "ü")


@cache
def _table() -> ModuleType:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # read by the library when it is loaded
    return import_module("pypinyin")
