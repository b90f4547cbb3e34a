"""The knowledge file `ontology/genre.toml`: how documents of the genre say what a part is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir


class PartKind(StrEnum):
    """What a part of a document holds."""

    ORGANISATION = "organisation"
    TASK_FORCE = "task_force"
    MEASURES = "measures"
    AIMS = "aims"
    BENCHMARK = "benchmark"
    STATUS = "status"
    GAP = "gap"


class Column(StrEnum):
    """What a column of a task table holds."""

    CONTACT = "contact"
    NUMBER = "number"
    INDICATOR = "indicator"
    PROBLEM = "problem"
    SYMPTOM = "symptom"
    CHAMPION = "champion"
    DEADLINE = "deadline"
    LEAD = "lead"
    PARTNER = "partner"
    RESPONSIBLE = "responsible"
    TARGET = "target"
    BENCHMARK = "benchmark"
    ACTION = "action"
    TASK = "task"


Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Genre:
    """The file's patterns, compiled."""

    parts: tuple[tuple[PartKind, Pattern], ...]
    collection_title: Pattern
    outcome_heading: Pattern
    result: Pattern
    preamble: Pattern
    own_aim: Pattern
    opening_aim: Pattern
    signs: tuple[str, ...]
    words: tuple[str, ...]
    least: int
    role_verb: Pattern
    role_bracket: Pattern
    first_leads: Pattern
    model_before: Pattern
    model_after: Pattern
    no_place: Pattern
    columns: tuple[tuple[Column, Pattern], ...]
    level_opening: Pattern
    leader: Pattern
    deputy: Pattern
    members: Pattern
    office: Pattern
    director: Pattern
    force_columns: tuple[tuple[str, Pattern], ...]

    def names_gap(self, heading: str) -> bool:
        """Say whether a heading names shortfalls, whatever else it names: 现状与差距."""
        return any(kind is PartKind.GAP and pattern.search(heading) for kind, pattern in self.parts)

    def part(self, heading: str) -> PartKind | None:
        """Return what a part with this heading holds, or None where the heading does not say."""
        return next((kind for kind, pattern in self.parts if pattern.search(heading)), None)

    def column(self, heading: str) -> Column | None:
        """Return what a table's column with this heading holds, or None."""
        return next((kind for kind, pattern in self.columns if pattern.search(heading)), None)

    def force_column(self, heading: str) -> str | None:
        """Return what a column of a table of task forces holds, or None."""
        return next((kind for kind, pattern in self.force_columns if pattern.search(heading)), None)

    def belongs(self, text: str) -> bool:
        """Tell whether a text uses enough of the genre's words to expect facts in it."""
        signs = sum(word in text for word in self.signs)
        return signs > 0 and signs + sum(word in text for word in self.words) >= self.least


@cache
def load_genre(path: Path | None = None) -> Genre:
    """Load and check the file. Raises OntologyError naming the file and the entry."""
    file = path or ontology_dir() / "genre.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{file}: {error}") from error
    try:
        return _compiled(data)
    except (KeyError, ValueError, TypeError, re.error) as error:
        raise OntologyError(f"{file}: {type(error).__name__}: {error}") from error


def _compiled(data: Mapping[str, Any]) -> Genre:
    role, force, collection = data["role"], data["task_force"], data["collection"]
    verbs = "|".join(f"(?P<{name}>{role[name]})" for name in ("lead", "joined", "partner", "share"))
    return Genre(
        parts=tuple((PartKind(part["kind"]), re.compile(part["heading"])) for part in data["part"]),
        collection_title=re.compile(collection["title"]),
        outcome_heading=re.compile(collection["outcome"]),
        result=re.compile(collection["result"]),
        preamble=re.compile(data["genre"]["preamble"]),
        own_aim=re.compile(data["genre"]["own_aim"]),
        opening_aim=re.compile(data["genre"]["opening_aim"]),
        signs=tuple(data["genre"]["signs"]),
        words=tuple(data["genre"]["words"]),
        least=int(data["genre"]["least"]),
        role_verb=re.compile(verbs),
        role_bracket=re.compile(rf"\((?:{verbs})(?:单位|部门|科室)?\)"),
        first_leads=re.compile(role["first_leads"]),
        model_before=re.compile(data["model"]["before"]),
        model_after=re.compile(data["model"]["after"]),
        no_place=re.compile(data["model"]["no_place"]),
        columns=tuple((Column(column["kind"]), re.compile(column["heading"])) for column in data["column"]),
        level_opening=re.compile(data["level"]["opening"]),
        leader=re.compile(force["leader"]),
        deputy=re.compile(force["deputy"]),
        members=re.compile(force["members"]),
        office=re.compile(force["office"]),
        director=re.compile(force["director"]),
        force_columns=tuple(
            (column["kind"], re.compile(column["heading"])) for column in data["task_force_column"]
        ),
    )
