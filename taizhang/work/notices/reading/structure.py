"""From a clean text to a document: lines, parts under their headings, and the places that belong to a web page.

Works on folded text (see `taizhang.lib.chinese.script.fold`); all offsets are offsets of that text.
"""

import re
from dataclasses import dataclass, field

from taizhang.lib.chinese.numerals import parse_number
from taizhang.work.notices.reading.words.chrome import COUNTERS, PAGE_LINE, TAIL_LINE
from taizhang.work.notices.reading.words.sections import ROLES

_HAN = "一二三四五六七八九十"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "stage",
        re.compile(
            rf"第?(?P<n>[{_HAN}\d]{{1,3}})个?(?:阶段|步骤|(?<=第.)步|(?<=第..)步)(?=[：、，（ —-]|[\u4e00-\u9fff])"
        ),
    ),
    ("stage", re.compile(rf"(?:阶段|步骤)(?P<n>[{_HAN}\d]{{1,2}})(?=[：、，（ —-])")),
    (
        "month",
        re.compile(
            r"(?:(?:19|20)\d\d年|今年|明年|次年)?\s?(?P<n>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?=\s?：?$)"
        ),
    ),
    ("chapter", re.compile(rf"第(?P<n>[{_HAN}\d]{{1,3}})(?:部分|[章节条])[ ：、]?")),
    ("han", re.compile(rf"(?P<n>[{_HAN}]{{1,3}})(?:、|[.。](?=[\u4e00-\u9fff]))")),
    ("han_bracket", re.compile(rf"（(?P<n>[{_HAN}]{{1,3}})）[、.]?|(?P<n2>[㈠-㈩])[、.]?")),
    ("number", re.compile(r"(?P<n>\d{1,2})(?:、\s?|[.]\s?(?!\d)|[.](?=\d{1,2}月)|）)|(?P<n2>[⒈-⒛])")),
    ("number_bracket", re.compile(r"（(?P<n>\d{1,2})）[、.]?|(?P<n2>[⑴-⒇])")),
    ("circle", re.compile(r"(?P<n>[①-⑳])")),
    ("bullet", re.compile(r"(?P<n>[●■◆★▲◇•※➢□])\s?")),
    ("bare_stage", re.compile(r"(?P<n>)(?=[\u4e00-\u9fff]{2,12}(?:阶段|环节)[（：、， \n])")),
    ("ordinal", re.compile(rf"第(?P<n>[{_HAN}])[，、：]|第(?P<n2>[{_HAN}])(?=要)")),
    ("is", re.compile(rf"(?P<n>[{_HAN}])是(?!否|指)")),
    ("must", re.compile(rf"(?P<n>[{_HAN}])要(?!点|求|素)")),
)
_SIGNS = {
    sign: n
    for row in (
        "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
        "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓",
        "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿",
    )
    for n, sign in enumerate(row, 1)
}
_INLINE = re.compile(
    rf"(?<=[。；：！])\s?(?=第[{_HAN}]|[{_HAN}]{{1,3}}[、.。是要]|（[{_HAN}\d]{{1,3}}）|[①-⑳㈠-㈩⒈-⒛⑴-⒇]|\d[.、）])"
)
# In a long line headings may run on with no stop before them: 时间安排（一）宣传发动（5月1日）（二）…
_RUN_ON = 120
_UNSTOPPED = re.compile(rf"(?<=[\u4e00-\u9fff）”\d ])\s?(?=（[{_HAN}]）[\u4e00-\u9fff])(?<![第条款项附件表按照之的])")
_HEADED_RUN = re.compile(rf"[{_HAN}]{{1,3}}、[^，。；：（）]{{2,16}}（一）")
_RUNNING = frozenset(("is", "must", "ordinal", "circle"))
_TITLE_END = re.compile(r"[。：！？\n；]|(?<=[日月旬底前末初年内止号]）) ?(?=[^。：；，、（）\n])| ")
_MODAL = re.compile(r"要(?!点|求|素)|应当?|须|请(?!示)|将|不得|负责")
_PAGE_COUNTER = re.compile(COUNTERS)
_STAMPED_LINES = 15
_STAMP = re.compile(
    r"(?:时间|日期|更新|上传)：\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[\s\d:：]{0,10}|大小：.{1,12}|页数：\d{1,4}页|ID：\d+"
)
_IMPRINT = re.compile(r"^[^，。；：]{2,30}(?:19|20)\d\d年\d{1,2}月\d{1,2}日印发|^（?共印\s?\d{1,5}\s?份）?$|^抄送[：:]")
_ANNEX = re.compile(r"附\s?[件表录]\s?\d{0,2}\s?[：:]?")
_MAX_TITLE = 46
# A short line that a stop ends is a sentence where it counts something, or says by whom it is done.
_TELLING = r"[一两二三四五][篇份次节本场张名堂期部封幅]|由[\u4e00-\u9fff]{2,14}(?:组织|负责|牵头|实施|安排|承办|统一)"
_MAX_PAIR = 24  # a heading of two halves
# Somebody does something in some way: a sentence, however short (学校支部按照统一部署，开好动员大会).
_ACT_BY = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:按照|根据)[^，。；]{2,12}，")
_ENOUGH_PROSE = 150  # characters of sentences before a line that may end the notice
# A heading that only names a month: what stands under it is a calendar of events, not a list of stages.
_MONTH_TITLE = re.compile(
    rf"(?:(?:19|20)\d\d年)?\s?(?:1[0-2]|0?[1-9]|十[一二]?|[{_HAN}])月份?(?:份工作|工作)?(?:安排|要点|重点)?"
)


@dataclass
class Part:
    """A heading and what stands under it. `start`..`stop` is the whole part, `title_start`..`title_end` the title.

    `is_sentence` is set where the numbered line is no heading but a sentence of its own.
    """

    kind: str
    number: int
    label: str
    title: str
    title_start: int
    title_end: int
    start: int
    stop: int = 0
    role: str = ""
    is_sentence: bool = False
    parent: "Part | None" = None
    children: list["Part"] = field(default_factory=list)

    def path(self) -> list["Part"]:
        """This part and all parts it stands in, innermost first."""
        out: list[Part] = []
        here: Part | None = self
        while here is not None:
            out.append(here)
            here = here.parent
        return out


@dataclass(frozen=True)
class Line:
    """One line of the text; `reason` says why it is not read (page, teaser, annex_list …), empty when it is."""

    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of one line under one part: a line, or the piece of it from one label to the next."""

    start: int
    end: int
    part: Part


@dataclass
class Layout:
    """Lines, parts and segments of a text; `root` is the part without a heading that holds all."""

    lines: list[Line]
    root: Part
    segments: list[Segment]


def lay_out(text: str) -> Layout:
    """Find the lines that belong to the notice and the tree of its headings."""
    lines = _mark_page_lines(text, _lines(text))
    root = Part("root", 0, "", "", 0, 0, 0, len(text))
    stack = [root]
    segments: list[Segment] = []
    for line in lines:
        if line.reason:
            continue
        for start, end, inline in _pieces(text, line):
            found = _label(text, start, end)
            if found and found[0] in ("bullet", "bare_stage"):
                last = next((part.number for part in reversed(stack) if part.kind == found[0]), 0)
                found = None if inline else (found[0], last + 1, found[2])
            if found and _fits(found[0], found[1], inline, stack):
                part = _open_part(text, found, start, end, stack)
                _push(part, stack)
            elif not inline and _ANNEX.match(text, start):
                while len(stack) > 1:
                    stack.pop().stop = start
            segments.append(Segment(start, end, stack[-1]))
    while stack:
        stack.pop().stop = len(text)
    return Layout(lines, root, segments)


def _lines(text: str) -> list[Line]:
    out, at = [], 0
    for raw in text.split("\n"):
        start = at + len(raw) - len(raw.lstrip())
        end = at + len(raw.rstrip())
        if end > start:
            out.append(Line(start, end))
        at += len(raw) + 1
    return out


def _mark_page_lines(text: str, lines: list[Line]) -> list[Line]:
    """Set aside navigation, counters, what follows the end of the notice, and the list of annexes."""
    out: list[Line] = []
    tail = False
    annex = False
    prose = 0
    for i, line in enumerate(lines):
        shown = text[line.start : line.end]
        short = len(shown) <= 40
        if (
            not tail
            and short
            and (i > 2 or prose >= _ENOUGH_PROSE)
            and any(word in shown for word in TAIL_LINE)
            and "。" not in shown
        ):
            tail = line.start > len(text) * 0.25 or (i > 12 and prose >= _ENOUGH_PROSE)
            if tail:
                out = _drop_repeated_titles(text, out)
        if tail:
            out.append(Line(line.start, line.end, "teaser"))
            continue
        prose += len(shown) if "。" in shown or "；" in shown else 0
        if annex:
            annex = len(shown) <= 70 and "。" not in shown and bool(re.match(r"[《（]?\d|附", shown))
            if annex:
                out.append(Line(line.start, line.end, "annex_list"))
                continue
        plain = re.sub(r"[ >|·・]", "", shown)
        if len(shown) <= 60 and _IMPRINT.search(shown):
            out.append(Line(line.start, line.end, "imprint"))
        elif (
            ((short or shown.count("：") >= 2) and plain.startswith(PAGE_LINE) and not re.search(r"[。；]", shown))
            or (short and _PAGE_COUNTER.search(shown))
            or (i < _STAMPED_LINES and _STAMP.fullmatch(shown))
            or (short and _is_link_farm(shown))
        ):
            out.append(Line(line.start, line.end, "page"))
        elif re.match(r"附\s?件\s?\d{0,2}\s?[：:]", shown) and "。" not in shown and len(shown) <= 80:
            annex = True
            out.append(Line(line.start, line.end, "annex_list"))
        else:
            out.append(line)
    return out


def _is_link_farm(shown: str) -> bool:
    words = shown.split()
    if re.search(r"责任|时间|单位|负责|序号|日期|时限", shown):
        return False
    return len(words) >= 4 and all(2 <= len(word) <= 6 for word in words) and not any(c.isdigit() for c in shown)


def _drop_repeated_titles(text: str, lines: list[Line]) -> list[Line]:
    """Lines just before the tail that only repeat a heading without a stop belong to the page."""
    kept = list(lines)
    for i in range(len(kept) - 1, max(-1, len(kept) - 4), -1):
        shown = text[kept[i].start : kept[i].end]
        core = re.sub(r"（\d）$", "", shown)
        first = text[: kept[i].start]
        if len(core) >= 8 and "。" not in core and core in first:
            kept[i] = Line(kept[i].start, kept[i].end, "page")
        else:
            break
    return kept


def _pieces(text: str, line: Line) -> list[tuple[int, int, bool]]:
    """Cut a line where a label may stand inside it: (start, end, is inside)."""
    found = {m.end() for m in _INLINE.finditer(text, line.start, line.end)}
    if line.end - line.start >= _RUN_ON or _HEADED_RUN.match(text, line.start, line.end):
        found |= {m.end() for m in _UNSTOPPED.finditer(text, line.start, line.end)}
    cuts = [line.start, *sorted(found - {line.start})]
    return [
        (start, end, i > 0)
        for i, (start, end) in enumerate(zip(cuts, [*cuts[1:], line.end], strict=True))
        if end > start
    ]


def _label(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Kind and number of the label at `start`, and where it ends."""
    for kind, pattern in _LABELS:
        found = pattern.match(text, start, end)
        if found and kind == "month" and found.end() < end - 1:
            continue
        if found:
            raw = found["n"] or found.groupdict().get("n2") or ""
            if kind in ("bullet", "bare_stage"):
                return kind, 0, found.end()
            number = ord(raw) - ord("①") + 1 if kind == "circle" else _SIGNS.get(raw) or int(parse_number(raw) or 0)
            return (kind, number, found.end()) if 0 < number < 60 else None
    return None


def _fits(kind: str, number: int, inline: bool, stack: list[Part]) -> bool:
    """A label inside a line, or of a running kind, counts only in sequence."""
    last = next((part.number for part in reversed(stack) if part.kind == kind), 0)
    if inline or kind in _RUNNING:
        return number in (1, last + 1)
    return True


def _open_part(text: str, found: tuple[str, int, int], start: int, end: int, stack: list[Part]) -> Part:
    kind, number, label_end = found
    stop = _TITLE_END.search(text, min(label_end + 1, end), end)
    while stop and stop.group() == " " and stop.end() - label_end < 4:
        stop = _TITLE_END.search(text, stop.end(), end)
    title_end = stop.start() if stop else end
    title_start = label_end
    while title_start < title_end and text[title_start] in " ：，、":
        title_start += 1
    title = text[title_start:title_end].strip()
    bare = re.sub(r"（[^）]*）", "", title)
    is_sentence = (
        kind in _RUNNING
        or _says_something(kind, bare, text[title_end:end].strip(" "))
        or len(bare) > _MAX_TITLE
        or ("，" in bare and (len(bare) > _MAX_PAIR or bool(_MODAL.search(bare))))
        or (kind in ("number", "number_bracket", "circle") and bool(_ACT_BY.search(bare)))
        or (bool(_MODAL.search(bare)) and len(bare) > 14)
    )
    shown = title if not is_sentence else ""
    part = Part(
        kind, number, text[start:label_end].strip(), shown, title_start, title_end, start, is_sentence=is_sentence
    )
    if kind == "stage" and not is_sentence:
        part.title, part.title_start = text[start:title_end].strip(), start
    if kind == "month":
        part.title, part.title_start, part.is_sentence = part.label, start, False
        part.title_end = max(title_end, label_end)
    part.role = "calendar" if kind == "month" or _MONTH_TITLE.fullmatch(bare) else ""
    part.role = part.role or (_role(part.title) if not is_sentence else "")
    return part


def _says_something(kind: str, bare: str, rest: str) -> bool:
    """True for a numbered line that is a sentence: it ends with a stop and nothing follows, or it counts something."""
    if kind == "chapter" and len(bare) > 10:
        return True
    if re.search(r"[共现已]有\d", bare):
        return True
    if rest in ("。", "；") and (len(bare) > 12 or any(c.isdigit() for c in bare) or re.search(_TELLING, bare)):
        return True
    if re.search(r"[\u4e00-\u9fff]\d+(?:\.\d+)?[余多]?万?[个名篇次份人户处件场亩套所张]$", bare):
        return True
    return (
        kind in ("number", "number_bracket", "circle")
        and bool(re.search(r"\d+\s?[^\d年月.、\s-]", bare))
        and "阶段" not in bare
    )


def _role(title: str) -> str:
    for role, words in ROLES:
        if any(word in title for word in words):
            return role
    return ""


def _push(part: Part, stack: list[Part]) -> None:
    kinds = [p.kind for p in stack]
    if part.kind in kinds:
        while stack[-1].kind != part.kind:
            stack.pop().stop = part.start
        stack.pop().stop = part.start
    elif part.kind == "han" and any(k in ("han_bracket", "number") for k in kinds):
        while len(stack) > 1:
            stack.pop().stop = part.start
    part.parent = stack[-1]
    part.role = part.role or stack[-1].role
    stack[-1].children.append(part)
    stack.append(part)
