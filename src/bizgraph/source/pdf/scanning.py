"""A page of an open PDF file to a `Sheet`: where its characters and its ruling lines are."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from bizgraph.source.pdf.sheets import Glyph, Ruling, Sheet
from bizgraph.source.pdf.signs import printed

MAX_CHARACTERS_OF_PAGE = 100_000
_MAX_PATHS = 20_000  # a drawing with more is a map or a plan, not a table
_MAX_DEPTH = 8  # of drawings within drawings
_THIN = 4.0  # a filled rectangle no thicker is a line
_SHORTEST_RULING = 4.0
_STRAIGHT = 1.0  # by how much a line along an axis may stray from it
_OFF_UPRIGHT = 0.08  # radians
_LIGHT = 165  # of 255: lighter than this is faint
_INVISIBLE = 3  # the render mode of text that is searched but not seen

_Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share."""

    size: float
    quarter: int | None  # how many quarter turns to the left; None where it is slanted
    faint: bool
    visible: bool
    font: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character before the page is turned upright: its box as left, bottom, right, top, and its origin."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    style: _Style
    blank: bool  # in front of it


def scan(page: pdfium.PdfPage, number: int) -> Sheet:
    """Return what stands on a page; slanted text, as of watermarks, is left out.

    The page is turned so that most of its characters are upright, however it is to be shown.
    """
    textpage = page.get_textpage()
    try:
        marks, unmapped = _marks(textpage.raw)
    finally:
        textpage.close()
    left, bottom, right, top = page.get_bbox()
    seen = [m for m in marks if left - 1 <= m.origin[0] <= right + 1 and bottom - 1 <= m.origin[1] <= top + 1]
    visible = [mark for mark in seen if mark.style.visible]
    if 2 * len(visible) >= len(seen):  # else it is a scanned page over which its text was laid unseen
        seen = visible
    quarters = Counter(mark.style.quarter for mark in seen if mark.style.quarter is not None)
    upright = max(quarters, key=lambda quarter: (quarters[quarter], -quarter), default=0)
    turn = _turn(upright, left, bottom, right, top)
    width, height = (right - left, top - bottom) if upright % 2 == 0 else (top - bottom, right - left)
    across, down = _rulings(page.raw, turn)
    return Sheet(
        number,
        width,
        height,
        tuple(_glyph(mark, turn) for mark in seen if mark.style.quarter == upright),
        tuple(
            _glyph(mark, _turn(mark.style.quarter, left, bottom, right, top))
            for mark in seen
            if mark.style.quarter not in (upright, None)
        ),
        across,
        down,
        unmapped,
    )


def _turn(quarter: int, left: float, bottom: float, right: float, top: float) -> _Turn:
    """The way from a point of the file to one of a page on which text so turned is upright."""
    if quarter == 0:
        return lambda x, y: (x - left, top - y)
    if quarter == 1:
        return lambda x, y: (y - bottom, x - left)
    if quarter == 2:
        return lambda x, y: (right - x, y - bottom)
    return lambda x, y: (top - y, right - x)


def _glyph(mark: _Mark, turn: _Turn) -> Glyph:
    one, other = turn(mark.box[0], mark.box[1])[0], turn(mark.box[2], mark.box[3])[0]
    baseline = turn(*mark.origin)[1]
    style = mark.style
    ends = min(one, other), max(one, other)
    return Glyph(mark.text, *ends, baseline, style.size, style.faint, mark.blank, style.font)


def _marks(textpage: object) -> tuple[list[_Mark], int]:
    """The characters of a page that are printed, and how many more the file does not say the meaning of."""
    styles: dict[int, _Style] = {}
    marks: list[_Mark] = []
    unmapped = 0
    blank = False
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(min(raw.FPDFText_CountChars(textpage), MAX_CHARACTERS_OF_PAGE)):
        holder = raw.FPDFText_GetTextObject(textpage, index)
        if not holder:  # a blank or line end that the library put in
            continue
        address = ctypes.cast(holder, ctypes.c_void_p).value or 0
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(textpage, index, holder)
        code = raw.FPDFText_GetUnicode(textpage, index)
        unsure = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        text = None if unsure else printed(code)
        if text is None:
            unmapped += 1
            continue
        if not text.strip():
            blank = True
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        if marks and marks[-1].style is style and marks[-1].origin == (x.value, y.value):  # of a ligature
            marks[-1] = replace(marks[-1], text=marks[-1].text + text)
            continue
        marks.append(
            _Mark(text, (box.left, box.bottom, box.right, box.top), (x.value, y.value), style, blank)
        )
        blank = False
    return marks, unmapped


def _style(textpage: object, index: int, holder: object) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    angle = math.atan2(matrix.b, matrix.a)
    turns = angle / (math.pi / 2)
    slanted = abs(turns - round(turns)) * math.pi / 2 > _OFF_UPRIGHT
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    light = 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value > _LIGHT
    visible = raw.FPDFTextObj_GetTextRenderMode(holder) != _INVISIBLE
    return _Style(
        size, None if slanted else round(turns) % 4, light or alpha.value < 128, visible, _font(holder)
    )


def _font(holder: object) -> str:
    """The name of the font of a text object, without the mark of a subset."""
    font = raw.FPDFTextObj_GetFont(holder)
    name = ctypes.create_string_buffer(128)
    if not font or not 0 < raw.FPDFFont_GetBaseFontName(font, name, len(name)) <= len(name):
        return ""
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _rulings(page: object, turn: _Turn) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    across: list[Ruling] = []
    down: list[Ruling] = []
    for count, ((x0, y0), (x1, y1)) in enumerate(_strokes(page), 1):
        if count > _MAX_PATHS:
            return (), ()
        (left, top), (right, bottom) = turn(x0, y0), turn(x1, y1)
        if abs(top - bottom) <= _STRAIGHT and abs(left - right) >= _SHORTEST_RULING:
            across.append(Ruling((top + bottom) / 2, min(left, right), max(left, right)))
        elif abs(left - right) <= _STRAIGHT and abs(top - bottom) >= _SHORTEST_RULING:
            down.append(Ruling((left + right) / 2, min(top, bottom), max(top, bottom)))
    return tuple(across), tuple(down)


_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _strokes(page: object) -> Iterator[tuple[_Point, _Point]]:
    """The straight strokes of a page; of a thin filled rectangle its middle line."""
    for index in range(min(raw.FPDFPage_CountObjects(page), 4 * _MAX_PATHS)):
        yield from _strokes_of(raw.FPDFPage_GetObject(page, index), _AS_IT_IS, 0)


def _strokes_of(drawn: object, outer: _Matrix, depth: int) -> Iterator[tuple[_Point, _Point]]:
    kind = raw.FPDFPageObj_GetType(drawn)
    if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, own)
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _strokes_of_path(drawn, matrix)
    elif depth < _MAX_DEPTH:
        for index in range(min(raw.FPDFFormObj_CountObjects(drawn), _MAX_PATHS)):
            yield from _strokes_of(raw.FPDFFormObj_GetObject(drawn, index), matrix, depth + 1)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _strokes_of_path(path: object, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    edges = list(_edges(path, matrix))
    if stroke.value:
        yield from edges
    elif edges:
        xs = [x for edge in edges for x, _ in edge]
        ys = [y for edge in edges for _, y in edge]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        if top - bottom <= _THIN < right - left:
            yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
        elif right - left <= _THIN < top - bottom:
            yield ((left + right) / 2, bottom), ((left + right) / 2, top)


def _edges(path: object, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    first: _Point | None = None
    before: _Point | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), _MAX_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield point, first
        before = point
