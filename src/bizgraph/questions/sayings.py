"""What answers say of themselves, in the language of the person who asks: `ontology/sayings.toml`."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from bizgraph.errors import OntologyError
from bizgraph.questions.answer import LANGUAGES, Column
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "sayings.toml"
_JOINERS: Final[Mapping[str, tuple[str, str]]] = {"zh": ("、", ";"), "en": (", ", "; ")}


def say(part: str, key: str, language: str, **values: object) -> str:
    """Return a saying in a language, what its braces ask for filled in."""
    return _sayings()[part][key][language].format(**values)


def listed(names: list[str], language: str) -> str:
    """Return names as a list within a sentence."""
    return _JOINERS[language][0].join(names)


def joined(parts: list[str], language: str) -> str:
    """Return the parts of a sentence as one."""
    return _JOINERS[language][1].join(part for part in parts if part)


def column(name: str) -> Column:
    """Return a column with what it means."""
    return Column(name, _sayings()["column"][name])


@cache
def _sayings() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read_sayings(ontology_dir() / FILE_NAME)


def read_sayings(path: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Read sayings from a file. Raises OntologyError, naming file and entry, where one is not right."""
    try:
        sayings = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path.name}: {error}") from error
    for part, entries in sayings.items():
        for key, said in entries.items():
            if sorted(said) != sorted(LANGUAGES) or not all(isinstance(text, str) for text in said.values()):
                raise OntologyError(f"{path.name}: {part}.{key} must have a text in each of {LANGUAGES}")
            if len({_braces(text) for text in said.values()}) > 1:
                raise OntologyError(f"{path.name}: {part}.{key}: the languages ask for different things")
    return sayings


def _braces(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
