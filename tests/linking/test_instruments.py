"""Instruments and where texts name them, one a line of named.tsv: words, ids of instruments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse

from bizgraph.authority.indicators import load_indicators
from bizgraph.authority.instruments import (
    BASE,
    FILE_NAME,
    NATIONWIDE,
    Instruments,
    load_instruments,
    named_in,
)
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("named.tsv").read_text(encoding="utf-8").splitlines()
]
HEAD = f"""@base <{BASE}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def entry(slug: str, *names: str, hidden: str = "") -> str:
    alternatives = "".join(f' ; skos:altLabel "{name}"@zh' for name in names[1:])
    cue = f' ; skos:hiddenLabel "{hidden}"@zh' if hidden else ""
    labels = f'skos:prefLabel "{names[0]}"@zh , "{slug}"@en'
    return f"<{slug}> a skos:Concept ; {labels}{alternatives}{cue} .\n"


def test_number_of_lines() -> None:
    assert len(LINES) == 17


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_line(line: list[str]) -> None:
    text, wanted = line
    assert named_in(text) == tuple(wanted.split())


def test_there_are_instruments_for_every_indicator() -> None:
    about: dict[str, int] = {}
    for quad in parse(path=ontology_dir() / FILE_NAME, format=RdfFormat.TURTLE):
        if quad.predicate.value == "http://purl.org/dc/terms/subject" and isinstance(quad.object, NamedNode):
            key = quad.object.value.rpartition("/")[2]
            about[key] = about.get(key, 0) + 1
    first = {indicator.id for indicator in load_indicators().all() if indicator.broader is None}
    assert set(about) == first
    assert min(about.values()) >= 9
    assert len(load_instruments().all()) >= 180


def test_every_name_is_found_as_it_is_written() -> None:
    concepts = load_instruments().all()
    names = [(name, concept.id) for concept in concepts for name in (concept.label, *concept.names)]
    assert [(name, key) for name, key in names if named_in(f"推行{name}。") != (key,)] == []


@given(st.text(alphabet="推行破产受理信息一网通办,。“”、 电子保函()", max_size=60))
def test_a_mention_is_where_it_says(text: str) -> None:
    instruments = load_instruments()
    for mention in instruments.mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.id in instruments.named_in(text[mention.start : mention.end])


def test_nationwide_reforms_are_told_from_devices_of_a_place() -> None:
    instruments = load_instruments()
    assert instruments.is_nationwide("one-net")
    assert not instruments.is_nationwide("patent-navigation")
    assert instruments.broader("ip-pledge-compensation") == "ip-pledge"
    assert NATIONWIDE in {concept.id for concept in instruments.all()}


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        ("", "no instrument"),
        (entry("a", "专利导航") + entry("b", "导航", "专利导航"), "b: 专利导航 also names a"),
        (entry("a", "双随机、一公开"), "does not count"),
        (entry("a", "推送…信息"), "has a gap"),
        (entry("a", "专利", hidden="导…"), "too short"),
        (entry("a", "专"), "too short"),
        ('<a> a skos:Concept ; skos:prefLabel "专利"@zh .', "skos:prefLabel in en"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, turtle: str, said: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(HEAD + turtle, encoding="utf-8")
    with pytest.raises(OntologyError, match=f"{FILE_NAME}: .*{said}"):
        Instruments(path)
