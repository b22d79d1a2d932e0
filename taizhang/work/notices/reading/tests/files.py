"""Small files of every kind, made here and not kept: a notice as docx, pdf, web page, workbook and table."""

import io
import zipfile
from collections.abc import Sequence
from html import escape

from openpyxl import Workbook

TITLE = "关于开展读书活动的通知"
PARAGRAPHS = (
    TITLE,
    "各党支部：",
    "为推动学习，经研究，决定开展读书活动。现将有关事项通知如下。",
    "一、目标要求",
    "每名党员学习时间不少于40学时，其中集中学习占三分之二以上，各党支部组织集中学习不少于6次，党支部书记讲党课不少于1次。",
    "二、工作要求",
    "各党支部要在2023年5月20日前报送学习计划，并于2023年9月30日前报送工作总结。",
    "活动办公室",
    "2023年4月28日",
)
DEMAND = "各党支部要在2023年5月20日前报送学习计划"
TIMETABLE = (
    ("阶段", "步骤", "时间", "内容", "责任单位"),
    ("学习动员", "动员部署", "2023年5月4日至5月10日", "召开动员会", "各党支部"),
    ("学习动员", "集中学习", "2023年5月11日至6月30日", "组织集中学习", "各党支部"),
    ("整改提高", "整改落实", "2023年7月1日至9月30日", "制定整改措施", "办公室"),
)
_OPEN = "http://schemas.openxmlformats.org"
# what other programs ask of a docx before they open it
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="r1" Type='
    f'"{_OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(*runs: str, style: str = "") -> str:
    """One paragraph of a docx; a run that begins with < is taken as markup."""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs)
    return f"<w:p>{style}{inner}</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of a docx."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str = "", **parts: str) -> bytes:
    """A docx of a body, the sample notice when none is given; ``parts`` are further parts by their short name."""
    words = body or "".join(paragraph(line) for line in PARAGRAPHS)
    return package(
        _FRAME
        | {"word/document.xml": f"<w:document {_SPACE}><w:body>{words}</w:body></w:document>"}
        | {f"word/{name}.xml": f"<w:{name} {_SPACE}>{content}</w:{name}>" for name, content in parts.items()}
    )


def package(parts: dict[str, str]) -> bytes:
    """A zip of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return held.getvalue()


def xlsx(rows: Sequence[Sequence[object]] = TIMETABLE, title: str = "时间表") -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def page(encoding: str = "utf-8", paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """A saved web page with menus, a counter and other matter around the notice."""
    words = "".join(f'<p class="MsoNormal"><span>{escape(line)}</span></p>\n' for line in paragraphs)
    links = "".join(f'<li><a href="/{n}.htm">本市召开第{n}次会议的消息</a></li>' for n in range(1, 7))
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{paragraphs[0]}</title>'
        "<script>var a='<p>不是正文</p>';</script><style>p{margin:0}</style></head><body>"
        '<div class="top-nav"><a href="/">首页</a>&nbsp;<a href="/n">新闻中心</a> <a href="/g">政务公开</a></div>'
        f'<div class="content"><h1>{paragraphs[0]}</h1><div class="hits">阅读次数：<b>1</b>26</div>{words}</div>'
        f'<div class="box"><h3>相关新闻</h3><ul>{links}</ul></div><footer>版权所有 某某网</footer></body></html>'
    ).encode(encoding)


def pdf(
    pages: Sequence[Sequence[str]] = (PARAGRAPHS,), *, width: int = 32, foot: bool = True, rows: bool = False
) -> bytes:
    """A pdf whose signs are set in 12 points, `width` to a line; with ``foot`` each page carries a head and a number.

    With ``rows`` each given line is a row of cells parted by tabs. The font is named, not held: only its meaning is
    needed.
    """
    streams = [_stream(lines, width, number if foot else 0, rows) for number, lines in enumerate(pages, start=1)]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects += [
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>",
    ]
    kids = []
    for stream in streams:
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {len(objects) + 2} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = "%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def _stream(lines: Sequence[str], width: int, number: int, rows: bool) -> str:
    out = ["BT /F1 12 Tf"]

    def show(words: str, left: float, up: float) -> None:
        out.append(f"1 0 0 1 {left} {up} Tm <{words.encode('utf-16-be').hex()}> Tj")

    up = 760
    if number:
        show("读书活动文件汇编", 240, 800)
    for line in lines:
        if rows:
            for place, cell in enumerate(line.split("\t")):
                show(cell, 72 + place * 130, up)
            up -= 22
            continue
        for words in _wrapped(line, width):
            show(words, 72, up)
            up -= 18
    if number:
        show(f"— {number} —", 280, 40)
    return "\n".join([*out, "ET"])


def _wrapped(line: str, width: int) -> list[str]:
    """A line in stretches of one width, two digits to a character, as a printer sets it."""
    out, wide = [""], 0.0
    for sign in line:
        wide += 0.5 if sign.isascii() else 1
        if wide > width:
            out.append("")
            wide = 0.5 if sign.isascii() else 1
        out[-1] += sign
    return out


def scanned_pdf() -> bytes:
    """A pdf of pages without a word."""
    return pdf([[], []], foot=False)
