from __future__ import annotations

from pathlib import Path

import pytest

from bizgraph.errors import OntologyError
from bizgraph.export.appearance import FILE_NAME, Look, appearance, read_appearance
from bizgraph.export.names import ViewName
from bizgraph.resources import ontology_dir


def test_every_view_has_a_style_and_every_kind_that_holds_it_a_look() -> None:
    looks = appearance()
    assert set(looks.views) == set(ViewName)
    for style in looks.views.values():
        assert style.core <= set(looks.nodes)


def test_every_kind_and_field_is_one_of_the_ontology_or_has_titles_of_its_own() -> None:
    looks = appearance()
    for kind in (*looks.nodes, *looks.edges):
        assert set(looks.titles[kind]) >= {"zh", "en"}


def test_sizes_grow_by_area() -> None:
    look = Look("#000000", (10, 30))
    assert [look.extent(share) for share in (0, 0.25, 1)] == [10, 20, 30]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('shape = "box"', 'shape = "star"', "shape 'star'"),
        ("sizes = [18, 72]", "sizes = [72, 18]", r"sizes \[72, 18\]"),
        ("[edge.other]", "[edge.another]", "edge.other is missing"),
        ('zh = "标识"', 'cn = "标识"', "KeyError"),
        ("[node.Region]", "[node.Region", "views.toml: "),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, right: str, wrong: str, words: str) -> None:
    text = (ontology_dir() / FILE_NAME).read_text("utf-8")
    assert right in text
    path = tmp_path / FILE_NAME
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(OntologyError, match=words):
        read_appearance(path)
