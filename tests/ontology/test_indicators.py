"""The scheme of indicators: the 18, the second level below them, and names that stand for one thing each."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
BIZ = Namespace("https://w3id.org/bizgraph/ontology#")
BASE = "https://w3id.org/bizgraph/id/indicator/"
SCHEME = URIRef("https://w3id.org/bizgraph/id/scheme/indicators")

GRAPH = Graph().parse(ONTOLOGY / "indicators.ttl")


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


def concepts() -> list[URIRef]:
    return sorted(s for s in GRAPH.subjects(RDF.type, BIZ.Indicator) if isinstance(s, URIRef))


def top_concepts() -> list[URIRef]:
    return sorted(s for s in GRAPH.objects(SCHEME, SKOS.hasTopConcept) if isinstance(s, URIRef))


def second_level() -> list[URIRef]:
    return [concept for concept in concepts() if concept not in top_concepts()]


def names(concept: URIRef, language: str = "zh") -> list[str]:
    literals = [*GRAPH.objects(concept, SKOS.prefLabel), *GRAPH.objects(concept, SKOS.altLabel)]
    return [str(name) for name in literals if isinstance(name, Literal) and name.language == language]


def short(concept: URIRef) -> str:
    return concept.removeprefix(BASE)


def test_the_scheme_has_the_18_indicators_and_no_other() -> None:
    expected = rows("indicator_names.txt")
    assert len(expected) == 18
    assert {short(concept) for concept in top_concepts()} == {row[0] for row in expected}
    assert set(GRAPH.subjects(SKOS.topConceptOf, SCHEME)) == set(top_concepts())


@pytest.mark.parametrize(("place", "row"), list(enumerate(rows("indicator_names.txt"), 1)))
def test_each_of_the_18_has_its_names_and_place(place: int, row: list[str]) -> None:
    identifier, chinese, english, also = row
    concept = URIRef(BASE + identifier)
    assert set(GRAPH.objects(concept, SKOS.prefLabel)) == {
        Literal(chinese, lang="zh"),
        Literal(english, lang="en"),
    }
    assert GRAPH.value(concept, SKOS.notation) == Literal(place)
    for name in filter(None, also.split(", ")):
        assert (concept, SKOS.altLabel, Literal(name, lang="zh")) in GRAPH


@pytest.mark.parametrize("concept", concepts(), ids=short)
def test_every_indicator_is_a_labelled_concept_of_the_scheme(concept: URIRef) -> None:
    assert (concept, RDF.type, SKOS.Concept) in GRAPH
    assert (concept, SKOS.inScheme, SCHEME) in GRAPH
    preferred = set(GRAPH.objects(concept, SKOS.prefLabel))
    assert sorted(str(label.language) for label in preferred if isinstance(label, Literal)) == ["en", "zh"]
    assert set(GRAPH.objects(concept, RDFS.label)) == preferred
    kinds = [set(GRAPH.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    assert sum(map(len, kinds)) == len(set().union(*kinds)), "a name is of one kind only"


@pytest.mark.parametrize("concept", second_level(), ids=short)
def test_every_second_level_indicator_is_below_the_one_in_its_address(concept: URIRef) -> None:
    above = list(GRAPH.objects(concept, SKOS.broader))
    assert above == [URIRef(concept.rpartition("/")[0])]
    assert above[0] in top_concepts()
    assert (above[0], SKOS.narrower, concept) in GRAPH


def test_narrower_says_nothing_that_broader_does_not() -> None:
    assert {(a, b) for a, b in GRAPH.subject_objects(SKOS.narrower)} == {
        (b, a) for a, b in GRAPH.subject_objects(SKOS.broader)
    }


def test_there_is_a_second_level_everywhere() -> None:
    assert len(second_level()) >= 87
    assert {GRAPH.value(concept, SKOS.broader) for concept in second_level()} == set(top_concepts())


def test_a_name_stands_for_one_indicator_of_the_first_level() -> None:
    holders = defaultdict(set)
    for concept in top_concepts():
        for language in ("zh", "en"):
            for name in names(concept, language):
                holders[name].add(concept)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


def test_a_name_stands_for_one_indicator_below_the_same_one() -> None:
    holders = defaultdict(set)
    for concept in second_level():
        for name in names(concept):
            holders[GRAPH.value(concept, SKOS.broader), name].add(concept)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


def test_no_name_stands_on_both_levels() -> None:
    first = {name for concept in top_concepts() for name in names(concept)}
    second = {name for concept in second_level() for name in names(concept)}
    assert first & second == set()


@pytest.mark.parametrize(("above", "heading"), rows("second_level_headings.txt"))
def test_headings_of_documents_name_a_second_level_indicator(above: str, heading: str) -> None:
    below = GRAPH.objects(URIRef(BASE + above), SKOS.narrower)
    found = [concept for concept in below if isinstance(concept, URIRef) and heading in names(concept)]
    assert len(found) == 1
