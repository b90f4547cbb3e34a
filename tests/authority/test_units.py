"""Names of units: which organisation they stand for, and where they stand in lists."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.authority import Functions, Units, load_functions, load_regions
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

REGIONS = load_regions()
UNITS = Units(REGIONS)
NAMES = [
    "区市监局",
    "鸠江公安局",
    "各镇街",
    "区财政局(区地方金融监管局)",
    "市自然资源和规划局",
    "各县(市、区)政府",
    "法院",
]
JOINS = ["、", ",", "和", "及", "", " ", "(", ")", "等单位", "按职责分工负责", "“"]


def test_names_lead_to_identities(authority_examples: Callable[[str, int], list[list[str]]]) -> None:
    wrong = []
    for name, code, ident, label in authority_examples("units.tsv", 78):
        unit = UNITS.resolve(name, REGIONS.by_code(code))
        if (unit.id, unit.label) != (ident, label):
            wrong.append((name, unit.id, unit.label))
    assert wrong == []


def test_lists_are_cut_at_the_names(authority_examples: Callable[[str, int], list[list[str]]]) -> None:
    wrong = []
    for text, expected in authority_examples("splits.tsv", 20):
        found = "|".join(text[start:end] for start, end in UNITS.split(text))
        if found != expected:
            wrong.append((text, found))
    assert wrong == []


@given(st.lists(st.sampled_from(NAMES + JOINS), max_size=12).map("".join))
def test_spans_of_a_list_hold_words_and_never_overlap(text: str) -> None:
    spans = UNITS.split(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.text(min_size=1, max_size=12))
def test_every_name_makes_a_unit_with_a_usable_id(name: str) -> None:
    unit = UNITS.resolve(name, REGIONS.by_code("340207"))
    assert not set(unit.id) & set(' <>"{}|\\^`%#?[]\n')


def test_brackets_add_functions_but_no_identity() -> None:
    unit = UNITS.resolve("区财政局(区地方金融监管局)", REGIONS.by_code("340207"))
    assert unit.functions == ("finance", "local-finance-supervision")
    assert unit.id == UNITS.resolve("区财政局", REGIONS.by_code("340207")).id


@pytest.mark.parametrize(
    ("name", "recognised", "generic"),
    [("区市监局", True, False), ("各有关部门", True, True), ("区某某工作领导小组办公室", False, False)],
)
def test_it_is_said_what_is_recognised(name: str, recognised: bool, generic: bool) -> None:
    unit = UNITS.resolve(name, REGIONS.by_code("340207"))
    assert UNITS.recognised(unit) is recognised
    assert unit.generic is generic


@pytest.mark.parametrize("name", ["区市监局", "各镇街", "东莞新奥燃气有限公司", "区法院", "工作专班"])
def test_what_looks_like_a_unit(name: str) -> None:
    assert UNITS.looks_like_unit(name)


@pytest.mark.parametrize("name", ["", "局", "优化流程", "王某某", "提升效率"])
def test_what_does_not_look_like_a_unit(name: str) -> None:
    assert not UNITS.looks_like_unit(name)


def test_units_of_a_masked_city() -> None:
    city = REGIONS.masked("xx市", "doc")
    unit = UNITS.resolve("市市监局", city)
    assert (unit.id, unit.label) == ("masked/doc/xx-city/market-regulation", "xx市市场监督管理局")
    assert UNITS.resolve("xx市市监局", city) == unit


def test_a_city_of_which_nothing_is_said_stays_open() -> None:
    unit = UNITS.resolve("市税务局", REGIONS.by_code("510000"))
    assert unit.region is None
    assert unit.functions == ("taxation",)


def test_names_of_functions_are_distinct_and_labelled() -> None:
    concepts = load_functions().concepts()
    assert len(concepts) > 120
    assert all(concept.label and concept.english for concept in concepts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"司法行政"@zh', '"公安"@zh', "公安"),
        (
            'skos:prefLabel "司法"@zh, "Justice"@en',
            'skos:prefLabel "司法"@zh',
            "justice: needs one skos:prefLabel in en",
        ),
        ("unit-form/branch>", "unit-form/bunch>", "unit-form/branch"),
        ("@prefix biz:", "@prefix biz", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (ontology_dir() / "functions.ttl").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "functions.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=f"functions.ttl: .*{said}"):
        Functions(path)
