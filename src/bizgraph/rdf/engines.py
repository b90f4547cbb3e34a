"""Two engines hold a graph against the shapes: `shacl`, which is fast, and pySHACL, which decides.

pySHACL takes seconds for each ten thousand triples. So `shacl` goes over the graph first. Where it finds no
violation, what it found is the result: that pySHACL finds the same is tested on good and broken graphs.
Where it finds one, pySHACL decides on all nodes of which `shacl` had something to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox
import shacl

from bizgraph.rdf.report import Result, Severity
from bizgraph.rdf.shapes import Shapes, shown


def results(quads: Sequence[ox.Quad], shapes: Shapes) -> list[Result]:
    """Return what is wrong with the triples of quads, whatever their graphs, in no particular order."""
    if shapes.gate is None:
        return _by_reference(quads, shapes)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    found = shapes.gate.validate_text(triples.decode(), format="ntriples").results
    if all(_is_plain(result, shapes) for result in found):
        return [_read(result) for result in found]
    return _by_reference(quads, shapes, _nodes(found))


def _by_reference(
    quads: Sequence[ox.Quad], shapes: Shapes, only: frozenset[str] | None = None
) -> list[Result]:
    from bizgraph.rdf import reference  # pySHACL and rdflib are slow to import, and seldom needed

    return reference.results(quads, shapes, only)


def _is_plain(result: shacl.Result, shapes: Shapes) -> bool:
    """Tell whether a result is no violation, and of names alone: engines name blank nodes as they like."""
    wording = shapes.wordings.get((result.source_shape or "").strip("<>"))
    return (
        result.severity in ("Warning", "Info")
        and result.focus_node.startswith("<")
        and not (result.value or "").startswith("_:")
        and wording is not None
        and bool(wording.messages)
    )


def _read(result: shacl.Result) -> Result:
    value = result.value_plain or ""
    return Result(
        Severity(result.severity.lower()),
        result.focus_node[1:-1],
        (result.source_shape or "")[1:-1],
        shown(value) if (result.value or "").startswith("<") else value,
    )


def _nodes(found: Iterable[shacl.Result]) -> frozenset[str] | None:
    """Return the nodes of which something was found; None where one has no name to find it by again."""
    nodes = [result.focus_node for result in found]
    if not all(node.startswith("<") for node in nodes):
        return None
    return frozenset(node[1:-1] for node in nodes)
