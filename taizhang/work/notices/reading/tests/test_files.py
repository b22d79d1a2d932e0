"""Every kind of file gives its words back, each with its place in the original; what is no part of the notice is aside."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from taizhang.work.notices.reading import Draft, draft
from taizhang.work.notices.reading.apart import read_apart
from taizhang.work.notices.reading.containers import MOST_IN_PART
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice
from taizhang.work.notices.reading.pdf import read_pdf
from taizhang.work.notices.reading.sources import MAX_FILE, read_source
from taizhang.work.notices.reading.tests import files
from taizhang.work.notices.reading.tests.files import DEMAND, PARAGRAPHS, TIMETABLE, docx, package, paragraph, table

TODAY = date(2023, 5, 1)


def drafted(source: SourceText) -> Draft:
    """The draft of a file, its quotes looked over."""
    read = draft(source.text, today=TODAY, aside=source.aside)
    for item in read.items:
        assert source.text[item.start : item.end] == item.quote
    return read


def quoted(read: Draft, words: str) -> int:
    """Where the item stands whose sentence holds these words."""
    return next(item.start for item in read.items if words in item.quote)


def aside(source: SourceText) -> dict[str, str]:
    return {span.reason: source.text[span.start : span.end] for span in source.aside}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(), "通知.docx"),
        (files.pdf(), "通知.pdf"),
        (files.page(), "通知.html"),
        (files.page("gb18030"), "通知.htm"),
        ("\n".join(PARAGRAPHS).encode("gbk"), "通知.txt"),
    ],
)
def test_every_kind_of_file_gives_the_same_sentences(data: bytes, name: str) -> None:
    source = read_source(data, filename=name)
    read = drafted(source)
    assert read.title == PARAGRAPHS[0]
    assert DEMAND in source.text
    assert {item.fields["due"] for item in read.items if item.kind == "deadline"} == {"2023-05-20", "2023-09-30"}
    assert {item.fields["value"] for item in read.items if item.kind == "requirement"} >= {40, 6, 1}


def test_a_quote_of_a_docx_names_its_paragraph() -> None:
    source = read_source(docx())
    place = source.place_of(quoted(drafted(source), "5月20日"))
    assert (place.kind, place.name) == (
        "paragraph",
        str(PARAGRAPHS.index(next(p for p in PARAGRAPHS if DEMAND in p)) + 1),
    )


def test_a_quote_of_a_pdf_names_its_page() -> None:
    source = read_source(files.pdf([PARAGRAPHS[:5], PARAGRAPHS[5:]]))
    place = source.place_of(quoted(drafted(source), "5月20日"))
    assert (place.kind, place.name) == ("page", "2")
    assert aside(source) == {"header": "读书活动文件汇编", "page_number": "— 2 —"}


def test_a_sentence_that_runs_over_two_pages_of_a_pdf_is_whole() -> None:
    half = PARAGRAPHS[4][:32]
    source = read_source(files.pdf([[PARAGRAPHS[0], half], [PARAGRAPHS[4][32:], *PARAGRAPHS[5:]]]))
    assert PARAGRAPHS[4] in source.text
    drafted(source)


def test_a_quote_of_a_saved_page_names_its_character() -> None:
    data = files.page("gb18030")
    source = read_source(data, filename="通知.html")
    place = source.place_of(source.text.index(DEMAND))
    assert place.kind == "char"
    assert data.decode("gb18030")[int(place.name) :].startswith(DEMAND)


def test_what_belongs_to_the_page_is_aside_and_the_notice_is_not() -> None:
    source = read_source(files.page())
    found = aside(source)
    assert found["navigation"] == "首页 新闻中心 政务公开"
    assert "第6次会议" in found["links"] and "版权所有" in found["page"]
    assert "阅读次数：126" in source.text
    assert not any(span.start <= source.text.index(DEMAND) < span.end for span in source.aside)
    assert not any("会议的消息" in item.quote for item in drafted(source).items)


def test_entities_and_digits_in_tags_are_read_as_shown() -> None:
    body = "<html><body><p>学习时间不少于<b>4</b><b>0</b>学时，占&ldquo;总数&rdquo;的<span>80</span>&#37;以上。</p></body></html>"
    assert read_source(body.encode()).text == "学习时间不少于40学时，占“总数”的80%以上。"


def test_a_page_laid_out_in_boxes_stays_lines_and_a_table_stays_rows() -> None:
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TIMETABLE)
    words = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    body = f"<html><body><table><tr><td>栏目</td><td>{words}<table>{rows}</table></td></tr></table></body></html>"
    lines = read_source(body.encode()).text.split("\n")
    assert "\t".join(TIMETABLE[1]) in lines
    assert set(PARAGRAPHS) <= set(lines)


def test_deleted_words_of_a_docx_are_aside_and_no_quote_holds_them() -> None:
    removed = "<w:del><w:r><w:delText>5月1日</w:delText></w:r></w:del>"
    added = "<w:ins><w:r><w:t>5月20日</w:t></w:r></w:ins>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部意见</w:t></w:r>"
    source = read_source(
        docx(paragraph("关于报送计划的通知") + paragraph("各支部要在", removed, added, "前报送计划。", hidden))
    )
    assert source.text == "关于报送计划的通知\n各支部要在5月20日前报送计划。\n5月1日\n内部意见"
    assert aside(source) == {"deleted": "5月1日", "hidden": "内部意见"}


def test_deleted_rows_and_cells_of_a_docx_are_aside_and_moved_and_inserted_words_are_read_once() -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{paragraph('不少于88次')}</w:tc></w:tr>"
    new = f"<w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc>{paragraph('不少于3次')}</w:tc></w:tr>"
    cell = f"<w:tr><w:tc><w:tcPr><w:cellDel w:id='3'/></w:tcPr>{paragraph('旧')}</w:tc><w:tc>{paragraph('留')}</w:tc></w:tr>"
    moved = "<w:moveFrom w:id='4'><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo w:id='5'><w:r><w:t>移来</w:t></w:r></w:moveTo>"
    mark = "<w:p><w:pPr><w:rPr><w:del w:id='6'/></w:rPr></w:pPr><w:r><w:t>段落还在</w:t></w:r></w:p>"
    body = f"<w:tbl>{gone}{new}{cell}</w:tbl>" + paragraph("", moved) + mark + paragraph("最后一段")
    source = read_source(docx(body))
    read = source.text
    for span in reversed(source.aside):
        read = read[: span.start] + read[span.end :]
    assert read.split() == ["不少于3次", "留", "移来", "段落还在", "最后一段"]
    assert {span.reason for span in source.aside} == {"deleted"}
    assert all(words in source.text for words in ("不少于88次", "旧", "移走"))


def test_numbers_that_word_makes_stand_before_their_paragraphs() -> None:
    def numbered(words: str, level: int) -> str:
        style = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        return paragraph(words, style=style)

    levels = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    body = (
        numbered("总体要求", 0)
        + numbered("方法步骤", 0)
        + numbered("动员", 1)
        + numbered("学习", 1)
        + numbered("要求", 0)
    )
    assert read_source(docx(body, numbering=levels)).text == "一、总体要求\n二、方法步骤\n1.动员\n2.学习\n三、要求"


def test_text_boxes_and_footnotes_are_read_once() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:drawing><w:txbxContent>{paragraph('框内文字')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{paragraph('框内文字')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    note = f'<w:footnote w:id="2">{paragraph("脚注内容")}</w:footnote>'
    source = read_source(docx(paragraph("正文", box, "接着"), footnotes=note))
    assert source.text.split("\n") == ["正文", "框内文字", "接着", "脚注内容"]
    assert source.place_of(len(source.text) - 1).kind == "footnote"


@pytest.mark.parametrize(
    ("data", "name", "place"),
    [
        (files.xlsx(), "附件.xlsx", "时间表!B3"),
        ("\n".join(",".join(row) for row in TIMETABLE).encode("gbk"), "附件.csv", "B3"),
        (docx(table(TIMETABLE)), "附件.docx", "12"),
    ],
)
def test_a_table_gives_rows_of_cells_with_their_places(data: bytes, name: str, place: str) -> None:
    source = read_source(data, filename=name)
    assert source.text == "\n".join("\t".join(row) for row in TIMETABLE)
    assert source.place_of(source.text.index("集中学习")).name == place


def test_days_in_a_workbook_read_as_days() -> None:
    source = read_source(files.xlsx([("步骤", "时间", "人数"), ("动员", date(2023, 5, 4), 12.0)]))
    assert source.text.split("\n")[1] == "动员\t2023年5月4日\t12"


def test_a_table_of_a_pdf_gives_rows_of_cells() -> None:
    rows = [("步骤", "时间", "单位"), ("动员部署", "5月4日至5月10日", "各支部")]
    source = read_pdf(files.pdf([["\t".join(row) for row in rows]], rows=True, foot=False))
    assert source.text == "\n".join("\t".join(row) for row in rows)


ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (files.scanned_pdf(), "a.pdf", "scanned_pdf"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, "a.pdf", "broken"),
        (docx()[:-200], "a.docx", "broken"),
        (package({"word/document.xml": ENTITIES}), "a.docx", "broken"),
        (package({"word/document.xml": " " * (MOST_IN_PART + 9)}), "a.docx", "swollen"),
        (package({f"{n}.txt": "" for n in range(5000)}), "a.zip", "swollen"),
        (package({"OFD.xml": "<x/>"}), "a.ofd", "ofd"),
        (package({"ppt/presentation.xml": "<x/>"}), "a.pptx", "slides"),
        (package({"content.xml": "<x/>"}), "a.odt", "odf"),
        (package({"a.txt": "通知"}), "a.zip", "archive"),
        (docx(paragraph("")), "a.docx", "empty"),
        (files.xlsx([]), "a.xlsx", "empty"),
        (b"{\\rtf1 abc}", "a.rtf", "rtf"),
        (b"\xff\xd8\xff" + bytes(60), "a.jpg", "image"),
        (b"Rar!" + bytes(60), "a.rar", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WpsDocument".encode("utf-16-le"), "a.wps", "wps"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.msi", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "broken"),
        (b"a" * (MAX_FILE + 1), "a.docx", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableNotice) as refused:
        read_source(data, filename=name)
    assert refused.value.code == code


def test_a_pdf_with_a_password_is_refused() -> None:
    locked = files.pdf().replace(
        b"/Root 1 0 R>>",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"11" * 32
        + b">/U<"
        + b"22" * 32
        + b">>>>>",
    )
    with pytest.raises(UnreadableNotice) as refused:
        read_pdf(locked)
    assert refused.value.code == "encrypted"


def test_a_reader_that_falls_takes_nobody_with_it() -> None:
    with pytest.raises(UnreadableNotice) as refused:
        read_apart("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))
    assert refused.value.code == "broken"


def test_an_old_doc_without_a_converter_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableNotice) as refused:
        read_source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    assert refused.value.code == "no_converter"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(("made", "data", "name"), [("doc", docx(), "a.docx"), ("xls", files.xlsx(), "a.xlsx")])
def test_old_files_are_read_like_new_ones(tmp_path: Path, made: str, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    room = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", room, "--headless", "--convert-to", made, "--outdir", str(tmp_path), str(tmp_path / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    source = read_source((tmp_path / f"a.{made}").read_bytes(), filename=f"a.{made}")
    assert source.kind == made
    assert source.text.split("\n") == read_source(data).text.split("\n")
