"""PDF files that are drawn here, line by line, to see what is read of each."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from tests.fidelity.pdf_layouts import FOLDER, LAYOUTS, task_table

from bizgraph.errors import SourceError
from bizgraph.source import pdf
from bizgraph.source.pdf import read_pdf
from bizgraph.source.pdf.signs import opens_item, printed
from bizgraph.source.read import read_bytes

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

LINE = "各部门要把优化营商环境作为重点工作,结合实际细化任务,明确时"
Drawn = Callable[[Canvas], None]


def drawn(*pages: Drawn, **more: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, **more)
    for page in pages:
        canvas.setFont(FONT, 16)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, size: float = 16, top: float = 740, left: float = 80, leading: float = 28) -> Drawn:
    """Draw lines under each other; blanks in front of one indent it, two for a character."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        for index, text in enumerate(texts):
            indent = (len(text) - len(text.lstrip())) / 2 * size
            canvas.drawString(left + indent, top - index * leading, text.strip())

    return draw


def together(*parts: Drawn) -> Drawn:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def read(*pages: Drawn) -> list[str]:
    return read_pdf(drawn(*pages), "x.pdf").text.splitlines()


def raw_pdf(contents: bytes, *, catalog: bytes = b"", kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    """A file with one page object and one stream, as given."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        contents,
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


def stream(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(data), filters, data)


# Paragraphs


def test_lines_of_a_paragraph_are_joined_and_headings_keep_their_line() -> None:
    assert read(
        lines(
            "    一、总体要求",
            "    " + LINE[:-2],
            LINE,
            LINE[:12] + "。",
            "    二、重点任务",
            "    " + LINE[:-2],
            "。",
        )
    ) == ["一、总体要求", LINE[:-2] + LINE + LINE[:12] + "。", "二、重点任务", LINE[:-2] + "。"]


def test_a_paragraph_goes_on_over_a_page() -> None:
    extracted = read_pdf(
        drawn(
            lines("    " + LINE[:-2], *[LINE] * 22, leading=27),
            lines(LINE[:10] + "。", "    二、重点任务", "    " + LINE[:-2], LINE[:5] + "。"),
        ),
        "x.pdf",
    )
    assert extracted.text.splitlines() == [
        LINE[:-2] + LINE * 22 + LINE[:10] + "。",
        "二、重点任务",
        LINE[:-2] + LINE[:5] + "。",
    ]
    second = extracted.text.index("二、")
    begins = extracted.places.starts[1]
    assert [place.number for place in extracted.places.places] == [1, 2]
    assert extracted.text[begins:second] == LINE[:10] + "。\n"


def test_paragraphs_without_indents_are_told_by_their_distance() -> None:
    first = lines(LINE, LINE, LINE[:8] + "。", leading=20)
    second = lines(LINE, LINE, LINE + "。", leading=20, top=670)
    third = lines("1.推行一窗受理。" + LINE[:-9], LINE, LINE[:4] + "。", leading=20, top=600)
    assert read(together(first, second, third)) == [
        LINE * 2 + LINE[:8] + "。",
        LINE * 3 + "。",
        "1.推行一窗受理。" + LINE[:-9] + LINE + LINE[:4] + "。",
    ]


def test_a_title_over_several_lines_is_one() -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont(FONT, 22)
        canvas.drawCentredString(303, 780, "某区人民政府办公室")
        canvas.drawCentredString(303, 746, "关于印发优化营商环境方案的通知")
        canvas.setFont(FONT, 16)
        canvas.drawCentredString(303, 710, "(2023年5月)")

    body = lines("    " + LINE[:-2], LINE, LINE[:5] + "。", top=670)
    assert read(together(title, body)) == [
        "某区人民政府办公室关于印发优化营商环境方案的通知",
        "(2023年5月)",
        LINE[:-2] + LINE + LINE[:5] + "。",
    ]


def test_a_footnote_does_not_stand_in_a_sentence() -> None:
    note = lines("①本方案所称企业包括个体工商户。", size=10, top=90)
    first = together(lines("    " + LINE[:-2], *[LINE] * 20, leading=27), note)
    assert read(first, lines(LINE[:10] + "。", "    " + LINE[:6] + "。")) == [
        LINE[:-2] + LINE * 20 + LINE[:10] + "。",
        LINE[:6] + "。",
        "①本方案所称企业包括个体工商户。",
    ]


def test_contents_with_leaders_are_left_out() -> None:
    assert read(lines("一、总体要求…………………3", "二、重点任务…………………5", "    " + LINE[:9] + "。")) == [
        LINE[:9] + "。"
    ]


# Furniture


@pytest.mark.parametrize("shape", ["{}", "- {} -", "— {} —", "第{}页", "第{}页 共3页", "{}/3"])
def test_page_numbers_and_running_heads_are_left_out(shape: str) -> None:
    def page(number: int, text: str) -> Drawn:
        def draw(canvas: Canvas) -> None:
            lines("    " + text, top=700)(canvas)
            canvas.setFont(FONT, 10)
            canvas.drawString(80, 800, "优化营商环境文件选编")
            x = 80 if number % 2 else 480
            canvas.drawString(x, 40, shape.format(number))

        return draw

    headings = [f"{word[0]}、{LINE[:12]}的{word[1:]}" for word in ("一目标", "二任务", "三保障")]
    assert read(*(page(number, text) for number, text in enumerate(headings, 1))) == headings


def test_a_number_or_heading_at_the_head_of_several_pages_stays() -> None:
    ends = ("并报告进展。", "并公开结果。", "并接受监督。")
    pages = [lines(f"附件{number}", f"    {LINE[:14]}{end}", top=760) for number, end in enumerate(ends, 1)]
    assert read(*pages) == [
        line for number, end in enumerate(ends, 1) for line in (f"附件{number}", LINE[:14] + end)
    ]


# Signs


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        (0x2F00, "一"),
        (0x2F42, "文"),
        (0x2ED3, "长"),
        (0xF900, "豈"),
        (0xFB03, "ffi"),
        (0xFF08, "（"),
        (0x41, "A"),
        (0xF0B7, "•"),
        (0xE123, None),
        (0xFFFD, None),
        (0, None),
        (0x02, "-"),
        (0x07, ""),
    ],
)
def test_what_a_code_prints(code: int, sign: str | None) -> None:
    assert printed(code) == sign


@pytest.mark.parametrize(
    "words", ["一、总则", "(三)纳税", "（三）纳税", "12.推行", "①建立", "第二章 总则", "附件2", "附件"]
)
def test_what_opens_an_item(words: str) -> None:
    assert opens_item(words)


@pytest.mark.parametrize("words", ["1.5天", "2023年", "一体化", "附件所列事项", "推行"])
def test_what_opens_no_item(words: str) -> None:
    assert not opens_item(words)


def test_bold_that_is_printed_twice_is_read_once() -> None:
    def twice(canvas: Canvas) -> None:
        for shift in (0.0, 0.5):
            canvas.drawString(80 + shift, 700, "进一步人人all11优化营商环境工作")

    assert read(twice) == ["进一步人人all11优化营商环境工作"]


def test_characters_that_stand_apart_are_one_word_and_wide_gaps_stay() -> None:
    def spaced(canvas: Canvas) -> None:
        for index, character in enumerate("优化营商环境工作方案"):
            canvas.drawString(80 + index * 30, 700, character)
        canvas.drawString(80, 600, "组长:张三")
        canvas.drawString(240, 600, "副区长")

    assert read(spaced) == ["优化营商环境工作方案", "组长:张三   副区长"]


def test_slanted_text_and_text_off_the_page_is_left_out() -> None:
    def slanted(canvas: Canvas) -> None:
        lines("    " + LINE[:18] + "。")(canvas)
        canvas.drawString(80, 2000, "看不见的字")
        canvas.translate(300, 400)
        canvas.rotate(30)
        canvas.drawString(0, 0, "水印")

    assert read(slanted) == [LINE[:18] + "。"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_read_upright(angle: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(angle)
        canvas.drawString(-200, 20, "一、总体要求和目标")
        canvas.drawString(-168, -10, "二是优化营商环境")

    assert read(turned) == ["一、总体要求和目标", "二是优化营商环境"]


# Tables


@pytest.mark.parametrize("leading", [19, 26, 33, 37])
def test_a_table_is_one_wherever_pages_end(leading: float) -> None:
    text = read_pdf(task_table(leading), "x.pdf").text.replace(" ", "")
    assert text == (FOLDER / "task_table.txt").read_text(encoding="utf-8").replace(" ", "")


def test_the_lines_of_a_cell_that_were_ended_on_purpose_are_kept_apart() -> None:
    def table(canvas: Canvas) -> None:
        for x in (80, 240, 400, 500):
            canvas.line(x, 700, x, 560)
        for y in (700, 660, 560):
            canvas.line(80, y, 500, y)
        for x, text in ((90, "举措"), (250, "牵头单位"), (410, "时限")):
            canvas.drawString(x, 675, text)
        lines("推行企业开办一件小", "事,减少材料三成并", "公开。", left=84, top=640, leading=20)(canvas)
        lines("市财政局", "市税务局", left=250, top=640, leading=20)(canvas)
        canvas.drawString(410, 640, "6月底")

    assert read(table) == [
        "举措 | 牵头单位 | 时限 |",
        "推行企业开办一件小事,减少材料三成并公开。 | 市财政局  市税务局 | 6月底 |",
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_columns_without_borders_are_a_table(ruled: bool) -> None:
    rows = [
        ("序号", "任务", "牵头单位", "完成时限"),
        ("1", "推行企业开办一件", "市市场监管局", "6月底"),
        ("", "小事", "", ""),
        ("2", "公开停电计划", "市供电公司", "8月底"),
        ("3", "延长办税厅时间", "市税务局", "9月底"),
    ]

    def table(canvas: Canvas) -> None:
        lines("    " + LINE[:-2], LINE[:9] + "。", top=790)(canvas)
        for index, row in enumerate(rows):
            for x, text in zip((80, 130, 290, 420), row, strict=True):
                canvas.drawString(x, 700 - index * 20, text)
        for y in (718, 694, 610) if ruled else ():
            canvas.line(75, y, 500, y)

    assert read(table) == [
        LINE[:-2] + LINE[:9] + "。",
        "序号 | 任务 | 牵头单位 | 完成时限 |",
        "1 | 推行企业开办一件小事 | 市市场监管局 | 6月底 |",
        "2 | 公开停电计划 | 市供电公司 | 8月底 |",
        "3 | 延长办税厅时间 | 市税务局 | 9月底 |",
    ]


def test_names_with_their_offices_are_no_table() -> None:
    def names(canvas: Canvas) -> None:
        for index, row in enumerate(
            (("组长", "张三", "区长"), ("副组长", "李四", "副区长"), ("成员", "王五", "区财政局局长"))
        ):
            for x, text in zip((80, 180, 280), row, strict=True):
                canvas.drawString(x, 700 - index * 28, text)

    assert read(names) == ["组长   张三   区长", "副组长   李四   副区长", "成员   王五   区财政局局长"]


def test_a_frame_around_text_is_no_table() -> None:
    def framed(canvas: Canvas) -> None:
        canvas.rect(70, 600, 450, 160)
        lines("    " + LINE[:-3], LINE[:10] + "。")(canvas)

    assert read(framed) == [LINE[:-3] + LINE[:10] + "。"]


def test_pages_are_the_places_of_what_stands_on_them() -> None:
    text = read_bytes(task_table(33), "x.pdf")
    last = text.place(text.source.rindex("鉴定机构用时"))
    first = text.place(0)
    assert first is not None
    assert last is not None
    assert (first.number, last.number) == (1, 3)


# What cannot be read


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError, match=r"^x\.pdf: ") as caught:
        read_pdf(data, "x.pdf")
    return str(caught.value)


def test_a_scan_is_refused() -> None:
    assert "text recognition" in refusal(drawn(lambda canvas: canvas.rect(50, 50, 300, 500, fill=1)))


def test_a_file_with_a_password_is_refused_and_one_that_anybody_may_open_is_read() -> None:
    page = lines("    " + LINE[:12] + "。")
    locked = pdfencrypt.StandardEncryption("secret", "owner")
    assert "password" in refusal(drawn(page, encrypt=locked))
    opened = pdfencrypt.StandardEncryption("", "owner", canCopy=0)
    assert read_pdf(drawn(page, encrypt=opened), "x.pdf").text == LINE[:12] + "。\n"


def test_too_many_pages_are_refused() -> None:
    many = raw_pdf(stream(zlib.compress(b"BT ET")), kids=b"3 0 R " * 5000, count=5000)
    assert "5,000 pages" in refusal(many)


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 30)
    assert "more than 30 characters on the first 2 pages" in refusal(drawn(*[lines(LINE[:20])] * 3))


def test_a_stream_that_inflates_without_end_is_refused() -> None:
    assert "inflates" in refusal(raw_pdf(stream(zlib.compress(b"0 0 m " * 6_000_000, 1))))


def test_a_stream_that_is_compressed_twice_is_refused() -> None:
    twice = zlib.compress(zlib.compress(b"0 0 m " * 100))
    assert "2 times" in refusal(raw_pdf(stream(twice, b"[/FlateDecode/FlateDecode]")))


def test_absurd_nesting_and_pages_that_hold_themselves_are_refused() -> None:
    nested = b"/X " + b"[" * 100_000 + b"]" * 100_000
    refusal(raw_pdf(stream(zlib.compress(b"BT ET")), catalog=nested))
    refusal(raw_pdf(stream(zlib.compress(b"BT ET")), kids=b"2 0 R 2 0 R", count=2))


def test_scripts_and_attachments_are_no_text() -> None:
    actions = b"/OpenAction<</S/JavaScript/JS(app.alert\\('x'\\))>>/AA<</WC<</S/Launch/F(run)>>>>"
    assert "no text" in refusal(raw_pdf(stream(zlib.compress(b"BT ET")), catalog=actions))


def test_fonts_that_do_not_say_what_their_signs_mean_are_refused() -> None:
    font = b"BT /F1 12 Tf 80 700 Td <" + b"0123456789abcdef" * 8 + b"> Tj ET"
    data = raw_pdf(stream(zlib.compress(font)))
    descendant = (
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/AAAAAA+X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000>>]>>"
    )
    data = data.replace(b"/Contents", b"/Resources<</Font<</F1 " + descendant + b">>>>/Contents")
    assert "cannot be told" in refusal(data)


BULLETIN = LAYOUTS["bulletin"]()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    end = data.draw(st.integers(5, len(BULLETIN)))
    damaged = bytearray(BULLETIN[:end])
    for at in data.draw(st.lists(st.integers(5, end - 1), max_size=6)) if end > 5 else ():
        damaged[at] = data.draw(st.integers(0, 255))
    refused = ""
    try:
        text = read_pdf(bytes(damaged), "x.pdf").text
    except SourceError as error:
        text, refused = "", str(error)
    assert text.strip() or refused.startswith("x.pdf: ")
