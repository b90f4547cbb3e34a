"""Three documents drawn as PDF files in layouts that the seeds do not have.

Their words are in `tests/data/formats/pdf`, and what careful reading finds in them beside these. They are
drawn with a font that is not embedded, as older official files are, and are the same bytes every time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from reportlab.lib.colors import Color, black, red
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "formats" / "pdf"
FONT: Final = "STSong-Light"
_WIDTH, _HEIGHT = A4

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def _style(size: float, leading: float, **more: object) -> ParagraphStyle:
    given: dict[str, object] = {"fontName": FONT, "fontSize": size, "leading": leading, "wordWrap": "CJK"}
    return ParagraphStyle("style", **{**given, **more})


def _words(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _built(pages: Sequence[PageTemplate], story: Sequence[Flowable]) -> bytes:
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    document.addPageTemplates(list(pages))
    document.build(list(story))
    return buffer.getvalue()


def bulletin() -> bytes:
    """A bulletin: a title over two columns, a running head, page numbers at the outer edges."""
    title, note, *pieces = _words("bulletin")
    side, gutter, foot = 54.0, 22.0, 60.0
    width = (_WIDTH - 2 * side - gutter) / 2

    def columns(height: float) -> list[Frame]:
        return [Frame(side + shift, foot, width, height, 0, 0, 0, 0) for shift in (0, width + gutter)]

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(side, _HEIGHT - 36, "营商环境工作通讯  2023年第3期")
        canvas.line(side, _HEIGHT - 40, _WIDTH - side, _HEIGHT - 40)
        number = str(document.page)
        if document.page % 2:
            canvas.drawRightString(_WIDTH - side, 30, number)
        else:
            canvas.drawString(side, 30, number)

    head = Frame(side, _HEIGHT - 150, _WIDTH - 2 * side, 90, 0, 0, 0, 0)
    body = _style(14, 23, firstLineIndent=28, alignment=TA_JUSTIFY)
    heading = _style(14, 23, firstLineIndent=28)
    story: list[Flowable] = [
        NextPageTemplate("later"),
        Paragraph(title, _style(20, 30, alignment=TA_CENTER)),
        FrameBreak(),
        Paragraph(note, body),
    ]
    story += [Paragraph(words, heading if words[1] == "、" else body) for words in pieces]
    return _built(
        [
            PageTemplate("first", [head, *columns(_HEIGHT - 150 - foot)], onPage=furniture),
            PageTemplate("later", columns(_HEIGHT - 60 - foot), onPage=furniture),
        ],
        story,
    )


def red_head() -> bytes:
    """An official document: a head in red that is printed twice to look bold, number, red line, title over
    three lines, signature; a watermark on every page.
    """
    head, number, title, *rest = _words("red_head")

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(Color(0.8, 0.8, 0.8))
        canvas.setFont(FONT, 60)
        canvas.drawCentredString(_WIDTH / 2, 300, "内部资料")
        canvas.translate(_WIDTH / 2, 500)
        canvas.rotate(40)
        canvas.drawCentredString(0, 0, "请勿翻印")
        canvas.restoreState()
        canvas.setFont(FONT, 14)
        x = _WIDTH - 90 if document.page % 2 else 90
        canvas.drawCentredString(x, 50, f"— {document.page} —")
        if document.page == 1:
            canvas.setFont(FONT, 36)
            canvas.setFillColor(red)
            for shift in (0.0, 0.6):
                canvas.drawCentredString(_WIDTH / 2 + shift, _HEIGHT - 130, head)
            canvas.setFillColor(black)

    frame = Frame(79, 85, _WIDTH - 158, _HEIGHT - 190, 0, 0, 0, 0)
    later = Frame(79, 85, _WIDTH - 158, _HEIGHT - 170, 0, 0, 0, 0)
    body = _style(16, 29, firstLineIndent=32, alignment=TA_JUSTIFY)
    middle = _style(16, 29, alignment=TA_CENTER, spaceBefore=20, spaceAfter=8)
    right = _style(16, 29, alignment=TA_RIGHT, rightIndent=32)
    large = _style(22, 34, alignment=TA_CENTER, spaceBefore=20, spaceAfter=20)
    broken = title.replace("关于印发", "<br/>关于印发").replace("提升行动", "提升<br/>行动")
    story: list[Flowable] = [
        NextPageTemplate("later"),
        Paragraph(number, middle),
        HRFlowable(width="100%", thickness=1.5, color=red),
        Paragraph(broken, large),
    ]
    for words in rest:
        if words.startswith("各乡镇"):
            style = _style(16, 29)
        elif words.endswith("办公室") or words.endswith("16日"):
            style = right
        elif words.endswith("行动方案"):
            style = large
        else:
            style = body
        story.append(Paragraph(words, style))
    return _built(
        [PageTemplate("first", [frame], onPage=furniture), PageTemplate("later", [later], onPage=furniture)],
        story,
    )


_COLUMNS: Final = (34.0, 70.0, 150.0, 240.0, 92.0, 110.0, 80.0)
_SIZE: Final = 14.0
_COVERED: Final = "〃"


def task_table(leading: float = 33.0) -> bytes:
    """A table on wide pages, its lines `leading` points apart, each cell with a border of its own: merged
    cells that go on over pages, rows that are torn over them, and the heading row again on each page.
    """
    title, *rows = _words("task_table")
    cells = [[cell.strip() for cell in row.rstrip("| ").split("|")] for row in rows]
    wide, high = landscape(A4)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(wide, high), invariant=1)
    canvas.setFont(FONT, 18)
    canvas.drawCentredString(wide / 2, high - 60, title)
    wrapped = [
        [_wrapped(cell.strip(_COVERED), width - 8) for cell, width in zip(row, _COLUMNS, strict=True)]
        for row in cells
    ]
    merged = [[cell == _COVERED for cell in row] for row in cells[1:]] + [[False] * len(_COLUMNS)]
    heading, *body = wrapped
    top, page = high - 80, 1
    left = (wide - sum(_COLUMNS)) / 2
    whole = [True] * len(_COLUMNS)

    def finish() -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(wide / 2, 28, f"第 {page} 页")
        canvas.showPage()

    top = _row(canvas, leading, left, top, heading, whole, whole)
    for index, row in enumerate(body):
        opening = [not covered for covered in merged[index]]
        closing = [not covered for covered in merged[index + 1]]
        rest: list[list[str]] = row
        while True:
            room = int((top - 60) // leading)
            fitting = max(map(len, rest)) <= room
            if not fitting and room >= 2:
                now, rest = [lines[:room] for lines in rest], [lines[room:] for lines in rest]
                _row(canvas, leading, left, top, now, opening, whole)
            if not fitting:
                finish()
                page += 1
                top = _row(canvas, leading, left, high - 60, heading, whole, whole)
                opening = whole
                continue
            top = _row(canvas, leading, left, top, rest, opening, closing)
            break
    finish()
    canvas.save()
    return buffer.getvalue()


def _wrapped(words: str, width: float) -> list[str]:
    """Lines no wider than a cell; none begins with a mark that closes."""
    lines = [""]
    for character in words:
        full = pdfmetrics.stringWidth(lines[-1] + character, FONT, _SIZE) > width
        if full and character not in ",。、;:)”":
            lines.append("")
        lines[-1] += character
    return lines


def _row(
    canvas: Canvas,
    leading: float,
    left: float,
    top: float,
    row: Sequence[Sequence[str]],
    opening: Sequence[bool],
    closing: Sequence[bool],
) -> float:
    """Draw a row; where a cell opens or closes it has a border above or below. Gives where the row ends."""
    bottom = top - max(1, *map(len, row)) * leading - 4
    canvas.setFont(FONT, _SIZE)
    x = left
    for lines, width, opens, closes in zip(row, _COLUMNS, opening, closing, strict=True):
        canvas.line(x, top, x, bottom)
        canvas.line(x + width, top, x + width, bottom)
        if opens:
            canvas.line(x, top, x + width, top)
        if closes:
            canvas.line(x, bottom, x + width, bottom)
        for index, words in enumerate(lines):
            canvas.drawString(x + 3, top - 16 - index * leading, words)
        x += width
    return bottom


LAYOUTS: Final[Mapping[str, Callable[[], bytes]]] = {
    "bulletin": bulletin,
    "red_head": red_head,
    "task_table": task_table,
}
