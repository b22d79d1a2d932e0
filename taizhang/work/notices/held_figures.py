"""Demands for figures that the ledger already holds. Asking for them again is refused (interface, rule 1; pain D1)."""

import re

from taizhang.lib.words import Words

_REPORTING = re.compile(r"报送|報送|上报|上報|填报|填報|报告|報告|统计|統計|报(?=参|參|学|學|出)")
_HELD: tuple[tuple[str, Words], ...] = (
    (
        r"参学人数|參學人數|参加人数|參加人數|到课人数|到課人數|出勤",
        Words("参学人数", "參學人數", "people who took part"),
    ),
    (r"学时|學時|学习时间|學習時間|学习时长|學習時長", Words("学时", "學時", "study hours")),
    (r"学习次数|學習次數|集中学习情况|集中學習情況", Words("开展学习次数", "開展學習次數", "sessions held")),
    (r"党员人数|黨員人數|党员数|黨員數", Words("党员数", "黨員數", "members")),
    (r"心得体会篇数|心得體會篇數", Words("心得体会篇数", "心得體會篇數", "reflection essays")),
    (r"缺课人数|缺課人數|补课人数|補課人數", Words("缺课人数", "缺課人數", "people who missed a session")),
)


def figures_held(sentence: str) -> list[Words]:
    """Which figures a sentence asks units to report although the ledger holds them; empty when it asks for none."""
    if not _REPORTING.search(sentence):
        return []
    return [words for pattern, words in _HELD if re.search(pattern, sentence)]
