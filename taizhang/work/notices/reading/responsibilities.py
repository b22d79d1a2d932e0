"""Responsibilities: who is told to do what. A marker always counts; without one a specific doer and a telling act do.

One item per sentence and set of leads; the doer stands in that sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from taizhang.work.notices.reading.acts import MARKER, act_signs
from taizhang.work.notices.reading.bodies import Name, is_body, read_names, real_names
from taizhang.work.notices.reading.labels import BRACKET, bracketed, duty, labelled, looks_like_name, task_then_name
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Clause, Reading, Sentence, mood_sign
from taizhang.work.notices.reading.subjects import STOP, longest_name, may_go_on, subject_of
from taizhang.work.notices.reading.words import duties
from taizhang.work.notices.reading.words.bodies import SURNAMES

_BY = re.compile(r"(?<!事)(?<!理)由(?!于|此|来)")
_GROUP = re.compile(
    r"(?:由|成立|以|，|：|^)(?P<names>[^，。；：由以]{2,24}?)(?:同志)?(?:担任|(?<![主责])任|"
    r"为)(?:[^，。；、]{0,14}?)组长(?!单位)"
)
_MEMBERS = re.compile(r"，(?:由)?(?P<names>[^，。；]{2,80}?)(?:同志)?(?:担任|任|为)(?:副组长|组员|成员)")
_SEAT = re.compile(
    r"(?:办公室|秘书处|组委会|指挥部|专班)(?:[^，。；设]{0,10}[，（])?(?:地点)?(?:挂靠|设)(?:在|于)(?P<names>[^，。；（）]{2,24})"
    r"|下设办公室(?:在|于)(?P<seat>[^，。；（）]{2,24})"
)
_SEATED = re.compile(r"(?:办公室|秘书处|组委会|指挥部|专班|组)[^，。；]{0,8}，$")
_SEAT_ALONE = re.compile(r"(?:办公室|地点|日常工作机构)?(?:挂靠|设)(?:在|于)(?P<names>[^，。；（）]{2,24})")
_DUTY_TAIL = re.compile(r"(?:的)?(?:主要|工作|具体)?(?:职责|分工|责任)(?:是|为)?$")
_BY_PERSON = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?(?:同志|老师)?)(?=带队|牵头|负责|主持|主讲|召集|具体|统筹|总负责|任|担任|兼任)"
)
_ONE_OF_THEM = re.compile(r"[一1][名位个](?=[\u4e00-\u9fff])")
_COMPOSED = re.compile(r"\s?由[^。；]{1,40}组成|兼任(?![^，。；、]{0,8}主任)")
_HEAD_POST = re.compile(r"(?<!副)组长|总指挥|召集人|指挥长|(?<!副)(?<!办公室)主任")
# The doer is only part of a description: 督查室规定的期限内, 区政府召开的会议.
_RELATIVE = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:规定|召开|制定|制订|印发|下发|组织|开展|举办|确定|公布|发布|审定|安排|要求)的(?!是)"
)
# A place to draw a sample from: 每个县抽查3个乡镇.
_SAMPLED = re.compile(
    r"每个?(?:市|州|市州|市（州）|县|区|县区|县（区）|县（市、区）|市、区|乡|镇|乡镇|村|社区|街道)(?:要)?(?:随机)?(?:抽|检查|选取|走访)"
)
# A body says that it makes this very paper: 我局结合实际，制定本方案.
_PREAMBLE = re.compile(
    r"(?:现就|特|现|制定|制订|提出|作出|安排|通知)[^，。；]{0,30}(?:如下|本(?:方案|办法|意见|计划|细则|制度|预案))[^，；]{0,12}[。：]?$"
)
_HELPS_ALONE = re.compile(
    r"(?:要|应|须|将)?(?:予以|给予|积极|密切|全力|共同|做好)?(?:配合|协助|参与)(?:工作|实施|指导)?$"
)
_ONLY_HELPS = re.compile(r"(?:要|应|须|将)?(?:予以|给予|积极|密切|全力|共同)?(?:配合|协助|参与)")
# A way of working is described, nobody is told to do anything: 构建党委统一领导、部门分工负责的工作机制.
_SYSTEM = re.compile(
    r"[^，。；]{0,4}?(?:构建|形成|健全|完善|实行|坚持|落实)(?:起|了)?(?!方案)[^。；由]{4,100}?的(?:[\u4e00-\u9fff]{0,8})(?:机制|体系|格局|体制|制度|局面|原则)"
)
# What is told is a thing of the body, not an act: 支部集中学习时间不少于20学时.
_THING = re.compile(
    r"[\dA-Za-z]{0,4}[\u4e00-\u9fff]{0,8}率(?:达|不|要|应|须|为|提|保)|(?:每[年月周日天次])?(?:不超过|不多于|不少于|不低于|最多|最高)\s?\d|(?![每要应须将])[\u4e00-\u9fff]{2,8}(?:时间|次数|人数|数量|率|比例|面积|标准)(?:必须|应|须|要|不|达|确保|为|控制)"
)
# A clause that only says when.
_WHEN = re.compile(r"(?:后|(?<![小学课工])时|之前|过程中|期间)$")
# Only says where something is written: 具体要求见附件1.
_SEE = re.compile(r"[^，。；（）]{0,30}详?见附[件表][\d一二三四五六]{0,2}[。；]?$")
# A body that is set up and told what it does: 设立专家委员会，由…组成，负责评审.
_SET_UP = re.compile(
    r"(?:设立|成立|组建|下设|(?<![建开])设)(?P<names>[\u4e00-\u9fff（）“”]{3,28}?)，(?:由[^。；]{2,90}?组成，)?(?=(?:统一|具体|全面|主要)?负责(?!人))"
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
        found = labelled(reading, sentence) + bracketed(reading, sentence)
        found += [] if found else task_then_name(reading, sentence)
        found += [
            c for c in (_group(reading, sentence), _duty_heading(reading, sentence), _set_up(reading, sentence)) if c
        ]
        taken = [(c.start, c.end) for c in found]
        if found:
            taken += [m.span("inner") for m in BRACKET.finditer(reading.text, sentence.start, sentence.end)]
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
    if start > sentence.start and text[:start].rstrip("： ").endswith((*duties.LEAD_LABELS, *duties.SUPPORT_LABELS)):
        return None
    if end - start > 40 or MARKER.search(text, start, end) or re.search(r"由|\d", text[start:end]):
        return None
    names = read_names(text, start, end)
    return names if names and real_names(names) else None


def _of_a_name_alone(reading: Reading, sentence: Sentence, names: list[Name]) -> Candidate | None:
    """The duty told right behind a name that stands alone: 负责…, or anything under a heading of duties."""
    text = reading.text
    clause = sentence.clauses[0]
    marked = re.match(r"(?:主要|具体|全面|统一|牵头)?(?:负责(?!人)|牵头|承担|主抓)", text[clause.start : clause.end])
    if text.find("：", clause.start, min(clause.end, clause.start + 12)) >= 0:
        return None
    if sentence.is_title or not (marked or sentence.part.role == "division"):
        return None
    signs = ["marked" if marked else "division", mood_sign(sentence, clause), *_place_signs(reading, sentence)]
    task = text[clause.start : clause.end]
    return duty(reading, names, [], task, names[0].start, clause.end, signs)


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
        if clause.end <= clause.start or clause.start < described or _SEE.match(text, clause.start, clause.end):
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
        if (
            out
            and _HELPS_ALONE.search(text, clause.start, clause.end)
            and not MARKER.search(text, clause.start, clause.end)
        ):
            helping = read_names(text, clause.start, _helping_from(text, clause)) or []
            out[-1].fields["support"] = [*out[-1].fields["support"], *[(n.start, n.end) for n in real_names(helping)]]
            doer = None
            continue
        subject = None
        if not _WHEN.search(text, clause.start, clause.end):
            subject = subject_of(text, clause.start, clause.end)
        elif text[clause.start : clause.end].endswith(("后", "之后")) and (
            first := subject_of(text, clause.start, clause.end)
        ):
            # 学科组确定人选后，于28日前上报: who is done with one thing does the next
            doer = (first[0], clause, clause.end)
            continue
        if subject and _SAMPLED.match(text, subject[0][0].start, clause.end):
            doer = None
            continue
        if subject and re.match(r"(?:至少|均|都)?有|等\d|\d+个(?!月|工)", text[subject[1] : subject[1] + 4]):
            doer = None
            continue
        if subject and _PREAMBLE.search(text, subject[1], sentence.end):
            doer = None
            continue
        if subject and (_RELATIVE.match(text, subject[1], clause.end) or _THING.match(text, subject[1], clause.end)):
            doer = None
            continue
        if subject and re.match(r"(?:担任|任|为)(?:副组长|组员|成员)", text[subject[1] : subject[1] + 6]):
            doer = None
            continue
        if subject:
            names, verb_at = subject
            doer = (names, clause, verb_at)
            loose = text[verb_at : verb_at + 1] != "，" and not STOP.match(text, verb_at)
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
        left_open = home is not clause and home.mood == "open" and clause.mood != "ordered"
        signs.append("open" if left_open else mood_sign(sentence, clause))
        signs += _place_signs(reading, sentence)
        support = _support(text, clause, at)
        candidate = duty(reading, names, support, text[at : clause.end], names[0].start, home.end, signs)
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


def _named_by(reading: Reading, sentence: Sentence, clause: Clause) -> Candidate | None:
    """由甲处布置, 由乙任组长, 设在丙处."""
    text = reading.text
    for found in _BY.finditer(text, clause.start, clause.end):
        at = found.end()
        if counted := _ONE_OF_THEM.match(text, at, clause.end):
            at = counted.end()
        if re.match(r"[^，。；]{0,40}(?:组成|构成|参加的)", text[at : clause.end]):
            continue
        best: tuple[list[Name], int] | None = None
        for tries, stop in enumerate(STOP.finditer(text, at, min(clause.end, at + 70))):
            if tries > 12:
                break
            names = read_names(text, at, stop.start()) if stop.start() > at else None
            if names and (best is None or stop.start() > best[1]):
                best = (names, stop.start())
            elif best:
                break
            if best and not may_go_on(text, stop.start(), stop.group()):
                break
        person = _BY_PERSON.match(text, at, clause.end) if not best else None
        if person:
            best = [Name(at, person.end("name"), person["name"], True)], person.end("name")
        chair = re.compile(r"[^，。；]{2,20}?(?=同志担任|同志兼任|担任|兼任)").match(text, at, clause.end)
        if not best and chair and _HEAD_POST.search(text[clause.start : found.start()]):
            named = read_names(text, at, chair.end(), loose=True)
            best = (named, chair.end()) if named else None
        if not best:
            best = longest_name(text, at, min(clause.end, at + 30), anyhow=True)
        if not best or not real_names(best[0]):
            continue
        names, verb = best
        rest = text[verb : clause.end]
        if re.match(r"(?:轮流|分别)?(?:担任|任|兼任)", rest) and not _HEAD_POST.search(
            text[clause.start : found.start()] + rest
        ):
            continue
        signs = ["by", mood_sign(sentence, clause), *_place_signs(reading, sentence)]
        return duty(
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
    place = "seat" if seat and "seat" in seat.groupdict() and seat["seat"] else "names"
    names = read_names(text, seat.start(place), seat.end(place)) if seat else None
    if seat and names:
        signs = ["marked", mood_sign(sentence, clause)]
        return duty(reading, names, [], seat.group(), seat.start(), seat.end(), signs)
    return None


def _group(reading: Reading, sentence: Sentence) -> Candidate | None:
    """A leading group: X任组长, Y任副组长, Z为成员 gives one item with X as lead and the others as support."""
    text = reading.text
    found = _GROUP.search(text, sentence.start, sentence.end)
    if not found:
        return None
    names = read_names(text, found.start("names"), found.end("names"), loose=True)
    if not names or not real_names(names) or not all(looks_like_name(n.text) for n in names):
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
    return duty(reading, names, support, text[sentence.start : end], found.start("names"), end, signs)


def _set_up(reading: Reading, sentence: Sentence) -> Candidate | None:
    """A body that is set up and answers for something in the same sentence."""
    text = reading.text
    found = _SET_UP.search(text, sentence.start, sentence.end)
    if not found or (
        text.startswith(("由",), found.end("names") + 1) and "任" in text[found.end("names") : found.end()]
    ):
        return None
    clause = sentence.clause_at(found.start())
    if subject_of(text, clause.start, found.start() + 2) or re.search(
        r"[\u4e00-\u9fff]{2}[要应须将]$", text[clause.start : found.start()]
    ):
        return None
    stop = found.end("names")
    note = text.rfind("（", found.start("names"), stop)
    names = read_names(text, found.start("names"), note if note > 0 and text[stop - 1] == "）" else stop)
    if not names or len(names) != 1 or not is_body(names[0].text):
        return None
    clause = sentence.clause_at(found.end())
    signs = ["marked", mood_sign(sentence, clause), *_place_signs(reading, sentence)]
    made = duty(reading, names, [], text[clause.start : clause.end], names[0].start, names[0].end, signs)
    if made:
        made.also.append((clause.start, clause.end))
    return made


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
    return duty(reading, names, [], text[sentence.start : end], sentence.start, end, ["division", "marked"])


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
            candidate.also = [(kept.start, kept.end), *kept.also, *candidate.also]
            best[key] = candidate
        else:
            kept.also = [*kept.also, (candidate.start, candidate.end), *candidate.also]
    return list(best.values())
