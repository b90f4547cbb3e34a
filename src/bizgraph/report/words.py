"""The sentences of briefings: `ontology/briefing.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "briefing.toml"


def say(part: str, key: str, language: str, **values: object) -> str:
    """Return a sentence in a language, what its braces ask for filled in."""
    return _sayings()[part][key][language].format(**values)


@cache
def _sayings() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read_sayings(ontology_dir() / FILE_NAME)
