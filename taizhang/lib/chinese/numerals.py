"""Numbers as they are written in Chinese texts: 2,300 · 1.5 · 二十五 · 两 · 二〇二五 · 三分之二 · 百分之五."""

import re
from fractions import Fraction

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}

ARABIC = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
HAN = r"[〇一二两三四五六七八九十百千]{1,16}"
NUMBER = rf"(?:{ARABIC}|{HAN})"

_PART_OF = re.compile(rf"(?P<below>{HAN}|\d{{1,9}})分之(?P<above>{HAN}|\d{{1,9}}(?:\.\d{{1,9}})?)")


def parse_number(text: str) -> Fraction | None:
    """The value of one written number, without its unit; None when `text` is not a number."""
    plain = text.replace(",", "").replace("，", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return Fraction(plain)
    return parse_han(plain)


def parse_han(text: str) -> Fraction | None:
    """The value of a number in Chinese characters (二十五, 一百零三, 三万五千, 二〇二五); None for anything else."""
    if not text:
        return None
    if all(c in DIGITS for c in text):
        if len(text) > 1:
            return Fraction("".join(str(DIGITS[c]) for c in text))
        return Fraction(DIGITS[text])
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in _SCALES:
            section += (digit or 1) * _SCALES[character]
            digit = 0
        elif character in _BIG:
            total = (total + section + digit) * _BIG[character]
            section = digit = 0
        else:
            return None
    return Fraction(total + section + digit)


def parse_part(text: str) -> Fraction | None:
    """The share written as 三分之二 or 百分之五, as a fraction of one; None when `text` is neither."""
    found = _PART_OF.fullmatch(text)
    if not found:
        return None
    below, above = parse_number(found["below"]), parse_number(found["above"])
    return above / below if below and above is not None else None


def plain_value(value: Fraction) -> int | float:
    """A whole number as int, anything else rounded to two places: 2/3 of a hundred is 66.67."""
    return int(value) if value.denominator == 1 else round(float(value), 2)


def write_han(value: int) -> str:
    """A whole number from 0 to 99 in Chinese characters: 25 is 二十五."""
    if not 0 <= value <= 99:
        raise ValueError(value)
    names = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if not tens:
        return names[ones]
    return ("" if tens == 1 else names[tens]) + "十" + (names[ones] if ones else "")
