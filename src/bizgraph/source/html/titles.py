"""The title of the document that a page shows, where its text does not say it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bizgraph.source.html.blocks import Line
from bizgraph.source.html.furniture import Furniture
from bizgraph.source.html.parsing import Element, text_of

_NAMED: Final = frozenset({"articletitle", "title", "og:title", "dc.title"})
_LEAST: Final = 8
_LONGEST: Final = 200
_HEAD: Final = 600  # characters of the text in which a title is looked for
_NOTHING: Final = re.compile(r"[\W_]+")


def with_title(root: Element, furniture: Furniture) -> Callable[[list[Line]], list[Line]]:
    """Return what puts the title of a page in front of its lines, unless they begin with it.

    The title is read at once: furniture that is taken out of the tree later may hold it.
    """
    title = _title(root, furniture)

    def put(lines: list[Line]) -> list[Line]:
        lines = _without_repeated_heading(lines)
        head = _bare("".join(line.words for line in lines))[:_HEAD]
        if not title or _bare(title) in head:
            return lines
        return [Line(title, -2, 0.0, 1, False), *lines]

    return put


def _title(root: Element, furniture: Furniture) -> str:
    printed = [
        each.get("content") or ""
        for each in root.iter("meta")
        if (each.get("name") or each.get("property") or "").lower() in _NAMED
    ]
    printed += [text_of(each) for each in root.findall("head/title")]
    for whole in printed:
        first = furniture.title_separators.split(" ".join(whole.split())[:_LONGEST])[0].strip()
        if len(first) >= _LEAST and not furniture.no_title.match(first):
            return first
    return ""


def _without_repeated_heading(lines: list[Line]) -> list[Line]:
    """A page prints the title over the text that begins with the same title: once is enough."""
    for index, line in enumerate(lines):
        if line.inside or line.heading != 1:
            continue
        behind = [_bare(other.words) for other in lines[index + 1 : index + 6] if other.inside]
        if _bare(line.words) in behind:
            return lines[:index] + lines[index + 1 :]
    return lines


def _bare(words: str) -> str:
    return _NOTHING.sub("", words)
