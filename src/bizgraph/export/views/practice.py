"""Practices, the indicators they are told for, and the places and units that are said to follow them."""

from __future__ import annotations

from typing import Final

from bizgraph.export.views.describing import describe
from bizgraph.export.views.parts import Parts, Request, relation, rows
from bizgraph.rdf.vocabulary import BIZ

_PRACTICES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?practice ?predicate ?thing WHERE {
  VALUES ?predicate { biz:indicator biz:practisedBy biz:practisedByUnit }
  ?practice a biz:BenchmarkPractice ; ?predicate ?thing .
}
"""


def practice(request: Request) -> Parts:
    """Return practices with their indicators, places and units."""
    stated = request.scope.statements(request.store)
    ties = [
        (row["practice"], row["predicate"].value.removeprefix(BIZ.iri), row["thing"])
        for row in rows(request, _PRACTICES)
        if row["practice"] in stated
    ]
    edges = tuple(relation(request, *tie) for tie in ties)
    involved = frozenset(end for practised, _, thing in ties for end in (practised, thing))
    nodes = describe(request.store, involved, request.identify, request.language)
    return Parts(tuple(nodes.values()), edges, involved)
