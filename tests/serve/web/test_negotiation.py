from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.web.negotiation import Offer, accepted, named, negotiated

OFFERS: Final = (
    Offer("json", ("application/sparql-results+json", "application/json")),
    Offer("csv", ("text/csv",), ("comma",), {"charset": "utf-8", "header": "present"}),
    Offer("tsv", ("text/tab-separated-values",), (), {"charset": "utf-8"}),
)
JSON: Final = "application/sparql-results+json"
CSV: Final = "text/csv; charset=utf-8; header=present"
TSV: Final = "text/tab-separated-values; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("application/json", "application/json"),
        ("text/*", CSV),
        ("text/*, text/csv;q=0.5", TSV),
        ("text/*;q=0.2, */*;q=0.1", CSV),
        ("*/*, text/tab-separated-values", TSV),
        ("text/csv;q=0.5, application/json;q=0.4", CSV),
        ("text/csv;q=0.4, application/json;q=0.5", "application/json"),
        ("text/csv;q=0, */*;q=0.1", JSON),
        ("text/csv;header=present", CSV),
        ("text/csv;header=absent", None),
        ("text/csv; charset=UTF-8", CSV),
        ("text/csv; charset=gbk, */*;q=0.1", JSON),
        ("text/csv;unheard=of", CSV),
        ("text/csv;q=.8", CSV),
        ('text/csv;x="a,b;q=0", text/tab-separated-values;q=0.1', CSV),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html, image/gif, *; q=.2, */*; q=.2", JSON),
        ("text/csv;q=much", JSON),
        ("text/csv;q=1.5, text/tab-separated-values", TSV),
        ("/, ;;, text/", JSON),
        ('"', JSON),
        ("*/csv", JSON),
        ("a" * 5_000, JSON),
    ],
)
def test_what_is_liked_best_is_chosen(accept: str | None, content_type: str | None) -> None:
    chosen = negotiated(accept, OFFERS)
    assert (chosen and chosen.content_type) == content_type


@pytest.mark.parametrize(
    ("name", "offer"), [("csv", "csv"), ("Comma", "csv"), ("application/json", "json"), ("xlsx", None)]
)
def test_formats_have_short_names(name: str, offer: str | None) -> None:
    chosen = named(name, OFFERS)
    assert (chosen and chosen.name) == offer


@given(st.text(max_size=200))
def test_any_header_is_survived(accept: str) -> None:
    chosen = negotiated(accept, OFFERS)
    assert chosen is None or chosen.name in {offer.name for offer in OFFERS}
    assert all(0 <= each.quality <= 1 for each in accepted(accept))


@given(
    st.permutations(
        ["text/csv;q=0.3", "text/tab-separated-values;q=0.7", "application/json;q=0.5", "*/*;q=0.1"]
    )
)
def test_the_order_of_what_is_accepted_does_not_matter(ranges: list[str]) -> None:
    assert negotiated(", ".join(ranges), OFFERS) == negotiated("text/tab-separated-values", OFFERS)
