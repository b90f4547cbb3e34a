"""The part of a font that a page needs, so that its Chinese is right on a machine without Chinese fonts."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_FEATURES: Final = ["ccmp", "halt", "kern", "liga", "locl", "palt"]
_NAMES: Final = ["*"]


def subset(font: Path, characters: Iterable[str]) -> bytes:
    """Return the glyphs of these characters as a font in WOFF2: for the same characters, the same bytes.

    Characters that the font lacks are left to the fonts of the reader. The licence stays in the name table.
    """
    options = Options(layout_features=_FEATURES, name_IDs=_NAMES, name_languages=_NAMES, hinting=False)
    written = BytesIO()
    with TTFont(font, recalcTimestamp=False) as opened:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=map(ord, characters))
        subsetter.subset(opened)
        opened.flavor = "woff2"
        opened.save(written)
    return written.getvalue()
