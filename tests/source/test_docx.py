"""Word files to text: numbers, changes, fields, tables, bounds."""

from __future__ import annotations

import pytest

from bizgraph.errors import SourceError
from bizgraph.source.docx import read_docx
from bizgraph.source.numerals import numeral

from .word import abstract, item, lvl, num, p, tbl, tc, word_file

HAN = abstract(
    0,
    lvl(0, "chineseCountingThousand", "第%1章"),
    lvl(1, "japaneseCounting", "（%2）"),
    lvl(2, "decimal", "%3、"),
    lvl(3, "decimalEnclosedCircle", "%4"),
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def lines(body: str, lists: str = "", styles: str = "") -> list[str]:
    """Return the lines of a file with this body."""
    return read_docx(word_file(body, lists, styles), "x.docx").text.splitlines()


@pytest.mark.parametrize(
    ("format_name", "values"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 105: "一百零五"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("taiwaneseCounting", {3: "三", 30: "三十"}),
        ("chineseLegalSimplified", {2: "贰", 12: "壹拾贰"}),
        ("upperRoman", {4: "IV", 9: "IX", 1990: "MCMXC"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {7: "07"}),
        ("ideographTraditional", {1: "甲", 11: "11"}),
        ("no such format", {5: "5"}),
    ],
)
def test_numerals(format_name: str, values: dict[int, str]) -> None:
    assert {value: numeral(value, format_name) for value in values} == values


def test_levels_begin_anew_below_the_next_of_a_level_above() -> None:
    levels = (0, 1, 2, 3, 3, 2, 3, 1, 2, 0, 1)
    assert [
        line.split()[0] for line in lines("".join(item("字", level) for level in levels), HAN + num(1, 0))
    ] == [*("第一章", "（一）", "1、", "①", "②", "2、", "①", "（二）", "1、", "第二章", "（一）")]


def test_a_level_that_never_begins_anew() -> None:
    never = abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    body = "".join(item("字", level) for level in (0, 1, 0, 1))
    assert lines(body, never + num(1, 0)) == ["1. 字", "1) 字", "2. 字", "2) 字"]


def test_uses_of_a_list_go_on_unless_they_start_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    uses = abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = "".join(item("字", 0, number) for number in (1, 1, 2, 3, 3, 1))
    assert [line.split()[0] for line in lines(body, uses)] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_several_levels_in_one_number_and_figures_only() -> None:
    whole = abstract(
        0,
        lvl(0, "chineseCounting", "%1、"),
        lvl(1, "decimal", "%1.%2 "),
        lvl(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    )
    body = "".join(item("字", level) for level in (0, 1, 2))
    assert lines(body, whole + num(1, 0)) == ["一、 字", "一.1 字", "1.1.1 字"]


def test_numbers_by_style_and_turned_off() -> None:
    numbered = abstract(
        0,
        lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>'),
        lvl(1, "decimal", "（%2）", '<w:pStyle w:val="B"/>'),
    )
    link = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>{link}</w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:basedOn w:val="A"/>'
        "</w:style>"
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        p("字", f'<w:pStyle w:val="{style}"/>{more}')
        for style, more in (("A", ""), ("B", ""), ("B", off), ("B", ""), ("A", ""))
    )
    assert lines(body, numbered + num(1, 0), styles) == ["一、 字", "（1） 字", "字", "（2） 字", "二、 字"]


def test_signs_of_lists() -> None:
    signs = abstract(0, lvl(0, "bullet", "\uf06c"), lvl(1, "bullet", "◆"), lvl(2, "bullet", "n"))
    body = "".join(item("字", level) for level in (0, 1, 2))
    assert lines(body, signs + num(1, 0)) == ["• 字", "◆ 字", "• 字"]


def test_words_of_a_paragraph() -> None:
    runs = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"
        '<w:hyperlink><w:r><w:t xml:space="preserve">丁 </w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>戊</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>yíng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>营</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    assert lines(p(runs=runs)) == ["甲", "乙  丙-丁 戊显营"]


def test_fields_give_their_results() -> None:
    nested = FIELD.format(f"IF {FIELD.format('PAGE', '9')}", "真")
    assert lines(p("于", runs=FIELD.format("REF y", "2022年") + nested)) == ["于2022年真"]


def test_tables_of_contents_are_left_out() -> None:
    begin, end = FIELD.format(" TOC \\o ", "|").split("<w:r><w:t>|</w:t></w:r>")
    toc = p(runs=begin + "<w:r><w:t>第一章 1</w:t></w:r>") + p("第二章 2") + p(runs=end)
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    style = '<w:style w:type="paragraph" w:styleId="21"><w:name w:val="toc 2"/></w:style>'
    assert lines(toc + control + p("三 9", '<w:pStyle w:val="21"/>') + p("正文"), "", style) == ["正文"]


def test_tracked_changes_are_taken() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins>'
    gone = '<w:rPr><w:del w:id="3"/></w:rPr>'
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = (
        item("甲")
        + p("乙", numbered + gone)
        + p("丙", numbered, deleted + inserted)
        + f"<w:ins w:id='4'>{item('丁')}</w:ins><w:moveFrom w:id='5'>{item('戊')}</w:moveFrom>"
        + tbl(tc("己") + tc("庚"), tc("辛") + tc("壬")).replace(
            "<w:tr>", "<w:tr><w:trPr><w:del w:id='6'/></w:trPr>", 1
        )
    )
    assert lines(body, abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0)) == [
        "1. 甲",
        "2. 乙丙新",
        "3. 丁",
        "辛",
        "壬",
    ]


def test_text_boxes_stand_behind_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    space = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    runs = (
        f"<w:r><mc:AlternateContent {space}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p("文", runs=runs) + p("后")) == ["文", "框", "后"]


def test_tables_with_merged_cells() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    table = tbl(
        tc("指标") + tc("举措") + tc("牵头") + tc("时限"),
        tc("纳税", down) + tc("甲") + tc("乙", wide),
        tc("隐去", on) + tc("丙") + tc("丁") + tc("戊", down),
        tc("", on) + tc("己") + tc("庚") + tc("", on),
    )
    assert lines(table) == [
        "指标 | 举措 | 牵头 | 时限 |",
        "纳税 | 甲 | 乙 |  |",
        "〃 | 丙 | 丁 | 戊 |",
        "〃 | 己 | 庚 | 〃 |",
    ]


def test_numbers_in_cells_count_although_no_words_follow() -> None:
    row = f"<w:tc>{item('')}</w:tc>{tc('甲')}{tc('乙')}"
    table = tbl(tc("序号") + tc("任务") + tc("单位"), row, row)
    assert lines(table, abstract(0, lvl(0, "decimal", "%1")) + num(1, 0))[1:] == [
        "1 | 甲 | 乙 |",
        "2 | 甲 | 乙 |",
    ]


def test_wrapped_rows_cells_and_bodies() -> None:
    def wrapped(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{wrapped(tc('甲'))}{tc('乙')}</w:tr>"
    other = f"<w:tr>{tc('丙')}{tc('丁')}</w:tr>"
    assert lines(wrapped(p("前") + f"<w:tbl>{row}{wrapped(other)}</w:tbl>")) == [
        "前",
        "甲 | 乙 |",
        "丙 | 丁 |",
    ]


def test_headers_footers_comments_and_notes_are_left_out() -> None:
    parts = {
        f"word/{name}.xml": f"<w:x xmlns:w='{name}'>不要</w:x>".encode()
        for name in ("header1", "footer1", "comments", "footnotes")
    }
    assert read_docx(word_file(p("正文"), more=parts), "x.docx").text == "正文\n"


def test_places_are_paragraphs_and_rows() -> None:
    extracted = read_docx(
        word_file(p("甲") + p() + tbl(tc("乙") + tc("1"), tc("丙") + tc("2")) + p("丁")), "x.docx"
    )
    assert [place.number for place in extracted.places.places] == [1, 2, 3, 4]
    assert [extracted.text[start] for start in extracted.places.starts] == list("甲乙丙丁")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/hostname">]>'


def _damaged() -> bytes:
    whole = bytearray(word_file(p("字" * 400)))
    whole[len(whole) // 3] ^= 0xFF
    whole[len(whole) // 3 + 1] ^= 0xFF
    return bytes(whole)


def _locked() -> bytes:
    whole = bytearray(word_file(p("字")))
    position = whole.rfind(b"PK\x01\x02")
    while position >= 0:
        whole[position + 8] |= 1
        position = whole.rfind(b"PK\x01\x02", 0, position)
    return bytes(whole)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"old Word file .* password"),
        (word_file(p("字"))[:300], "damaged"),
        (_damaged(), "damaged|sound XML"),
        (_locked(), "password"),
        (word_file(p("&c;"), head=LAUGHS), "declares entities"),
        (word_file(p("&c;"), head=OUTSIDE), "declares entities"),
        (word_file("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000), "sound XML|nests"),
        (word_file("<w:sdt><w:sdtContent>" * 90 + p("字") + "</w:sdtContent></w:sdt>" * 90), "nests"),
        (word_file("<w:p/>" * 11_000_000), "unpacks to more than"),
        (word_file("<w:p>"), "sound XML"),
        (word_file(p()), "no text"),
        (word_file("", more={"word/document.xml": b"<w:document xmlns:w='x'/>"}), "body"),
    ],
    ids=[
        "ole",
        "cut",
        "damaged",
        "locked",
        "laughs",
        "outside",
        "deep",
        "deeper",
        "bomb",
        "xml",
        "empty",
        "body",
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as raised:
        read_docx(data, "plan.docx")
    assert str(raised.value).startswith("plan.docx: ")


def test_hostile_numbers_are_bounded() -> None:
    levels = lvl(0, "decimal", "%1" * 5000) + lvl(1, "lowerLetter", "%2").replace(
        'w:start w:val="1"', f'w:start w:val="{"9" * 6000}"'
    )
    span = f'<w:gridSpan w:val="{"9" * 5000}"/>'
    wide = '<w:gridSpan w:val="999999"/>'
    body = item("甲") * 3 + item("乙", 1) + tbl(tc("丙", span) + tc("丁", wide), tc("戊") + tc("己"))
    text = read_docx(word_file(body, abstract(0, levels) + num(1, 0)), "x.docx").text
    assert len(text) < 1000
    assert "丙 | 丁 |" in text
