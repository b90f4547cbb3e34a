"""How words of documents look in a briefing: clean, in Simplified script, and not too long."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bizgraph.source.cleaning import HAN, clean

_FULL_WIDTH: Final = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})
_AFTER_HAN: Final = re.compile(rf"(?<=[{HAN}”’》)）%])[,;:?!]|[,;:?!](?=[{HAN}“‘《])")
_BRACKETS: Final = re.compile(rf"\((?=[^()]*[{HAN}])([^()]*)\)")
_CELL: Final = re.compile(r"\s*\|\s*")
_PAUSE: Final = re.compile(r"[。；;!！?？]")
_COMMA: Final = re.compile(r"[，,、]")
_ELLIPSIS: Final = "……"


def printed(words: str) -> str:
    """Return words of a document as one line of clean text with Chinese punctuation.

    The bar between the cells of a task table becomes a semicolon; one at the end, as in a list, and mobile
    numbers are left out.
    """
    line = " ".join(clean(words).characters.split())
    line = _CELL.sub("；", line.strip(" |"))
    line = re.sub(rf"(?<=[{HAN}，。；：”]) (?=[{HAN}“])", "", line)
    line = _BRACKETS.sub(r"（\1）", line)
    line = _AFTER_HAN.sub(lambda match: match.group().translate(_FULL_WIDTH), line)
    return line.rstrip(",;，；")


def shortened(words: str, limit: int) -> str:
    """Return words of a document, as `printed`, cut at the end of a sentence or clause if too long."""
    line = printed(words)
    if len(line) <= limit:
        return line
    for pattern, least in ((_PAUSE, limit // 2), (_COMMA, limit // 2)):
        ends = [match.start() for match in pattern.finditer(line[:limit]) if match.start() >= least]
        if ends:
            return _closed(line[: ends[-1]] + _ELLIPSIS)
    return _closed(line[: limit - 2] + _ELLIPSIS)


def _closed(line: str) -> str:
    """Close the quotation marks that a cut left open."""
    return line + "”" * (line.count("“") - line.count("”"))


def number(value: object) -> str:
    """Write a figure without zeros that say nothing."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
