"""From an address to the thing that it names, however its characters are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from bizgraph.errors import UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.completing import KINDS, LONGEST
from bizgraph.rdf.identifiers import encoded
from bizgraph.rdf.serialise import prefixes
from bizgraph.serve.pages.visit import Visit

RAW: Final = "raw"  # the part of a visit that holds the path behind /id/ as it was sent, percent-encoded
_SHOWN: Final = 8


def named(graph: Graph, visit: Visit) -> NamedNode:
    """Return the thing that an address names: under the base of identifiers, or any by `?iri=`.

    Raises UnknownThingError, with what may be meant, where the graph does not speak of it.
    """
    spelled = list(dict.fromkeys(_spellings(graph, visit)))
    for text in spelled:
        iri = _iri(text)
        if iri is not None and graph.holds(iri):
            return iri
    said = visit.parts.get("rest") or visit.value("iri")
    if not said:
        raise UnknownThingError("this address names nothing; name a thing of the graph as /resource?iri=…")
    raise UnknownThingError(f"the graph knows nothing of {said}", _meant(graph, spelled[0]))


def _spellings(graph: Graph, visit: Visit) -> Iterator[str]:
    """Yield the IRIs that may be meant, the likeliest first.

    Identifiers hold percent signs of their own, which a client may or may not have encoded once more; so the
    path is tried as it was decoded, and as identifiers are made of what was sent.
    """
    base = graph.namespaces.base
    rest = visit.parts.get("rest")
    if rest is None:
        asked = visit.value("iri").removeprefix("<").removesuffix(">")
        yield from _expanded(graph, asked)
        yield asked
        if asked.startswith(base):
            yield base + _identifier(asked.removeprefix(base))
        return
    yield base + rest
    yield base + _identifier(visit.parts.get(RAW, rest))
    yield from _expanded(graph, rest)


def _identifier(path: str) -> str:
    """Return a percent-encoded path as `bizgraph.rdf.identifiers` writes it."""
    return "/".join(encoded(unquote(part)).replace("/", "%2F") for part in path.split("/"))


def _expanded(graph: Graph, text: str) -> Iterator[str]:
    """Yield the IRI that a prefix and a name stand for, such as `region:440300`."""
    prefix, _, name = text.partition(":")
    known = prefixes(graph.namespaces)
    if prefix in known and not name.startswith("//"):
        yield known[prefix] + name


def _iri(text: str) -> NamedNode | None:
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _meant(graph: Graph, text: str) -> list[tuple[str, str]]:
    """Return what may be meant by an IRI that stands for nothing.

    These are the things that it would hang under, and those with a name that begins as its last part does.
    """
    base = graph.namespaces.base
    rest = unquote(text.removeprefix(base))
    kind, last = rest.partition("/")[0], rest.rpartition("/")[2]
    meant: dict[str, str] = {}
    while "/" in rest:
        rest = rest.rpartition("/")[0]
        above = _iri(base + rest)
        if above is not None and graph.holds(above):
            meant.setdefault(above.value, graph.label(above.value))
    if last and len(last) <= LONGEST:
        for each in [kind] if kind in KINDS else KINDS:
            meant |= {found.iri: found.label for found in graph.names(each, last, limit=_SHOWN)}
    return [(label, iri) for iri, label in meant.items()][:_SHOWN]
