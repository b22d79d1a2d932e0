"""Numbers with a unit: found in a sentence, with the bound beside them and the reasons not to count them at all."""

import re
from dataclasses import dataclass
from fractions import Fraction

from taizhang.lib.chinese.dates import find_dates
from taizhang.lib.chinese.numerals import HAN, NUMBER, parse_number, parse_part
from taizhang.lib.chinese.recurrences import find_recurrences
from taizhang.work.notices.reading.words.units import FIXED, KINDS, STRUCTURE_NOUNS, STRUCTURE_UNITS, TECHNICAL

KIND_OF = {unit: kind for kind, units in KINDS.items() for unit in units}
_UNITS = "|".join(sorted(map(re.escape, KIND_OF), key=len, reverse=True))
_TECHNICAL = "|".join(sorted(map(re.escape, TECHNICAL), key=len, reverse=True))
_N = NUMBER
_QUANTITY = re.compile(
    rf"(?<![\d.A-Za-z-])(?P<part>(?:{HAN}|\d{{1,9}})分之(?:{HAN}|\d{{1,9}}(?:\.\d{{1,9}})?))"
    r"|(?<![\d./])(?P<ratio>[1-9]/(?:[2-9]|10))(?![\d./月号日])"
    rf"|(?P<halves>半数|一半)(?=以上|以下|[，。；）]|$)"
    rf"|(?<![一二三四五六七八九十上下前后多过大])(?P<half>半)个?(?P<hunit>小时|学期|天|月|年)"
    rf"|(?<![\d.A-Za-z第])(?P<low>{_N})(?:(?:%|(?P<munit>{_UNITS}))?\s?(?:至|到|[-—~]{{1,3}})\s?(?P<high>{_N}))?"
    rf"(?P<more>[余多几])?(?P<scale>万亿|[万亿千百](?!分|年))?(?P<more2>[余多])?\s{{0,3}}"
    rf"(?:(?P<tech>{_TECHNICAL})(?![\u4e00-\u9fff])|(?P<unit>{_UNITS}))(?P<bracket>（[次个人]）)?"
)
_LOWER = re.compile(
    r"(?:不(?:得|能|应|可|宜)?(?:少|低|短|小)于|(?:不|应)(?:少|低)于|至少|最少|起码|不下于|多于|高于|大于|超过|"
    r"[≥≧＞>]=?|大于等于|年满|(?<![传表到下送直抵])达到?|提高到|提高至|提升到|提升至|增长到|增加到|增至|扩大到|扩大至|突破|保持在|稳定在)"
    r"(?:[^，。；、\d]{0,7}|[^，。；\d]{0,14}的)$"
)
_UPPER = re.compile(
    r"(?:不(?:得|能|应|可|要|宜)?(?:超过|多于|高于|大于|长于|超出|超)|上限为?|最高为?|压缩到|压缩至|压减到|压减至|缩短到|缩短至|减至|降低到|降低至|最多|至多|控制在|限制在|限于|(?<!汛)限时|"
    r"(?<![不得能应可])(?:少于|低于|小于)|[≤≦＜<]=?|小于等于|降至|"
    r"降到|下降到|下降至|减少到|只能|仅限)(?:[^，。；、\d]{0,6}|[^，。；\d]{0,18}的)$"
)
_AFTER_LOWER = re.compile(r"\s?(?:（含[^）]{0,6}）)?(?:及|或|\(含\))?(?:以上|起)")
_AFTER_UPPER = re.compile(r"\s?(?:（含[^）]{0,6}）)?(?:及|或)?(?:以下|以内|之内|内(?!容|部|涵|外|控|设|蒙))")
_FIXED = re.compile("|".join(FIXED))
_QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,80}》|‘[^’\n]{0,60}’")
_STRUCTURE = tuple(sorted(STRUCTURE_NOUNS, key=len, reverse=True))
_STRUCTURE_NOUN = re.compile(
    rf"(?:硬|具体|主要|重点|基本|突出|重大|不同|大|方面|核心|关键)?的?(?:{'|'.join(_STRUCTURE)})"
)
_REAL_THINGS = re.compile(r"(?:重点|主要)(?:城市|县|市|区|镇|乡|村|企业|学校|场所|单位|河流|小区)")
_ROUND = ("百", "千")  # 千亩示范片, 百人队伍: a size in a name, no count
_PHONE = re.compile(r"\d[\d-]{6,40}")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit at `start`..`end` of the text.

    `value` is as printed, a share in percent; `high` the upper end of a range. `bound` is ">=", "<=" or "" and
    `bound_start`..`bound_end` takes in the words of the bound. `noun` is what follows the unit.
    """

    start: int
    end: int
    value: Fraction
    high: Fraction | None
    unit: str
    kind: str
    bound: str
    bound_start: int
    bound_end: int
    noun: str
    is_structure: bool
    is_one: bool
    approximate: bool


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """All counted quantities between `start` and `end`, without dates, ordinals, fixed expressions and technical sizes."""
    sentence = text[start:end]
    taken = _taken(sentence)
    out = []
    for found in _QUANTITY.finditer(sentence):
        if found["tech"] or any(a < found.end() and found.start() < b for a, b in taken):
            continue
        quantity = _read(sentence, found, start)
        if quantity:
            out.append(quantity)
    return out


def _taken(sentence: str) -> list[tuple[int, int]]:
    """Stretches whose numbers mean something else."""
    out = [m.span() for m in _FIXED.finditer(sentence)]
    out += [m.span() for m in _PHONE.finditer(sentence)]
    out += [(m.start, m.tail) for m in find_dates(sentence)]
    out += [(m.start, m.end) for m in find_recurrences(sentence)]
    for found in _QUOTED.finditer(sentence):
        out.append(found.span())
    return out


def _read(sentence: str, found: re.Match[str], base: int) -> Quantity | None:
    start, end = found.span()
    before, after = sentence[max(0, start - 16) : start], sentence[end : end + 14]
    high: Fraction | None = None
    is_one = False
    if found["part"]:
        share = parse_part(found["part"])
        if share is None or share > 10:
            return None
        value, unit, kind = share * 100, "%", "share"
    elif found["halves"]:
        value, unit, kind = Fraction(50), "%", "share"
    elif found["ratio"]:
        above, below = found["ratio"].split("/")
        value, unit, kind = Fraction(int(above), int(below)) * 100, "%", "share"
        if value >= 100 or (not _LOWER.search(before) and not _UPPER.search(before)):
            return None
    elif found["half"]:
        value, unit, kind = Fraction(1, 2), found["hunit"], "time"
    else:
        low = parse_number(found["low"])
        if low is None or (found["low"] in _ROUND and not found["high"] and not before.endswith("上")):
            return None
        high = parse_number(found["high"]) if found["high"] else None
        value, unit = low, (found["scale"] or "") + found["unit"]
        kind = KIND_OF[found["unit"]]
        value, high = _spoken_range(found["low"], value, high)
        if high is not None and high <= value:
            high = None
        is_one = found["low"] == "一"
        if found["bracket"]:
            unit += found["bracket"].strip("（）")
        if kind == "age" and before.endswith("教龄"):
            kind = "time"
    noun = re.match(r"[^，。；、：！？\s]*", after)
    noun_text = (noun.group() if noun else "")[:12]
    bound, bound_start, bound_end = _bound(sentence, start, end)
    return Quantity(
        base + start,
        base + end,
        value,
        high,
        unit,
        kind,
        bound,
        base + bound_start,
        base + bound_end,
        noun_text,
        _is_structure(found, noun_text, before, bound),
        is_one,
        bool(found["more"] or found["more2"]),
    )


def _spoken_range(written: str, value: Fraction, high: Fraction | None) -> tuple[Fraction, Fraction | None]:
    """两三 is two to three."""
    if high is None and len(written) == 2 and all(c in "一二两三四五六七八九" for c in written):
        first, second = parse_number(written[0]), parse_number(written[1])
        if first is not None and second is not None and second == first + 1:
            return first, second
    return value, high


def _bound(sentence: str, start: int, end: int) -> tuple[str, int, int]:
    window = max(0, start - 28)
    before = sentence[window:start]
    after_lower = _AFTER_LOWER.match(sentence, end)
    after_upper = _AFTER_UPPER.match(sentence, end)
    lower, upper = _LOWER.search(before), _UPPER.search(before)
    if upper and (not lower or lower.start() >= upper.start()):
        return "<=", window + upper.start(), end
    if lower:
        return ">=", window + lower.start(), after_lower.end() if after_lower else end
    if after_lower and sentence[end : end + 2] != "起来":
        return ">=", start, after_lower.end()
    if after_upper:
        return "<=", start, after_upper.end()
    return "", start, end


def _is_structure(found: re.Match[str], noun: str, before: str, bound: str) -> bool:
    """True for a number of parts of the text or of a way of working (五个方面, 三项任务, 四个坚持)."""
    if found["part"] or found["half"] or found["halves"] or found["ratio"]:
        return False
    unit = found["unit"]
    if unit in ("个", "项", "条", "种"):
        if not noun or noun[0] in "“‘（" or (bound and noun.startswith(("以上", "以内", "以下"))):
            if bound:
                return False
            return before.endswith(_STRUCTURE) or not before or before[-1] in "，。；：、“（ "
        if _STRUCTURE_NOUN.match(noun) and not _REAL_THINGS.match(noun):
            return True
    if unit in STRUCTURE_UNITS and found["low"] in "一二两三四五六七八九十":
        return True
    return (unit == "字" and noun.startswith(("方针", "经", "诀", "要求", "标准"))) or (
        unit == "次" and before.endswith("第")
    )
