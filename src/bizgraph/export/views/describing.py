"""Things of a graph as nodes: what they are, what they are called, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.export.network import Node, Value, clean_value
from bizgraph.rdf.vocabulary import BIZ, LABEL, QUOTED_FROM, SKOS, TYPE
from bizgraph.store.interface import Row, Store
from bizgraph.store.values import to_plain

_AT_ONCE: Final = 500
_SAID: Final = "SELECT ?thing ?predicate ?value WHERE { ?thing ?predicate ?value }"
_NAMED: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE { ?thing rdfs:label|skos:prefLabel ?name }
"""
_SPANS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?span ?file ?line ?start ?end ?words WHERE {
  ?span biz:line ?line ; biz:start ?start ; biz:end ?end ; biz:exact ?words ;
    biz:inDocument/biz:fileName ?file .
}
"""
_GENERAL: Final = frozenset({BIZ("Statement"), BIZ("Section")})
_NAMES: Final = frozenset({LABEL, SKOS("prefLabel")})
# Objects that are values to a reader, not things to go to: they are told by their names.
_VALUES: Final = frozenset(BIZ(name) for name in ("comparator", "unit", "regionLevel", "evidence", "role"))
_LEFT_OUT: Final = frozenset({BIZ("rule"), BIZ("original"), BIZ("sourceText")})

Identify = Callable[[NamedNode], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a file, and where they stand: characters from `start` to `end`, on a line counted from 1."""

    file: str
    line: int
    start: int
    end: int
    words: str


@dataclass(slots=True)
class _Said:
    kinds: list[NamedNode] = field(default_factory=list)
    names: list[Literal] = field(default_factory=list)
    values: dict[str, list[Value]] = field(default_factory=dict)
    told: list[tuple[str, NamedNode]] = field(default_factory=list)
    spans: list[NamedNode] = field(default_factory=list)


def describe(
    store: Store, things: Iterable[NamedNode], identify: Identify, language: str
) -> dict[NamedNode, Node]:
    """Return each thing as a node, not yet drawn: all literals said of it, and where it is quoted from."""
    wanted = sorted(set(things), key=lambda thing: thing.value)
    said = {thing: _Said() for thing in wanted}
    for thing, predicate, value in selected(store, _SAID, "thing", wanted):
        if isinstance(thing, NamedNode) and isinstance(predicate, NamedNode):
            _take(said[thing], predicate, value)
    names = labels(store, (value for each in said.values() for _, value in each.told), language)
    spans = places(store, (span for each in said.values() for span in each.spans))
    return {thing: _node(thing, said[thing], names, spans, identify, language) for thing in wanted}


def labels(store: Store, things: Iterable[NamedNode], language: str) -> dict[NamedNode, str]:
    """Return the names of things, in the language where there is one."""
    found: dict[NamedNode, list[Literal]] = {}
    for thing, name in selected(store, _NAMED, "thing", sorted(set(things), key=str)):
        if isinstance(thing, NamedNode) and isinstance(name, Literal):
            found.setdefault(thing, []).append(name)
    return {thing: _chosen(names, language) for thing, names in found.items()}


def places(store: Store, spans: Iterable[NamedNode]) -> dict[NamedNode, Place]:
    """Return where the words of spans stand."""
    rows = selected(store, _SPANS, "span", sorted(set(spans), key=str))
    return {
        span: Place(str(to_plain(file)), _whole(line), _whole(start), _whole(end), str(to_plain(words)))
        for span, file, line, start, end, words in rows
        if isinstance(span, NamedNode)
    }


def selected(store: Store, query: str, variable: str, things: Sequence[NamedNode]) -> Iterator[Row]:
    """Yield the rows of a query for each of many things, some hundreds at a time."""
    for first in range(0, len(things), _AT_ONCE):
        yield from store.select(query, {variable: things[first : first + _AT_ONCE]})


def _take(said: _Said, predicate: NamedNode, value: object) -> None:
    if predicate == TYPE and isinstance(value, NamedNode):
        said.kinds.append(value)
    elif predicate in _NAMES and isinstance(value, Literal):
        said.names.append(value)
    elif predicate == QUOTED_FROM and isinstance(value, NamedNode):
        said.spans.append(value)
    elif predicate in _VALUES and isinstance(value, NamedNode):
        said.told.append((_local(predicate), value))
    elif isinstance(value, Literal) and predicate not in _LEFT_OUT:
        plain = clean_value(to_plain(value))
        if plain is not None:
            said.values.setdefault(_local(predicate), []).append(plain)


def _node(
    thing: NamedNode,
    said: _Said,
    names: dict[NamedNode, str],
    spans: dict[NamedNode, Place],
    identify: Identify,
    language: str,
) -> Node:
    attributes: dict[str, Value] = {"iri": thing.value}
    told: dict[str, list[Value]] = {}
    for name, value in said.told:
        told.setdefault(name, []).append(names.get(value, identify(value)))
    for name, values in (said.values | told).items():
        attributes[name] = values[0] if len(values) == 1 else tuple(sorted(set(map(str, values))))
    found = min((spans[span] for span in said.spans if span in spans), key=_order, default=None)
    if found is not None:
        attributes |= {"file": found.file, "line": found.line, "start": found.start, "end": found.end}
        attributes["quote"] = found.words
    label = _chosen(said.names, language) if said.names else identify(thing)
    return Node(identify(thing), _kind(said.kinds), label, attributes)


def _kind(kinds: Iterable[NamedNode]) -> str:
    """Return the local name of the most specific class of our vocabulary, else of any."""
    own = sorted(kind.value for kind in kinds if kind.value.startswith(BIZ.iri) and kind not in _GENERAL)
    general = sorted(kind.value for kind in kinds)
    return _local(NamedNode((own or general or [BIZ("Thing").value])[0]))


def _chosen(names: Iterable[Literal], language: str) -> str:
    return min(names, key=lambda name: (name.language != language, name.language != "zh", name.value)).value


def _local(term: NamedNode) -> str:
    return term.value.replace("#", "/").rpartition("/")[2]


def _order(place: Place) -> tuple[str, int, int]:
    return place.file, place.start, place.end


def _whole(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
