"""The names of formats and views."""

from __future__ import annotations

from enum import StrEnum

from bizgraph.errors import ExportError


class ExportFormat(StrEnum):
    """A format in which a graph can be written out."""

    GEXF = "gexf"
    GRAPHML = "graphml"
    CX2 = "cx2"
    CYTOSCAPE_JSON = "cytoscape-json"
    GRAPHOLOGY = "graphology"
    DOT = "dot"
    SVG = "svg"
    PNG = "png"
    HTML = "html"
    NEO4J_CSV = "neo4j-csv"
    CYPHER = "cypher"
    CSVW = "csvw"
    OBSIDIAN = "obsidian"
    XLSX = "xlsx"
    JSON_LD = "json-ld"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    RDF_XML = "rdf-xml"


class ViewName(StrEnum):
    """What a graph can be looked at for."""

    BORROWING = "borrowing"
    RESPONSIBILITY = "responsibility"
    PRACTICE = "practice"
    FULL = "full"


def find_view(name: ViewName | str) -> ViewName:
    """Return a view by name. Raises ExportError."""
    try:
        return ViewName(name)
    except ValueError:
        raise ExportError(f"no view is called {name!r}; there are: {', '.join(ViewName)}") from None
