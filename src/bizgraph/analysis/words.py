"""What analyses say of their answers, in the language of the person who asks: `ontology/analysis.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from bizgraph.questions.answer import Column
from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "analysis.toml"


def say(part: str, key: str, language: str, **values: object) -> str:
    """Return a saying in a language, what its braces ask for filled in."""
    return _words()[part][key][language].format(**values)


def column(part: str, name: str) -> Column:
    """Return a column of an analysis with what it means there."""
    words = _words()
    return Column(name, words.get(f"{part}_columns", {}).get(name) or words["columns"][name])


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read_sayings(ontology_dir() / FILE_NAME)
