"""Who signs a document: a line with nothing but a name, right above one with nothing but a date."""

from __future__ import annotations

import re

from bizgraph.outline.numbering import numeral
from bizgraph.source.text import Text

_ZERO = "〇零○O"
_AS_ZERO = str.maketrans(_ZERO, "〇" * len(_ZERO))
YEAR = rf"20\d{{2}}|二[{_ZERO}][{_ZERO}一二三四五六七八九]{{2}}"
DATE = re.compile(
    rf"(?P<y>{YEAR})年(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
)
_SIGNED = re.compile(rf"(?m)^(?P<name>[^\n。;:,|]{{3,40}})\n+\(?{DATE.pattern}\)?$")


def calendar_number(printed: str) -> int:
    """Return the number of a year, month or day: 2024, 二〇二四, 十八; zero where it is none."""
    return int(printed) if printed.isdecimal() else numeral(printed.translate(_AS_ZERO)) or 0


def signature_lines(text: Text) -> list[tuple[int, int]]:
    """Return where the names that stand right above a date stand in the clean text."""
    return [match.span("name") for match in _SIGNED.finditer(text.clean)]


def is_signature(text: Text, start: int) -> bool:
    """Whether the line that starts at a place in the clean text is such a name."""
    return _SIGNED.match(text.clean, start) is not None
