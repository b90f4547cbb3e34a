"""What a graph holds of a kind, to choose from: places, indicators, units, documents, functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.errors import QueryError
from bizgraph.questions.answer import LANGUAGES
from bizgraph.questions.citing import labels
from bizgraph.store.interface import Store

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_HELD: Final[Mapping[str, str]] = {
    "region": """
SELECT ?thing (COUNT(DISTINCT ?said) AS ?facts) WHERE {
  { ?said a biz:Statement ; biz:region ?thing FILTER NOT EXISTS { ?said a biz:BenchmarkPractice } }
  UNION { ?said biz:practisedBy ?thing }
  UNION { ?said a biz:PolicyDocument ; biz:region ?thing }
} GROUP BY ?thing
""",
    "indicator": """
SELECT ?thing (COUNT(DISTINCT ?said) AS ?facts) WHERE {
  ?said a biz:Statement ; biz:indicator|biz:subIndicator ?thing .
} GROUP BY ?thing
""",
    "unit": """
SELECT ?thing (COUNT(DISTINCT ?said) AS ?facts) WHERE {
  ?thing a biz:Unit .
  OPTIONAL { { ?said biz:assignee ?thing } UNION { ?said biz:practisedByUnit ?thing } }
} GROUP BY ?thing
""",
    "document": """
SELECT ?thing (COUNT(DISTINCT ?said) AS ?facts) WHERE {
  ?thing a biz:PolicyDocument .
  OPTIONAL { ?said a biz:Statement ; biz:inDocument ?thing }
} GROUP BY ?thing
""",
    "function": """
SELECT ?thing (COUNT(DISTINCT ?said) AS ?facts) WHERE {
  ?said a biz:Unit ; biz:function ?thing
} GROUP BY ?thing
""",
}
_ABOVE: Final = "SELECT ?thing ?above WHERE { ?thing skos:broader ?above } ORDER BY ?thing ?above"


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that the graph holds: its name, how many facts are about it, and what is right above it."""

    iri: NamedNode
    label: str
    facts: int
    above: NamedNode | None = None


def held(store: Store, kind: str, language: str = "zh") -> tuple[Held, ...]:
    """Return the things of a kind: region, indicator, unit, document or function.

    Those with most facts come first; for a function, these are its units. Raises QueryError.
    """
    if kind not in _HELD:
        raise QueryError(f"no kind of thing is called {kind!r}; there are: {', '.join(_HELD)}")
    if language not in LANGUAGES:
        raise QueryError(f"the language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    found = {
        thing: int(facts.value)
        for thing, facts in store.select(_PREFIXES + _HELD[kind])
        if isinstance(thing, NamedNode) and isinstance(facts, Literal)
    }
    named = labels(store, [list(found)], language)
    above = _above(store) if kind == "indicator" else {}
    every = [Held(thing, named[thing], found[thing], above.get(thing)) for thing in found if thing in named]
    return tuple(sorted(every, key=lambda each: (-each.facts, each.label, each.iri.value)))


def _above(store: Store) -> dict[NamedNode, NamedNode]:
    return {
        thing: above
        for thing, above in store.select(_PREFIXES + _ABOVE)
        if isinstance(thing, NamedNode) and isinstance(above, NamedNode)
    }
