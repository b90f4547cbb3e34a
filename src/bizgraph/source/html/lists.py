"""The numbers that a browser puts in front of the items of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bizgraph.source.html.parsing import Element
from bizgraph.source.numerals import numeral

BULLET: Final = "•"
_BY_TYPE: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_BY_STYLE: Final = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_SIGNS: Final = frozenset({"disc", "circle", "square"})
_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|disc|circle|square|[a-z]+(?:-[a-z]+)+|decimal)\b", re.I
)
_WHOLE: Final = re.compile(r"\s*([+-]?\d{1,6})\s*")
_NUMBERED: Final = re.compile(
    r"[(\uff08\[【〔]?第?\s?(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,4}|[a-zA-Z])\s?"
    r"(?:[)\uff09\]】〕、:\uff1a]|[.\uff0e](?!\d)|[章节条])|[\u2460-\u249b\u3220-\u3229•◆◇▲△▶►■□●○★☆※❖➤—-]"
)


@dataclass
class List:
    """An open list: what comes next, by which step, and how it is printed."""

    next: int
    step: int
    style: str

    def marker(self, item: Element) -> str:
        """Return what stands in front of the next item, and count it."""
        style = _style(item, self.style)
        value = _whole(item.get("value"))
        if value is not None and self.step:
            self.next = value
        printed = self.next
        self.next += self.step
        if style == "none" or not style:
            return ""
        if style in _SIGNS:
            return f"{BULLET} "
        figure = numeral(printed, style)
        return f"{figure}、" if "\u3007" <= figure[0] <= "\u9fff" else f"{figure}. "


def opened(element: Element) -> List:
    """Return the list that an `ol` or `ul` opens.

    A `ul` has no signs unless it says so itself: most sites turn them off for the whole page.
    """
    if element.tag != "ol":
        return List(0, 0, _style(element, "none"))
    style = _style(element, "decimal")
    start = _whole(element.get("start"))
    if element.get("reversed") is None:
        return List(1 if start is None else start, 1, style)
    items = sum(child.tag == "li" for child in element)
    return List(items if start is None else start, -1, style)


def is_numbered(words: str) -> bool:
    """Tell whether words begin with a number of their own: what the browser adds is turned off, then."""
    return _NUMBERED.match(words.lstrip()) is not None


def _style(element: Element, inherited: str) -> str:
    match = _STYLE.search((element.get("style") or "")[:400])
    if match:
        name = match[1].lower()
        return name if name == "none" or name in _SIGNS else _BY_STYLE.get(name, inherited)
    kind = (element.get("type") or "").strip()
    return kind.lower() if kind.lower() in _SIGNS else _BY_TYPE.get(kind, inherited)


def _whole(printed: str | None) -> int | None:
    match = _WHOLE.fullmatch(printed or "")
    return int(match[1]) if match else None
