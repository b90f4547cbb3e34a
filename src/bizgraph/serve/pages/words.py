"""The words of the explorer in both languages: `ontology/explorer/*.toml`, a file for each kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import ontology_dir


def word(file: str, part: str, key: str, language: str, **values: object) -> str:
    """Return words of a file in a language, what their braces ask for filled in."""
    return words(file)[part][key][language].format(**values)


@cache
def words(file: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return all words of a file. Raises OntologyError where it is not right."""
    return read_sayings(ontology_dir() / "explorer" / f"{file}.toml")
