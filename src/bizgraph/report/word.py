"""A briefing as a Word document (Office Open XML, ECMA-376): the same briefing gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from bizgraph.export.network import clean_text
from bizgraph.pictures.charts import draw_chart
from bizgraph.report.blocks import Briefing, Paragraph, Picture, Quotations, Source, Table
from bizgraph.report.pages import sources_by_file
from bizgraph.report.tabled import told
from bizgraph.report.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph

_EPOCH: Final = datetime(1980, 1, 1)  # the first that a zip file can hold
_INK: Final = RGBColor(0x1F, 0x29, 0x33)
_BLUE: Final = RGBColor(0x1F, 0x5A, 0x8A)
_MUTED: Final = RGBColor(0x52, 0x60, 0x6D)
_TEXT_WIDTH: Final = Mm(170)
_FONTS: Final = {"body": ("Times New Roman", "SimSun"), "head": ("Arial", "SimHei")}
_STYLES: Final = {
    "Normal": ("body", 10.5, _INK),
    "Title": ("head", 19, _INK),
    "Subtitle": ("body", 10, _MUTED),
    "Heading 1": ("head", 13, _BLUE),
    "Caption": ("head", 9.5, _INK),
    "Quote": ("body", 10.5, _INK),
}


def docx(briefing: Briefing) -> bytes:
    """Return a briefing as a Word document on A4, with headings, tables, charts and page numbers."""
    document = Document()
    _prepare(document, briefing)
    writer = _Writer(document, briefing.numbers())
    writer.paragraph(briefing.title, "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    writer.paragraph(briefing.subtitle, "Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in briefing.sections:
        writer.paragraph(section.title, "Heading 1")
        for block in section.blocks:
            writer.block(block)
    _sources(writer, briefing)
    written = BytesIO()
    document.save(written)
    return _repacked(written.getvalue())


class _Writer:
    """Puts blocks into a document, with the numbers of their sources."""

    def __init__(self, document: WordDocument, numbers: Mapping[Source, int]) -> None:
        self._document = document
        self._numbers = numbers

    def paragraph(self, text: str, style: str = "Normal", sources: Sequence[Source] = ()) -> WordParagraph:
        paragraph = self._document.add_paragraph(clean_text(text), style=style)
        self._cite(paragraph, sources)
        return paragraph

    def note(self, text: str) -> None:
        if text:
            _small(self.paragraph(text))

    def block(self, block: Paragraph | Table | Picture | Quotations) -> None:
        match block:
            case Paragraph():
                self.paragraph(block.text, sources=block.sources)
            case Table():
                self._table(block)
            case Picture():
                self.paragraph(block.chart.title, "Caption").paragraph_format.keep_with_next = True
                self._document.add_picture(BytesIO(draw_chart(block.chart, "png")), width=_TEXT_WIDTH)
                shape = self._document.inline_shapes[-1]._inline.docPr
                shape.set("descr", clean_text(told(block.chart)))
            case Quotations():
                for quotation in block.quotations:
                    paragraph = self._document.add_paragraph(style="Quote")
                    paragraph.add_run(clean_text(quotation.about)).bold = True
                    paragraph.add_run(f"  {clean_text(quotation.words)}")
                    self._cite(paragraph, [quotation.source])
                self.note(block.note)

    def _table(self, block: Table) -> None:
        self.paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=len(block.heads), style="Normal Table")
        table.autofit = False
        _rule(table)
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            self._fill(cell, head, bold=True)
            _shade(cell)
        _repeat(table)
        for row in block.rows:
            for cell, held in zip(table.add_row().cells, row, strict=True):
                self._fill(cell, held.text, held.sources, bold=held.strong)
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Emu(_TEXT_WIDTH * width // sum(block.widths))
            for cell in column.cells:
                cell.width = column.width
        for row in table.rows:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        apart = self._document.add_paragraph().paragraph_format
        apart.line_spacing, apart.space_after = Pt(6), Pt(0)
        self.note(block.note)

    def _fill(self, cell: WordCell, text: str, sources: Sequence[Source] = (), *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.add_run(clean_text(text)).bold = bold
        self._cite(paragraph, sources)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        for run in paragraph.runs:
            run.font.size = Pt(9)

    def _cite(self, paragraph: WordParagraph, sources: Sequence[Source]) -> None:
        for source in sources:
            paragraph.add_run(f"[{self._numbers[source]}]").font.superscript = True


def _sources(writer: _Writer, briefing: Briefing) -> None:
    files = sources_by_file(briefing)
    if not files:
        return
    writer.paragraph(say("shared", "sources", briefing.language), "Heading 1")
    writer.note(say("shared", "sources_told", briefing.language))
    for file, lines in files:
        writer.note("  ".join([file, *(f"[{number}] {line}" for number, line in lines)]))


def _prepare(document: WordDocument, briefing: Briefing) -> None:
    """Set page, styles, the number in the foot of each page, and properties without a clock in them."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, (fonts, size, colour) in _STYLES.items():
        _restyle(document.styles[name], *_FONTS[fonts], size, colour)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)
    properties = document.core_properties
    properties.title = clean_text(briefing.title)[:255]
    properties.subject = clean_text(briefing.subtitle)[:255]
    properties.author = properties.last_modified_by = "bizgraph"
    properties.comments = ""
    properties.language = "zh-CN" if briefing.language == "zh" else "en"
    properties.created = properties.modified = properties.last_printed = _EPOCH


def _restyle(style: ParagraphStyle, latin: str, eastern: str, size: float, colour: RGBColor) -> None:
    """Set the fonts of a style, also the one for Chinese, which python-docx leaves to the theme."""
    style.font.name = latin
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), eastern)


def _small(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.font.color.rgb = _MUTED


def _shade(cell: WordCell) -> None:
    shade = _element("w:shd", val="clear", color="auto", fill="EEF3F7")
    cell._tc.get_or_add_tcPr().append(shade)


def _rule(table: WordTable) -> None:
    """Draw thin lines below the rows, a stronger one below the last."""
    borders = _element("w:tblBorders")
    for side, size, colour in (("bottom", "8", "1F5A8A"), ("insideH", "4", "D3DAE1")):
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color=colour))
    table._tbl.tblPr.append(borders)


def _repeat(table: WordTable) -> None:
    """Repeat the heads on each page that the table reaches."""
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _repacked(data: bytes) -> bytes:
    """Return a zip file with the same files in it, all of one time."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
