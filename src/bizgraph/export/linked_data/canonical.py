"""Names for blank nodes that depend on nothing but what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad


def canonical(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads with their blank nodes named by RDF Dataset Canonicalization (RDFC-1.0).

    A store gives blank nodes names of its own. Only quads about them are held in memory; those of a published
    graph come from the ontology and do not grow with its documents.
    """
    dataset = Dataset()
    for quad in quads:
        if BlankNode in (type(quad.subject), type(quad.object), type(quad.graph_name)):
            dataset.add(quad)
        else:
            yield quad
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from dataset
