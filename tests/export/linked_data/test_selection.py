from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from bizgraph.export.linked_data import selection
from bizgraph.rdf.vocabulary import BIZ, LABEL, QUOTED_FROM, TYPE, integer, plain, words
from bizgraph.store.embedded import EmbeddedStore

DOCUMENT = NamedNode("http://e/document")
SHARED = NamedNode("http://e/shared")


def _thing(name: str) -> NamedNode:
    return NamedNode(f"http://e/{name.replace(' ', '-')}")


def _described(name: str, kind: str, graph: NamedNode = DOCUMENT) -> list[Quad]:
    thing = _thing(name)
    return [Quad(thing, TYPE, BIZ(kind), graph), Quad(thing, LABEL, words(name), graph)]


MEASURE = [
    *_described("measure", "Measure"),
    Quad(_thing("measure"), QUOTED_FROM, _thing("span"), DOCUMENT),
    Quad(_thing("measure"), BIZ("quantity"), _thing("quantity"), DOCUMENT),
    Quad(_thing("measure"), BIZ("leadUnit"), _thing("unit"), DOCUMENT),
    Quad(_thing("measure"), BIZ("borrowsPractice"), _thing("practice"), DOCUMENT),
]
ONLY_FOR_IT = [
    *_described("span", "Span"),
    Quad(_thing("span"), BIZ("start"), integer(7), DOCUMENT),
    *_described("quantity", "Quantity"),
    Quad(_thing("quantity"), QUOTED_FROM, _thing("span of quantity"), DOCUMENT),
    *_described("span of quantity", "Span"),
    *_described("responsibility", "Responsibility"),
    Quad(_thing("responsibility"), BIZ("responsibilityOf"), _thing("measure"), DOCUMENT),
    Quad(_thing("responsibility"), QUOTED_FROM, _thing("span of responsibility"), DOCUMENT),
    *_described("span of responsibility", "Span"),
    *_described("mention", "Mention"),
    Quad(_thing("mention"), BIZ("mentionedBy"), _thing("measure"), DOCUMENT),
    *_described("borrowing", "Borrowing"),
    Quad(_thing("borrowing"), BIZ("measure"), _thing("measure"), DOCUMENT),
    Quad(_thing("borrowing"), BIZ("practiceQuote"), _thing("span of practice"), DOCUMENT),
    *_described("span of practice", "Span"),
]
NAMED = [
    *_described("unit", "Unit", SHARED),
    *_described("practice", "BenchmarkPractice"),
    Quad(BIZ("Measure"), LABEL, words("举措"), SHARED),
]
NOT_NAMED = [
    Quad(_thing("unit"), BIZ("region"), _thing("region"), SHARED),
    *_described("region", "Region", SHARED),
    Quad(_thing("practice"), QUOTED_FROM, _thing("span of practice"), DOCUMENT),
    *_described("measure of another", "Measure"),
    Quad(_thing("measure of another"), QUOTED_FROM, _thing("span"), DOCUMENT),
    Quad(BIZ("Measure"), BIZ("rule"), plain("x"), SHARED),
]
CLASS = [
    Quad(BIZ("Role"), BIZ("oneOf"), BlankNode("list"), SHARED),
    Quad(BlankNode("list"), BIZ("first"), BIZ("leadRole"), SHARED),
    Quad(BlankNode("list"), BIZ("rest"), BlankNode("more"), SHARED),
    Quad(BlankNode("more"), BIZ("first"), BIZ("partnerRole"), SHARED),
    Quad(BlankNode("more"), BIZ("rest"), BlankNode("list"), SHARED),
]
LABELS_OF_ROLES = [Quad(BIZ(role), LABEL, words(role), SHARED) for role in ("leadRole", "partnerRole")]
UNREACHED = [Quad(BlankNode("other"), BIZ("first"), BIZ("leadRole"), SHARED)]


@pytest.fixture
def graph() -> EmbeddedStore:
    everything = (MEASURE, ONLY_FOR_IT, NAMED, NOT_NAMED, CLASS, LABELS_OF_ROLES, UNREACHED)
    return EmbeddedStore.holding(quad for quads in everything for quad in quads)


def _part(graph: EmbeddedStore, *things: NamedNode) -> list[str]:
    return sorted(map(str, selection.quads(graph, frozenset(things))))


def _lines(*parts: list[Quad]) -> list[str]:
    return sorted(str(quad) for part in parts for quad in part)


def test_a_part_is_the_things_what_is_only_for_them_and_the_names_of_the_rest(graph: EmbeddedStore) -> None:
    assert _part(graph, _thing("measure")) == _lines(MEASURE, ONLY_FOR_IT, NAMED)


def test_blank_nodes_are_followed_to_their_end(graph: EmbeddedStore) -> None:
    assert _part(graph, BIZ("Role")) == _lines(CLASS, LABELS_OF_ROLES)


def test_nothing_or_something_unknown_is_an_empty_part(graph: EmbeddedStore) -> None:
    assert _part(graph) == _part(graph, _thing("nowhere")) == []


def test_all_of_a_graph_is_all_of_it(graph: EmbeddedStore) -> None:
    assert set(selection.quads(graph, None)) == set(graph.quads())


def test_a_part_of_a_real_graph_is_in_it_and_names_all_it_points_to(
    part: tuple[Quad, ...], whole: tuple[Quad, ...]
) -> None:
    def without_blank_nodes(quads: tuple[Quad, ...]) -> set[Quad]:
        return {quad for quad in quads if BlankNode not in map(type, quad)}

    assert len(set(part)) == len(part)
    assert without_blank_nodes(part) < set(whole)
    labelled = {quad.subject for quad in whole if quad.predicate == LABEL}
    told = {quad.subject for quad in part if quad.predicate == LABEL}
    pointed_to = {quad.object for quad in part if isinstance(quad.object, NamedNode)}
    assert pointed_to & labelled <= told
