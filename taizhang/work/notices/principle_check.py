"""What speaks against the principles that every programme here is held to: no shaming, no ranking, no points, no show (R1-29).

A finding warns people before they adopt; it refuses nothing, as the words of a notice are not ours.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.lib.chinese.script import fold
from taizhang.lib.words import Words
from taizhang.work.notices.kinds import ItemKind, Measure
from taizhang.work.notices.models import DraftItem

_NOT = re.compile(r"(?:不(?!良|合格|达标|落实|力|足)|禁止|严禁|防止|避免|杜绝|反对)[^，。；]{0,6}$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a template or programme does not do, by the words that tell it."""

    code: str
    words: Words
    pattern: re.Pattern[str]


RULES = (
    Rule(
        "ranking",
        Words("给人或单位排名次", "給人或單位排名次", "ranks people or units"),
        re.compile(r"排名|排位|名次|排行|末位|位次"),
    ),
    Rule(
        "shaming",
        Words("当众使人难堪", "當眾使人難堪", "shames in public"),
        re.compile(r"曝光|点名(?:批评|通报)|通报批评|公开(?:批评|检讨)|黑榜|亮黄牌"),
    ),
    Rule(
        "points",
        Words("用积分和打卡代替工作", "用積分和打卡代替工作", "puts points or check-ins in the place of work"),
        re.compile(r"积分|打卡|刷分"),
    ),
    Rule(
        "show",
        Words("要照片和截图作证", "要照片和截圖作證", "asks for pictures as proof"),
        re.compile(r"拍照|截图|照片|留痕"),
    ),
)
LENGTH = Words("给心得体会定字数", "給心得體會定字數", "sets how long an essay is to be")


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that speaks against a principle: the item's number (0 for none), its words, what it does."""

    number: int
    said: str
    words: Words


def against(text: str) -> Words | None:
    """What a text does against the principles, or None; what it forbids itself is no finding.

    >>> str(against("每月排名通报")), against("不搞排名通报")
    ('给人或单位排名次', None)
    """
    folded = fold(text)
    for rule in RULES:
        for found in rule.pattern.finditer(folded):
            if not _NOT.search(folded[: found.start()]):
                return rule.words
    return None


def findings_in(items: Sequence[DraftItem]) -> list[Finding]:
    """The items, not struck, whose sentence speaks against a principle."""
    found = []
    for item in items:
        if item.kind == ItemKind.REQUIREMENT and item.standing.get("measure") == Measure.ESSAY_CHARS:
            found.append(Finding(item.number, item.quote, LENGTH))
        elif words := against(item.quote):
            found.append(Finding(item.number, item.quote, words))
    return found


def findings_among(texts: Iterable[str]) -> list[Finding]:
    """Texts that stand without an item, such as those of a template."""
    return [Finding(0, text, words) for text in texts if (words := against(text))]
