"""What a notice says about the campaign as a whole: its theme, its goals, the principles it is to be led by.

Only a first filling of the sheet on which people adopt a draft; nothing here is kept unless they leave it standing.
"""

import re

_THEME = re.compile(r"以[“「『]([^”」』\n]{2,80})[”」』]\s?[为為爲]\s?(?:活动|活動)?主[题題]")
_GOALS = re.compile(
    r"(?:达到|達到|实现|實現)(?:中央提出的)?([^。；\n]{4,100}?)的?(?:[一二三四五六]个|[一二三四五六]個)?目[标標]要求"
)
_PRINCIPLE = re.compile(r"(?:坚持|堅持)[^，。；;\n]{2,40}")


def theme_in(text: str) -> str:
    """The theme between quotation marks, or nothing (R2-03)."""
    found = _THEME.search(text)
    return found[1] if found else ""


def goals_in(text: str) -> list[str]:
    """The goals that the campaign is to reach, in their order (R1-99)."""
    found = _GOALS.search(text)
    return [goal.strip() for goal in re.split(r"[、，]", found[1]) if goal.strip()] if found else []


def principles_in(text: str) -> list[str]:
    """What the campaign holds to throughout, from the sentence that says it at least twice (R1-29)."""
    for sentence in re.split(r"[。\n]", text):
        found = _PRINCIPLE.findall(sentence)
        if len(found) >= 2:
            return [principle.strip() for principle in found]
    return []
