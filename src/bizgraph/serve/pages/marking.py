"""The text of a document as HTML: line by line, no character changed, every fact marked where it stands.

What is printed of a character that cannot be seen, and of one that turns the direction of what follows it, is
its code; the character itself is there too, so that what is copied is what stands in the file. The one
character that HTML cannot hold is U+0000, for which U+FFFD stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from bizgraph.questions.document_text import DocumentText, Place
from bizgraph.serve.pages.segments import Segment, segments

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_BAR: Final = re.compile(r"(?<=\s)\|(?=\s|$)|\|(?=\s*$)")
_BARS_OF_A_ROW: Final = 2
_SPECIAL: Final = re.compile(f"{_UNSEEN.pattern}|\r")
_MOST_OF_A_LINE: Final = 0.5  # of its characters, for a heading to be the whole line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number from 1, what it looks like, and its words as HTML.

    `look` is `heading`, `title`, `row` (of a table), `blank`, or nothing.
    """

    number: int
    look: str
    words: Markup


def marked_text(
    document: DocumentText, address: Callable[[str], str], chosen: Collection[str] = ()
) -> Markup:
    """Return all lines of a document as HTML, each in an element with its number; see `lines`."""
    return Markup("\n".join(map(_element, lines(document, address, chosen))))


def _element(line: Line) -> str:
    look = f" {line.look}" if line.look else ""
    role = ' role="heading" aria-level="2"' if line.look == "heading" else ""
    return f'<div class="line{look}" id="l{line.number}" data-line="{line.number}"{role}>{line.words}</div>'


def lines(
    document: DocumentText, address: Callable[[str], str], chosen: Collection[str] = ()
) -> Iterator[Line]:
    """Yield the lines of a document; facts lead to where `address` says, the `chosen` are marked as such."""
    text, facts = document.text, document.facts
    pieces = segments(len(text), [(fact.start, fact.end) for fact in facts])
    links = [_Link(fact, address(fact.iri), key(document, fact.iri)) for fact in facts]
    marker = _Marker(text, links, sorted(document.starts | {fact.start for fact in facts}), frozenset(chosen))
    headings = sorted((fact.start, fact.end) for fact in facts if fact.kind in ("PlanSection", "Section"))
    position, start = 0, 0
    for number, words in enumerate(text.split("\n"), 1):
        end = start + len(words)
        html: list[str] = []
        while position < len(pieces) and pieces[position].start < end:
            piece = pieces[position]
            if words:
                html.append(marker.piece(piece, max(piece.start, start), min(piece.end, end), words))
            if piece.end > end:
                break
            position += 1
        html.append(marker.behind(end))
        yield Line(number, _look(words, start, headings, document.title_start), Markup("".join(html)))
        start = end + 1
        while position < len(pieces) and pieces[position].end <= start:
            position += 1


def key(document: DocumentText, iri: str) -> str:
    """Return a fact's name within its document, such as `measure/10234`; a foreign one's IRI."""
    return iri.removeprefix(f"{document.iri}/")


@dataclass(frozen=True, slots=True)
class _Link:
    fact: Place
    address: str
    key: str


class _Marker:
    """Writes pieces of a text as HTML; every start that it is told of gets its anchor once."""

    def __init__(self, text: str, links: Sequence[_Link], starts: list[int], chosen: frozenset[str]) -> None:
        self._text = text
        self._links = links
        self._starts = starts
        self._chosen = chosen
        self._reached: set[int] = set()  # facts of which a piece was written, so that Tab stops at each once

    def piece(self, piece: Segment, start: int, end: int, line: str) -> str:
        """Return the characters from `start` to `end`, which lie in one piece and on one line."""
        bars = _is_row(line)
        if not piece.within:
            return self._words(start, end, bars, start)
        around = [self._links[number] for number in piece.within]
        inner = around[-1]
        new = piece.within[-1] not in self._reached
        self._reached.update(piece.within)
        marks = ["fact", inner.fact.kind]
        marks += ["more"] if len(around) > 1 else []
        marks += ["chosen"] if any(link.key in self._chosen for link in around) else []
        anchored = start in self._starts_between(start, start + 1)
        return (
            f'<a class="{" ".join(marks)}" href="{escape(inner.address)}"'
            + (f' id="c{start}"' if anchored else "")
            + ("" if new else ' tabindex="-1"')
            + f' data-facts="{escape(" ".join(link.key for link in reversed(around)))}"'
            + f' data-kinds="{" ".join(link.fact.kind for link in reversed(around))}">'
            + self._words(start, end, bars, start + 1 if anchored else start)
            + "</a>"
        )

    def behind(self, end: int) -> str:
        """Return the anchor of what begins where a line ends."""
        return "".join(f'<span id="c{start}"></span>' for start in self._starts_between(end, end + 1))

    def _words(self, start: int, end: int, bars: bool, anchors_from: int) -> str:
        html: list[str] = []
        for anchor in self._starts_between(anchors_from, end):
            html.append(printed(self._text[start:anchor], bars))
            html.append(f'<span id="c{anchor}"></span>')
            start = anchor
        html.append(printed(self._text[start:end], bars))
        return "".join(html)

    def _starts_between(self, first: int, last: int) -> list[int]:
        return self._starts[bisect_left(self._starts, first) : bisect_left(self._starts, last)]


def printed(words: str, bars: bool = False) -> str:
    """Return words as HTML that shows them as they are; with `bars`, those between cells are set apart."""
    safe = str(escape(words))
    if _SPECIAL.search(safe):
        safe = _SPECIAL.sub(_code, safe)
    return _BAR.sub('<span class="bar">|</span>', safe) if bars and "|" in safe else safe


def _code(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\r":
        return "&#13;"  # a bare one, HTML would take for a line feed
    shown = "\ufffd" if character == "\x00" else character
    return f'<bdi class="unseen" data-code="U+{ord(character):04X}">{shown}</bdi>'


def _look(words: str, start: int, headings: Sequence[tuple[int, int]], title: int | None) -> str:
    if not words.strip():
        return "blank"
    if title is not None and start <= title <= start + len(words):
        return "title"
    nearest = bisect_left(headings, (start,))
    if nearest < len(headings):
        begin, end = headings[nearest]
        if begin < start + len(words) and end - begin >= _MOST_OF_A_LINE * len(words.strip()):
            return "heading"
    return "row" if _is_row(words) else ""


def _is_row(line: str) -> bool:
    return line.count(" |") >= _BARS_OF_A_ROW
