"""What is said twice is one item: the same value for the same task, however often and in whatever words."""

import re
from typing import Any

from taizhang.lib.chinese.script import bigrams
from taizhang.work.notices.reading.quantities import KIND_OF
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading, Sentence
from taizhang.work.notices.reading.subjects import subject_of

Doers = dict[int, set[str]]  # who acts in the clause that ends at an offset
_SAME_TASK = 0.3
_SAME_DUTY = 0.45
_SAME_PAPER = 0.12
_SAME_RATE = 0.34
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率")
_FEW_WORDS = 4
_LOOK_BACK = 60
_CLAUSES_BACK = 10  # a doer named further back acts no more
_PAPERS = re.compile(
    r"名单|回执|报名表|申报表|登记表|汇总表|推荐表|统计表|教案|课件|论文|征文|作品|总结|方案|计划|报告|信息|简报|照片|视频|材料|台账|清单|"
    r"心得|体会|案例|课题|节目单|试卷|试题|保证金|经费|费用"
)
_YEARS = re.compile(r"(?<!\d)20\d\d(?=年)")
_SAID_ONCE = ("coverage_share", "study_hours", "group_study_share")


def when_of(deadline: Candidate) -> str | None:
    """The day or recurrence of a deadline, else what is known of it: the day of the year, the week it counts."""
    fields = deadline.fields
    return fields["due"] or fields.get("month_day") or fields.get("counted")


def one_per_sentence(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Several tasks behind one date in one sentence are one deadline."""
    seen: dict[tuple[int, Any], Candidate] = {}
    doers: Doers = {}
    out = []
    for candidate in candidates:
        sentence = reading.sentence_at(candidate.start)
        key = (sentence.start if sentence else candidate.start, when_of(candidate))
        earlier = seen.get(key)
        recurs = earlier is not None and "recurs" in candidate.signs and earlier.about != candidate.about
        if (
            earlier
            and sentence
            and recurs
            and _is_of_others(reading.text, sentence, earlier, sentence, candidate, doers)
        ):
            # 甲每周排查1次，乙每周抽查1次: each has a rhythm of his own
            seen[key] = candidate
            out.append(candidate)
            continue
        if key in seen and "；" not in reading.text[seen[key].start : candidate.start]:
            seen[key].also.append((candidate.start, candidate.end))
            continue
        seen[key] = candidate
        out.append(candidate)
    return out


def join_repeated(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """The same value for the same task said again is one item; the other places go into `also`."""
    out: list[Candidate] = []
    by_value: dict[Any, list[tuple[Candidate, set[str]]]] = {}
    doers: Doers = {}
    for candidate in candidates:
        fields = candidate.fields
        value = when_of(candidate) if candidate.kind == "deadline" else (fields["value"], fields["unit"][-1:] == "%")
        words = _words_of(reading, candidate)
        for earlier, known in by_value.get(value, [])[-_LOOK_BACK:]:
            if _is_same(reading, earlier, candidate, known, words, doers):
                if candidate.confidence > earlier.confidence:
                    earlier.also.append((earlier.start, earlier.end))
                    earlier.start, earlier.end, earlier.fields = candidate.start, candidate.end, candidate.fields
                    earlier.signs = candidate.signs
                else:
                    earlier.also.append((candidate.start, candidate.end))
                break
        else:
            by_value.setdefault(value, []).append((candidate, words))
            out.append(candidate)
    return out


def _is_of_others(
    text: str, home: Sentence, earlier: Candidate, here: Sentence, candidate: Candidate, known: Doers
) -> bool:
    """True where each of two clauses names who shall act, and they have nobody in common; `known` keeps who was found."""
    for sentence, at in ((home, earlier.end), (here, candidate.end)):
        if at not in known:
            known[at] = _doers(text, sentence, at)
    first, second = known[earlier.end], known[candidate.end]
    return bool(first and second) and not first & second


def _doers(text: str, sentence: Sentence, at: int) -> set[str]:
    """The names that the clause at `at`, or the nearest before it in its sentence, opens with."""
    before = [clause for clause in sentence.clauses if clause.start <= at and clause.end > clause.start]
    for clause in reversed(before[-_CLAUSES_BACK:]):
        if found := subject_of(text, clause.start, clause.end):
            return {name.text for name in found[0]}
    return set()


def _of_other_awards(home: Sentence, here: Sentence) -> bool:
    """True for conditions of two different awards or posts, each under a heading of its own."""
    one, other = home.part.parent, here.part.parent
    return (
        home.part.role == here.part.role == "criteria"
        and one is not None
        and other is not None
        and one is not other
        and bool(one.title and other.title)
        and one.title != other.title
    )


def _parted(text: str, home: Sentence, earlier: Candidate, candidate: Candidate) -> bool:
    """True for two numbers of one sentence that a semicolon parts, or of sentences that name other years."""
    if earlier.kind != "requirement":
        return False
    if home.start <= candidate.start < home.end:
        return "；" in text[earlier.end : candidate.start]
    years = _YEARS.findall(text[home.start : home.end])
    return (
        bool(years)
        and text[candidate.end - 1] != "字"
        and bool(
            (others := _YEARS.findall(text[max(home.end, candidate.start - 60) : candidate.end]))
            and not set(years) & set(others)
        )
    )


def _other_paper(one: str, other: str) -> bool:
    """True where two clauses name what is due, and not the same things (名单 and 教案)."""
    first, second = set(_PAPERS.findall(one)), set(_PAPERS.findall(other))
    return bool(first and second) and not first & second


def _counts_others(one: str, other: str) -> bool:
    """True for units that count different kinds of things (2组, 2人)."""
    if "个" in (one[-1:], other[-1:]):  # 个 counts anything
        return False
    kinds = [KIND_OF.get(unit.lstrip("百千万亿")) for unit in (one, other)]
    return None not in kinds and kinds[0] != kinds[1]


def _shown(text: str, candidate: Candidate) -> str:
    return text[candidate.about[0] : candidate.about[1]]


def _words_of(reading: Reading, candidate: Candidate) -> set[str]:
    """What a candidate is about, without its numbers."""
    return bigrams(_without_numbers(reading.text[candidate.about[0] : candidate.about[1]]))


def _without_numbers(shown: str) -> str:
    return re.sub(
        r"\d+[年月日号]?[前底]?|不少于|不低于|不超过|不得|以上|以内|以下|左右|至少|最多|字数|[上中下]旬|时间|日期|截止|[至于前请各]|每[年月周日天季]度?|[，。；：]",
        " ",
        shown,
    )


def _is_same(
    reading: Reading, earlier: Candidate, candidate: Candidate, known: set[str], words: set[str], doers: Doers
) -> bool:
    text = reading.text
    home, here = reading.sentence_at(earlier.start), reading.sentence_at(candidate.start)
    if (
        earlier.kind == "requirement"
        and home
        and here
        and home.is_title
        and home.part is here.part
        and not here.is_title
    ):
        return bool(earlier.fields["unit"] == candidate.fields["unit"])
    few = min(len(known), len(words)) < _FEW_WORDS
    if candidate.kind == "deadline" and few and "label" not in {*earlier.signs, *candidate.signs}:
        # 5月8日前完成 says of no task what it is: under another heading it is another
        return bool(home and here and home.part is here.part and (known <= words or words <= known))
    if candidate.kind == "requirement" and (
        earlier.fields["op"] != candidate.fields["op"]
        or _counts_others(earlier.fields["unit"], candidate.fields["unit"])
    ):
        return False
    if earlier.about == candidate.about and earlier.kind in ("requirement", "figure"):
        return False
    if candidate.kind == "figure" and home is here:
        return False
    if home and here and candidate.kind == "requirement" and _of_other_awards(home, here):
        return False
    if (
        home
        and here
        and (_is_of_others(text, home, earlier, here, candidate, doers) or _parted(text, home, earlier, candidate))
    ):
        return False
    shared = len(known & words) / max(1, min(len(known), len(words)))
    if (
        candidate.kind == "requirement"
        and earlier.fields["measure"] == candidate.fields["measure"] in _SAID_ONCE
        and bool(_RATE.search(_shown(text, earlier))) == bool(_RATE.search(_shown(text, candidate)))
        and not {"bound", "everybody"} <= set(candidate.signs) & set(earlier.signs)
    ):
        return shared >= _SAME_RATE or not (
            _RATE.search(_shown(text, earlier)) and _RATE.search(_shown(text, candidate))
        )
    if re.search(r"上述|以上(?:材料|内容|任务|工作)", text[candidate.about[0] : candidate.about[1]]):
        return True
    sent_in = (
        "report_verb" in earlier.signs
        and "report_verb" in candidate.signs
        and "。" in text[earlier.end : candidate.start]
    )
    if candidate.kind == "deadline" and _other_paper(_shown(text, earlier), _shown(text, candidate)):
        return False
    recurs = candidate.kind == "deadline" and "recurs" in candidate.signs
    return shared >= (_SAME_PAPER if sent_in and not recurs else _SAME_DUTY if recurs else _SAME_TASK)
