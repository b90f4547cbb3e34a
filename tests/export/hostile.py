"""Graphs that try to break a writer, for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from bizgraph.export.network import Edge, Node, PropertyGraph

NASTY = (
    "深圳市",
    "<b>&amp;\"'</b>",
    "]]>",
    "-->",
    "a;b|c,d\te",
    "first\nsecond\r\nthird",
    "\x00\x07\x1b[0m\x7f\x85\ufffe\ud800",
    "\\N \\n \\",
    "{{x}} [[y]] #z",
    "=1+1",
    " padded ",
    "",
    "true",
    "007",
    "2022-06-30",
    "😀𠮷",
    "\u2028\u202e",
)
text = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
names = st.one_of(
    st.sampled_from(("pid", "id", "label", "source", "kind", "a b", "名称", "x:y", "for", "", "<", "weight")),
    st.text(min_size=1, max_size=5),
)
values: st.SearchStrategy[Any] = st.one_of(
    text,
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.dates(),
    st.lists(text, max_size=3),
)
attributes = st.dictionaries(names, values, max_size=4)


@st.composite
def hostile_graphs(draw: st.DrawFn) -> PropertyGraph:
    """Return a small graph with parallel edges, loops, odd names, odd values, and nothing in common."""
    count = draw(st.integers(0, 5))
    nodes = [
        Node(
            f"n:{number}{draw(text)}",
            draw(names),
            draw(text),
            draw(attributes),
            x=draw(_place),
            y=draw(_place),
        )
        for number in range(count)
    ]
    ends = st.sampled_from([node.id for node in nodes] or [""])
    edges = [
        Edge(f"e{number}", draw(ends), draw(ends), draw(names), draw(text), draw(_weight), draw(attributes))
        for number in range(draw(st.integers(0, 6)) if nodes else 0)
    ]
    return PropertyGraph(nodes, edges, title=draw(text))


few = settings(max_examples=40)  # each graph has many nasty texts and values
_place = st.floats(-1e6, 1e6)
_weight = st.floats(0, 1e6)
