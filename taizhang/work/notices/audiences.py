"""Whom a demand addresses, from the words of a notice to the categories and kinds of unit that the roll knows."""

import re

from taizhang.ground.organisations.kinds import UnitKind
from taizhang.ground.people.kinds import Category

# first match wins; words are matched in the audience as printed, or else in the sentence
_PEOPLE: tuple[tuple[str, Category], ...] = (
    (r"领导干部|領導幹部|领导班子成员|領導班子成員|党员领导|黨員領導", Category.LEADER),
    (r"流动党员|流動黨員", Category.FLOATING),
    (r"学生党员|學生黨員", Category.STUDENT),
    (r"农村党员|農村黨員|农民党员|農民黨員", Category.FARMER),
)
_UNITS: tuple[tuple[str, UnitKind], ...] = (
    (r"党总支|黨總支", UnitKind.GENERAL_BRANCH),
    (r"党支部|黨支部|各支部|每个支部|每個支部", UnitKind.BRANCH),
    (r"党委(?!员)|黨委(?!員)", UnitKind.COMMITTEE),
)
_CAN_WRITE = re.compile(r"书写能力|書寫能力|写作能力|寫作能力|能写|能寫")


def people_addressed(words: str) -> list[str]:
    """Categories of people that the words single out; empty for everyone."""
    return [category.value for pattern, category in _PEOPLE if re.search(pattern, words)]


def people_exempt(words: str) -> list[str]:
    """Categories that the words let off."""
    return [Category.CANNOT_WRITE.value] if _CAN_WRITE.search(words) else []


def units_addressed(words: str) -> list[str]:
    """Kinds of unit that the words single out; empty for every unit."""
    return [kind.value for pattern, kind in _UNITS if re.search(pattern, words)]


def addresses_members(words: str) -> bool:
    """Whether the words speak of people rather than of units."""
    return bool(
        re.search(
            r"每[名位个個]党员|每[名位個]黨員|全体党员|全體黨員|党员(?!大会)|黨員(?!大會)|干部|幹部|每人|人均", words
        )
    )
