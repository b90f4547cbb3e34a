"""The tree of a web page to lines: paragraphs, items with their numbers, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from bizgraph.source.html.furniture import Furniture
from bizgraph.source.html.lists import List, is_numbered, opened
from bizgraph.source.html.page import TAKEN_OUT
from bizgraph.source.html.parsing import Element, text_of
from bizgraph.source.tables import Spanned, is_layout, table_lines

_BLOCKS: Final = frozenset(
    (
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "form",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "main",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# A line end between two wide characters is no blank (CSS Text, segment breaks).
_BROKEN: Final = re.compile(
    r"(?<=[\u3001-\u9fff\uff01-\uff60])[ \t]*\r?\n\s*(?=[\u3001-\u9fff\uff01-\uff60])"
)
_AS_WRITTEN: Final = re.compile(r"white-space\s*:\s*pre", re.I)
_SHOWN_AS_BLOCK: Final = re.compile(r"display\s*:\s*(?:block|flex|table|list-item)", re.I)
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE: Final = re.compile(r"\s*[\[〔(\uff08]?\s*(?:\d{1,3}|[*※①-⑳])\s*[\]〕)\uff09]?\s*")
_LONGEST_SUPERSCRIPT: Final = 12
_DEEPEST_TABLE: Final = 3
_NESTED_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the part of the page it is of, how much of it is link, and if it stands in the document."""

    words: str
    part: int
    linked: float
    heading: int
    inside: bool
    table: bool = False


@dataclass
class Flow:
    """Reads the lines of a tree in their order; what is nested is followed without recursion, save tables."""

    furniture: Furniture
    document: Element | None = None
    depth: int = 0
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0
    _links: int = 0
    _written: int = 0
    _lists: list[List] = field(default_factory=list)
    _marker: str = ""
    _heading: int = 0
    _inside: bool = False
    _part: int = 0

    def lines(self, root: Element) -> Iterator[Line]:
        """Yield the lines that hold words."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "start" and element.tag == TAKEN_OUT:
                walk.skip_subtree()
            elif event == "start":
                yield from self._opened(element)
                lines = self._table(element) if element.tag == "table" else None
                if lines is not None:
                    yield from lines
                    walk.skip_subtree()
                elif element.tag == "sup":
                    self._add(_superscript(element, self._pieces))
                    walk.skip_subtree()
                else:
                    self._add(element.text)
            else:
                yield from self._closed(element)
                if element is not root:
                    self._add(element.tail)
        yield from self._flushed()

    def _opened(self, element: Element) -> Iterator[Line]:
        tag = element.tag
        if _is_block(element):
            yield from self._flushed()
        if element is self.document:
            self._inside = True
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "a":
            self._links += 1
        elif tag in ("ol", "ul"):
            self._lists.append(opened(element))
        elif tag == "li":
            self._marker = self._lists[-1].marker(element) if self._lists else ""
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        self._written += _is_as_written(element)

    def _closed(self, element: Element) -> Iterator[Line]:
        tag = element.tag
        if _is_block(element):
            yield from self._flushed()
        if element is self.document:
            self._inside = False
        if tag == "a":
            self._links -= 1
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag in _HEADINGS:
            self._heading = 0
        self._written -= _is_as_written(element)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._pieces.append(text if self._written else _BLANKS.sub(" ", _BROKEN.sub("", text)))
        if self._links:
            self._linked += len(text.strip())

    def _flushed(self) -> Iterator[Line]:
        """The lines of the paragraph that ends here; a line end in it begins a part of its own."""
        whole, self._pieces = "".join(self._pieces), []
        share = self._linked / max(len(whole.strip()), 1)
        self._linked = 0
        for line in whole.splitlines():
            words = _BLANKS.sub(" ", line).strip()
            if not words:
                continue
            if self._marker and not is_numbered(words):
                words = f"{self._marker}{words}"
            self._marker = ""
            self._part += 1
            yield Line(words, self._part, share, self._heading, self._inside)

    def _table(self, table: Element) -> list[Line] | None:
        """The lines of a table; None for one that only arranges the page."""
        rows = list(_rows(table))
        if self.depth >= _DEEPEST_TABLE or _arranges(table, rows):
            return None
        cells = [[self._cell(cell) for cell in row] for row in rows]
        pairs = self._metadata(cells)
        if pairs is not None:
            return [self._line(words) for words in pairs]
        if not cells or is_layout(cells):
            return None
        linked = sum(len(text_of(link)) for link in table.iter("a")) / max(len(text_of(table)), 1)
        captions = (_BLANKS.sub(" ", text_of(each)).strip() for each in table.findall("caption"))
        found = [self._line(words) for words in captions if words]
        last = None
        for row, words in table_lines(cells):
            self._part += row != last
            last = row
            found.append(Line(words, self._part, linked, 0, self._inside, table=True))
        return found

    def _line(self, words: str) -> Line:
        self._part += 1
        return Line(words, self._part, 0.0, 0, self._inside)

    def _cell(self, cell: Element) -> Spanned:
        flow = Flow(self.furniture, depth=self.depth + 1)
        words = "\n".join(line.words for line in flow.lines(cell))
        return Spanned(words, _span(cell, "colspan"), _span(cell, "rowspan") or 65_534)

    def _metadata(self, rows: list[list[Spanned]]) -> list[str] | None:
        """What a table of labels and values says of the document; None for another table."""
        pairs: list[tuple[str, str]] = []
        others = 0
        for row in rows:
            cells = [cell.words for cell in row]
            for label, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
                if self.furniture.is_label(label):
                    pairs.append((label, " ".join(value.split())))
                else:
                    others += bool(label.strip())
        return list(self.furniture.pairs(pairs)) if len(pairs) >= 2 and len(pairs) > others else None


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or (
        element.tag == "span" and _SHOWN_AS_BLOCK.search((element.get("style") or "")[:400]) is not None
    )


def _is_as_written(element: Element) -> bool:
    return element.tag == "pre" or _AS_WRITTEN.search((element.get("style") or "")[:400]) is not None


def _superscript(element: Element, before: list[str]) -> str:
    """`m<sup>2</sup>` is m²; the number of a note is left out."""
    words = text_of(element)[:_LONGEST_SUPERSCRIPT]
    last = next((piece[-1] for piece in reversed(before) if piece), "")
    if words.strip().isdigit() and words.isascii() and last.isascii() and last.isalnum():
        return words.strip().translate(_SUPERSCRIPTS)
    return "" if _NOTE.fullmatch(words) else words


def _rows(table: Element) -> Iterator[list[Element]]:
    """The rows of a table itself, not of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _arranges(table: Element, rows: list[list[Element]]) -> bool:
    """Whether a table holds others and is too small, or they too large, for a table of data."""
    if table.get("role") == "presentation":
        return True
    if next(table.iterdescendants("table"), None) is None:
        return False
    if len(rows) < 3 or max(map(len, rows)) < 3:
        return True
    nested = sum(len(text_of(each)) for each in _tables_inside(table))
    return nested > _NESTED_SHARE * len(text_of(table))


def _tables_inside(table: Element) -> Iterator[Element]:
    """The tables in the cells of a table, not those inside of them again."""
    walk = etree.iterwalk(table, events=("start",), tag="table")
    for _, each in walk:
        if each is not table:
            yield each
            walk.skip_subtree()


def _span(cell: Element, name: str) -> int:
    digits = (cell.get(name) or "1").strip()
    return int(digits) if digits.isdigit() and len(digits) < 6 else 1
