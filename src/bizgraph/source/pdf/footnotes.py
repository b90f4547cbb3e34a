"""Notes at the foot of pages, taken out of the text that goes on over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bizgraph.source.pdf.paragraphs import Framed

_SMALLER = 0.87  # of the usual size
_MARK = re.compile(r"[①-⑳*＊†‡注]|[\[［〔(（]\d{1,2}[\]］〕)）]|\d{1,2}(?![\d.．、%])")


def without_footnotes(lines: Sequence[Framed]) -> tuple[list[Framed], list[list[Framed]]]:
    """Return the lines that are no footnotes, and the footnotes, each as its lines.

    A footnote stands at the end of a page or column, is set smaller than the text and begins with a mark.
    """
    sizes = Counter(round(each.line.size, 1) for each in lines for _ in each.line.text)
    if not sizes:
        return [], []
    usual = sizes.most_common(1)[0][0]
    body: list[Framed] = []
    notes: list[list[Framed]] = []
    for block in _columns(lines):
        first = _first_note(block, usual)
        body += block[:first]
        for each in block[first:]:
            if _MARK.match(each.line.text) or not notes or notes[-1][-1] not in block[first:]:
                notes.append([])
            notes[-1].append(each)
    return body, notes


def _columns(lines: Sequence[Framed]) -> list[list[Framed]]:
    """The lines of each column of each page."""
    blocks: list[list[Framed]] = []
    for each in lines:
        last = blocks[-1][-1] if blocks else None
        if last and last.page == each.page and last.line.baseline < each.line.baseline:
            blocks[-1].append(each)
        else:
            blocks.append([each])
    return blocks


def _first_note(block: Sequence[Framed], usual: float) -> int:
    """Where the footnotes of a column begin: its length where there are none."""
    index = len(block)
    while index and block[index - 1].line.size < _SMALLER * usual:
        index -= 1
    while index < len(block) and not _MARK.match(block[index].line.text):
        index += 1
    return index if index else len(block)
