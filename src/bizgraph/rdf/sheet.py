"""The sheet on which the facts of one document are written down as quads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.authority.identity import Region, Unit
from bizgraph.extract.facts import Document, RegionMention, UnitMention
from bizgraph.rdf.authorities import Triple, region_triples, unit_triples
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ, LABEL, QUOTED_FROM, SKOS, TYPE, integer, plain, shortened, words
from bizgraph.source.text import Quote, Text


class Sheet:
    """Collects the quads of one document.

    What the document says goes into the document's own graph. What it contributes to the knowledge that
    documents share (its units, the names it prints for them, its masked places) goes into the
    knowledge graph; no triple stands in both, since a query over both would count it twice.
    """

    def __init__(self, document: Document, text: Text, names: Namespaces) -> None:
        self.document = document
        self.names = names
        self.iri = names.document(document.id)
        self._graph = names.graph(document.id)
        self._knowledge = names.knowledge()
        self.source = text.source
        self._places = text.places
        self._quads: dict[Quad, None] = {}
        self._spans: set[NamedNode] = set()
        self._described: set[Region | Unit] = set()
        lengths = (len(line) + 1 for line in text.source.split("\n"))
        self._line_starts = list(accumulate(lengths, initial=0))

    def quads(self) -> tuple[Quad, ...]:
        """Return all that was written down, each quad once, in the order of writing."""
        return tuple(self._quads)

    def say(self, subject: NamedNode, predicate: NamedNode, *values: NamedNode | Literal) -> None:
        """Write triples into the document's graph."""
        self._quads.update((Quad(subject, predicate, value, self._graph), None) for value in values)

    def share(self, triples: Iterable[Triple]) -> None:
        """Write triples into the knowledge graph."""
        self._quads.update((Quad(s, p, o, self._knowledge), None) for s, p, o in triples)

    def thing(self, subject: NamedNode, *classes: str, label: str) -> None:
        """Write what every thing has: its classes and its label."""
        self.say(subject, TYPE, *map(BIZ, classes))
        self.say(subject, LABEL, words(shortened(label)))

    def part(self, subject: NamedNode, *classes: str, label: str) -> None:
        """Write what every part of the document has: its classes, its label and the document."""
        self.thing(subject, *classes, label=label)
        self.say(subject, BIZ("inDocument"), self.iri)

    def quoted(self, subject: NamedNode, quote: Quote, predicate: NamedNode = QUOTED_FROM) -> None:
        """Write where the words of a fact stand."""
        self.say(subject, predicate, self.span(quote))

    def span(self, quote: Quote) -> NamedNode:
        """Write a stretch of the file down, and return it."""
        span = self.names.span(self.document, quote)
        if span not in self._spans:
            self._spans.add(span)
            line = bisect_right(self._line_starts, quote.span.start)
            self.part(span, "Span", label=f"{line}: {shortened(quote.text, 24)}")
            self.say(span, BIZ("start"), integer(quote.span.start))
            self.say(span, BIZ("end"), integer(quote.span.end))
            self.say(span, BIZ("line"), integer(line))
            self.say(span, BIZ("exact"), plain(quote.original))
            place = self._places.at(quote.span.start)
            if place is not None:
                self.say(span, BIZ(place.kind), integer(place.number))
        return span

    def indicators(self, subject: NamedNode, first: Iterable[str], second: Iterable[str] = ()) -> None:
        """Write which indicators a fact is about."""
        self.say(subject, BIZ("indicator"), *map(self.names.indicator, first))
        self.say(subject, BIZ("subIndicator"), *map(self.names.indicator, second))

    def number(self, subject: NamedNode, number: str) -> None:
        """Write a number as printed, if there is one."""
        if number:
            self.say(subject, BIZ("number"), plain(number))

    def region(self, region: Region) -> NamedNode:
        """Describe a region, and return it."""
        if region not in self._described:
            self._described.add(region)
            self.share(region_triples(region, self.names))
        return self.names.region(region.id)

    def place(self, owner: NamedNode, predicate: str, mention: RegionMention) -> None:
        """Write that a fact names a region, and where it does."""
        region = self.region(mention.region)
        self._printed(region, mention.quote)
        self.say(owner, BIZ(predicate), region)
        self._mention(owner, region, mention.quote)

    def unit(self, owner: NamedNode, predicate: str, mention: UnitMention) -> None:
        """Write that a fact names a unit, and where it does."""
        unit = self.actor(mention)
        self.say(owner, BIZ(predicate), unit)
        self._mention(owner, unit, mention.quote)

    def actor(self, mention: UnitMention) -> NamedNode:
        """Describe a unit with the name printed for it, and return it."""
        unit = mention.unit
        iri = self.names.unit(unit.id)
        if unit not in self._described:
            self._described.add(unit)
            self.share(unit_triples(unit, self.names))
            if unit.region is not None:
                self.region(unit.region)
        self._printed(iri, mention.quote)
        return iri

    def _mention(self, owner: NamedNode, named: NamedNode, quote: Quote) -> None:
        iri = self.names.mention(owner, named, quote)
        self.part(iri, "Mention", label=quote.text)
        self.quoted(iri, quote)
        self.say(iri, BIZ("mentionedBy"), owner)
        self.say(iri, BIZ("refersTo"), named)
        self.say(iri, BIZ("mention"), words(quote.text))

    def _printed(self, subject: NamedNode, quote: Quote) -> None:
        """Every name that a document prints is an altLabel, the full name too (MODEL, Names)."""
        self.share([(subject, SKOS("altLabel"), words("".join(quote.text.split())))])
