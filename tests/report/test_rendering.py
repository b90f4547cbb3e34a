from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.hostile import text

from bizgraph.pictures.charts import Bar, Bars, Chart, HeatMap, Stack, StackedBars, Timeline
from bizgraph.report import docx, html, markdown
from bizgraph.report.blocks import (
    Briefing,
    Cell,
    Paragraph,
    Picture,
    Quotation,
    Quotations,
    Section,
    Source,
    Table,
)

VOID = {"meta", "img", "col"}
KNOWN = VOID | {"html", "head", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "a"}
KNOWN |= {"table", "caption", "colgroup", "thead", "tbody", "tr", "th", "td", "sup", "b", "span"}
KNOWN |= {"figure", "figcaption", "blockquote"}
SMALL = Briefing(
    "赣县区简报",
    "依据1份文件",
    "zh",
    (
        Section(
            "一、总体情况",
            (
                Paragraph("举措2条。", (Source("a.txt", 7),)),
                Table(
                    "所依据的文件",
                    ("文件", "举措"),
                    (70, 30),
                    ((Cell("方案", (Source("b.txt", 3),)), Cell("2", (Source("a.txt", 7),), strong=True)),),
                    "另有1项未列。",
                ),
                Picture(Bars("承担举措最多的单位（条）", (Bar("税务局", 2), Bar("财政局", 1)))),
                Quotations((Quotation("纳税", "简并纳税次数。", Source("a.txt", 9)),)),
            ),
        ),
    ),
)
CHARTS: tuple[Chart, ...] = (
    Bars("", ()),
    StackedBars("x", ("牵头",), (Stack("税务局", (1,)),)),
    HeatMap("x", ("纳税",), ("赣县区",), ((None,),)),
    Timeline("x", (((2022, 6), 1),), "en"),
)


@st.composite
def hostile_briefings(draw: st.DrawFn) -> Briefing:
    source = Source(draw(text), 1)
    table = Table(draw(text), (draw(text),), (100,), ((Cell(draw(text), (source,)),),), draw(text))
    quotations = Quotations((Quotation(draw(text), draw(text), source),), draw(text))
    blocks = (Paragraph(draw(text), (source,)), table, quotations, Picture(draw(st.sampled_from(CHARTS))))
    return Briefing(
        draw(text), draw(text), draw(st.sampled_from(("zh", "en"))), (Section(draw(text), blocks),)
    )


class Tags(HTMLParser):
    """Reads a page as strictly as XML: what is opened is closed, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            self.addresses += [value or ""] if name in ("href", "src", "action", "data") else []
            self.ids += [value or ""] if name == "id" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(page: str) -> Tags:
    tags = Tags(page)
    assert tags.open == []
    assert set(tags.seen) <= KNOWN
    assert all(each.startswith(("#", "data:image/svg+xml;base64,")) for each in tags.addresses)
    assert {each[1:] for each in tags.addresses if each.startswith("#")} == set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))
    return tags


@settings(max_examples=8, deadline=None)
@given(hostile_briefings())
def test_whatever_is_in_a_briefing_is_written_and_escaped(briefing: Briefing) -> None:
    page = html(briefing)
    checked(page)
    assert "<b>&amp;" not in page.replace("<b>&amp;amp;", "")
    assert markdown(briefing).count("\n## ") == 2
    assert Document(io.BytesIO(docx(briefing))).paragraphs


def test_a_page_numbers_its_sources_and_says_where_they_stand() -> None:
    page = html(SMALL)
    tags = checked(page)
    assert tags.ids == ["source-1", "source-3", "source-2"]
    assert '<p>举措2条。<sup><a href="#source-1">[1]</a></sup></p>' in page
    assert re.search(r"<b>b\.txt</b> <span id=\"source-2\">\[2\]&nbsp;第3行</span>", page)
    assert "http" not in re.sub(r"Content-Security-Policy|http-equiv", "", page)


def test_markdown_has_tables_and_footnotes() -> None:
    assert markdown(SMALL).splitlines() == [
        "# 赣县区简报", "", "依据1份文件", "",
        "## 一、总体情况", "",
        "举措2条。[^1]", "",
        "**所依据的文件**", "",
        "| 文件 | 举措 |", "| --- | --- |", "| 方案[^2] | 2[^1] |", "",
        "另有1项未列。", "",
        "**承担举措最多的单位（条）**", "",
        "|  |  |", "| --- | ---: |", "| 税务局 | 2 |", "| 财政局 | 1 |", "",
        "> **纳税** 简并纳税次数。[^3]", "",
        "", "",
        "## 资料来源", "",
        markdown(SMALL).splitlines()[-5], "",
        "[^1]: a.txt:7", "[^2]: b.txt:3", "[^3]: a.txt:9",
    ]  # fmt: skip


def test_a_word_document_is_read_back() -> None:
    data = docx(SMALL)
    assert data == docx(SMALL)
    document: Any = Document(io.BytesIO(data))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == [
        "一、总体情况",
        "资料来源",
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["文件", "举措"],
        ["方案[2]", "2[1]"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert len(document.inline_shapes) == 1
    assert (
        document.inline_shapes[0]._inline.docPr.get("descr")
        == "图：承担举措最多的单位（条）; 税务局 2; 财政局 1"
    )
    assert 'w:eastAsia="SimSun"' in document.styles["Normal"].element.xml
    assert "PAGE" in document.sections[0].footer.paragraphs[0]._p.xml
    assert document.core_properties.title == "赣县区简报"
    with ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
