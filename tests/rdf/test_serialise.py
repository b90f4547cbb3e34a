from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from bizgraph.rdf.identifiers import Namespaces, encoded
from bizgraph.rdf.serialise import from_nquads, in_order, to_nquads, to_trig, to_turtle
from bizgraph.rdf.vocabulary import day, decimal, shortened

NAMES = Namespaces()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NODES = TEXT.map(lambda text: NamedNode(NAMES.base + encoded(text)))
LITERALS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="zh")),
    st.tuples(TEXT, NODES).map(lambda pair: Literal(pair[0], datatype=pair[1])),
)
QUADS = st.lists(st.builds(Quad, NODES, NODES, st.one_of(NODES, LITERALS), NODES), max_size=8)


@given(QUADS, st.randoms())
def test_quads_come_back_from_nquads_whatever_their_order(quads: list[Quad], chance: Random) -> None:
    written = to_nquads(quads)
    assert set(from_nquads(written)) == set(quads)
    shuffled = [*quads, *quads]
    chance.shuffle(shuffled)
    assert to_nquads(shuffled) == written
    assert to_trig(shuffled, NAMES) == to_trig(quads, NAMES)
    assert to_turtle(shuffled, NAMES) == to_turtle(quads, NAMES)
    assert in_order(shuffled) == in_order(quads)


@given(QUADS)
def test_every_format_says_the_same(quads: list[Quad]) -> None:
    triples = {quad.triple for quad in quads}
    assert set(parse(to_trig(quads, NAMES), RdfFormat.TRIG)) == set(quads)
    assert {quad.triple for quad in parse(to_turtle(quads, NAMES), RdfFormat.TURTLE)} == triples


@given(TEXT, TEXT)
def test_identifiers_of_different_things_differ(one: str, two: str) -> None:
    same = NAMES.unit(one) == NAMES.unit(two)
    assert same == (one == two)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("360704/power-supply", "360704/power-supply"),
        ("xx市", "xx市"),
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("“三零”", "%E2%80%9C三零%E2%80%9D"),
        ("<>{}", "%3C%3E%7B%7D"),
    ],
)
def test_parts_of_identifiers(part: str, expected: str) -> None:
    assert encoded(part) == expected


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ("20000", "20000"),
        ("2E+4", "20000"),
        ("0.50", "0.5"),
        ("-0.0", "0"),
        ("1E-7", "0.0000001"),
        ("3.", "3"),
    ],
)
def test_decimals_have_one_spelling(value: str, spelling: str) -> None:
    assert decimal(Decimal(value)).value == spelling


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no spelling"):
        decimal(Decimal("NaN"))


def test_dates_and_labels() -> None:
    assert day(date(2022, 1, 2)).value == "2022-01-02"
    assert shortened("一 \n二") == "一 二"
    assert shortened("长" * 50, 10) == "长" * 9 + "…"
