from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from bizgraph.errors import GraphError, OntologyError
from bizgraph.export.linked_data.turtle import trig
from bizgraph.rdf.authorities import merged, ontology_quads
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.rdf.mapping import document_quads, knowledge_quads
from bizgraph.rdf.serialise import to_nquads
from bizgraph.rdf.vocabulary import BIZ, LABEL, SKOS, TYPE, words
from bizgraph.resources import ontology_dir

from .sample import REGIONS, SHENZHEN, facts, other, text

NAMES = Namespaces()
QUADS = document_quads(facts(), text(), NAMES)
GRAPH = NAMES.graph("sample")
EXPECTED = [
    line.split(" ", 2)
    for line in (Path(__file__).parents[1] / "data" / "rdf" / "sample.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _short(term: object) -> str:
    """Write a term as the expectations do: IRIs by their last part behind the base, literals as in Turtle."""
    written = str(term)
    for iri, prefix in (
        (NAMES.base + "document/sample/", "/"),
        (NAMES.base + "document/", ""),
        (NAMES.base, ":"),
        (BIZ.iri, "biz:"),
        ("http://www.w3.org/ns/prov#", "prov:"),
        ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
        ("http://www.w3.org/2004/02/skos/core#", "skos:"),
        ("http://purl.org/dc/terms/", "dcterms:"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a"),
        ("http://www.w3.org/2001/XMLSchema#", "xsd:"),
    ):
        written = re.sub(f"<{re.escape(iri)}([^>]*)>", rf"{prefix}\1", written)
    return written


SAID = {(_short(quad.subject), _short(quad.predicate), _short(quad.object)) for quad in QUADS}


def test_all_expectations_are_read() -> None:
    assert len(EXPECTED) == 86


@pytest.mark.parametrize("expected", EXPECTED, ids=" ".join)
def test_the_sample_says(expected: list[str]) -> None:
    assert tuple(expected) in SAID


def test_nothing_is_said_in_two_graphs() -> None:
    assert len({quad.triple for quad in QUADS}) == len(QUADS)
    assert {quad.graph_name for quad in QUADS} == {GRAPH, NAMES.knowledge()}


def test_everything_has_a_label_and_a_class() -> None:
    subjects = {quad.subject for quad in QUADS}
    for predicate in (TYPE, LABEL):
        assert {quad.subject for quad in QUADS if quad.predicate == predicate} == subjects


def test_spans_hold_their_words() -> None:
    source = text().source
    spans = {quad.subject for quad in QUADS if quad.object == BIZ("Span")}
    assert spans
    for span in spans:
        said = {q.predicate.value.removeprefix(BIZ.iri): q.object for q in QUADS if q.subject == span}
        start, end, exact, line = (said[name] for name in ("start", "end", "exact", "line"))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        assert isinstance(line, Literal)
        assert Literal(source[int(start.value) : int(end.value)]) == exact
        assert text().line(int(start.value)) == int(line.value)


def test_every_term_of_the_vocabulary_is_declared() -> None:
    declared = {quad.subject for quad in ontology_quads(ontology_dir(), NAMES)}
    used = {node for quad in QUADS for node in (quad.predicate, quad.object) if isinstance(node, NamedNode)}
    missing = {node.value for node in used if node.value.startswith(BIZ.iri)} - {
        node.value for node in declared if isinstance(node, NamedNode)
    }
    assert missing == set()


def test_another_base_moves_everything() -> None:
    names = Namespaces("http://example.org/圖/")
    moved = [*document_quads(facts(), text(), names), *knowledge_quads(REGIONS, ontology_dir(), names)]
    assert NAMES.base.encode() not in to_nquads(moved)


@pytest.mark.parametrize("base", ["http://example.org", "no iri/", "http://exa mple.org/"])
def test_a_base_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="base of identifiers"):
        Namespaces(base)


def test_the_order_of_documents_changes_nothing() -> None:
    one, two = document_quads(facts(), text(), NAMES), document_quads(other(), text(), NAMES)
    assert merged([*one, *two]) == merged([*reversed(two), *reversed(one)])


def test_of_two_labels_the_longer_stays() -> None:
    both = merged([*QUADS, *document_quads(other(), text(), NAMES)])
    unit = NAMES.unit("360704/development-and-reform")
    said = {(quad.predicate, quad.object) for quad in both if quad.subject == unit}
    assert {value for predicate, value in said if predicate == LABEL} == {words("赣县区发展和改革委员会")}
    alternatives = {value for predicate, value in said if predicate == SKOS("altLabel")}
    assert alternatives == {words("赣县区发改委"), words("区发改委")}


def test_known_regions_are_told_once() -> None:
    known = knowledge_quads(REGIONS, ontology_dir(), NAMES)
    shared = [quad for quad in QUADS if quad.graph_name == NAMES.knowledge()]
    shenzhen = NAMES.region(SHENZHEN.id)
    together = {quad for quad in merged([*known, *shared]) if quad.subject == shenzhen}
    printed = Quad(shenzhen, SKOS("altLabel"), words("深圳市"), NAMES.knowledge())
    assert together == {quad for quad in known if quad.subject == shenzhen} | {printed}


def test_a_figure_that_serves_two_facts_is_one_thing() -> None:
    sample = facts()
    figure = sample.targets[0].quantities[0]
    measure = replace(sample.measures[0], quantities=(figure,))
    target = replace(sample.targets[0], quantities=(figure,))
    quads = document_quads(replace(sample, measures=(measure,), targets=(target,)), text(), NAMES)
    owners = [quad for quad in quads if quad.predicate == BIZ("quantity") and "164-175" in str(quad.object)]
    assert len(owners) == 2
    assert len({quad.object for quad in owners}) == 1


def test_a_broken_file_of_the_ontology_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>", "utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl is not Turtle"):
        ontology_quads(tmp_path, NAMES)


def test_the_same_facts_give_the_same_bytes_in_every_process() -> None:
    places = [str(Path(__file__).parents[2]), str(Path(ontology_dir()).parent / "src")]
    script = (
        f"import sys; sys.path[:0] = {places!r}\n"
        "from tests.rdf.test_mapping import everything\n"
        "sys.stdout.buffer.write(everything())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {everything()}


def everything() -> bytes:
    quads: list[Quad] = [*QUADS, *knowledge_quads(REGIONS, ontology_dir(), NAMES)]
    return to_nquads(quads) + b"".join(trig(quads, NAMES))
