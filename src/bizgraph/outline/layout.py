"""The knowledge file `ontology/reading.toml`: furniture and labels of the genre's documents."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

STRUCTURAL_LABELS = frozenset({"gap", "status", "target", "measures", "benchmark", "method", "outcome"})
ROLE_LABELS = frozenset({"lead", "responsible", "partner", "champion", "deadline"})

_BULLET = r"(?:[◆◇▲△▶►■□●○★☆※❖➤]\s?)?"


@dataclass(frozen=True)
class Layout:
    """Compiled patterns: `furniture` matches a whole line, `closing` a paragraph behind the document's
    end, `label` the word that opens a line.
    """

    furniture: re.Pattern[str]
    closing: re.Pattern[str]
    label: re.Pattern[str]
    label_line: re.Pattern[str]
    label_kinds: tuple[tuple[str, re.Pattern[str]], ...]
    role_label: re.Pattern[str]

    def label_kind(self, word: str) -> str:
        """Return what a label's word says of the passage behind it. Raises StopIteration for other words."""
        return next(kind for kind, pattern in self.label_kinds if pattern.fullmatch(word))


@cache
def load_layout() -> Layout:
    """Load and check the file. Raises OntologyError naming the file and the entry."""
    return _parse(ontology_dir() / "reading.toml")


def _parse(path: Path) -> Layout:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path}: {error}") from error
    kinds: dict[str, list[str]] = {}
    for entry in data.get("label", []):
        if entry.get("kind") not in STRUCTURAL_LABELS | ROLE_LABELS or not entry.get("words"):
            raise OntologyError(f"{path}: label {entry!r} needs words and a kind that the outline knows")
        for word in entry["words"]:
            if any(re.escape(word) in known for known in kinds.values()):
                raise OntologyError(f"{path}: the label {word} stands twice")
            kinds.setdefault(entry["kind"], []).append(re.escape(word))
    for entry in data["label"]:
        kinds[entry["kind"]] += entry.get("patterns", [])
    try:
        furniture, closing = (_any_of(data[name]) for name in ("furniture", "closing"))
        label_kinds = tuple((kind, re.compile("|".join(words))) for kind, words in kinds.items())
    except (KeyError, re.error) as error:
        raise OntologyError(f"{path}: furniture, closing or a label: {error}") from error
    words = "|".join(word for known in kinds.values() for word in known)
    roles = "|".join(word for kind in kinds if kind in ROLE_LABELS for word in kinds[kind])
    alone = "|".join(
        word for kind in kinds if kind in STRUCTURAL_LABELS for word in kinds[kind] if len(word) > 2
    )
    return Layout(
        furniture=furniture,
        closing=closing,
        label=re.compile(
            rf"{_BULLET}(?P<open>[【\[])?\(?(?P<word>{words})(?P<number>\d{{0,2}}|[一二三四五六七八九十]?)"
            r"(?(open)(?:[】\]]\s?:?|\s?:)|\)?\s?:)\s?"
        ),
        label_line=re.compile(
            rf"{_BULLET}[【\[(]?(?P<word>{alone})(?P<number>\d{{0,2}})[】\])]?(?:\([^()]{{2,40}}\))?$"
        ),
        label_kinds=label_kinds,
        role_label=re.compile(rf"(?P<word>{roles})(?:[】\]]\s?:?|\s?:)\s?"),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
