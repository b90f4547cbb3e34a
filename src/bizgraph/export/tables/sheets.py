"""How the sheets of the spreadsheet are laid out: `ontology/spreadsheet.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bizgraph.errors import OntologyError
from bizgraph.questions.answer import LANGUAGES
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "spreadsheet.toml"
SHEETS: Final = ("measures", "practices", "gaps", "borrowings", "figures", "units", "documents")
_TITLE: Final = re.compile(
    r"[^\[\]:*?/\\']{1,31}"
)  # what Excel takes for the title of a sheet, without quotes
_WIDEST: Final = 255

Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the name of what fills it, what readers call it, and its width in half-width characters."""

    name: str
    titles: Titles
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the title on its tab and the heading above its columns, by language."""

    name: str
    titles: Titles
    headings: Titles
    columns: tuple[SheetColumn, ...]


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return the sheets that come with bizgraph, by name."""
    return read_sheets(ontology_dir() / FILE_NAME)


def read_sheets(path: Path) -> Mapping[str, Sheet]:
    """Read sheets from a file. Raises OntologyError, naming file and entry, where one is not right."""
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path.name}: {error}") from error
    if sorted(read) != sorted(SHEETS):
        raise OntologyError(f"{path.name}: the sheets must be {', '.join(SHEETS)}")
    found: dict[str, Sheet] = {}
    for name, entry in read.items():
        try:
            found[name] = _sheet(name, entry)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OntologyError(f"{path.name}: {name}: an entry is not right: {error!r}") from error
    for language in LANGUAGES:
        titles = [sheet.titles[language].casefold() for sheet in found.values()]
        if len(set(titles)) < len(titles):
            raise OntologyError(f"{path.name}: two sheets have one title in {language}")
    return found


def _sheet(name: str, entry: Mapping[str, Any]) -> Sheet:
    titles = _titles(entry["title"])
    for title in titles.values():
        if not _TITLE.fullmatch(title):
            raise ValueError(f"{title!r} cannot be the title of a sheet")
    columns = tuple(_column(column, of) for column, of in entry["columns"].items())
    if not columns:
        raise ValueError("no columns")
    return Sheet(name, titles, _titles(entry["heading"]), columns)


def _column(name: str, entry: Mapping[str, Any]) -> SheetColumn:
    width = float(entry["width"])
    if not 0 < width <= _WIDEST:
        raise ValueError(f"{name}: width {width}")
    return SheetColumn(name, _titles(entry), width)


def _titles(entry: Mapping[str, Any]) -> Titles:
    titles = {language: entry[language] for language in LANGUAGES}
    for title in titles.values():
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"{title!r} is no title")
    return titles
