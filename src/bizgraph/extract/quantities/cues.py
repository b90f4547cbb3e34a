"""The words by which figures are read, from `ontology/quantity-cues.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

FILE_NAME = "quantity-cues.toml"
Words = tuple[str, ...]


@dataclass(frozen=True)
class ComparatorCues:
    """Words that bind a figure. The file explains each list."""

    at_most: Words
    at_least: Words
    down_verbs: Words
    up_verbs: Words
    down_steps: Words
    up_steps: Words
    arrivals: Words
    down_steps_with_object: Words
    up_steps_with_object: Words
    counted_steps: Words
    sparing_steps: Words
    share_words: Words
    compared_by: Words
    compared_lower: Words
    compared_higher: Words
    compared_below: Words
    compared_above: Words
    softeners: Words
    far_comparators: Words
    after_at_most: Words
    after_at_least: Words
    not_within: Words
    rather_more: Words
    approximately: Words
    ranking_words: Words


@dataclass(frozen=True)
class SpelledCues:
    """Units before which a number in Chinese characters is a figure."""

    units: Words
    bound_units: Words
    settling: Words
    half_units: Words


@dataclass(frozen=True)
class WeakCues:
    """Units that are a figure only where something binds it."""

    units: Words
    periods: Words
    stating: Words


@dataclass(frozen=True)
class ScopeCues:
    """Words by which a figure shows to be no level to reach."""

    start_words: Words
    change_verbs: Words
    former: Words
    base_words: Words
    level_nouns: Words
    reserve_words: Words
    granting_words: Words
    holder_words: Words
    descriptive_units: Words
    included: Words
    summing_words: Words
    scope_nouns: Words
    period_signs: Words
    level_openers: Words


@dataclass(frozen=True)
class MetricCues:
    """Words by which the name of what is measured is cut out of its clause."""

    leading: Words
    cut_after: Words
    keep: Words
    leading_patterns: Words
    trailing: Words
    trailing_patterns: Words
    each_of: Words
    anchors: Words
    empty: Words
    verbs: Words
    following_stops: Words
    following_leading: Words
    attributes: Words
    attribute_modifiers: Words
    money_words: Words
    levels_of_government: Words


@dataclass(frozen=True)
class NotAFigure:
    """A pattern of digits that measure nothing, and what kind of thing they are."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Cues:
    """All of the file."""

    comparator: ComparatorCues
    spelled: SpelledCues
    weak: WeakCues
    scope: ScopeCues
    metric: MetricCues
    not_a_figure: tuple[NotAFigure, ...]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=4)
def load_cues(path: Path | None = None) -> Cues:
    """Read the cues from the project's file, or from another.

    Raises OntologyError naming the file and the entry where the file is wrong.
    """
    file = path or ontology_dir() / FILE_NAME
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{file}: cannot be read as TOML: {error}") from error
    unknown = sorted(data.keys() - {field.name for field in fields(Cues)})
    if unknown:
        raise OntologyError(f"{file}: unknown section [{unknown[0]}]")
    return Cues(
        _section(file, data, "comparator", ComparatorCues),
        _section(file, data, "spelled", SpelledCues),
        _section(file, data, "weak", WeakCues),
        _section(file, data, "scope", ScopeCues),
        _metric(file, _section(file, data, "metric", MetricCues)),
        tuple(_not_a_figure(file, entry) for entry in data.get("not_a_figure", [])),
    )


_Section = TypeVar("_Section", ComparatorCues, SpelledCues, WeakCues, ScopeCues, MetricCues)


def _section(file: Path, data: dict[str, Any], name: str, kind: type[_Section]) -> _Section:
    """Return a section whose every list is there, known, and of words."""
    table = data.get(name)
    if not isinstance(table, dict):
        raise OntologyError(f"{file}: section [{name}] is missing")
    expected = {field.name for field in fields(kind)}
    for entry in sorted(expected ^ table.keys()):
        raise OntologyError(f"{file}: [{name}] {entry} is {'missing' if entry in expected else 'unknown'}")
    for entry, words in table.items():
        if not isinstance(words, list) or not words or not all(isinstance(w, str) and w for w in words):
            raise OntologyError(f"{file}: [{name}] {entry} must be a list of words")
    return kind(**{entry: tuple(words) for entry, words in table.items()})


def _metric(file: Path, cues: MetricCues) -> MetricCues:
    """Return the cues for metrics once their patterns compile."""
    for pattern in (*cues.leading_patterns, *cues.trailing_patterns, *cues.each_of):
        _pattern(file, "[metric]", pattern)
    return cues


def _not_a_figure(file: Path, entry: Any) -> NotAFigure:
    """Return a pattern that matches the example it gives."""
    if not isinstance(entry, dict) or entry.keys() != {"kind", "pattern", "example"}:
        raise OntologyError(f"{file}: [[not_a_figure]] needs kind, pattern and example: {entry}")
    pattern = _pattern(file, "[[not_a_figure]]", entry["pattern"])
    if not pattern.search(entry["example"]):
        raise OntologyError(
            f"{file}: [[not_a_figure]] {pattern.pattern} misses its example {entry['example']}"
        )
    return NotAFigure(entry["kind"], pattern)


def _pattern(file: Path, name: str, pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern, or say which does not compile."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise OntologyError(f"{file}: {name} {pattern}: {error}") from error
