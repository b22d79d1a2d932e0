"""Files come in several encodings; what is no text is refused with a reason."""

import pytest

from taizhang.work.notices.reading.sources import MAX_BYTES, UnreadableNotice, read_source

SIMPLIFIED = "关于开展学习活动的通知：各单位要认真组织学习，并于5月1日前报送总结。" * 4
TRADITIONAL = "關於開展學習活動的通知：各單位要認真組織學習，並於5月1日前報送總結。" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_simplified_text_comes_back_the_same(encoding: str) -> None:
    assert read_source(SIMPLIFIED.encode(encoding)).text.lstrip("\ufeff") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5", "gb18030"])
def test_traditional_text_comes_back_the_same(encoding: str) -> None:
    assert read_source(TRADITIONAL.encode(encoding)).text.lstrip("\ufeff") == TRADITIONAL


def test_a_saved_page_is_known_by_its_markup() -> None:
    page = f"<html><body><p>{SIMPLIFIED}</p></body></html>"
    source = read_source(page.encode("gbk"), filename="通知.htm")
    assert (source.kind, source.encoding, source.text) == ("html", "gb18030", SIMPLIFIED)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "image"),
        (bytes(range(256)) * 40, "binary"),
        (b"\xff\xf0\xf1\x80\x80" * 300, "unknown_encoding"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableNotice) as refused:
        read_source(data)
    assert refused.value.code == code


def test_a_stray_zero_byte_is_dropped_and_a_broken_character_is_shown() -> None:
    source = read_source("阶段,完成时间\n学习\0动员,2027年3月1日\n".encode(), filename="安排.csv")
    assert source.text == "阶段\t完成时间\n学习动员\t2027年3月1日"
    broken = SIMPLIFIED.encode("gbk").replace("报送".encode("gbk"), b"\xff\xcb\xcd", 1)
    assert read_source(broken).text.count("\ufffd") == 1
