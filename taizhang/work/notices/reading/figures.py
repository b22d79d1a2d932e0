"""Figures: counts of real things that a text states, and the shares that lost their percent sign.

What requirements need as well stands here: the verbs that order a number, the words of prizes, the quote of a value.
"""

import re
from fractions import Fraction

from taizhang.lib.chinese.numerals import plain_value
from taizhang.lib.chinese.recurrences import find_recurrences
from taizhang.work.notices.reading.quantities import Quantity
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Clause, Reading, Sentence, mood_sign
from taizhang.work.notices.reading.words.amounts import (
    COUNTING_VERBS,
    FACT_VERBS,
    FORECAST,
    NO_VERB,
    ORDER_VERBS,
    PRIZES,
    REFERRED,
)

_VERBS = "|".join(f"{verb}(?!{NO_VERB[verb]})" if verb in NO_VERB else verb for verb in (*ORDER_VERBS, *COUNTING_VERBS))
ORDER_VERB = re.compile(
    rf"(?:{_VERBS})(?:了|"
    rf"出)?[^，。；、]{{0,16}}(?:\d+[\u4e00-\u9fff]{{1,2}}、[^，。；、\d]{{0,12}}){{0,3}}$"
)
PRIZE = re.compile("|".join(PRIZES))
_FACT_VERB = re.compile(rf"(?:{'|'.join(FACT_VERBS)})[^，。；]{{0,10}}$")
_FACT_TOLD = re.compile(rf"(?:{'|'.join(FACT_VERBS)})[^，。；]{{0,24}}$")
_CHANGE = re.compile(
    r"(?:比上?(?:年|届|期|月|季)?[^，。；]{0,6}|同比|环比)(?P<sign>增长|增加|上升|提高|下降|减少|"
    r"降低)了?(?P<n>\d+(?:\.\d+)?)(?P<pct>%|个百分点)?"
)
_LOST_PERCENT = re.compile(r"占[^，。；\d]{1,14}(?P<n>\d{1,2}(?:\.\d+)?)(?=[，。；])")
_MANY = 20  # so many parts no text has: they are things (186项问题)
_MARKS = r"理论|实操|笔试|面试|平时|期末|期中|考试|总分|得分|成绩|评分|考核分|计分|权重|表现|分值|满分|测评"


def as_figure(
    reading: Reading, sentence: Sentence, clause: Clause, quantity: Quantity, quantities: list[Quantity]
) -> Candidate | None:
    text = reading.text
    before = text[clause.start : quantity.start]
    whole = text[clause.start : clause.end]
    mood = mood_sign(sentence, clause)
    signs = [mood]
    kind = quantity.kind
    if kind in ("time", "age"):
        return None
    signs.append(
        {
            "text": "counts_text",
            "money": "counts_money",
            "share": "counts_rate",
            "mass": "counts_rate",
            "score": "counts_things" if quantity.unit == "学分" else "scores",
        }.get(kind, "counts_things")
    )
    if (_FACT_TOLD if mood in ("reported", "plain_told") else _FACT_VERB).search(before):
        signs.append("fact_verb")
    if kind != "money" and ORDER_VERB.search(before) and mood in ("ordered", "plain_order", "open"):
        signs.append("order_verb")
    counted = text[quantity.start].isdigit() and quantity.value >= _MANY and mood in ("reported", "plain_told")
    if (quantity.is_structure or quantity.unit.endswith("项")) and not counted:
        signs.append("structure")
    again = quantity.value == 1 and kind == "event" and mood not in ("reported", "plain_told")
    if quantity.is_one or (again and find_recurrences(whole)):
        signs.append("one")
    if quantity.kind == "event" and re.search(r"(?:会|会议|文件|通知|简报|例会)$", before):
        signs.append("meeting")
    if PRIZE.search(whole) or sentence.part.role == "prizes":
        signs.append("prize")
    if not text[quantity.start].isdigit():
        signs.append("small_word_number")
    if re.search(FORECAST, before[-8:]):
        signs.append("forecast")
    elif quantity.bound and not re.search(r"达$|达到$|超过$", before):
        signs.append("bound")
    role = sentence.part.role
    if role in ("background", "criteria", "contact") and not (role == "criteria" and kind == "money"):
        signs.append(role)
    if sentence.is_title:
        signs.append("title")
    if re.search(REFERRED, before[-5:]):
        signs.append("referred")
    if _in_breakdown(text, clause, quantity, quantities):
        signs.append("breakdown")
    if re.search(
        r"(?:发放|下发|配发|印发|派出|组成|组织|成立|组建|下设|分为|分成|设立|记|计)的?[^，。；]{0,8}$", before
    ) or (quantity.approximate and not quantity.bound and kind in ("person", "place", "product", "event")):
        signs.append("given")
    if reading.tells:
        signs.append("told")
    if re.search(r"(?:对|涉及|覆盖|面向|向)(?:全[市县区省校镇乡])?(?:的|\d+个?[\u4e00-\u9fff]{1,10}、)*$", before):
        signs.append("object_of")
    near = text[max(sentence.start, clause.start - 30) : clause.end]
    if kind == "share" and re.search(r"占(?:总分|总成绩|比)?(?:的)?$", before) and re.search(_MARKS, near):
        signs.append("mark_scheme")
    if (
        quantity.kind == "place"
        and re.search(r"[\u4e00-\u9fff]、[\u4e00-\u9fff]{2,8}$", before)
        and before.count("、") >= 2
    ):
        signs.append("listed")
    change = None
    tail = text[quantity.end : min(sentence.end, quantity.end + 60)]
    found = _CHANGE.search(tail)
    question = None
    if found and not re.search(r"\d", tail[: found.start()].split("占")[0]):
        change = plain_value(Fraction(found["n"])) * (-1 if found["sign"] in ("下降", "减少", "降低") else 1)
        if not found["pct"]:
            question = "percent_sign_lost"
    if re.search(r"(?:超过|低于|不足|达到|高于)$", before) and re.match(
        r"的(?!基础)", text[quantity.end : quantity.end + 3]
    ):
        return None
    if kind == "share" and re.search(r"(?:同比|环比)[^，。；\d]{0,4}$", before):
        return None
    if kind == "share" and re.search(r"(?:同比|环比|分别)[^，。；]{0,14}\d(?:\.\d+)?%[和、与]$", before):
        return None
    if re.search(r"(?:增长|增加|上升|提高|下降|减少|降低)了?$", before) and kind == "share" and len(before) < 14:
        return None
    start, end = _piece(text, *quote_of(text, clause, quantity), quantity, quantities)
    fields = {
        "what": whole.strip()[:60],
        "value": plain_value(quantity.value),
        "unit": quantity.unit,
        "change": change,
    }
    return Candidate("figure", fields, start, end, signs, question, about=(clause.start, clause.end))


def _piece(text: str, start: int, end: int, quantity: Quantity, quantities: list[Quantity]) -> tuple[int, int]:
    """The member of an enumeration that holds the value (1732起、死亡1752人): each of several numbers has its own words."""
    for other in quantities:
        if start <= other.start < quantity.start and (cut := text.rfind("、", other.end, quantity.start)) >= 0:
            start = max(start, cut + 1)
        elif quantity.end < other.start < end and (cut := text.find("、", quantity.end, other.start)) >= 0:
            end = min(end, cut)
    return start, end


def _in_breakdown(text: str, clause: Clause, quantity: Quantity, quantities: list[Quantity]) -> bool:
    """True inside a bracket right behind a total of the same kind."""
    opened = text.rfind("（", max(clause.start - 60, 0), quantity.start)
    if opened < 0 or text.find("）", opened, quantity.start) >= 0:
        return False
    closed = text.find("）", quantity.end, quantity.end + 120)
    inside = text[quantity.end : closed] if closed >= 0 else ""
    if re.search(rf"[共计]\s?\d+{re.escape(quantity.unit)}$", inside):
        return True
    return any(
        q.end <= opened
        and (q.kind == quantity.kind or q.unit == quantity.unit)
        and opened - q.end < 12
        and "）" not in text[q.end : opened]
        for q in quantities
    )


def lost_percents(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """A share without its percent sign (占全区总户数的10，) is offered as a question."""
    out = []
    for found in _LOST_PERCENT.finditer(reading.text, sentence.start, sentence.end):
        clause = sentence.clause_at(found.start())
        signs = [mood_sign(sentence, clause), "counts_rate", "fact_verb"]
        fields = {
            "what": reading.text[clause.start : clause.end][:60],
            "value": plain_value(Fraction(found["n"])),
            "unit": "%",
            "change": None,
        }
        out.append(
            Candidate(
                "figure", fields, clause.start, clause.end, signs, "percent_sign_lost", about=(clause.start, clause.end)
            )
        )
    return out


def quote_of(text: str, clause: Clause, quantity: Quantity) -> tuple[int, int]:
    """The clause that holds the value; one with brackets and colons is cut down to the stretch around the value."""
    start, end = clause.start, clause.end
    if end - start > 60:
        start = max(start, quantity.bound_start - 30)
        end = min(end, quantity.bound_end + 30)
    while start < quantity.start and text[start] in " （：、":
        start += 1
    return start, end
