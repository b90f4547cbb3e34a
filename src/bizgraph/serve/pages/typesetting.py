"""Words of documents as they are set on a page: clean, and with the punctuation of Chinese type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from bizgraph.questions.names import simplified
from bizgraph.questions.quoting import BEFORE, BEHIND

_FULL: Final = str.maketrans(",;:?!()", "，；：？！（）")
_CHINESE: Final = r"[\u3007\u3400-\u9fff“”‘’《》【】、。％]"
_HALF: Final = re.compile(rf"(?<={_CHINESE})[,;:?!()](?! )|(?<! )[,;:?!()](?={_CHINESE})")
_TWICE: Final = 2  # one mark may make room for the one beside it: `)` behind `%)`, and `,` behind that
_NOT_COUNTED: Final = re.compile(r"\s+")
_SHORT: Final = 260
_BREAKS: Final = re.compile(r"[。；;，,]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document: as they are read, the beginning of a long text, and as printed if that differs."""

    text: str
    beginning: str = ""
    printed: str = ""


def typeset(text: str) -> str:
    """Return a text with marks of full width where they stand among Chinese characters."""
    for _ in range(_TWICE):
        text = _HALF.sub(lambda mark: mark[0].translate(_FULL), text)
    return text


def words_of(text: str, long_from: int = _SHORT) -> Words:
    """Return words of a document ready to be read: in Simplified script, without what dirt is in them.

    Those of more than `long_from` characters also have a beginning.
    """
    clean = _clean(text)
    set_out = typeset(clean)
    long = len(set_out) > long_from
    breaks = [mark.end() for mark in _BREAKS.finditer(set_out, 0, long_from)] if long else []
    beginning = set_out[: breaks[-1] if breaks else long_from] if long else ""
    return Words(set_out, beginning, "" if _bare(clean) == _bare(text) else text)


def same_words(printed: str, text: str) -> bool:
    """Say whether a text is what is printed, but for script, blanks and dirt."""
    return _bare(_clean(printed)) == _bare(text)


def holds_words(text: str, printed: str) -> bool:
    """Say whether what is printed is part of a text, but for script, blanks and dirt."""
    return _bare(_clean(printed)) in _bare(_clean(text))


def marked(text: str) -> Markup:
    """Return a text with what stands between the marks of hits in `mark` elements; all else is escaped."""
    pieces: list[Markup] = []
    for index, piece in enumerate(typeset(text).split(BEFORE)):
        hit, behind, rest = piece.partition(BEHIND)
        if index and behind:
            pieces += (Markup("<mark>"), escape(hit), Markup("</mark>"), escape(rest))
        else:
            pieces.append(escape((BEFORE if index else "") + piece))
    return Markup().join(pieces)


@lru_cache(4096)
def _clean(text: str) -> str:
    return simplified(text)


def _bare(text: str) -> str:
    return _NOT_COUNTED.sub("", text)
