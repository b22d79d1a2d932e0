"""The chart of facts: every kind of line the ledger knows, on one list. A kind is declared once, in the file of its context
in `declared`.

A kind is never renamed, only retired. ``codes`` is the closed list of short words a line of this kind may carry; ``('',)``
means it carries none. ``sight`` says how far lines may be seen: open, named, or sealed (settled question 31). ``data`` lists
the keys that may explain a line; no formula reads them.
"""

from taizhang.ledger.declared import (
    changes,
    contact_points,
    contests,
    curriculum,
    documents,
    learning,
    meetings,
    membership,
    notices,
    plans,
    rolls,
    supervision,
    travel,
)
from taizhang.ledger.measures import Kind
from taizhang.lib.words import Words

_ALL: tuple[Kind, ...] = (
    *rolls.KINDS,
    *notices.KINDS,
    *changes.KINDS,
    *documents.KINDS,
    *learning.KINDS,
    *curriculum.KINDS,
    *plans.KINDS,
    *meetings.KINDS,
    *travel.KINDS,
    *contact_points.KINDS,
    *membership.KINDS,
    *contests.KINDS,
    *supervision.KINDS,
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

# Why an entry was posted, as a code; words stand in ground/texts (settled question 4).
REASONS: dict[str, Words] = {
    "": Words("首次入账", "首次入賬", "First statement"),
    "wrong_person": Words("人员记错", "人員記錯", "Wrong person"),
    "wrong_amount": Words("时长或数量记错", "時長或數量記錯", "Wrong amount"),
    "wrong_date": Words("日期记错", "日期記錯", "Wrong date"),
    "not_held": Words("没有开展", "沒有開展", "It did not take place"),
    "objection": Words("异议成立", "異議成立", "An objection was upheld"),
    "programme_linked": Words("关联活动有变", "關聯活動有變", "Its programmes have changed"),
    "roll_changed": Words("名册变动", "名冊變動", "The roll has changed"),
    "revoked": Words("文件作废", "文件作廢", "The document was revoked"),
    "noted_wrongly": Words("登记有误", "登記有誤", "Noted by mistake"),
    "taken_back": Words("撤回重填", "撤回重填", "Taken back, to be entered again"),
    "decided_anew": Words("改变取舍", "改變取捨", "Decided otherwise"),
}
# What a person may choose who states an act anew; an act that is taken back and entered again says so itself.
REASONS_TO_RESTATE = {code: words for code, words in REASONS.items() if code not in ("", "taken_back")}
COPIES = ("", "programme", "opening")
