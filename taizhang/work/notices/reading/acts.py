"""Acts: what a clause says its doer shall do, and whether that is one of the acts that make a duty."""

import re

from taizhang.work.notices.reading.words import duties

MARKER = re.compile("|".join(duties.MARKERS))
_PAPER = re.compile("|".join(sorted(duties.PAPER_ACTS, key=len, reverse=True)))
_CHECK = re.compile("|".join(sorted(duties.CHECK_ACTS, key=len, reverse=True)))
_MEETING = re.compile(duties.MEETING)
_NOT_ACT = re.compile("|".join(sorted(duties.NOT_ACTS, key=len, reverse=True)))
# Bare nouns in a row behind one verb: 加强督促、检查和指导.
_STRENGTHENED = re.compile(
    r"(?:加强|强化|加大|注重|重视)(?:对[^，。；]{1,30}的)?(?:[\u4e00-\u9fff]{2}[、和与及]){1,4}$"
)
# A way of working that is set up: 建立办公厅牵头、部门参与的机制.
_DESCRIBED = re.compile(r"(?:建立|健全|完善|形成|构建|实行)(?![^，。；]{0,20}(?:台账|档案|清单))[^，。；]{0,24}$")
_NOUN_AFTER = tuple(sorted(duties.NOUN_AFTER, key=len, reverse=True))


def act_signs(text: str, at: int, end: int, *, marked: bool) -> list[str]:
    """What the clause from `at` says its doer shall do: a marker, or one of the acts that count."""
    shown = text[at:end]
    if not marked and re.match(r"(?:并)?(?:负总责|负责(?!人)|牵头(?!单位|部门|人)|承担[^，。；]{0,12}责任)", shown):
        return ["marked"]
    if marked:
        marker = MARKER.search(shown)
        if (
            marker
            and marker.start() <= 46
            and not re.match(r"成立|组建", shown)
            and not re.search(r"[，。；]", shown[: marker.start()])
            and not _DESCRIBED.search(shown[: marker.start()])
        ):
            return ["marked"]
        if re.match(r"主办|承办", shown):
            return ["host"]
    if _is_act(shown):
        return ["hook_verb"]
    return []


def _is_act(shown: str) -> bool:
    held = re.match(r"(?P<lead>[^，。；]{0,6}?)(?:要|应)?(?:召开|举办|举行|开好)", shown)
    if held and not re.search("利用|通过|借助|结合|依托", held["lead"]) and _MEETING.search(shown):
        return True
    for found in _PAPER.finditer(shown):
        if not _governed(shown, found.start()) and _has_object(shown, found):
            return True
    for found in _CHECK.finditer(shown):
        behind = shown[found.end() :]
        if behind.startswith(_NOUN_AFTER) or _governed(shown, found.start()):
            continue
        before = shown[: found.start()]
        light = re.search(rf"{duties.LIGHT_VERBS}[^，。；]{{0,24}}$", before)
        direct = re.search(
            r"(?:^|要|应|须|请|将|并|和|及|与|或|、|及时|定期|认真|严格|逐一|逐[案个户村项级单]位?|全面|集中|统一|随机|不定期|抓紧|组织|负责|专项|适时|联合|开展|深入|彻底|仔细|自行|按时|先|再|对照|重点|进行|二次|地)$",
            before,
        )
        if re.search(r"(?:这次|本次|此次|该项|此项|各项)[^，。；]{0,10}$", before) and behind.startswith(
            ("工作", "活动")
        ):
            continue
        if before.endswith(("将", "把")) and behind.startswith(("工作", "活动")):
            continue
        at_end = (
            len(behind) < 7
            or behind[:1] in "，。；、和及与并"
            or behind.startswith(("工作", "活动", "行动", "汇总", "评"))
        )
        if (light and at_end) or (direct and not behind.startswith("的")):
            return True
    return False


def _governed(shown: str, at: int) -> bool:
    """True when a verb before the act makes it an object: 加强…检查, 接受考核."""
    before = shown[max(0, at - 50) : at]
    last = max(_NOT_ACT.finditer(before), key=lambda m: m.start(), default=None)
    if last is None:
        return False
    between = before[last.end() :]
    if last.group() in (
        "根据",
        "按照",
        "依据",
        "结合",
        "通过",
        "经",
        "经过",
        "利用",
        "采取",
        "坚持",
        "实行",
        "明确",
        "实施",
    ):
        way = re.match(r"[^，；]{0,40}?(?:方式|形式|办法|途径|手段|措施|方法)", shown[at:])
        return len(between) < 4 or between.endswith("的") or (bool(way) and "；" not in between and "，" not in between)
    if _STRENGTHENED.search(before):
        return True
    return not re.search(r"[，；]|并|、(?=.{0,4}$)|(?:进行|开展|组织|做好|抓好|完成).{0,8}$", between)


def _has_object(shown: str, found: re.Match[str]) -> bool:
    behind, before = shown[found.end() :], shown[: found.start()]
    word = found.group()
    if behind.startswith(("制度", "机制", "平台", "的", "组", "期", "栏", "电话", "会", "工作机制")):
        return False
    return not (
        word in ("报告", "通报", "公示", "备案", "公布", "公开", "汇总", "发布")
        and re.search(
            r"(?:总结|调研|调查|实践|结题|结项|研究|学习|考察|可行性|形势|自查|工作|专题|评估|检查|情况|述职|分析|书面|的|作|做|形成|撰写|信息|政务|标准|印发|承诺)$",
            before,
        )
        and not re.search(r"(?:向|报(?!告)).{0,20}$", before)
    )
