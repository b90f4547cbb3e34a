"""Bytes of a file to characters: which encoding it is in, and whether it holds text at all."""

from __future__ import annotations

import codecs

from bizgraph.errors import SourceError

MAX_BYTES = 20_000_000
_CONTROL_SHARE = 0.01
# Characters that any page of modern Chinese official prose is full of.
_COMMON = frozenset("的一是在和有为不市业政务行企服人大工发展理实部法中国区办建等，。、,.")
_COMMON_SHARE = 0.08
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# How files begin that hold a document but not as plain text.
_FORMATS = (
    (b"PK\x03\x04", "Word, Excel, OFD or zip"),
    (b"\xd0\xcf\x11\xe0", "old Word or Excel, or locked"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)


def decode(data: bytes, name: str) -> str:
    """Return the characters of a text file in UTF-8, UTF-16 or GB18030; a byte order mark is left out.

    Raises SourceError, naming the file, when it is empty, too large, binary, truncated or garbled.
    """
    if not data.strip():
        raise SourceError(f"{name}: the file is empty")
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: {len(data):,} bytes are more than the {MAX_BYTES:,} that one document may have; "
            "split a collection into its documents"
        )
    for beginning, kind in _FORMATS:
        if data.startswith(beginning):
            raise SourceError(
                f"{name}: this is a {kind} file, which is not read; save it as .docx or PDF and read that"
            )
    text = _by_byte_order_mark(data, name) or _utf8(data, name) or _utf16_without_mark(data) or _gb18030(data)
    if text is None:
        raise SourceError(
            f"{name}: neither UTF-8 (it breaks at byte {_utf8_breaks_at(data)}), UTF-16 nor GB18030 text: "
            "a binary or damaged file; fetch it again"
        )
    if not text.strip().strip("\ufeff\u200b"):
        raise SourceError(f"{name}: the file is empty but for white space")
    _refuse_binary(text, name)
    _refuse_mojibake(text, name)
    return text


def _by_byte_order_mark(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{name}: says it is {encoding} but is not at byte {error.start + len(mark)}; "
                    "it may be truncated, fetch it again"
                ) from error
    return None


def _utf8(data: bytes, name: str) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(data) // 2:
            raise SourceError(
                f"{name}: ends in the middle of a character at byte {error.start}: "
                "the file is truncated, fetch it again"
            ) from error
        return None


def _utf8_breaks_at(data: bytes) -> int:
    try:
        return len(data.decode("utf-8").encode())
    except UnicodeDecodeError as error:
        return error.start


def _utf16_without_mark(data: bytes) -> str | None:
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _common_share(text) >= _COMMON_SHARE:
            return text
    return None


def _gb18030(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _refuse_binary(text: str, name: str) -> None:
    controls = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v")
    if controls > len(text) * _CONTROL_SHARE:
        raise SourceError(
            f"{name}: {controls} control characters in {len(text)}: this is a binary file, not text"
        )


def _refuse_mojibake(text: str, name: str) -> None:
    lost = text.count("\ufffd")
    letters = sum(1 for character in text if character.isalpha())
    if lost > letters * 0.05:
        raise SourceError(f"{name}: {lost} characters were lost before the file reached us; fetch it again")
    foreign = sum(
        1 for character in text if "\u0080" <= character <= "\u00ff" or "\uac00" <= character <= "\uf8ff"
    )
    if letters and foreign > letters * 0.3:
        raise SourceError(
            f"{name}: the characters are garbled (read once in a wrong encoding); fetch it again"
        )
    if _reread(text):
        raise SourceError(f"{name}: the characters are garbled (UTF-8 read as GB18030); fetch it again")
    han = sum(1 for character in text if "\u3400" <= character <= "\u9fff")
    if han > 200 and _common_share(text) < _COMMON_SHARE / 2:
        raise SourceError(
            f"{name}: the characters are garbled (read once in a wrong encoding); fetch it again"
        )


def _reread(text: str) -> bool:
    """Whether the text reads much better as UTF-8 that somebody took for GB18030."""
    again = text.encode("gb18030", "ignore").decode("utf-8", "ignore")
    return 2 * len(again) > len(text) and _common_share(again) > 2 * _common_share(text)


def _common_share(text: str) -> float:
    printed = [character for character in text if not character.isspace()]
    return sum(1 for character in printed if character in _COMMON) / max(len(printed), 1)
