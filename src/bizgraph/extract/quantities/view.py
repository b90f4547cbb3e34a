"""A stretch of text as figures are read in it: half-width, without blanks and breaks inside paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizgraph.extract.quantities.numerals import narrow
from bizgraph.source.text import Quote, Text

_SHORTEST_WRAPPED = 18
_OPENS_A_LINE = re.compile(r"\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|[①-⑳●■◆]|[|第])")
_CLOSES_A_LINE = tuple("。;:!?|")


@dataclass(frozen=True, slots=True)
class View:
    """The words of a stretch; `places[i]` is where `words[i]` stands in `text.clean`."""

    text: Text
    words: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of `text.clean` that holds `words[start:end]`."""
        return self.places[start], self.places[end - 1] + 1

    def quote(self, start: int, end: int) -> Quote:
        """Return the words of the document that `words[start:end]` shows."""
        return self.text.quote(*self.span(start, end))


def view(text: Text, start: int, end: int) -> View:
    """Return a stretch of the text with lines that a paragraph was broken into joined."""
    words = narrow(text.clean[start:end])
    kept = [
        place
        for place, character in enumerate(words)
        if not character.isspace() or (character == "\n" and _ends_a_paragraph(words, place))
    ]
    return View(text, "".join(words[place] for place in kept), tuple(start + place for place in kept))


def _ends_a_paragraph(words: str, place: int) -> bool:
    """Whether a line break is one of the document's, not one inside a paragraph."""
    before = words[:place].rstrip()
    line = before.rpartition("\n")[2].strip()
    short = len(line) < _SHORTEST_WRAPPED
    return short or before.endswith(_CLOSES_A_LINE) or bool(_OPENS_A_LINE.match(words, place + 1))
