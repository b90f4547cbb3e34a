"""How views look and what they call things: `ontology/views.toml`, and the labels of the ontology."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from bizgraph.errors import OntologyError
from bizgraph.questions.answer import LANGUAGES
from bizgraph.rdf.vocabulary import BIZ, LABEL
from bizgraph.resources import ontology_dir

FILE_NAME: Final = "views.toml"
_ONTOLOGY: Final = "bizgraph.ttl"
_SHAPES: Final = frozenset({"ellipse", "box", "diamond"})
_OTHER: Final = "other"

Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How things or relations of a kind are drawn: `extents` are the least and greatest size or width."""

    colour: str
    extents: tuple[float, float]
    shape: str = ""

    def extent(self, share: float) -> float:
        """Return the size or width of what has this share of the greatest weight: by area, not by length."""
        least, greatest = self.extents
        return round(least + (greatest - least) * math.sqrt(share), 1)


@dataclass(frozen=True, slots=True)
class ViewStyle:
    """What a view is called, and the kinds of nodes that hold its drawing together."""

    titles: Titles
    core: frozenset[str]


@dataclass(frozen=True, slots=True)
class Appearance:
    """The looks of all kinds, and the words of all views."""

    nodes: Mapping[str, Look]
    edges: Mapping[str, Look]
    views: Mapping[str, ViewStyle]
    titles: Mapping[str, Titles]

    def node(self, kind: str) -> Look:
        """Return how things of a kind are drawn."""
        return self.nodes.get(kind, _PLAIN)

    def edge(self, kind: str) -> Look:
        """Return how relations of a kind are drawn."""
        return self.edges.get(kind, self.edges[_OTHER])


_PLAIN: Final = Look("#a0a0a0", (8, 24), "ellipse")


@cache
def appearance() -> Appearance:
    """Return the appearance that comes with bizgraph."""
    return read_appearance(ontology_dir() / FILE_NAME)


def read_appearance(path: Path) -> Appearance:
    """Read an appearance. Raises OntologyError, naming file and entry, where one is not right."""
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path.name}: {error}") from error
    try:
        nodes = {kind: _node_look(entry) for kind, entry in read["node"].items()}
        edges = {kind: _look(entry, "widths") for kind, entry in read["edge"].items()}
        views = {
            name: ViewStyle(_titles(entry), frozenset(entry["core"])) for name, entry in read["view"].items()
        }
        own = {kind: _titles(entry["title"]) for kind, entry in read["edge"].items() if "title" in entry}
        fields = {name: _titles(entry) for name, entry in read["field"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"{path.name}: an entry is not right: {error!r}") from error
    if _OTHER not in edges:
        raise OntologyError(f"{path.name}: edge.{_OTHER} is missing")
    return Appearance(nodes, edges, views, _ontology_titles() | own | fields)


def _node_look(entry: Mapping[str, Any]) -> Look:
    if entry["shape"] not in _SHAPES:
        raise ValueError(f"shape {entry['shape']!r}")
    return _look(entry, "sizes")


def _look(entry: Mapping[str, Any], extents: str) -> Look:
    least, greatest = map(float, entry[extents])
    if not 0 < least <= greatest:
        raise ValueError(f"{extents} {entry[extents]}")
    return Look(str(entry["colour"]), (least, greatest), str(entry.get("shape", "")))


def _titles(entry: Mapping[str, Any]) -> Titles:
    return {language: str(entry[language]) for language in LANGUAGES}


def _ontology_titles() -> dict[str, Titles]:
    """Return the labels of classes and properties by their local names."""
    ontology = Store()
    ontology.load(path=str(ontology_dir() / _ONTOLOGY), format=RdfFormat.TURTLE)
    titles: dict[str, dict[str, str]] = {}
    for quad in ontology.quads_for_pattern(None, LABEL, None):
        term, label = quad.subject, quad.object
        if isinstance(term, NamedNode) and isinstance(label, Literal) and label.language:
            name = term.value.removeprefix(BIZ.iri) if term.value.startswith(BIZ.iri) else _local(term)
            titles.setdefault(name, {})[label.language] = label.value
    return dict(titles)


def _local(term: NamedNode) -> str:
    return term.value.replace("#", "/").rpartition("/")[2]
