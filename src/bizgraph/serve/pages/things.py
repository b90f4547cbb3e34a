"""The page of a thing: one for each kind that people ask for, and a plain one for all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode

from bizgraph.errors import UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.answer import Citation
from bizgraph.questions.facts_of import OF_FACTS
from bizgraph.questions.things import Referring, Saying, Thing
from bizgraph.serve.pages.document import document_page
from bizgraph.serve.pages.facts import fact_page
from bizgraph.serve.pages.indicator import indicator
from bizgraph.serve.pages.region import region
from bizgraph.serve.pages.rendering import page
from bizgraph.serve.pages.unit import function, unit
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.work.reply import Reply
from bizgraph.store.binding import bind

# None where the page has nothing to say of a thing that the plain one does not.
ThingPage = Callable[[Graph, Visit, NamedNode], Reply | None]

PAGES_OF: Final[Mapping[str, ThingPage]] = {  # by the local name of the class in the ontology
    "PolicyDocument": document_page,
    "Region": region,
    "Indicator": indicator,
    "Unit": unit,
    **dict.fromkeys(OF_FACTS, fact_page),
}

_THEMSELVES: Final = "SELECT ?thing WHERE { }"
_POINTING: Final = "SELECT ?subject ?property WHERE {\n  ?subject ?property ?thing\n}\nLIMIT 10000"
_SHOWN: Final = 30  # of the things that refer to one by one property; the endpoint gives all
_QUOTED: Final = 12  # sentences of the thing itself


@dataclass(frozen=True, slots=True)
class Referrer:
    """A thing that refers to another, with the sentences it stands on."""

    iri: str
    label: str
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that refer to another by one property, `size` in all: the first of them."""

    property: str
    kind: str
    size: int
    members: tuple[Referrer, ...]


def thing_page(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return the page of a thing that the graph speaks of."""
    for kind in graph.kinds(iri):
        shown = PAGES_OF.get(kind)
        if shown is not None and (made := shown(graph, visit, iri)) is not None:
            return made
    if iri.value.startswith(graph.namespaces.function("").value):  # a concept, of no class of the ontology
        return function(graph, visit, iri)
    return plain(graph, visit, iri)


def plain(graph: Graph, visit: Visit, iri: NamedNode) -> Reply:
    """Return a page with all that is said of a thing, and of what it is a graph."""
    known = _known(graph, visit, iri)
    sources = _cited(graph, visit, [iri])[0]
    census = graph.census(iri)
    return page(
        graph,
        visit,
        "thing.html",
        label=graph.label(iri.value, language=visit.language).removeprefix(graph.namespaces.base),
        known=known,
        sayings=_by_property(known.sayings),
        sources=sources[:_QUOTED],
        groups=_groups(graph, visit, known.referring),
        all_referring=bind(_POINTING, {"thing": iri}),
        census=census,
        census_kinds=[
            (graph.label(kind.value, language=visit.language), kind, count)
            for kind, count in (census.kinds if census else ())
        ],
    )


def _known(graph: Graph, visit: Visit, iri: NamedNode) -> Thing:
    """Return what is known of a thing; of what only names a graph, that is nothing."""
    try:
        return graph.show(iri.value, language=visit.language)
    except UnknownThingError:
        return Thing(iri.value, graph.label(iri.value, language=visit.language), (), (), (), ())


def _by_property(sayings: Sequence[Saying]) -> list[tuple[str, list[Saying]]]:
    """Return what is said, all values of one property together."""
    return [(name, list(said)) for name, said in groupby(sayings, key=lambda saying: saying.property)]


def _groups(graph: Graph, visit: Visit, referring: Sequence[Referring]) -> list[Group]:
    """Return the things that refer to one, by property and kind, with the sentences of those shown."""
    together: dict[tuple[str, str], dict[str, Referring]] = {}
    for each in referring:
        together.setdefault((each.property, each.kind), {}).setdefault(each.iri, each)
    shown = {key: list(members.values())[:_SHOWN] for key, members in together.items()}
    every = list(dict.fromkeys(NamedNode(each.iri) for members in shown.values() for each in members))
    cited = dict(zip(every, _cited(graph, visit, every), strict=True))
    return [
        Group(
            property_,
            kind,
            len(together[property_, kind]),
            tuple(Referrer(each.iri, each.label, cited[NamedNode(each.iri)]) for each in members),
        )
        for (property_, kind), members in shown.items()
    ]


def _cited(graph: Graph, visit: Visit, things: Sequence[NamedNode]) -> list[tuple[Citation, ...]]:
    """Return the sentences that each of some things stands on."""
    if not things:
        return []
    answer = graph.query(bind(_THEMSELVES, {"thing": things}), language=visit.language)
    by_thing: dict[object, list[Citation]] = {}
    for source in answer.sources:
        by_thing.setdefault(answer.rows[source.row][0], []).append(source)
    return [tuple(by_thing.get(thing, ())) for thing in things]
