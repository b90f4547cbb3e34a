from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.store.syntax import fault

# A bar stands before the token at which a query stops being SPARQL; what follows it is found there.
BARRED = [
    "SELECT * WHERE { ?s ?p |}",
    "|SELCT ?x {}",
    "SELECT ?x |WHER { ?x ?y ?z }",
    "SELECT * {\n  ?区域 |biz:指标 '未完'\n}",
    "SELECT * { ?s ?p ?o }|}",
    "SELECT * { ?s ?p ?o } |; SELECT * {}",
    "SELECT * { { ?s ?p ?o } UNION |}",
    "SELECT ?x WHERE { ?x ?y ?z |?w }",
    "ASK { ?x ?y ?z |?w }",
    "SELECT ?x WHERE { ?x ?y ?z } LIMIT |x",
    "SELECT ?x WHERE { ?x ?y ?z } ORDER |?x",
    "SELECT |COUNT(*) WHERE {?s ?p ?o}",
    "SELECT ?s WHERE {?s |<rel> ?o}",
    "SELECT * WHERE { ?s ?p ?o FILTER(?o = 1 && |) }",
    "SELECT * WHERE { ?s ?p ?o FILTER(?o |& 1) }",
    "SELECT * WHERE { ?s ?p ?o # }\n",
    "SELECT * { ?s ?p ?o ",
    "",
]


@pytest.mark.parametrize("barred", BARRED)
def test_the_first_token_that_cannot_stand_is_found(barred: str) -> None:
    before, bar, after = barred.partition("|")
    found = fault(before + after)
    assert found is not None
    if bar:
        assert (found.line, found.column) == (before.count("\n") + 1, len(before.split("\n")[-1]) + 1)
        assert found.found
        assert after.startswith(found.found)
    else:
        assert found.found == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x WHERE { ?x ?y ?z ?w }", {",", ".", ";", "{", "}", "a keyword"}),
        ("SELECT ?x WHERE { ?x ?y ?z } LIMIT x", {"a number"}),
        ("PREFIX x y", {":"}),
        ("SELECT ?x { ?x ?y ?z FILTER(?x ?y) }", {"an operator", ")", "a keyword"}),
    ],
)
def test_what_may_stand_there_is_told(query: str, expected: set[str]) -> None:
    found = fault(query)
    assert found is not None
    assert expected <= set(found.expected)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?x { ?x ?y ?z } GROUP BY ?y", "The SELECT contains a variable that is unbound"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "Duplicated variable name in SELECT"),
        ("SELECT ?x { ?x ?y ?z BIND(1 AS ?z) }", "what stands before this does not fit together"),
    ],
)
def test_what_does_not_fit_together_is_told(query: str, reason: str) -> None:
    found = fault(query)
    assert found is not None
    assert found.reason.startswith(reason)


@pytest.mark.parametrize("query", ["SELECT * {}", "ASK { <urn:a> a ?x }", "SELECT (<urn:f>(1) AS ?x) {}"])
def test_a_query_without_fault_has_none(query: str) -> None:
    assert fault(query) is None


def test_relative_iris_are_no_fault_with_a_base() -> None:
    assert fault("ASK { <a> <b> <c> }", "http://example.org/") is None


@given(st.text(max_size=40))
def test_a_fault_is_in_the_query(query: str) -> None:
    found = fault(f"SELECT * {{ {query}")
    if found is not None:
        lines = f"SELECT * {{ {query}".split("\n")
        assert 1 <= found.line <= len(lines)
        assert lines[found.line - 1][found.column - 1 :].startswith(found.found.split("\n")[0])
