"""Duties that a label or a bracket gives: 责任单位：甲局; （甲局牵头，乙局配合）."""

import re

from taizhang.work.notices.reading.bodies import Name, is_body, read_names, real_names
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading, Sentence, mood_sign
from taizhang.work.notices.reading.words import duties
from taizhang.work.notices.reading.words.bodies import SURNAMES

_LABEL_WORDS = "|".join(sorted((*duties.LEAD_LABELS, *duties.SUPPORT_LABELS), key=len, reverse=True))
_LABELLED = re.compile(
    rf"(?:^|(?<=[（，。；、：\s\n·.．]))(?P<label>[\u4e00-\u9fff]{{0,4}}(?:{_LABEL_WORDS}))"
    r"(?:[ 　]{0,2}：\s?|(?<=[长员位人门导])[ 　](?=[\u4e00-\u9fff])|"
    r"(?<=单位|部门|处室|科室|主体|组长|任人|责人)(?P<told>[为是])(?!成员|组员|副?组长))"
)
_ANSWERING = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?:责任主体|责任单位|责任部门|牵头单位|牵头部门|主办单位|承办单位|负责人|责任人|"
    r"召集人|总指挥)[为是](?!成员|组员|副?组长)(?P<names>[^，。；：（）]{2,60})"
)
BRACKET = re.compile(r"（(?P<inner>[^（）\n]{2,90}(?:牵头|负责|指导|落实|承办|主办|配合|参与|参加)[^（）\n]{0,60})）")
_BRACKET_PART = re.compile(
    r"(?P<names>[^，；]+?)(?:共同|分别|具体|按职责(?:分工)?)?(?P<verb>牵头|负责|指导|落实|承办|主办|配合|"
    r"参与|参加|协助)(?:负责|落实|实施)?$"
)
_PERSON_NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_TASK_THEN_NAME = re.compile(r"(?P<task>[\u4e00-\u9fff、]{2,16})：\s?(?P<names>[^，。；：\n]{2,40})(?=[，。；\n]|$)")
_SHORT_PERSON = re.compile(rf"[小老]?[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:老师|书记|主任|同志|师傅)?")
_MORE_NAMES = re.compile(r"，(?P<names>[^，。；：）]{2,60})(?=[；）])")
_LABEL_END = re.compile(r"[，。；）\n ](?=[^、]*)|等(?=\d{1,2}、)")
_HEADS = re.compile(r"(?:^|(?<=[：，。；\n ]))组长单位\s?（(?P<names>[^（）\n]{2,40})）")
_ROLES = ("责任人", "责任主体", "责任单位")
_HOSTS = ("主办", "承办", "主办单位", "承办单位")


def duty(
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


def labelled(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """责任单位：甲局、乙局；配合单位：丙局."""
    text = reading.text
    found = list(_LABELLED.finditer(text, sentence.start, sentence.end))
    out: list[Candidate] = []
    named = _under_label(text, sentence) if not found else None
    if named:
        signs = ["label", "host" if sentence.part.title.endswith(_HOSTS) else "plain_order"]
        candidate = duty(reading, named, [], sentence.part.title, sentence.start, named[-1].end, signs)
        return [candidate] if candidate else []
    for i, label in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else sentence.end
        cut = _LABEL_END.search(
            re.sub(r"（[^（）\n]{1,20}）", lambda m: "　" * len(m.group()), text[label.end() : stop])
        )
        end = label.end() + cut.start() if cut else stop
        names = read_names(text, label.end(), end, loose=True)
        more = _MORE_NAMES.match(text, end, stop) if names else None
        if more and text.rfind("（", sentence.start, label.start()) > text.rfind("）", sentence.start, label.start()):
            names = (names or []) + (read_names(text, more.start("names"), more.end("names")) or [])
            end = names[-1].end
        if not names or not all(looks_like_name(n.text) for n in names):
            continue
        if label["told"] and not all(is_body(n.text) and not n.text.endswith(_ROLES) for n in names):
            continue
        word = label["label"]
        if word.endswith(duties.SUPPORT_LABELS) and not word.endswith(("负责", "牵头")):
            if out:
                out[-1].fields["support"] = [*out[-1].fields["support"], *[(n.start, n.end) for n in names]]
            continue
        signs = ["label", "host" if word.endswith(_HOSTS) else "plain_order"]
        candidate = duty(reading, names, [], sentence.part.title or word, label.start(), end, signs)
        if candidate:
            out.append(candidate)
    for answering in [*_HEADS.finditer(text, sentence.start, sentence.end)]:
        names = read_names(text, answering.start("names"), answering.end("names"))
        candidate = None
        if names:
            candidate = duty(
                reading, names, [], answering.group(), answering.start(), answering.end(), ["label", "plain_order"]
            )
        out += [candidate] if candidate else []
    for answering in _ANSWERING.finditer(text, sentence.start, sentence.end):
        names = read_names(text, answering.start("names"), answering.end("names"))
        clause = sentence.clause_at(answering.start())
        if any(n.text.endswith(_ROLES) for n in names or []):
            continue
        if names and all(is_body(n.text) for n in names) and not any(c.start <= answering.end() <= c.end for c in out):
            signs = ["label", mood_sign(sentence, clause)]
            shown = text[clause.start : clause.end]
            candidate = duty(reading, names, [], shown, answering.start(), names[-1].end, signs)
            out += [candidate] if candidate else []
    return out


def task_then_name(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """A line of a division of labour that names a task and who does it: 现场协调：治保主任."""
    text = reading.text
    found = _TASK_THEN_NAME.match(text, sentence.start, sentence.end)
    if not found or sentence.part.role != "division" or sentence.is_title or is_body(found["task"]):
        return []
    if found["task"].endswith((*duties.LEAD_LABELS, *duties.SUPPORT_LABELS)):
        return []
    names = read_names(text, found.start("names"), found.end("names"), loose=True)
    if not names or not all(is_body(n.text) or _SHORT_PERSON.fullmatch(n.text) for n in names):
        return []
    made = duty(reading, names, [], found["task"], sentence.start, found.end("names"), ["label", "plain_order"])
    return [made] if made else []


def _under_label(text: str, sentence: Sentence) -> list[Name] | None:
    """The names of a line that says nothing else, under a heading that is a label (三、主办单位)."""
    title = sentence.part.title.strip("：")
    if sentence.is_title or len(title) > 14 or not title.endswith(tuple(duties.LEAD_LABELS)):
        return None
    end = sentence.end
    while end > sentence.start and text[end - 1] in "。；，\n ":
        end -= 1
    names = read_names(text, sentence.start, end) if end - sentence.start <= 120 else None
    return names if names and all(looks_like_name(n.text) for n in names) else None


def looks_like_name(text: str) -> bool:
    if _PERSON_NAME.fullmatch(text):
        return True
    return 2 <= len(text) <= 28 and not re.search(r"[，。；：！？]|要|应|须|负责|做好|\d{3}", text)


def bracketed(reading: Reading, sentence: Sentence) -> list[Candidate]:
    """（甲局牵头，乙局配合）."""
    text = reading.text
    out = []
    for found in BRACKET.finditer(text, sentence.start, sentence.end):
        at = found.start("inner")
        lead: Candidate | None = None
        for piece in re.finditer(r"[^，；]+", found["inner"]):
            inner = _BRACKET_PART.match(piece.group())
            if not inner:
                continue
            start = at + piece.start()
            if inner["names"].startswith("由"):
                start += 1
            stop = at + piece.start() + inner.end("names")
            joint = text.find("会同", start + 2, stop)
            helping = read_names(text, joint + 2, stop) if joint > 0 else None
            names = read_names(text, start, joint if joint > 0 else stop, loose=True)
            if not names or not all(looks_like_name(n.text) for n in names):
                continue
            if inner["verb"] in ("配合", "参与", "参加", "协助"):
                if lead:
                    lead.fields["support"] = [*lead.fields["support"], *[(n.start, n.end) for n in names]]
                continue
            lead = duty(
                reading,
                names,
                [(n.start, n.end) for n in real_names(helping or [])],
                text[sentence.start : found.start()],
                start,
                at + piece.end(),
                ["label", "plain_order"],
            )
            if lead:
                out.append(lead)
    return out
