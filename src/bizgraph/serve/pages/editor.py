"""The SPARQL editor: saved questions as examples, completion for our vocabulary, results with sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from bizgraph.errors import QueryError, UnknownThingError
from bizgraph.graph import Graph
from bizgraph.questions.saved import SavedQuery, saved_queries
from bizgraph.rdf.serialise import prefixes
from bizgraph.rdf.terms import Term, read_ontology
from bizgraph.resources import ontology_dir
from bizgraph.serve.pages.ontology import in_language
from bizgraph.serve.pages.rendering import page, thing_address
from bizgraph.serve.pages.visit import Visit
from bizgraph.serve.pages.words import words
from bizgraph.serve.sparql.formats import GRAPHS, RESULTS
from bizgraph.serve.work.reply import Reply
from bizgraph.store.binding import bind

# The editor's library writes a style attribute into the tooltips of its own error marks, and nowhere else.
# That is forbidden, as everywhere; the page says what is wrong below the text instead. So it needs nothing
# beyond what all pages have. What it sets by script (CSSOM) no policy forbids.
_THINGS: Final = "SELECT ?thing WHERE { }"
_MOST: Final = 1_000  # things whose names are asked for at a time
_KINDS: Final = ("indicator", "region", "unit", "function", "document")
_FIRST: Final = "documents"  # the saved question that stands in the editor when nothing is asked


@dataclass(frozen=True, slots=True)
class Example:
    """A saved question: its name, and its title in the visitor's language."""

    name: str
    title: str


def editor(graph: Graph, visit: Visit) -> Reply:
    """Return the page, with the query asked for, a saved question, or the first of these."""
    wanted = visit.value("example")
    query = visit.value("query") or _example(graph, visit, wanted or _FIRST)
    return page(
        graph,
        visit,
        "editor.html",
        query=query,
        wanted=wanted,
        examples=_examples(visit.language),
        results=RESULTS,
        graphs=GRAPHS,
        texts={key: said[visit.language] for key, said in words("editor")["script"].items()},
    )


def _examples(language: str) -> Mapping[str, list[Example]]:
    """Return the saved questions by their first tag."""
    by_tag: dict[str, list[Example]] = {}
    for query in saved_queries().values():
        title = query.titles.get(language) or query.name
        by_tag.setdefault(query.tags[0] if query.tags else "", []).append(Example(query.name, title))
    return dict(sorted(by_tag.items()))


def _example(graph: Graph, visit: Visit, name: str) -> str:
    """Return a saved question as SPARQL, its parameters with the values they have unless others are given.

    Where the graph has no such thing as a parameter's value, it has none. Raises QueryError.
    """
    query = saved_queries().get(name)
    if query is None:
        raise QueryError(f"no saved question is called {name!r}; /queries lists them")
    title = query.titles.get(visit.language) or query.name
    return f"# {title}\n{bind(_body(query), _defaults(graph, query))}".rstrip() + "\n"


def _defaults(graph: Graph, query: SavedQuery) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for parameter in query.parameters:
        if parameter.default:
            try:
                values[parameter.name] = graph.meaning(parameter, parameter.default)
            except UnknownThingError:
                continue
    return values


def _body(query: SavedQuery) -> str:
    """Return a saved question without its head, which is for lists of questions."""
    lines = (line for line in query.text.splitlines() if not line.startswith("#+"))
    return "\n".join(lines).strip()


def example(graph: Graph, visit: Visit) -> Reply:
    """Return the text of one saved question, for the editor's list of examples."""
    return Reply.of(_example(graph, visit, visit.value("name")).encode(), "text/plain; charset=utf-8")


def vocabulary(graph: Graph, visit: Visit) -> Reply:
    """Return what may be completed: prefixes, classes, properties, and things of the graph by name."""
    known = read_ontology(ontology_dir(), graph.namespaces.base)
    shared = prefixes(graph.namespaces)
    return Reply.json(
        {
            "prefixes": shared,
            "classes": [_completion(graph, visit, term) for term in known.classes],
            "properties": [_completion(graph, visit, term) for term in known.properties],
            "individuals": [_completion(graph, visit, term) for term in known.individuals],
            "things": [
                {"kind": kind, "iri": held.iri.value, "label": held.label}
                for kind in _KINDS
                for held in graph.held(kind, language=visit.language)
            ],
        }
    )


def _completion(graph: Graph, visit: Visit, term: Term) -> dict[str, str]:
    return {
        "name": graph.shortened(term.iri),
        "label": in_language(term.labels, visit.language),
        "about": in_language(term.definitions, visit.language),
    }


def named_things(graph: Graph, visit: Visit, body: bytes) -> Reply:
    """Return the names, pages and sentences of things of a result, whose IRIs are a list of JSON.

    Raises QueryError where it is none, or too long a one.
    """
    iris = _iris(body)
    if not iris:
        return Reply.json({"things": {}})
    answer = graph.query(bind(_THINGS, {"thing": iris}), language=visit.language)
    sources: dict[str, dict[str, Any]] = {}
    for source in answer.sources:
        thing = answer.rows[source.row][0]
        if isinstance(thing, NamedNode) and thing.value not in sources:
            place = f"{thing_address(graph, visit, source.document)}#c{source.start}"
            sources[thing.value] = {
                "quote": source.quote,
                "file": source.file,
                "line": source.line,
                "href": place,
            }
    return Reply.json(
        {
            "things": {
                iri.value: {
                    "label": answer.labels.get(iri) or graph.shortened(iri.value),
                    "href": thing_address(graph, visit, iri),
                    "source": sources.get(iri.value),
                }
                for iri in iris
            }
        }
    )


def _iris(body: bytes) -> list[NamedNode]:
    try:
        texts = json.loads(body)
        if not isinstance(texts, list) or len(texts) > _MOST:
            raise QueryError(f"send a list of at most {_MOST} IRIs")
        return [NamedNode(text) for text in dict.fromkeys(texts)]
    except (ValueError, TypeError) as error:
        raise QueryError(f"this is no list of IRIs in JSON: {error}") from error
