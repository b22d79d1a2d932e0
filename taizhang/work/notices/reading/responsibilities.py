"""Responsibilities: who is told to do what. A marker always counts; without one a specific doer and a telling act do.

One item per sentence and set of leads; the doer stands in that sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from taizhang.lib.chinese.dates import DateMention, find_dates
from taizhang.lib.chinese.recurrences import RecurrenceMention, find_recurrences
from taizhang.work.notices.reading.acts import MARKER, act_signs
from taizhang.work.notices.reading.amounts import mood_sign
from taizhang.work.notices.reading.bodies import Name, is_body, read_names, real_names
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Clause, Reading, Sentence
from taizhang.work.notices.reading.words import duties
from taizhang.work.notices.reading.words.amounts import ORDER_VERBS
from taizhang.work.notices.reading.words.bodies import SURNAMES

_ANSWERS = r"负责(?!人|同志)|牵头(?!单位|部门|人)"
_STRONG = re.compile("|".join([_ANSWERS, *sorted(duties.STRONG_STOPS, key=len, reverse=True)]))
_STOP = re.compile(
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
_DUE_BEHIND = re.compile(r"(?:（[^）]{2,12}）)?(?:之前|以前|前(?!往|期|来)|起|期间|内|底前|止)?，?")
_INSIDE_NAMES = frozenset(("与", "任", "经", "自", "可", "就", "则", "也"))
_BY = re.compile(r"(?<!事)(?<!理)由(?!于|此|来)")
_LABEL_WORDS = "|".join(sorted((*duties.LEAD_LABELS, *duties.SUPPORT_LABELS), key=len, reverse=True))
_LABELLED = re.compile(
    rf"(?:^|(?<=[（，。；、：\s\n·.．]))(?P<label>[\u4e00-\u9fff]{{0,4}}(?:{_LABEL_WORDS}))"
    r"(?:[ 　]{0,2}：\s?|(?<=[长员位人门导])[ 　](?=[\u4e00-\u9fff])|(?<=单位|部门|处室|科室|主体|组长|任人|责人)(?P<told>[为是]))"
)
_ANSWERING = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?:责任主体|责任单位|责任部门|牵头单位|牵头部门|主办单位|承办单位|负责人|责任人|召集人|总指挥)[为是](?P<names>[^，。；：（）]{2,60})"
)
_BRACKET = re.compile(r"（(?P<inner>[^（）\n]{2,90}(?:牵头|负责|指导|落实|承办|主办|配合|参与|参加)[^（）\n]{0,60})）")
_BRACKET_PART = re.compile(
    r"(?P<names>[^，；]+?)(?:共同|分别|具体|按职责(?:分工)?)?(?P<verb>牵头|负责|指导|落实|承办|主办|配合|"
    r"参与|参加|协助)(?:负责|落实|实施)?$"
)
_GROUP = re.compile(
    r"(?:由|成立|以|，|：|^)(?P<names>[^，。；：由以]{2,24}?)(?:同志)?(?:担任|(?<![主责])任|"
    r"为)(?:[^，。；、]{0,14}?)组长(?!单位)"
)
_MEMBERS = re.compile(r"，(?:由)?(?P<names>[^，。；]{2,80}?)(?:同志)?(?:担任|任|为)(?:副组长|组员|成员)")
_SEAT = re.compile(
    r"(?:办公室|秘书处|组委会|指挥部|专班)(?:[^，。；设]{0,10}[，（])?(?:地点)?(?:挂靠|设)(?:在|于)(?P<names>[^，。；（）]{2,24})"
)
_SEATED = re.compile(r"(?:办公室|秘书处|组委会|指挥部|专班)[^，。；]{0,8}，$")
_SEAT_ALONE = re.compile(r"(?:办公室|地点|日常工作机构)?(?:挂靠|设)(?:在|于)(?P<names>[^，。；（）]{2,24})")
_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:同志)?(?=兼任|担任|任(?:办公室)?主任|任组长|负责(?!人|的|制))"
)
_DUTY_TAIL = re.compile(r"(?:的)?(?:主要|工作|具体)?(?:职责|分工|责任)(?:是|为)?$")
_PERSON_NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_BY_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:同志|老师)?)(?=带队|牵头|负责|主持|主讲|召集|具体|统筹|总负责)"
)
_COMPOSED = re.compile(r"\s?由[^。；]{1,40}组成|兼任(?![^，。；、]{0,8}主任)")
_MORE_NAMES = re.compile(r"，(?P<names>[^，。；：）]{2,60})(?=[；）])")
_TELLING_START = re.compile(
    r"各(?![项种类方式])|[省市县区镇乡州旗](?:直|级|委|政府|政务|[\u4e00-\u9fff]{1,12}[局委办厅])"
)
_HOSTS = ("主办", "承办", "主办单位", "承办单位")
_HEAD_POST = re.compile(r"(?<!副)组长|总指挥|召集人|指挥长|(?<!副)主任")
_DOUBLE_VERBS = tuple(verb for verb in duties.VERBS_IN_NAMES if len(verb) > 1)
_NAME_GOES_ON = frozenset("部科处室委员司局股组会办院所中站队、和与厅")
_MODAL_NEXT = re.compile(r"\s?(?:要|应|须|必须|将|负责|请|每|于)")
# The doer is only part of a description: 督查室规定的期限内, 区政府召开的会议.
_RELATIVE = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:规定|召开|制定|制订|印发|下发|组织|开展|举办|确定|公布|发布|审定|安排|要求)的(?!是)"
)
# A place to draw a sample from: 每个县抽查3个乡镇.
_SAMPLED = re.compile(
    r"每个?(?:市|州|市州|市（州）|县|区|县区|县（区）|乡|镇|乡镇|村|社区|街道)(?:要)?(?:随机)?(?:抽|检查|选取|走访)"
)
# A body says that it makes this very paper: 我局结合实际，制定本方案.
_PREAMBLE = re.compile(
    r"(?:现就|特|现|制定|制订|提出|作出|安排|通知)[^，。；]{0,30}(?:如下|本(?:方案|办法|意见|计划|细则|制度|预案))[^，；]{0,12}[。：]?$"
)
_HELPS_ALONE = re.compile(r"(?:要|应|须|将)?(?:予以|给予|积极|密切|全力|共同|做好)?(?:配合|协助|参与)(?:工作|实施|指导)?$")
# A group named by its work: 学校开展创先争优活动领导小组.
_GROUP_OF_WORK = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:开展|推进|创建|实施|落实|整治|建设)[\u4e00-\u9fff“”]{2,24}?"
    r"(?:领导小组|工作组|专班|指挥部)(?:办公室)?(?=要|将|应|须|负责|对|定期|适时|每)"
)
_ONLY_HELPS = re.compile(r"(?:要|应|须|将)?(?:予以|给予|积极|密切|全力|共同)?(?:配合|协助|参与)")
# A way of working is described, nobody is told to do anything: 构建党委统一领导、部门分工负责的工作机制.
_SYSTEM = re.compile(
    r"[^，。；]{0,4}?(?:构建|形成|健全|完善|实行|坚持|落实)(?:起|了)?(?!方案)[^。；由]{4,100}?的(?:[\u4e00-\u9fff]{0,8})(?:机制|体系|格局|体制|制度|局面|原则)"
)
_AUXILIARY = re.compile(r"^(?:[^，。；]{0,3})(?:予以|给予|积极|密切)?(?:配合|协助|参与)")


def read_responsibilities(reading: Reading, anchors: Iterable[Candidate], skip: frozenset[int]) -> list[Candidate]:
    """Candidates in the order of the text.

    `anchors` are the requirements and deadlines that were kept: a doer in their sentence carries them. Sentences that
    begin at an offset of `skip` (addressees, title, signature) are not read.
    """
    by_sentence: dict[int, list[Candidate]] = {}
    for anchor in anchors:
        for place in {anchor.start, *(start for start, _ in anchor.also)}:
            home = reading.sentence_at(place)
            if home:
                by_sentence.setdefault(home.start, []).append(anchor)
    out: list[Candidate] = []
    alone: list[Name] | None = None
    for sentence in reading.sentences:
        if sentence.start in skip:
            alone = None
            continue
        found = _labelled(reading, sentence) + _bracketed(reading, sentence)
        found += [c for c in (_group(reading, sentence), _duty_heading(reading, sentence)) if c]
        taken = [(c.start, c.end) for c in found]
        if found:
            taken += [m.span("inner") for m in _BRACKET.finditer(reading.text, sentence.start, sentence.end)]
        here = _names_alone(reading.text, sentence)
        if here is None:
            found += _by_clause(reading, sentence, by_sentence.get(sentence.start, []), taken)
        if alone and not found and (told := _of_a_name_alone(reading, sentence, alone)):
            found.append(told)
        out += _one_per_lead_set(reading.text, found)
        alone = here
    return out


def _names_alone(text: str, sentence: Sentence) -> list[Name] | None:
    """The names of a sentence or heading that says nothing else (县农委。负责…)."""
    end = sentence.end
    while end > sentence.start and text[end - 1] in "。：；\n ":
        end -= 1
    duty = _DUTY_TAIL.search(text, max(sentence.start, end - 8), end)
    end = duty.start() if duty else end
    if not 2 <= end - sentence.start <= 120:
        return None
    start = max(sentence.start, text.rfind("：", sentence.start, end) + 1)
    names = read_names(text, start, end) if end - start <= 40 else None
    return names if names and real_names(names) else None


def _of_a_name_alone(reading: Reading, sentence: Sentence, names: list[Name]) -> Candidate | None:
    """The duty told right behind a name that stands alone: 负责…, or anything under a heading of duties."""
    text = reading.text
    clause = sentence.clauses[0]
    marked = re.match(r"(?:主要|具体|全面|统一|牵头)?(?:负责(?!人)|牵头|承担|主抓)", text[clause.start : clause.end])
    if sentence.is_title or not (marked or sentence.part.role == "division"):
        return None
    signs = ["marked" if marked else "division", mood_sign(sentence, clause), *_place_signs(reading, sentence)]
    task = text[clause.start : clause.end]
    return _candidate(reading, names, [], task, names[0].start, clause.end, signs)


def _candidate(
    reading: Reading,
    names: list[Name],
    support: list[tuple[int, int]],
    task: str,
    start: int,
    end: int,
    signs: list[str],
) -> Candidate | None:
    leads = real_names(names)
    if not leads:
        return None
    fields = {"task": task.strip("，。；： ")[:60], "lead": [(n.start, n.end) for n in leads], "support": support}
    return Candidate("responsibility", fields, start, end, signs, about=(start, end))


def _labelled(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """责任单位：甲局、乙局；配合单位：丙局."""
    text = reading.text
    found = list(_LABELLED.finditer(text, sentence.start, sentence.end))
    out: list[Candidate] = []
    named = _under_label(text, sentence) if not found else None
    if named:
        signs = ["label", "host" if sentence.part.title.endswith(_HOSTS) else "plain_order"]
        candidate = _candidate(reading, named, [], sentence.part.title, sentence.start, named[-1].end, signs)
        return [candidate] if candidate else []
    for i, label in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else sentence.end
        cut = re.search(r"[，。；）\n ](?=[^、]*)", text[label.end() : stop])
        end = label.end() + cut.start() if cut else stop
        names = read_names(text, label.end(), end, loose=True)
        more = _MORE_NAMES.match(text, end, stop) if names else None
        if more and text.rfind("（", sentence.start, label.start()) > text.rfind("）", sentence.start, label.start()):
            names = (names or []) + (read_names(text, more.start("names"), more.end("names")) or [])
            end = names[-1].end
        if not names or not all(_looks_like_name(n.text) for n in names):
            continue
        if label["told"] and not all(is_body(n.text) for n in names):
            continue
        word = label["label"]
        if word.endswith(duties.SUPPORT_LABELS) and not word.endswith(("负责", "牵头")):
            if out:
                out[-1].fields["support"] = [*out[-1].fields["support"], *[(n.start, n.end) for n in names]]
            continue
        signs = ["label", "host" if word.endswith(_HOSTS) else "plain_order"]
        candidate = _candidate(reading, names, [], sentence.part.title or word, label.start(), end, signs)
        if candidate:
            out.append(candidate)
    for answering in _ANSWERING.finditer(text, sentence.start, sentence.end):
        names = read_names(text, answering.start("names"), answering.end("names"))
        clause = sentence.clause_at(answering.start())
        if any(text[n.start : n.end].endswith(("责任人", "责任主体", "责任单位")) for n in names or []):
            continue
        if names and all(is_body(n.text) for n in names) and not any(c.start <= answering.end() <= c.end for c in out):
            signs = ["label", mood_sign(sentence, clause)]
            shown = text[clause.start : clause.end]
            candidate = _candidate(reading, names, [], shown, answering.start(), names[-1].end, signs)
            out += [candidate] if candidate else []
    return out


def _under_label(text: str, sentence: Sentence) -> list[Name] | None:
    """The names of a line that says nothing else, under a heading that is a label (三、主办单位)."""
    title = sentence.part.title.strip("：")
    if sentence.is_title or len(title) > 14 or not title.endswith(tuple(duties.LEAD_LABELS)):
        return None
    end = sentence.end
    while end > sentence.start and text[end - 1] in "。；，\n ":
        end -= 1
    names = read_names(text, sentence.start, end) if end - sentence.start <= 120 else None
    return names if names and all(_looks_like_name(n.text) for n in names) else None


def _looks_like_name(text: str) -> bool:
    if _PERSON_NAME.fullmatch(text):
        return True
    return 2 <= len(text) <= 28 and not re.search(r"[，。；：！？]|要|应|须|负责|做好|\d{3}", text)


def _bracketed(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """（甲局牵头，乙局配合）."""
    text = reading.text
    out = []
    for found in _BRACKET.finditer(text, sentence.start, sentence.end):
        at = found.start("inner")
        lead: Candidate | None = None
        for piece in re.finditer(r"[^，；]+", found["inner"]):
            inner = _BRACKET_PART.match(piece.group())
            if not inner:
                continue
            start = at + piece.start()
            if inner["names"].startswith("由"):
                start += 1
            names = read_names(text, start, at + piece.start() + inner.end("names"), loose=True)
            if not names or not all(_looks_like_name(n.text) for n in names):
                continue
            if inner["verb"] in ("配合", "参与", "参加", "协助"):
                if lead:
                    lead.fields["support"] = [*lead.fields["support"], *[(n.start, n.end) for n in names]]
                continue
            lead = _candidate(
                reading,
                names,
                [],
                text[sentence.start : found.start()],
                start,
                at + piece.end(),
                ["label", "plain_order"],
            )
            if lead:
                out.append(lead)
    return out


def _by_clause(
    reading: Reading, sentence: Sentence, anchors: list[Candidate], taken: list[tuple[int, int]]
) -> list[Candidate]:
    """Walk the clauses of a sentence, carrying the doer along, until an act or marker makes it an item."""
    text = reading.text
    out: list[Candidate] = []
    doer: tuple[list[Name], Clause, int] | None = None
    loose = False
    described = sentence.start
    for clause in sentence.clauses:
        if clause.end <= clause.start or clause.start < described:
            continue
        system = _SYSTEM.match(text, clause.start, sentence.end)
        if system:
            described = system.end()
            continue
        bracketed = text[clause.start] == "（"
        if any(a < clause.end and clause.start < b and (bracketed or a <= clause.start) for a, b in taken):
            continue
        by = _named_by(reading, sentence, clause)
        if by:
            out.append(by)
            opened = text.find("（", clause.start, by.start)
            if opened < clause.start + 3:
                continue
            clause = replace(clause, end=opened)
        if out and _HELPS_ALONE.search(text, clause.start, clause.end) and not MARKER.search(text, clause.start, clause.end):
            helping = read_names(text, clause.start, _helping_from(text, clause)) or []
            out[-1].fields["support"] = [*out[-1].fields["support"], *[(n.start, n.end) for n in real_names(helping)]]
            doer = None
            continue
        subject = None
        if not text[clause.start : clause.end].endswith(("后", "时", "之前", "之后", "过程中", "期间")):
            subject = _subject(text, clause.start, clause.end)
        if subject and _SAMPLED.match(text, subject[0][0].start, clause.end):
            doer = None
            continue
        if subject and re.match(r"(?:至少|均|都)?有|等\d", text[subject[1] : subject[1] + 4]):
            doer = None
            continue
        if subject and _PREAMBLE.search(text, subject[1], sentence.end):
            doer = None
            continue
        if subject and _RELATIVE.match(text, subject[1], clause.end):
            doer = None
            continue
        if subject and re.match(r"(?:担任|任|为)(?:副组长|组员|成员)", text[subject[1] : subject[1] + 6]):
            doer = None
            continue
        if subject:
            names, verb_at = subject
            doer = (names, clause, verb_at)
            loose = text[verb_at : verb_at + 1] != "，" and not _STOP.match(text, verb_at)
            if text.startswith(("成立", "组建"), verb_at) and sentence.part.role != "division":
                if _GROUP.search(text, clause.start, sentence.end):
                    doer = None
                continue
            if _AUXILIARY.match(text[verb_at : verb_at + 12]) and out and not MARKER.match(text, verb_at):
                out[-1].fields["support"] = [*out[-1].fields["support"], *[(n.start, n.end) for n in real_names(names)]]
                doer = None
                continue
            if _ONLY_HELPS.match(text, verb_at) and not MARKER.search(text, verb_at, clause.end):
                doer = None
                continue
        if not doer:
            continue
        names, home, verb_at = doer
        at = verb_at if home is clause else clause.start
        signs = act_signs(text, at, clause.end, marked=home is clause)
        if any(
            clause.start <= start < clause.end or (home is clause and start <= clause.start < stop)
            for a in anchors
            for start, stop in ((a.start, a.end), *a.also)
        ):
            signs += ["hook_date" if any(a.kind == "deadline" for a in anchors) else "hook_number"]
        elif anchors and home is clause:
            signs.append("hook_sentence")
        if sentence.part.role == "division" and home is clause:
            signs.append("division")
        if not signs or _COMPOSED.match(text, at, clause.end):
            continue
        if loose and not set(signs) & {"marked", "hook_verb", "hook_date", "hook_number", "division", "host"}:
            continue
        if home is not clause and loose and "marked" not in signs:
            continue
        if home is not clause:
            signs.append("carried")
        signs.append(mood_sign(sentence, clause))
        signs += _place_signs(reading, sentence)
        support = _support(text, clause, at)
        candidate = _candidate(reading, names, support, text[at : clause.end], names[0].start, home.end, signs)
        if candidate:
            if home is not clause:
                candidate.also.append((clause.start, clause.end))
            out.append(candidate)
    return out


def _helping_from(text: str, clause: Clause) -> int:
    """Where the verb of a clause that only helps begins."""
    found = _HELPS_ALONE.search(text, clause.start, clause.end)
    return found.start() if found else clause.end


def _place_signs(reading: Reading, sentence: Sentence) -> list[str]:
    signs = []
    if sentence.is_title:
        signs.append("title")
    if sentence.part.role in ("background", "criteria"):
        signs.append(sentence.part.role)
    if reading.tells and not sentence.orders and not any(c.mood in ("ordered", "planned") for c in sentence.clauses):
        signs.append("told")
    return signs


def _subject(text: str, start: int, end: int) -> tuple[list[Name], int] | None:
    """The names a clause opens with and where their verb begins; None when it opens with something else."""
    at = start
    lead = _LEAD_IN.match(text, at, end)
    if lead:
        at = lead.end()
    when = _TIMES.match(text, at, end)
    if when and when.end() > at and not text[at : when.end()].isdigit():
        at = when.end()
    at = _behind_times(text, at, end)
    while at < end and text[at] in " ，：":
        at += 1
    best: tuple[list[Name], int] | None = None
    group = _GROUP_OF_WORK.match(text, at, min(end, at + 60))
    if group and "、" not in group.group():
        return [Name(at, group.end(), group.group(), False)], group.end()
    limit = min(end, at + 90)
    plain = re.sub(r"（[^）]*）", lambda m: "　" * len(m.group()), text[at:limit])
    for tries, stop in enumerate(_STOP.finditer(plain)):
        place = at + stop.start()
        if stop.group().isdigit() and re.match(r"\d+\s?[人名位]", text[place : place + 6]):
            break
        if tries > 14:
            break
        if place > at:
            names = read_names(text, at, place)
            if names and (best is None or place > best[1]):
                best = (names, place)
        if best and not _may_go_on(text, place, stop.group()):
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
        best = _longest_name(text, at, min(end, at + 36))
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
        low = at + (2 if text.startswith("党的", at) else 1 if text[at : at + 1] in ("在", "于", "从", "自", "至") else 0)
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
    if at < 0 or text[at + 2 : at + 3] in tuple("部处科人委工机建生"):
        return None
    first = read_names(text, name.start, at)
    return at if first and len(first) == 1 and is_body(first[0].text) else None


def _longest_name(text: str, start: int, end: int, *, anyhow: bool = False) -> tuple[list[Name], int] | None:
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


def _may_go_on(text: str, place: int, verb: str) -> bool:
    """True when the verb at `place` may be part of a name (组织 in 组织部), judged by what follows it."""
    if verb not in duties.VERBS_IN_NAMES or len(verb) == 1:
        return verb in duties.VERBS_IN_NAMES
    behind = place + len(verb)
    return text[behind : behind + 1] in _NAME_GOES_ON or text.startswith(_DOUBLE_VERBS, behind)


def _named_by(reading: Reading, sentence: Sentence, clause: Clause) -> Candidate | None:
    """由甲处布置, 由乙任组长, 设在丙处."""
    text = reading.text
    for found in _BY.finditer(text, clause.start, clause.end):
        at = found.end()
        if re.match(r"[^，。；]{0,40}(?:组成|构成|参加的)", text[at : clause.end]):
            continue
        best: tuple[list[Name], int] | None = None
        for tries, stop in enumerate(_STOP.finditer(text, at, min(clause.end, at + 70))):
            if tries > 12:
                break
            names = read_names(text, at, stop.start()) if stop.start() > at else None
            if names and (best is None or stop.start() > best[1]):
                best = (names, stop.start())
            elif best:
                break
            if best and not _may_go_on(text, stop.start(), stop.group()):
                break
        person = _BY_PERSON.match(text, at, clause.end) if not best else None
        if person:
            best = [Name(at, person.end("name"), person["name"], True)], person.end("name")
        chair = re.compile(r"[^，。；]{2,20}?(?=同志担任|同志兼任|担任|兼任)").match(text, at, clause.end)
        if not best and chair and _HEAD_POST.search(text[clause.start : found.start()]):
            named = read_names(text, at, chair.end(), loose=True)
            best = (named, chair.end()) if named else None
        if not best:
            best = _longest_name(text, at, min(clause.end, at + 30), anyhow=True)
        if not best or not real_names(best[0]):
            continue
        names, verb = best
        rest = text[verb : clause.end]
        if re.match(r"(?:轮流|分别)?(?:担任|任|兼任)", rest) and not _HEAD_POST.search(
            text[clause.start : found.start()] + rest
        ):
            continue
        signs = ["by", mood_sign(sentence, clause), *_place_signs(reading, sentence)]
        return _candidate(
            reading,
            names,
            _support(text, clause, verb),
            text[clause.start : clause.end],
            found.start(),
            clause.end,
            signs,
        )
    seat = _SEAT.search(text, clause.start, clause.end)
    if not seat and _SEATED.search(text, max(sentence.start, clause.start - 24), clause.start):
        seat = _SEAT_ALONE.match(text, clause.start, clause.end)
    names = read_names(text, seat.start("names"), seat.end("names")) if seat else None
    if seat and names:
        signs = ["marked", mood_sign(sentence, clause)]
        return _candidate(reading, names, [], seat.group(), seat.start(), seat.end(), signs)
    return None


def _group(reading: Reading, sentence: Sentence) -> Candidate | None:
    """A leading group: X任组长, Y任副组长, Z为成员 gives one item with X as lead and the others as support."""
    text = reading.text
    found = _GROUP.search(text, sentence.start, sentence.end)
    if not found:
        return None
    names = read_names(text, found.start("names"), found.end("names"), loose=True)
    if not names or not real_names(names) or not all(_looks_like_name(n.text) for n in names):
        return None
    support: list[tuple[int, int]] = []
    for more in _MEMBERS.finditer(text, found.end(), sentence.end):
        members = read_names(text, more.start("names"), more.end("names"), loose=True)
        support += [(n.start, n.end) for n in members or []]
    home = sentence.clause_at(found.start("names"))
    signs = ["group", mood_sign(sentence, home)]
    if signs[1] == "reported":
        signs[1] = "plain_order"
    end = home.end
    return _candidate(reading, names, support, text[sentence.start : end], found.start("names"), end, signs)


def _duty_heading(reading: Reading, sentence: Sentence) -> Candidate | None:
    """督查组工作职责：…"""
    text = reading.text
    found = re.match(
        r"(?P<names>[^，。；：]{2,30}?)(?:的)?(?:主要|工作|具体)?职责(?:是|为)?[：:]",
        text[sentence.start : sentence.end],
    )
    if not found:
        return None
    names = read_names(text, sentence.start, sentence.start + found.end("names"))
    if not names:
        return None
    end = sentence.clauses[0].end
    return _candidate(reading, names, [], text[sentence.start : end], sentence.start, end, ["division", "marked"])


def _support(text: str, clause: Clause, at: int) -> list[tuple[int, int]]:
    """Bodies that 配合, 参与 or 协助 in the same clause."""
    found = re.search(
        r"(?:会同|联合(?![主承协举]办|印发|发文))(?P<names>[^，。；]{2,50}?)(?=组织|开展|制定|进行|做好|负责|共同|等|研究|实施|组成|组建|成立|对|抓好|联合|分别|定期|适时|$)",
        text[at : clause.end],
    )
    if not found:
        return []
    names = read_names(text, at + found.start("names"), at + found.end("names"))
    return [(n.start, n.end) for n in names] if names else []


def _one_per_lead_set(text: str, found: list[Candidate]) -> list[Candidate]:
    """One item per sentence and set of leads, the surest of them, with the signs of all."""
    best: dict[tuple[str, ...], Candidate] = {}
    for candidate in found:
        key = tuple(sorted(text[a:b] for a, b in candidate.fields["lead"]))
        kept = best.get(key)
        if kept is None:
            best[key] = candidate
        elif candidate.confidence > kept.confidence:
            candidate.also = [*kept.also, *candidate.also]
            best[key] = candidate
    return list(best.values())
