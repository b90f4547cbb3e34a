"""The engine that goes over a graph first says of it what pySHACL, the reference, says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from bizgraph.authority.regions import load_regions
from bizgraph.build_report import BuildReport
from bizgraph.rdf import reference
from bizgraph.rdf.authorities import SHAPES_FILE
from bizgraph.rdf.mapping import knowledge_quads
from bizgraph.rdf.report import Finding, Report, Severity
from bizgraph.rdf.serialise import from_nquads
from bizgraph.rdf.shapes import Shapes
from bizgraph.rdf.validation import Knowledge, validate_document
from bizgraph.rdf.vocabulary import BIZ, LABEL, XSD, english, plain, words
from bizgraph.resources import ontology_dir
from bizgraph.store.layout import Layout

from .sample_graph import NAMES, QUADS, knowledge, shapes

DATA = Path(__file__).parents[1] / "data" / "shapes"
GOOD = DATA / "good.ttl"
BAD = sorted(DATA.glob("bad_*.ttl"))
MEASURE = NAMES.document("sample").value + "/measure/1"


@cache
def lenient(*, gate: bool) -> Shapes:
    """Return the shapes with violations made warnings, so that the first engine's word is taken for all."""
    text = (ontology_dir() / SHAPES_FILE).read_text("utf-8")
    assert "sh:severity sh:Violation" in text
    with TemporaryDirectory() as folder:
        path = Path(folder) / SHAPES_FILE
        path.write_text(text.replace("sh:severity sh:Violation", "sh:severity sh:Warning"), "utf-8")
        return Shapes(path, gate=gate)


def agreed(quads: Sequence[Quad], known: Knowledge) -> Report:
    """Return the report of pySHACL, after making sure that the other engine comes to the same."""
    report = validate_document(quads, known, shapes(gate=False))
    assert validate_document(quads, known, shapes(gate=True)) == report
    return report


def alone(quads: Sequence[Quad], known: Knowledge) -> Report:
    """Return what the first engine says where every violation is a warning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(reference, "results")
        return validate_document(quads, known, lenient(gate=True))


def comparable(report: Report) -> list[Finding]:
    """Return the findings save those of the one shape on which the engines may differ: whether a date comes
    before a number. It is a violation, on which pySHACL always decides.
    """
    return [finding for finding in report.results if finding.shape != "bizsh:Span-order"]


def read(*files: Path) -> list[Quad]:
    return [quad for file in files for quad in parse(path=file, format=RdfFormat.TURTLE)]


def broken(seed: int) -> list[Quad]:
    """Return the sample with a few things left out, doubled, or put in the wrong place."""
    chance = random.Random(seed)
    quads = list(QUADS)
    for _ in range(chance.randint(1, 12)):
        index = chance.randrange(len(quads))
        quad, another = quads[index], chance.choice(quads)
        changed = chance.choice(
            [
                None,
                Quad(quad.subject, quad.predicate, another.object, quad.graph_name),
                Quad(another.subject, quad.predicate, quad.object, quad.graph_name),
                Quad(quad.subject, another.predicate, quad.object, quad.graph_name),
                Quad(quad.subject, quad.predicate, chance.choice(_ODD), quad.graph_name),
            ]
        )
        if chance.random() < 0.5:
            del quads[index]
        if changed is not None:
            quads.append(changed)
    return quads


_ODD = (
    plain(""),
    plain(" \n"),
    plain('a "quoted" \\ word\t\r\n\u0085\u2028.'),
    plain("电话13912345678"),
    words("印发(fā)\ufffd"),
    Literal("-1"),
    Literal("x", datatype=XSD("integer")),
    Literal("+007", datatype=XSD("integer")),
    Literal("2022-13-01", datatype=XSD("date")),
    Literal("2022-03-01Z", datatype=XSD("date")),
    Literal("1.5", datatype=XSD("decimal")),
    Literal("1.50", datatype=XSD("decimal")),
    Literal("true", datatype=XSD("boolean")),
    Literal("1", datatype=XSD("boolean")),
    Literal("字", language="zh-Hans-CN"),
    NamedNode("http://example.org/unknown"),
    NamedNode("http://example.org/未知?a=%20#b"),
    english("only English"),
)


@pytest.mark.parametrize("file", [GOOD, *BAD], ids=lambda file: file.stem)
def test_the_engines_agree_on_good_and_bad_graphs(file: Path) -> None:
    quads = read(*dict.fromkeys([GOOD, file]))
    report = agreed(quads, Knowledge(()))
    assert bool(report.results) == (file in BAD)


def test_the_first_engine_alone_agrees_on_good_and_bad_graphs() -> None:
    quads = read(GOOD, *BAD)
    report = alone(quads, Knowledge(()))
    assert len(report.results) > len(BAD)
    assert report == validate_document(quads, Knowledge(()), lenient(gate=False))


def test_the_engines_agree_on_the_sample() -> None:
    assert agreed(QUADS, knowledge()).conforms
    assert alone(QUADS, knowledge()) == validate_document(QUADS, knowledge(), lenient(gate=False))


@pytest.mark.parametrize("seed", range(4))
def test_the_engines_agree_on_broken_samples(seed: int) -> None:
    quads = broken(seed)
    agreed(quads, knowledge())
    assert comparable(alone(quads, knowledge())) == comparable(
        validate_document(quads, knowledge(), lenient(gate=False))
    )


def test_the_engines_agree_on_the_documents_that_come_with_bizgraph(seeds_report: BuildReport) -> None:
    layout = Layout(Path(seeds_report.graph))
    known = Knowledge(knowledge_quads(load_regions().all(), ontology_dir(), NAMES))
    assert len(seeds_report.published) == 5
    # The three largest take pySHACL more than a minute.
    for document in sorted(seeds_report.published, key=lambda each: each.counts["measures"])[:-3]:
        files = [layout.document(document.id, suffix) for suffix in (".nq", ".shared.nq")]
        quads = [quad for file in files for quad in from_nquads(file.read_bytes())]
        assert agreed(quads, known).counts.get("violation", 0) == 0


def test_pyshacl_is_not_asked_where_there_is_no_violation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(reference, "results")
    warned = [*QUADS, Quad(NamedNode(MEASURE), LABEL, words("另一个标签"), NAMES.graph("sample"))]
    report = validate_document(warned, knowledge(), shapes(gate=True))
    assert [f.path for f in report.results if f.severity is Severity.WARNING] == ["rdfs:label"]
    unsaid = [quad for quad in QUADS if quad.predicate != BIZ("text")]
    with pytest.raises(AttributeError):
        validate_document(unsaid, knowledge(), shapes(gate=True))


def test_nodes_without_a_name_are_left_to_pyshacl() -> None:
    nameless = BlankNode()
    said = [(BIZ("text"), words("印发(fā)")), (BIZ("heading"), words("题\ufffd"))]
    quads = [*QUADS, *(Quad(nameless, predicate, value, NAMES.graph("sample")) for predicate, value in said)]
    found = [f for f in validate_document(quads, knowledge(), shapes(gate=True)).results if not f.label]
    assert {finding.path for finding in found} == {"biz:text", "biz:heading"}
