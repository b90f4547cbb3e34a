"""Two graphs compared: which documents are in both, and what changed in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copy

import pytest
from tests.difference.gold import DATA, changes_of

from bizgraph.building import build
from bizgraph.difference.diffing import diff
from bizgraph.difference.documents import paired
from bizgraph.difference.from_facts import edition
from bizgraph.difference.from_graph import Editions
from bizgraph.difference.result import Difference, What
from bizgraph.errors import GraphError, SourceError
from bizgraph.rdf.identifiers import Namespaces
from bizgraph.reading import read
from bizgraph.store.opening import open_folder

LAYOUTS = Path(__file__).parents[1] / "data" / "layouts"
KEPT = LAYOUTS / "hefei_tail_sentence_units.txt"
GONE = LAYOUTS / "suzhou_park_task_table.txt"
CAME = LAYOUTS / "yuping_symbol_labels.txt"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two graphs: one document is in both, one has changed, one is for another year, one is in one only."""
    folder = tmp_path_factory.mktemp("graphs")
    changed = folder / "later" / "zhangbei.txt"
    changed.parent.mkdir()
    copy(DATA / "zhangbei_final.txt", changed)
    before = folder / "earlier" / "zhangbei.txt"
    before.parent.mkdir()
    copy(DATA / "zhangbei_draft.txt", before)
    old: Sequence[Path] = (KEPT, GONE, DATA / "liuyang_2023.txt", before)
    new: Sequence[Path] = (KEPT, CAME, DATA / "liuyang_2024.txt", changed)
    return (
        Path(build(old, folder / "old").graph),
        Path(build(new, folder / "new", base="https://example.org/id/").graph),
    )


@pytest.fixture(scope="module")
def difference(graphs: tuple[Path, Path]) -> Difference:
    return diff(*graphs)


def test_documents_are_paired_by_place_name_and_title(difference: Difference) -> None:
    assert difference.unchanged == 1
    assert [heading.file for heading in difference.added] == [CAME.name]
    assert [heading.file for heading in difference.dropped] == [GONE.name]
    pairs = {(each.old.file, each.new.file) for each in difference.compared}
    assert pairs == {("zhangbei.txt", "zhangbei.txt"), ("liuyang_2023.txt", "liuyang_2024.txt")}


@pytest.mark.parametrize(
    ("old", "new"), [("liuyang_2023", "liuyang_2024"), ("zhangbei_draft", "zhangbei_final")]
)
def test_graphs_say_what_the_files_say(difference: Difference, old: str, new: str) -> None:
    (of_files,) = diff(DATA / f"{old}.txt", DATA / f"{new}.txt").compared
    of_graph = next(each for each in difference.compared if each.new.id == of_files.new.id)
    assert sorted(changes_of("", of_graph)) == sorted(changes_of("", of_files))
    assert of_graph.counts() == of_files.counts()


@pytest.mark.parametrize("name", ["liuyang_2023.txt", "zhangbei.txt", GONE.name])
def test_a_document_is_read_back_as_it_was_read(graphs: tuple[Path, Path], name: str) -> None:
    paths = {GONE.name: GONE, "zhangbei.txt": graphs[0].parent / "earlier" / "zhangbei.txt"}
    expected = edition(read(paths.get(name, DATA / name)))
    store, _ = open_folder(graphs[0])
    with store:
        editions = Editions(store, Namespaces())
        heading = next(each for each in editions.headings() if each.file == name)
        assert heading == expected.heading
        found = editions.edition(heading)
    assert set(found.told) == set(expected.told)
    assert len(found.told) == len(expected.told)


def test_a_graph_against_itself_is_no_difference(graphs: tuple[Path, Path]) -> None:
    difference = diff(graphs[0], graphs[0])
    assert not difference
    assert difference.unchanged == 4


def test_backwards_new_is_dropped(graphs: tuple[Path, Path], difference: Difference) -> None:
    backwards = diff(*reversed(graphs)).counts()
    forwards = difference.counts()
    assert backwards[What.NEW] == forwards[What.DROPPED]
    assert backwards[What.DROPPED] == forwards[What.NEW]
    assert backwards[What.DEADLINE_EARLIER] > 0


def test_a_file_against_a_graph_says_what_to_do(graphs: tuple[Path, Path]) -> None:
    with pytest.raises(SourceError, match="compare two documents or two graphs"):
        diff(KEPT, graphs[0])
    with pytest.raises(SourceError, match="bizgraph build"):
        diff(graphs[0], KEPT)


def test_a_folder_without_a_graph(tmp_path: Path, graphs: tuple[Path, Path]) -> None:
    with pytest.raises(GraphError, match="there is no graph"):
        diff(graphs[0], tmp_path)
    with pytest.raises(GraphError, match="bizgraph build"):
        diff(graphs[0], tmp_path / "nothing")


def test_masked_places_are_told_by_their_names(tmp_path: Path) -> None:
    text = (DATA / "liuyang_2023.txt").read_text("utf-8").replace("浏阳市", "xx市")
    files = [tmp_path / "one" / "plan.txt", tmp_path / "two" / "plan.txt"]
    for file, words in zip(files, (text, text.replace("2023年6月底", "2023年5月底")), strict=True):
        file.parent.mkdir()
        file.write_text(words, "utf-8")
    assert set(diff(*files).counts()) == {What.DEADLINE_EARLIER}
    one, other = (edition(read(file)).heading for file in files)
    assert one.region != other.region
    assert paired([one], [other]).pairs == ((one, other),)
