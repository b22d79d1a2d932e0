"""Script of a text, and a fold that makes traditional, full-width and half-width writing alike.

Every fold keeps the length: character N of the result stands for character N of the input, so offsets found in the
folded text are offsets of the text itself.
"""

import itertools
from functools import cache
from importlib.resources import files
from typing import Literal

Script = Literal["hans", "hant"]

_ALIKE = {
    "\u3000": " ", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\r": " ", "○": "〇", "Ｏ": "O", "◯": "〇",
    "零": "〇", "～": "~", "〜": "~", "－": "-", "–": "-", "―": "—", "─": "—", "「": "“", "」": "”",
    "『": "“", "』": "”", "﹑": "、", "﹐": "，", "﹔": "；", "﹕": "：", "︰": "：", "〔": "（", "〕": "）",
    "【": "（", "】": "）", "﹙": "（", "﹚": "）", "％": "%", "﹪": "%", "﹝": "（", "﹞": "）", "〖": "（",
    "〗": "）", "．": ".", "•": "·",
}  # fmt: skip
_ZEROES = frozenset("OoΟοОо0")
_HAN_DIGITS = frozenset("一二三四五六七八九〇")
_KEPT_WIDE = set("，；：（）！？")
_CLOSED_UP = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}


@cache
def _tables() -> tuple[dict[int, str], frozenset[str], frozenset[str]]:
    """The fold, the characters only traditional texts hold, the characters only simplified texts hold."""
    fold: dict[int, str] = {}
    dictionary = files("opencc") / "dictionary"
    for line in (dictionary / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        source, _, targets = line.partition("\t")
        first = targets.split(" ")[0]
        if len(source) == 1 and len(first) == 1:
            fold[ord(source)] = first
    simplified_only = set()
    for line in (dictionary / "STCharacters.txt").read_text(encoding="utf-8").splitlines():
        source, _, targets = line.partition("\t")
        if len(source) == 1 and source not in targets.split(" "):
            simplified_only.add(source)
    traditional_only = frozenset(chr(k) for k, v in fold.items() if chr(k) != v) - simplified_only
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in _KEPT_WIDE:
            fold[code] = chr(code - 0xFEE0)
    for source, target in _ALIKE.items():
        fold[ord(source)] = target
    return fold, traditional_only, frozenset(simplified_only)


def is_han(character: str) -> bool:
    """True for a Chinese character (unified ideographs and the numeral 〇)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character == "〇"


def fold(text: str) -> str:
    """`text` in simplified characters and one width of signs, of exactly the same length.

    Half-width commas, colons and brackets beside a Chinese character become full-width ones; a full stop between two
    Chinese characters becomes 。. Digits and Latin letters become half-width; a letter O or
    a zero between Chinese digits becomes 〇.
    """
    table = _tables()[0]
    out = list(text.translate(table))
    last = len(out) - 1
    for i, character in enumerate(out):
        if character in _ZEROES and 0 < i < last and out[i - 1] in _HAN_DIGITS:
            if out[i + 1] in _HAN_DIGITS or out[i + 1] in _ZEROES or out[i + 1] == "年":
                out[i] = "〇"
            continue
        wide = _CLOSED_UP.get(character)
        if wide is None:
            if character == "." and 0 < i < last and is_han(out[i - 1]) and _opens(out[i + 1]):
                out[i] = "。"
            continue
        before = out[i - 1] if i else "\n"
        after = out[i + 1] if i < last else "\n"
        if character in ",:" and before.isdigit() and after.isdigit():
            continue
        if (
            _is_wide(before)
            or _is_wide(after)
            or (character in "),;" and not before.isascii())
            or character in "()"
            or (character in ",;" and (before in ")%" or before.isdigit()))
        ):
            out[i] = wide
    return "".join(out)


def _opens(character: str) -> bool:
    return is_han(character) or character in "“'‘（《\n"


def _is_wide(character: str) -> bool:
    return is_han(character) or character in "，；：（）“”《》、。%"


def script_of(text: str) -> Script:
    """ "hant" when more characters are found only in traditional writing than only in simplified writing."""
    _, traditional, simplified = _tables()
    sample = text[:20000]
    more = sum(c in traditional for c in sample) - sum(c in simplified for c in sample)
    return "hant" if more > 0 else "hans"


def count_characters(text: str) -> int:
    """Length of a text as people count it: each Chinese character is one, each Latin word or number is one."""
    count, in_word = 0, False
    for character in text:
        if is_han(character):
            count, in_word = count + 1, False
        elif character.isalnum():
            count, in_word = count + (not in_word), True
        else:
            in_word = False
    return count


def share_of_han(text: str) -> float:
    """Share of Chinese characters among all that are not blank, 0..1; 0 for an empty text."""
    shown = [c for c in text if not c.isspace()]
    return sum(map(is_han, shown)) / len(shown) if shown else 0.0


def bigrams(text: str) -> set[str]:
    """All pairs of neighbouring letters, digits or Chinese characters: a cheap fingerprint of what a text is about."""
    shown = [c for c in text if c.isalnum()]
    return {a + b for a, b in itertools.pairwise(shown)}
