"""pySHACL, the engine that decides: slow, and checked by many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH

from bizgraph.errors import OntologyError
from bizgraph.rdf.report import Result, Severity
from bizgraph.rdf.shapes import Shapes, shown
from bizgraph.rdf.vocabulary import XSD

_STRING: Final = XSD("string")
_TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def results(quads: Iterable[ox.Quad], shapes: Shapes, only: frozenset[str] | None = None) -> list[Result]:
    """Return what pySHACL finds in the triples of quads; of the nodes `only`, if they are given."""
    data = _in_rdflib(quads)
    graph = _shapes(shapes.text)
    aimed = graph if only is None else _aimed_at(graph, {rdflib.URIRef(node) for node in only}, data)
    _, report, _ = pyshacl.validate(data, shacl_graph=aimed, inplace=True, inference="none", meta_shacl=False)
    if not isinstance(report, rdflib.Graph):
        raise OntologyError(f"the shapes cannot be applied: {report}")
    # What lies behind a result in detail is in the graph too; the report itself names the results.
    whole = report.value(predicate=RDF.type, object=SH.ValidationReport)
    return [_read(report, result) for result in report.objects(whole, SH.result)]


@lru_cache(maxsize=1)
def _shapes(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def _aimed_at(shapes: rdflib.Graph, nodes: set[rdflib.URIRef], data: rdflib.Graph) -> rdflib.Graph:
    """Return the shapes with their targets narrowed to some nodes of a graph."""
    narrowed = rdflib.Graph()
    targets: defaultdict[Any, set[Any]] = defaultdict(set)
    for triple in shapes:
        shape, predicate, value = triple
        if predicate in _TARGETS:
            targets[shape] |= _targeted(data, predicate, value) & nodes
        else:
            narrowed.add(triple)
    for shape, aimed in targets.items():
        for node in aimed:
            narrowed.add((shape, SH.targetNode, node))
    return narrowed


def _targeted(data: rdflib.Graph, predicate: object, value: Any) -> set[Any]:
    if predicate == SH.targetClass:
        return set(data.subjects(RDF.type, value))
    if predicate == SH.targetSubjectsOf:
        return set(data.subjects(value, None))
    if predicate == SH.targetObjectsOf:
        return set(data.objects(None, value))
    return {value}


def _read(report: rdflib.Graph, result: Any) -> Result:
    shape = report.value(result, SH.sourceShape)
    path = report.value(result, SH.resultPath)
    messages: list[Any] = sorted(report.objects(result, SH.resultMessage), key=str)
    return Result(
        Severity(str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower()),
        str(report.value(result, SH.focusNode)),
        str(shape) if isinstance(shape, rdflib.URIRef) else "",
        _shown(report.value(result, SH.value)),
        _shown(path) if isinstance(path, rdflib.URIRef) else "",
        {getattr(message, "language", None): str(message) for message in messages},
    )


def _shown(term: Any) -> str:
    if term is None:
        return ""
    return shown(str(term)) if isinstance(term, rdflib.URIRef) else str(term)


def _in_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    known: dict[object, Any] = {}
    graph = rdflib.Graph()
    for subject, predicate, value, _ in quads:
        graph.add((_term(subject, known), _term(predicate, known), _term(value, known)))
    return graph


def _term(term: object, known: dict[object, Any]) -> Any:
    found = known.get(term)
    if found is None:
        if isinstance(term, ox.NamedNode):
            found = rdflib.URIRef(term.value)
        elif isinstance(term, ox.BlankNode):
            found = rdflib.BNode(term.value)
        elif isinstance(term, ox.Literal):
            datatype = (
                None if term.language or term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
            )
            found = rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
        else:
            raise OntologyError(f"SHACL has no say on the triple term {term}")
        known[term] = found
    return found
