"""Quads that try to break a writer, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from tests.export.hostile import NASTY

from bizgraph.rdf.identifiers import DEFAULT_BASE
from bizgraph.rdf.vocabulary import BIZ, LABEL, RDF, SKOS, TYPE, XSD

_CHARACTERS = st.characters(exclude_categories=["Cs"])
_TEXT = st.one_of(
    st.sampled_from([each.replace("\ud800", "") for each in NASTY]), st.text(_CHARACTERS, max_size=12)
)
_IRIS = (
    "http://e/",
    "http://e/a&b;c='d'(e),*!$",
    "http://e/%E6%B7%B1?q=名称#𠮷",
    "http://e/a/../b/./c//d",
    "urn:x:y",
    "mailto:a@b",
    "tag:e,2022:@type",
    DEFAULT_BASE,
    f"{DEFAULT_BASE}region/440300",
    f"{DEFAULT_BASE}//double",
    f"{DEFAULT_BASE}a:b/c",
    BIZ("Measure").value,
    BIZ("").value,
)
_DATATYPES = (
    *map(XSD, ("integer", "decimal", "boolean", "double", "date", "string", "anyURI")),
    RDF("HTML"),
    RDF("JSON"),
    BIZ("unitName"),
    NamedNode("http://e/type#名"),
)
_SPELLINGS = (
    "1",
    "0",
    "-0",
    "+5",
    "007",
    "-17",
    "9" * 16,
    "9" * 400,
    "1.0",
    "1e3",
    "true",
    "TRUE",
    "NaN",
    "2022-06-30",
)
_LANGUAGES = ("zh", "en", "zh-hant-hk", "x-private", "de-1996")
_PREDICATES = (
    TYPE,
    LABEL,
    SKOS("altLabel"),
    *map(BIZ, ("start", "masked", "value", "deadline", "text", "exact", "inDocument", "nobodyKnowsThis")),
    RDF("first"),
    RDF("_1"),
    NamedNode("http://e/p?q=1&r"),
    NamedNode("http://e/名称"),
    NamedNode("http://e/%E5%90%8Dx"),
    NamedNode("urn:x:a-b.c"),
)
_blank = st.sampled_from(("a", "b1", "c")).map(BlankNode)
_nodes = st.one_of(st.sampled_from(_IRIS).map(NamedNode), _blank)
_literals = st.one_of(
    _TEXT.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), _TEXT, st.sampled_from(_LANGUAGES)),
    st.builds(
        lambda text, datatype: Literal(text, datatype=datatype),
        st.one_of(st.sampled_from(_SPELLINGS), _TEXT),
        st.sampled_from(_DATATYPES),
    ),
)
_graphs = st.one_of(
    st.sampled_from(("http://e/graph", f"{DEFAULT_BASE}graph/knowledge")).map(NamedNode),
    st.sampled_from((BlankNode("g"), DefaultGraph())),
)
quads = st.lists(
    st.builds(Quad, _nodes, st.sampled_from(_PREDICATES), st.one_of(_nodes, _literals), _graphs), max_size=12
)
