from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bizgraph.building import build
from bizgraph.graph import Graph

GUIYANG = Path(__file__).parents[2] / "data" / "layouts" / "guiyang_models_and_gaps.txt"


@pytest.fixture(scope="session")
def guiyang(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of one small plan, which a reader can hold beside the views."""
    with Graph.open(Path(build([GUIYANG], tmp_path_factory.mktemp("guiyang") / "graph").graph)) as graph:
        yield graph
