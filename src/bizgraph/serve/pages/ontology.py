"""The vocabulary for people: classes, properties, lists of concepts, and what the shapes insist on."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Final

from bizgraph.graph import Graph
from bizgraph.rdf.terms import Ontology, Rule, Term, Words, read_ontology
from bizgraph.rdf.vocabulary import BIZ
from bizgraph.resources import ontology_dir
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply

_GRAVEST_FIRST: Final = ("Violation", "Warning", "Info")


def ontology(graph: Graph, visit: Visit) -> Reply:
    """Return the page."""
    known = read_ontology(ontology_dir(), graph.namespaces.base)
    return page(
        graph,
        visit,
        "ontology.html",
        known=known,
        properties_of={term.iri: _stated(known, term) for term in known.classes},
        rules_of=_rules(known.rules),
        own=BIZ.iri,
        words=lambda said: in_language(said, visit.language),
        other=lambda said: in_language(said, "en" if visit.language == "zh" else "zh"),
    )


def in_language(said: Words, language: str) -> str:
    """Return words in a language, in another where there are none."""
    return said.get(language) or next(iter(said.values()), "")


def _stated(known: Ontology, about: Term) -> tuple[Term, ...]:
    """Return the properties that things of a class may have by their domain."""
    return tuple(term for term in known.properties if about.iri in term.domain)


def _rules(rules: tuple[Rule, ...]) -> dict[str, list[Rule]]:
    """Return the rules by what they are about, the gravest first."""
    by_target = sorted(rules, key=lambda rule: (rule.target, _GRAVEST_FIRST.index(rule.severity)))
    return {target: list(found) for target, found in groupby(by_target, key=attrgetter("target"))}
