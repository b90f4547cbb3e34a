"""An Excel workbook of measures and all that belongs to them, laid out as officials keep such ledgers (台账).

Office Open XML (ECMA-376) by way of openpyxl, a row at a time. Text is text, whatever it begins with, the
only links lead to other sheets of the workbook, and the same graph gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as WrittenCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import NamedNode

from bizgraph.errors import ExportError
from bizgraph.export.network import clean_text
from bizgraph.export.tables.ledger import Cell, Ledger, Reference, Row
from bizgraph.export.tables.sheets import Sheet, sheets
from bizgraph.store.interface import Store

_CREATOR: Final = "bizgraph"
_HEAD: Final = 2  # rows above the first of the data: the heading of the sheet, and those of its columns
_HEADING_HEIGHT: Final = 34  # points, as all heights
_LINE_HEIGHT: Final = 13.5
_MARGIN: Final = 4.5
_HIGHEST: Final = 409
_MOST_ROWS: Final = 1_048_576  # Excel's limits, here and below
_MOST_LINKS: Final = 65_530
_LONGEST: Final = 32_767  # units of UTF-16
_LARGEST: Final = 10**307
_FIRST_YEAR: Final = 1901  # days are counted from 1900, which Excel takes for a leap year
_CUT: Final = "…"

_FORMULA: Final = ("=", "+", "-", "@")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ST_Xstring of ECMA-376: _x0041_ would be read as A
_TIMES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME: Final = datetime(1980, 1, 1)  # the first that an archive can tell; it knows no zone

_A3: Final = 8  # ST_PaperSize
_A4: Final = 9
_WIDEST_A4: Final = 160  # characters of half width that can still be read when fitted to A4 across
_NOT_PRINTED: Final = "iri"
_SONG: Final = "宋体"
_YAHEI: Final = "微软雅黑"


def spreadsheet(store: Store, selected: frozenset[NamedNode] | None, language: str) -> bytes:
    """Return a workbook about the measures, practices, gaps and borrowings that are selected; None means all.

    Raises ExportError where a sheet would have more rows than Excel takes.
    """
    layouts = sheets()
    book = Workbook(write_only=True)
    for style in _STYLES:
        book.add_named_style(style)
    rows = dict(Ledger(store, selected, language).sheets())
    titles = {name: layout.titles[language] for name, layout in layouts.items()}
    for name, layout in layouts.items():
        sheet = book.create_sheet(titles[name])
        _write(sheet, layout, list(rows[name]), titles, language)
        sheet.close()
    book.properties.creator = _CREATOR
    written = io.BytesIO()
    book.save(written)
    return _without_times(written)


def _write(
    sheet: Worksheet, layout: Sheet, rows: Sequence[Row], titles: Mapping[str, str], language: str
) -> None:
    last = _HEAD + len(rows)
    if last > _MOST_ROWS:
        raise ExportError(
            f"the sheet {sheet.title} would have more than the {_MOST_ROWS} rows that Excel takes: "
            "export less at a time, such as one region or one document"
        )
    _set_up(sheet, layout, last)
    heading = [layout.headings[language], *(None for _ in layout.columns[1:])]
    sheet.append([_text(sheet, text, "ledger heading") for text in heading])
    sheet.append([_text(sheet, column.titles[language], "ledger column") for column in layout.columns])
    links = iter(range(_MOST_LINKS))
    for number, row in enumerate(rows, _HEAD + 1):
        cells = [_cell(sheet, row.get(column.name), titles, links) for column in layout.columns]
        sheet.row_dimensions[number].height = _height(cells, layout)
        sheet.append(cells)
        del sheet.row_dimensions[number]


def _set_up(sheet: Worksheet, layout: Sheet, last: int) -> None:
    """Set widths, what stays in view, and how the rows are filtered and printed: fitted to a page across."""
    letters = [get_column_letter(number) for number in range(1, len(layout.columns) + 1)]
    printed = {
        letter: column.width
        for letter, column in zip(letters, layout.columns, strict=True)
        if column.name != _NOT_PRINTED
    }
    for letter, column in zip(letters, layout.columns, strict=True):
        sheet.column_dimensions[letter].width = column.width
    sheet.row_dimensions[1].height = _HEADING_HEIGHT
    sheet.merged_cells.add(f"A1:{max(printed, key=letters.index)}1")
    sheet.freeze_panes = f"B{_HEAD + 1}"
    sheet.auto_filter.ref = f"A{_HEAD}:{letters[-1]}{last}"
    sheet.print_area = f"A1:{max(printed, key=letters.index)}{last}"
    sheet.print_title_rows = f"1:{_HEAD}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3 if sum(printed.values()) > _WIDEST_A4 else _A4
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.75, footer=0.4)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P / &N"))


def _cell(sheet: Worksheet, value: Cell, titles: Mapping[str, str], links: Iterator[int]) -> WrittenCell:
    """Return a cell of the type of its value; what Excel has no number or day for is text."""
    match value:
        case Reference():
            cell = _value(sheet, value.row, "ledger link")
            if next(links, None) is not None:
                cell.hyperlink = Hyperlink(ref="", location=f"'{titles[value.sheet]}'!A{value.row + _HEAD}")
            return cell
        case date() if not isinstance(value, datetime) and value.year >= _FIRST_YEAR:
            return _value(sheet, value, "ledger day")
        case None | bool() | str() | date():
            return _text(sheet, None if value is None else str(value))
        case _:
            number = Decimal(value)
            is_written = number.is_finite() and abs(number) < _LARGEST
            return _value(sheet, value, "ledger number") if is_written else _text(sheet, str(value))


def _height(cells: Iterable[WrittenCell], layout: Sheet) -> float:
    """Return the height that shows the wrapped texts of a row; not every program finds it by itself."""
    lines = max(
        sum(-(-_width(line) // int(column.width - 1)) or 1 for line in str(cell.value or "").split("\n"))
        for cell, column in zip(cells, layout.columns, strict=True)
    )
    return min(lines * _LINE_HEIGHT + _MARGIN, _HIGHEST)


def _width(line: str) -> int:
    return len(line) + sum(character > "\u2000" for character in line)


def _text(sheet: Worksheet, text: str | None, style: str = "ledger text") -> WrittenCell:
    cell = _value(sheet, _fitting(text) if text else None, style)
    if text:
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        cell.quotePrefix = text.startswith(_FORMULA)  # and Excel would, once someone edits the cell
    return cell


def _value(sheet: Worksheet, value: str | float | Decimal | date | None, style: str) -> WrittenCell:
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.style = style
    return cell


def _fitting(text: str) -> str:
    """Return text without what XML forbids, cut, with a mark, where it is longer than a cell may be."""
    written = _ESCAPE.sub("_x005F_", clean_text(text))
    encoded = written.encode("utf-16-le")
    if len(encoded) <= 2 * _LONGEST:
        return written
    return encoded[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", errors="ignore") + _CUT


def _without_times(written: io.BytesIO) -> bytes:
    """Return the workbook without the times at which it and its parts were written."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _TIMES.sub(rb"\g<1>" + f"{_NO_TIME.isoformat()}Z".encode(), data)
            part = zipfile.ZipInfo(entry.filename, _NO_TIME.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, data)
    return timeless.getvalue()


def _style(
    name: str, font: Font, horizontal: str, *, fill: str = "", number_format: str = "General"
) -> NamedStyle:
    side = Side(style="thin", color="FFB7BEC6")
    return NamedStyle(
        f"ledger {name}",
        font=font,
        alignment=Alignment(horizontal=horizontal, vertical="top", wrap_text=True),
        border=Border(side, side, side, side),
        fill=PatternFill("solid", start_color=fill) if fill else PatternFill(),
        number_format=number_format,
    )


_STYLES: Final = (
    _style("heading", Font(_YAHEI, 16, bold=True), "center"),
    _style("column", Font(_YAHEI, 10, bold=True), "center", fill="FFE4ECF3"),
    _style("text", Font(_SONG, 10), "left"),
    _style("number", Font(_SONG, 10), "center"),
    _style("day", Font(_SONG, 10), "center", number_format="yyyy-mm-dd"),
    _style("link", Font(_SONG, 10, color="FF1F5C99", underline="single"), "center"),
)
