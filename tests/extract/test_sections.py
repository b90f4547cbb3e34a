"""Sections of small plans, each a file in tests/data/extract/sections beside what it must give."""

from __future__ import annotations

import pytest

from bizgraph.extract.facts import Responsibility, Role
from bizgraph.extract.roles import Roles
from bizgraph.extract.sections import SectionBook

from .examples import Snippet, context_of, roles, snippets

SNIPPETS = snippets("sections")


def test_number_of_snippets() -> None:
    assert len(SNIPPETS) == 7


@pytest.mark.parametrize("snippet", SNIPPETS, ids=str)
def test_snippet(snippet: Snippet) -> None:
    assert snippet.told() == snippet.expected


def test_each_unit_has_a_role_once() -> None:
    context = context_of("开办企业市税务局市市场监管局")
    book = SectionBook(context)
    section = book.add_quoted(context.quote(0, 4), "一、", ("starting-a-business",))
    tax, market = context.unit(4, 8), context.unit(8, 14)
    book.assign(section, Roles(0, (Responsibility(tax, Role.LEAD),)))
    book.assign(section, Roles(0, (Responsibility(tax, Role.LEAD), Responsibility(market, Role.PARTNER))))
    (found,) = book.all()
    assert roles(found.responsibilities) == {
        "lead": ["市税务局"],
        "partner": ["市市场监管局"],
        "responsible": [],
    }
    assert book.key_of(("starting-a-business",)) == found.key
    assert book.key_of(("paying-taxes",)) is None
    assert book.key_of(()) is None
