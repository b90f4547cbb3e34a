from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.errors import OntologyError
from bizgraph.questions.sayings import column, joined, listed, read_sayings, say
from bizgraph.resources import ontology_dir


def test_sayings_of_the_ontology_are_right() -> None:
    assert read_sayings(ontology_dir() / "sayings.toml")
    assert say("reason", "indicator", "zh", name="纳税") == "同属指标“纳税”"
    assert column("thing").meaning("en") == "thing"
    assert listed(["甲", "乙"], "zh") == "甲、乙"
    assert joined(["one", "", "two"], "en") == "one; two"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[part]\nkey = { zh = '甲' }",
        "[part]\nkey = { zh = '甲', en = 1 }",
        "[part]\nkey = { zh = '{name}', en = '{other}' }",
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "sayings.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(OntologyError, match=r"sayings\.toml"):
        read_sayings(file)
