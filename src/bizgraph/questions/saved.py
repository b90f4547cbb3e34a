"""Saved questions: SPARQL files that say in their head what they answer and what they can be asked about.

The head is YAML in comments that begin with `#+`, as grlc has it:

    #+ summary: Which measures borrow the practice of a place
    #+ title_zh: 哪些举措借鉴了某地的做法
    #+ description: …
    #+ description_zh: …
    #+ tags: [borrowing]
    #+ parameters:
    #+   region: {kind: region, default: 深圳市, label_zh: 地区, label_en: the place}
    #+ columns:
    #+   measure_text: {zh: 举措, en: measure}

A parameter is a variable of the query that is given a value. One without a default may be left out, and
then holds for all; one that is `required: true` may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from bizgraph.errors import QueryError
from bizgraph.questions.answer import LANGUAGES
from bizgraph.resources import queries_dir
from bizgraph.store.binding import variables

SUFFIX: Final = ".rq"
_HEAD: Final = "#+"
_KEYS: Final = frozenset(
    {"summary", "title_zh", "description", "description_zh", "tags", "parameters", "columns"}
)
_PARAMETER_KEYS: Final = frozenset({"kind", "default", "required", "label_zh", "label_en"})


class Kind(StrEnum):
    """What a parameter takes: a name of a thing of the graph, or a plain value."""

    REGION = "region"
    INDICATOR = "indicator"
    UNIT = "unit"
    DOCUMENT = "document"
    FUNCTION = "function"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that may be given a value; `default` is empty where there is none."""

    name: str
    kind: Kind
    labels: Mapping[str, str]
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with what its head says. `titles`, `descriptions` and what columns mean are by language."""

    name: str
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, str]]

    def parameter(self, name: str) -> Parameter:
        """Return a parameter. Raises QueryError where the query has none of that name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(parameter.name for parameter in self.parameters) or "none"
        raise QueryError(f"{self.name} has no parameter {name!r}; its parameters are: {known}")


@cache
def saved_queries() -> Mapping[str, SavedQuery]:
    """Return the saved questions that come with bizgraph, by name, in the order of names."""
    paths = sorted(queries_dir().glob(f"*{SUFFIX}"), key=lambda path: path.stem)
    return {path.stem: read_query(path) for path in paths}


def read_query(path: Path) -> SavedQuery:
    """Read a query from a file. Raises QueryError, naming the file, where it or its head is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: a query must be UTF-8 text") from error
    return parse_query(text, path.stem, str(path))


def parse_query(text: str, name: str = "query", origin: str = "the query") -> SavedQuery:
    """Return a query with what its head says; `origin` is what messages call it. Raises QueryError."""
    head = _head(text, origin)
    if unknown := sorted(head.keys() - _KEYS):
        raise QueryError(f"{origin}: its head has no use for {', '.join(unknown)}; it knows {_listed(_KEYS)}")
    try:
        return SavedQuery(
            name,
            text,
            _both(head, "title_zh", "summary"),
            _both(head, "description_zh", "description"),
            tuple(map(str, head.get("tags") or ())),
            tuple(_parameters(head.get("parameters") or {}, variables(text), origin)),
            {str(column): dict(said) for column, said in (head.get("columns") or {}).items()},
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise QueryError(f"{origin}: its head is not laid out as heads are: {error}") from error


def _head(text: str, origin: str) -> dict[str, Any]:
    lines = (line.removeprefix(_HEAD) for line in text.splitlines() if line.startswith(_HEAD))
    # grlc puts one blank behind the mark; YAML minds blanks at the beginning of a line.
    source = "\n".join(re.sub(r"^ ", "", line) for line in lines)
    try:
        head = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise QueryError(f"{origin}: its head (the lines that begin with #+) is not YAML: {error}") from error
    if head is None:
        return {}
    if not isinstance(head, dict):
        raise QueryError(f"{origin}: its head (the lines that begin with #+) must be `key: value` lines")
    return head


def _parameters(
    head: Mapping[str, Mapping[str, Any]], known: frozenset[str], origin: str
) -> Iterator[Parameter]:
    for name, said in head.items():
        if name not in known:
            raise QueryError(f"{origin}: the parameter {name} is no variable of the query")
        if unknown := sorted(said.keys() - _PARAMETER_KEYS):
            raise QueryError(f"{origin}: parameter {name}: unknown {', '.join(unknown)}")
        if said.get("kind") not in list(Kind):
            raise QueryError(f"{origin}: parameter {name}: its kind must be one of {_listed(Kind)}")
        default = said.get("default")
        labels = _both(said, "label_zh", "label_en")
        yield Parameter(
            name,
            Kind(said["kind"]),
            labels,
            "" if default is None else str(default),
            bool(said.get("required")),
        )


def _both(said: Mapping[str, Any], chinese: str, english: str) -> dict[str, str]:
    values = zip(LANGUAGES, (said.get(chinese), said.get(english)), strict=True)
    return {language: " ".join(str(value).split()) for language, value in values if value}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
