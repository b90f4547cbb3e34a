from __future__ import annotations

import pytest
from pyoxigraph import BaseDirection, Literal, NamedNode, Quad

from bizgraph.errors import ExportError
from bizgraph.export.linked_data.rdf_xml import rdf_xml
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.vocabulary import BIZ, RDF, TYPE, integer, words

THING = NamedNode("http://e/?a&b")


def _body(*quads: Quad) -> list[str]:
    written = b"".join(rdf_xml(quads, Namespaces())).decode()
    return [line.strip() for line in written.partition('#">\n')[2].splitlines()]


def test_what_it_looks_like() -> None:
    assert _body(
        Quad(THING, BIZ("text"), words("“一窗” <通办> & 秒批"), NamedNode("http://e/one")),
        Quad(THING, BIZ("text"), words("“一窗” <通办> & 秒批"), NamedNode("http://e/two")),
        Quad(THING, TYPE, BIZ("Measure")),
        Quad(THING, BIZ("start"), integer(7)),
        Quad(THING, NamedNode("http://e/p?q&名称"), Literal("x")),
    ) == [
        '<rdf:Description rdf:about="http://e/?a&amp;b">',
        '<rdf:type rdf:resource="https://w3id.org/bizgraph/ontology#Measure"/>',
        '<名称 xmlns="http://e/p?q&amp;">x</名称>',
        '<biz:start rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">7</biz:start>',
        '<biz:text xml:lang="zh">“一窗” &lt;通办&gt; &amp; 秒批</biz:text>',
        "</rdf:Description>",
        "</rdf:RDF>",
    ]


def test_characters_that_xml_cannot_hold_leave_a_mark_each() -> None:
    (_, text, *_) = _body(Quad(THING, BIZ("exact"), Literal("页\f脚\x00\x1b\ufffe\r\n\t\x7f")))
    assert text == "<biz:exact>页\ufffd脚\ufffd\ufffd\ufffd&#13;"


@pytest.mark.parametrize(
    "predicate",
    [
        "http://e/",
        "http://e/2022",
        "http://e/%E5%90%8D",
        "http://e/属性/p",
        RDF("li").value,
        RDF("Description").value,
        "http://www.w3.org/2000/xmlns/biz",
    ],
)
def test_a_predicate_that_is_no_element_is_named(predicate: str) -> None:
    with pytest.raises(ExportError, match=r"no element for <.*another format"):
        _body(Quad(THING, NamedNode(predicate), Literal("x")))


def test_what_rdf_1_1_does_not_have_is_refused() -> None:
    with pytest.raises(ExportError, match=r"RDF 1\.1 has no such value"):
        _body(Quad(THING, BIZ("text"), Literal("x", language="ar", direction=BaseDirection.RTL)))
