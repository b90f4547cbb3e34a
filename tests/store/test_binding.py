from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from bizgraph.errors import QueryError
from bizgraph.store.binding import bind, variables
from bizgraph.store.embedded import EmbeddedStore

E = "http://e/"
HEAD = "PREFIX : <http://e/>\n"
CASES = [
    tuple(part.strip() for part in line.rsplit("|", 2))
    for line in (Path(__file__).parent / "bindings.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _node(name: str) -> NamedNode:
    return NamedNode(E + name)


def _quads() -> list[Quad]:
    quads = [Quad(_node(f"r{i}"), _node("within"), _node("p"), _node("k")) for i in (1, 2)]
    for i in range(10):
        quads.append(Quad(_node(f"m{i}"), _node("region"), _node(f"r{i % 5}"), _node(f"g{i % 2}")))
        quads.append(Quad(_node(f"m{i}"), _node("text"), Literal(str(i)), _node(f"g{i % 2}")))
    return quads


STORE = EmbeddedStore.holding(_quads())


def test_all_cases_are_read() -> None:
    assert len(CASES) == 25


@pytest.mark.parametrize(("query", "names", "expected"), CASES)
def test_bound_variables_restrict_wherever_they_stand(query: str, names: str, expected: str) -> None:
    bindings = {name: _node("r1") for name in names.split()}
    if expected in ("true", "false"):
        assert STORE.ask(HEAD + query, bindings) is (expected == "true")
    elif query.startswith("SELECT"):
        assert len(list(STORE.select(HEAD + query, bindings))) == int(expected)
    else:
        assert len(list(STORE.construct(HEAD + query, bindings))) == int(expected)


# Any text that RDF can hold, more often than chance has it one that could end a string or a block.
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '"',
                "'",
                '"""',
                "\\",
                "\\u0022",
                "\\u007D",
                "\n",
                "\r",
                "}",
                "{",
                "#",
                ")",
                "(",
                "<",
                ">",
                "?v",
                "$v",
            ]
        ),
        st.sampled_from(
            [". } DROP ALL #", '"@zh', "^^<http://e/x>", "\u2028", "\x00", "\x7f", "\ufffe", "深圳"]
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
).map("".join)
ECHOES = (
    "SELECT ?v WHERE { BIND(1 AS ?x) }",
    "SELECT ?v WHERE { { SELECT ?v WHERE { BIND(1 AS ?x) } } }",
    "SELECT (SAMPLE(?v) AS ?w) (COUNT(*) AS ?n) WHERE { BIND(1 AS ?x) FILTER(BOUND(?v)) }",
)


@given(HOSTILE, st.sampled_from(["", "zh", "en-GB"]), st.sampled_from(ECHOES))
def test_any_text_comes_back_as_it_was(text: str, language: str, query: str) -> None:
    value = Literal(text, language=language) if language else Literal(text)
    rows = list(STORE.select(query, {"v": value}))
    assert [row[0] for row in rows] == [value]


@given(HOSTILE)
def test_text_of_a_datatype_comes_back_as_it_was(text: str) -> None:
    value = Literal(text, datatype=_node("type"))
    assert [row[0] for row in STORE.select("SELECT ?v { }", {"v": value})] == [value]


@given(HOSTILE, HOSTILE)
def test_two_values_do_not_mix(one: str, two: str) -> None:
    values = {"a": Literal(one), "b": Literal(two)}
    assert list(STORE.select("SELECT ?a ?b { }", values)) == [(Literal(one), Literal(two))]


@given(HOSTILE)
def test_text_in_strings_and_comments_of_the_query_is_left_alone(text: str) -> None:
    query = f"SELECT ?v ?w WHERE {{ BIND({Literal(text)} AS ?w) # {' '.join(text.split())} ?v {{\n }}"
    assert list(STORE.select(query, {"v": _node("x")})) == [(_node("x"), Literal(text))]


@pytest.mark.parametrize(
    ("query", "bindings", "reason"),
    [
        ("SELECT ?m { ?m ?p ?o }", {"region": _node("x")}, "no variable region; its variables are: m, o, p"),
        ("SELECT ?m { ?m ?p '?q' }", {"q": _node("x")}, "no variable q"),
        ("SELECT ?m { ?m ?p ?o }", {"m } #": _node("x")}, "cannot be the name"),
        ("SELECT ?m { ?m ?p ?o }", {"m": BlankNode()}, "not a blank node"),
        ("SELECT ?m { ?m ?p ?o }", {"m": "<http://e/x>"}, "not str"),
        ("CONSTRUCT WHERE { ?m ?p ?o }", {"m": _node("x")}, "cannot be given a value"),
        ("DESCRIBE ?m", {"m": _node("x")}, "cannot be given a value"),
        ("SELECT ?m {", {"m": _node("x")}, "cannot be given a value|not SPARQL"),
    ],
)
def test_what_cannot_be_bound_is_refused(query: str, bindings: dict[str, NamedNode], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        STORE.query(query, bindings)


@given(st.text(max_size=60))
def test_any_query_text_is_read_without_failing(query: str) -> None:
    assert bind(query, None) == query
    variables(query)
