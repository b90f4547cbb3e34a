"""All that a graph knows of one thing, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.names import Names
from bizgraph.rdf.vocabulary import BIZ, LABEL, PROV, SKOS, TYPE
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import Plain, to_plain

_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_SAID: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?p ?o WHERE {
  ?thing ?p ?o
  FILTER(?p != biz:sourceText)
  FILTER NOT EXISTS { ?o a biz:Span }
  FILTER(?p != biz:responsibleUnit || NOT EXISTS { ?thing biz:leadUnit|biz:partnerUnit ?o })
} ORDER BY ?p STR(?o)
"""
)
_SOURCES: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?p ?file ?line ?words ?start WHERE {
  ?thing ?p ?span . ?span a biz:Span ; biz:line ?line ; biz:start ?start ; biz:exact ?words ;
    biz:inDocument/biz:fileName ?file .
} ORDER BY ?file ?start ?p
"""
)
# One OPTIONAL for each: a pattern of several is worked out for all spans of the graph (pyoxigraph 0.5.13).
_REFERRING: Final = (
    _PREFIXES
    + """
SELECT DISTINCT ?p ?kind ?s ?file ?line ?words WHERE {
  ?s ?p ?thing .
  ?s a ?kind FILTER(STRSTARTS(STR(?kind), STR(biz:)) && ?kind != biz:Statement)
  FILTER(?kind != biz:Section || NOT EXISTS { ?s a biz:PlanSection })
  FILTER NOT EXISTS { ?s a ?helper FILTER(?helper IN (biz:Mention, biz:Responsibility, biz:Span)) }
  FILTER(?p != biz:responsibleUnit || NOT EXISTS { ?s biz:leadUnit|biz:partnerUnit ?thing })
  OPTIONAL {
    ?s prov:wasQuotedFrom ?span
    OPTIONAL { ?span biz:line ?line } OPTIONAL { ?span biz:exact ?words }
    OPTIONAL { ?span biz:inDocument ?document OPTIONAL { ?document biz:fileName ?file } }
  }
} ORDER BY ?p ?kind ?file ?line ?s
"""
)
_GENERAL: Final = frozenset({PROV("Entity"), BIZ("Statement"), SKOS("Concept")})
_LEFT_OUT: Final = frozenset({LABEL, SKOS("prefLabel"), TYPE})


@dataclass(frozen=True, slots=True)
class Source:
    """Words of a file, where they stand, and what they are to the thing."""

    role: str
    file: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that is said: the property, in words, and its value, with its IRI where it has one."""

    property: str
    value: Plain
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Referring:
    """A thing that refers to this one, by which property, what it is, and its source."""

    property: str
    kind: str
    label: str
    iri: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with all that is known of it."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    sayings: tuple[Saying, ...]
    sources: tuple[Source, ...]
    referring: tuple[Referring, ...]

    def to_dict(self, limit: int) -> dict[str, Any]:
        """Return it in the types of JSON, but decimals and dates as they are.

        Of the facts of each kind that refer to it, `limit` are listed; `more` is how many are not.
        """
        known = asdict(self)
        listed: dict[str, list[Any]] = {}
        for each in known["referring"]:
            listed.setdefault(f"{each['property']}: {each['kind']}", []).append(each)
        known["referring"] = [each for facts in listed.values() for each in facts[:limit]]
        known["more"] = {kind: len(facts) - limit for kind, facts in listed.items() if len(facts) > limit}
        return known


def thing(store: Store, names: Names, iri: NamedNode, language: str = "zh") -> Thing:
    """Return all that is known of a thing. Names of classes and properties are in `language`."""
    labels = _Labels(store, names, language)
    said = list(store.select(_SAID, {"thing": iri}))
    kinds = (labels.of(o) for p, o in said if p == TYPE and o not in _GENERAL)
    sayings = (
        Saying(labels.of(p), labels.value(o), o.value if isinstance(o, NamedNode) else "")
        for p, o in said
        if p not in _LEFT_OUT
    )
    sources = (
        Source(labels.of(p), str(to_plain(file)), _whole(line), str(to_plain(words)))
        for p, file, line, words, _ in store.select(_SOURCES, {"thing": iri})
    )
    return Thing(
        iri.value,
        names.label(iri),
        tuple(kinds),
        tuple(sayings),
        tuple(sources),
        tuple(_referring(store, labels, iri)),
    )


def _referring(store: Store, labels: _Labels, iri: NamedNode) -> Iterator[Referring]:
    for p, kind, s, file, line, words in store.select(_REFERRING, {"thing": iri}):
        source = None
        if line is not None:
            source = Source("", str(to_plain(file)), _whole(line), str(to_plain(words)))
        yield Referring(
            labels.of(p),
            labels.of(kind),
            labels.of(s),
            s.value if isinstance(s, NamedNode) else str(s),
            source,
        )


class _Labels:
    """Labels of terms in one language, each looked up once."""

    def __init__(self, store: Store, names: Names, language: str) -> None:
        self._store = store
        self._names = names
        self._language = language
        self._known: dict[object, str] = {}

    def of(self, term: Term | None) -> str:
        """Return the label of a thing or term of a vocabulary."""
        if not isinstance(term, NamedNode):
            return str(to_plain(term))
        if term not in self._known:
            self._known[term] = self._names.label(term, self._language)
        return self._known[term]

    def value(self, term: Term | None) -> Plain:
        """Return a plain value, or the label of a thing."""
        return self.of(term) if isinstance(term, NamedNode) else to_plain(term)


def _whole(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
