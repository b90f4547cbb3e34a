"""Elements of XML files, escaped such that every reader gets the same characters back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

_MARKUP: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_ENDS_OF_XML_1_1: Final = {"\x85": "&#133;", "\u2028": "&#8232;"}  # some readers of 1.0 replace them too
_IN_CONTENT: Final = str.maketrans(_MARKUP | _LINE_ENDS_OF_XML_1_1)
_IN_ATTRIBUTES: Final = _IN_CONTENT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def element(name: str, attributes: Mapping[str, object], content: str = "") -> str:
    """Return an element with these attributes around `content`, which is XML already.

    Line feeds and tabs in attributes become references, for a reader turns bare ones into spaces
    (XML 1.0, section 3.3.3).
    """
    start = name + "".join(
        f' {key}="{str(value).translate(_IN_ATTRIBUTES)}"' for key, value in attributes.items()
    )
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"


def escape(text: str) -> str:
    """Return text as the content of an element."""
    return text.translate(_IN_CONTENT)
