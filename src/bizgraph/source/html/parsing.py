"""Bytes of a web page to its tree: which encoding it is in, within bounds; nothing is run or fetched."""

from __future__ import annotations

import codecs
import re
from typing import Final

from lxml import etree

from bizgraph.errors import SourceError
from bizgraph.source.decoding import MAX_BYTES

Element = etree._Element

_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I)
_SNIFFED: Final = 16_384
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_GUESSED: Final = ("gb18030", "big5hkscs")
_LOST_SHARE: Final = 0.001
_MOST_DEPTH: Final = 1_500
_MOST_ELEMENTS: Final = 400_000


def page_text(data: bytes, name: str) -> str:
    """Return the characters of a page: by its byte order mark, if valid as UTF-8, else as it declares.

    Single bytes that do not fit are replaced. Raises SourceError when the page is empty, too large or in none
    of the encodings.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: {len(data):,} bytes are more than the {MAX_BYTES:,} that one document may have; "
            "split a collection into its documents"
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in (*_declared(data), "utf-8", *_GUESSED):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= _LOST_SHARE * len(text) + 1:
            return text
    raise SourceError(f"{name}: in none of UTF-8, UTF-16, GB18030 and Big5; fetch it again")


def _declared(data: bytes) -> list[str]:
    match = _DECLARED.search(data, 0, _SNIFFED)
    declared = match[1].decode("ascii").lower() if match else ""
    try:
        return [codecs.lookup(_WIDER.get(declared, declared)).name] if declared else []
    except LookupError:
        return []


def parsed(text: str, name: str) -> Element:
    """Return the tree of a page. Raises SourceError when it has no elements or too many."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    content = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser) if content.strip() else None
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name}: the page cannot be read as HTML ({error}); fetch it again") from error
    if root is None:
        raise SourceError(f"{name}: the page is empty")
    _refuse_out_of_bounds(root, name)
    return root


def text_of(element: Element) -> str:
    """Return all characters in an element."""
    return "".join(map(str, element.itertext()))


def _refuse_out_of_bounds(root: Element, name: str) -> None:
    """The parser gives up what is nested more than some two thousand deep: better no text than half of it."""
    count = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        count += event == "start"
        depth += 1 if event == "start" else -1
        if depth > _MOST_DEPTH:
            raise SourceError(
                f"{name}: elements are nested more than {_MOST_DEPTH:,} deep: no page of a document; "
                "save its text and read that"
            )
        if count > _MOST_ELEMENTS:
            raise SourceError(
                f"{name}: more than {_MOST_ELEMENTS:,} elements: no page of a document; "
                "save its text and read that"
            )
