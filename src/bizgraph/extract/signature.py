"""Who signs a document: a line with nothing but a name, right above one with nothing but a date."""

from __future__ import annotations

import re

from bizgraph.source.text import Text

DATE = re.compile(r"(?P<y>20\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_SIGNED = re.compile(rf"(?m)^(?P<name>[^\n。;:,|]{{3,40}})\n+\(?{DATE.pattern}\)?$")


def signature_lines(text: Text) -> list[tuple[int, int]]:
    """Return where the names that stand right above a date stand in the clean text."""
    return [match.span("name") for match in _SIGNED.finditer(text.clean)]


def is_signature(text: Text, start: int) -> bool:
    """Whether the line that starts at a place in the clean text is such a name."""
    return _SIGNED.match(text.clean, start) is not None
