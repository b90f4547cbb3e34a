"""What documents share, as triples and quads: regions, units, and the files of the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from bizgraph.authority.identity import Region, Unit
from bizgraph.errors import OntologyError
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.rdf.vocabulary import BIZ, LABEL, SKOS, TYPE, plain, true, words

Triple: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]

SHAPES_FILE: Final = "shapes.ttl"


def region_triples(region: Region, names: Namespaces) -> Iterator[Triple]:
    """Describe a region: its names, its code, and the regions one step up."""
    iri = names.region(region.id)
    yield iri, TYPE, BIZ("Region")
    yield iri, LABEL, words(region.label)
    yield iri, BIZ("regionLevel"), BIZ(f"{region.level}Level")
    if region.code:
        yield iri, BIZ("adminCode"), plain(region.code)
    for name in region.names:
        if name != region.label:
            yield iri, SKOS("altLabel"), words(name)
    for above in region.within:
        yield iri, BIZ("within"), names.region(above)
    if region.masked:
        yield iri, BIZ("masked"), true()


def unit_triples(unit: Unit, names: Namespaces) -> Iterator[Triple]:
    """Describe a unit: its full name, its jurisdiction and its functions."""
    iri = names.unit(unit.id)
    yield iri, TYPE, BIZ("Unit")
    yield iri, LABEL, words(unit.label)
    for function in unit.functions:
        yield iri, BIZ("function"), names.function(function)
    if unit.region is not None:
        yield iri, BIZ("region"), names.region(unit.region.id)
    if unit.generic:
        yield iri, BIZ("generic"), true()


def knowledge_quads(regions: Iterable[Region], ontology: Path, names: Namespaces) -> frozenset[Quad]:
    """Return what is known before any document is read: the ontology's files and the regions.

    What documents add to it (units, printed names, masked places) comes with their own quads and is
    brought together with this by `merged`.
    """
    graph = names.knowledge()
    quads = set(ontology_quads(ontology, names))
    for region in regions:
        quads.update(Quad(s, p, o, graph) for s, p, o in region_triples(region, names))
    return frozenset(quads)


def ontology_quads(ontology: Path, names: Namespaces) -> frozenset[Quad]:
    """Read the vocabulary and the concept schemes, but not the shapes, into the knowledge graph.

    Identifiers under the default base are moved to the base of `names`.
    """
    dataset = Dataset()
    for path in sorted(ontology.glob("*.ttl")):
        if path.name == SHAPES_FILE:
            continue
        try:
            for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(quad)
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{path} is not Turtle: {error}") from error
        except OSError as error:
            raise OntologyError(f"{path} cannot be read: {error.strerror}") from error
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(_in_knowledge(quad, names) for quad in dataset)


def merged(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Bring what documents contribute together, the same whatever the order of the documents.

    Where documents disagree on the label of a thing, the longest stays (of equals, the first by
    code point) and the others become alternative labels.
    """
    quads = set(quads)
    labels: defaultdict[tuple[object, object, str | None], set[Quad]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == LABEL and isinstance(quad.object, Literal):
            labels[quad.subject, quad.graph_name, quad.object.language].add(quad)
    for candidates in labels.values():
        for other in sorted(candidates, key=_label)[1:]:
            quads.remove(other)
            quads.add(Quad(other.subject, SKOS("altLabel"), other.object, other.graph_name))
    return frozenset(quads)


def _label(quad: Quad) -> tuple[int, str]:
    name = str(quad.object)
    return -len(name), name


def _in_knowledge(quad: Quad, names: Namespaces) -> Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, NamedNode):
        subject = _moved(subject, names)
    if isinstance(value, NamedNode):
        value = _moved(value, names)
    return Quad(subject, quad.predicate, value, names.knowledge())


def _moved(node: NamedNode, names: Namespaces) -> NamedNode:
    if node.value.startswith(DEFAULT_BASE):
        return NamedNode(names.base + node.value.removeprefix(DEFAULT_BASE))
    return node
