"""The knowledge file `ontology/page-furniture.toml`: what stands around a document on a web page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

_PARTS_OF_NAMES: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_AROUND_VALUES: Final = " \t\xa0\u3000[]【】|\uff5c\uff08("
_PLAIN: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_LONGEST_NAMES: Final = 200
_LONGEST_METADATA: Final = 400


@dataclass(frozen=True)
class Furniture:
    """The file's words and patterns, compiled."""

    names: frozenset[str]
    body: frozenset[str]
    line: re.Pattern[str]
    label: re.Pattern[str]
    kept: frozenset[str]
    title_separators: re.Pattern[str]
    no_title: re.Pattern[str]
    title: re.Pattern[str]

    def is_named(self, names: str) -> bool:
        """Tell whether an element with these classes and id is furniture."""
        parts = _parts(names)
        return bool(parts & self.names) and not parts & self.body

    def is_line(self, line: str) -> bool:
        """Tell whether a line is furniture."""
        return self.line.match(_plain(line).strip()) is not None

    def is_title(self, line: str) -> bool:
        """Tell whether a line is the title of a document by its last word."""
        return self.title.fullmatch(_plain(line).strip()) is not None

    def metadata(self, line: str) -> list[str] | None:
        """Return what a line says of its document, one `label: value` each; None for other text."""
        if len(line) > _LONGEST_METADATA:
            return None
        labels = list(self.label.finditer(_plain(line)))
        if not labels or labels[0].start() > 0:
            return None
        ends = [match.start() for match in labels[1:]] + [len(line)]
        return list(
            self.pairs(
                (match["label"], line[match.end() : end]) for match, end in zip(labels, ends, strict=True)
            )
        )

    def is_label(self, words: str) -> bool:
        """Tell whether words are a label of what a page says of its document, with or without its colon."""
        return self.label.fullmatch(f"{_plain(words).strip().rstrip(':')}:") is not None

    def pairs(self, found: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Yield those of some labels and values that are kept, as lines."""
        for label, printed in found:
            bare = "".join(_plain(label).split()).rstrip(":")
            value = printed.strip(_AROUND_VALUES)
            if bare in self.kept and value:
                yield f"{bare}: {value}"


def _plain(words: str) -> str:
    """The words with punctuation of one width, which the patterns are written in; as long as before."""
    return words.translate(_PLAIN)


def _parts(names: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _PARTS_OF_NAMES.findall(names[:_LONGEST_NAMES]))


@cache
def load_furniture(path: Path | None = None) -> Furniture:
    """Load and check the file. Raises OntologyError naming the file and the entry."""
    file = path or ontology_dir() / "page-furniture.toml"
    try:
        return _compiled(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{file}: {error}") from error
    except (KeyError, TypeError, re.error) as error:
        raise OntologyError(f"{file}: {type(error).__name__}: {error}") from error


def _compiled(data: dict[str, Any]) -> Furniture:
    kept, dropped = data["metadata"]["kept"], data["metadata"]["dropped"]
    words = sorted((*kept, *dropped), key=len, reverse=True)
    labels = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return Furniture(
        names=frozenset(data["element"]["names"]),
        body=frozenset(data["element"]["body"]),
        line=re.compile("|".join(f"(?:{pattern})" for pattern in data["line"]["furniture"])),
        label=re.compile(rf"(?:(?<=[\s|\[【(])|^)[\[【(]?(?P<label>{labels})\s*[\])】]?\s*:"),
        kept=frozenset(kept),
        title_separators=re.compile(data["title"]["separators"]),
        no_title=re.compile(data["title"]["none"]),
        title=re.compile(data["title"]["document"]),
    )
