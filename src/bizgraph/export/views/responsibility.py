"""Units and measures: who leads, who partners, who answers for what, and the sections that name a lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from bizgraph.export.network import Edge, Node
from bizgraph.export.views.describing import describe
from bizgraph.export.views.parts import Parts, Request, relation, rows
from bizgraph.rdf.vocabulary import BIZ

_RESPONSIBILITIES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?thing ?role ?unit WHERE {
  VALUES ?class { biz:Measure biz:PlanSection }
  VALUES ?role { biz:leadUnit biz:partnerUnit biz:responsibleUnit }
  ?thing a ?class ; ?role ?unit .
  FILTER(?role != biz:responsibleUnit || NOT EXISTS { ?thing biz:leadUnit|biz:partnerUnit ?unit })
}
"""
_SECTIONS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?measure ?section WHERE {
  ?measure a biz:Measure ; biz:partOf ?section . ?section biz:responsibleUnit ?unit
}
"""
_COUNTS: Final[Mapping[str, str]] = {
    "leadUnit": "led",
    "partnerUnit": "partnered",
    "responsibleUnit": "answerable",
}


def responsibility(request: Request) -> Parts:
    """Return units, the measures they answer for, and the sections that name units for all their measures."""
    stated = request.scope.statements(request.store)
    ties = [
        (row["thing"], row["role"].value.removeprefix(BIZ.iri), row["unit"])
        for row in rows(request, _RESPONSIBILITIES)
        if row["thing"] in stated
    ]
    charged = {thing for thing, _, _ in ties}
    parts = [
        (row["measure"], row["section"])
        for row in rows(request, _SECTIONS)
        if row["measure"] in stated and row["section"] in charged
    ]
    edges = [relation(request, thing, role, unit) for thing, role, unit in ties]
    edges += (relation(request, measure, "partOf", section) for measure, section in dict.fromkeys(parts))
    involved = charged | {unit for _, _, unit in ties} | {measure for measure, _ in parts}
    nodes = describe(request.store, involved, request.identify, request.language)
    return Parts(tuple(_counted(nodes.values(), edges)), tuple(edges), frozenset(involved))


def _counted(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Node]:
    """Yield units with the numbers of measures and sections in which they have each role."""
    roles = Counter((edge.target, _COUNTS[edge.kind]) for edge in edges if edge.kind in _COUNTS)
    for node in nodes:
        counts = {name: roles[node.id, name] for name in _COUNTS.values()}
        yield replace(node, attributes={**node.attributes, **counts}) if node.kind == "Unit" else node
