"""Chinese business-environment policy documents as a knowledge graph that answers with its sources.

    import bizgraph

    report = bizgraph.build(["plans/"], "graph")
    with bizgraph.open("graph") as graph:
        for row in graph.query("borrowed-practice", region="深圳"):
            print(row["measure_text"], row["practice_text"])

What is imported from here is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bizgraph.build_report import BuildReport as BuildReport
    from bizgraph.building import add as add
    from bizgraph.building import build as build
    from bizgraph.building import remove as remove
    from bizgraph.difference.diffing import diff as diff
    from bizgraph.graph import Graph as Graph
    from bizgraph.reading import Reading as Reading
    from bizgraph.reading import read as read

    open = Graph.open
    __version__: str

__all__ = ["BuildReport", "Graph", "Reading", "__version__", "add", "build", "diff", "open", "read", "remove"]

_PLACES = {
    "BuildReport": "bizgraph.build_report",
    "Graph": "bizgraph.graph",
    "Reading": "bizgraph.reading",
    "add": "bizgraph.building",
    "build": "bizgraph.building",
    "diff": "bizgraph.difference.diffing",
    "read": "bizgraph.reading",
    "remove": "bizgraph.building",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("bizgraph.rdf.provenance").program_version()
    if name == "open":
        return import_module("bizgraph.graph").Graph.open
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
