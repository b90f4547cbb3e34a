from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizgraph.authority.indicators import load_indicators
from bizgraph.authority.measured import FILE_NAME, Comparing, load_comparing
from bizgraph.authority.units_of_measure import load_units_of_measure
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir

EXAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "measured.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
DATA: Mapping[str, Any] = tomllib.loads((ontology_dir() / FILE_NAME).read_text("utf-8"))


def test_the_examples_are_collected() -> None:
    assert len(EXAMPLES) == 39


@pytest.mark.parametrize(
    ("indicator", "metric", "unit", "text", "dimension", "words"),
    EXAMPLES,
    ids=[line[1] for line in EXAMPLES],
)
def test_wordings_of_the_same_thing_are_the_same(
    indicator: str, metric: str, unit: str, text: str, dimension: str, words: str
) -> None:
    measured = load_comparing().measured(metric, unit, indicator=indicator, text=text)
    if not words:
        assert measured is None
        return
    assert measured is not None
    assert measured.dimension == dimension
    assert measured.words == frozenset(words.split())


def test_names_of_the_place_are_left_out() -> None:
    measured = load_comparing().measured(
        "赣县区企业开办时间", "day", indicator="starting-a-business", places=("赣县区", "赣县")
    )
    assert measured is not None
    assert measured.words == {"开办企业"}


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("4", "working-hour", "working-day", "0.5"),
        ("90", "minute", "hour", "1.5"),
        ("2", "day", "hour", "48"),
        ("1", "week", "day", "7"),
        ("0.2", "hundred-million-yuan", "ten-thousand-yuan", "2000"),
        ("2", "quarter", "month", "6"),
        ("5", "per-mille", "percent", "0.5"),
        ("3", "matter", "item", "3"),
    ],
)
def test_units_are_turned_into_each_other_exactly(value: str, unit: str, other: str, expected: str) -> None:
    assert load_comparing().converted(Decimal(value), unit, other) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("day", "working-day"),
        ("hour", "working-hour"),
        ("month", "day"),
        ("yuan", "us-dollar"),
        ("percent", "percentage-point"),
        ("percent", "multiple"),
        ("procedure", "step"),
    ],
)
def test_units_that_only_look_alike_are_kept_apart(unit: str, other: str) -> None:
    comparing = load_comparing()
    assert comparing.family("办理时间", unit) != comparing.family("办理时间", other)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([("0.5", "working-day"), ("1", "working-day"), ("4", "working-hour")], "working-day"),
        ([("2", "hour"), ("90", "minute")], "hour"),
        ([("1", "hour"), ("50", "minute")], "minute"),
        ([("1", "day"), ("24", "hour")], "day"),
        ([("1", "day"), ("2", "hour")], "hour"),
    ],
)
def test_the_common_unit_shows_all_figures_exactly(figures: list[tuple[str, str]], expected: str) -> None:
    assert load_comparing().common_unit([(Decimal(value), unit) for value, unit in figures]) == expected


@pytest.mark.parametrize(
    ("metric", "unit", "better"),
    [
        ("开办时间", "working-day", "lower"),
        ("开办环节", "procedure", "lower"),
        ("申请材料", "material", "lower"),
        ("满意率", "percent", "higher"),
        ("平均担保费率", "percent", "lower"),
        ("漏损率", "percent", "lower"),
        ("招聘活动", "session", "none"),
        ("新增贷款", "yuan", "none"),
        ("办电成本", "yuan", "lower"),
        ("公示期", "day", "higher"),
        ("每万人口发明专利拥有量", "piece", "higher"),
        ("纳税次数", "time", "lower"),
        ("企业办事平均跑动次数", "time", "lower"),
    ],
)
def test_which_way_is_better(metric: str, unit: str, better: str) -> None:
    dimension = load_comparing().dimension(metric, unit)
    assert dimension is not None
    assert dimension.direction(metric) == better


def test_every_unit_has_a_dimension() -> None:
    comparing = load_comparing()
    assert not [unit for unit in load_units_of_measure().by_id if comparing.dimension("", unit) is None]


def test_the_file_knows_only_indicators_that_there_are() -> None:
    known = {each.id for each in load_indicators().all() if each.broader is None}
    named = {entry["indicator"] for entry in DATA["word"] if "indicator" in entry}
    entries = [*DATA["word"], *DATA["left_out"], *DATA["whole"]]
    within = {name for entry in entries for name in entry.get("within", ())}
    assert named | within <= known
    forms = [form for entry in DATA["word"] for form in (entry["name"], *entry.get("also", ()))]
    assert all(form and not set(form) & set(" \t\n，；：") for form in forms)


def test_what_scopes_stand_for_is_a_word() -> None:
    names = {entry["name"] for entry in DATA["word"]}
    assert {entry["of"] for entry in DATA["word"] if "of" in entry} <= names
    assert {name for entry in DATA["word"] for name in entry.get("means", ())} <= names


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "开办企业"', 'nome = "开办企业"', "not laid out"),
        ('better = "higher"', 'better = "more"', "not laid out"),
        ('second = "1"', 'second = "one"', "not laid out"),
        ('second = "1"', 'sekunde = "1"', "'sekunde' is not known"),
        ('"企业开办", ', '"开办企业", ', "'开办企业' is read in two ways"),
        ("[[word]]", "[[word", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_told_with_its_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (ontology_dir() / FILE_NAME).read_text("utf-8")
    assert old in text
    file = tmp_path / "comparison.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OntologyError, match=message) as raised:
        Comparing(file)
    assert str(file) in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.toml"):
        Comparing(tmp_path / "none.toml")


INDICATORS = sorted(each.id for each in load_indicators().all() if each.broader is None)


@given(
    st.text(),
    st.sampled_from(sorted(load_units_of_measure().by_id)),
    st.sampled_from(INDICATORS),
    st.text(),
)
def test_any_wording_measures_something_or_nothing(metric: str, unit: str, indicator: str, text: str) -> None:
    comparing = load_comparing()
    measured = comparing.measured(metric, unit, indicator=indicator, text=text)
    assert measured == comparing.measured(metric, unit, indicator=indicator, text=text)
    if measured is not None:
        assert measured.words == set(measured.ordered)
        assert comparing.label(measured, "zh")
        assert comparing.label(measured, "en")


@given(st.permutations([("1", "day"), ("24", "hour"), ("90", "minute"), ("2", "hour"), ("1", "week")]))
def test_the_common_unit_does_not_hang_on_the_order(figures: list[tuple[str, str]]) -> None:
    known = [(Decimal(value), unit) for value, unit in figures]
    assert load_comparing().common_unit(known) == load_comparing().common_unit(sorted(known))
