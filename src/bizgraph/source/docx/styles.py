"""What the styles of a Word file say about its paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bizgraph.source.docx.package import Element, W

_CONTENTS: Final = re.compile(r"toc\s?\d", re.IGNORECASE)
_OFF: Final = frozenset({"0", "false", "off"})
_LONGEST_NUMBER: Final = 6


def value(element: Element | None, attribute: str = "val") -> str | None:
    """Return an attribute of the vocabulary, or None where it or the element is not there."""
    return None if element is None else element.get(W + attribute)


def number(element: Element | None, attribute: str = "val") -> int | None:
    """Return an attribute that is a whole number of sensible length, or None."""
    digits = value(element, attribute) or ""
    if not re.fullmatch(r"-?\d+", digits) or len(digits) > _LONGEST_NUMBER:
        return None
    return int(digits)


def is_on(element: Element | None) -> bool:
    """Tell whether a switch is there and not turned off."""
    return element is not None and value(element) not in _OFF


class Styles:
    """The styles of a file; a file without any has none."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else list(root.iter(f"{W}style"))
        self._by_id = {value(style, "styleId"): style for style in styles}
        self.default = next(
            (
                value(style, "styleId")
                for style in styles
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")
            ),
            None,
        )

    def chain(self, style: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style is not None and style not in seen and style in self._by_id:
            seen.add(style)
            yield self._by_id[style]
            style = value(self._by_id[style].find(f"{W}basedOn"))

    def is_contents(self, style: str | None) -> bool:
        """Tell whether paragraphs of a style are lines of a table of contents."""
        return any(_CONTENTS.match(value(each.find(f"{W}name")) or "") for each in self.chain(style))

    def is_hidden(self, style: str | None) -> bool:
        """Tell whether a style hides its text."""
        for each in self.chain(style):
            switch = each.find(f"{W}rPr/{W}vanish")
            if switch is not None:
                return is_on(switch)
        return False

    def numbering(self, style: str | None) -> tuple[str, int | None, int | None] | None:
        """Return the style in the chain that numbers its paragraphs, its list and its level."""
        for each in self.chain(style):
            found = each.find(f"{W}pPr/{W}numPr")
            if found is not None:
                level = number(found.find(f"{W}ilvl"))
                return value(each, "styleId") or "", number(found.find(f"{W}numId")), level
        return None
