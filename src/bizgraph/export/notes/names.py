"""Names for the files of notes: fit for Windows, macOS and Linux, for Obsidian's links, and each its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

_LONGEST: Final = 120  # bytes of UTF-8: with a mark and a suffix well below the 255 that file systems allow
_FULL_WIDTH: Final = 0xFEE0  # from an ASCII character to its full-width form
_UNKNOWN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_UNSAFE: Final = re.compile(r"[\[\]#^|\\/:*?\"<>%`$]|\.(?=[A-Za-z][A-Za-z0-9]*$)")
_UNSAFE_IN_LINKS: Final = re.compile(r"[\[\]#^|\\*_<>&%`$=~@]|:(?=[:/])|(?<=[Ww]{3})\.")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def file_name(text: str) -> str:
    """Return text as a name without its suffix; what no name may hold is written full width.

    So is a dot before letters at the end, which Obsidian would take for the suffix of another file.
    """
    known = ("" if unicodedata.category(each) in _UNKNOWN else each for each in " ".join(text.split()))
    name = unicodedata.normalize("NFC", _widened(_UNSAFE, "".join(known)))
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "_"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def link_text(text: str) -> str:
    """Return text as a wikilink shows it: there is no escape within, so marks are written full width."""
    return _widened(_UNSAFE_IN_LINKS, text)


def unique_names(labels: Mapping[str, str], *taken: str) -> dict[str, str]:
    """Return a name for each labelled thing, by its identifier; things of one name get marks of their own.

    A name is nobody else's even where a file system ignores case or composes characters, and it stays the
    same whatever the things around it are, unless one comes to bear its name.
    """
    names = {identifier: file_name(label) for identifier, label in labels.items()}
    count = Counter(map(_folded, (*names.values(), *taken)))
    used = {key for key, times in count.items() if times == 1} | set(map(_folded, taken))
    for identifier, name in names.items():
        if count[_folded(name)] > 1:
            marked = _marked(name, identifier)
            names[identifier] = next(each for each in marked if _folded(each) not in used)
            used.add(_folded(names[identifier]))
    return names


def _marked(name: str, identifier: str) -> Iterator[str]:
    digest = hashlib.sha256(identifier.encode()).hexdigest()
    return (f"{name} {digest[:length]}" for length in range(6, len(digest) + 1))


def _folded(name: str) -> str:
    """Return all that file systems may take for this name as one."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).upper().casefold())


def _widened(unsafe: re.Pattern[str], text: str) -> str:
    return unsafe.sub(lambda match: chr(ord(match.group()) + _FULL_WIDTH), text)
