"""The text of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bizgraph.errors import SourceError
from bizgraph.source.decoding import decode
from bizgraph.source.extracted import Extracted, Place, PlaceKind, assembled
from bizgraph.source.html.blocks import Flow, Line
from bizgraph.source.html.furniture import Furniture, load_furniture
from bizgraph.source.html.page import document_of, without_furniture
from bizgraph.source.html.parsing import page_text, parsed
from bizgraph.source.html.titles import with_title

_ANY_TAG: Final = re.compile(r"<(?:html|body|div|p|br|table|td|span|h[1-6]|li|pre)\b", re.I)
_LINKED: Final = 0.7
_ROW_OF_LINKS: Final = 3
_SENTENCE_END: Final = re.compile(r"[。；;]")
_SHORTEST_SENTENCE: Final = 10
_LONGEST_VALUE: Final = 60
_LEAST_COLUMNS: Final = 3


def read_html(data: bytes, name: str) -> Extracted:
    """Return the text of a web page without its furniture; a table is a line a row, lists have their numbers.

    What the page says of the document (source, date, number, who issued it) stands in lines `label: value`.
    Raises SourceError when the page is out of bounds, garbled, or holds no text.
    """
    text = page_text(data, name)
    if not _ANY_TAG.search(text):
        return Extracted(decode(data, name))
    root = parsed(text, name)
    furniture = load_furniture()
    title = with_title(root, furniture)
    page = without_furniture(root, furniture)
    lines = list(Flow(furniture, document_of(page)).lines(page))
    kept = title(list(_said(_without_lists_of_links(lines), furniture)))
    extracted = assembled(_placed(kept))
    if not extracted.text.strip():
        raise SourceError(
            f"{name}: the page holds no text (a script may fill it in); open it in a browser and save "
            "the text"
        )
    decode(extracted.text.replace("\xa0", " ").encode(), name)  # refuses what is garbled
    return extracted


def _without_lists_of_links(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out rows of links, and outside of the document every link."""
    for is_linked, run in groupby(lines, key=lambda line: line.linked > _LINKED):
        group = list(run)
        if not is_linked or (len(group) < _ROW_OF_LINKS and all(line.inside for line in group)):
            yield from group


def _said(lines: Iterator[Line], furniture: Furniture) -> Iterator[Line]:
    """Leave out lines of furniture; keep what a page says of its document, and outside of it only text.

    Behind its first sentence the document itself speaks: `概述:…` is a part of it, then.
    """
    begun, told, label = False, False, ""
    for line in lines:
        begun = begun or line.inside
        if not told and _is_label_alone(line, furniture):
            label = line.words  # its value stands in the next line
            continue
        metadata = None if line.table or told else _metadata(label, line.words, furniture)
        label = ""
        if metadata is not None:
            yield from (Line(words, line.part, 0.0, 0, line.inside) for words in metadata)
        elif not furniture.is_line(line.words) and (
            line.inside or _is_text(line) or (not begun and furniture.is_title(line.words))
        ):
            told = told or _is_sentence(line)
            yield line


def _is_label_alone(line: Line, furniture: Furniture) -> bool:
    return not line.table and line.words.endswith((":", "\uff1a")) and furniture.is_label(line.words)


def _metadata(label: str, words: str, furniture: Furniture) -> list[str] | None:
    found = furniture.metadata(words)
    if found is None and label and len(words) <= _LONGEST_VALUE:
        return furniture.metadata(label + words)
    return found


def _is_text(line: Line) -> bool:
    """Whether a line outside of the document belongs to it: a heading of the page, a sentence or a row."""
    if line.heading == 1 or (line.table and line.words.count("|") >= _LEAST_COLUMNS):
        return True
    return _is_sentence(line)


def _is_sentence(line: Line) -> bool:
    return len(line.words) >= _SHORTEST_SENTENCE and _SENTENCE_END.search(line.words) is not None


def _placed(lines: Sequence[Line]) -> Iterator[tuple[Place, str]]:
    number, last = 0, -1
    for line in lines:
        number += line.part != last
        last = line.part
        yield Place(PlaceKind.PARAGRAPH, number), line.words
