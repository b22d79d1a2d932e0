"""The grammar of names: which bodies or posts a stretch of text names, one by one, and whether they name anybody.

`read_names` splits a coordination (甲局、乙局和丙办) into its members under the rules of lead sets; it says no to
anything that is not a list of names.
"""

import re
from dataclasses import dataclass

from taizhang.work.notices.reading.words.bodies import (
    AREAS,
    BODY_TAILS,
    GENERIC,
    INSIDE,
    MASS,
    NO_START,
    NO_START_EXCEPT,
    NOT_BODIES,
    POST_TAILS,
    SURNAMES,
)

_TAILS = tuple(sorted(BODY_TAILS, key=len, reverse=True))
_POSTS = tuple(sorted(POST_TAILS, key=len, reverse=True))
_WEAK = re.compile(r"[和与及或暨]")
_ETC = re.compile(
    r"等(?:\d+|[一二三四五六七八九十]+个?)?(?:有关|相关|多个?|多家)?(?:部门|单位|机构|组织|处室|科室|企业)?$"
)
_LEADING = re.compile(
    r"^(?:各级|各有关|各相关|各|有关|相关|相应|每个|每一个|每位|每名|每|全体|所有|全(?:市|县|区|省|校|国|系统|镇|乡|"
    r"院|厂|局)(?=各|所有))"
)
_POST_AND_PERSON = re.compile(rf"(?:{'|'.join(_POSTS)})[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:同志|老师)?$")
_FORBIDDEN = re.compile(r"[，。；：！？“”‘’\n…%@]|\d{3,}|\d[月日:]|（[^）]*$|^[^（]*）")
_SHARED_HEAD = re.compile(r"的(?=[^的]{2,}$)")
_COUNTED = re.compile(r"[\u4e00-\u9fff](?:[一两]|\d{1,3})[名位个]")
_CITIES = re.compile(r"(?:重点|地级|试点|以上|示范|省会|副省级|其他|各)城市$")
_PREPOSITIONS = ("对", "把", "向", "以", "在", "按", "从", "给", "与")
_COUNTED_OFF = frozenset(("组", "队", "家", "户", "人", "单位", "部门", "所", "院", "站"))
# A verb inside a name speaks against it, but not where a body is called after it (创建办, 推荐委员会).
_INSIDE = re.compile("|".join(sorted(INSIDE, key=len, reverse=True)))
# Somebody called after what he looks after: 宿管员, 食品安全员.
_KEEPER = re.compile(
    r"(?:宿管|保洁|保安|安全|巡查|值班|值守|驾驶|炊事|卫生|防疫|监控|消防|管护|统计|业务|讲解|营养|资料|图书|器材|实验)员$"
)
_CALLED_AFTER = re.compile(
    r"(?:创建|推荐|督促|贯彻落实|评选推荐)(?:工作)?(?:办(?!好|理)|中心|委员会|领导小组|指挥部|专班|小组|专家组)"
)
_MAX_NAME = 34


@dataclass(frozen=True)
class Name:
    """One body or post at `start`..`end` of the text it was read in."""

    start: int
    end: int
    text: str
    is_post: bool


def read_names(text: str, start: int, end: int, *, loose: bool = False) -> list[Name] | None:
    """The members of the list of names at `start`..`end`; None when that is not a list of names.

    `loose` is for places that are known to hold names (责任单位：…): there a member needs no telling ending.
    """
    while start < end and text[start] in " 、":
        start += 1
    while end > start and text[end - 1] in " 、，：":
        end -= 1
    phrase = text[start:end]
    if not phrase or len(phrase) > 160 or _FORBIDDEN.search(_without_brackets(phrase)):
        return None
    if re.search(r"（[^）]*\d[月日][^）]*）", phrase) or re.search(r"里组织$", phrase):
        return None
    if phrase.startswith(
        ("报社会", "对工", "对成", "对在", "对表", "对落", "对不", "对未", "对连", "对排", "对存", "凡", "把")
    ):
        return None
    if phrase.startswith(_PREPOSITIONS) and not phrase.startswith(NO_START_EXCEPT):
        return None
    cut = _clause_before_name(phrase)
    start, phrase = start + cut, phrase[cut:]
    listed = _ETC.search(phrase)
    open_list = bool(listed and listed.start() > 0)
    if listed and open_list:
        end = start + listed.start()
        phrase = text[start:end]
    if phrase.startswith(NO_START) and not phrase.startswith(NO_START_EXCEPT):
        return None
    pieces = _split(text, start, end)
    if not pieces or len(pieces) > 25:
        return None
    merged = [(a, _without_rest(text, a, b)) for a, b in _merge(text, pieces)]
    names = [Name(a, b, text[a:b], text[a:b].endswith(_POSTS)) for a, b in merged]
    if any(b.end - b.start > _MAX_NAME for b in names):
        return None
    if open_list or loose:
        told = loose or bool(listed and listed.group() != "等") or any(_is_name(n.text) for n in names)
        ok = told and all(2 <= len(n.text) <= _MAX_NAME for n in names)
    else:
        ok = (
            names[-1].text != "组织"
            and _is_name(names[-1].text)
            and all(_is_name(n.text) or 2 <= len(n.text) <= 6 for n in names[:-1])
        )
    return names if ok else None


def is_body(name: str) -> bool:
    """True for a name whose own ending tells that it is a body or a post."""
    return _is_name(name)


def is_generic(name: str) -> bool:
    """True when a name, without 各 and its like, names no line of work, level, place or kind of unit."""
    rest = name.strip()
    if rest.endswith(("每组", "每人", "每队", "每户", "每家")):
        return True
    if rest.startswith("每") and (rest[1:] in _COUNTED_OFF or rest.startswith(("每位", "每名"))):
        return True
    member = re.search(r"(?:组|会|部|办)(?:有关|各|相关)?成员单位$", rest)
    if member and member.start() > 1:
        return False
    if rest.endswith(("牵头单位", "责任单位", "配合单位", "责任部门", "牵头部门", "成员单位")):
        return True
    marked = False
    for _ in range(3):
        found = _LEADING.match(rest)
        if not found or found.end() == len(rest):
            break
        marked = marked or found.group() in ("有关", "相关", "相应", "各有关", "各相关")
        rest = rest[found.end() :]
    if rest.endswith(("有关部门", "有关单位", "相关部门", "相关单位", "有关方面", "有关人员", "相关人员")):
        return True
    if re.fullmatch(r"(?:地|部门|单位)各(?:地|部门|单位)", rest):
        return True
    if rest in ("党委", "党组", "组", "中央", "国家", "工作组") and rest == name:
        return rest in ("中央", "国家")
    if marked and re.fullmatch(
        r"(?:部门|单位|机构|方面|部委|企业)?(?:主要|分管)?(?:负责人|负责同志|领导|同志|人员|专家)", rest
    ):
        return True
    return rest in GENERIC or (
        marked and rest in ("部门", "单位", "机构", "人员", "部委", "委办局", "企业", "领域", "行业")
    )


def is_mass(name: str) -> bool:
    """True for people in the mass (党员, 教师, 每位职工): an audience, not a doer."""
    return name.endswith(MASS) and not name.endswith(_POSTS) and not name.endswith(("经营者", "工作者协会"))


def real_names(names: list[Name]) -> list[Name]:
    """The members that name somebody in particular."""
    return [n for n in names if not is_generic(n.text) and not is_mass(n.text)]


def _is_name(text: str) -> bool:
    if _CITIES.search(text):
        return not re.match(r"[\d一二三四五六七八九十两]", text) or bool(re.match(r"\d{1,3}个", text))
    if text.endswith(NOT_BODIES) and text not in ("主办", "承办") and not text.endswith(_POSTS):
        return False
    if _INSIDE.search(_CALLED_AFTER.sub("", text)) or re.match(
        r"[一二三四五六七八九十两\d]{1,3}(?:[至到-]|[名位个人]\D)", text
    ):
        return False
    if re.search(r"[分为共][一二两三四五六七八九十\d]+个?(?:大|小)?组$", text) or _COUNTED.search(text):
        return False
    if _POST_AND_PERSON.search(text) or _KEEPER.search(text):
        return True
    base = re.sub(r"（[^）]*）$", "", text)
    return len(base) >= 2 and (text.endswith((*_TAILS, *_POSTS)) or base.endswith((*_TAILS, *_POSTS)))


def _without_brackets(text: str) -> str:
    return re.sub(r"（[^）]*）", "", text)


def _clause_before_name(phrase: str) -> int:
    """Length of a clause ending in 的 before the name (分管教育的副县长), 0 when nothing would be left."""
    found = _last(_SHARED_HEAD, phrase)
    if found is None:
        return 0
    rest = phrase[found.end() :]
    if (
        rest.startswith(("老师", "人员", "同志", "教师"))
        or not _is_name(rest.rstrip("等"))
        or "、" in phrase[: found.start()]
    ):
        return 0
    return found.end()


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda m: m.start(), default=None)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut at 、 and 以及, and at 和与及或暨 where a name ends before them; never inside brackets."""
    pieces: list[tuple[int, int]] = []
    depth, at, i = 0, start, start
    while i < end:
        character = text[i]
        if character == "（":
            depth += 1
        elif character == "）":
            depth = max(0, depth - 1)
        elif depth == 0:
            if character == "、" or text.startswith("以及", i):
                pieces.append((at, i))
                i += 1 if character == "、" else 2
                at = i
                continue
            if _WEAK.match(character) and _ends_name(text[at:i], pieces, text[i + 1 : end]):
                pieces.append((at, i))
                at = i + 1
        i += 1
    pieces.append((at, end))
    return [(a, _without_note(text, a, b)) for a, b in pieces if b > a]


def _without_note(text: str, start: int, end: int) -> int:
    """The end of a member without a bracket that only refers (详见任务分工, 以下简称各校)."""
    note = re.search(r"（(?:详见|见附|以下|下同|附后|名单|含)[^（）]{0,30}）$", text[start:end])
    return start + note.start() if note else end


def _without_rest(text: str, start: int, end: int) -> int:
    """The end of a member without the rest it stands for: 人民银行等国务院相关部门."""
    rest = re.search(r"等(?:\d+个?)?[\u4e00-\u9fff]{0,6}?(?:部门|单位|机构)$", text[start:end])
    return start + rest.start() if rest and rest.start() > 1 else end


def _ends_name(before: str, pieces: list[tuple[int, int]], after: str) -> bool:
    if len(before) < 2 or len(after) < 2:
        return False
    if _POST_AND_PERSON.search(before):
        return True
    if not (before.endswith(_TAILS) or before.endswith(_POSTS)):
        if before.endswith(MASS) and after.endswith(_TAILS):
            return True
        return bool(pieces) and len(before) <= 4 and "、" not in after
    return not after.startswith(
        (
            "改革",
            "社会保障",
            "社会",
            "信息化",
            "家庭",
            "旅游",
            "规划",
            "农村",
            "技术",
            "建设",
        )
    )


def _merge(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is one name: a series of bare areas, and bodies that share the post at the end."""
    names = [text[a:b] for a, b in pieces]
    if len(names) > 1 and names[0].startswith("各"):
        first = names[0].removeprefix("各级").removeprefix("各")
        run = 1
        if first in AREAS:
            while run < len(names) and (
                names[run] in AREAS or (run == len(names) - 1 and _starts_with_area(names[run]))
            ):
                run += 1
        if run > 1:
            pieces = [(pieces[0][0], pieces[run - 1][1]), *pieces[run:]]
            names = [text[a:b] for a, b in pieces]
    out: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []
    for (a, b), name in zip(pieces, names, strict=True):
        post = next((p for p in _POSTS if name.endswith(p)), "")
        prefix = name[: len(name) - len(post)]
        if post and prefix.endswith(_TAILS) and pending and not name.startswith(("各", "每")):
            out.append((pending[0][0], b))
            pending = []
        elif post or not name.endswith(_TAILS):
            out += [*pending, (a, b)]
            pending = []
        else:
            pending.append((a, b))
    return _one_person(text, out + pending)


def _one_person(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A post without a name before a post with one belongs to the same person (书记、校长张三)."""
    out: list[tuple[int, int]] = []
    for place in places:
        name = text[place[0] : place[1]]
        last = text[out[-1][0] : out[-1][1]] if out else ""
        if _POST_AND_PERSON.search(name) and (last.endswith(_POSTS) or last.endswith(("委常委", "委委员", "组成员"))):
            out[-1] = (out[-1][0], place[1])
        else:
            out.append(place)
    return out


def _starts_with_area(name: str) -> bool:
    return name.startswith(tuple(sorted(AREAS, key=len, reverse=True))) and name[1:2] not in "直属级委内"
