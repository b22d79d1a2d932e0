"""Subjects: the names a clause opens with, behind the words and times that may lead it in, and where their verb begins."""

import re

from taizhang.lib.chinese.dates import DateMention, find_dates
from taizhang.lib.chinese.recurrences import RecurrenceMention, find_recurrences
from taizhang.work.notices.reading.acts import MARKER
from taizhang.work.notices.reading.bodies import Name, is_body, read_names, real_names
from taizhang.work.notices.reading.words import duties
from taizhang.work.notices.reading.words.amounts import ORDER_VERBS
from taizhang.work.notices.reading.words.bodies import SURNAMES

_ANSWERS = r"负责(?!人|同志)|牵头(?!单位|部门|人)"
_STRONG = re.compile("|".join([_ANSWERS, *sorted(duties.STRONG_STOPS, key=len, reverse=True)]))
STOP = re.compile(
    _ANSWERS + "|" + "|".join(sorted((*duties.STRONG_STOPS, *duties.WEAK_STOPS, *ORDER_VERBS), key=len, reverse=True))
)
_LEAD_IN = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|（[一二三四五六七八九十\d]+）|\d+[.、]|[一二三四五六七八九十]是|"
    r"[一二三四五六七八九十]要|第[一二三四五六七八九十][，、])?\s?"
    r"(?:同时|其中|此外|另外|会后|随后|最后|最终|然后|今后|下一步|为此|因此|届时|期间|原则上|并且|并|再|"
    r"首先|对此|具体由|最后由|请|望|务请|希望?)?[，、]?"
)
_TIMES = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}[前后]（[^）]{2,12}）)|"
    r"(?:(?:(?:19|20)\d\d年)?\d{0,2}月?(?:\d{1,2}日|底|初|[上中下]旬)?(?:前|之前|以前|起|内)?，?)|"
    r"(?:在[^，]{0,20}(?:期间|前|后|时|中|下|上)，?)|(?:[\u4e00-\u9fff]{2,8}(?:期间|结束后|之前|以后)，?)"
)
_EACH_TERM = re.compile(r"每个?(?:学期|学年|单元|阶段|次活动|半年|两周|半月)(?:内|初|末|结束后)?")
_HOUR = re.compile(r"(?:上午|下午|晚上|晚间|中午|全天|当天|当日|同日)(?:\d{1,2}[:：点时](?:\d{2}|半|整)?)?，?")
_DUE_BEHIND = re.compile(r"(?:（[^）]{2,12}）)?(?:之前|以前|前(?!往|期|来)|起|期间|内|底前|止)?，?")
_INSIDE_NAMES = frozenset(("与", "任", "经", "自", "可", "就", "则", "也"))
_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:同志)?(?=兼任|担任|任(?:办公室)?主任|任组长|负责(?!人|的|制))"
)
_TELLING_START = re.compile(
    r"各(?![项种类方式])|[省市县区镇乡州旗](?:直|级|委|政府|政务|[\u4e00-\u9fff]{1,12}[局委办厅])"
)
_DOUBLE_VERBS = tuple(verb for verb in duties.VERBS_IN_NAMES if len(verb) > 1)
_NAME_GOES_ON = frozenset("部科处室委员司局股组会办院所中站队、和与厅")
_MODAL_NEXT = re.compile(r"\s?(?:要|应|须|必须|将|负责|请|每|于)")
# A group named by its work: 学校开展创先争优活动领导小组.
# Two bodies that act together: 甲校与乙校各推荐…
_BOTH = re.compile(r"[\u4e00-\u9fff]{2,20}[与和][\u4e00-\u9fff]{2,20}?(?=各(?![项种类界族])|共同|联合)")
_GROUP_OF_WORK = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:开展|推进|创建|实施|落实|整治|建设)[\u4e00-\u9fff“”]{2,24}?"
    r"(?:领导小组|工作组|专班|指挥部)(?:办公室)?(?=要|将|应|须|负责|对|定期|适时|每)"
)


def subject_of(text: str, start: int, end: int) -> tuple[list[Name], int] | None:
    """The names a clause opens with and where their verb begins; None when it opens with something else."""
    at = start
    lead = _LEAD_IN.match(text, at, end)
    if lead:
        at = lead.end()
    when = _TIMES.match(text, at, end)
    if when and when.end() > at and not text[at : when.end()].isdigit():
        at = when.end()
    at = _behind_times(text, at, end)
    if hour := _HOUR.match(text, at, end):
        at = hour.end()
    while at < end and text[at] in " ，：":
        at += 1
    best: tuple[list[Name], int] | None = None
    group = _GROUP_OF_WORK.match(text, at, min(end, at + 60))
    if group and "、" not in group.group():
        return [Name(at, group.end(), group.group(), False)], group.end()
    both = _BOTH.match(text, at, min(end, at + 60))
    if (
        both
        and (names := read_names(text, at, both.end()))
        and real_names(names)
        and all(is_body(n.text) for n in names)
    ):
        return names, both.end()
    limit = min(end, at + 90)
    plain = re.sub(r"（[^）]*）", lambda m: "　" * len(m.group()), text[at:limit])
    for tries, stop in enumerate(STOP.finditer(plain)):
        place = at + stop.start()
        if stop.group().isdigit() and re.match(r"\d+\s?[人名位]", text[place : place + 6]):
            break
        if tries > 14:
            break
        if place > at:
            bodies = stop.group() == "组织" and text[place - 1] in "党团群" and STOP.match(text, place + 2)
            names = read_names(text, at, place + 2 if bodies else place)
            if names and bodies:
                best = (names, place + 2)
                break
            if names and (best is None or place > best[1]):
                best = (names, place)
        if best and not may_go_on(text, place, stop.group()):
            break
        if _STRONG.fullmatch(stop.group()) and place > at and stop.group() not in _INSIDE_NAMES:
            break
    if best is None and MARKER.search(text, at, limit):
        found = MARKER.search(text, at, limit)
        if found:
            names = read_names(text, at, found.start())
            best = (names, found.start()) if names else None
    if best is None and text[end : end + 1] == "，" and _MODAL_NEXT.match(text, end + 1):
        names = read_names(text, at, end)
        best = (names, end) if names else None
    person = _PERSON.match(text, at, end) if best is None else None
    if person:
        best = [Name(at, person.end("name"), person["name"], True)], person.end("name")
    if best is None:
        best = longest_name(text, at, min(end, at + 36))
    if best and (cut := _organises(text, best[0][-1])):
        best = [*best[0][:-1], Name(best[0][-1].start, cut, text[best[0][-1].start : cut], False)], cut
    if best and text.startswith(("决定", "同意", "全体", "广大"), best[1]):
        return None
    if best and not real_names(best[0]):
        return None
    return best


def _behind_times(text: str, start: int, end: int) -> int:
    """Where a clause goes on behind the times it opens with (2011年党的“七一”前, 每月)."""
    at = start
    for _ in range(3):
        low = at + (
            2 if text.startswith("党的", at) else 1 if text[at : at + 1] in ("在", "于", "从", "自", "至") else 0
        )
        shown = text[low : min(end, low + 40)]
        mention: DateMention | RecurrenceMention | None = next(iter(find_dates(shown)), None)
        if mention is None or mention.start:
            mention = next((m for m in find_recurrences(shown) if not m.start), None)
        each = _EACH_TERM.match(shown)
        if mention is not None and not mention.start:
            past = low + (mention.tail if isinstance(mention, DateMention) else mention.end)
        elif each:
            past = low + each.end()
        else:
            return at
        due = _DUE_BEHIND.match(text, past, end)
        at = due.end() if due else past
    return at


def _organises(text: str, name: Name) -> int | None:
    """Where a name ends that goes on as 甲组织乙: the verb is no part of it."""
    at = text.find("组织", name.start + 2, name.end)
    if at < 0 or at + 2 == name.end or text[at + 2 : at + 3] in tuple("部处科人委工机建生"):
        return None
    first = read_names(text, name.start, at)
    return at if first and len(first) == 1 and is_body(first[0].text) else None


def longest_name(text: str, start: int, end: int, *, anyhow: bool = False) -> tuple[list[Name], int] | None:
    """The longest list of names a clause opens with, whatever verb follows; it must begin as names of bodies do."""
    if not anyhow and not _TELLING_START.match(text, start, end):
        return None
    for stop in range(end - 2, start + 1, -1):
        if text[stop] in _NAME_GOES_ON or text[stop] in "的长员）等级门不至以直属纸":
            continue
        names = read_names(text, start, stop)
        if names and text[stop].isdigit():
            return None
        if names and names[0].start == start and all(is_body(n.text) for n in names):
            return names, stop
    return None


def may_go_on(text: str, place: int, verb: str) -> bool:
    """True when the verb at `place` may be part of a name (组织 in 组织部), judged by what follows it."""
    if verb not in duties.VERBS_IN_NAMES or len(verb) == 1:
        return verb in duties.VERBS_IN_NAMES
    behind = place + len(verb)
    return (
        text[behind : behind + 1] in _NAME_GOES_ON
        or text.startswith(("小组", "专家组"), behind)
        or text.startswith(_DOUBLE_VERBS, behind)
    )
