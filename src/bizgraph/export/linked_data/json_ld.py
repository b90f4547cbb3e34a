"""JSON-LD: the graph for programs that read JSON, one line a thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from pyoxigraph import DefaultGraph, Literal, Quad

from bizgraph.export.linked_data.blocks import in_blocks
from bizgraph.export.linked_data.compaction import Compactor
from bizgraph.export.linked_data.context import context
from bizgraph.export.linked_data.ordering import by_graph
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import TYPE


def json_ld(quads: Iterable[Quad], namespaces: Namespaces) -> Iterator[bytes]:
    """Yield JSON-LD 1.1, compacted by `context`: an object a graph, in it an object a subject.

    A value stands alone; several stand in an array, in order. Raises ExportError for an IRI whose scheme is
    one of the prefixes, and for what RDF 1.1 does not have.
    """
    known = context(namespaces)
    return in_blocks(piece.encode() for piece in _document(by_graph(quads), known))


def _document(quads: Iterator[Quad], known: dict[str, Any]) -> Iterator[str]:
    compactor = Compactor(known)
    definitions = ",\n".join(f"{_json(name)}: {_json(each)}" for name, each in known.items())
    yield f'{{\n"@context": {{\n{definitions}\n}},\n"@graph": ['
    graphs = groupby(quads, key=attrgetter("graph_name"))
    yield from _listed(_graph(name, members, compactor) for name, members in graphs)
    yield "\n]\n}\n"


def _graph(name: object, quads: Iterator[Quad], compactor: Compactor) -> Iterator[str]:
    subjects = groupby(quads, key=attrgetter("subject"))
    things = _listed([_json(_thing(subject, about, compactor))] for subject, about in subjects)
    if isinstance(name, DefaultGraph):
        yield from things
    else:
        yield f'{{"@id": {_json(compactor.node(name))}, "@graph": ['
        yield from things
        yield "\n]}"


def _thing(subject: object, quads: Iterator[Quad], compactor: Compactor) -> dict[str, Any]:
    said: dict[str, list[Any]] = {}
    for quad in quads:
        if quad.predicate == TYPE and not isinstance(quad.object, Literal):
            said.setdefault("@type", []).append(compactor.name(quad.object))
        else:
            name = compactor.name(quad.predicate)
            said.setdefault(name, []).append(compactor.value(name, quad.object))
    alone = {name: values if len(values) > 1 else values[0] for name, values in said.items()}
    return {"@id": compactor.node(subject), **alone}


def _listed(items: Iterable[Iterable[str]]) -> Iterator[str]:
    for position, item in enumerate(items):
        yield ",\n" if position else "\n"
        yield from item


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
