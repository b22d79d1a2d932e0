"""Named numbered lists as data: 五查五看, 四加一, 两深入创三满意 – the name, the number it states, its items if given."""

import re

from taizhang.lib.chinese.numerals import parse_number
from taizhang.work.notices.reading.scoring import Candidate
from taizhang.work.notices.reading.sentences import Reading, Sentence
from taizhang.work.notices.reading.structure import Part
from taizhang.work.notices.reading.words.named_lists import KNOWN, NAME, NUMBER

_QUOTED = re.compile(rf"“(?P<name>{NAME})”")
_NUMBER = re.compile(NUMBER)
_TOLD = re.compile(r"[^，。；：（]{0,10}(?:（|，)?(?:即|就是|指的是|是指|分别是|包括|：)[：，]?")
_ITEM_END = re.compile(r"[、，；]")
_COUNTER = re.compile(r"^(?:[一二三四五六七八九十]是|（[一二三四五六七八九十\d]）|[①-⑳]|\d[.、]|和|及)")
_MAX_NAME = 14
_MAX_STATED = 30


def read_named_lists(reading: Reading, title: str) -> list[Candidate]:
    """Every list a notice names in quotation marks, once; more places of its name go into `also`.

    A name that the `title` of the notice holds, or a heading, is surer to be meant as a list.
    """
    found: dict[str, Candidate] = {}
    for sentence in reading.sentences:
        for quoted in _QUOTED.finditer(reading.text, sentence.start, sentence.end):
            name = quoted["name"].strip("、，· ")
            stated = _stated(name)
            if name in KNOWN or len(name) > _MAX_NAME or not stated or not re.search(r"[\u4e00-\u9fff]", name[1:]):
                continue
            place = quoted.span("name")
            known = found.get(name)
            items = _items(reading, sentence, quoted, stated)
            if known is None:
                fields = {"name": name, "count": stated, "items": items}
                signs = [
                    "named",
                    *(["spelled_out"] if items else []),
                    *(["title"] if sentence.is_title or name in title else []),
                ]
                found[name] = Candidate("named_list", fields, *place, signs, about=place)
                continue
            known.also.append(place)
            if items and not known.fields["items"]:
                known.fields["items"] = items
                known.signs.append("spelled_out")
            if "again" not in known.signs:
                known.signs.append("again")
    return [candidate for candidate in found.values() if candidate.is_kept]


def _stated(name: str) -> int:
    """How many things a name says there are: its numbers together (四加一 is five); 0 for none that can be meant."""
    values = [parse_number("二" if n in ("双", "两") else n) for n in _NUMBER.findall(name)]
    total = sum(int(value) for value in values if value is not None)
    return total if 2 <= total <= _MAX_STATED else 0


def _items(reading: Reading, sentence: Sentence, quoted: re.Match[str], stated: int) -> list[str]:
    """The members: told behind the name, or the headings under the one that holds it; only where their number is right."""
    text = reading.text
    told = _TOLD.match(text, quoted.end(), sentence.end)
    if told:
        stop = sentence.end
        if "（" in text[quoted.end() : told.end()]:
            stop = max(told.end(), text.find("）", told.end(), sentence.end))
        pieces = [_COUNTER.sub("", p.strip("。；， ")) for p in _ITEM_END.split(text[told.end() : stop])]
        shown = [piece for piece in pieces if piece]
        if len(shown) == stated and all(len(piece) <= 30 for piece in shown):
            return shown
    return _headings(sentence.part, quoted["name"], stated)


def _headings(part: Part, name: str, stated: int) -> list[str]:
    if name.strip("、，") not in part.title:
        return []
    titles = [child.title for child in part.children if child.title]
    return titles if len(titles) == stated else []
