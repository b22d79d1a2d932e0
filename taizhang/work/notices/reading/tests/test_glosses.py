"""Pinyin behind a character is taken out when it is a reading of that character, and stays when it says something else."""

import subprocess
import sys

import pytest

from taizhang.work.notices.reading.cleaning import clean
from taizhang.work.notices.reading.readings import is_reading

GLOSSED = "要加強領(lǐng)導(dǎo)，統(tǒng)籌安排，發(fā)動群眾。"


def test_glosses_are_taken_out_and_their_places_kept() -> None:
    cleaned = clean(GLOSSED)
    assert cleaned.text == "要加強領導，統籌安排，發動群眾。"
    assert [GLOSSED[span.start : span.end] for span in cleaned.dropped] == ["(lǐng)", "(dǎo)", "(tǒng)", "(fā)"]
    assert cleaned.original_start(cleaned.text.index("導")) == GLOSSED.index("導")


@pytest.mark.parametrize(
    "kept",
    ["會期半天（bàn）。", "張(lǐ)某主持。", "甲組(A)、乙組(b)。", "乘車到站(bus)。", "三級(dǎo)。", "見附表（ok）。"],
)
def test_a_bracket_that_is_no_reading_of_its_character_stays(kept: str) -> None:
    assert clean(GLOSSED + kept).text.endswith(kept)


def test_three_toned_brackets_that_read_nothing_make_no_glossed_text() -> None:
    text = "場次：甲(lǐng)、乙(dǎo)、丙(tǒng)。要領(lǐng)導。"
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("syllable", "character"),
    [
        ("dǎo", "導"), ("dǎo", "导"), ("zhōu", "調"), ("tiáo", "調"), ("lüè", "略"), ("nǚ", "女"), ("lv", "綠"), ("yuè", "樂"),
        ("dăo", "導"), ("dao", "導"), ("DAO", "導"), ("zhǎnɡ", "長"), ("da\u030co", "導"), ("qiū", "㐀"),
    ],
)  # fmt: skip
def test_every_reading_of_a_character_counts_whatever_became_of_its_tone(syllable: str, character: str) -> None:
    assert is_reading(syllable, character)


@pytest.mark.parametrize(
    ("syllable", "character"), [("lu", "綠綠"), ("nu", "女"), ("", "導"), ("dǎo", ""), ("dǎo", "𰻞"), ("a", "1")]
)
def test_what_is_no_reading_is_none(syllable: str, character: str) -> None:
    assert not is_reading(syllable, character)


def test_the_table_is_loaded_for_glossed_texts_only() -> None:
    said = """
import sys
from taizhang.work.notices.reading.cleaning import clean
clean("關於（試行）的通知(A)。")
before = "pypinyin" in sys.modules
clean("領(lǐng)導")
print(before, "pypinyin" in sys.modules, "pypinyin.phrases_dict" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=600)
    assert done.stdout.split() == ["False", "True", "False"]
