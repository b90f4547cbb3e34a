"""What figures measure, read from `ontology/comparison.toml`: wordings brought to one form, units to one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.authority.wordings import Found, Vocabulary, Whole, Word, one_of, read_word
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "comparison.toml"
_SENTENCE_ENDS: Final = re.compile(r"[。;；!！?？\n]")
_CLAUSE_ENDS: Final = re.compile(r"[,，:：]")
_EXACT: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is counted: time, steps, a share; `better` is lower, higher or none, unless a word says otherwise.

    `counted_in` is the unit that a counting word (2个) stands for there; `printed` are words of the figure
    itself that keep it apart.
    """

    id: str
    labels: Mapping[str, str]
    kinds: frozenset[str]
    units: frozenset[str]
    told_by: tuple[str, ...]
    better: str
    lower: tuple[str, ...]
    higher: tuple[str, ...]
    words: tuple[str, ...]
    counted_in: str = ""
    printed: tuple[str, ...] = ()

    def holds(self, metric: str, unit: str, kind: str) -> bool:
        """Tell whether a figure with this unit and wording is of this dimension."""
        if unit not in self.units and kind not in self.kinds:
            return False
        return not self.told_by or any(word in metric for word in self.told_by)

    def direction(self, metric: str) -> str:
        """Return which way is better for what is worded so."""
        if any(word in metric for word in self.higher):
            return "higher"
        return "lower" if any(word in metric for word in self.lower) else self.better


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures: its dimension and the words that tell it from all else of that dimension.

    `indicators` are those to which these words point, `ordered` are the words as they follow one another, and
    `listed` says that all of them are words that the file knows.
    """

    dimension: str
    words: frozenset[str]
    ordered: tuple[str, ...] = field(default=(), compare=False)
    indicators: frozenset[str] = field(default=frozenset(), compare=False)
    listed: bool = field(default=False, compare=False)


class Comparing:
    """Says what figures measure, which units can be turned into each other, and what is told of it."""

    def __init__(self, path: Path) -> None:
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise OntologyError(f"{path}: cannot be read as TOML: {error}") from error
        try:
            self._read(data, path)
        except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
            raise OntologyError(f"{path}: an entry is not laid out as it must be: {error!r}") from error

    def _read(self, data: Mapping[str, Any], path: Path) -> None:
        self.dimensions = tuple(_dimension(entry) for entry in data["dimension"])
        self._words: dict[str, list[Word]] = {}
        for entry in data["word"]:
            word = read_word(entry)
            for form in (entry["name"], *entry.get("also", ())):
                known = self._words.setdefault(form, [])
                if any(other.within & word.within or other.within == word.within for other in known):
                    raise OntologyError(f"{path}: the word {form!r} is read in two ways")
                known.append(word)
        self._left_out = tuple(
            (form, frozenset(entry.get("within", ())))
            for entry in data["left_out"]
            if not entry.get("in_front")
            for form in entry["words"]
        )
        in_front = (form for entry in data["left_out"] if entry.get("in_front") for form in entry["words"])
        self._in_front = re.compile(f"^(?:{one_of(in_front).pattern})+")
        self._wholes = tuple(
            Whole(each["name"], each["indicator"], each["least"], tuple(map(tuple, each["parts"])))
            for each in data["whole"]
        )
        units = load_units_of_measure()
        self._families: dict[str, dict[str, Decimal]] = {}
        for entry in data["convertible"]:
            family = {unit: Decimal(factor) for unit, factor in entry["units"].items()}
            for unit in family:
                if unit not in units.by_id or unit in self._families:
                    raise OntologyError(f"{path}: the unit {unit!r} is not known, or stands in two tables")
                self._families[unit] = family
        self._before_words = tuple(data["references"]["before"])
        self._said: dict[str, dict[str, dict[str, str]]] = {
            table: {key: dict(value) for key, value in data[table].items()}
            for table in ("columns", "stated_in", "reasons", "reading")
        }
        self._vocabularies: dict[tuple[str, str], Vocabulary] = {}

    def said(self, table: str, key: str, language: str) -> str:
        """Return a phrase in which comparisons are told."""
        phrases = self._said[table][key]
        return phrases.get(language) or phrases["en"]

    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """Return what the columns of a comparison mean, in both languages, by their names and in order."""
        return self._said["columns"]

    def dimension(self, metric: str, unit: str) -> Dimension | None:
        """Return the dimension of a figure; None where its unit is of none."""
        known = load_units_of_measure().by_id.get(unit)
        if known is None:
            return None
        return next((each for each in self.dimensions if each.holds(metric, unit, known.kind.value)), None)

    def measured(
        self,
        metric: str,
        unit: str,
        *,
        indicator: str,
        text: str = "",
        places: Iterable[str] = (),
    ) -> Measured | None:
        """Return what a figure measures; None where neither its wording nor what stands before it says so.

        `indicator` is the first-level one that it is asked for, `text` the statement in which it stands, and
        `places` are the names of its place.
        """
        dimension = self.dimension(metric, unit)
        if dimension is None:
            return None
        found = self._found(metric, dimension, indicator, text, tuple(places))
        if found is None:
            return None
        return Measured(dimension.id, frozenset(found.words), found.words, found.indicators, not found.rest)

    def _found(
        self, metric: str, dimension: Dimension, indicator: str, text: str, places: tuple[str, ...]
    ) -> Found | None:
        """Return the words of a wording, completed from those around it where it has no subject."""
        for whole in self._wholes:
            if whole.indicator == indicator and whole.told_in(metric):
                return Found((whole.name,), (whole.word,))
        vocabulary = self._vocabulary(indicator, dimension.id)
        known = metric if vocabulary.opens(metric) else self._in_front.sub("", metric)
        found = vocabulary.read(known, places)
        found = found.then(vocabulary.read(_between(metric, text), listed_only=True))
        if found.subject or found.rest:
            return found
        before = self._before(vocabulary, metric, text, places, indicator)
        if before is not None:
            return before.carried(found.axes).then(found)
        return found.then(Found((found.of,))) if found.of else None

    def was_before(self, printed: str, text: str) -> bool:
        """Tell whether a figure is said to be how things were before: 从15.6天压减至5个工作日."""
        at = text.find(printed)
        return at > 0 and text[:at].endswith(self._before_words)

    def unit(self, metric: str, unit: str) -> str:
        """Return the unit that a unit stands for in what is worded so: 办电环节2个 are two steps."""
        dimension = self.dimension(metric, unit)
        return (dimension.counted_in if dimension else "") or unit

    def _before(
        self, vocabulary: Vocabulary, metric: str, text: str, places: tuple[str, ...], indicator: str
    ) -> Found | None:
        """Return the words of the nearest clause before a figure, in its sentence, that names a subject."""
        at = text.find(metric) if metric else -1
        if at < 0:
            return None
        clauses = _CLAUSE_ENDS.split(_SENTENCE_ENDS.split(text[:at])[-1])
        for clause in reversed(clauses):
            found = vocabulary.read(clause, places, listed_only=True).on(indicator)
            if found.subject:
                return found
        return None

    def asked(self, metric: str, indicator: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words and the dimensions by which a person names what is measured."""
        forms = {each.id: {*each.words, *each.labels.values()} for each in self.dimensions}
        dimensions = frozenset(id for id, words in forms.items() if any(word in metric for word in words))
        kinds = dimensions or {each.id for each in self.dimensions}
        rest = metric
        for word in sorted({word for id in dimensions for word in forms[id]}, key=len, reverse=True):
            if word != metric:
                rest = rest.replace(word, " ")
        if metric in {word for words in forms.values() for word in words}:
            rest = ""
        return frozenset(self._vocabulary(indicator, min(kinds)).read(rest).words), dimensions

    def family(self, metric: str, unit: str, printed: str = "") -> str:
        """Return a name that figures share whose units can be turned into each other."""
        dimension = self.dimension(metric, unit)
        kept = (word for word in (dimension.printed if dimension else ()) if word in printed)
        return " ".join((min(self._families.get(unit, {unit: Decimal(1)})), *kept))

    def converted(self, value: Decimal, unit: str, other: str) -> Decimal:
        """Return a value in another unit of the same family."""
        if unit == other:
            return value
        family = self._families[unit]
        return value * family[unit] / family[other]

    def common_unit(self, figures: Sequence[tuple[Decimal, str]]) -> str:
        """Return the unit, of those in which figures of one family are printed, in which to show all of them.

        The one most used, the larger of several, if every value is a short decimal in it; else the smallest.
        """
        counts = Counter(unit for _, unit in figures)
        sizes = {unit: self._families.get(unit, {}).get(unit, Decimal(1)) for unit in counts}
        ranked = sorted(counts, key=lambda unit: (-counts[unit], -sizes[unit], unit))
        for unit in ranked:
            values = (self.converted(value, printed, unit) for value, printed in figures)
            if all(value == value.quantize(_EXACT) for value in values if abs(value) < Decimal(10) ** 20):
                return unit
        return min(ranked, key=lambda unit: (sizes[unit], unit))

    def label(self, measured: Measured, language: str) -> str:
        """Return the name of what is measured: its words in their order, and the dimension."""
        dimension = next(each for each in self.dimensions if each.id == measured.dimension)
        kind = dimension.labels[language]
        words = "".join(measured.ordered)
        return words if words.endswith(kind) else f"{words}·{kind}"

    def plain_label(self, measured: Measured) -> str:
        """Return the name as documents write it, without any mark: 开办企业时间."""
        dimension = next(each for each in self.dimensions if each.id == measured.dimension)
        return "".join((*measured.ordered, dimension.labels["zh"]))

    def _vocabulary(self, indicator: str, dimension: str) -> Vocabulary:
        """Return the words as they are read on one indicator in one dimension."""
        known = self._vocabularies.get((indicator, dimension))
        if known is None:
            forms = {
                form: word
                for form, words in self._words.items()
                for word in sorted(words, key=lambda each: bool(each.within))
                if not word.within or indicator in word.within
            }
            dropped = {form for form, within in self._left_out if not within or indicator in within}
            dropped |= {word for each in self.dimensions if each.id == dimension for word in each.words}
            known = self._vocabularies[indicator, dimension] = Vocabulary(forms, frozenset(dropped))
        return known


def _between(metric: str, text: str) -> str:
    """Return the few words that stand between a wording and its figure: 停电|提前|7天."""
    match = re.search(re.escape(metric) + r"([^\d,。;]{0,8})\d", text) if metric else None
    return match[1] if match else ""


def _dimension(entry: Mapping[str, Any]) -> Dimension:
    if entry["better"] not in ("lower", "higher", "none"):
        raise KeyError(entry["better"])
    return Dimension(
        entry["id"],
        dict(entry["label"]),
        frozenset(entry.get("kinds", ())),
        frozenset(entry.get("units", ())),
        tuple(entry.get("with", ())),
        entry["better"],
        tuple(entry.get("lower", ())),
        tuple(entry.get("higher", ())),
        tuple(entry["words"]),
        entry.get("counted_in", ""),
        tuple(entry.get("printed", ())),
    )


@cache
def load_comparing() -> Comparing:
    """Return what `ontology/comparison.toml` says."""
    return Comparing(ontology_dir() / FILE_NAME)
