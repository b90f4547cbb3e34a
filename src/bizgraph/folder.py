"""Which folder holds the graph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "BIZGRAPH_GRAPH"


def graph_folder(graph: Path | str | None = None) -> Path:
    """Return the folder of the graph: the one given, else $BIZGRAPH_GRAPH, else `graph` in this folder."""
    return Path(graph or os.environ.get(ENVIRONMENT) or "graph")
