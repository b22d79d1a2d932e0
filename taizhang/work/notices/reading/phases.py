"""Phases: members of a list of consecutive steps, with the dates of their heading or of their text."""

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise

from taizhang.lib.chinese.dates import DateMention, Resolved, find_dates
from taizhang.work.notices.reading.deadlines import resolve_in_text
from taizhang.work.notices.reading.masthead import Masthead
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading
from taizhang.work.notices.reading.structure import Part
from taizhang.work.notices.reading.words.sections import LIST_NAMES, STEP_NAMES

_STEP = re.compile("|".join(STEP_NAMES))
_STAGE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<!重点|关键|各个|薄弱|每个)环节(?=[（：，、 ]|$)"
    r"|阶段(?!划分|安排|性|步骤|任务|目标)|步骤[一二三四五六\d]|第[一二三四五六七八九十]步|时期$"
)
_LASTING = re.compile(r"全程|活动期间|贯穿(?:始终|全过程)?|全过程|长期")
_RUNNING = re.compile(
    r"第[一二三四五六]阶段[^，。；]{0,14}(?:转入|转段|进入|结束|向第[二三四五六]阶段)[^。；]{0,24}|(?:转入|"
    r"进入)第[一二三四五六]阶段[^。；]{0,24}"
    r"|第[一二三四五六]阶段[^，。；\d]{0,10}(?:时间|为|从|自|是|在|：|（|，)[^。；]{0,40}"
    r"|(?:转入|进入)[^，。；]{0,10}阶段[^。；]{0,16}"
)
_DUE = re.compile(r"\s?(?:(?:之|以)?前|止|截止|完成|为止|内)")
_TOLD = re.compile(
    r"(?:为|是|进行|开展)(?P<behind>[\u4e00-\u9fff]{2,10}阶段)|(?P<before>[\u4e00-\u9fff]{2,10}阶段)(?:为|从|自|在|：|时间)"
)


# A line that names a step and then says when: 初赛：4月1日至5月10日.
_NAMED_LINE = re.compile(
    r"(?:●|■|◆|·)?\s?(?P<name>(?![\u4e00-\u9fff]*(?:时间|日期|地点|期限))[\u4e00-\u9fff“”、]{2,16})(?:：|（)"
)
# Names of events: a list of them is an itinerary.
_EVENT_NAME = re.compile(
    r"报到|返程|离会|开幕|闭幕|典礼|仪式|会$|会议|考试|比赛$|赛$|讲座|演出|晚会|抽签|彩排|参观|考察|入住|集合|出发|返回|用餐|家长|表演|展示|活动$|作品展$|启动仪式|班会|运动会|论坛|测试|检测|节$"
)
_YEAR_HEAD = re.compile(r"^(?:19|20)\d\d年(?:度)?(?:为|是|：|，)")
# A long heading with its time behind it: 广泛发动，制定方案，营造氛围阶段（2010年5月—6月）
_DATED_BRACKET = re.compile(r"[^。；：（）\n]{2,70}（(?P<when>[^（）\n]{2,50})）")
_OPENS_WITH_DAY = re.compile(
    r"\s?(?:在|于|从|自|截至|截止)?(?:(?:19|20)\d\d年|今年|明年)?(?:\d{1,2}|元|十?[一二三四五六七八九十])月(?:\d{1,2}[日号]|[上中下]旬|底|初)"
)
_LONG_STEP = 14
_TASKED = re.compile(r"由[\u4e00-\u9fff]|各(?:校|单位|县|区|镇|组|地|部门|学校|乡镇|支部)[\u4e00-\u9fff]{4}")
_STAGE_IN_TEXT = re.compile(r"(?P<name>[\u4e00-\u9fff、]{2,14}阶段)（(?P<when>[^（）\n]{2,40})）")
_LEAD = 300  # characters above a list in which its period may be told
_FEW_YEARS = 5
_LEFT_BLANK = re.compile(r"（[\s_X×—]{0,6}月")  # a day that nobody filled in: 实施阶段（ 月 日）
_MAX_HEAD = 40
_NEAR_DATE = 90  # characters behind a heading in which its first day may stand
_SHORT_STEP = 8
_SHORT_NAME = 12
_FAR_DAYS = 45  # a later day in a stage's text than this belongs to something else
Dates = tuple[date | None, date | None, bool] | None
Days = dict[int, tuple[date | None, date | None]]


@dataclass(frozen=True)
class Phases:
    """Candidates, the starts of the parts they come from with their days, and stretches of running text already used."""

    candidates: list[Candidate]
    parts: set[int]
    used: list[tuple[int, int]]
    days: Days


def read_phases(reading: Reading, masthead: Masthead, tabled: frozenset[int] = frozenset()) -> Phases:
    """All phases of a document: from sibling headings, from lines that open with a date, from running text.

    `tabled` holds the starts of lines that belong to a table; its stages are read there.
    """
    out: list[Candidate] = []
    parts: set[int] = set()
    days: Days = {}
    for parent, siblings in _groups(reading.layout.root):
        group = [part for part in siblings if part.start not in tabled]
        if not group or any(part.start in parts for part in parent.path()):
            continue
        for candidate, part in _judge(reading, masthead, parent, group):
            out.append(candidate)
            if candidate.is_kept:
                parts.add(part.start)
                first, last = (candidate.fields[key] for key in ("start", "end"))
                days[part.start] = (first and date.fromisoformat(first), last and date.fromisoformat(last))
    if len(parts) == 1:
        # 启动阶段（6月）；实施阶段（7月）；… on one line: only the first looks like a heading
        running, passages = _bracketed_stages(reading, masthead)
        if running:
            return Phases(running, set(), passages, {})
    timetable, used = _timetable(reading, masthead, parts)
    out += timetable
    if not parts and not used:
        running, passages = _running_text(reading, masthead)
        if not running:
            running, passages = _told_stages(reading, masthead)
        if not running:
            running, passages = _bracketed_stages(reading, masthead)
        out += running
        used += passages
    return Phases(out, parts, used, days)


def _groups(root: Part) -> list[tuple[Part, list[Part]]]:
    """Every run of siblings with the same kind of label and rising numbers."""
    out: list[tuple[Part, list[Part]]] = []
    queue = deque([root])
    while queue:
        parent = queue.popleft()
        run: list[Part] = []
        for child in parent.children:
            queue.append(child)
            if run and (child.kind != run[-1].kind or child.number <= run[-1].number):
                out.append((parent, run))
                run = []
            run.append(child)
        if run:
            out.append((parent, run))
    return out


def _judge(reading: Reading, masthead: Masthead, parent: Part, group: list[Part]) -> list[tuple[Candidate, Part]]:
    text = reading.text
    if parent.role == "calendar" or group[0].kind == "month":
        return []
    masthead = _begun_in(text, masthead, parent, group[0])
    heads = [_head(text, part) for part in group]
    titles = [text[a:b] for a, b in heads]
    bare = [re.sub(r"（[^）]*）", "", t) for t in titles]
    head_dates = _in_sequence(masthead, [partial(_dates, reading, start=a, end=b) for a, b in heads])
    named = [bool(_STAGE.search(t)) for t in bare]
    steps = [bool(_STEP.search(t)) for t in bare]
    means = bool(re.search(r"措施|安排|方式|做法", parent.title)) and any(head_dates)
    under = (parent.role == "steps" or means) and not any(word in parent.title for word in LIST_NAMES)
    own = sum(d is not None for d in head_dates)
    texts = [partial(_body_dates, reading, part=p, head=h) for p, h in zip(group, heads, strict=True)]
    body_dates = _in_sequence(masthead, texts)
    dated = sum(h is not None or b is not None for h, b in zip(head_dates, body_dates, strict=True))
    running = sum(p.kind in ("is", "must", "ordinal", "circle") for p in group) > 0
    if not (
        sum(named) >= max(1, len(group) / 2)
        or (under and ((dated and not running) or own >= 2))
        or (own >= 2 and sum(steps) >= len(group) / 2)
        or (dated >= 2 and not running and _are_bare_steps(parent, bare))
    ):
        return []
    if not any(named) and (_is_itinerary(bare, heads, reading, head_dates) or _side_by_side(bare, head_dates)):
        return []
    onward = under and (_go_onward(text, group, head_dates) or _follow_on(parent, bare, head_dates))
    if len(group) > 12 or (under and not any(named) and not onward and sum(steps) < len(group) / 3):
        return []
    if (
        not any(named)
        and not onward
        and (
            parent.role in ("criteria", "prizes")
            or (
                (not under or sum(_opens_dated(text, part) for part in group) * 2 < len(group))
                and sum(_is_told_at_length(p, n) for p, n in zip(group, bare, strict=True)) * 2 >= len(group)
            )
        )
    ):
        return []
    if any(c.children and _has_named_stages(c) for c in group) or _is_told(reading, group):
        return []
    out = []
    for i, part in enumerate(group):
        signs = []
        if named[i]:
            signs.append("named_stage")
        if under:
            signs.append("under_steps")
        if steps[i]:
            signs.append("step_name")
        left_blank = _LEFT_BLANK.search(text, part.title_start, min(part.stop, part.title_start + _MAX_HEAD))
        resolved = _latest(head_dates[i], body_dates[i]) if not left_blank else None
        signs.append("own_date" if resolved else "no_date")
        if dated >= 2:
            signs.append("siblings_dated")
        if len(group) == 1:
            signs += ["single"] if named[i] else ["single", "single"]
        if _LASTING.search(titles[i]):
            signs.append("lasting")
        start = part.start
        name = _YEAR_HEAD.sub("", bare[i]).strip("：，。 ") or part.label
        fields = _fields(name, resolved)
        end = heads[i][1]
        if head_dates[i] is None and resolved:
            end = _as_far_as_its_date(text, end, part)
        if end - start < 4:
            end = min(part.stop, start + 12)
        out.append((Candidate("phase", fields, start, end, signs, about=(part.start, part.stop)), part))
    return out


def _begun_in(text: str, masthead: Masthead, parent: Part, first: Part) -> Masthead:
    """The masthead with the year in which a period begins that is told above the list (从2010年7月开始，到2012年6月底结束)."""
    lead = text[max(parent.title_end, first.start - _LEAD) : first.start]
    told = next((m.first.year for m in find_dates(lead) if m.is_range and m.first.year), None)
    return replace(masthead, year=told) if told and abs(told - (masthead.year or told)) <= _FEW_YEARS else masthead


def _as_far_as_its_date(text: str, end: int, part: Part) -> int:
    """The end of a stage's quote where its days stand in its text: with the clause of the first of them."""
    stop = min(part.stop, end + _NEAR_DATE)
    first = next((m for m in find_dates(text[end:stop]) if m.first.kind != "year" or m.is_range), None)
    if first is None:
        return end
    closing = re.search(r"[，。；\n]", text[end + first.tail : stop])
    return end + first.tail + (closing.start() if closing else 0)


def _opens_dated(text: str, part: Part) -> bool:
    """True where the first sentence under a label names a day or month of its own."""
    stop = min(part.stop, part.title_start + _NEAR_DATE)
    first = re.split(r"[。\n]", text[part.title_start : stop])[0]
    return any(m.first.kind != "year" and not first[: m.start].endswith("每") for m in find_dates(first))


def _go_onward(text: str, group: list[Part], dates: list[Dates]) -> bool:
    """True for a list of which nearly every member opens with its day, each later than the one before."""
    ends = [d[1] or d[0] for d in dates if d is not None]
    opening = sum(bool(_OPENS_WITH_DAY.match(text, part.title_start, part.stop)) for part in group)
    later = [b > a for a, b in pairwise(day for day in ends if day)]
    return len(group) >= 3 and opening * 5 >= len(group) * 4 and len(later) >= 2 and all(later)


def _follow_on(parent: Part, names: list[str], dates: list[Dates]) -> bool:
    """True for short names under 步骤 or 进度, each with days of its own that begin after those of the one before."""
    spans = [d for d in dates if d is not None and d[0] is not None and d[1] is not None]
    short = all(len(re.split("：|（", name)[0]) <= _SHORT_NAME for name in names)
    return (
        len(spans) == len(dates) >= 3
        and short
        and bool(re.search("步骤|进度|时间安排|工序", parent.title))
        and all(one[1] is not None and later[0] is not None and one[1] < later[0] for one, later in pairwise(spans))
    )


def _is_told_at_length(part: Part, name: str) -> bool:
    """True for a numbered line that is a sentence about somebody's task, no name of a step."""
    return len(name) > _LONG_STEP and (part.is_sentence or bool(_TASKED.match(name)))


def _is_told(reading: Reading, group: list[Part]) -> bool:
    """True where the text under the headings tells what was done: a report has no stages to come."""
    low, high = group[0].start, group[-1].stop
    inside = [s for s in reading.sentences if low <= s.start < high and not s.is_title]
    moods = [{clause.mood for clause in sentence.clauses} for sentence in inside]
    told = sum("reported" in m and not m & {"ordered", "planned"} for m in moods)
    ordered = sum(bool(m & {"ordered", "planned"}) for m in moods)
    return told > ordered and (reading.tells or told * 2 >= len(inside))


def _is_itinerary(names: list[str], heads: list[tuple[int, int]], reading: Reading, dates: list[Dates]) -> bool:
    """True for a list of events, mostly of one day each: 报到、开幕式、比赛、返程."""
    events = sum(bool(_EVENT_NAME.search(re.split(r"[：，（]", name)[0])) for name in names)
    days = sum(d is not None and d[0] is not None and d[0] == d[1] for d in dates)
    dated = sum(d is not None for d in dates)
    return events * 3 >= len(names) and dated >= 2 and days * 2 >= dated


def _are_bare_steps(parent: Part, names: list[str]) -> bool:
    """True for headings that are steps and no more (学校自查, 县级普查), under one that arranges."""
    return all(len(name) <= _SHORT_STEP and _STEP.search(name) for name in names) and bool(
        re.search("安排|步骤|时间|程序|进度|流程", parent.title)
    )


def _side_by_side(names: list[str], dates: list[Dates]) -> bool:
    """True for events of which half begin no later than the one before: activities side by side, no steps."""
    begins = [d[0] for d in dates if d is not None and d[0] is not None]
    back = sum(later <= one for one, later in pairwise(begins))
    events = sum(bool(_EVENT_NAME.search(re.split(r"[：，（]", name)[0])) for name in names)
    return len(begins) >= 3 and back * 2 >= len(begins) - 1 and events * 2 >= len(names)


def head_dates(reading: Reading, masthead: Masthead, part: Part) -> tuple[str, int, dict[str, object]]:
    """The name a heading gives, where it ends, and start and end as its own dates say."""
    low, high = _head(reading.text, part)
    name = re.sub(r"（[^）]*）", "", reading.text[low:high]).strip("：，。 ") or part.title
    return name[:40], high, _fields(name, _dates(reading, masthead, low, high))


def _latest(head: Dates, body: Dates) -> Dates:
    """Dates of a heading, with a later end where the part itself names one."""
    if head and body and head[1] and body[1] and body[1] > head[1] and (body[1] - head[1]).days < _FAR_DAYS:
        return head[0], body[1], head[2]
    return head or body


def _in_sequence(masthead: Masthead, read: Sequence[Callable[[Masthead], Dates]]) -> list[Dates]:
    """Dates of consecutive stages: a stage without a year of its own lies in the year its forerunner ended in, or later."""
    out: list[Dates] = []
    year, reached = masthead.year, None
    for one in read:
        found = one(replace(masthead, year=year))
        end = (found[1] or found[0]) if found else None
        if end and reached and (reached - end).days > 60 and year is not None:
            later = one(replace(masthead, year=year + 1))
            later_end = (later[1] or later[0]) if later else None
            if later_end and later_end > end:
                found, end = later, later_end
        if end:
            reached, year = end, end.year
        out.append(found)
    return out


def _has_named_stages(part: Part) -> bool:
    return sum(bool(_STAGE.search(c.title)) for c in part.children) >= 2


def _head(text: str, part: Part) -> tuple[int, int]:
    """The heading with its bracket; of a numbered sentence the stretch up to its first stop."""
    if not part.is_sentence:
        end = part.title_end
        follow = re.match(r" ?[（][^）\n]{0,50}）", text[end : min(end + 56, part.stop)])
        if follow:
            end += follow.end()
        elif text[end : end + 1] in "：， ":
            found = find_dates(text[end + 1 : min(end + 60, part.stop)].split("\n")[0])
            if found and found[0].start <= 6:
                end += 1 + found[0].end
                if text[end : end + 1] == "前":
                    end += 1
        return part.title_start, end
    bracket = _DATED_BRACKET.match(text, part.title_start, part.stop)
    if bracket and find_dates(bracket["when"]):
        return (part.start if part.kind == "stage" else part.title_start), bracket.end()
    end = part.title_start
    if part.kind == "stage" and text[end : end + 1] == "（":
        end = max(end, text.find("）", end, min(end + 60, part.stop)))
    while end < part.stop and text[end] not in "，。；：\n" and end - part.title_start < 60:
        end += 1
    if text[end : end + 1] == "：" or (text[end : end + 1] == "，" and find_dates(text[part.title_start : end])):
        more = re.match(r"[：，][^，。；\n]{0,40}", text[end : end + 42])
        if more and not find_dates(text[part.title_start : end]):
            end += more.end()
    return (part.start if part.kind == "stage" else part.title_start), end


def _dates(reading: Reading, masthead: Masthead, start: int, end: int) -> Dates:
    text = reading.text
    shown = text[start:end]
    found = find_dates(shown)
    mentions = [m for m in found if m.first.kind != "year" or m.is_range]
    mentions = mentions or [m for m in found if shown[m.end : m.end + 1] in "）：为，" and shown[m.end : m.end + 1]]
    if not mentions:
        return None
    return _join(mentions, [resolve_in_text(m, masthead) for m in mentions], text[start : min(end + 4, len(text))])


def _join(mentions: list[DateMention], resolved: list[Resolved], shown: str) -> Dates:
    mention, first = mentions[0], resolved[0]
    last = max((r.end for r in resolved if r.end), default=None)
    approx = any(r.approx for r in resolved)
    behind = shown[mention.tail : mention.tail + 3]
    if len(mentions) > 1 and not mention.is_range and re.match(r"\s?(?:之|以)?前", behind):
        due = [r.end for m, r in zip(mentions, resolved, strict=True) if r.end and _DUE.match(shown, m.tail)]
        return None, max(due, default=first.end), first.approx
    if len(mentions) == 1 and mention.is_open:
        return first.start, None, approx
    if len(mentions) == 1 and not mention.is_range:
        if (
            re.match(r"\s?(?:之|以)?前|止|截止|底前|完成", behind)
            or (mention.first.kind == "yearpart" and not mention.first.part.endswith(("半年", "季度")))
            or mention.first.part in ("底", "末")
        ):
            return None, first.end, approx
        if re.match(r"\s?(?:起|开始|启动|以后|后)", behind):
            return first.start, None, approx
        return first.start, first.end, approx
    return first.start, last, approx


def _body_dates(reading: Reading, masthead: Masthead, part: Part, head: tuple[int, int]) -> Dates:
    """Dates of a stage's text: the range that opens it, else the latest one-off date that something is due on."""
    text = reading.text
    at, stop = head[1], min(part.stop, head[1] + 1500, max(masthead.body_end, head[1]))
    shown = text[at:stop]
    mentions = [
        m for m in find_dates(shown)
        if m.first.kind not in ("year", "feast") and not shown[max(0, m.start - 2) : m.start].endswith((
            "每年", "每月", "年度",
        ))
    ]  # fmt: skip
    if not mentions:
        return None
    signed = masthead.document_date
    resolved = [resolve_in_text(m, masthead) for m in mentions]
    ends = [r.end for r in resolved if r.end and (not signed or r.end >= signed)] or [r.end for r in resolved if r.end]
    if not ends:
        return None
    first = mentions[0]
    lead = shown[: first.start].lstrip("，。：；\n 1一.、（）")
    opens = len(lead) < 12 and not re.search("[，。；\n]", lead)
    behind = shown[first.tail : first.tail + 3]
    if (
        opens
        and not re.match(r"\s?(?:之|以)?前|止|截止", behind)
        and (first.is_range or first.first.kind in ("month", "part") or first.first.part.endswith(("半年", "季度")))
    ):
        return resolved[0].start, max(ends), any(r.approx for r in resolved)
    if first.is_range and len(mentions) == 1:
        return resolved[0].start, resolved[0].end, resolved[0].approx
    events = [m for m in mentions if not _DUE.match(shown, m.tail)]
    if len(events) == len(mentions) and resolved[0].start and first.first.kind == "day":
        return resolved[0].start, max(ends), False
    return None, max(ends), False


def _fields(name: str, resolved: Dates) -> dict[str, object]:
    start, end, approx = resolved or (None, None, False)
    return {
        "name": name[:40],
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "approx": approx,
    }


def _timetable(reading: Reading, masthead: Masthead, stages: set[int]) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """Stages of which each has a line that opens with its dates: 3月1日—15日：宣传发动。 Not inside one of `stages`."""
    out: list[Candidate] = []
    used: list[tuple[int, int]] = []
    rows: dict[int, list[tuple[int, int, DateMention, str]]] = {}
    for segment in reading.layout.segments:
        part = segment.part
        if not _is_of_steps(part) or part.start == segment.start or part.start in stages:
            continue
        shown = reading.text[segment.start : segment.end]
        mention = next(iter(find_dates(shown[:60])), None)
        named = _NAMED_LINE.match(shown)
        if mention and mention.start == 0 and shown[mention.tail : mention.tail + 1] in "：，: 　":
            name = re.split(r"[，。；]", shown[mention.tail + 1 :].strip())[0]
            rows.setdefault(part.start, []).append((segment.start, segment.end, mention, name))
        elif mention and named and mention.start - named.end() <= 8:
            rows.setdefault(part.start, []).append((segment.start, segment.end, mention, named["name"]))
    for group in rows.values():
        if len(group) < 2 or sum(bool(_STEP.search(row[3])) for row in group) < len(group) * 0.6:
            continue
        for start, end, mention, name in group:
            found = resolve_in_text(mention, masthead)
            signs = ["under_steps", "step_name", "own_date", "siblings_dated"]
            stop = min(end, start + mention.tail + 1 + (0 if mention.start else len(name)))
            dates = _join([mention], [found], reading.text[start:end])
            fields = _fields(name, dates)
            out.append(Candidate("phase", fields, start, stop, signs, about=(start, end)))
            used.append((start, start + mention.tail))
    return out, used


def _is_of_steps(part: Part) -> bool:
    """True for a part whose lines may be stages: a part about steps, or one that is headed by a time."""
    if any(word in part.title for word in LIST_NAMES) or part.role == "calendar":
        return False
    return part.role == "steps" or part.title.endswith(("时间", "日期", "赛制", "赛事安排", "办法"))


def _told_stages(reading: Reading, masthead: Masthead) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """Stages told one a clause: 5月10日前为自查阶段，5月11日至31日为督查阶段."""
    out: list[Candidate] = []
    used: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        if reading.tells and not sentence.orders:
            continue
        if sentence.is_title or reading.text.count("阶段", sentence.start, sentence.end) < 1:
            continue
        for clause in sentence.clauses:
            shown = reading.text[clause.start : clause.end]
            named = _TOLD.search(shown)
            mentions = [m for m in find_dates(shown) if m.first.kind != "year"]
            if not named or len(mentions) != 1 or mentions[0].end > named.start() + 30:
                continue
            joined = _join(mentions, [resolve_in_text(m, masthead) for m in mentions], shown)
            if joined is None:
                continue
            name = named["before"] or named["behind"]
            signs = ["running_text", "own_date", "siblings_dated"]
            out.append(
                Candidate(
                    "phase", _fields(name, joined), clause.start, clause.end, signs, about=(clause.start, clause.end)
                )
            )
            used.append((clause.start, clause.end))
    return (out, used) if len(out) >= 2 else ([], [])


def _bracketed_stages(reading: Reading, masthead: Masthead) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """Stages named in the midst of a text, their days in a bracket: …(1)排查整治阶段（1月—2月）。…(2)集中整治阶段（3月—5月）。"""
    out: list[Candidate] = []
    used: list[tuple[int, int]] = []
    for sentence in reading.sentences:
        if reading.tells and not sentence.orders:
            continue
        for found in _STAGE_IN_TEXT.finditer(reading.text, sentence.start, sentence.end):
            low, high = found.span("when")
            dates = _dates(reading, masthead, low, high)
            if dates is None:
                continue
            signs = ["named_stage", "own_date", "siblings_dated"]
            fields = _fields(found["name"], dates)
            out.append(Candidate("phase", fields, *found.span(), signs, about=found.span()))
            used.append(found.span())
    return (out, used) if len(out) >= 2 else ([], [])


def _running_text(reading: Reading, masthead: Masthead) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """Stages known only from a sentence: 第一阶段向第二阶段的转段大体上在三月下旬."""
    out, used = [], []
    seen: set[str] = set()
    for sentence in reading.sentences:
        shown = reading.text[sentence.start : sentence.end]
        if "阶段" not in shown or (reading.tells and not sentence.orders):
            continue
        for found in _RUNNING.finditer(shown):
            mentions = [m for m in find_dates(found.group()) if m.first.kind != "year"]
            if not mentions:
                continue
            turn = re.search(r"转段|转入|进入|结束", found.group())
            resolved = [resolve_in_text(m, masthead) for m in mentions]
            joined = _join(mentions, resolved, found.group())
            if joined is None:
                continue
            start, end, approx = joined
            if turn:
                start = None
            name = re.match(r"[^，。；]*?阶段", found.group())
            label = name.group() if name else found.group()[:10]
            if label in seen:
                continue
            seen.add(label)
            signs = ["running_text", "own_date"]
            if _LASTING.search(found.group()):
                signs.append("lasting")
            begin = sentence.start + found.start()
            stop = begin + mentions[-1].tail
            if found.group()[mentions[-1].tail : mentions[-1].tail + 1] == "前":
                stop += 1
            out.append(
                Candidate("phase", _fields(label, (start, end, approx)), begin, stop, signs, about=(begin, stop))
            )
            used.append((begin, stop))
    return out, used
