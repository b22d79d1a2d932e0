"""Ways to damage a text, for tests and for the longer run of tools/fuzz_reading.py."""

import random

PIECES = (
    "（", "）", "《", "“", "”", "<", ">", "<p>", "</p>", "<script>",
    "<!--", "&nbsp;", "&#x4e00;", "&lt;span&gt;", "\x00", "\ufeff", "\u200b", "一、", "（一）", "1.",
    "第一阶段", "每月", "不少于", "以上", "2023年2月30日", "13月45日", "三分之二", "一百亿万", "至", "，",
    "。", "；", "\n", "\r\n", "\t", "|", "由", "负责", "牵头", "责任单位：",
    "%", "\ud800", "𠀀", "é", "(dǎo)",
)  # fmt: skip


def mutate(text: str, chance: random.Random) -> str:
    """`text` after one to eight random cuts, doublings, swaps and insertions."""
    for _ in range(chance.randint(1, 8)):
        if not text:
            return chance.choice(PIECES)
        a, b = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        b = min(b, a + chance.choice((1, 3, 20, 200)))
        way = chance.randrange(6)
        if way == 0:
            text = text[:a] + text[b:]
        elif way == 1:
            text = text[:b] + text[a:b] * chance.randint(1, 4) + text[b:]
        elif way == 2:
            text = text[:a] + chance.choice(PIECES) * chance.randint(1, 3) + text[a:]
        elif way == 3:
            text = text[:a] + text[a:b][::-1] + text[b:]
        elif way == 4:
            text = (
                text[:a] + chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x4E00, 0x9FFF)))) + text[b:]
            )
        else:
            text = text[:a] + "".join(chance.sample(text[a:b], b - a)) + text[b:]
    return text


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, cut out or doubled."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if not out:
            return bytes([chance.randrange(256)])
        at = chance.randrange(len(out))
        way = chance.randrange(3)
        if way == 0:
            out[at] = chance.randrange(256)
        elif way == 1:
            del out[at : at + chance.choice((1, 2, 50))]
        else:
            out[at:at] = out[at : at + chance.choice((1, 7, 90))]
    return bytes(out)
