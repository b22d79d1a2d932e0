"""Deadlines: a dated or recurring duty in a sentence. Never a stage heading, a start, a past date, a paper's date."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from taizhang.lib.chinese.dates import DateMention, Resolved, find_dates, resolve
from taizhang.lib.chinese.recurrences import RecurrenceMention, find_recurrences
from taizhang.lib.chinese.script import bigrams
from taizhang.work.notices.reading.masthead import Masthead
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Clause, Reading, Sentence, mood_sign
from taizhang.work.notices.reading.structure import Part
from taizhang.work.notices.reading.words import deadlines as words

Days = Mapping[int, tuple[date | None, date | None]]
Spans = frozenset[tuple[date | None, date | None]]
_ANY_YEAR = 2001
_SHORT_TASK = 10
_SCHOOL_TURN = 8  # the month a school year begins in
_EVENT = re.compile("|".join(words.EVENTS))
_TASK = re.compile("|".join(words.TASK_VERBS))
_LABEL = re.compile(words.LABEL)
_REPORT = re.compile(words.REPORT_VERBS)
# What may stand between a stage's heading and its own period.
_OWN_PERIOD = re.compile(
    r"(?:(?:起止|活动|工作|实施|完成|具体|进行)?时间(?:安排|节点|跨度)?(?:为|是|从)?|期限|日期|从|自|为|用|大约|计划|拟)"
)
_YEAR_WRITTEN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_QUOTED = re.compile(r"《[^》\n]{0,80}》|（[^）\n]{0,6}（?(?:19|20)\d\d[）\]][^）\n]{0,8}号）?")


def resolve_in_text(mention: DateMention, masthead: Masthead, month: int | None = None) -> Resolved:
    """A date with the year of the document; a month far before the document's date lies in the next year."""
    signed = masthead.document_date
    if mention.first.months_on is not None and signed:
        return resolve(mention, year=signed.year, month=signed.month)
    if mention.first.weeks_on is not None or mention.first.week is not None:
        return resolve(mention, year=None, written_on=signed, term_from=masthead.term_from)
    written = (mention.last or mention.first).month or month
    if masthead.school_year and written and mention.first.year is None and mention.first.shift is None:
        return resolve(mention, year=masthead.school_year + (written < _SCHOOL_TURN), month=month)
    found = resolve(mention, year=masthead.year, month=month)
    if (
        (
            found.year_inferred
            and signed
            and found.end
            and mention.first.shift is None
            and mention.first.kind not in ("yearpart", "year")
        )
        and (signed - found.end).days > (150 if signed.month >= 9 else 180)
        and signed.month >= 7
    ):
        later = resolve(mention, year=(masthead.year or signed.year) + 1, month=month)
        return later if later.end else found
    return found


def _month_day(mention: DateMention, month: int | None) -> str | None:
    """The last day of a mention whose year nobody knows, as MM-DD; None where even the day is not known."""
    end = resolve(mention, year=_ANY_YEAR, month=month).end
    return f"{end:%m-%d}" if end else None


def _in_its_year(
    masthead: Masthead, reading: Reading, sentence: Sentence, at: int, mention: DateMention, stages: Days
) -> Masthead:
    """The masthead with the year that is written nearest before a date: in its sentence or in a heading above it.

    Where none is, a date under a stage lies in the days of the stage.
    """
    said_before = max(sentence.part.title_end, sentence.start - 120)
    places = [(max(sentence.start, at - 120), at)]
    if sentence.part.parent is not None and said_before < sentence.start and not sentence.is_title:
        places.append((said_before, sentence.start))
    places += [(p.title_start, p.title_end) for p in sentence.part.path() if p.title]
    for start, end in places:
        known = [int(year) for year in _YEAR_WRITTEN.findall(_QUOTED.sub("", reading.text[start:end]))]
        if known:
            return replace(masthead, year=known[-1]) if abs(known[-1] - (masthead.year or known[-1])) <= 3 else masthead
    for part in sentence.part.path():
        opens, closes = stages.get(part.start, (None, None))
        for near in sorted({day.year for day in (opens, closes) if day}):
            day = resolve(mention, year=near).end
            if day and (opens or day) <= day <= (closes or day):
                return replace(masthead, year=near)
    return masthead


def read_deadlines(
    reading: Reading,
    masthead: Masthead,
    stages: Days,
    used: list[tuple[int, int]],
    stage_spans: Spans = frozenset(),
) -> list[Candidate]:
    """Candidates in the order of the text.

    `stages` holds the starts of the parts that are phases with their days, `stage_spans` their first and last days; `used` the
    stretches whose dates already gave a phase of running text.
    """
    out: list[Candidate] = []
    month: int | None = None
    for sentence in reading.sentences:
        shown = reading.text[sentence.start : sentence.end]
        if sentence.part.kind == "month" and sentence.is_title:
            month = sentence.part.number
            continue
        recurring = find_recurrences(shown)
        blocked = [m.span() for m in _QUOTED.finditer(shown)] + [(r.start, r.end) for r in recurring]
        mentions = [m for m in find_dates(shown) if not any(a < m.end and m.start < b for a, b in blocked)]
        for mention in mentions:
            month = (mention.last or mention.first).month or month
            at = sentence.start + mention.start
            if any(a <= at < b for a, b in used):
                continue
            found = _from_date(reading, masthead, sentence, mention, month, stages, stage_spans)
            if found:
                out.append(found)
        dated = bool(mentions) and any(m.first.kind in ("day", "month", "part") for m in mentions)
        dated_month = any(r.code.startswith("monthly day") for r in recurring)
        for mention_r in recurring:
            if mention_r.code == "monthly" and dated_month:
                continue
            found = _from_recurrence(reading, sentence, mention_r, dated)
            if found:
                out.append(found)
    return out


def _from_date(
    reading: Reading,
    masthead: Masthead,
    sentence: Sentence,
    mention: DateMention,
    month: int | None,
    stages: Days,
    stage_spans: Spans,
) -> Candidate | None:
    text = reading.text
    start, end, tail = (sentence.start + x for x in (mention.start, mention.end, mention.tail))
    clause = sentence.clause_at(start)
    before, after = text[clause.start : start], text[tail : min(tail + 24, sentence.end)]
    rest = text[tail : clause.end]
    resolved = resolve_in_text(mention, _in_its_year(masthead, reading, sentence, start, mention, stages), month)
    due = resolved.end
    signs = [mood_sign(sentence, clause)]
    if mention.is_range and re.match(
        r"(?:之?前)?(?:基本|全面)?(?:结束|完成)?，?[^，。；]{0,4}分[^，。；]{0,40}[一二三四五六七八九\d]个?(?:阶段|环节|步骤)",
        text[tail : tail + 60],
    ):
        return None
    if re.match(r"(?:之|以)?前?(?:仍|还|尚)?(?:未|没有|不能)[^，。；]{0,20}的(?:[，\u4e00-\u9fff])", rest + "，"):
        return None  # whoever has not done it by then
    if mention.is_open or (mention.is_range and re.match(r"，?(?:期间)?，?每[月周日天季]", text[tail : tail + 8])):
        return None
    following = _following(sentence, clause)
    if (
        signs[0] in ("reported", "plain_order", "plain_told")
        and following
        and mood_sign(sentence, following) == "ordered"
        and not rest.strip("之以前内止 ")
    ):
        signs = ["ordered"]
    label = _label(text, sentence, clause, start)
    is_due = bool(
        re.match(words.DUE_AFTER, text[end : end + 8])
        or re.match(words.DUE_AFTER, after)
        or re.search(words.DUE_BEFORE, before)
    )
    if (
        mention.first.part.endswith(("底", "末"))
        and not mention.is_range
        and re.match(
            r"，?(?:全面|基本|全部|力争|确保|各[^，。；]{1,8})?(?:实现|完成|达到|建成|形成|做到)",
            text[tail : tail + 18],
        )
    ):
        is_due = True
    if mention.first.kind == "feast" and re.match(r"节?(?:前夕|前(?!后)|期间|当天|当日)", text[end : end + 4]):
        is_due = True
    whole = mention.is_range and (
        _covers_campaign(text, sentence, mention)
        or (
            _of_the_whole(masthead, sentence, label)
            if label
            else _is_about_the_whole(text, masthead, sentence, mention)
        )
    )
    if mention.is_range and re.match(r"止", after):
        is_due = not whole
    if whole and label:
        signs.append("campaign")
    if mention.is_range and not label and re.match(r"为[^，。；]{2,10}(?:期|阶段)", after):
        return None
    if label and re.search(words.NOT_A_DUTY, label):
        return None
    if mention.first.kind in ("year", "yearpart") and not (is_due or label or mention.is_range) and find_dates(rest):
        # 2025年上半年征兵报名于2月10日截止: the other date is the one that counts
        return None
    if re.match(r"\s?(?:消息|电|讯)", after) or re.match(words.PAST_AFTER, after) or re.match(words.SPOKEN_AFTER, rest):
        return None
    target = (
        bool(
            re.search(r"(?<!为)到$", before)
            or (mention.first.kind == "year" and re.search(r"(?:力争|确保|争取)$", before))
        )
        and (
            mention.first.kind in ("year", "yearpart", "month", "part")
            or bool(re.match(r"，?(?:力争|实现|达到|基本|全面|全部|确保)", rest))
        )
        and not mention.is_range
    )
    if target:
        signs.append("target_year")
    elif is_due:
        signs.append("due_word")
        if re.search(words.ON_BEFORE, before):
            signs.append("on_word")
    elif label:
        signs.append("label")
        depth = len(sentence.part.path())
        general = (depth <= 2 and re.search(words.CAMPAIGN_LABEL, label)) or (depth == 1 and label == "时间")
        if general and (mention.is_range or mention.first.kind != "day"):
            signs.append("campaign")
    elif re.search(words.ON_BEFORE, before):
        signs.append("on_word")
    elif _opens_named_part(text, sentence, start, tail):
        signs.append("named")
    if mention.is_range and mention.first.kind == "now" and not label and not is_due:
        signs.append("from_now")
    if is_due and _is_as_of(text, sentence, clause, start, tail):
        signs.append("as_of")
    if not is_due and re.search(r"(?:预计|预期|大约|大概)[^，。；]{0,6}$", before):
        signs.append("forecast")
    if (
        not is_due
        and not target
        and (re.match(words.START_AFTER, after) or (re.search(words.START_BEFORE, before) and not mention.is_range))
    ):
        signs.append("start")
    task_text = rest + (text[following.start : following.end] if following else "")
    if following and len(task_text) < _SHORT_TASK and (next_one := _following(sentence, following)):
        task_text += text[next_one.start : next_one.end]
    titled = "named" in signs and not sentence.is_title and not sentence.part.is_sentence
    if (
        not is_due
        and not target
        and (
            (titled and (mention.last or mention.first).kind == "day")
            or _EVENT.search(task_text[:22] + (sentence.part.title if titled else ""))
            or ("on_word" in signs and _EVENT.search(before[-16:]))
        )
    ):
        signs.append("event")
    if not is_due and not label and _is_dated_item(text, sentence, mention):
        signs.append("dated_item")
    if _REPORT.search(task_text) or (is_due and _REPORT.search(before)):
        signs.append("report_verb")
    if _TASK.search(task_text) or _TASK.search(before):
        signs.append("task")
    elif not label and not {"event", "dated_item"} & set(signs):
        signs.append("no_task")
    signs += _date_signs(reading, masthead, sentence, mention, resolved, label, is_due, target, stages, stage_spans)
    if due is None:
        signs.append("no_year")
    fields = {
        "what": _what(text, sentence, clause),
        "due": due.isoformat() if due else None,
        "approx": resolved.approx,
        "year_inferred": resolved.year_inferred,
    }
    stop = clause.end
    opening = clause.start
    if (label and label in sentence.part.title) or (
        titled and start - sentence.part.title_end <= 3 and clause.end >= sentence.end - 1
    ):
        opening = sentence.part.title_start
    elif following and not label and not re.search(r"[\u4e00-\u9fff]{4,}", rest):
        stop = following.end
    guessed = masthead.is_year_guessed and resolved.year_inferred
    question = "no_year" if due is None or guessed else None
    if due is None and (mention.first.week is not None or mention.first.weeks_on is not None):
        question = "no_first_day"
        fields["counted"] = text[start:end]
    elif due is None and masthead.year is None:
        fields["month_day"] = _month_day(mention, month)
    return Candidate("deadline", fields, opening, stop, signs, question, about=(opening, stop))


def _date_signs(
    reading: Reading,
    masthead: Masthead,
    sentence: Sentence,
    mention: DateMention,
    resolved: Resolved,
    label: str,
    is_due: bool,
    target: bool,
    stages: Days,
    stage_spans: Spans,
) -> list[str]:
    """Signs that do not depend on the words right beside the date."""
    text, part = reading.text, sentence.part
    start = sentence.start + mention.start
    signs = []
    if mention.first.kind == "year" and not target:
        signs.append("year_only")
    if resolved.approx:
        signs.append("loose")
    if not is_due and not label and _is_about_the_whole(text, masthead, sentence, mention):
        signs.append("campaign")
    if mention.is_range and not label and resolved.end and (resolved.start, resolved.end) in stage_spans:
        signs.append("stage_heading")
    if (
        mention.first.kind == "month"
        and not mention.is_range
        and not is_due
        and _covers_campaign(text, sentence, mention)
    ):
        signs.append("campaign")
    if mention.is_range and not label:
        signs.append("range")
        if _covers_campaign(text, sentence, mention):
            signs.append("campaign")
    if label in ("时间", "活动时间") and part.start in stages and not is_due:
        signs.append("stage_heading")
    told = part.is_sentence and part.kind != "stage" and is_due and start - part.title_start <= 6
    if part.start in stages and (sentence.is_title or (not told and _leads_stage(text, part, sentence, mention))):
        signs.append("stage_heading")
    if sentence.is_title and part.start not in stages and not is_due:
        inside = part.parent is not None and part.parent.start in stages
        signs.append("stage_heading" if inside and mention.is_range else "title")
    signed = masthead.document_date
    patience = 0 if masthead.is_signed else 45 if signed and signed.year == masthead.year else 400
    running = any(a and b and resolved.end and a <= resolved.end <= b for a, b in stage_spans)
    long_ago = bool(resolved.end and masthead.year and resolved.end.year < masthead.year - 1 and not running)
    patience = 400 if running and not masthead.is_signed else patience
    if long_ago or (signed and resolved.end and (signed - resolved.end).days > patience):
        signs.append("past")
    if re.search(words.PAPER, text[max(sentence.start, start - 14) : start]) and not is_due:
        signs.append("paper")
    if part.role in ("background", "criteria", "contact"):
        signs.append(part.role)
    if reading.tells and not sentence.orders and not any(c.mood == "ordered" for c in sentence.clauses):
        signs.append("told")
    if sentence.start in masthead.skip or re.search(
        r"^\s*\d{4}年\d{1,2}月\d{1,2}日\s*$", text[sentence.start : sentence.end]
    ):
        signs.append("signed")
    if re.search(r"出生|以前出生|年龄|之间", text[sentence.start + mention.start : min(sentence.end, start + 24)]):
        signs.append("criteria")
    return signs


def _of_the_whole(masthead: Masthead, sentence: Sentence, label: str) -> bool:
    """True for the time of what the document is about: 年检时间 in a notice on the 年检; never for a time to hand in."""
    above = sentence.part.parent
    if above and re.search(r"(?:活动|起止|工作)时间$", above.title) and label.endswith("活动时间"):
        return True
    if re.search(words.SUBMIT_LABEL, label) or len(sentence.part.path()) > 3:
        return False
    about = re.sub(r"(?:起止|具体|集中|开展)|时间|日期|期限|时限|安排", "", label)
    headed = len(sentence.part.path()) == 2 and label in sentence.part.title
    return (len(about) >= 2 and about in masthead.title) or headed or bool(re.match(words.CAMPAIGN_LABEL, label))


def _is_about_the_whole(text: str, masthead: Masthead, sentence: Sentence, mention: DateMention) -> bool:
    """True for the period in the sentence that announces the whole, in the words of the title."""
    if len(sentence.part.path()) > 1 or not masthead.title:
        return False
    at, tail = sentence.start + mention.start, sentence.start + mention.tail
    long = mention.is_range or mention.first.kind in ("month", "part", "year", "yearpart")
    announced = re.search(
        r"(?:决定|定于|订于|拟于|拟|将于|将|计划|经研究|自|从|于|在)[^，。；]{0,8}$", text[sentence.start : at]
    )
    said = bigrams(text[tail : min(sentence.end, tail + 60)])
    return bool(long and announced and said) and len(said & bigrams(masthead.title)) >= 4


def _is_as_of(text: str, sentence: Sentence, clause: Clause, start: int, tail: int) -> bool:
    """True for the day a state is told for (截至4月30日，任职半年以上；（截至4月30日）), which is no day to act by."""
    before = text[clause.start : start]
    if not re.search(r"截[至止]到?\s?$", before):
        return False
    noted = text[:start].endswith(("（截至", "（截止", "（截止到", "（截至到")) and text.startswith("）", tail)
    said = re.match(
        r"，?[^，。；]{0,16}(?:累计|已|任[^，。；]{0,10}(?:以上|满)|从事|满\d|未满|年龄|周岁|共有|仍有|尚有|在册|在籍|在岗)",
        text[tail : tail + 30],
    )
    counted = bool(
        re.search(r"\d[^，。；（]{0,8}（$", text[max(clause.start, start - 14) : start].removesuffix("截至"))
    )
    return bool(said) or (
        noted and (sentence.part.role == "criteria" or counted or bool(re.search(r"[%岁年]", before)))
    )


def _is_dated_item(text: str, sentence: Sentence, mention: DateMention) -> bool:
    """True for a heading that names something and its day in a bracket behind it (2.开学典礼（9月1日）)."""
    at, tail = sentence.start + mention.start, sentence.start + mention.tail
    before, behind = text[sentence.start : at], text[tail : min(tail + 16, sentence.end + 2)]
    if sentence.is_title and re.search(r"[\u4e00-\u9fff”》]{2,}（[^（）]{0,8}$", before):
        return bool(re.match(r"\s?(?:[^（）\n]{0,14})）", behind))
    named = re.fullmatch(r"(?:[\u4e00-\u9fff“”、，《》]{2,28})：\s?", before)
    return bool(named) and bool(re.match(r"\s?(?:全天|上午|下午|晚上|晚)?\s?(?:[。；，（\n]|$)", behind))


def _leads_stage(text: str, part: Part, sentence: Sentence, mention: DateMention) -> bool:
    """True for the stage's own from-to at the head of its text (第一阶段：3月1日—3月10日，动员。时间：5月底前。)."""
    at, tail = sentence.start + mention.start, sentence.start + mention.tail
    if at - part.start > 90:
        return False
    lead = text[part.title_start if part.is_sentence else part.title_end : at]
    if re.fullmatch(r"[^。；：（\n]{2,70}（[^（）。；\n]{0,30}", text[part.title_start : at]):
        return True
    if at - part.start < 30 and (mention.is_range or text[at - 1] == "（") and not re.search(r"[，。；]", lead):
        return True
    period = mention.first.kind in ("yearpart", "month", "part") and mention.first.part not in ("底", "末")
    if period and at - part.title_end <= 3 and not part.is_sentence and re.match(r"\s?，", text[tail : tail + 2]):
        return True
    span = _OWN_PERIOD.sub("", text[part.title_end : at] if not part.is_sentence else lead)
    if re.search(r"[\u4e00-\u9fff\d]", span):
        return False
    closed = re.match(r"\s?(?:之前|以前|前|底前|止|完成|结束)?\s?(?:[。；：）\n]|$)", text[tail : tail + 6])
    return bool(closed) or mention.is_range


def _covers_campaign(text: str, sentence: Sentence, mention: DateMention) -> bool:
    """True for a range that is the period of the whole: 决定于3月至5月开展…活动, 活动时间自…至…."""
    start = sentence.start + mention.start
    before = text[max(sentence.start, start - 30) : start]
    after = text[sentence.start + mention.tail : min(sentence.end, sentence.start + mention.tail + 50)]
    timed = re.fullmatch(r"(?:活动|举办|会议|培训|比赛|竞赛)?时间(?:[、和及与]?(?:地点|主题))?", sentence.part.title)
    opens = mention.is_range and start - sentence.part.title_end <= 2 and len(sentence.part.path()) == 2
    if timed and (opens or re.search(r"^[\u4e00-\u9fff“”]{0,14}(?:定于|拟于|将于|于)$", before.strip())):
        return True
    if re.match(r"(?:同时|集中)?(?:开展|进行|实施)[，。；]?$", after[:8].rstrip("\n")) and re.search(
        r"(?:活动|行动|整治|治理)[”》]?(?:将|定|拟)?(?:于|从|自)$", before
    ):
        return True
    if len(sentence.part.path()) > 1:
        return False
    return bool(
        re.search(r"(?:决定，?|定于|订于|将|拟|计划|经研究，?)[^，。；]{0,12}$", before)
        and re.search(r"开展|组织|举办|实施|进行|赴|举行", after)
    ) or bool(re.search(r"(?:活动|整治|治理|行动|培训|检查)(?:时间|期限|周期)?(?:为|从|自|：)?$", before))


def _following(sentence: Sentence, clause: Clause) -> Clause | None:
    i = sentence.clauses.index(clause)
    return sentence.clauses[i + 1] if i + 1 < len(sentence.clauses) else None


def _label(text: str, sentence: Sentence, clause: Clause, start: int) -> str:
    """What is dated: the words before the colon, or the heading when the date opens the part's text."""
    found = _LABEL.search(text[max(clause.start, start - 24) : start])
    if found:
        return found["what"]
    title = re.sub(r"（[^）]*）", "", sentence.part.title)
    opens = not sentence.is_title and not re.search(r"[\u4e00-\u9fff]", text[sentence.part.title_end : start])
    if opens and title.endswith(("时间", "日期", "期限", "时限")) and not sentence.part.is_sentence:
        return title
    return ""


def _opens_named_part(text: str, sentence: Sentence, start: int, tail: int) -> bool:
    """True when the date is the first thing said under a short heading that names an act (报名：即日起至5月8日).

    The same holds for a line of a timetable: the date opens it, a colon or a blank and a few words follow.
    """
    part = sentence.part
    if start == sentence.start and (start == 0 or text[start - 1] in "\n "):
        line = text[tail : sentence.end].lstrip("前")
        if line[:1] not in "：: " and find_dates(line[:24]):
            return False
        if line[:1] in "：: 　" or (len(line) < 24 and line[:1] != "是"):
            return True
    short = 2 <= len(part.title) <= 20 and not part.is_sentence
    return short and not sentence.is_title and not re.search(r"[\u4e00-\u9fff]", text[part.title_end : start])


def _what(text: str, sentence: Sentence, clause: Clause) -> str:
    shown = text[clause.start : clause.end].strip()
    following = _following(sentence, clause)
    if len(shown) < 14 and following:
        shown += "，" + text[following.start : following.end].strip()
    return shown[:60]


def _from_recurrence(reading: Reading, sentence: Sentence, mention: RecurrenceMention, dated: bool) -> Candidate | None:
    text = reading.text
    start, end = sentence.start + mention.start, sentence.start + mention.end
    clause = sentence.clause_at(start)
    rest = text[end : clause.end]
    signs = [mood_sign(sentence, clause), "recurs"]
    following = _following(sentence, clause)
    if re.match(r"[上下]?[午]?\s?\d{1,2}[:：点时]", rest) and not _TASK.search(rest):
        signs.append("rate")
    if re.search(r"(?:利用|借助|依托|通过|结合)[^，。；]{0,4}$", text[clause.start : start]):
        signs.append("rate")
    if re.match(words.VAGUE_RATE, rest) and not re.match(r"的\d", rest):
        signs.append("rate")
    task_text = text[clause.start : clause.end] + (
        text[following.start : following.end] if following and len(rest) < 6 else ""
    )
    signs.append("task" if _TASK.search(task_text) else "vague_task")
    if re.match(
        r"[^，。；]{0,12}(?:不超过|不低于|标准|补助|补贴|经费)[^，。；]{0,8}\d[\d.]{0,6}[百千万亿]{0,2}元", rest
    ):
        signs.append("rate")
    if re.match(r"\s?(?:\d+|[一二三四五六七八九十两]+)个?(?:元|万元|吨|小时制|%)", rest):
        signs.append("rate")
    if sentence.is_title:
        signs.append("title")
    if sentence.part.role in ("background", "criteria", "contact"):
        signs.append(sentence.part.role)
    if reading.tells and not sentence.orders and not any(c.mood == "ordered" for c in sentence.clauses):
        signs.append("told")
    if mention.code == "yearly" and dated:
        signs.append("dated_elsewhere")
    if re.search(
        r"(?:咨询|办公|工作|上班|接待|受理|开放|值班|营业)(?:时间)?[：为]?\s?(?:每[周月].{1,4}、)?$",
        text[clause.start : start],
    ):
        return None
    if re.search(r"(?:由|将)?(?:原来|以前|过去|以往)[^，。；]{0,4}$", text[max(sentence.start, start - 8) : start]):
        return None
    if re.search(r"改为$", text[max(sentence.start, start - 3) : start]) and re.search(
        "[已了]", text[sentence.start : start]
    ):
        return None
    code = mention.code
    fields = {"what": _what(text, sentence, clause), "due": code, "approx": False, "year_inferred": False}
    return Candidate("deadline", fields, clause.start, clause.end, signs, about=(clause.start, clause.end))
