"""A document as it stands in the file: its words, and where in them each fact and each quotation begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from bizgraph.rdf.vocabulary import BIZ
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import to_plain

# In the order in which the explorer lists them.
KINDS: Final = (
    "Measure",
    "Target",
    "Gap",
    "Baseline",
    "BenchmarkPractice",
    "Outcome",
    "PlanSection",
    "Section",
    "TaskForce",
    "LeftOver",
)
_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_DOCUMENT: Final = (
    _PREFIXES
    + """
SELECT ?text ?title ?file ?number ?issued ?sha256 ?share ?region ?publisher ?title_start WHERE {
  ?document biz:sourceText ?text ; dcterms:title ?title .
  OPTIONAL { ?document biz:fileName ?file }
  OPTIONAL { ?document biz:documentNumber ?number }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document biz:sha256 ?sha256 }
  OPTIONAL { ?document biz:leftOverShare ?share }
  OPTIONAL { ?document biz:region ?region }
  OPTIONAL { ?document dcterms:publisher ?publisher }
  OPTIONAL { ?document biz:titleQuotedFrom/biz:start ?title_start }
} ORDER BY ?publisher
"""
)
# The classes first, then where their words stand: the other way round takes half as long again (tried with
# pyoxigraph 0.5.13).
_FACTS: Final = (
    _PREFIXES
    + f"""
SELECT ?fact ?kind ?start ?end WHERE {{
  {{ SELECT ?fact ?kind WHERE {{
    ?fact biz:inDocument ?document ; a ?kind FILTER(?kind IN ({", ".join(f"biz:{kind}" for kind in KINDS)}))
  }} }}
  ?fact prov:wasQuotedFrom ?span . ?span biz:start ?start ; biz:end ?end .
}}
"""
)
_STARTS: Final = (
    _PREFIXES + "SELECT DISTINCT ?start WHERE { ?span biz:inDocument ?document ; biz:start ?start }"
)
_HEADINGS: Final = (
    _PREFIXES
    + """
SELECT ?section ?number ?heading WHERE {
  ?section biz:inDocument ?document ; biz:heading ?heading OPTIONAL { ?section biz:number ?number }
}
"""
)


@dataclass(frozen=True, slots=True)
class Place:
    """A fact of a document: what it is, and the characters of the file that say it, up to `end`."""

    iri: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document, as it was understood, and the character at which it begins."""

    number: str
    heading: str
    start: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its words: `text` is the file, character by character, telephone numbers starred out.

    `facts` are in the order of the file, those that hold others first; `starts` are all characters at which
    something begins that the graph quotes, `regions` and `publishers` IRIs.
    """

    iri: str
    title: str
    text: str
    facts: tuple[Place, ...]
    starts: frozenset[int]
    headings: tuple[Heading, ...]
    title_start: int | None
    file: str
    number: str
    issued: date | None
    sha256: str
    left_over_share: Decimal
    regions: tuple[NamedNode, ...]
    publishers: tuple[NamedNode, ...]

    def counts(self) -> Mapping[str, int]:
        """Return how many facts there are of each kind, kinds without facts left out."""
        found = Counter(fact.kind for fact in self.facts)
        return {kind: found[kind] for kind in KINDS if kind in found}


_REMEMBERED: Final = 32
_memories: Final[WeakKeyDictionary[Store, dict[NamedNode, DocumentText]]] = WeakKeyDictionary()


def document_text(store: Store, document: NamedNode) -> DocumentText | None:
    """Return a document with its words; None where the graph does not hold them.

    A graph stays as it is while it is open, so the documents that were read last are remembered.
    """
    memory = _memories.setdefault(store, {})
    if document in memory:
        return memory[document]
    read = _read(store, document)
    if read is not None:
        if len(memory) >= _REMEMBERED:
            del memory[next(iter(memory))]
        memory[document] = read
    return read


def _read(store: Store, document: NamedNode) -> DocumentText | None:
    rows = list(store.select(_DOCUMENT, {"document": document}).mappings())
    if not rows:
        return None
    said = rows[0]
    facts = _facts(store, document)
    starts = {fact.iri: fact.start for fact in facts}
    issued = to_plain(said["issued"]) if "issued" in said else None
    share = to_plain(said["share"]) if "share" in said else None
    return DocumentText(
        iri=document.value,
        title=_text(said.get("title")),
        text=_text(said.get("text")),
        facts=facts,
        starts=frozenset(_whole(start) for (start,) in store.select(_STARTS, {"document": document})),
        headings=_headings(store, document, starts),
        title_start=_whole(said["title_start"]) if "title_start" in said else None,
        file=_text(said.get("file")),
        number=_text(said.get("number")),
        issued=issued if isinstance(issued, date) else None,
        sha256=_text(said.get("sha256")),
        left_over_share=share if isinstance(share, Decimal) else Decimal(0),
        regions=_things(rows, "region"),
        publishers=_things(rows, "publisher"),
    )


def _facts(store: Store, document: NamedNode) -> tuple[Place, ...]:
    ranks = {BIZ(kind): rank for rank, kind in enumerate(KINDS)}
    found: dict[tuple[str, int, int], int] = {}  # a section is also told by its more special class
    for fact, kind, start, end in store.select(_FACTS, {"document": document}):
        if isinstance(fact, NamedNode) and isinstance(kind, NamedNode):
            place = (fact.value, _whole(start), _whole(end))
            found[place] = min(ranks[kind], found.get(place, len(KINDS)))
    order = sorted(found, key=lambda place: (place[1], -place[2], found[place], place[0]))
    return tuple(Place(iri, KINDS[found[iri, start, end]], start, end) for iri, start, end in order)


def _headings(store: Store, document: NamedNode, starts: Mapping[str, int]) -> tuple[Heading, ...]:
    found = (
        Heading(_text(number), _text(heading), starts[section.value])
        for section, number, heading in store.select(_HEADINGS, {"document": document})
        if isinstance(section, NamedNode) and section.value in starts
    )
    return tuple(sorted(found, key=lambda each: each.start))


def _things(rows: list[dict[str, Term]], name: str) -> tuple[NamedNode, ...]:
    found = (row.get(name) for row in rows)
    return tuple(dict.fromkeys(term for term in found if isinstance(term, NamedNode)))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _whole(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
