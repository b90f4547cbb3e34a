"""The units in which figures are counted, read from `ontology/units-of-measure.ttl`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

FILE_NAME = "units-of-measure.ttl"
BASE = "https://w3id.org/bizgraph/id/unit-of-measure/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


class UnitKind(StrEnum):
    """What kind of thing a unit counts; the value is the id of the top concept."""

    TIME = "kind-time"
    MONEY = "kind-money"
    RATIO = "kind-ratio"
    COUNT = "kind-count"
    SIZE = "kind-size"
    RATE = "kind-rate"
    RANK = "kind-rank"


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit: `id` is the last part of its IRI, `printed` every form in which documents print it."""

    id: str
    label: str
    english: str
    kind: UnitKind
    printed: tuple[str, ...]


@dataclass(frozen=True)
class UnitsOfMeasure:
    """The units by id and by printed form."""

    by_id: Mapping[str, UnitOfMeasure]
    by_printed: Mapping[str, UnitOfMeasure]

    def find(self, printed: str) -> str | None:
        """Return the id of the unit printed so, or None where no unit is.

        Places in a ranking are printed like persons (前15名): context tells them, and this never finds them.
        """
        unit = self.by_printed.get(printed)
        return unit.id if unit else None

    def label(self, id: str) -> str:
        """Return the Chinese label of a unit; KeyError where there is none."""
        return self.by_id[id].label

    def kind(self, id: str) -> UnitKind:
        """Return what kind of thing a unit counts; KeyError where there is no such unit."""
        return self.by_id[id].kind

    @property
    def printed_forms(self) -> tuple[str, ...]:
        """Every printed form, the longest first."""
        return tuple(sorted(self.by_printed, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=4)
def load_units_of_measure(path: Path | None = None) -> UnitsOfMeasure:
    """Read the units from the project's scheme, or from another Turtle file.

    Raises OntologyError naming the file and the entry where the file is wrong.
    """
    file = path or ontology_dir() / FILE_NAME
    units = [_unit(file, id, entry) for id, entry in sorted(_entries(file).items()) if entry.broader]
    by_printed: dict[str, UnitOfMeasure] = {}
    for unit in units:
        for form in unit.printed if unit.kind is not UnitKind.RANK else ():
            other = by_printed.setdefault(form, unit)
            if other is not unit:
                raise OntologyError(f"{file}: {form!r} is printed for both {other.id} and {unit.id}")
    if not units:
        raise OntologyError(f"{file}: holds no unit of measure")
    return UnitsOfMeasure({unit.id: unit for unit in units}, by_printed)


@dataclass
class _Entry:
    labels: dict[str, str]
    alternatives: list[str]
    broader: str


def _entries(file: Path) -> dict[str, _Entry]:
    """Return what the file says about each concept."""
    entries: dict[str, _Entry] = {}
    try:
        statements = list(parse(path=str(file), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as error:
        raise OntologyError(f"{file}: cannot be read as Turtle: {error}") from error
    for statement in statements:
        subject, value = statement.subject, statement.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(BASE):
            continue
        entry = entries.setdefault(subject.value.removeprefix(BASE), _Entry({}, [], ""))
        match statement.predicate.value.removeprefix(_SKOS), value:
            case "prefLabel", Literal(language=language):
                entry.labels[language or ""] = value.value
            case "altLabel", Literal():
                entry.alternatives.append(value.value)
            case "broader", NamedNode():
                entry.broader = value.value.removeprefix(BASE)
    return entries


def _unit(file: Path, id: str, entry: _Entry) -> UnitOfMeasure:
    """Return a unit from its entry, or say what the entry lacks."""
    for language in ("zh", "en"):
        if language not in entry.labels:
            raise OntologyError(f"{file}: {id} has no skos:prefLabel in {language}")
    try:
        kind = UnitKind(entry.broader)
    except ValueError as error:
        raise OntologyError(f"{file}: {id} has an unknown skos:broader, {entry.broader}") from error
    forms = dict.fromkeys([entry.labels["zh"], *sorted(entry.alternatives)])
    return UnitOfMeasure(id, entry.labels["zh"], entry.labels["en"], kind, tuple(forms))
