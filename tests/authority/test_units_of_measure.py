"""Units of measure by printed form, and what a wrong file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.authority.units_of_measure import FILE_NAME, UnitKind, load_units_of_measure
from bizgraph.errors import OntologyError
from bizgraph.resources import ontology_dir


@pytest.mark.parametrize(
    ("printed", "id"),
    [
        ("个工作日", "working-day"),
        ("工作日", "working-day"),
        ("%", "percent"),
        ("个百分点", "percentage-point"),
        ("户", "household"),
        ("万元", "ten-thousand-yuan"),
        ("微克/立方米", "microgram-per-cubic-metre"),
        ("个环节", "procedure"),
        ("项", "matter"),
        ("人次", "person-time"),
        ("言", None),
    ],
)
def test_find(printed: str, id: str | None) -> None:
    assert load_units_of_measure().find(printed) == id


def test_label_and_kind() -> None:
    units = load_units_of_measure()
    assert units.label("working-day") == "工作日"
    assert units.kind("working-day") is UnitKind.TIME
    with pytest.raises(KeyError):
        units.label("nothing")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'skos:prefLabel "小时"@zh , "hour"@en',
            'skos:prefLabel "小时"@zh',
            "hour has no skos:prefLabel in en",
        ),
        ("skos:broader :kind-time", "skos:broader :kind-tune", "kind-tune"),
        ('"天"@zh', '"小时"@zh', "printed for both"),
        ("a skos:Concept ;", "a skos:Concept ;;; [", "cannot be read as Turtle"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / FILE_NAME
    words = (ontology_dir() / FILE_NAME).read_text(encoding="utf-8")
    file.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as error:
        load_units_of_measure(file)
    assert str(file) in str(error.value)
