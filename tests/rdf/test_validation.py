from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Quad

from bizgraph.errors import OntologyError
from bizgraph.rdf.mapping import document_quads
from bizgraph.rdf.validation import Report, Severity, Shapes, render, validate_document
from bizgraph.rdf.vocabulary import BIZ, QUOTED_FROM, SH

from .sample import facts, text
from .sample_graph import NAMES, QUADS, knowledge, shapes

MEASURE = NAMES.fact(facts().document, "measure/1")


def _validate(quads: list[Quad] | tuple[Quad, ...], *, gate: bool = False) -> Report:
    return validate_document(quads, knowledge(), shapes(gate=gate))


def test_the_sample_is_right() -> None:
    report = _validate(QUADS)
    assert [finding for finding in report.results if finding.severity is Severity.VIOLATION] == []
    assert report.conforms


def test_a_finding_says_where_and_what() -> None:
    broken = [quad for quad in QUADS if (quad.subject, quad.predicate) != (MEASURE, BIZ("text"))]
    report = _validate(broken)
    assert not report.conforms
    finding = next(found for found in report.results if found.path == "biz:text")
    assert finding.severity is Severity.VIOLATION
    assert finding.focus_node == MEASURE.value
    assert finding.rule == "numbered_item"
    assert finding.place is not None
    assert finding.place.line == 9
    assert finding.place.words == "学习深圳市经验，推行“三零”服务。"
    written = render(report, "sample.txt")
    assert written.splitlines()[0].startswith("sample.txt: 1 violation")
    assert f"sample.txt:9: violation: {finding.message_zh}" in written
    assert finding.message_en in written
    assert "look at line 9 of sample.txt, and the rule numbered_item" in written


def test_what_is_wrong_with_a_unit_is_found_where_it_is_named() -> None:
    unit = NAMES.unit("360704/power-supply")
    quads = [*QUADS, Quad(unit, BIZ("region"), NAMES.region("440300"), NAMES.knowledge())]
    finding = next(f for f in _validate(quads).results if f.severity is Severity.VIOLATION)
    assert finding.focus_node == unit.value
    assert finding.place is not None
    assert finding.place.words == "区供电公司"


def test_nothing_wrong_is_said_in_one_line() -> None:
    assert render(Report(()), "a.txt") == "a.txt: nothing is wrong\n"


def test_only_what_a_document_refers_to_is_looked_at() -> None:
    behind = {quad.subject for quad in knowledge().behind(QUADS)}
    assert NAMES.region("360000") in behind
    assert NAMES.indicator("getting-electricity") in behind
    assert NAMES.indicator("paying-taxes") not in behind
    assert not any(str(subject).startswith(f"<{BIZ.iri}") for subject in behind)


def test_shapes_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "my-shapes.ttl"
    with pytest.raises(OntologyError, match=r"my-shapes\.ttl cannot be read"):
        Shapes(path)
    path.write_text("<a> <b>", "utf-8")
    with pytest.raises(OntologyError, match=r"my-shapes\.ttl is not Turtle"):
        Shapes(path)
    path.write_text(
        f"@prefix sh: <{SH.iri}> . <http://a> a sh:PropertyShape ; sh:targetNode <http://b> ; sh:path 1 .",
        "utf-8",
    )
    with pytest.raises(OntologyError, match=r"my-shapes\.ttl holds no shapes"):
        _ = Shapes(path).gate


def test_a_whole_document_without_a_span_is_found() -> None:
    broken = [quad for quad in QUADS if quad.predicate != QUOTED_FROM]
    report = _validate(broken, gate=True)
    assert report.counts["violation"] > 10


def test_much_left_over_is_a_warning() -> None:
    sample = facts()
    document = replace(sample.document, left_over_share=Decimal("0.5"))
    quads = document_quads(replace(sample, document=document), text(), NAMES)
    assert [f.path for f in _validate(quads).results if f.severity is Severity.WARNING] == [
        "biz:leftOverShare"
    ]
