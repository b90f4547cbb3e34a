"""The seeds as web pages and Word files with real headings, lists and tables.

`html_of(path)` and `docx_of(path)` give the bytes of a seed in another format, the same bytes every time;
`html_of(path, furniture=False)` is the document alone, for printing it as a PDF. Both are made from
`blocks.blocks(text)`. Some numbers are printed, others are made by the browser or by Word: every other list.
`rendered_gold.moved(gold, text)` finds the entries of a gold file again in the text of such a file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from .blocks import Block, Cell, Kind, blocks

# Web pages

_PAGE: Final = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}_政策文件_政务公开</title>
<style>body{{font-family:serif}} td,th{{border:1px solid #000}}</style>
<script>document.title = "x" + document.title;</script></head><body>
{before}<div class="content">
{body}
</div>
{after}</body></html>
"""
_BEFORE: Final = """<div class="header"><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zw">政务公开</a></li>
<li><a href="/fw">政务服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>
"""
_AFTER: Final = """<div class="share">分享到: <a href="#">微信</a> <a href="#">微博</a></div>
<ul class="list"><li><a href="/1">关于召开全市工作会议的通知</a></li>
<li><a href="/2">一图读懂行动方案</a></li></ul>
<div class="footer"><p>主办单位:市人民政府办公室 网站标识码:0000000000</p><p>某ICP备00000000号</p></div>
"""


def html_of(path: Path, *, furniture: bool = True) -> bytes:
    """Return a seed as a web page in UTF-8, with the furniture of a site around it or without."""
    found = blocks(path.read_text(encoding="utf-8-sig"))
    title = next((block.words for block in found if block.kind is Kind.TITLE), found[0].words)
    before = _BEFORE + "\n".join(
        f'<div class="location">{escape(block.words)}</div>'
        for block in found
        if block.kind is Kind.FURNITURE
    )
    page = _PAGE.format(
        title=escape(title),
        before=before if furniture else "",
        body="\n".join(_html(found)),
        after=_AFTER if furniture else "",
    )
    return page.encode()


def _html(found: Iterable[Block]) -> Iterator[str]:
    listed = 0
    for block in found:
        automatic = block.kind is Kind.ITEM and block.shape == "{}."
        if listed and not (automatic and block.number == listed + 1):
            yield "</ol>"
            listed = 0
        if block.kind is Kind.FURNITURE:
            continue
        if block.kind is Kind.TABLE:
            yield _html_table(block.rows)
        elif automatic:
            if not listed:
                yield f'<ol start="{block.number}">'
            listed = block.number
            yield f"<li>{escape(block.words.split('.', 1)[1].strip())}</li>"
        elif block.kind in (Kind.TITLE, Kind.HEADING):
            yield f"<h{block.level}>{escape(block.words)}</h{block.level}>"
        else:
            yield f"<p>{escape(block.words)}</p>"
    if listed:
        yield "</ol>"


def _html_table(rows: Sequence[Sequence[Cell]]) -> str:
    lines = []
    for index, row in enumerate(rows):
        tag = "td" if index else "th"
        spans = [f' rowspan="{cell.rows}"' if cell.rows > 1 else "" for cell in row]
        cells = [f"<{tag}{span}>{escape(cell.words)}</{tag}>" for cell, span in zip(row, spans, strict=True)]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


# Word files

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FORMATS: Final = {"{}、": "chineseCounting", "({})": "chineseCountingThousand", "{}.": "decimal"}
_TYPES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
</Types>"""
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx_of(path: Path) -> bytes:
    """Return a seed as a Word file; the furniture of its web page is left out."""
    found = blocks(path.read_text(encoding="utf-8-sig"))
    lists: list[tuple[str, int]] = []
    body = "".join(_word(found, lists))
    return word_package(
        f"<w:document {_W}><w:body>{body}</w:body></w:document>", _styles(), _numbering(lists)
    )


def word_package(document: str, styles: str, numbering: str, more: Mapping[str, str] | None = None) -> bytes:
    """Return the bytes of a Word file with these parts, the same for the same parts."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2" Type="{_OFFICE}/numbering" '
        'Target="numbering.xml"/></Relationships>',
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content.encode(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def _word(found: Iterable[Block], lists: list[tuple[str, int]]) -> Iterator[str]:
    """Yield paragraphs and tables; note each list that Word is to number: its shape and first number."""
    current: dict[str, tuple[int, int]] = {}
    for block in found:
        if block.kind is Kind.FURNITURE:
            continue
        if block.kind is Kind.TABLE:
            yield _word_table(block.rows)
            continue
        style = {Kind.TITLE: "Title", Kind.HEADING: f"Heading{block.level - 1}"}.get(block.kind, "Normal")
        words, numbering = block.words, ""
        if block.shape:
            number, last = current.get(block.shape, (0, -1))
            if block.number != last + 1:
                lists.append((block.shape, block.number))
                number = len(lists)
            current[block.shape] = (number, block.number)
            words = words[words.index(block.shape[-1]) + 1 :].strip()
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr>{_runs(words)}</w:p>'


def _runs(words: str) -> str:
    """Several runs, as Word makes them of one sentence."""
    half = len(words) // 2
    halves = (words[:half], words[half:])
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in halves if part)


def _word_table(rows: Sequence[Sequence[Cell]]) -> str:
    width = len(rows[0])
    reaching = [0] * width
    lines = []
    for row in rows:
        cells = iter(row)
        printed = []
        for column in range(width):
            if reaching[column]:
                reaching[column] -= 1
                printed.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                continue
            cell = next(cells)
            reaching[column] = cell.rows - 1
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            printed.append(f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{_runs(cell.words)}</w:p></w:tc>")
        lines.append(f"<w:tr>{''.join(printed)}</w:tr>")
    grid = "<w:gridCol/>" * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in range(1, 5)
    )
    return (
        f'<w:styles {_W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title">'
        f'<w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>{headings}</w:styles>'
    )


def _numbering(lists: Sequence[tuple[str, int]]) -> str:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{_FORMATS[shape]}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shape.format("%1")}"/></w:lvl></w:abstractNum>'
        for index, shape in enumerate(_FORMATS)
    )
    order = list(_FORMATS)
    used = "".join(
        f'<w:num w:numId="{index}"><w:abstractNumId w:val="{order.index(shape)}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for index, (shape, start) in enumerate(lists, 1)
    )
    return f"<w:numbering {_W}>{abstract}{used}</w:numbering>"
