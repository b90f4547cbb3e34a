"""One fact with all that was understood of its words: who, until when, how much, and what goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from bizgraph.questions.answer import Citation
from bizgraph.questions.citing import cite, labels
from bizgraph.questions.context import sentence_before, sentence_behind
from bizgraph.questions.document_text import KINDS, document_text
from bizgraph.questions.fact import Duty, Fact, Figure, Loan, Named, Other
from bizgraph.rdf.vocabulary import BIZ, TYPE
from bizgraph.store.interface import Store, Term
from bizgraph.store.values import to_plain

OF_FACTS: Final = (*KINDS, "Borrowing")
_PREFIXES: Final = """
PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_SAID: Final = "SELECT ?name ?value WHERE { ?fact ?name ?value }"
_POINTING: Final = (
    _PREFIXES
    + """
SELECT ?name ?other WHERE {
  VALUES ?name { biz:addressedBy biz:hasTarget biz:hasOutcome biz:partOf } ?other ?name ?fact
}
"""
)
_DUTIES: Final = (
    _PREFIXES
    + """
SELECT ?unit ?role ?words WHERE {
  ?duty biz:responsibilityOf ?fact ; biz:assignee ?unit ; biz:role ?role ; biz:mention ?words ;
    prov:wasQuotedFrom/biz:start ?start .
} ORDER BY ?start ?unit
"""
)
_FIGURES: Final = (
    _PREFIXES
    + """
SELECT ?figure ?metric ?comparator ?value ?unit ?printed ?start WHERE {
  ?fact biz:quantity ?figure .
  ?figure biz:metric ?metric ; biz:comparator ?comparator ; biz:unit ?unit ; prov:wasQuotedFrom ?span .
  ?span biz:exact ?printed ; biz:start ?start .
  OPTIONAL { ?figure biz:value ?value }
} ORDER BY ?start ?metric
"""
)
_LOANS: Final = (
    _PREFIXES
    + """
SELECT ?loan ?measure ?practice ?evidence ?confidence ?here ?there ?rule WHERE {
  { ?loan biz:measure ?fact } UNION { ?loan biz:practice ?fact }
  UNION { ?loan a biz:Borrowing FILTER(?loan = ?fact) }
  ?loan biz:measure ?measure ; biz:practice ?practice ; biz:evidence ?evidence ; biz:confidence ?confidence ;
    biz:measureQuote ?here ; biz:practiceQuote ?there .
  OPTIONAL { ?loan biz:rule ?rule }
} ORDER BY DESC(?confidence) ?loan
"""
)
_LEADS: Final = (
    _PREFIXES + "SELECT DISTINCT ?unit WHERE { ?fact biz:partOf/biz:leadUnit ?unit } ORDER BY ?unit"
)
_PLACES: Final = (
    _PREFIXES
    + """
SELECT ?other ?place WHERE {
  { ?other biz:practisedBy|biz:practisedByUnit ?place }
  UNION { ?other biz:region ?place FILTER NOT EXISTS { ?other a biz:BenchmarkPractice } }
}
"""
)


def fact(store: Store, iri: NamedNode, language: str = "zh") -> Fact:
    """Return a fact with all that was understood of it; names of things are in `language`."""
    return _Reader(store, iri, language).fact()


class _Reader:
    """Reads one fact."""

    def __init__(self, store: Store, iri: NamedNode, language: str) -> None:
        self._store = store
        self._iri = iri
        self._language = language
        self._said: defaultdict[NamedNode, list[Term]] = defaultdict(list)
        for name, value in store.select(_SAID, {"fact": iri}):
            if isinstance(name, NamedNode) and value is not None:
                self._said[name].append(value)

    def fact(self) -> Fact:
        kind = _kind(self._said[TYPE])
        loans = self._loans() if kind in ("Measure", "BenchmarkPractice", "Borrowing") else ()
        quote = self._quote(kind, loans)
        before, behind = self._around(quote)
        others, named = self._related()
        due = [to_plain(value) for value in self._said[BIZ("deadline")]]
        return Fact(
            iri=self._iri.value,
            kind=kind,
            label=self._names([self._iri])[self._iri].label,
            quote=quote,
            before=before,
            behind=behind,
            values={
                name: _text(values[0])
                for name in ("number", "rule", "deadlineText", "reason", "leftOverKind", "text")
                if (values := self._said.get(BIZ(name)))
            },
            deadline=next((day for day in due if isinstance(day, date)), None),
            things=named,
            duties=self._duties(),
            leads_of_section=self._listed(unit for (unit,) in self._select(_LEADS)),
            figures=self._figures(),
            others=others,
            loans=loans,
        )

    def _select(self, query: str) -> Iterable[tuple[Term | None, ...]]:
        return self._store.select(query, {"fact": self._iri})

    def _names(self, things: Sequence[NamedNode]) -> dict[NamedNode, Named]:
        known = labels(self._store, [things], self._language)
        return {thing: Named(thing.value, known.get(thing, thing.value)) for thing in things}

    def _listed(self, things: Iterable[Term | None]) -> tuple[Named, ...]:
        return tuple(self._names([thing for thing in things if isinstance(thing, NamedNode)]).values())

    def _quote(self, kind: str, loans: Sequence[Loan]) -> Citation | None:
        if kind == "Borrowing":
            return loans[0].measure_quote if loans else None
        return next(iter(cite(self._store, [[self._iri]])), None)

    def _around(self, quote: Citation | None) -> tuple[str, str]:
        document = document_text(self._store, NamedNode(quote.document)) if quote else None
        if quote is None or document is None:
            return "", ""
        return sentence_before(document.text, quote.start), sentence_behind(document.text, quote.end)

    def _duties(self) -> tuple[Duty, ...]:
        rows = list(self._select(_DUTIES))
        names = self._names([unit for unit, _, _ in rows if isinstance(unit, NamedNode)])
        return tuple(
            Duty(names[unit], _local(role), _text(words))
            for unit, role, words in rows
            if isinstance(unit, NamedNode)
        )

    def _figures(self) -> tuple[Figure, ...]:
        rows = list(self._select(_FIGURES))
        units = self._names([row[4] for row in rows if isinstance(row[4], NamedNode)])
        return tuple(
            Figure(
                _iri(figure),
                _text(metric),
                _local(comparator),
                Decimal(value.value) if isinstance(value, Literal) else None,
                units[unit].label,
                _text(printed),
                _whole(start),
            )
            for figure, metric, comparator, value, unit, printed, start in rows
            if isinstance(unit, NamedNode)
        )

    def _related(self) -> tuple[dict[str, tuple[Other, ...]], dict[str, tuple[Named, ...]]]:
        """Return the facts that this one has to do with, and all other things that it names."""
        facts: defaultdict[str, list[NamedNode]] = defaultdict(list)
        things: dict[str, tuple[Named, ...]] = {}
        for name, values in self._said.items():
            if name in (BIZ("hasTarget"), BIZ("addressedBy"), BIZ("hasOutcome"), BIZ("partOf")):
                facts[_local(name)] += [value for value in values if isinstance(value, NamedNode)]
            elif name.value.startswith(BIZ.iri) and (listed := self._listed(values)):
                things[_local(name)] = listed
        for predicate, other in self._select(_POINTING):
            if isinstance(other, NamedNode):
                facts[f"of {_local(predicate)}"].append(other)
        everything = self._others([other for others in facts.values() for other in others])
        ordered = {
            name: tuple(sorted((everything[other] for other in others), key=_place))
            for name, others in facts.items()
        }
        return ordered, things

    def _others(self, things: Sequence[NamedNode]) -> dict[NamedNode, Other]:
        things = list(dict.fromkeys(things))
        rows = [[thing] for thing in things]
        quotes: dict[int, Citation] = {}
        for citation in cite(self._store, rows):
            quotes.setdefault(citation.row, citation)
        names = self._names(things)
        places: defaultdict[NamedNode, dict[NamedNode, None]] = defaultdict(dict)
        kinds: defaultdict[NamedNode, list[Term]] = defaultdict(list)
        if things:
            for other, place in self._store.select(_PLACES, {"other": things}):
                if isinstance(other, NamedNode) and isinstance(place, NamedNode):
                    places[other][place] = None
            for other, kind in self._store.select(
                "SELECT ?other ?kind WHERE { ?other a ?kind }", {"other": things}
            ):
                if isinstance(other, NamedNode) and kind is not None:
                    kinds[other].append(kind)
        return {
            thing: Other(
                thing.value,
                names[thing].label,
                _kind(kinds[thing]),
                quotes.get(row),
                self._listed(places[thing]),
            )
            for row, thing in enumerate(things)
        }

    def _loans(self) -> tuple[Loan, ...]:
        rows = list(self._select(_LOANS))
        ends = self._others([end for row in rows for end in row[1:3] if isinstance(end, NamedNode)])
        quotes = {
            citation.row: citation
            for citation in cite(self._store, [[span] for row in rows for span in row[5:7]])
        }
        return tuple(
            Loan(
                _iri(loan),
                ends[measure],
                ends[practice],
                quotes[2 * number],
                quotes[2 * number + 1],
                _local(evidence),
                Decimal(_text(confidence)),
                _text(rule),
            )
            for number, (loan, measure, practice, evidence, confidence, _, _, rule) in enumerate(rows)
            if isinstance(measure, NamedNode) and isinstance(practice, NamedNode)
        )


def _kind(kinds: Iterable[Term]) -> str:
    """Return the most special class of a fact; empty for what is none."""
    names = {_local(kind) for kind in kinds}
    return next((kind for kind in OF_FACTS if kind in names), "")


def _place(other: Other) -> tuple[str, int, str]:
    return (other.quote.file, other.quote.start, other.iri) if other.quote else ("", 0, other.iri)


def _local(term: Term | None) -> str:
    return _iri(term).removeprefix(BIZ.iri)


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""


def _whole(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
