from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.rdf.identifiers import Namespaces, encoded
from bizgraph.rdf.serialise import from_nquads, to_nquads

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
