"""Clean text that remembers where each of its characters stood in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bizgraph.source.extracted import NO_PLACES, Place, Places
from bizgraph.source.telephones import redact


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the file as read: characters `start` up to, not including, `end`.

    They are counted in the file's characters as its encoding gives them, a byte order mark left out and each
    carriage return kept: for a file in UTF-8, in `path.read_bytes().decode("utf-8-sig")`. Reading it in
    Python's text mode counts less where lines end in CRLF. For HTML, DOCX and PDF they are counted in the
    text that was taken out of the file.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: clean, as printed (telephone numbers starred out), and where they stand."""

    text: str
    original: str
    span: Span


@dataclass(frozen=True)
class Text:
    """A document's clean, Simplified text and the way back to the file.

    `origins[i]` is the index in `source` of the character that became `clean[i]`. `places` tells where in
    the file the characters of `source` stood, for a file that is more than its text.
    """

    name: str
    source: str
    clean: str
    origins: Sequence[int]
    sha256: str
    places: Places = NO_PLACES

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the file from which `clean[start:end]` was made."""
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def quote(self, start: int, end: int) -> Quote:
        """Return the words `clean[start:end]`, trimmed of white space, with their place in the file.

        Raises ValueError when nothing but white space is left.
        """
        words = self.clean[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        span = self.span(start, end) if start < end else Span(0, 0)
        return Quote(self.clean[start:end], redact(self.source[span.start : span.end]), span)

    def line(self, position: int) -> int:
        """Return the number, from 1, of the line of the file that holds the file's character `position`."""
        return self.source.count("\n", 0, position) + 1

    def place(self, position: int) -> Place | None:
        """Return the page or paragraph of the file's character `position`; None in a text file."""
        return self.places.at(position)
