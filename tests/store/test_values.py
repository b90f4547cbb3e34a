from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from bizgraph.store.interface import Term
from bizgraph.store.values import Plain, to_literal, to_plain

XSD = "http://www.w3.org/2001/XMLSchema#"


def _typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        (None, None),
        (NamedNode("http://e/中"), "http://e/中"),
        (BlankNode("b1"), "_:b1"),
        (Literal("深圳", language="zh"), "深圳"),
        (_typed("007", "integer"), 7),
        (_typed("0.50", "decimal"), Decimal("0.50")),
        (_typed("1e3", "double"), 1000.0),
        (_typed("1", "boolean"), True),
        (_typed("2022-10-31", "date"), date(2022, 10, 31)),
        (_typed("2022-13-31", "date"), "2022-13-31"),
        (_typed("viele", "integer"), "viele"),
        (_typed("maybe", "boolean"), "maybe"),
    ],
)
def test_terms_as_plain_values(term: Term | None, plain: Plain) -> None:
    assert to_plain(term) == plain


@pytest.mark.parametrize("value", ["a", 5, 1.5, True, Decimal("2.5"), date(2022, 1, 2)])
def test_plain_values_come_back(value: str | int | float | bool | Decimal | date) -> None:
    assert to_plain(to_literal(value)) == value
