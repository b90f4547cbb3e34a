"""What documents state and whatever it refers to, each relation an edge.

Where the graph makes a thing of a relation to say more of it, the edge has it as attributes: a borrowing's
evidence, confidence and quotations; the words by which a document names a unit, and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from bizgraph.export.network import Edge
from bizgraph.export.views.describing import Place, describe, labels, places, selected
from bizgraph.export.views.parts import Parts, Request, relation, rows
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, SKOS
from bizgraph.store.values import to_plain

_STATED: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?thing WHERE {
  ?thing biz:inDocument ?document ; a ?class .
  FILTER(?class IN (biz:Statement, biz:Section, biz:TaskForce))
}
"""
_RELATED: Final = "SELECT ?thing ?predicate ?value WHERE { ?thing ?predicate ?value FILTER(isIRI(?value)) }"
_BORROWINGS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
SELECT ?borrowing ?measure ?practice ?evidence ?confidence ?measure_quote ?practice_quote WHERE {
  ?borrowing biz:measure ?measure ; biz:practice ?practice ; biz:evidence ?evidence ;
    biz:confidence ?confidence ; biz:measureQuote ?measure_quote ; biz:practiceQuote ?practice_quote .
}
"""
_MENTIONS: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?responsibility ?thing ?role ?unit ?span WHERE {
  ?responsibility biz:responsibilityOf ?thing ; biz:role ?role ; biz:assignee ?unit ;
    prov:wasQuotedFrom ?span .
}
"""
_OF_STATEMENTS: Final = frozenset(
    BIZ(name)
    for name in [
        "addressedBy",
        "benchmarksAgainst",
        "borrowsPractice",
        "champion",
        "comparedWith",
        "deputyLeader",
        "hasOutcome",
        "hasTarget",
        "inDocument",
        "indicator",
        "leadUnit",
        "leader",
        "memberUnit",
        "officeUnit",
        "partOf",
        "partnerUnit",
        "practisedBy",
        "practisedByUnit",
        "quantity",
        "region",
        "responsibleUnit",
        "subIndicator",
    ]
)
_OF_THINGS: Final = frozenset(
    {BIZ("function"), BIZ("within"), BIZ("region"), SKOS("broader"), DCTERMS("publisher")}
)
_ANSWERABLE: Final = "responsibleUnit"
_ROLES: Final = frozenset({"leadUnit", "partnerUnit", _ANSWERABLE})

_Tie: TypeAlias = tuple[NamedNode, str, NamedNode]
_Said: TypeAlias = Mapping[_Tie, Mapping[str, object]]


def full(request: Request) -> Parts:
    """Return all statements, sections and task forces, what they refer to, and what that refers to."""
    scope = request.scope.statements(request.store)
    stated = _with_borrowers({row["thing"] for row in rows(request, _STATED)} & scope, request)
    told = set(_ties(request, stated, _OF_STATEMENTS))
    referred = {thing for _, _, thing in told} - stated
    told |= set(_ties(request, referred, _OF_THINGS))
    known = stated | {end for source, _, target in told for end in (source, target)}
    told |= {tie for tie in _ties(request, known - stated - referred, _OF_THINGS) if tie[2] in known}
    borrowings, lent = _borrowings(request, stated)
    responsibilities, named = _mentions(request, stated)
    edges = tuple(_edges(request, told, borrowings, responsibilities))
    nodes = describe(request.store, known, request.identify, request.language)
    return Parts(tuple(nodes.values()), edges, frozenset(known | lent | named))


def _with_borrowers(stated: set[NamedNode], request: Request) -> set[NamedNode]:
    """Add the measures that borrow practices, and the practices that measures borrow."""
    pairs = [{row["measure"], row["practice"]} for row in rows(request, _BORROWINGS)]
    return stated.union(*(pair for pair in pairs if not pair.isdisjoint(stated)))


def _ties(request: Request, things: Iterable[NamedNode], predicates: frozenset[NamedNode]) -> Iterator[_Tie]:
    ordered = sorted(things, key=lambda thing: thing.value)
    for thing, predicate, value in selected(request.store, _RELATED, "thing", ordered):
        if predicate in predicates and isinstance(thing, NamedNode) and isinstance(value, NamedNode):
            assert isinstance(predicate, NamedNode)
            yield thing, predicate.value.replace("#", "/").rpartition("/")[2], value


def _edges(request: Request, told: set[_Tie], borrowings: _Said, responsibilities: _Said) -> Iterator[Edge]:
    """Yield an edge a relation; that a unit is responsible goes without saying where it leads or partners."""
    roles = {(thing, unit) for thing, role, unit in told if role in _ROLES - {_ANSWERABLE}}
    for source, kind, target in told:
        tie = (source, kind, target)
        if kind == "borrowsPractice":
            yield relation(request, *tie, borrowings.get(tie, {}))
        elif kind not in _ROLES:
            yield relation(request, *tie)
        elif kind != _ANSWERABLE or (source, target) not in roles:
            yield relation(request, *tie, responsibilities.get(tie, {}))


def _borrowings(request: Request, stated: set[NamedNode]) -> tuple[_Said, set[NamedNode]]:
    """Return what is said of each borrowing, by measure and practice, and the borrowings themselves."""
    found = [row for row in request.store.select(_BORROWINGS).mappings() if row["measure"] in stated]
    quotes = ("measure_quote", "practice_quote")
    spans = places(request.store, _things(row[name] for row in found for name in quotes))
    kinds = labels(request.store, _things(row["evidence"] for row in found), request.language)
    said: dict[_Tie, Mapping[str, object]] = {}
    for row in found:
        record, measure, practice = _things(row[name] for name in ("borrowing", "measure", "practice"))
        said[measure, "borrowsPractice", practice] = {
            "iri": record.value,
            "confidence": to_plain(row["confidence"]),
            "evidence": kinds[next(_things([row["evidence"]]))],
        } | {name: _cited(spans[next(_things([row[name]]))]) for name in quotes}
    return said, set(_things(row["borrowing"] for row in found))


def _mentions(request: Request, stated: set[NamedNode]) -> tuple[_Said, set[NamedNode]]:
    """Return the words that give units their roles, by thing, role and unit, and where these stand."""
    found = [row for row in rows(request, _MENTIONS) if row["thing"] in stated]
    spans = places(request.store, (row["span"] for row in found))
    said: dict[_Tie, Mapping[str, object]] = {}
    for row in sorted(found, key=lambda row: (spans[row["span"]].file, spans[row["span"]].start)):
        place = spans[row["span"]]
        where = {"mention": place.words, "file": place.file, "line": place.line}
        role = row["role"].value.removeprefix(BIZ.iri).removesuffix("Role") + "Unit"
        said.setdefault((row["thing"], role, row["unit"]), where | {"start": place.start, "end": place.end})
    return said, {row["responsibility"] for row in found}


def _cited(place: Place) -> str:
    return f"{place.words} ({place.file}:{place.line})"


def _things(terms: Iterable[object]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))
