"""Text of documents in notes: as YAML properties and as Markdown, in which it never means more than it says.

Properties are YAML 1.2 spelled so that YAML 1.1 reads the same. The text is CommonMark 0.31; Obsidian's own
marks (wikilinks, tags, `%%` comments, `==`, `$`, `^`) yield to its backslashes too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bizgraph.export.network import Value, text_of

_PLAIN_KEY: Final = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z_]+", re.IGNORECASE)
_NOT_IN_YAML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_NOT_IN_TAGS: Final = re.compile(r"[^\w-]+")
_MARK: Final = re.compile(r"[\\`*_\[\]<>#|&$%=~^@]|:(?=[:/])|(?<=[Ww]{3})\.")
_MARK_IN_FRONT: Final = re.compile(r"^(?:[-+]|(\d+)(?=[.)](?:\s|$)))")


def yaml_property(key: str, value: Value) -> Iterator[str]:
    """Yield the lines of a property; a list has an item a line."""
    spelled = key if _PLAIN_KEY.fullmatch(key) else _yaml_text(key)
    if isinstance(value, tuple):
        yield f"{spelled}:\n" if value else f"{spelled}: []\n"
        yield from (f"  - {_yaml_text(each)}\n" for each in value)
    else:
        yield f"{spelled}: {_yaml(value)}\n"


def tag(title: str) -> str:
    """Return a title as a tag of Obsidian: letters, digits, `_` and `-`, not digits alone."""
    spelled = _NOT_IN_TAGS.sub("-", title).strip("-")
    return spelled if any(map(str.isalpha, spelled)) else f"kind-{spelled}".rstrip("-")


def one_line(text: str) -> str:
    """Return a text escaped, on one line."""
    return _escaped(" ".join(text.split()))


def lines(text: str) -> list[str]:
    """Return the lines of a text, escaped; without blank ones, and blanks in front that make a line code."""
    return [_escaped(line.strip()) for line in text.splitlines() if line.strip()]


def _escaped(line: str) -> str:
    marked = _MARK.sub(lambda match: f"\\{match.group()}", line)
    return _MARK_IN_FRONT.sub(lambda match: f"{match[1]}\\" if match[1] else f"\\{match[0]}", marked)


def _yaml(value: bool | int | float | date | str) -> str:
    """Write a value so that its type is read back: text in quotes; 1e+16, text to YAML 1.1, as 1.0e+16."""
    if isinstance(value, str):
        return _yaml_text(value)
    if isinstance(value, float):
        mantissa, exponent, power = repr(value).partition("e")
        return f"{mantissa}.0e{power}" if exponent and "." not in mantissa else repr(value)
    return text_of(value)


def _yaml_text(text: str) -> str:
    """Write text in double quotes, where JSON's escapes hold; a word joiner keeps `[[` from being a link."""
    quoted = json.dumps(text.replace("[[", "[\u2060["), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)
