"""The shapes: well-formed, silent on a good graph, exact on bad ones, and the same in two engines."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import shacl
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
DATA = HERE.parent / "data" / "shapes"
GOOD = DATA / "good.ttl"
BAD = sorted(DATA.glob("bad_*.ttl"))
BIZ = Namespace("https://w3id.org/bizgraph/ontology#")
BIZSH = "https://w3id.org/bizgraph/shapes#"
EXPECTED = re.compile(r"# (?P<said>(?:Violation|Warning|Info): .+?)(?: ×(?P<times>\d+))?$")

SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
FAST = shacl.Shapes.from_file(str(ONTOLOGY / "shapes.ttl"))

Findings = Counter[tuple[str, str, str]]  # shape, focus node, severity


def by_pyshacl(graph: Graph) -> Findings:
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    return Counter(
        (
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in report.objects(None, SH.result)
    )


@cache
def triples(file: Path) -> str:
    return Graph().parse(file).serialize(format="nt")


def by_shacl(*files: Path) -> Findings:
    report = FAST.validate_text("".join(map(triples, files)), format="ntriples")
    return Counter(
        ((result.source_shape or "").strip("<>"), result.focus_node.strip("<>"), result.severity)
        for result in report.results
    )


@cache
def findings(*files: Path) -> Findings:
    """Return what pySHACL finds, after making sure that the other engine finds the same."""
    graph = Graph()
    for file in files:
        graph.parse(file)
    found = by_pyshacl(graph)
    assert found == by_shacl(*files)
    return found


def reporting_shapes() -> list[URIRef]:
    """Return the shapes that report for themselves: those with a severity."""
    return sorted(s for s in set(SHAPES.subjects(SH.severity)) if isinstance(s, URIRef))


def english(shape: Node) -> str:
    messages = SHAPES.objects(shape, SH.message)
    return next(str(m) for m in messages if isinstance(m, Literal) and m.language == "en")


def said(found: Findings) -> Counter[str]:
    said: Counter[str] = Counter()
    for (shape, _, severity), times in found.items():
        said[f"{severity}: {english(URIRef(shape))}"] += times
    return said


def expected(file: Path) -> Counter[str]:
    head: Counter[str] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        match = EXPECTED.match(line)
        assert match, line
        head[match["said"]] += int(match["times"] or 1)
    return head


def short(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value).removeprefix(BIZSH)


def test_something_is_collected() -> None:
    assert len(BAD) >= 25
    assert len(reporting_shapes()) >= 150


@pytest.mark.parametrize("shape", reporting_shapes(), ids=short)
def test_every_constraint_has_a_message_in_each_language_and_a_known_severity(shape: URIRef) -> None:
    messages = [m for m in SHAPES.objects(shape, SH.message) if isinstance(m, Literal)]
    assert sorted(str(m.language) for m in messages) == ["en", "zh"]
    assert SHAPES.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}


def test_every_property_shape_reports_for_itself() -> None:
    """A property shape that helps another (inside sh:or, sh:node, sh:not) is blank and needs no words."""
    named = set(SHAPES.subjects(RDF.type, SH.PropertyShape))
    of_targets = {
        p
        for predicate in (SH.targetClass, SH.targetSubjectsOf)
        for shape in SHAPES.subjects(predicate)
        for p in SHAPES.objects(shape, SH.property)
    }
    of_targets |= named & set(SHAPES.subjects(SH.targetSubjectsOf))
    assert named == of_targets
    assert named <= set(reporting_shapes())


def test_only_shacl_core_is_used() -> None:
    beyond = {SH.sparql, SH.rule, SH.js, SH.expression, SH.select, SH.ask}
    assert not beyond & set(SHAPES.predicates())


def test_every_class_that_graphs_hold_has_a_shape() -> None:
    ontology = Graph().parse(ONTOLOGY / "bizgraph.ttl")
    owl = Namespace("http://www.w3.org/2002/07/owl#")
    classes = {c for c in ontology.subjects(RDF.type, owl.Class) if str(c).startswith(str(BIZ))}
    lists = {BIZ.Role, BIZ.Comparator, BIZ.EvidenceKind, BIZ.RegionLevel}
    assert classes - lists == {c for c in SHAPES.objects(None, SH.targetClass) if str(c).startswith(str(BIZ))}


def test_every_biz_term_in_the_shapes_is_in_the_ontology() -> None:
    ontology = Graph().parse(ONTOLOGY / "bizgraph.ttl")
    used = {t for triple in SHAPES for t in triple if str(t).startswith(str(BIZ)) and isinstance(t, URIRef)}
    assert used <= set(ontology.subjects(RDF.type))


def test_nothing_is_said_of_a_good_graph() -> None:
    assert findings(GOOD) == Counter()


@pytest.mark.parametrize("file", BAD, ids=short)
def test_a_bad_graph_is_told_exactly_what_is_wrong(file: Path) -> None:
    assert expected(file)
    assert said(findings(GOOD, file)) == expected(file)


@pytest.mark.parametrize("file", [GOOD, *BAD], ids=short)
def test_it_makes_no_difference_whether_the_ontology_is_in_the_graph(file: Path) -> None:
    files = tuple(dict.fromkeys([GOOD, file]))
    assert by_shacl(*files, ONTOLOGY / "bizgraph.ttl") == findings(*files)


def test_the_engines_agree_with_the_ontology_in_the_graph() -> None:
    findings(GOOD, DATA / "bad_statement.ttl", ONTOLOGY / "bizgraph.ttl")


def test_every_shape_is_tried() -> None:
    tried = {shape for file in BAD for shape, _, _ in findings(GOOD, file)}
    assert {str(shape) for shape in reporting_shapes()} - tried == set()


def test_every_bad_thing_is_found() -> None:
    for file in BAD:
        things = {s for s in Graph().parse(file).subjects() if "/bad-" in str(s)}
        assert {str(thing) for thing in things} <= {focus for _, focus, _ in findings(GOOD, file)} | {
            "https://w3id.org/bizgraph/id/document/sample/borrowing-of-gap"
        }


def test_the_knowledge_files_break_no_shape() -> None:
    files = [file for file in sorted(ONTOLOGY.glob("*.ttl")) if file.name != "shapes.ttl"]
    wrong = [shape for shape, _, severity in by_shacl(*files) if severity == "Violation"]
    assert wrong == []
