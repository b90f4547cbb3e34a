"""Queries as they are written for Virtuoso; what it makes of them is in test_remote_questions.py."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.questions.saved import saved_queries
from bizgraph.store.embedded import EmbeddedStore
from bizgraph.store.paging import taken_apart
from bizgraph.store.virtuoso import for_virtuoso, rows_of

GROUPED = "SELECT ?a (MAX(?b) AS ?c) WHERE { ?a <a:b> ?b } GROUP BY ?a"


@pytest.mark.parametrize(
    ("query", "rewritten"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }", "SELECT ?a WHERE { ?a ?b ?c }"),
        (
            'SELECT (COALESCE(IRI(STRAFTER(MIN(?k), " ")), <a:b>) AS ?x) WHERE { ?a ?b ?k }',
            'SELECT ((IRI(STRAFTER(MIN(?k), " "))) AS ?x) WHERE { ?a ?b ?k }',
        ),
        ("SELECT (COALESCE(MIN(?k), 0) AS ?x) WHERE { }", "SELECT (COALESCE(MIN(?k), 0) AS ?x) WHERE { }"),
        (
            'SELECT (GROUP_CONCAT(?k; separator="、") AS ?x) WHERE { }',
            'SELECT (GROUP_CONCAT(?k; separator="~e38081~") AS ?x) WHERE { }',
        ),
        (
            'SELECT (GROUP_CONCAT(?k; separator="; ") AS ?x) WHERE { }',
            'SELECT (GROUP_CONCAT(?k; separator="; ") AS ?x) WHERE { }',
        ),
        (
            f"SELECT ?a ?c WHERE {{ ?a ?b ?d OPTIONAL {{ {GROUPED} }} }}",
            f"SELECT ?a ?c WHERE {{ ?a ?b ?d OPTIONAL {{ {{ {GROUPED} }} BIND(1 AS ?beside) }} }}",
        ),
        (f"SELECT * WHERE {{ OPTIONAL {{ {GROUPED} }} }}", f"SELECT * WHERE {{ OPTIONAL {{ {GROUPED} }} }}"),
        (
            "ASK { VALUES ?r { <a:b> } FILTER(EXISTS { VALUES ?r { <a:b> } ?w <a:c>* ?r }) }",
            "ASK { VALUES ?r { <a:b> } FILTER(EXISTS {  ?w <a:c>*  <a:b>  }) }",
        ),
        (
            "ASK { FILTER(EXISTS { VALUES ?r { <a:b> <a:c> } ?w <a:c>* ?r }) }",
            "ASK { FILTER(EXISTS { VALUES ?r { <a:b> <a:c> } ?w <a:c>* ?r }) }",
        ),
        ("ASK { ?a ?b ?c FILTER(?c <= 3) }", "ASK { ?a ?b ?c FILTER(IF((?c <= 3), true, false)) }"),
        ("ASK { ?a ?b ?c FILTER(?c < 3) }", "ASK { ?a ?b ?c FILTER(?c < 3) }"),
        ("ASK { FILTER(!BOUND(?c) || ?c >= 3) }", "ASK { FILTER(!BOUND(?c) || ?c >= 3) }"),
    ],
)
def test_rewriting(query: str, rewritten: str) -> None:
    assert for_virtuoso(query) == rewritten


@pytest.mark.parametrize("name", list(saved_queries()))
def test_what_is_rewritten_is_still_sparql(name: str) -> None:
    text = saved_queries()[name].text
    EmbeddedStore.holding([]).query(for_virtuoso(text))


def test_results_are_put_right() -> None:
    boolean = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1"}
    row = {
        "a": boolean,
        "b": {"type": "bnode", "value": "nodeID://b1"},
        "c": {"type": "literal", "value": "甲~e38081~乙 ~1~ nodeID://"},
    }
    (right,) = rows_of(json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [row]}}).encode())[
        "results"
    ]["bindings"]
    assert right["a"] == {**boolean, "type": "literal", "value": "true"}
    assert right["b"]["value"] == "b1"
    assert right["c"]["value"] == "甲、乙 ~1~ nodeID://"


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX : <a:> SELECT ?s ?o WHERE { ?s :p ?o }",
        "SELECT ?s ?o WHERE { ?s <a:p> ?o } ORDER BY DESC(?o) # the end",
        "SELECT ?s (COUNT(?o) AS ?o) WHERE { ?s <a:p> ?x . ?x <a:p>? ?o } GROUP BY ?s HAVING(COUNT(?o) > 0)",
        "SELECT * WHERE { VALUES ?s { <a:1> <a:3> } ?s <a:p> ?o }",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 7])
def test_pages_together_are_the_whole(query: str, size: int) -> None:
    quads = [Quad(NamedNode(f"a:{i % 5}"), NamedNode("a:p"), Literal(str(i % 7))) for i in range(30)]
    store = EmbeddedStore.holding(quads)
    whole = store.select(query)
    rows = list(whole)
    taken = taken_apart(query)
    paged = [
        row
        for offset in range(0, len(rows) + size, size)
        for row in store.select(taken.page(whole.variables, size, offset))
    ]
    assert sorted(map(str, paged)) == sorted(map(str, rows))


@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT { ?s <a:q> ?o } WHERE { ?s <a:p> ?o }", "CONSTRUCT WHERE { ?s <a:p> ?o }"],
)
def test_pages_of_triples_are_the_whole(query: str) -> None:
    store = EmbeddedStore.holding(
        Quad(NamedNode(f"a:{i}"), NamedNode("a:p"), Literal(str(i))) for i in range(9)
    )
    taken = taken_apart(query)
    pages = (store.construct(taken.page(taken.template_variables, 4, offset)) for offset in (0, 4, 8))
    assert {triple for page in pages for triple in page} == set(store.construct(query))


@pytest.mark.parametrize("end", ["LIMIT 3", "OFFSET 1", "VALUES ?s { <a:b> }"])
def test_what_cannot_be_paged(end: str) -> None:
    assert not taken_apart(f"SELECT ?s WHERE {{ ?s ?p ?o }} {end}").can_be_paged
    assert not taken_apart("SELECT ?s FROM <a:b> WHERE { ?s ?p ?o }").can_be_paged
