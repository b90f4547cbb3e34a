"""Holds the quads of a document against the shapes, and looks up where in the file each finding belongs.

pySHACL is the reference. A build lets the faster engine `shacl` go over a document first, and takes its word
where it finds no violation; `Shapes(path, gate=False)`, with which `bizgraph validate` and the tests work,
has pySHACL go over everything. That both come to the same is tested: see `bizgraph.rdf.engines`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from bizgraph.rdf.engines import results
from bizgraph.rdf.report import Finding, Place, Report, Result, Severity, render
from bizgraph.rdf.shapes import Shapes, Wording, shown
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL, QUOTED_FROM, SKOS, TYPE

__all__ = ["Finding", "Knowledge", "Place", "Report", "Severity", "Shapes", "render", "validate_document"]

_FOLLOWED: Final = frozenset({BIZ("within"), BIZ("region"), BIZ("function"), SKOS("broader")})
_QUOTES: Final = (
    QUOTED_FROM,
    BIZ("measureQuote"),
    BIZ("publisherQuotedFrom"),
    BIZ("titleQuotedFrom"),
)
_NAMING: Final = (BIZ("assignee"), BIZ("refersTo"), DCTERMS("publisher"), BIZ("region"))
_NAMELESS: Final = Wording()


class Knowledge:
    """What is known beside documents, ready to be looked up by what it is about."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._about: defaultdict[object, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            self._about[quad.subject].append(quad)

    def behind(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return what is known of the things that quads refer to, and of the places and kinds above them."""
        waiting = [q.object for q in quads if q.predicate != TYPE and isinstance(q.object, ox.NamedNode)]
        seen: set[object] = set()
        found: list[ox.Quad] = []
        while waiting:
            thing = waiting.pop()
            if thing in seen or str(thing).startswith(f"<{BIZ.iri}"):
                continue
            seen.add(thing)
            for quad in self._about.get(thing, ()):
                found.append(quad)
                if quad.predicate in _FOLLOWED and isinstance(quad.object, ox.NamedNode):
                    waiting.append(quad.object)
        return found


def validate_document(quads: Iterable[ox.Quad], knowledge: Knowledge, shapes: Shapes) -> Report:
    """Hold all quads of one document, and what is known of the things they refer to, against the shapes."""
    own = tuple(quads)
    found = results((*own, *knowledge.behind(own)), shapes)
    if not found:
        return Report(())
    reader = _Reader(own, shapes)
    return Report(tuple(sorted(map(reader.finding, found), key=_rank)))


def _rank(finding: Finding) -> tuple[object, ...]:
    line = finding.place.start if finding.place else -1
    order = list(Severity).index(finding.severity)
    return order, line, finding.focus_node, finding.shape, finding.path, finding.value


class _Reader:
    """Reads the results of an engine, and looks up what the document says of the things they are about."""

    def __init__(self, quads: Iterable[ox.Quad], shapes: Shapes) -> None:
        self._shapes = shapes
        self._said = ox.Dataset(quads)

    def finding(self, result: Result) -> Finding:
        """Return what a result says, with the place in the file that it belongs to."""
        wording = self._shapes.wordings.get(result.shape, _NAMELESS)
        messages = {**result.messages, **wording.messages}
        english = messages.get("en") or messages.get(None) or ""
        return Finding(
            severity=result.severity,
            focus_node=result.focus_node,
            path=wording.path or result.path,
            value=result.value,
            shape=shown(result.shape),
            message_zh=messages.get("zh") or english,
            message_en=english,
            label=self._one(result.focus_node, LABEL),
            rule=self._one(result.focus_node, BIZ("rule")),
            place=self._place(result.focus_node),
        )

    def _one(self, subject: str, predicate: ox.NamedNode) -> str:
        about = self._said.quads_for_subject(_node(subject))
        return min((_text(quad.object) for quad in about if quad.predicate == predicate), default="")

    def _span(self, fact: str) -> str:
        if self._one(fact, BIZ("start")):
            return fact
        spans = (self._one(fact, predicate) for predicate in _QUOTES)
        return next(filter(None, spans), "")

    def _place(self, focus: str) -> Place | None:
        span = self._span(focus) or self._span(self._naming(focus))
        line, start, end = (self._one(span, BIZ(name)) for name in ("line", "start", "end"))
        if not (line.isdecimal() and start.isdecimal() and end.isdecimal()):
            return None
        return Place(int(line), int(start), int(end), self._one(span, BIZ("exact")))

    def _naming(self, named: str) -> str:
        """Return the fact that names a thing of the knowledge that documents share."""
        facts = (
            (_NAMING.index(quad.predicate), _text(quad.subject))
            for quad in self._said.quads_for_object(_node(named))
            if quad.predicate in _NAMING
        )
        return min(facts, default=(0, ""))[1]


def _node(iri: str) -> ox.NamedNode | ox.BlankNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return ox.BlankNode()  # of a node without an IRI nothing can be looked up


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
