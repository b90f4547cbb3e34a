"""What XML 1.0 can hold: text, and names made of IRIs."""

from __future__ import annotations

import re
from typing import Final

# Of other scripts only letters that every edition of XML 1.0, and so every parser, lets into a name.
_LETTERS: Final = "A-Za-z_À-ÖØ-öø-ÿ一-龥"
_NAME: Final = re.compile(rf"(?<!%)(?<!%[0-9A-Fa-f])[{_LETTERS}][{_LETTERS}0-9.-]*\Z")
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def escaped(text: str) -> str:
    """Return text for the inside of an element, or for an attribute where it is on one line.

    XML 1.0 cannot hold most control characters, not even escaped. U+FFFD stands in the place of each, so that
    the loss shows, and positions in the text stay true.
    """
    return FORBIDDEN.sub("\ufffd", text).translate(_ESCAPES)


def split(iri: str) -> tuple[str, str] | None:
    """Return an IRI as a namespace and the longest name that ends it; None where that cannot be.

    Namespaces in XML 1.0 are URIs: of ASCII characters, and not cut within a percent-encoded one.
    """
    name = _NAME.search(iri)
    if name is None or not iri[: name.start()].isascii():
        return None
    return iri[: name.start()], name.group()
