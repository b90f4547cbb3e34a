"""The parts of all pages to one text, with the page of every stretch of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bizgraph.source.extracted import Extracted, Place, PlaceKind, Places
from bizgraph.source.pdf.footnotes import without_footnotes
from bizgraph.source.pdf.lines import joined
from bizgraph.source.pdf.paragraphs import Framed, framed, frames, kinds, paragraphs
from bizgraph.source.pdf.parts import Part, Strip, TablePart
from bizgraph.source.pdf.tables import goes_on, lines_of_table

# `一、总体要求…………3`: a line of a table of contents.
_LEADER = re.compile(r"(?:[.．·•…‥⋯]\s*){4,}[-—(（\s]*\d{1,3}[-—)）\s]*$")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words and the page on which they begin; `opens` where they begin a line of the text."""

    words: str
    page: int
    opens: bool


def assembled_text(parts: Sequence[Part]) -> Extracted:
    """Return the text of the parts of all pages in order: a line a paragraph, title or row of a table."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    length = 0
    for stretch in _stretches(parts):
        if stretch.opens and pieces:
            pieces.append("\n")
            length += 1
        place = Place(PlaceKind.PAGE, stretch.page)
        if not places or places[-1] != place:
            starts.append(length)
            places.append(place)
        pieces.append(stretch.words)
        length += len(stretch.words)
    pieces.append("\n")
    return Extracted("".join(pieces), Places(tuple(starts), tuple(places)))


def _stretches(parts: Sequence[Part]) -> Iterator[_Stretch]:
    strips = [part for part in parts if isinstance(part, Strip)]
    known = frames(strips)
    counts = Counter(kind for strip in strips for kind in kinds(strip) for _ in strip.lines)
    for run in _runs(parts):
        if isinstance(run[0], TablePart):
            tables = [part for part in run if isinstance(part, TablePart)]
            for page, line in lines_of_table(tables):
                yield _Stretch(line, page, True)
            continue
        lines = [line for part in run if isinstance(part, Strip) for line in framed(part, known, counts)]
        body, notes = without_footnotes(lines)
        for paragraph in [*paragraphs(body), *notes]:
            yield from _of_paragraph(paragraph)


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield strips that follow on each other, and the parts of each table."""
    run: list[Part] = []
    for part in parts:
        last = run[-1] if run else None
        if isinstance(part, Strip):
            belongs = last is None or isinstance(last, Strip)
        else:
            belongs = isinstance(last, TablePart) and goes_on(last, part)
        if run and not belongs:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _of_paragraph(paragraph: Sequence[Framed]) -> Iterator[_Stretch]:
    """The words of a paragraph, a stretch a page."""
    if _LEADER.search(paragraph[-1].line.text):
        return
    opens = True
    before = ""
    for page, texts in _by_page(paragraph):
        words = joined([before, *texts]) if before else joined(texts)
        yield _Stretch(words[len(before) :], page, opens)
        opens = False
        before = words[-1:]


def _by_page(paragraph: Iterable[Framed]) -> Iterator[tuple[int, list[str]]]:
    page, texts = 0, list[str]()
    for each in paragraph:
        if texts and each.page != page:
            yield page, texts
            texts = []
        page = each.page
        texts.append(each.line.text)
    if texts:
        yield page, texts
